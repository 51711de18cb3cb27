//! The changes of one document, in an order in which parents come first.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use kecuali_domain::{DocumentId, Scope};
use kecuali_encoding::Digest;

use crate::{
    caps,
    genesis::GENESIS_ACTOR,
    genesis::genesis,
    set::Places,
    write::{Map, Puts},
};

/// A document as the changes that made it, which is all that it is.
///
/// It answers what a value was at any earlier point, because that is what `write` and every
/// approval ask. Automerge gives the same answers (a test holds the two against each other); this
/// index gives them without building an Automerge document for each record that arrives.
#[derive(Debug, Clone)]
pub struct History {
    pub(crate) scope: Scope,
    pub(crate) document: DocumentId,
    pub(crate) nodes: Vec<Node>,
    places: HashMap<Digest, usize>,
    actors: HashMap<[u8; 16], Digest>,
    heads: BTreeSet<usize>,
    pub(crate) writers: BTreeMap<Arc<str>, Vec<(usize, usize)>>,
    national: usize,
}

/// One change, read.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) hash: Digest,
    pub(crate) actor: [u8; 16],
    pub(crate) deps: Vec<usize>,
    /// Itself and everything before it.
    pub(crate) past: Places,
    pub(crate) start: u64,
    pub(crate) time: u64,
    pub(crate) map: Map,
    pub(crate) puts: Puts,
}

/// A change that `write` made or would have made: the only thing a history takes.
#[derive(Debug, Clone)]
pub struct Checked {
    pub(crate) hash: Digest,
    pub(crate) actor: [u8; 16],
    pub(crate) deps: Vec<Digest>,
    pub(crate) start: u64,
    pub(crate) time: u64,
    pub(crate) map: Map,
    pub(crate) puts: Puts,
}

impl Checked {
    /// The hash of the change.
    pub const fn hash(&self) -> Digest {
        self.hash
    }

    /// Its parents, sorted.
    pub fn deps(&self) -> &[Digest] {
        &self.deps
    }

    /// When its writer's clock says it was made, in milliseconds since 1970; shown, never used.
    pub const fn time(&self) -> u64 {
        self.time
    }

    /// Which map it writes.
    pub const fn map(&self) -> Map {
        self.map
    }

    /// The keys and values it puts, sorted by key.
    pub fn puts(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.puts.iter().map(|(key, value)| (&**key, &**value))
    }

    /// The text of its act, when it writes an act.
    pub fn act(&self) -> Option<&str> {
        match self.map {
            Map::Acts => self.puts.first().map(|(_, value)| &**value),
            Map::Content => None,
        }
    }
}

/// The document has no room for another change of this side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Full {
    /// As many changes as the side may bring.
    #[error("the document has as many changes as it may have")]
    Changes,
    /// More open heads than the side may leave.
    #[error("the document has too many heads that nobody has joined")]
    Heads,
}

impl Full {
    /// The stable code of this refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Changes => "limit_changes",
            Self::Heads => "limit_heads",
        }
    }
}

impl History {
    /// A document that holds the genesis alone.
    pub fn new(scope: Scope, document: DocumentId) -> Self {
        let mut past = Places::default();
        past.insert(0);
        let hash = genesis().0;
        let root = Node {
            hash,
            actor: GENESIS_ACTOR,
            deps: Vec::new(),
            past,
            start: 1,
            time: 0,
            map: Map::Acts,
            puts: Vec::new(),
        };
        Self {
            scope,
            document,
            nodes: vec![root],
            places: HashMap::from([(hash, 0)]),
            actors: HashMap::from([(GENESIS_ACTOR, hash)]),
            heads: BTreeSet::from([0]),
            writers: BTreeMap::new(),
            national: 0,
        }
    }

    /// The log the document lives in.
    pub const fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The document's name.
    pub const fn document(&self) -> DocumentId {
        self.document
    }

    /// How many changes it has, the genesis not counted.
    pub fn len(&self) -> usize {
        self.nodes.len() - 1
    }

    /// Whether it holds the genesis alone.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The changes that no other change follows, sorted by hash.
    pub fn heads(&self) -> Vec<Digest> {
        let mut heads: Vec<_> = self.heads.iter().map(|place| self.nodes[*place].hash).collect();
        heads.sort_unstable();
        heads
    }

    /// Whether a change is in the document.
    pub fn contains(&self, change: &Digest) -> bool {
        self.places.contains_key(change)
    }

    /// Whether `earlier` is `later` or one of its ancestors; false for what is not here.
    pub fn has_seen(&self, later: &Digest, earlier: &Digest) -> bool {
        let place = |change| self.places.get(change).copied();
        place(later)
            .zip(place(earlier))
            .is_some_and(|(later, earlier)| self.nodes[later].past.contains(earlier))
    }

    /// Those of the given changes that no other of them has seen: the fewest parents that still
    /// say the same. Sorted; what is not here is left out.
    pub fn newest<'a>(&self, changes: impl IntoIterator<Item = &'a Digest>) -> Vec<Digest> {
        let given: BTreeSet<Digest> =
            changes.into_iter().copied().filter(|change| self.contains(change)).collect();
        let is_newest = |change: &Digest| {
            !given.iter().any(|other| other != change && self.has_seen(other, change))
        };
        given.iter().copied().filter(is_newest).collect()
    }

    /// Adds a checked change; one that is here already changes nothing.
    ///
    /// `national` says whether KPU RI made it, which has room of its own.
    ///
    /// # Panics
    ///
    /// When a parent is missing, which `check` has made sure of.
    pub fn add(&mut self, change: &Checked, national: bool) {
        if self.contains(&change.hash) {
            return;
        }
        let place = self.nodes.len();
        let mut past = Places::default();
        let mut deps = Vec::with_capacity(change.deps.len());
        for dep in &change.deps {
            let dep = *self.places.get(dep).expect("a checked change has its parents here");
            past.extend(&self.nodes[dep].past);
            self.heads.remove(&dep);
            deps.push(dep);
        }
        past.insert(place);
        self.heads.insert(place);
        self.places.insert(change.hash, place);
        self.actors.insert(change.actor, change.hash);
        self.national += usize::from(national);
        if change.map == Map::Content {
            for (index, (key, _)) in change.puts.iter().enumerate() {
                self.writers.entry(Arc::clone(key)).or_default().push((place, index));
            }
        }
        self.nodes.push(Node {
            hash: change.hash,
            actor: change.actor,
            deps,
            past,
            start: change.start,
            time: change.time,
            map: change.map,
            puts: change.puts.clone(),
        });
    }

    /// Whether another change of this side with these parents still fits the caps.
    pub fn room_for(&self, deps: &[Digest], national: bool) -> Result<(), Full> {
        let brought = if national { self.national } else { self.len() - self.national };
        if brought >= caps::CHANGES {
            return Err(Full::Changes);
        }
        let joined = deps
            .iter()
            .filter(|dep| self.places.get(*dep).is_some_and(|place| self.heads.contains(place)))
            .count();
        let most = caps::HEADS + if national { caps::NATIONAL_HEADS } else { 0 };
        if self.heads.len() - joined + 1 > most { Err(Full::Heads) } else { Ok(()) }
    }

    /// The changes in order, the genesis left out.
    pub fn changes(&self) -> impl Iterator<Item = Checked> {
        self.nodes.iter().skip(1).map(|node| Checked {
            hash: node.hash,
            actor: node.actor,
            deps: node.deps.iter().map(|dep| self.nodes[*dep].hash).collect(),
            start: node.start,
            time: node.time,
            map: node.map,
            puts: node.puts.clone(),
        })
    }

    pub(crate) fn place(&self, change: &Digest) -> Option<usize> {
        self.places.get(change).copied()
    }

    pub(crate) fn actor_holder(&self, actor: &[u8; 16]) -> Option<Digest> {
        self.actors.get(actor).copied()
    }

    /// Everything at or before the given places.
    pub(crate) fn past(&self, places: &[usize]) -> Places {
        let mut past = Places::default();
        for place in places {
            past.extend(&self.nodes[*place].past);
        }
        past
    }
}
