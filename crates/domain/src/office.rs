//! The offices of KPU: who they are, and which is above which.

mod zone;

use std::{collections::BTreeMap, iter, sync::OnceLock};

use serde::Deserialize;

pub use self::zone::Zone;
use crate::ids::OfficeId;

const BUNDLED: &str = include_str!("../data/offices.csv");

/// Every office, with its place in the tree and the codes it is known by.
///
/// A code of 2022 finds an office only where no office has that code today: when a code passes to
/// another region, what is typed now means today's holder. (None has passed so far; a test looks.)
#[derive(Debug)]
pub struct Offices {
    all: BTreeMap<OfficeId, Office>,
    by_code: BTreeMap<String, OfficeId>,
}

impl Offices {
    /// The table that comes with the program.
    ///
    /// # Panics
    ///
    /// Never in a released program: the table is part of it and a test reads it.
    pub fn bundled() -> &'static Self {
        static OFFICES: OnceLock<Offices> = OnceLock::new();
        OFFICES.get_or_init(|| Self::read(BUNDLED).expect("the bundled table is read by a test"))
    }

    /// The office of that name.
    pub fn get(&self, id: &OfficeId) -> Option<&Office> {
        self.all.get(id)
    }

    /// The office with an office id or a Kemendagri code, of today or of 2022, with or without dot.
    pub fn by_code(&self, code: &str) -> Option<&Office> {
        self.get(self.by_code.get(&plain(code))?)
    }

    /// The office directly above: KPU RI for a province, the province for a regency or city.
    pub fn parent(&self, id: &OfficeId) -> Option<&Office> {
        self.get(self.get(id)?.parent.as_ref()?)
    }

    /// Whether an office is somewhere below another, which it is not below itself.
    pub fn is_below(&self, office: &OfficeId, ancestor: &OfficeId) -> bool {
        let first = self.parent(office);
        iter::successors(first, |above| self.parent(&above.id)).any(|above| above.id == *ancestor)
    }

    /// All offices, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Office> {
        self.all.values()
    }

    fn read(text: &str) -> Result<Self, csv::Error> {
        let rows: Vec<Row> =
            csv::Reader::from_reader(text.as_bytes()).deserialize().collect::<Result<_, _>>()?;
        let current: BTreeMap<&str, &OfficeId> =
            rows.iter().map(|row| (row.kemendagri_code.as_str(), &row.office_code)).collect();
        let all: BTreeMap<OfficeId, Office> =
            rows.iter().map(|row| (row.office_code.clone(), row.office(&current))).collect();
        let by_code = index(&rows);
        Ok(Self { all, by_code })
    }
}

/// One office of KPU.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Its permanent name.
    pub id: OfficeId,
    /// Its place in the tree.
    pub level: Level,
    /// What it is called under national law.
    pub name: String,
    /// What it is called in Aceh (Komisi Independen Pemilihan), if it is there.
    pub aceh_name: Option<String>,
    /// The code of its region today; KPU RI has none.
    pub kemendagri_code: Option<String>,
    /// The code of its region in 2022, if the region existed.
    pub kemendagri_code_2022: Option<String>,
    /// The office directly above; KPU RI has none.
    pub parent: Option<OfficeId>,
    /// The name of its region; a regency and a city may share it.
    pub region_name: String,
}

impl Office {
    /// What people there call it.
    pub fn local_name(&self) -> &str {
        self.aceh_name.as_deref().unwrap_or(&self.name)
    }
}

/// The three levels of KPU.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// KPU RI.
    National,
    /// KPU Provinsi.
    Province,
    /// KPU Kabupaten or KPU Kota.
    RegencyCity,
}

#[derive(Deserialize)]
struct Row {
    office_level: Level,
    kemendagri_code: String,
    office_code: OfficeId,
    region_name: String,
    parent_kemendagri_code: String,
    office_name: String,
    aceh_name: Option<String>,
    kemendagri_code_2022: Option<String>,
}

impl Row {
    fn office(&self, current: &BTreeMap<&str, &OfficeId>) -> Office {
        let parent = match self.office_level {
            Level::National => None,
            Level::Province => Some(OfficeId::national()),
            Level::RegencyCity => {
                current.get(self.parent_kemendagri_code.as_str()).copied().cloned()
            }
        };
        Office {
            id: self.office_code.clone(),
            level: self.office_level,
            name: self.office_name.clone(),
            aceh_name: self.aceh_name.clone(),
            kemendagri_code: Some(self.kemendagri_code.clone()).filter(|code| !code.is_empty()),
            kemendagri_code_2022: self.kemendagri_code_2022.clone(),
            parent,
            region_name: self.region_name.clone(),
        }
    }
}

/// Ids first, then the codes of today, then those of 2022: the earlier meaning stands.
fn index(rows: &[Row]) -> BTreeMap<String, OfficeId> {
    let ids = rows.iter().map(|row| (row.office_code.as_str(), row));
    let today = rows.iter().map(|row| (row.kemendagri_code.as_str(), row));
    let before = rows.iter().filter_map(|row| Some((row.kemendagri_code_2022.as_deref()?, row)));
    let mut by_code = BTreeMap::new();
    for (code, row) in ids.chain(today).chain(before).filter(|(code, _)| !code.is_empty()) {
        by_code.entry(plain(code)).or_insert_with(|| row.office_code.clone());
    }
    by_code
}

fn plain(code: &str) -> String {
    code.trim().chars().filter(|c| *c != '.').map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> OfficeId {
        text.parse().unwrap()
    }

    #[test]
    fn there_is_one_national_office_with_38_provinces_and_514_regencies_below() {
        let offices = Offices::bundled();
        let count = |level| offices.iter().filter(|office| office.level == level).count();
        assert_eq!(
            (count(Level::National), count(Level::Province), count(Level::RegencyCity)),
            (1, 38, 514)
        );
        let national = OfficeId::national();
        assert!(offices.parent(&national).is_none());
        for office in offices.iter().filter(|office| office.id != national) {
            let parent = offices.parent(&office.id).unwrap();
            assert!(parent.level < office.level, "{} is below {}", office.name, parent.name);
            assert!(offices.is_below(&office.id, &national), "{}", office.name);
        }
    }

    #[test]
    fn an_office_is_found_by_each_code_it_has_or_had() {
        let offices = Offices::bundled();
        for code in ["3604", "36.04", " 3604 "] {
            assert_eq!(offices.by_code(code).unwrap().id, id("3604"), "{code}");
        }
        for code in ["9301", "93.01", "91.01", "9101"] {
            assert_eq!(offices.by_code(code).unwrap().region_name, "Merauke", "{code}");
        }
        assert_eq!(offices.by_code("92.71").unwrap().id, id("9671"));
        assert_eq!(offices.by_code("ri").unwrap().id, OfficeId::national());
        for code in ["", ".", "9999"] {
            assert!(offices.by_code(code).is_none(), "{code}");
        }
    }

    #[test]
    fn no_code_of_2022_belongs_to_another_office_today() {
        for office in Offices::bundled().iter() {
            for code in
                [&office.kemendagri_code, &office.kemendagri_code_2022].into_iter().flatten()
            {
                assert_eq!(Offices::bundled().by_code(code), Some(office), "{code}");
            }
        }
        let changed = |o: &&Office| {
            o.kemendagri_code_2022.is_some() && o.kemendagri_code_2022 != o.kemendagri_code
        };
        assert_eq!(Offices::bundled().iter().filter(changed).count(), 26);
    }

    #[test]
    fn a_code_that_passed_to_another_region_means_its_holder_today() {
        let table = "office_level,kemendagri_code,office_code,region_type,region_name,\
            parent_kemendagri_code,office_name,aceh_name,kemendagri_code_2022\n\
            regency_city,93.01,9301,kabupaten,Old,93,KPU Old,,91.01\n\
            regency_city,91.01,9199,kabupaten,New,91,KPU New,,\n";
        let offices = Offices::read(table).unwrap();
        assert_eq!(offices.by_code("91.01").unwrap().region_name, "New");
    }

    #[test]
    fn below_is_strict_and_follows_the_tree_of_today() {
        let offices = Offices::bundled();
        assert!(offices.is_below(&id("9301"), &id("93")));
        assert!(!offices.is_below(&id("9301"), &id("91")));
        assert!(!offices.is_below(&id("93"), &id("93")));
        assert!(!offices.is_below(&id("93"), &id("9301")));
    }

    #[test]
    fn offices_in_aceh_are_called_kip() {
        let office = Offices::bundled().by_code("11.01").unwrap();
        assert_eq!(office.local_name(), "KIP Kabupaten Aceh Selatan");
        assert_eq!(
            Offices::bundled().by_code("3604").unwrap().local_name(),
            "KPU Kabupaten Serang"
        );
    }
}
