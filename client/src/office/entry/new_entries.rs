//! Whether entries could be added: for a look before a whole list is.

use kecuali_domain::Capability;

use crate::{
    error::OfficeError,
    office::{Office, input::Fields, whole},
};

impl Office {
    /// That these entries could be added by who acts. Nothing is signed and nothing is kept.
    pub fn could_add(&self, acting: Option<&str>, rows: &[Fields]) -> Result<(), OfficeError> {
        self.signer(acting, &[Capability::Draft], &self.scope())?;
        rows.iter().try_for_each(|row| whole::new_entry(row).map(drop))
    }
}
