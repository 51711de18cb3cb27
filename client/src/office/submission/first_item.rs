//! An entry as the beginning of a determination.

use std::collections::BTreeSet;

use kecuali_domain::{content::SALT, determination::determination_field, field::FIELDS};

use crate::{
    error::OfficeError,
    office::{Name, Office, input::Fields, standing::FieldView},
};

impl Office {
    /// What an entry says as it was submitted, as the first item of a determination of KPU RI.
    pub fn as_first_item(&mut self, name: &Name) -> Result<Fields, OfficeError> {
        Ok(as_item(&self.submission(name)?.fields))
    }
}

fn as_item(fields: &[FieldView]) -> Fields {
    let shared: BTreeSet<&str> = FIELDS
        .iter()
        .filter(|field| field.in_item)
        .map(|field| field.name)
        .filter(|name| determination_field(name).is_some())
        .collect();
    let known = |key: &str| {
        let base = key.split('/').next().unwrap_or(key);
        FIELDS.iter().any(|field| field.name == base && field.in_item) && key != SALT
    };
    let mut all = vec![("authority".to_owned(), "RI".to_owned())];
    for field in fields.iter().filter(|field| known(&field.field)) {
        let [value] = field.values.as_slice() else { continue };
        let key = &field.field;
        let is_shared = shared.contains(key.split('/').next().unwrap_or(key));
        let key = if is_shared { key.clone() } else { format!("item/1/{key}") };
        all.push((key, value.clone()));
    }
    all
}
