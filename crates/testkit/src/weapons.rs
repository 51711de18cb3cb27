//! What a hostile office could send in the place of a change, each the change of an honest one
//! with something wrong in it.

use std::{num::NonZeroU64, sync::Arc};

use automerge::{
    ActorId, Automerge, Change, ChangeHash, ExpandedChange, ObjType, ScalarValue,
    legacy::{Key, ObjectId, Op, OpId, OpType},
};
use kecuali_document::{Draft, History, Map, Side, check, genesis, write};
use kecuali_domain::{DocumentId, Scope};
use kecuali_encoding::{Digest, KeyId};

/// The content of the honest change that every weapon follows.
pub const FIRST: &[(&str, &str)] = &[("description", "Salinan"), ("information", "Akta kelahiran")];
/// When it was written, by its writer's clock.
pub const FIRST_TIME: u64 = 1;

/// What plain Automerge does with a weapon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plain {
    /// Applies it and loads again.
    Takes,
    /// Holds it without its parents, in memory and in every saved document.
    KeepsForEver,
    /// Applies it, and the saved document never loads again, or this or the next edit panics.
    Breaks,
    /// Refuses it.
    Refuses,
}

/// Bytes that are no change of ours.
#[derive(Debug, Clone)]
pub struct Weapon {
    /// What is wrong with it.
    pub name: &'static str,
    /// What plain Automerge does with it.
    pub plain: Plain,
    /// The code it is refused with here.
    pub code: &'static str,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A document of one honest change, and the change that an honest writer would make next.
#[derive(Debug, Clone)]
pub struct Target {
    /// The document.
    pub history: History,
    /// Its one change.
    pub first: Vec<u8>,
    /// Whose key signs.
    pub signer: KeyId,
    next: ExpandedChange,
}

impl Target {
    /// A document of a log, written by the holder of a key.
    pub fn new(scope: Scope, document: DocumentId, signer: KeyId) -> Self {
        let mut history = History::new(scope, document);
        let deps = history.heads();
        let first = puts(FIRST);
        let draft =
            Draft { signer, deps: &deps, time: FIRST_TIME, map: Map::Content, puts: &first };
        let first = write(&history, &draft).expect("an honest change");
        history.add(&first.change, Side::Office);
        let deps = history.heads();
        let next = puts(&[("information", "Akta kelahiran calon")]);
        let draft = Draft { signer, deps: &deps, time: 2, map: Map::Content, puts: &next };
        let next = write(&history, &draft).expect("an honest change");
        assert!(check(&history, signer, &next.bytes).is_ok(), "unchanged, it is no weapon");
        let next = Change::try_from(&next.bytes[..]).expect("an honest change").decode();
        Self { history, first: first.bytes, signer, next }
    }

    /// Every weapon.
    pub fn weapons(&self) -> Vec<Weapon> {
        let kinds = [
            self.breaking(),
            self.saying_more(),
            self.misplaced(),
            self.not_one_change(),
            self.claiming(),
        ];
        kinds.concat()
    }

    /// Changes that break the document for ever.
    pub fn breaking(&self) -> Vec<Weapon> {
        use Plain::Breaks;
        vec![
            self.forge("the predecessor is another key's", Breaks, "change_bytes", |change| {
                let OpId(counter, actor) = predecessor(change);
                change.operations[0].pred = vec![OpId(counter - 1, actor)].into();
            }),
            self.forge("the predecessor is unknown", Breaks, "change_bytes", |change| {
                let actor = predecessor(change).1;
                change.operations[0].pred = vec![OpId(77, actor)].into();
            }),
            self.forge("a delete without a predecessor", Breaks, "guard_value", |change| {
                change.operations[0].action = OpType::Delete;
                change.operations[0].pred = vec![].into();
            }),
            self.forge("a start counter that is too low", Breaks, "change_bytes", |change| {
                change.start_op = NonZeroU64::MIN;
            }),
            self.forge("a start counter that is the last", Breaks, "change_bytes", |change| {
                change.start_op = NonZeroU64::MIN.saturating_add(u64::from(u32::MAX) - 1);
            }),
            self.forge("a gap in the sequence", Breaks, "change_bytes", |change| change.seq = 5),
            self.forge("an unknown object", Breaks, "guard_object", |change| {
                change.operations[0].obj = ObjectId::Id(OpId(99, change.actor_id.clone()));
            }),
        ]
    }

    /// Changes that say more than puts.
    pub fn saying_more(&self) -> Vec<Weapon> {
        use Plain::{Breaks, Takes};
        vec![
            self.forge("nested maps", Takes, "guard_value", nest),
            self.forge("a number for a value", Takes, "guard_value", |change| {
                change.operations.push(self.put("zz", ScalarValue::Int(3)));
            }),
            self.forge("a list of nothing, very long", Takes, "guard_column", |change| {
                let list = ObjectId::Id(OpId(change.start_op.get(), change.actor_id.clone()));
                let put = |key| self.put(key, ScalarValue::Null);
                change.operations = vec![Op { action: OpType::Make(ObjType::List), ..put("zz") }];
                let item = Op { obj: list, key: Key::head(), insert: true, ..put("") };
                change.operations.extend(std::iter::repeat_n(item, 20_000));
            }),
            self.forge("more keys than the cap", Takes, "guard_operations", |change| {
                let put = |n| self.put(&format!("k{n:03}"), ScalarValue::Str("x".into()));
                change.operations = (0..300).map(put).collect();
            }),
            self.forge("keys out of order", Takes, "change_key_order", |change| {
                change.operations.push(self.put("a", ScalarValue::Str("x".into())));
            }),
            self.forge("a message", Takes, "guard_message", |change| {
                change.message = Some("hello".to_owned());
            }),
            self.forge("extra bytes", Takes, "guard_trailing", |change| {
                change.extra_bytes = vec![1, 2, 3];
            }),
            self.forge("a write to the root", Breaks, "guard_malformed", |change| {
                change.operations[0].obj = ObjectId::Root;
            }),
            self.forge("an act in content's clothes", Takes, "change_act_key", |change| {
                let genesis = ActorId::from([0; 16]);
                change.operations[0].obj = ObjectId::Id(OpId(1, genesis));
                change.operations[0].pred = vec![].into();
            }),
        ]
    }

    /// Changes with wrong parents, times and actors.
    pub fn misplaced(&self) -> Vec<Weapon> {
        use Plain::{KeepsForEver, Takes};
        vec![
            self.forge("an orphan", KeepsForEver, "parent_missing", |change| {
                change.deps = vec![ChangeHash([5; 32])];
            }),
            self.forge("no parents: a second root", Takes, "change_no_parents", |change| {
                change.deps.clear();
            }),
            self.forge("a parent twice", Takes, "change_redundant_parent", |change| {
                change.deps.push(change.deps[0]);
            }),
            self.forge("a parent and its parent", Takes, "change_redundant_parent", |change| {
                change.deps.push(ChangeHash(genesis().0.0));
            }),
            self.forge("a time beyond all clocks", Takes, "change_time", |change| {
                change.time = 1 << 48;
            }),
            self.forge("the last time there is", Takes, "guard_malformed", |change| {
                change.time = i64::MAX;
            }),
            self.forge("a time before 1970", Takes, "guard_malformed", |change| change.time = -1),
            self.forge("another actor", Takes, "change_bytes", |change| {
                change.actor_id = ActorId::from([3; 16]);
            }),
            // Automerge takes whichever came first, so two replicas would differ for ever. Here
            // the actor follows from what is said, and saying the same gives the same change.
            self.forge("the honest actor, another value", Takes, "change_bytes", |change| {
                change.operations[0].action = OpType::Put(ScalarValue::Str("Lain".into()));
            }),
        ]
    }

    /// Chunks that are not one plain change.
    pub fn not_one_change(&self) -> Vec<Weapon> {
        use Plain::Takes;
        let honest = Change::from(self.next.clone()).raw_bytes().to_vec();
        let mut document = Automerge::new();
        let genesis = Change::try_from(&genesis().1[..]).expect("the genesis");
        document.apply_changes([genesis]).expect("the genesis");
        let long = ScalarValue::Str("abc".repeat(400_000).as_str().into());
        let mut large = Change::from(ExpandedChange {
            operations: vec![self.put("information", long)],
            ..self.next.clone()
        });
        let deflated = large.bytes().into_owned();
        let cut = honest[..honest.len() - 1].to_vec();
        let weapon = |name, code, bytes| Weapon { name, plain: Takes, code, bytes };
        vec![
            weapon("a document", "guard_not_a_change", document.save()),
            weapon("a deflated change", "guard_not_a_change", deflated),
            weapon("too long", "guard_too_long", large.raw_bytes().to_vec()),
            weapon("two changes", "guard_trailing", [honest.clone(), honest].concat()),
            weapon("cut short", "guard_malformed", cut),
        ]
    }

    /// Changes that claim more than they hold.
    pub fn claiming(&self) -> Vec<Weapon> {
        let (name, code) = ("a million operations in a hundred bytes", "guard_operations");
        vec![Weapon { name, plain: Plain::Refuses, code, bytes: bomb(1_000_000) }]
    }

    fn forge(
        &self,
        name: &'static str,
        plain: Plain,
        code: &'static str,
        forge: impl FnOnce(&mut ExpandedChange),
    ) -> Weapon {
        let mut change = self.next.clone();
        forge(&mut change);
        Weapon { name, plain, code, bytes: Change::from(change).raw_bytes().to_vec() }
    }

    fn put(&self, key: &str, value: ScalarValue) -> Op {
        let operation = self.next.operations[0].clone();
        Op {
            action: OpType::Put(value),
            key: Key::Map(key.into()),
            pred: vec![].into(),
            ..operation
        }
    }
}

fn puts(puts: &[(&str, &str)]) -> Vec<(Arc<str>, Arc<str>)> {
    puts.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect()
}

fn predecessor(change: &ExpandedChange) -> OpId {
    change.operations[0].pred.get(0).expect("it overwrites a value").clone()
}

/// Two hundred maps, each in the one before.
fn nest(change: &mut ExpandedChange) {
    let make = Op {
        action: OpType::Make(ObjType::Map),
        key: Key::Map("deep".into()),
        pred: vec![].into(),
        ..change.operations[0].clone()
    };
    let mut parent = make.obj.clone();
    change.operations.clear();
    for depth in 0..200 {
        change.operations.push(Op { obj: parent, ..make.clone() });
        let counter = change.start_op.get() + depth;
        parent = ObjectId::Id(OpId(counter, change.actor_id.clone()));
    }
}

/// A change that puts the same text under the same key, very often, in run-length columns.
fn bomb(operations: u32) -> Vec<u8> {
    let run = |value: &[u8]| [leb128(operations), value.to_vec()].concat();
    let columns: [(u8, Vec<u8>); 7] = [
        (0x01, run(&[1])),          // object: its actor, the genesis
        (0x02, run(&[2])),          // object: its counter, `content`
        (0x15, run(&[1, b'k'])),    // key
        (0x34, leb128(operations)), // insert: that many times no
        (0x42, run(&[1])),          // action: put
        (0x56, run(&[0])),          // value: null
        (0x70, run(&[0])),          // predecessors: none
    ];
    let mut body = vec![1];
    body.extend(genesis().0.0);
    body.push(16);
    body.extend([7; 16]); // actor
    body.extend([1, 3, 0, 0, 1, 16]); // sequence, start, time, no message, one other actor
    body.extend([0; 16]);
    body.push(7);
    for (column, data) in &columns {
        body.extend([*column, short(data.len())]);
    }
    for (_, data) in &columns {
        body.extend(data);
    }
    let mut hashed = vec![1, short(body.len())];
    hashed.extend(&body);
    let checksum = Digest::of(&hashed).0[..4].to_vec();
    [vec![0x85, 0x6f, 0x4a, 0x83], checksum, hashed].concat()
}

/// A length that takes one byte.
fn short(length: usize) -> u8 {
    u8::try_from(length).ok().filter(|length| *length < 128).expect("it is about a hundred bytes")
}

/// LEB128 of a positive number, with room for a sign.
fn leb128(mut number: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number > 0x3f {
        bytes.push(short(usize::from(number.to_le_bytes()[0] & 0x7f)) | 0x80);
        number >>= 7;
    }
    bytes.extend(number.to_le_bytes().first());
    bytes
}
