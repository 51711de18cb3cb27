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

/// What ends a key as lost takes the ground from what KPU RI decided on its submissions, so KPU RI
/// alone does it. An office ends its own key as that of one who left, and no row moves.
#[test]
fn no_office_calls_a_key_lost_and_so_takes_its_own_rows_off() {
    let mut life = Life::begun();
    let before = life.list();
    for by in [cast::OFFICE_ADMIN, cast::PROVINCE_ADMIN, cast::OTHER_ADMIN, cast::PPID] {
        let parcel = life.end_key(&by, cast::PPID, true);
        let refused = ["wrong_office", "grant_insufficient", "grant_absent"];
        assert!(refused.contains(&life.push(&parcel)), "{}", by.name);
        assert_eq!(life.list(), before, "{}", by.name);
    }
    let by_kpu_ri = life.end_key(&cast::NATIONAL_ADMIN, cast::PPID, true);
    let left = life.end_key(&cast::OFFICE_ADMIN, cast::PPID, false);
    assert_eq!(life.push(&left), "");
    assert_eq!(life.list(), before, "who left takes nothing along");

    assert_eq!(life.push(&by_kpu_ri), "");
    let after = life.list();
    let gone: Vec<&RowId> = before.keys().filter(|id| !after.contains_key(id)).collect();
    assert!(matches!(&gone[..], [RowId::Office { .. }]), "KPU RI does take it off: {gone:?}");
    life.publish(after);
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
