//! All that a book says, in a form that can be held against another.

use std::collections::BTreeMap;

use kecuali_document::View;
use kecuali_domain::{
    DocumentId, Kind, Scope,
    fold::{EntryState, Outcome, VersionCheck},
};
use kecuali_encoding::{Digest, KeyId};
use kecuali_ledger::{Document, Holding, Point, Rows};
use kecuali_sync::Book;
use kecuali_testkit::cast;
use kecuali_trust::NoStanding;

/// What a book says of its logs, its documents and of who may what.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Picture {
    pub(crate) heads: BTreeMap<Scope, Point>,
    pub(crate) documents: BTreeMap<(Scope, DocumentId), Page>,
    standing: BTreeMap<(Scope, &'static str), Standing>,
    national: String,
}

/// What a key holds, by grant, or why it holds nothing.
type Standing = Result<Vec<(Digest, Holding)>, NoStanding>;

/// A document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Page {
    pub(crate) kind: Kind,
    pub(crate) heads: Vec<Digest>,
    pub(crate) view: View,
    pub(crate) state: EntryState,
    acts: Vec<Line>,
    openings: Vec<Rows>,
}

/// An act: change, signer, place, judged-at, and what it covers.
type Line = (Digest, KeyId, Option<u64>, u64, VersionCheck);

const CAST: [cast::Actor; 20] = [
    cast::ROOT,
    cast::NATIONAL_ADMIN,
    cast::ISSUER,
    cast::DETERMINER,
    cast::DETERMINER_2,
    cast::LOG,
    cast::NATIONAL_PC,
    cast::PROVINCE_ADMIN,
    cast::FORWARDER,
    cast::PROVINCE_PC,
    cast::OFFICE_ADMIN,
    cast::PPID,
    cast::PATRON,
    cast::ADVISORY_TEAM,
    cast::SUPERIOR,
    cast::OFFICE_PC,
    cast::OTHER_ADMIN,
    cast::OTHER_PPID,
    cast::STRANGER,
    super::LATE_PC,
];

/// Everything that a book says of what is committed.
pub(crate) fn picture(book: &mut Book) -> Picture {
    let logs = book.logs();
    let heads = logs.iter().map(|scope| (scope.clone(), book.head(scope))).collect();
    let mut documents = BTreeMap::new();
    let mut standing = BTreeMap::new();
    for scope in &logs {
        for id in book.store().documents(&scope.to_string()).unwrap() {
            let id = DocumentId(id);
            documents.insert((scope.clone(), id), whole_page(book, scope, id));
        }
        for actor in CAST {
            let held = book.national().now().standing(actor.id(), &scope.to_string());
            standing.insert((scope.clone(), actor.name), held);
        }
    }
    let now = book.national().now();
    let determinations = book.national().determinations();
    let national = format!("{:?} {:?} {determinations:?}", now.day(), now.entry_policy());
    Picture { heads, documents, standing, national }
}

fn whole_page(book: &mut Book, scope: &Scope, id: DocumentId) -> Page {
    let document = book.document(scope, id).unwrap().unwrap().clone();
    let openings = document.history().changes();
    let openings = openings.filter_map(|change| book.openings(scope, &change.hash()).unwrap());
    Page { openings: openings.collect(), ..page(&document) }
}

/// A document as a page, its openings left out.
pub(crate) fn page(document: &Document) -> Page {
    let line = |act: &kecuali_ledger::ActRecord| {
        (act.id, act.signer, act.position, act.judged, act.version)
    };
    Page {
        kind: document.kind(),
        heads: document.history().heads(),
        view: document.history().view(),
        state: document.state().clone(),
        acts: document.acts().iter().map(line).collect(),
        openings: Vec::new(),
    }
}

impl Page {
    /// What came of each act.
    pub(crate) fn outcomes(&self) -> impl Iterator<Item = Outcome> {
        self.acts.iter().filter_map(|(act, ..)| self.state.outcome(act))
    }

    pub(crate) fn without_openings(self) -> Self {
        Self { openings: Vec::new(), ..self }
    }
}

impl Picture {
    /// Asserts that both are the same, and shows what is not and nothing else.
    pub(crate) fn is_that_of(&self, other: &Self, whose: &str) {
        assert_eq!(self.heads, other.heads, "{whose}: logs");
        for (name, page) in &other.documents {
            assert_eq!(self.documents.get(name), Some(page), "{whose}: {name:?}");
        }
        assert_eq!(self.documents.len(), other.documents.len(), "{whose}: documents");
        for (name, standing) in &other.standing {
            assert_eq!(self.standing.get(name), Some(standing), "{whose}: {name:?}");
        }
        assert_eq!(self, other, "{whose}: national");
    }

    /// The part of it that the reader of some logs has.
    pub(crate) fn of(mut self, logs: &[Scope]) -> Self {
        self.heads.retain(|scope, _| logs.contains(scope));
        self.documents.retain(|(scope, _), _| logs.contains(scope));
        self.standing.retain(|(scope, _), _| logs.contains(scope));
        self
    }
}
