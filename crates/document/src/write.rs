//! The one function that makes changes.

use std::{num::NonZeroU64, sync::Arc};

use automerge::{
    ActorId, Change, ChangeHash, ExpandedChange, ScalarValue,
    legacy::{Key, ObjectId, Op, OpId, OpType},
};
use kecuali_encoding::{Digest, Frame, KeyId};

use crate::{
    caps,
    genesis::GENESIS_ACTOR,
    history::{Checked, History},
    set::Places,
    visible::VisiblePut,
};

/// One of the two maps in a document's root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Map {
    /// Append-only acts.
    Acts,
    /// Fields, merged one by one.
    Content,
}

impl Map {
    /// Its key in the root.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Acts => "acts",
            Self::Content => "content",
        }
    }

    /// The operation counter of the genesis that made it.
    pub(crate) const fn counter(self) -> u64 {
        match self {
            Self::Acts => 1,
            Self::Content => 2,
        }
    }
}

/// A key and the text under it.
pub type Put = (Arc<str>, Arc<str>);
/// Puts, sorted by key.
pub type Puts = Vec<Put>;

/// What a change is to say.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// Whose key will sign it.
    pub signer: KeyId,
    /// Its parents, in any order.
    pub deps: &'a [Digest],
    /// The writer's clock, in milliseconds since 1970.
    pub time: u64,
    /// Which map it writes.
    pub map: Map,
    /// Keys and values, sorted by key.
    pub puts: &'a [Put],
}

/// A change and its bytes.
#[derive(Debug, Clone)]
pub struct Written {
    /// What was written.
    pub change: Checked,
    /// The Automerge change chunk.
    pub bytes: Vec<u8>,
}

/// Why no change can say this.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The change would have no parents.
    #[error("a change needs parents; a first change has the genesis")]
    NoDeps,
    /// More parents than the cap.
    #[error("a change may have {} parents", caps::DEPS)]
    TooManyDeps,
    /// A parent that is not in the document.
    #[error("parent {0} is not in the document")]
    UnknownDep(Digest),
    /// A parent given twice, or one that another parent has seen.
    #[error("parent {0} is already covered by another parent")]
    RedundantDep(Digest),
    /// Nothing to write.
    #[error("a change needs something to say")]
    NoPuts,
    /// More keys than the cap.
    #[error("a change may write {} keys", caps::PUTS)]
    TooManyPuts,
    /// Keys out of order, or one twice.
    #[error("keys are sorted and distinct")]
    KeyOrder,
    /// A key or value over its cap, or an empty key.
    #[error("the key or value of `{0}` is empty or too long")]
    Size(String),
    /// Two acts in one change, or an act under a key that is not its hash.
    #[error("an act stands alone, under its own hash")]
    Act,
    /// A time that no clock of this century shows.
    #[error("the time is out of range")]
    Time,
    /// The document knows this actor under another change.
    #[error("another change has the same actor")]
    ActorReused,
    /// It overwrites more operations than the cap: fields with very many values side by side.
    #[error("the change overwrites more than {} values", caps::PREDECESSORS)]
    TooManyPredecessors,
    /// The finished change is over its cap.
    #[error("the change is longer than {} bytes", caps::CHANGE)]
    TooLong,
}

impl WriteError {
    /// The stable code of this refusal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoDeps => "change_no_parents",
            Self::TooManyDeps => "change_too_many_parents",
            Self::UnknownDep(_) => "parent_missing",
            Self::RedundantDep(_) => "change_redundant_parent",
            Self::NoPuts => "change_empty",
            Self::TooManyPuts => "change_too_many_keys",
            Self::KeyOrder => "change_key_order",
            Self::Size(_) => "change_value_size",
            Self::Act => "change_act_key",
            Self::Time => "change_time",
            Self::ActorReused => "actor_reused",
            Self::TooManyPredecessors => "change_too_many_predecessors",
            Self::TooLong => "change_too_long",
        }
    }
}

/// The key of an act in `acts`: who says what, having seen what.
pub fn act_key(signer: &KeyId, deps: &[Digest], value: &str) -> String {
    let mut deps = deps.to_vec();
    deps.sort_unstable();
    Frame::new("kecuali/1/act").bytes(&signer.0).list(deps).text(value).digest().to_string()
}

/// Writes a change at any earlier point of a history: every byte follows from the arguments.
///
/// What else the history holds makes no difference, so any replica writes the same bytes again.
pub fn write(history: &History, draft: &Draft<'_>) -> Result<Written, WriteError> {
    check_puts(draft)?;
    let (deps, places) = parents(history, draft.deps)?;
    let actor = actor(history, draft, &deps);
    let past = history.past(&places);
    let start = start(history, &places);
    let change = Change::from(ExpandedChange {
        operations: operations(history, draft, &past)?,
        actor_id: ActorId::from(actor),
        hash: None,
        seq: 1,
        start_op: NonZeroU64::new(start).unwrap_or(NonZeroU64::MIN),
        time: i64::try_from(draft.time).map_err(|_| WriteError::Time)?,
        message: None,
        deps: deps.iter().map(|dep| ChangeHash(dep.0)).collect(),
        extra_bytes: Vec::new(),
        author: None,
    });
    let hash = Digest(change.hash().0);
    check_actor(history, &actor, hash)?;
    if change.raw_bytes().len() > caps::CHANGE {
        return Err(WriteError::TooLong);
    }
    let bytes = change.raw_bytes().to_vec();
    let puts = draft.puts.to_vec();
    let length = bytes.len();
    let change =
        Checked { hash, bytes: length, actor, deps, start, time: draft.time, map: draft.map, puts };
    Ok(Written { change, bytes })
}

/// Automerge takes an actor for whoever used it first, so no two changes may have the same.
pub(crate) fn check_actor(
    history: &History,
    actor: &[u8; 16],
    change: Digest,
) -> Result<(), WriteError> {
    match history.actor_holder(actor) {
        Some(holder) if holder != change => Err(WriteError::ActorReused),
        Some(_) | None => Ok(()),
    }
}

fn check_puts(draft: &Draft<'_>) -> Result<(), WriteError> {
    if draft.time >= caps::TIME {
        return Err(WriteError::Time);
    }
    match draft.puts.len() {
        0 => return Err(WriteError::NoPuts),
        1..=caps::PUTS => {}
        _ => return Err(WriteError::TooManyPuts),
    }
    if draft.puts.windows(2).any(|pair| pair[0].0 >= pair[1].0) {
        return Err(WriteError::KeyOrder);
    }
    let longest = match draft.map {
        Map::Acts => caps::ACT_VALUE,
        Map::Content => caps::CONTENT_VALUE,
    };
    let fits =
        |key: &str, value: &str| (1..=caps::KEY).contains(&key.len()) && value.len() <= longest;
    if let Some((key, _)) = draft.puts.iter().find(|(key, value)| !fits(key, value)) {
        return Err(WriteError::Size(key.chars().take(40).collect()));
    }
    let alone = |(key, value): &Put| {
        draft.puts.len() == 1 && **key == *act_key(&draft.signer, draft.deps, value)
    };
    if draft.map == Map::Acts && !draft.puts.iter().all(alone) {
        return Err(WriteError::Act);
    }
    Ok(())
}

pub(crate) fn parents(
    history: &History,
    deps: &[Digest],
) -> Result<(Vec<Digest>, Vec<usize>), WriteError> {
    if deps.is_empty() {
        return Err(WriteError::NoDeps);
    }
    if deps.len() > caps::DEPS {
        return Err(WriteError::TooManyDeps);
    }
    let mut sorted = deps.to_vec();
    sorted.sort_unstable();
    let mut places = Vec::with_capacity(sorted.len());
    for dep in &sorted {
        places.push(history.place(dep).ok_or(WriteError::UnknownDep(*dep))?);
    }
    for (index, dep) in sorted.iter().enumerate() {
        let covered = |(other, place): (usize, &usize)| {
            other != index && history.nodes[*place].past.contains(places[index])
        };
        if places.iter().enumerate().any(covered) {
            return Err(WriteError::RedundantDep(*dep));
        }
    }
    Ok((sorted, places))
}

pub(crate) fn actor(history: &History, draft: &Draft<'_>, deps: &[Digest]) -> [u8; 16] {
    let puts = draft.puts.iter().flat_map(|(key, value)| [key.as_bytes(), value.as_bytes()]);
    let digest = Frame::new("kecuali/1/actor")
        .text(&history.scope.to_string())
        .bytes(&history.document.0)
        .bytes(&draft.signer.0)
        .list(deps)
        .number(draft.time)
        .text(draft.map.as_str())
        .list(puts)
        .digest();
    let mut actor = [0; 16];
    actor.copy_from_slice(&digest.0[..16]);
    actor
}

/// The start counter of a change with these parents.
pub(crate) fn start(history: &History, places: &[usize]) -> u64 {
    1 + places.iter().map(|place| max_counter(history, *place)).max().unwrap_or(0)
}

// The genesis made two objects; every other change one operation a put.
fn max_counter(history: &History, place: usize) -> u64 {
    let node = &history.nodes[place];
    let operations = if place == 0 { 2 } else { node.puts.len() };
    node.start + u64::try_from(operations).expect("a change has at most 256 puts") - 1
}

fn operations(history: &History, draft: &Draft<'_>, past: &Places) -> Result<Vec<Op>, WriteError> {
    let genesis_actor = ActorId::from(GENESIS_ACTOR);
    let object = ObjectId::Id(OpId::new(draft.map.counter(), &genesis_actor));
    let mut overwritten = 0;
    let mut operations = Vec::with_capacity(draft.puts.len());
    for (key, value) in draft.puts {
        let predecessors = predecessors(history, draft.map, key, past);
        overwritten += predecessors.len();
        if overwritten > caps::PREDECESSORS {
            return Err(WriteError::TooManyPredecessors);
        }
        operations.push(Op {
            action: OpType::Put(ScalarValue::Str((&**value).into())),
            obj: object.clone(),
            key: Key::Map((&**key).into()),
            pred: predecessors.into(),
            insert: false,
        });
    }
    Ok(operations)
}

fn predecessors(history: &History, map: Map, key: &str, past: &Places) -> Vec<OpId> {
    match map {
        // An act's key holds its parents, so no earlier act can have the same.
        Map::Acts => Vec::new(),
        Map::Content => {
            let puts = history.visible(key, past);
            let id =
                |put: &VisiblePut<'_>| OpId::new(put.counter(), &ActorId::from(put.node.actor));
            puts.iter().map(id).collect()
        }
    }
}
