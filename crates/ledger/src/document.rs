//! One document of a log: its history and what its acts come to.

use kecuali_document::{History, Side, caps, content_version};
use kecuali_domain::{
    DocumentId, Kind, Scope,
    act::{Act, Covers, ItemRef, ReadAct},
    content::Content,
    fold::{ActFact, EntryState, Sight, VersionCheck},
};
use kecuali_encoding::{Digest, KeyId};
use kecuali_trust::Link;

use crate::{admit::Admitted, chain::Point, national::National};

/// A document as far as a log has been read.
#[derive(Debug, Clone)]
pub struct Document {
    kind: Kind,
    is_closed: bool,
    history: History,
    acts: Vec<ActRecord>,
    state: EntryState,
}

/// An act with what is known about it for good.
#[derive(Debug, Clone)]
pub struct ActRecord {
    /// The change that holds it.
    pub id: Digest,
    /// What was signed.
    pub act: ReadAct,
    /// Who signed.
    pub signer: KeyId,
    /// The grant relied on.
    pub grant: Digest,
    /// The signer's clock, shown and never used.
    pub time: u64,
    /// Its position in the log; none while it has none.
    pub position: Option<u64>,
    /// The national position it is judged at.
    pub judged: u64,
    /// What its `covers` comes to.
    pub version: VersionCheck,
    by_national: bool,
}

impl Document {
    /// A document before its first record.
    pub fn new(scope: Scope, document: DocumentId, kind: Kind) -> Self {
        Self {
            kind,
            is_closed: false,
            history: History::new(scope, document),
            acts: Vec::new(),
            state: EntryState::default(),
        }
    }

    /// What it is.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// Its changes.
    pub const fn history(&self) -> &History {
        &self.history
    }

    /// Its acts, in the order in which they were taken.
    pub fn acts(&self) -> &[ActRecord] {
        &self.acts
    }

    /// What the acts of an entry come to.
    pub const fn state(&self) -> &EntryState {
        &self.state
    }

    /// Closes the document to this program: its log holds something here that it cannot follow.
    pub const fn close(&mut self) {
        self.is_closed = true;
    }

    /// Whether it was closed: what its log holds from there on is kept and not shown.
    pub const fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Whether a newer program wrote something here that this one does not understand.
    pub fn is_read_only(&self) -> bool {
        self.is_closed || self.acts.iter().any(|act| matches!(act.act, ReadAct::Unknown(_)))
    }

    /// Its content now.
    pub fn content(&self) -> Content {
        content(&self.history, &self.history.heads()).unwrap_or_default()
    }

    /// Its content at earlier heads; none when they are not here.
    pub fn content_at(&self, heads: &[Digest]) -> Option<Content> {
        content(&self.history, heads)
    }

    /// The newest version, as an act names it.
    pub fn version(&self) -> Covers {
        let view = self.history.view();
        Covers { heads: self.history.heads(), content: content_version(&view) }
    }

    /// Takes an admitted record; `position` is its place in the log, none while it has none.
    pub fn take(
        &mut self,
        admitted: &Admitted,
        position: Option<u64>,
        judged: Point,
        national: &National,
    ) {
        if self.history.contains(&admitted.change.hash()) {
            return;
        }
        self.history.add(&admitted.change, admitted.side);
        let Some(act) = admitted.act.clone() else { return };
        let id = admitted.change.hash();
        let version = self.check_version(&id, &act);
        let record = ActRecord {
            id,
            act,
            signer: admitted.signer,
            grant: admitted.grant,
            time: admitted.change.time(),
            position,
            judged: judged.position,
            version,
            by_national: admitted.side == Side::National,
        };
        self.fold(&record, national);
        self.acts.push(record);
    }

    /// Folds everything again, because a key was lost and some acts are void now.
    pub fn refold(&mut self, national: &National) {
        self.state = EntryState::default();
        let acts = std::mem::take(&mut self.acts);
        for act in &acts {
            self.fold(act, national);
        }
        self.acts = acts;
    }

    fn fold(&mut self, record: &ActRecord, national: &National) {
        let (Kind::Entry, ReadAct::Known(act)) = (self.kind, &record.act) else { return };
        let log = self.history.scope().to_string();
        let link = Link {
            by: record.signer,
            relied_on: record.grant,
            log: &log,
            position: record.position.unwrap_or(u64::MAX),
        };
        let at = national.at(record.judged);
        let fact = ActFact {
            id: record.id,
            act,
            seen: Sight::Ask(&|earlier| self.history.has_seen(&record.id, earlier)),
            by_national: record.by_national,
            version: record.version,
            // What stands in no log yet is shown as if it stood; its log will judge.
            void: record.position.is_some() && national.now().is_void(&link),
            policy: &at.entry_policy(),
            item_in_force: cited(act).is_some_and(|item| at.item_stands(item)),
        };
        self.state.apply(&fact);
    }

    fn check_version(&self, id: &Digest, act: &ReadAct) -> VersionCheck {
        let ReadAct::Known(act) = act else { return VersionCheck::None };
        let Some(covers) = act.covers() else { return VersionCheck::None };
        // The heads of a version, in their one spelling; bounded before they are compared.
        if covers.heads.len() > caps::DEPS {
            return VersionCheck::Mismatch;
        }
        if covers.heads.is_empty() || self.history.newest(&covers.heads) != covers.heads {
            return VersionCheck::Mismatch;
        }
        if !covers.heads.iter().all(|head| head != id && self.history.has_seen(id, head)) {
            return VersionCheck::Mismatch;
        }
        match self.history.view_at(&covers.heads) {
            Some(view) if content_version(&view) == covers.content => {
                let conflict = view.values().any(|values| values.len() > 1);
                if conflict { VersionCheck::Conflict } else { VersionCheck::Matches }
            }
            Some(_) | None => VersionCheck::Mismatch,
        }
    }
}

fn content(history: &History, heads: &[Digest]) -> Option<Content> {
    let mut content = Content::default();
    for (key, values) in history.view_at(heads)? {
        content.put(key, values);
    }
    Some(content)
}

/// The item that an act cites.
pub(crate) fn cited(act: &Act) -> Option<ItemRef> {
    match act {
        Act::Determine(determine) => Some(determine.under),
        Act::Submit(submission) => submission.under,
        Act::Endorse(_)
        | Act::Decline(_)
        | Act::Withdraw(_)
        | Act::Forward(_)
        | Act::Return(_)
        | Act::Open(_)
        | Act::TakeDown(_)
        | Act::Comment(_)
        | Act::Seen(_)
        | Act::Issue(_)
        | Act::Revoke(_)
        | Act::SetPolicy(_)
        | Act::SetDay(_)
        | Act::Grant(_)
        | Act::RevokeKey(_) => None,
    }
}
