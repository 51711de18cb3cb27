//! Submissions as the beginning of a determination: each name becomes an item. KPU RI's own test is
//! not made by copying: of what an office wrote for it, only the material is.

use std::collections::BTreeMap;

use kecuali_domain::{
    OfficeId, Scope, content::SALT, determination::determination_field, field::FIELDS, handle,
    similarity::normalise,
};

use crate::{
    error::OfficeError,
    office::{
        Name, Office,
        input::Fields,
        standing::{FieldView, label_of},
    },
};

/// What a test says of itself and not of its matter: when, where, by whom, with which result. Only
/// KPU RI tests (PKPU 22/2023 Pasal 24), so an office's are no test's.
const OF_THE_TEST: [&str; 4] = ["test_date", "test_place", "test_participants", "test_conclusion"];

/// What a determination of KPU RI is begun with.
#[derive(Debug, Default)]
pub struct Items {
    /// One for each name of information.
    pub items: Vec<Item>,
    /// What of the test sheet the entries do not agree on, by its labels: it is left to be written.
    pub differing: Vec<String>,
    /// Entries that become no item, by their handles, and why.
    pub refused: Vec<(String, OfficeError)>,
    /// Whether offices wrote for the test, which KPU RI is yet to make and to record.
    pub is_untested: bool,
    /// The test sheet that all items share.
    sheet: BTreeMap<String, String>,
}

/// An item, and the entries that it is made of: its words are those of the first.
#[derive(Debug)]
pub struct Item {
    /// The name of the information.
    pub information: String,
    /// The entries.
    pub entries: Vec<Source>,
    fields: Fields,
}

/// An entry that an item is made of.
#[derive(Debug)]
pub struct Source {
    /// Its handle.
    pub entry: String,
    /// Its register.
    pub log: Scope,
}

impl Office {
    /// What entries say as they were submitted, as items of a determination.
    pub fn as_items(&mut self, names: &[Name]) -> Items {
        let is_own = |(log, _): &Name| log.office().is_some_and(OfficeId::is_national);
        let mut all = Items { is_untested: !names.iter().all(is_own), ..Items::default() };
        for name in names {
            let entry = handle(&name.0, name.1);
            match self.submission(name) {
                Ok(submitted) => {
                    all.take(Source { entry, log: name.0.clone() }, &submitted.fields);
                }
                Err(error) => all.refused.push((entry, error)),
            }
        }
        all
    }
}

impl Items {
    fn take(&mut self, source: Source, fields: &[FieldView]) {
        let mut item = Item { information: String::new(), entries: Vec::new(), fields: Vec::new() };
        for field in fields {
            let key = field.field.as_str();
            let base = key.split('/').next().unwrap_or(key);
            let in_item = FIELDS.iter().any(|field| field.name == base && field.in_item);
            let ([value], true) = (field.values.as_slice(), in_item && key != SALT) else {
                continue;
            };
            if self.is_untested && OF_THE_TEST.contains(&base) {
                continue;
            }
            if determination_field(base).is_some() {
                self.share(key, value);
            } else {
                item.fields.push((key.to_owned(), value.clone()));
            }
            if key == "information" {
                item.information.clone_from(value);
            }
        }
        let name = normalise(&item.information);
        let same = |one: &&mut Item| normalise(&one.information) == name;
        if let Some(one) = self.items.iter_mut().find(same) {
            one.entries.push(source);
        } else {
            item.entries.push(source);
            self.items.push(item);
        }
    }

    fn share(&mut self, key: &str, value: &str) {
        let there = self.sheet.entry(key.to_owned()).or_insert_with(|| value.to_owned());
        let label = label_of(key);
        if there != value && !self.differing.contains(&label) {
            self.differing.push(label);
        }
    }

    /// The fields of a determination of KPU RI.
    pub fn fields(&self) -> Fields {
        let mut all = vec![("authority".to_owned(), "RI".to_owned())];
        let agreed = self.sheet.iter().filter(|(key, _)| !self.differing.contains(&label_of(key)));
        all.extend(agreed.map(|(key, value)| (key.clone(), value.clone())));
        for (at, item) in self.items.iter().enumerate() {
            let of_item =
                |(key, value): &(String, String)| (format!("item/{}/{key}", at + 1), value.clone());
            all.extend(item.fields.iter().map(of_item));
        }
        all
    }

    /// How many entries it is made of.
    pub fn entries(&self) -> usize {
        self.items.iter().map(|item| item.entries.len()).sum()
    }
}
