//! The national log as state: keys, policy, days and determinations, at any point of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kecuali_domain::{
    Day, DocumentId, OfficeId, Scope,
    act::{Issue, ItemRef},
};
use kecuali_encoding::{Digest, KeyId};
use kecuali_trust::{RootFile, RootId, Roster};
use serde_json::Value;

use crate::{
    chain::{Point, log_start},
    mark::{DayMark, MarkError},
};

mod ahead;
mod at;
mod effects;
mod supposing;

pub use at::NationalAt;
pub use effects::NationalOutcome;

/// Everything that `national` says, with the position at which it says it.
///
/// It only grows, and [`National::at`] answers as of any earlier position, because a record is
/// judged for ever as of its judged-at.
#[derive(Debug, Clone)]
pub struct National {
    root: RootFile,
    /// The digest at every position, from 0.
    digests: Vec<Digest>,
    days: Vec<Dated>,
    policies: BTreeMap<String, Vec<Policy>>,
    pub(crate) roster: Roster,
    issues: HashMap<Digest, Issued>,
    /// A key was lost some time, so that not all that stands here has effect.
    has_losses: bool,
    /// Something stands here that this program does not understand.
    has_unknown: bool,
    /// Positions of records by (log, hash): all of `national`, and the cuts of other logs.
    positions: HashMap<(String, Digest), u64>,
}

/// A day, and the record that set it; none for a mark of the server.
#[derive(Debug, Clone)]
struct Dated {
    position: u64,
    day: Day,
    by: Option<Basis>,
}

/// What a record stands on, to tell whether it lost its effect.
#[derive(Debug, Clone, Copy)]
struct Basis {
    position: u64,
    by: KeyId,
    relied_on: Digest,
}

#[derive(Debug, Clone)]
struct Policy {
    basis: Basis,
    from: Day,
    value: Value,
}

/// A determination that was issued.
#[derive(Debug, Clone)]
pub struct Issued {
    /// The change that issued it; what items are cited by.
    pub change: Digest,
    /// Its document.
    pub document: DocumentId,
    /// Where in `national` it stands.
    pub position: u64,
    /// What was signed.
    pub issue: Issue,
    /// An issue with the same number that came first, unseen: this one has no effect.
    pub contesting: Option<Digest>,
    /// Items that ended, and how.
    pub ended: BTreeMap<u32, End>,
    basis: Basis,
}

/// How an item ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// A decision revoked it.
    Revoked {
        /// Where in `national`.
        position: u64,
        /// The change that did.
        by: Digest,
        /// Why, in words for the public.
        reason: String,
        /// The number of the decision that revokes, verbatim, where one was named.
        decision: Option<String>,
        /// The day that decision was signed, where it was said.
        day: Option<Day>,
    },
    /// A later determination took its place.
    Superseded {
        /// Where in `national`.
        position: u64,
        /// The item that continues it, if one does.
        by: Option<ItemRef>,
    },
}

impl End {
    /// Where in `national` it ended.
    pub const fn position(&self) -> u64 {
        match self {
            Self::Revoked { position, .. } | Self::Superseded { position, .. } => *position,
        }
    }
}

impl Issued {
    /// Whether an item stands at a position of `national`.
    pub fn stands(&self, item: u32, position: u64) -> bool {
        self.contesting.is_none()
            && self.position <= position
            && self.issue.items.contains_key(&item)
            && self.ended.get(&item).is_none_or(|end| end.position() > position)
    }
}

impl National {
    /// The log before its first member: only the root's keys mean anything.
    pub fn new(root: RootFile) -> Self {
        let start = log_start(&root.id(), &Scope::National);
        let roster = Roster::new(root.id());
        Self {
            root,
            digests: vec![start.digest],
            days: Vec::new(),
            policies: BTreeMap::new(),
            roster,
            issues: HashMap::new(),
            has_losses: false,
            has_unknown: false,
            positions: HashMap::new(),
        }
    }

    /// The trust root.
    pub const fn root(&self) -> &RootFile {
        &self.root
    }

    /// The name of the trust root.
    pub const fn root_id(&self) -> RootId {
        self.root.id()
    }

    /// Where the log ends.
    ///
    /// # Panics
    ///
    /// Never: a log has its start.
    pub fn head(&self) -> Point {
        let position = self.digests.len() - 1;
        Point {
            position: u64::try_from(position).expect("a log fits 64 bits"),
            digest: self.digests[position],
        }
    }

    /// The point at a position, if the log is that long.
    pub fn point(&self, position: u64) -> Option<Point> {
        let digest = self.digests.get(usize::try_from(position).ok()?)?;
        Some(Point { position, digest: *digest })
    }

    /// Whether a point is one of this log's.
    pub fn knows(&self, point: Point) -> bool {
        self.point(point.position) == Some(point)
    }

    /// Whether a key was the root's, or was ever granted something.
    pub fn knows_key(&self, key: KeyId) -> bool {
        self.root.key_was_root(key) || self.roster.grants_of(key).next().is_some()
    }

    /// The state as of a position.
    pub const fn at(&self, position: u64) -> NationalAt<'_> {
        NationalAt { national: self, position }
    }

    /// The state now.
    pub fn now(&self) -> NationalAt<'_> {
        self.at(self.head().position)
    }

    /// A determination by the change that issued it.
    pub fn issued(&self, change: &Digest) -> Option<&Issued> {
        self.issues.get(change)
    }

    /// Every determination, by position.
    pub fn determinations(&self) -> Vec<&Issued> {
        let mut all: Vec<&Issued> = self.issues.values().collect();
        all.sort_by_key(|issued| issued.position);
        all
    }

    /// Takes a member that this program does not understand, so that the log goes on.
    pub fn pass(&mut self, after: Point) {
        self.digests.push(after.digest);
        self.has_unknown = true;
    }

    /// Whether something stands here that this program does not understand. Then it may also not
    /// understand why a later member may stand where it does.
    pub const fn has_unknown(&self) -> bool {
        self.has_unknown
    }

    /// Takes a day mark that was checked.
    pub fn take_day(&mut self, mark: &DayMark, after: Point) {
        self.days.push(Dated { position: after.position, day: mark.day, by: None });
        self.digests.push(after.digest);
    }

    /// Whether a day mark may come next.
    pub fn check_day(&self, mark: &DayMark) -> Result<(), MarkError> {
        let now = self.now();
        mark.check(self.head(), now.day(), now.is_log_key(mark.key), &self.root_id())
    }

    /// Remembers where a record stands that a revocation may name as a cut.
    pub fn learn_position(&mut self, log: &str, record: Digest, position: u64) {
        self.positions.insert((log.to_owned(), record), position);
    }

    /// Whether a revocation names this record as a cut, and its position was not learned yet.
    pub fn wants_position(&self, log: &str, record: &Digest) -> bool {
        self.has_losses
            && self.position_of(log, record).is_none()
            && self.roster.cuts().any(|(cut, hash)| cut == log && hash == record)
    }

    /// The records of office logs whose positions must be learned: those that cuts name.
    pub fn cuts(&self) -> Vec<(String, Digest)> {
        let unknown =
            |cut: &(&str, &Digest)| !self.positions.contains_key(&(cut.0.to_owned(), *cut.1));
        self.roster.cuts().filter(unknown).map(|(log, hash)| (log.to_owned(), *hash)).collect()
    }

    /// A number that grows whenever what has no effect may have changed with hindsight: by a lost
    /// key, or as the place becomes known where one was cut off.
    pub fn hindsight(&self) -> usize {
        let known = self.roster.cuts().filter(|(log, hash)| self.position_of(log, hash).is_some());
        self.roster.losses() + known.count()
    }

    pub(crate) fn position_of(&self, log: &str, record: &Digest) -> Option<u64> {
        self.positions.get(&(log.to_owned(), *record)).copied()
    }
}

/// Whose key a key is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Whose {
    Root,
    Offices(BTreeSet<OfficeId>),
}
