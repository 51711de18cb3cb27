//! What a record shows by itself, away from its log and its document.

use kecuali_document::{Checked, check_first, guard};
use kecuali_trust::RootId;

use crate::record::Record;

/// A record, with what was found out about it ahead of its turn: most of the cost of admission, and
/// none of it depends on another record, so it may be done on any core and in any order.
///
/// It holds what speaks for the record and never what speaks against it: whatever is not found here,
/// [`admit_inspected`](crate::admit_inspected) looks for itself, in its order. It cannot be held
/// against another record than it was made from.
#[derive(Debug, Clone)]
pub struct Inspected<'a> {
    pub(crate) record: &'a Record,
    /// Its signature was verified and holds.
    pub(crate) is_signed: bool,
    /// Its change, written again, when it follows the genesis alone.
    pub(crate) first: Option<Checked>,
}

impl<'a> Inspected<'a> {
    /// A record of which nothing was found out yet.
    pub const fn not_yet(record: &'a Record) -> Self {
        Self { record, is_signed: false, first: None }
    }

    /// Looks at a record: guard, then signature, then the change if it can be written again.
    pub fn of(record: &'a Record, root: &RootId) -> Self {
        Self::look(record, || record.verify(root).is_ok())
    }

    /// The same for a record in bytes whose signature was verified here before.
    pub fn of_verified(record: &'a Record) -> Self {
        Self::look(record, || true)
    }

    fn look(record: &'a Record, is_signed: impl FnOnce() -> bool) -> Self {
        let Ok(outline) = guard(&record.change) else { return Self::not_yet(record) };
        if !is_signed() {
            return Self::not_yet(record);
        }
        let sealed = &record.sealed;
        let first =
            check_first(&sealed.scope, sealed.document, sealed.signer, &outline, &record.change);
        Self { record, is_signed: true, first: first.and_then(Result::ok) }
    }

    /// The record.
    pub const fn record(&self) -> &'a Record {
        self.record
    }

    /// Whether its signature was verified and holds.
    pub const fn is_signed(&self) -> bool {
        self.is_signed
    }
}
