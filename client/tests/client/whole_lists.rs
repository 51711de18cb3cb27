//! A list is signed as a whole or not at all, also where it fails midway.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use kecuali_client::{
    machine::{Machine, Replay},
    office::{Name, Office, approval::Done},
};
use kecuali_domain::act::Position;

use crate::world::{World, from_paper, machine};

/// A machine whose clock stops to make sense after so many looks: then no change can be written.
#[derive(Debug)]
struct Failing {
    machine: Replay,
    left: Arc<AtomicI64>,
}

impl Machine for Failing {
    fn now(&mut self) -> u64 {
        let now = self.machine.now();
        if self.left.fetch_sub(1, Ordering::Relaxed) > 0 { now } else { u64::MAX }
    }

    fn random(&mut self, bytes: &mut [u8]) {
        self.machine.random(bytes);
    }
}

/// Lets something fail at every moment at which it can, and looks that nothing of it is left.
fn at_every_moment(
    world: &World,
    code: &str,
    names: &[Name],
    work: impl Fn(&mut Office) -> Result<Vec<Done>, kecuali_client::error::OfficeError>,
) {
    let left = Arc::new(AtomicI64::new(i64::MAX));
    let failing = Failing { machine: machine("failing"), left: Arc::clone(&left) };
    let mut office = Office::open(&world.path(code), Box::new(failing)).unwrap();
    let before = office.waiting().unwrap();
    for moment in 0..1_000 {
        left.store(moment, Ordering::Relaxed);
        let done = work(&mut office);
        let waits = world.second(code).waiting().unwrap();
        if let Ok(done) = done {
            assert!(moment > 2, "it looks at the clock at least once for each");
            assert_eq!(done.len(), names.len());
            assert_eq!(waits.ready, before.ready + names.len());
            return;
        }
        assert_eq!(waits, before, "failed after {moment} looks");
        assert_eq!(office.waiting().unwrap(), before);
    }
    panic!("it never succeeds");
}

#[test]
fn what_fails_midway_leaves_no_half_of_a_list_signed() {
    let mut world = World::with("3604");
    world.issue();
    let names: Vec<Name> = (0..3).map(|_| world.draft("3604")).collect();
    world.sync("3604");
    at_every_moment(&world, "3604", &names, |office| {
        office.give_word(Some("siti"), &names, &from_paper(Position::Patron))
    });
    world.office("3604").refresh().unwrap();
    for position in [Position::AdvisoryTeam, Position::PpidSuperior] {
        world.office("3604").give_word(Some("siti"), &names, &from_paper(position)).unwrap();
    }
    let item = world.office("3604").item("12/1").unwrap();
    world.office("3604").submit(None, &names, Some(item), None).unwrap();
    world.sync("3604");
    world.sync("RI");
    at_every_moment(&world, "RI", &names, |office| office.determine(None, &names, None, None));
}

#[test]
fn what_is_named_twice_in_a_list_is_signed_once() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let twice = [name.clone(), name];
    let said = from_paper(Position::Patron);
    let done = world.office("3604").give_word(Some("siti"), &twice, &said).unwrap();
    assert_eq!(done.len(), 1);
}
