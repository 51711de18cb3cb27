//! What a person says becomes a change: signed with their key, and kept until a log holds it.

use kecuali_domain::Kind;
use kecuali_encoding::Digest;
use kecuali_ledger::{Document, Rows};
use kecuali_sync::{Composition, Saying};

use super::{Name, Office, people::Signer};
use crate::{catalogue::input::not_now, error::OfficeError};

impl Office {
    /// Signs a change of a document and keeps it until a log holds it.
    pub(crate) fn say(
        &mut self,
        signer: &Signer,
        name: &Name,
        kind: Kind,
        say: Saying<'_>,
        rows: Option<&Rows>,
    ) -> Result<Digest, OfficeError> {
        self.say_on(signer, name, kind, (say, None), rows)
    }

    /// The same on top of given changes; of all that is shown where none are.
    pub(crate) fn say_on(
        &mut self,
        signer: &Signer,
        name: &Name,
        kind: Kind,
        (say, deps): (Saying<'_>, Option<&[Digest]>),
        rows: Option<&Rows>,
    ) -> Result<Digest, OfficeError> {
        self.is_writable(name)?;
        let composition = Composition {
            scope: &name.0,
            document: name.1,
            kind,
            say,
            deps,
            time: self.machine.now(),
            rows,
            unchecked: self.unchecked,
        };
        Ok(self.desk.compose(&signer.key, &composition)?.change)
    }

    /// That a document holds nothing that this program does not understand: what is written on top
    /// of that could come to something else than it says.
    pub(crate) fn is_writable(&mut self, name: &Name) -> Result<(), OfficeError> {
        let document = self.desk.document(&name.0, name.1)?;
        if document.is_some_and(Document::is_read_only) && !self.unchecked {
            return Err(OfficeError::not_now(&name.0, name.1, not_now::NEWER_PROGRAM));
        }
        Ok(())
    }
}
