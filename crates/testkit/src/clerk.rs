//! From what someone wants to say to a signed record.

use kecuali_document::{Draft, History, Map, Put, act_key, write};
use kecuali_domain::{DocumentId, Kind, Scope, act::Act};
use kecuali_encoding::{Digest, KeyId};
use kecuali_ledger::{Point, Record, Rows, SCHEMA, Sealed};
use kecuali_trust::RootId;

use crate::cast::Actor;

/// A document by its full name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doc {
    /// Its log.
    pub scope: Scope,
    /// Its id.
    pub id: DocumentId,
    /// What it is.
    pub kind: Kind,
}

/// What a change is to say.
#[derive(Debug, Clone, Copy)]
pub enum Says<'a> {
    /// Fields with their values, in any order.
    Content(&'a [(&'a str, &'a str)]),
    /// An act.
    Act(&'a Act),
    /// The text of an act, such as a newer program writes.
    Text(&'a str),
}

/// A record as it travels, with what belongs beside it.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// The record.
    pub record: Record,
    /// Its openings, when the act makes rows.
    pub openings: Option<Rows>,
}

impl Parcel {
    /// The document it belongs to.
    pub fn doc(&self) -> Doc {
        let sealed = &self.record.sealed;
        Doc { scope: sealed.scope.clone(), id: sealed.document, kind: sealed.kind }
    }

    /// The hash of its change: what others name it by.
    pub const fn change(&self) -> Digest {
        self.record.sealed.change
    }
}

/// Someone at a desk: a key, the grant relied on, and what was read of `national`.
#[derive(Debug, Clone, Copy)]
pub struct Pen<'a> {
    /// Who signs.
    pub by: &'a Actor,
    /// The grant relied on.
    pub grant: Digest,
    /// How much of `national` was read.
    pub cursor: Point,
    /// The trust root.
    pub root: RootId,
}

impl Pen<'_> {
    /// Writes a change and signs it. Nothing is asked: that is for whoever admits it.
    pub fn sign(
        &self,
        history: &History,
        kind: Kind,
        deps: &[Digest],
        time: u64,
        says: Says<'_>,
    ) -> Record {
        let signer = self.by.id();
        let (map, puts) = puts(signer, deps, says);
        let draft = Draft { signer, deps, time, map, puts: &puts };
        let written = write(history, &draft).expect("a story says what can be said");
        let sealed = Sealed {
            scope: history.scope().clone(),
            document: history.document(),
            kind,
            schema: SCHEMA,
            change: written.change.hash(),
            signer,
            grant: self.grant,
            cursor: self.cursor,
        };
        sealed.sign(written.bytes, &self.root, &self.by.key())
    }
}

fn puts(signer: KeyId, deps: &[Digest], says: Says<'_>) -> (Map, Vec<Put>) {
    let act = |text: &str| {
        let key = act_key(&signer, deps, text);
        (Map::Acts, vec![(key.into(), text.into())])
    };
    match says {
        Says::Content(fields) => {
            let mut fields = fields.to_vec();
            fields.sort_unstable();
            let puts = fields.into_iter().map(|(key, value)| (key.into(), value.into()));
            (Map::Content, puts.collect())
        }
        Says::Act(said) => act(&said.to_text()),
        Says::Text(text) => act(text),
    }
}
