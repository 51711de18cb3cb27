//! Whatever happens in whatever order: in the end everyone has the same, and nothing is lost.

mod life;
mod world;

use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, TestRunner},
};

use self::{
    life::{Step, calm_steps, steps},
    world::{Seen, World},
};

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, max_shrink_iters: 400, ..Config::default() }
}

/// Lives a history, settles it, and holds everyone against everyone.
fn lived(steps: &[Step]) -> Seen {
    let mut world = World::new();
    for step in steps {
        world.live(step);
    }
    world.everyone_shows_what_there_is();
    world.settle();
    world.everyone_agrees();
    world.nothing_acknowledged_is_missing();
    world.nothing_more_moves();
    world.seen
}

proptest! {
    #![proptest_config(config(40))]

    #[test]
    fn replicas_that_have_exchanged_everything_are_equal(steps in steps(48)) {
        lived(&steps);
    }

}

proptest! {
    #![proptest_config(config(20))]

    #[test]
    fn a_server_that_was_restored_again_and_again_ends_with_all_it_acknowledged(
        steps in calm_steps(32),
    ) {
        lived(&steps);
    }
}

/// The laws above are worth little unless what they are about does happen.
#[test]
fn conflicts_contests_lost_disks_and_lost_answers_really_happen() {
    let mut runner = TestRunner::deterministic();
    let mut all = Seen::default();
    for _ in 0..40 {
        let steps = steps(48).new_tree(&mut runner).unwrap().current();
        all.add(&lived(&steps));
        let steps = calm_steps(32).new_tree(&mut runner).unwrap().current();
        all.add(&lived(&steps));
        if told(&all).iter().all(|(_, times)| *times > 0) {
            return;
        }
    }
    panic!("not all happens: {:?}", told(&all));
}

/// What happened, in words.
fn told(all: &Seen) -> [(&'static str, usize); 14] {
    let Seen {
        conflicts,
        resolved,
        contests,
        decisions,
        lost_suffixes,
        lost_work,
        clones,
        heals,
        lost_answers,
        forwarded,
        ended,
        withheld,
        lost_keys,
        sealed,
    } = *all;
    [
        ("fields in conflict", conflicts),
        ("conflicts that were resolved", resolved),
        ("acts that contest another", contests),
        ("decisions in force", decisions),
        ("disks that lost a part of a log", lost_suffixes),
        ("disks that lost work that was not sent", lost_work),
        ("clones", clones),
        ("servers that were healed by their replicas", heals),
        ("answers that did not arrive", lost_answers),
        ("submissions that the province passed on", forwarded),
        ("entries that were opened, revoked or taken down", ended),
        ("fields that were withheld", withheld),
        ("keys that were lost", lost_keys),
        ("changes that waited for a grant", sealed),
    ]
}
