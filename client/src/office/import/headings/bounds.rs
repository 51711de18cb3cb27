//! Headings of the two ends of a period. A list may have a column for each; only the one where it
//! ends is the period, and a column that names its beginning never is.

use kecuali_domain::similarity::normalise;

/// Which end of a period a heading names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    Begin,
    End,
}

const BEGIN: &[&str] = &["mulai", "dimulai", "sejak", "dari", "awal", "terhitung", "tmt"];
const END: &[&str] = &["berakhir", "berakhirnya", "akhir", "sampai", "hingga", "selesai", "sd"];
/// What may stand around them. With any other word a heading says more than where a period ends:
/// `sejak penetapan` is no column of days.
const AROUND: &[&str] = &[
    "jangka",
    "waktu",
    "masa",
    "periode",
    "berlaku",
    "berlakunya",
    "pengecualian",
    "dikecualikan",
    "tanggal",
    "tgl",
    "bulan",
    "tahun",
    "hari",
    "pada",
    "dengan",
];

/// The end that a heading names, or the last part of one over several rows; none where it is both
/// or says something else besides.
pub(crate) fn bound(heading: &str) -> Option<Bound> {
    let last = heading.rsplit(" / ").next().unwrap_or_default();
    let plain = format!(" {} ", normalise(&last.replace('_', " "))).replace(" s d ", " sd ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let has = |all: &[&str]| words.iter().any(|word| all.contains(word));
    let known = |word: &&str| [BEGIN, END, AROUND].iter().any(|all| all.contains(word));
    match (has(BEGIN), has(END)) {
        (true, false) if words.iter().all(known) => Some(Bound::Begin),
        (false, true) if words.iter().all(known) => Some(Bound::End),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Meaning, Other, meaning},
        *,
    };

    #[test]
    fn only_the_end_of_a_period_is_the_period() {
        let period = Some(Meaning::Field("period"));
        for end in [
            "Berakhir",
            "s.d.",
            "Sampai dengan",
            "Jangka Waktu / Berakhir",
            "Jangka Waktu Kerahasiaan / Selesai",
            "jangka_waktu_sampai",
            "Tanggal berakhirnya",
        ] {
            assert_eq!(meaning(end).map(|(meant, _)| meant), period, "{end}");
        }
        for begin in ["Mulai", "Jangka Waktu / Mulai", "Jangka Waktu Kerahasiaan / Sejak", "Dari"] {
            let found = meaning(begin).map(|(meant, _)| meant);
            assert_eq!(found, Some(Meaning::Other(Other::Beginning)), "{begin}");
        }
        for whole in ["Jangka waktu mulai sampai", "Jangka waktu sejak tanggal penetapan"] {
            assert_eq!(bound(whole), None, "{whole}");
            assert_eq!(meaning(whole).map(|(meant, _)| meant), period, "{whole}");
        }
    }

    #[test]
    fn the_end_of_something_else_is_no_period() {
        let found = meaning("Kurun Waktu / Berakhir").map(|(meant, _)| meant);
        assert_eq!(found, Some(Meaning::Field("years_covered")));
    }
}
