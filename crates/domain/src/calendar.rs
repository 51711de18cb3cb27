//! Days as they are written out in Bahasa Indonesia.

use jiff::civil::Weekday;

use crate::ids::Day;

/// The months as they are written out.
pub(crate) const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

impl Day {
    /// As people read it: `21 Agustus 2025`.
    pub fn written_out(self) -> String {
        let date = self.0;
        let month = usize::try_from(date.month() - 1).ok().and_then(|month| MONTHS.get(month));
        format!("{} {} {:04}", date.day(), month.copied().unwrap_or_default(), date.year())
    }

    /// As minutes say it: `Kamis, tanggal dua puluh enam bulan November tahun dua ribu dua puluh
    /// enam`.
    pub fn spelled_out(self) -> String {
        let date = self.0;
        let month = usize::try_from(date.month() - 1).ok().and_then(|month| MONTHS.get(month));
        let number = |number: i16| in_words(number.unsigned_abs());
        format!(
            "{}, tanggal {} bulan {} tahun {}",
            weekday(date.weekday()),
            number(i16::from(date.day())),
            month.copied().unwrap_or_default(),
            number(date.year())
        )
    }
}

const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Senin",
        Weekday::Tuesday => "Selasa",
        Weekday::Wednesday => "Rabu",
        Weekday::Thursday => "Kamis",
        Weekday::Friday => "Jumat",
        Weekday::Saturday => "Sabtu",
        Weekday::Sunday => "Minggu",
    }
}

/// A number below ten thousand in words.
fn in_words(number: u16) -> String {
    const ONES: [&str; 12] = [
        "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
        "sepuluh", "sebelas",
    ];
    let rest = |first: String, rest: u16| match rest {
        0 => first,
        rest => format!("{first} {}", in_words(rest)),
    };
    match number {
        0..12 => ONES.get(usize::from(number)).map_or_else(String::new, |word| (*word).to_owned()),
        12..20 => format!("{} belas", in_words(number - 10)),
        20..100 => rest(format!("{} puluh", in_words(number / 10)), number % 10),
        100..200 => rest("seratus".to_owned(), number % 100),
        200..1000 => rest(format!("{} ratus", in_words(number / 100)), number % 100),
        1000..2000 => rest("seribu".to_owned(), number % 1000),
        _ => rest(format!("{} ribu", in_words(number / 1000)), number % 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_out() {
        assert_eq!("2026-11-02".parse::<Day>().unwrap().written_out(), "2 November 2026");
    }

    #[test]
    fn a_day_is_spelled_out() {
        for (day, words) in [
            (
                "2026-11-26",
                "Kamis, tanggal dua puluh enam bulan November tahun dua ribu dua puluh enam",
            ),
            (
                "2028-02-29",
                "Selasa, tanggal dua puluh sembilan bulan Februari tahun dua ribu dua puluh delapan",
            ),
            ("2027-01-01", "Jumat, tanggal satu bulan Januari tahun dua ribu dua puluh tujuh"),
        ] {
            assert_eq!(day.parse::<Day>().unwrap().spelled_out(), words);
        }
        for (number, words) in [
            (0, "nol"),
            (10, "sepuluh"),
            (11, "sebelas"),
            (12, "dua belas"),
            (19, "sembilan belas"),
            (20, "dua puluh"),
            (31, "tiga puluh satu"),
            (100, "seratus"),
            (111, "seratus sebelas"),
            (212, "dua ratus dua belas"),
            (1000, "seribu"),
            (1945, "seribu sembilan ratus empat puluh lima"),
            (2000, "dua ribu"),
            (9999, "sembilan ribu sembilan ratus sembilan puluh sembilan"),
        ] {
            assert_eq!(in_words(number), words);
        }
    }
}
