//! How it ends: everyone syncs until nothing moves, and then must agree.

use kecuali_domain::fold::{Outcome, Reason};
use kecuali_sync::{Waiting, WaitingState};
use kecuali_testkit::cast;

use super::World;
use crate::town::Page;

impl World {
    /// With all that waits: what a desk shows does not depend on what it was let go of.
    pub(in crate::laws) fn everyone_shows_what_there_is(&mut self) {
        for machine in &mut self.machines {
            machine.pc.shows_what_one_with_room_shows();
        }
    }

    /// Everyone syncs until nothing moves any more.
    pub(in crate::laws) fn settle(&mut self) {
        self.appoint(0);
        for turn in 0..12 {
            let mut quiet = !self.server.is_healing;
            for machine in 0..self.machines.len() {
                quiet &= self.sync(machine).is_quiet();
                quiet &= self.machines[machine].pc.ready_to_go().is_empty();
            }
            if quiet {
                return;
            }
            // Everyone has been here. What nobody gave back was never acknowledged to anybody.
            if turn > 3 && self.server.is_healing {
                self.server.end_healing();
            }
        }
        panic!("it does not settle");
    }

    /// Logs, documents, folded states and authority: of every PC, of the server, and of both when
    /// they are read again from their disks.
    pub(in crate::laws) fn everyone_agrees(&mut self) {
        let all = self.server.picture();
        self.server.restart();
        self.server.picture().is_that_of(&all, "the server, read again");
        for (index, machine) in self.machines.iter_mut().enumerate() {
            let readable = self.server.book.logs().into_iter();
            let readable: Vec<_> = readable.filter(|scope| machine.desk.reads(scope)).collect();
            assert_eq!(machine.pc.desk.book().logs(), readable, "machine {index}");
            let expected = all.clone().of(&readable);
            machine.pc.picture().is_that_of(&expected, &format!("machine {index}"));
            machine.pc.restart();
            machine.pc.picture().is_that_of(&expected, &format!("machine {index}, read again"));
            // All are appointed; only what a lost key signed is still there, put aside.
            let lost = self.seen.lost_keys > 0;
            let aside = |waiting: &&Waiting| {
                let parked = matches!(waiting.state, WaitingState::Parked { .. });
                lost && parked && waiting.signer == cast::DETERMINER_2.id()
            };
            let waiting = machine.pc.desk.waiting().iter();
            let left: Vec<_> = waiting.filter(|waiting| !aside(waiting)).collect();
            assert!(left.is_empty(), "machine {index}: {left:?}");
        }
        all.documents.values().for_each(|page| self.note(page));
    }

    /// What was seen in a log once is in it everywhere.
    pub(in crate::laws) fn nothing_acknowledged_is_missing(&self) {
        let readers = self.machines.iter().map(|machine| (machine.desk, &machine.pc));
        let readers: Vec<_> = readers.map(|(desk, pc)| (desk, pc.desk.book())).collect();
        for (scope, change) in &self.acknowledged {
            let log = scope.to_string();
            let stands = |book: &kecuali_sync::Book| {
                book.store().member_by_change(&log, &change.0).unwrap().is_some()
            };
            assert!(stands(&self.server.book), "the server lost {change} of {log}");
            let reading = readers.iter().filter(|(desk, _)| desk.reads(scope));
            assert!(reading.clone().all(|(_, book)| stands(book)), "a PC lost {change} of {log}");
        }
    }

    /// One more sync is one small round.
    pub(in crate::laws) fn nothing_more_moves(&mut self) {
        for machine in 0..self.machines.len() {
            let synced = self.sync(machine);
            assert!(synced.is_quiet() && synced.refused.is_empty(), "{synced:?}");
            assert_eq!(synced.rounds, 1);
        }
    }

    fn note(&mut self, page: &Page) {
        let conflicts = page.view.values().filter(|values| values.len() > 1).count();
        let contests = page
            .outcomes()
            .filter(|outcome| matches!(outcome, Outcome::NoEffect(Reason::Contesting)));
        self.seen.contests += contests.count();
        self.seen.ended += usize::from(page.state.conclusion().is_some());
        self.seen.withheld += page.state.withheld().len();
        let forwarded = page.state.submissions().iter().filter(|one| !one.forwards.is_empty());
        self.seen.forwarded += forwarded.count();
        self.seen.conflicts += conflicts;
        self.seen.decisions += usize::from(page.state.decision().is_some());
    }
}
