//! Values as pages write them.

use kecuali_domain::{OfficeId, office::Offices};

use crate::wall_clock::local;

/// A time as people say it, where this office is: `23 November 2026 pukul 10.12 WIB`.
pub(crate) fn moment(milliseconds: u64) -> String {
    let here = local(milliseconds);
    format!("{} pukul {} {}", here.day().written_out(), here.minutes(), here.zone.label())
}

/// The time of day alone: `10.12.05 WIB`.
pub(crate) fn clock(milliseconds: u64) -> String {
    let here = local(milliseconds);
    format!("{} {}", here.seconds(), here.zone.label())
}

/// The name of an office; its id where the table of this program does not know it.
pub(crate) fn office_name(id: &OfficeId) -> String {
    Offices::bundled()
        .get(id)
        .map_or_else(|| id.to_string(), |office| office.local_name().to_owned())
}

/// The first so many letters of a text, with a sign that there is more.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most).collect();
    format!("{}…", kept.trim_end())
}

/// Who did something, with the name of the office: `PPID (3319)` is `PPID, KPU Kabupaten Kudus`.
pub(crate) fn called(by: &str) -> String {
    let split = by.strip_suffix(')').and_then(|by| by.rsplit_once(" ("));
    let office = split.and_then(|(position, code)| Some((position, code.parse().ok()?)));
    office.map_or_else(
        || by.to_owned(),
        |(position, office)| format!("{position}, {}", office_name(&office)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wall_clock::look_from;

    #[test]
    fn a_moment_is_said_as_people_say_it() {
        assert_eq!(moment(1_795_403_520_000), "23 November 2026 pukul 10.12 WIB");
        assert_eq!(moment(1_795_453_140_000), "23 November 2026 pukul 23.59 WIB");
    }

    #[test]
    fn a_clock_shows_the_time_where_the_office_is() {
        assert_eq!(clock(1_795_403_525_000), "10.12.05 WIB");
        look_from(&"9301".parse().unwrap());
        assert_eq!(clock(1_795_403_525_000), "12.12.05 WIT");
        // Late in the evening of Jakarta the next day has begun in Merauke.
        assert_eq!(moment(1_795_453_140_000), "24 November 2026 pukul 01.59 WIT");
        look_from(&"7371".parse().unwrap());
        assert_eq!(moment(1_795_403_520_000), "23 November 2026 pukul 11.12 WITA");
        look_from(&"RI".parse().unwrap());
        assert_eq!(moment(1_795_403_520_000), "23 November 2026 pukul 10.12 WIB");
    }

    #[test]
    fn a_long_text_is_cut_at_a_letter() {
        assert_eq!(shortened("Rekam médis", 7), "Rekam m…");
        assert_eq!(shortened("pendek", 7), "pendek");
    }

    #[test]
    fn an_office_is_called_by_its_name() {
        assert_eq!(called("PPID (3319)"), "PPID, KPU Kabupaten Kudus");
        for same in ["Siti, PPID", "Kepala (lama)", "", ")"] {
            assert_eq!(called(same), same);
        }
    }
}
