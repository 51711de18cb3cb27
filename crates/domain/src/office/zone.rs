//! The three times of day of Indonesia, by province.

use super::Offices;
use crate::ids::OfficeId;

/// A time of day, as clocks in a part of the country show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// Waktu Indonesia Barat, UTC+7.
    Wib,
    /// Waktu Indonesia Tengah, UTC+8.
    Wita,
    /// Waktu Indonesia Timur, UTC+9.
    Wit,
}

/// The provinces that do not have the time of Jakarta, by their codes of Kemendagri: Keppres 41/1987
/// divides the provinces of its day, and those made since keep the time of what they were part of.
/// WITA: Bali and Nusa Tenggara, Kalimantan Selatan, Timur and Utara, Sulawesi. WIT: Maluku, Papua.
const ELSEWHERE: &[(&str, Zone)] = &[
    ("51", Zone::Wita),
    ("52", Zone::Wita),
    ("53", Zone::Wita),
    ("63", Zone::Wita),
    ("64", Zone::Wita),
    ("65", Zone::Wita),
    ("71", Zone::Wita),
    ("72", Zone::Wita),
    ("73", Zone::Wita),
    ("74", Zone::Wita),
    ("75", Zone::Wita),
    ("76", Zone::Wita),
    ("81", Zone::Wit),
    ("82", Zone::Wit),
    ("91", Zone::Wit),
    ("92", Zone::Wit),
    ("93", Zone::Wit),
    ("94", Zone::Wit),
    ("95", Zone::Wit),
    ("96", Zone::Wit),
    ("97", Zone::Wit),
];

impl Zone {
    /// By how many hours it is later there than in UTC; there is no summer time.
    pub const fn hours(self) -> i8 {
        match self {
            Self::Wib => 7,
            Self::Wita => 8,
            Self::Wit => 9,
        }
    }

    /// How it is called.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Wib => "WIB",
            Self::Wita => "WITA",
            Self::Wit => "WIT",
        }
    }
}

impl Offices {
    /// The time of day where an office is; an office that the table does not know is told by its own
    /// code, which begins with that of its province.
    pub fn zone(&self, id: &OfficeId) -> Zone {
        let known = self.get(id).and_then(|office| office.kemendagri_code.as_deref());
        let province = known.unwrap_or(id.as_str()).get(..2);
        let found = ELSEWHERE.iter().find(|(code, _)| Some(*code) == province);
        found.map_or(Zone::Wib, |(_, zone)| *zone)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::office::Level;

    #[test]
    fn every_province_has_the_time_of_its_island() {
        let offices = Offices::bundled();
        let mut all: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for province in offices.iter().filter(|office| office.level == Level::Province) {
            let label = offices.zone(&province.id).label();
            all.entry(label).or_default().push(province.id.as_str());
        }
        let of = |label: &str| all[label].join(" ");
        assert_eq!(of("WIB"), "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62");
        assert_eq!(of("WITA"), "51 52 53 63 64 65 71 72 73 74 75 76");
        assert_eq!(of("WIT"), "81 82 91 92 93 94 95 96");
    }

    #[test]
    fn an_office_has_the_time_of_its_province() {
        let offices = Offices::bundled();
        for office in offices.iter().filter(|office| office.level == Level::RegencyCity) {
            let province = office.parent.as_ref().unwrap();
            assert_eq!(offices.zone(&office.id), offices.zone(province), "{}", office.name);
        }
        let zone = |id: &str| offices.zone(&id.parse().unwrap());
        assert_eq!((zone("RI"), zone("9301"), zone("7371")), (Zone::Wib, Zone::Wit, Zone::Wita));
        assert_eq!(zone("9799"), Zone::Wit, "a region that is newer than the table");
    }
}
