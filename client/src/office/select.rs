//! Which entries a person means: handles, prefixes, or all that stand somewhere.

use kecuali_domain::{Kind, handle, handle_fits, status::Status};

use super::{Name, Office};
use crate::{
    catalogue::input,
    error::{OfficeError, Sought},
};

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
            0 => Err(self
                .only_an_office(typed, kind)?
                .unwrap_or_else(|| OfficeError::not_found(Sought::of(kind), typed))),
            1 => Ok(found.remove(0)),
            _ => Err(ambiguous(typed, &found)),
        }
    }

    /// Who types the office of a handle alone sees which there are; it names none of them.
    fn only_an_office(
        &mut self,
        typed: &str,
        kind: Kind,
    ) -> Result<Option<OfficeError>, OfficeError> {
        let typed = typed.trim().trim_end_matches('-');
        let mut all = self.all(kind)?;
        let of_office = |(scope, _): &Name| {
            scope.office().is_some_and(|office| office.as_str().eq_ignore_ascii_case(typed))
        };
        all.retain(of_office);
        Ok((!all.is_empty()).then(|| ambiguous(typed, &all)))
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

fn ambiguous(typed: &str, found: &[Name]) -> OfficeError {
    OfficeError::Ambiguous {
        name: typed.to_owned(),
        all: found.iter().map(|(scope, id)| handle(scope, *id)).collect(),
    }
}
