//! Many acts of one key, each of another document, kept in one commit: after a dead machine all of
//! them are there, or none.

use std::collections::BTreeSet;

use kecuali_domain::{
    Kind,
    act::{Act, ReadAct},
    fold::{Outcome, Reason},
    handle,
    rules::Finding,
};
use kecuali_encoding::Digest;
use kecuali_ledger::{ActRecord, Rows};
use kecuali_sync::{Composition, Saying};

use super::{Name, Office, approval::Done, people::Signer, standing::FindingView};
use crate::error::OfficeError;

/// An act on an entry that was held against everything, and is about to be signed.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) name: Name,
    pub(crate) signer: Signer,
    pub(crate) act: Act,
    pub(crate) rows: Rows,
    pub(crate) warnings: Vec<Finding>,
}

impl Office {
    /// Signs them in one commit for each key, which of one person's is one, and looks what they
    /// come to.
    pub(crate) fn sign_together(&mut self, all: &[Prepared]) -> Result<Vec<Done>, OfficeError> {
        let mut known = BTreeSet::new();
        debug_assert!(all.iter().all(|one| known.insert(&one.name)), "each of another document");
        for one in all {
            self.is_writable(&one.name)?;
        }
        let mut done = Vec::with_capacity(all.len());
        for part in all.chunk_by(|one, next| one.signer.key.public() == next.signer.key.public()) {
            let Some(first) = part.first() else { continue };
            let unchecked = self.unchecked;
            let machine = &mut self.machine;
            let compositions: Vec<Composition<'_>> = part
                .iter()
                .map(|one| Composition {
                    scope: &one.name.0,
                    document: one.name.1,
                    kind: Kind::Entry,
                    say: Saying::Act(&one.act),
                    deps: None,
                    time: machine.now(),
                    rows: Some(&one.rows),
                    unchecked,
                })
                .collect();
            let composed = self.desk.compose_all(&first.signer.key, &compositions)?;
            for (one, composed) in part.iter().zip(composed) {
                done.push(self.came_to(one, composed.change)?);
            }
        }
        Ok(done)
    }

    fn came_to(&mut self, one: &Prepared, change: Digest) -> Result<Done, OfficeError> {
        let without = match self.document(&one.name)?.state().outcome(&change) {
            Some(Outcome::NoEffect(reason)) => Some(reason),
            Some(Outcome::Effect) | None => None,
        };
        Ok(Done {
            document: handle(&one.name.0, one.name.1),
            act: one.act.name(),
            change: Some(change),
            without_effect: without.map(Reason::code),
            sentence: without.map(Reason::sentence),
            warnings: one.warnings.iter().map(FindingView::from).collect(),
        })
    }

    /// Whether an entry was determined in a selection of this name.
    pub(crate) fn is_determined_in(
        &mut self,
        name: &Name,
        batch: &str,
    ) -> Result<bool, OfficeError> {
        let acts = self.document(name)?.acts();
        let determined = |record: &ActRecord| {
            let ReadAct::Known(act) = &record.act else { return false };
            let Act::Determine(determine) = act.as_ref() else { return false };
            determine.batch.as_deref() == Some(batch)
        };
        Ok(acts.iter().any(determined))
    }
}
