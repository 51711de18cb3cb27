//! A server, its offices, and what becomes of them.

mod ending;
mod working;

use std::collections::BTreeSet;

use kecuali_domain::{
    Kind, Scope,
    act::{Act, ItemRef, SetPolicy},
};
use kecuali_encoding::Digest;
use kecuali_ledger::Route;
use kecuali_storage::MemoryStore;
use kecuali_testkit::{Actor, cast, sample};

use super::life::{Step, What};
use crate::town::{
    NATIONAL_PC_2, OFFICE_PC_2, OTHER_PC, Paper, Pc, Server, elsewhere, office, server,
};

/// A machine, with those who work on it.
#[derive(Debug)]
struct Machine {
    pc: Pc,
    desk: Role,
    backup: Option<MemoryStore>,
}

/// Whose machine it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Office,
    Elsewhere,
    Province,
    /// KPU RI, with the one who determines there.
    National(Actor),
}

/// What happened, by how often.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    pub(super) conflicts: usize,
    pub(super) resolved: usize,
    pub(super) contests: usize,
    pub(super) decisions: usize,
    pub(super) lost_suffixes: usize,
    pub(super) lost_work: usize,
    pub(super) clones: usize,
    pub(super) heals: usize,
    pub(super) lost_answers: usize,
    pub(super) forwarded: usize,
    pub(super) ended: usize,
    pub(super) withheld: usize,
    pub(super) lost_keys: usize,
    pub(super) sealed: usize,
}

#[derive(Debug)]
pub(super) struct World {
    server: Server,
    backup: Option<MemoryStore>,
    machines: Vec<Machine>,
    papers: Vec<Paper>,
    items: Vec<ItemRef>,
    /// What some PC has seen in its log, and was told by that that it is safe.
    acknowledged: BTreeSet<(Scope, Digest)>,
    pub(super) seen: Seen,
}

/// Works at the office before she is appointed.
const EARLY: Actor = Actor::new(110, "early", cast::OFFICE);

/// More clones than this say nothing new.
const MACHINES: usize = 9;

impl Role {
    fn reads(self, scope: &Scope) -> bool {
        match self {
            Self::Office | Self::Province => *scope != elsewhere(),
            Self::Elsewhere => *scope != office(),
            Self::National(_) => true,
        }
    }

    /// Whether this is something that happens there.
    const fn does(self, what: What) -> bool {
        match what {
            What::Draft => matches!(self, Self::Office | Self::Elsewhere),
            What::Edit { .. }
            | What::EditEarly { .. }
            | What::Appoint
            | What::Resolve
            | What::Withdraw => matches!(self, Self::Office),
            What::Forward => matches!(self, Self::Province),
            What::Return | What::Issue | What::End(_) | What::Lose => {
                matches!(self, Self::National(_))
            }
            What::Advance { .. } => matches!(self, Self::Office | Self::National(_)),
            What::Comment
            | What::Sync
            | What::SyncInVain
            | What::Restart
            | What::Backup
            | What::Restore
            | What::Clone
            | What::RestartServer
            | What::BackupServer
            | What::RestoreServer => true,
        }
    }
}

impl World {
    pub(super) fn new() -> Self {
        let mut server = server();
        let setup = [
            (cast::OFFICE_PC, Role::Office),
            (OFFICE_PC_2, Role::Office),
            (cast::NATIONAL_PC, Role::National(cast::DETERMINER)),
            (NATIONAL_PC_2, Role::National(cast::DETERMINER_2)),
            (cast::PROVINCE_PC, Role::Province),
            (OTHER_PC, Role::Elsewhere),
        ];
        let mut machines: Vec<Machine> = setup
            .into_iter()
            .map(|(actor, desk)| Machine { pc: Pc::ready(&actor, &mut server), desk, backup: None })
            .collect();
        let jakarta = &mut machines[2].pc;
        let route = Route { application_via_province: false, new_substance_via_province: true };
        let (name, from) = ("route".to_owned(), "2026-11-23".parse().unwrap());
        let policy = Act::SetPolicy(SetPolicy { name, from, value: route.to_value() });
        jakarta.act_alone(&cast::NATIONAL_ADMIN, "national", Kind::Policy, &policy);
        let items = vec![jakarta.issue(&cast::ISSUER, "1"), jakarta.issue(&cast::ISSUER, "2")];
        jakarta.sync(&mut server);
        let siti = &mut machines[0].pc;
        siti.sync(&mut server);
        let papers: Vec<Paper> = (0..3).map(|_| siti.draft(&cast::PPID, sample::ENTRY)).collect();
        for paper in &papers[1..] {
            siti.endorse_by_all(paper);
            siti.submit(&cast::PPID, paper, Some(items[0]));
        }
        for machine in &mut machines {
            machine.pc.sync(&mut server);
        }
        for machine in &mut machines {
            machine.backup = Some(machine.pc.backup());
        }
        let (acknowledged, seen) = (BTreeSet::new(), Seen::default());
        let backup = Some(server.backup());
        Self { server, backup, machines, papers, items, acknowledged, seen }
    }

    pub(super) fn live(&mut self, step: &Step) {
        let machines = self.machines.iter().enumerate();
        let fit = machines.filter(|(_, machine)| machine.desk.does(step.what));
        let fit: Vec<usize> = fit.map(|(index, _)| index).collect();
        let machine = fit[step.machine.index(fit.len())];
        match step.what {
            What::Resolve => {
                drop(self.sync(machine));
                self.work(machine, step);
            }
            What::Draft
            | What::Edit { .. }
            | What::EditEarly { .. }
            | What::Appoint
            | What::Comment
            | What::Advance { .. }
            | What::Return
            | What::Withdraw
            | What::Forward
            | What::End(_)
            | What::Lose
            | What::Issue => self.work(machine, step),
            What::Sync => drop(self.sync(machine)),
            What::SyncInVain => {
                self.seen.lost_answers += 1;
                self.machines[machine].pc.sync_without_answer(&mut self.server);
            }
            What::Restart => self.machines[machine].pc.restart(),
            What::Backup => {
                self.machines[machine].backup = Some(self.machines[machine].pc.backup());
            }
            What::Restore => self.restore(machine),
            What::Clone => self.clone_disk(machine),
            What::RestartServer => self.server.restart(),
            What::BackupServer => self.backup = Some(self.server.backup()),
            What::RestoreServer => {
                if let Some(backup) = &self.backup {
                    self.server.restore(backup);
                }
            }
        }
    }

    /// One sync, and what it says that is safe now.
    fn sync(&mut self, machine: usize) -> crate::town::Synced {
        let pc = &mut self.machines[machine].pc;
        let waited = pc.names_waiting();
        let was_healing = self.server.is_healing;
        let synced = pc.sync(&mut self.server);
        assert!(synced.alarms.is_empty(), "an honest server: {:?}", synced.alarms);
        self.seen.sealed += pc.desk.seal(&[EARLY.key()]).unwrap();
        self.seen.heals += usize::from(was_healing && !self.server.is_healing);
        let waits = pc.names_waiting();
        self.acknowledged.extend(waited.into_iter().filter(|name| !waits.contains(name)));
        synced
    }

    fn restore(&mut self, machine: usize) {
        let Machine { pc, backup: Some(backup), .. } = &mut self.machines[machine] else { return };
        let ends = |pc: &Pc| -> u64 {
            let book = pc.desk.book();
            book.logs().iter().map(|scope| book.head(scope).position).sum()
        };
        let (before, waited) = (ends(pc), pc.names_waiting());
        pc.restore(backup);
        self.seen.lost_suffixes += usize::from(ends(pc) < before);
        let waits = pc.names_waiting();
        let lost = |name| !waits.contains(name) && !self.acknowledged.contains(name);
        self.seen.lost_work += usize::from(waited.iter().any(lost));
    }

    fn clone_disk(&mut self, machine: usize) {
        if self.machines.len() < MACHINES {
            let chance = 200 + u8::try_from(self.machines.len()).expect("few machines");
            let Machine { pc, desk, backup } = &self.machines[machine];
            let (pc, desk, backup) = (pc.clone_disk(chance), *desk, backup.clone());
            let clone = Machine { pc, desk, backup };
            self.machines.push(clone);
            self.seen.clones += 1;
        }
    }
}

impl Seen {
    pub(super) const fn add(&mut self, other: &Self) {
        self.conflicts += other.conflicts;
        self.resolved += other.resolved;
        self.contests += other.contests;
        self.decisions += other.decisions;
        self.lost_suffixes += other.lost_suffixes;
        self.lost_work += other.lost_work;
        self.clones += other.clones;
        self.heals += other.heals;
        self.lost_answers += other.lost_answers;
        self.forwarded += other.forwarded;
        self.ended += other.ended;
        self.withheld += other.withheld;
        self.lost_keys += other.lost_keys;
        self.sealed += other.sealed;
    }
}
