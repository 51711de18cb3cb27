//! What a person says becomes a change: signed with their key, and kept until a log holds it.

use std::collections::BTreeSet;

use kecuali_domain::{
    Kind,
    act::Act,
    fold::{Outcome, Reason},
    handle,
    rules::Finding,
};
use kecuali_encoding::Digest;
use kecuali_ledger::{Document, Rows};
use kecuali_sync::{Composition, Saying};

use super::{Name, Office, approval::Done, people::Signer, standing::FindingView};
use crate::{catalogue::input::not_now, error::OfficeError};

/// An act on a document that nothing stands in the way of.
pub(crate) struct Ready<'a> {
    pub(crate) name: &'a Name,
    pub(crate) act: Act,
    /// The openings of the rows that it makes.
    pub(crate) rows: Option<Rows>,
    /// What the rules find and nothing forbids.
    pub(crate) warnings: Vec<Finding>,
}

/// Each document once, in the order in which they are named: what is kept in one commit does not
/// stand on each other.
pub(crate) fn once(names: &[Name]) -> impl Iterator<Item = &Name> {
    let mut known = BTreeSet::new();
    names.iter().filter(move |name| known.insert(*name))
}

impl Office {
    /// Signs one act for each of several documents, and keeps them in one commit: all of them, or
    /// none. One person signs all.
    pub(crate) fn sign_all(
        &mut self,
        prepared: Vec<(Signer, Ready<'_>)>,
    ) -> Result<Vec<Done>, OfficeError> {
        let (signers, all): (Vec<Signer>, Vec<Ready<'_>>) = prepared.into_iter().unzip();
        let Some(signer) = signers.first() else { return Ok(Vec::new()) };
        if signers.iter().any(|other| other.key.public() != signer.key.public()) {
            let names: BTreeSet<String> = signers.into_iter().map(|one| one.name).collect();
            let all = names.into_iter().collect();
            return Err(OfficeError::Ambiguous { name: "--as".to_owned(), all });
        }
        let mut compositions = Vec::with_capacity(all.len());
        for one in &all {
            self.is_writable(one.name)?;
            compositions.push(Composition {
                scope: &one.name.0,
                document: one.name.1,
                kind: self.document(one.name)?.kind(),
                say: Saying::Act(&one.act),
                deps: None,
                time: self.machine.now(),
                rows: one.rows.as_ref(),
                unchecked: self.unchecked,
            });
        }
        let kept = self.desk.compose_all(&signer.key, &compositions)?;
        let done = all.iter().zip(kept);
        done.map(|(one, kept)| self.done(one.name, &one.act, kept.change, &one.warnings)).collect()
    }

    /// Signs one act and looks what it comes to.
    pub(crate) fn sign(
        &mut self,
        signer: &Signer,
        name: &Name,
        act: &Act,
        rows: Option<&Rows>,
        warnings: &[Finding],
    ) -> Result<Done, OfficeError> {
        let kind = self.document(name)?.kind();
        let change = self.say(signer, name, kind, Saying::Act(act), rows)?;
        self.done(name, act, change, warnings)
    }

    /// What an act that was signed comes to.
    fn done(
        &mut self,
        name: &Name,
        act: &Act,
        change: Digest,
        warnings: &[Finding],
    ) -> Result<Done, OfficeError> {
        let document = self.document(name)?;
        let outcome = match document.kind() {
            Kind::Entry => document.state().outcome(&change),
            Kind::DraftDetermination | Kind::Determination | Kind::Policy | Kind::Roster => None,
        };
        let without = match outcome {
            Some(Outcome::NoEffect(reason)) => Some(reason),
            Some(Outcome::Effect) | None => None,
        };
        Ok(Done {
            document: handle(&name.0, name.1),
            act: act.name(),
            change: Some(change),
            without_effect: without.map(Reason::code),
            sentence: without.map(Reason::sentence),
            warnings: warnings.iter().map(FindingView::from).collect(),
        })
    }

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
