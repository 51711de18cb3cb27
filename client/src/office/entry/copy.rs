//! An entry that has ended is written no more; what is still needed begins again as a copy.

use kecuali_domain::{Kind, content::SALT};
use kecuali_publication::continued;

use crate::{
    catalogue::input::not_now,
    error::OfficeError,
    office::{Name, Office, input::Fields},
};

/// What belongs to one entry alone.
const OWN: [&str; 3] = [SALT, "register_number", "register_year"];

impl Office {
    /// That something may still come of what is written: nobody decides again about an entry that
    /// has ended, and nobody would ever read it.
    pub fn may_be_written(&mut self, name: &Name) -> Result<(), OfficeError> {
        let document = self.document(name)?;
        let (is_entry, state) = (document.kind() == Kind::Entry, document.state());
        let (concluded, under) =
            (state.conclusion().is_some(), state.decision().map(|decision| decision.under));
        let national = self.national();
        let stands = |item| national.now().item_stands(continued(national, item));
        let has_ended = concluded || under.is_some_and(|item| !stands(item));
        if is_entry && has_ended && !self.unchecked {
            return Err(OfficeError::not_now(&name.0, name.1, not_now::HAS_ENDED));
        }
        Ok(())
    }

    /// The fields of an entry as a new one begins with them: without its register number, and
    /// without what is in conflict.
    pub fn copied(&mut self, name: &Name) -> Result<Fields, OfficeError> {
        let content = self.content(name)?;
        let keys = content.iter().map(|(key, _)| key).filter(|key| !OWN.contains(key));
        let field = |key: &str| Some((key.to_owned(), content.one(key)?.to_owned()));
        Ok(keys.filter_map(field).filter(|(_, value)| !value.is_empty()).collect())
    }
}
