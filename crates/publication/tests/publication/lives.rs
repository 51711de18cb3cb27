//! Whatever anybody does, in whatever order and by whatever clock: what is public is what KPU RI
//! signed, and no office changes it.

mod clocks;
mod deeds;
mod signed;
mod world;

use kecuali_publication::RowId;
use kecuali_testkit::cast;
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, TestRunner},
};

use self::{
    deeds::{Step, steps},
    world::{Life, Seen},
};

pub(super) fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() }
}

/// Lives a history and holds the list against it after every step.
fn lived(steps: &[Step]) -> Seen {
    let mut life = Life::begun();
    for step in steps {
        let before = life.list();
        life.live(step);
        let after = life.list();
        if !step.is_by_national() {
            assert_eq!(after, before, "an office changed the list: {step:?}");
        }
        life.publish(after);
    }
    life.everything_public_was_signed();
    life.seen
}

proptest! {
    #![proptest_config(config(32))]

    #[test]
    fn nothing_is_public_that_was_not_signed_and_no_office_changes_the_list(steps in steps(28)) {
        lived(&steps);
    }
}

/// What the law leaves out: a key that an office declares lost is believed to have been, so what
/// KPU RI decided on its submissions has lost its ground. The row goes; nothing new comes.
#[test]
fn an_office_that_calls_its_own_key_lost_loses_its_own_rows_and_no_others() {
    let mut life = Life::begun();
    let before = life.list();
    life.scene.lost(&cast::OFFICE_ADMIN, "office/3604", &cast::PPID, &[]);
    let after = life.list();
    life.publish(after.clone());
    let gone: Vec<&RowId> = before.keys().filter(|id| !after.contains_key(id)).collect();
    assert_eq!(gone.len(), 1);
    assert!(matches!(gone[0], RowId::Office { office, .. } if *office == cast::PPID.office()));
    assert!(after.iter().all(|(id, row)| before.get(id) == Some(row)));
    assert_eq!(life.seen.withdrawn, [("void", 1)].into());
}

/// The law above is worth little unless what it is about does happen.
#[test]
fn decisions_ends_forgeries_and_lost_keys_really_happen() {
    let mut runner = TestRunner::deterministic();
    let mut all = Seen::default();
    for _ in 0..32 {
        let steps = steps(28).new_tree(&mut runner).unwrap().current();
        all.add(&lived(&steps));
    }
    let Seen { taken, refused, published, amended, withdrawn, verified } = &all;
    let wanted = [*taken, *refused, *published, *amended, *verified];
    assert!(wanted.iter().all(|times| *times > 0), "{all:?}");
    for reason in ["revoked", "opened", "taken_down", "superseded", "void", "lapsed"] {
        assert!(withdrawn.contains_key(reason), "never {reason}: {all:?}");
    }
}
