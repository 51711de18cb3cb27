//! The entries that a person ticked, as addresses and forms carry them.

use std::collections::HashMap;

use kecuali_domain::Kind;

use crate::{
    error::OfficeError,
    office::{
        Name, Office,
        procedure::{Stage, written},
    },
};

/// So many entries are signed at once: a list that a person can still look through.
pub(super) const MOST: usize = 500;
/// The field that names entries: once for each box, or all in one.
const ENTRIES: &str = "entri";
/// The field that stands for all of a step.
const ALL: &str = "semua";

/// What was asked for in an address, field by field.
pub(super) type Asked = Vec<(String, String)>;

/// The first value of a field.
pub(super) fn asked<'a>(fields: &'a Asked, name: &str) -> &'a str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
}

/// Entries that were chosen.
#[derive(Debug, Clone, Default)]
pub(super) struct Chosen {
    handles: Vec<String>,
    all_of: Option<Stage>,
}

impl Chosen {
    /// Those that an address names.
    pub(super) fn of(fields: &Asked) -> Self {
        let named = fields.iter().filter(|(field, _)| field == ENTRIES);
        let handles = named.flat_map(|(_, value)| split(value)).collect();
        let all_of = stage(asked(fields, ALL));
        Self { handles, all_of }
    }

    /// Those that one field of a form names.
    pub(super) fn listed(text: &str) -> Self {
        Self { handles: split(text).collect(), all_of: None }
    }

    /// Whether nothing was chosen.
    pub(super) const fn is_empty(&self) -> bool {
        self.handles.is_empty() && self.all_of.is_none()
    }

    /// The entries, in the order of their handles, at most [`MOST`].
    pub(super) fn names(&self, office: &mut Office) -> Result<Vec<Name>, OfficeError> {
        let mut names = match self.all_of {
            Some(stage) => {
                let all = office.staged()?.into_iter().filter(|(at, _)| *at == stage);
                all.map(|(_, entry)| (entry.log, entry.id)).collect()
            }
            None => self.named(office)?,
        };
        names.sort_by_cached_key(written);
        names.dedup();
        names.truncate(MOST);
        Ok(names)
    }

    fn named(&self, office: &mut Office) -> Result<Vec<Name>, OfficeError> {
        let own = office.scope();
        let mut known: HashMap<String, Vec<Name>> = HashMap::new();
        for entry in office.entries()?.into_iter().filter(|entry| entry.log == own) {
            known.entry(entry.entry).or_default().push((entry.log, entry.id));
        }
        let find = |handle: &String| match known.get(handle).map(Vec::as_slice) {
            Some([one]) => Ok(one.clone()),
            Some(_) | None => office.find(handle, Kind::Entry),
        };
        self.handles.iter().map(find).collect()
    }
}

fn split(text: &str) -> impl Iterator<Item = String> {
    text.split([' ', ',']).filter(|part| !part.is_empty()).map(str::to_owned)
}

/// A step as addresses name it.
pub(super) fn stage(text: &str) -> Option<Stage> {
    Stage::ALL.into_iter().find(|stage| address(*stage) == text)
}

/// The name of a step in addresses.
pub(super) const fn address(stage: Stage) -> &'static str {
    match stage {
        Stage::Ask => "minta",
        Stage::Submit => "ajukan",
        Stage::Sent => "diajukan",
        Stage::Returned => "dikembalikan",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_and_one_field_name_the_same_entries() {
        let boxes = ["3604-A", "3604-B"].map(|one| (ENTRIES.to_owned(), one.to_owned())).to_vec();
        assert_eq!(Chosen::of(&boxes).handles, Chosen::listed("3604-A, 3604-B").handles);
        assert!(Chosen::listed(" , ").is_empty());
        assert!(!Chosen::of(&vec![(ALL.to_owned(), "minta".to_owned())]).is_empty());
    }

    #[test]
    fn every_step_has_a_name_in_addresses() {
        for one in Stage::ALL {
            assert_eq!(stage(address(one)), Some(one));
        }
    }
}
