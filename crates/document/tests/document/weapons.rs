//! What a hostile office could send. Plain Automerge takes each; the checker refuses each with
//! its own code, and the document is as it was.

mod costly;
mod raw;

use std::{
    num::NonZeroU64,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use automerge::{
    ActorId, Automerge, Change, ChangeHash, ExpandedChange, ObjType, ReadDoc, ScalarValue,
    legacy::{Key, ObjectId, Op, OpId, OpType},
    transaction::Transactable,
};
use kecuali_document::{Draft, History, Map, Side, check, genesis, write};
use kecuali_encoding::KeyId;

use crate::random::empty;

const SIGNER: KeyId = KeyId([7; 32]);

/// What plain Automerge does with a weapon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plain {
    /// Applies it and loads again.
    Takes,
    /// Holds it without its parents, in memory and in every saved document.
    KeepsForEver,
    /// Applies it, and the saved document never loads again, or this or the next edit panics.
    Breaks,
    /// Says nothing against it, and is as it was.
    PassesOver,
    /// Refuses it.
    Refuses,
}

/// A document of one honest change, and the change that an honest writer would make next.
struct Target {
    history: History,
    first: Vec<u8>,
    next: ExpandedChange,
}

fn puts(puts: &[(&str, &str)]) -> Vec<(Arc<str>, Arc<str>)> {
    puts.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect()
}

fn target() -> Target {
    let mut history = empty();
    let deps = history.heads();
    let puts_1 = puts(&[("description", "Salinan"), ("information", "Akta kelahiran")]);
    let draft = Draft { signer: SIGNER, deps: &deps, time: 1, map: Map::Content, puts: &puts_1 };
    let first = write(&history, &draft).unwrap();
    history.add(&first.change, Side::Office);
    let deps = history.heads();
    let puts_2 = puts(&[("information", "Akta kelahiran calon")]);
    let draft = Draft { signer: SIGNER, deps: &deps, time: 2, map: Map::Content, puts: &puts_2 };
    let next = write(&history, &draft).unwrap();
    assert!(check(&history, SIGNER, &next.bytes).is_ok(), "unchanged, it is no weapon");
    let next = Change::try_from(&next.bytes[..]).unwrap().decode();
    Target { history, first: first.bytes, next }
}

/// The target as plain Automerge has it.
fn plainly(target: &Target) -> Automerge {
    let mut document = Automerge::new();
    for honest in [&genesis().1, &target.first] {
        document.apply_changes([Change::try_from(&honest[..]).unwrap()]).unwrap();
    }
    document
}

fn plain(target: &Target, weapon: &[u8]) -> Plain {
    let attempt = || {
        let mut document = plainly(target);
        let before = document.get_heads();
        let Ok(()) = document.load_incremental(weapon).map(drop) else { return Plain::Refuses };
        let Ok(mut again) = Automerge::load(&document.save()) else { return Plain::Breaks };
        let mut edit = again.transaction();
        edit.put(automerge::ROOT, "a later edit", 1).expect("a later edit");
        edit.commit();
        let orphan = !again.get_missing_deps(&[]).is_empty();
        match (orphan, document.get_heads() == before) {
            (true, _) => Plain::KeepsForEver,
            (false, true) => Plain::PassesOver,
            (false, false) => Plain::Takes,
        }
    };
    catch_unwind(AssertUnwindSafe(attempt)).unwrap_or(Plain::Breaks)
}

/// Holds a weapon against both.
fn strike(name: &str, weapon: &[u8], target: &Target, expected: Plain, code: &str) {
    assert_eq!(plain(target, weapon), expected, "{name}: plain Automerge");
    refuse(name, weapon, target, code);
}

/// Holds a weapon against ours alone: it is refused, and the document is unharmed.
fn refuse(name: &str, weapon: &[u8], target: &Target, code: &str) {
    let before = target.history.clone();
    let refused = check(&target.history, SIGNER, weapon).expect_err(name);
    assert_eq!(refused.code(), code, "{name}: {refused}");
    assert_eq!(target.history.view(), before.view(), "{name}");
    assert_eq!(target.history.heads(), before.heads(), "{name}");
}

fn forged(target: &Target, forge: impl FnOnce(&mut ExpandedChange)) -> Vec<u8> {
    let mut change = target.next.clone();
    forge(&mut change);
    Change::from(change).raw_bytes().to_vec()
}

fn put(key: &str, value: ScalarValue, target: &Target) -> Op {
    let operation = target.next.operations[0].clone();
    Op { action: OpType::Put(value), key: Key::Map(key.into()), pred: vec![].into(), ..operation }
}

/// Makes a map in a map in a map.
fn nest(change: &mut ExpandedChange, target: &Target, levels: u64) {
    let mut parent = change.operations[0].obj.clone();
    change.operations.clear();
    for depth in 0..levels {
        let make = Op {
            action: OpType::Make(ObjType::Map),
            obj: parent,
            ..put("deep", ScalarValue::Null, target)
        };
        change.operations.push(make);
        let counter = change.start_op.get() + depth;
        parent = ObjectId::Id(OpId(counter, change.actor_id.clone()));
    }
}

#[test]
fn changes_that_break_the_document_for_ever() {
    let target = target();
    let strike = |name, expected, code, forge: fn(&mut ExpandedChange, &Target)| {
        let weapon = forged(&target, |change| forge(change, &target));
        strike(name, &weapon, &target, expected, code);
    };
    strike("the predecessor is another key's", Plain::Breaks, "change_bytes", |change, _| {
        let OpId(counter, actor) = change.operations[0].pred.get(0).unwrap().clone();
        change.operations[0].pred = vec![OpId(counter - 1, actor)].into();
    });
    strike("the predecessor is unknown", Plain::Breaks, "change_bytes", |change, _| {
        let actor = change.operations[0].pred.get(0).unwrap().1.clone();
        change.operations[0].pred = vec![OpId(77, actor)].into();
    });
    strike("a delete without a predecessor", Plain::Breaks, "guard_value", |change, _| {
        change.operations[0].action = OpType::Delete;
        change.operations[0].pred = vec![].into();
    });
    strike("a start counter that is too low", Plain::Breaks, "change_bytes", |change, _| {
        change.start_op = NonZeroU64::MIN;
    });
    strike("a start counter that is the last", Plain::Breaks, "change_bytes", |change, _| {
        change.start_op = NonZeroU64::new(u64::from(u32::MAX)).unwrap();
    });
    strike("a gap in the sequence", Plain::Breaks, "change_bytes", |change, _| change.seq = 5);
    strike("an unknown object", Plain::Breaks, "guard_object", |change, _| {
        change.operations[0].obj = ObjectId::Id(OpId(99, change.actor_id.clone()));
    });
}

#[test]
fn changes_that_say_more_than_puts() {
    let target = target();
    let strike = |name, expected, code, forge: fn(&mut ExpandedChange, &Target)| {
        let weapon = forged(&target, |change| forge(change, &target));
        strike(name, &weapon, &target, expected, code);
    };
    strike("nested maps", Plain::Takes, "guard_value", |change, target| nest(change, target, 200));
    strike("a number for a value", Plain::Takes, "guard_value", |change, target| {
        change.operations.push(put("zz", ScalarValue::Int(3), target));
    });
    strike("a list of nothing, very long", Plain::Takes, "guard_column", |change, target| {
        let list = ObjectId::Id(OpId(change.start_op.get(), change.actor_id.clone()));
        let make = put("zz", ScalarValue::Null, target);
        change.operations = vec![Op { action: OpType::Make(ObjType::List), ..make }];
        let item =
            Op { obj: list, key: Key::head(), insert: true, ..put("", ScalarValue::Null, target) };
        change.operations.extend(std::iter::repeat_n(item, 20_000));
    });
    strike("more keys than the cap", Plain::Takes, "guard_operations", |change, target| {
        let text = || ScalarValue::Str("x".into());
        change.operations = (0..300).map(|n| put(&format!("k{n:03}"), text(), target)).collect();
    });
    strike("keys out of order", Plain::Takes, "change_key_order", |change, target| {
        change.operations.push(put("a", ScalarValue::Str("x".into()), target));
    });
    strike("a message", Plain::Takes, "guard_message", |change, _| {
        change.message = Some("hello".to_owned());
    });
    strike("extra bytes", Plain::Takes, "guard_trailing", |change, _| {
        change.extra_bytes = vec![1, 2, 3];
    });
    strike("a write to the root", Plain::Breaks, "guard_malformed", |change, _| {
        change.operations[0].obj = ObjectId::Root;
    });
    strike("an act in content's clothes", Plain::Takes, "change_act_key", |change, _| {
        let genesis = ActorId::from([0; 16]);
        change.operations[0].obj = ObjectId::Id(OpId(1, genesis));
        change.operations[0].pred = vec![].into();
    });
}

#[test]
fn changes_with_wrong_parents_and_times() {
    let target = target();
    let strike = |name, expected, code, forge: fn(&mut ExpandedChange, &Target)| {
        let weapon = forged(&target, |change| forge(change, &target));
        strike(name, &weapon, &target, expected, code);
    };
    strike("an orphan", Plain::KeepsForEver, "parent_missing", |change, _| {
        change.deps = vec![ChangeHash([5; 32])];
    });
    strike("no parents: a second root", Plain::Takes, "change_no_parents", |change, _| {
        change.deps.clear();
    });
    strike("a parent twice", Plain::Takes, "change_redundant_parent", |change, _| {
        change.deps.push(change.deps[0]);
    });
    strike("a parent and its parent", Plain::Takes, "change_redundant_parent", |change, _| {
        change.deps.push(ChangeHash(genesis().0.0));
    });
    strike("a time beyond all clocks", Plain::Takes, "change_time", |change, _| {
        change.time = 1 << 48;
    });
    strike("the last time there is", Plain::Takes, "guard_malformed", |change, _| {
        change.time = i64::MAX;
    });
    strike("a time before 1970", Plain::Takes, "guard_malformed", |change, _| change.time = -1);
    strike("too many parents", Plain::KeepsForEver, "guard_parents", |change, _| {
        change.deps = (0..=128).map(|n| ChangeHash([n; 32])).collect();
    });
    strike("too many actors", Plain::Breaks, "guard_actors", |change, _| {
        let actor = |n: u16| ActorId::from([[1; 14].as_slice(), &n.to_be_bytes()].concat());
        let unknown: Vec<OpId> = (0..2_002).map(|n| OpId(77, actor(n))).collect();
        change.operations[0].pred = unknown.into();
    });
    strike("an actor that is too long", Plain::Takes, "guard_actors", |change, _| {
        change.actor_id = ActorId::from([3; 17]);
    });
    strike("another actor", Plain::Takes, "change_bytes", |change, _| {
        change.actor_id = ActorId::from([3; 16]);
    });
}

#[test]
fn chunks_that_are_not_one_plain_change() {
    let target = target();
    let honest = forged(&target, |_| {});
    let mut document = Automerge::new();
    document.apply_changes([Change::try_from(&genesis().1[..]).unwrap()]).unwrap();
    strike("a document", &document.save(), &target, Plain::PassesOver, "guard_not_a_change");
    let long = "abc".repeat(400_000);
    let mut large = Change::from(ExpandedChange {
        operations: vec![put("information", ScalarValue::Str(long.as_str().into()), &target)],
        ..target.next.clone()
    });
    let bomb = large.bytes().into_owned();
    assert!(bomb.len() < 8_000, "a bomb of {} bytes", bomb.len());
    strike("a deflated change", &bomb, &target, Plain::Takes, "guard_not_a_change");
    strike("too long", large.raw_bytes(), &target, Plain::Takes, "guard_too_long");
    let twice = [honest.clone(), honest.clone()].concat();
    strike("two changes", &twice, &target, Plain::Takes, "guard_trailing");
    let mut cut = honest;
    cut.pop();
    strike("cut short", &cut, &target, Plain::PassesOver, "guard_malformed");
}

#[test]
fn an_actor_cannot_stand_for_two_changes() {
    // Automerge takes whichever came first, so two replicas would differ for ever. Here the actor
    // follows from what is said, and saying the same gives the same change.
    let target = target();
    let weapon = forged(&target, |change| {
        change.operations[0].action = OpType::Put(ScalarValue::Str("Lain".into()));
    });
    strike("the honest actor, another value", &weapon, &target, Plain::Takes, "change_bytes");
}
