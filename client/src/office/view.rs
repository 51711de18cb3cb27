//! What a list shows of each document, kept so that a list need not read every document again.
//!
//! Kept is what the *log* comes to, with the place in the log up to which it was read; what waits
//! here is laid on top each time. Losing it costs time and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    Day, DocumentId, Kind, Scope,
    act::{ItemRef, Position},
    status::Status,
};
use kecuali_encoding::Digest;
use kecuali_ledger::Document;
use kecuali_storage::{Commit, Store as _};
use serde::{Deserialize, Serialize};

use super::{Office, standing::shown, submission::later_edits};
use crate::error::OfficeError;

/// Another number, and what was kept is made again.
const VERSION: u32 = 3;
const PAGE: usize = 1_024;
const PAGE_BYTES: usize = 4 << 20;

/// What a list shows of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Card {
    pub(crate) kind: Kind,
    pub(crate) information: String,
    pub(crate) status: Status,
    pub(crate) conflicts: usize,
    pub(crate) later_edits: usize,
    pub(crate) under: Option<ItemRef>,
    /// The last day of the decision in force.
    pub(crate) ends: Option<Day>,
}

pub(crate) type Cards = BTreeMap<DocumentId, Card>;

/// The cards of a log, as of a place in it.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Index {
    version: u32,
    /// The positions that policy requires: they decide about statuses.
    required: BTreeSet<Position>,
    /// [`National::hindsight`](kecuali_ledger::National::hindsight): a lost key decides about
    /// everything, in whatever log it was ended.
    hindsight: usize,
    position: u64,
    digest: Option<Digest>,
    cards: Cards,
}

impl Card {
    pub(crate) fn of(document: &Document, required: &BTreeSet<Position>) -> Self {
        let content = document.content();
        let state = document.state();
        let submitted = state.submissions().last().and_then(|one| one.under);
        Self {
            kind: document.kind(),
            information: shown(&content, "information"),
            status: state.status(document.version().content, required),
            conflicts: content.conflicts().count(),
            later_edits: later_edits(document),
            under: state.decision().map(|decision| decision.under).or(submitted),
            ends: state.decision().and_then(|decision| decision.ends),
        }
    }
}

impl Office {
    /// The cards of every document of a log, with what waits here on top.
    pub(crate) fn cards(&mut self, scope: &Scope) -> Result<Cards, OfficeError> {
        let mut cards = self.logged_cards(scope)?;
        let required = self.national().now().entry_policy().required;
        let waiting = self.desk.waiting().iter().filter(|waiting| waiting.scope == *scope);
        let waiting: BTreeSet<DocumentId> = waiting.map(|waiting| waiting.document).collect();
        for id in waiting {
            if let Some(document) = self.desk.document(scope, id)? {
                cards.insert(id, Card::of(document, &required));
            }
        }
        Ok(cards)
    }

    fn logged_cards(&mut self, scope: &Scope) -> Result<Cards, OfficeError> {
        let name = format!("client/view/{scope}");
        let national = self.desk.book().national();
        let required = national.now().entry_policy().required;
        let (hindsight, head) = (national.hindsight(), self.desk.book().head(scope));
        let kept = self.store.value(&name)?;
        let kept = kept.and_then(|bytes| serde_json::from_slice::<Index>(&bytes).ok());
        let holds = |index: &Index| {
            index.version == VERSION && index.hindsight == hindsight && index.required == required
        };
        let mut index = match kept.filter(holds) {
            Some(index) if self.stands(scope, &index)? => index,
            Some(_) | None => Index {
                version: VERSION,
                required: required.clone(),
                hindsight,
                ..Index::default()
            },
        };
        if index.position == head.position {
            return Ok(index.cards);
        }
        for id in self.touched(scope, index.position)? {
            if let Some(document) = self.desk.logged(scope, id)? {
                index.cards.insert(id, Card::of(document, &required));
            }
        }
        index.position = head.position;
        index.digest = Some(head.digest);
        let bytes = serde_json::to_vec(&index).expect("cards are JSON");
        self.store.commit(&Commit { values: vec![(name, Some(bytes))], ..Commit::default() })?;
        Ok(index.cards)
    }

    /// Whether the log still goes through the place up to which the cards were made.
    fn stands(&self, scope: &Scope, index: &Index) -> Result<bool, OfficeError> {
        let before = index.position.saturating_sub(1);
        let at = self.store.members(&scope.to_string(), before, 1, 0)?;
        let digest = at.first().map(|member| Digest(member.digest));
        Ok(digest.is_some() && digest == index.digest)
    }

    /// The documents that have members after a place in a log.
    fn touched(&self, scope: &Scope, mut after: u64) -> Result<BTreeSet<DocumentId>, OfficeError> {
        let mut touched = BTreeSet::new();
        loop {
            let page = self.store.members(&scope.to_string(), after, PAGE, PAGE_BYTES)?;
            let Some(last) = page.last() else { return Ok(touched) };
            after = last.position;
            touched.extend(page.iter().filter_map(|member| member.document.map(DocumentId)));
        }
    }
}
