//! Which entries a person means: handles, prefixes, or all that stand somewhere.

use kecuali_domain::{Kind, handle, handle_fits, status::Status};

use super::{Name, Office};
use crate::{catalogue::input, error::OfficeError};

/// Entries as a person names them.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Handles, prefixes of handles, or ids.
    pub names: Vec<String>,
    /// All that stand here, beside the named ones.
    pub all_with: Option<Status>,
}

impl Office {
    /// The entries that a person means, in the order of their names, none twice.
    pub fn select(&mut self, selection: &Selection) -> Result<Vec<Name>, OfficeError> {
        let mut found = Vec::new();
        for name in &selection.names {
            found.push(self.find(name, Kind::Entry)?);
        }
        if let Some(status) = selection.all_with {
            let all = self.entries()?;
            let there = all.into_iter().filter(|entry| entry.status == status);
            found.extend(there.map(|entry| (entry.log, entry.id)));
        }
        found.sort();
        found.dedup();
        if found.is_empty() {
            return Err(OfficeError::Input(input::no_entry_named()));
        }
        Ok(found)
    }

    /// The one document of a kind that a typed text names.
    pub fn find(&mut self, typed: &str, kind: Kind) -> Result<Name, OfficeError> {
        let mut found = Vec::new();
        for scope in self.registers() {
            for id in self.desk.documents(&scope)? {
                let name = (scope.clone(), id);
                if handle_fits(typed, &scope, id) && self.document(&name)?.kind() == kind {
                    found.push(name);
                }
            }
        }
        match found.len() {
            0 => Err(OfficeError::NotFound(typed.to_owned())),
            1 => Ok(found.remove(0)),
            _ => Err(OfficeError::Ambiguous {
                name: typed.to_owned(),
                all: found.iter().map(|(scope, id)| handle(scope, *id)).collect(),
            }),
        }
    }

    /// Every document of a kind that is read here, by register and id.
    pub(crate) fn all(&mut self, kind: Kind) -> Result<Vec<Name>, OfficeError> {
        let mut all = Vec::new();
        for scope in self.registers() {
            let index = self.cards(&scope)?;
            let fitting = index.cards.iter().filter(|(_, card)| card.kind == kind);
            all.extend(fitting.map(|(id, _)| (scope.clone(), *id)));
        }
        Ok(all)
    }
}
