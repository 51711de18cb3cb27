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
    pub(crate) heads: BTreeSet<usize>,
    pub(crate) writers: BTreeMap<Arc<str>, Vec<(usize, usize)>>,
    brought: [Brought; 3],
}

/// Who brings a change, for the room it may take: each side has its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The office whose log it is.
    Office,
    /// Its province.
    Province,
    /// KPU RI.
    National,
}

/// What one side has brought to a document.
#[derive(Debug, Clone, Copy, Default)]
struct Brought {
    changes: usize,
    bytes: usize,
}

/// One change, read.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) hash: Digest,
    pub(crate) bytes: usize,
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
    pub(crate) bytes: usize,
    pub(crate) actor: [u8; 16],
    pub(crate) deps: Vec<Digest>,
    pub(crate) start: u64,
    pub(crate) time: u64,
    pub(crate) map: Map,
    pub(crate) puts: Puts,
}

impl Side {
    const fn index(self) -> usize {
        match self {
            Self::Office => 0,
            Self::Province => 1,
            Self::National => 2,
        }
    }
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

    /// How long the change chunk is.
    pub const fn len(&self) -> usize {
        self.bytes
    }

    /// Whether it is of no length, which none is.
    pub const fn is_empty(&self) -> bool {
        self.bytes == 0
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
    /// As many bytes as the side may bring.
    #[error("the document is as long as it may be")]
    Bytes,
    /// More open heads than the side may leave.
    #[error("the document has too many heads that nobody has joined")]
    Heads,
}

impl Full {
    /// The stable code of this refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Changes => "limit_changes",
            Self::Bytes => "limit_bytes",
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
            bytes: 0,
            actor: GENESIS_ACTOR,
            deps: Vec::new(),
            past,
            start: 1,
            time: 0,
            map: Map::Acts,
            puts: Vec::new(),
        };
        // Most documents are one change, and an office may keep ten thousand of them.
        let mut nodes = Vec::with_capacity(2);
        nodes.push(root);
        Self {
            scope,
            document,
            nodes,
            places: HashMap::from([(hash, 0)]),
            actors: HashMap::from([(GENESIS_ACTOR, hash)]),
            heads: BTreeSet::from([0]),
            writers: BTreeMap::new(),
            brought: [Brought::default(); 3],
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
    /// `side` says whose room it takes.
    ///
    /// # Panics
    ///
    /// When a parent is missing, which `check` has made sure of.
    pub fn add(&mut self, change: &Checked, side: Side) {
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
        let brought = &mut self.brought[side.index()];
        brought.changes += 1;
        brought.bytes += change.bytes;
        if change.map == Map::Content {
            for (index, (key, _)) in change.puts.iter().enumerate() {
                let written = self.writers.entry(Arc::clone(key));
                written.or_insert_with(|| Vec::with_capacity(1)).push((place, index));
            }
        }
        self.nodes.push(Node {
            hash: change.hash,
            bytes: change.bytes,
            actor: change.actor,
            deps,
            past,
            start: change.start,
            time: change.time,
            map: change.map,
            puts: change.puts.clone(),
        });
    }

    /// Whether a change of so many bytes with these parents still fits the caps of its side.
    pub fn room_for(&self, deps: &[Digest], bytes: usize, side: Side) -> Result<(), Full> {
        let brought = self.brought[side.index()];
        if brought.changes >= caps::CHANGES {
            return Err(Full::Changes);
        }
        if brought.bytes + bytes > caps::BYTES {
            return Err(Full::Bytes);
        }
        let is_head =
            |dep: &&Digest| self.places.get(*dep).is_some_and(|place| self.heads.contains(place));
        let joined = deps.iter().filter(is_head).count();
        let most = match side {
            Side::Office => caps::HEADS,
            Side::Province => caps::HEADS + caps::PROVINCE_HEADS,
            Side::National => caps::HEADS + caps::PROVINCE_HEADS + caps::NATIONAL_HEADS,
        };
        if self.heads.len() - joined + 1 > most { Err(Full::Heads) } else { Ok(()) }
    }

    /// The changes in order, the genesis left out.
    pub fn changes(&self) -> impl Iterator<Item = Checked> {
        self.nodes.iter().skip(1).map(|node| Checked {
            hash: node.hash,
            bytes: node.bytes,
            actor: node.actor,
            deps: node.deps.iter().map(|dep| self.nodes[*dep].hash).collect(),
            start: node.start,
            time: node.time,
            map: node.map,
            puts: node.puts.clone(),
        })
    }

    /// When each change was made by its writer's clock, the genesis left out.
    pub fn times(&self) -> impl Iterator<Item = u64> {
        self.nodes.iter().skip(1).map(|node| node.time)
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
