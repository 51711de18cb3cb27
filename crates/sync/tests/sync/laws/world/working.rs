//! People at work. What the rules of their own program refuse they do not sign.

use std::collections::BTreeSet;

use kecuali_domain::{
    act::{Act, Comment, Position},
    status::Status,
};
use kecuali_encoding::Digest;
use kecuali_testkit::{Actor, cast, sample};

use super::{
    super::life::{Step, What},
    Role, World,
};
use crate::town::{Paper, Pc, office};

const FIELDS: [&str; 2] = ["description", "note"];

impl World {
    pub(super) fn work(&mut self, machine: usize, step: &Step) {
        let role = self.machines[machine].desk;
        let pc = &mut self.machines[machine].pc;
        if let What::Issue = step.what {
            if let Role::National(_) = role {
                let number = format!("{}", self.items.len() + 1);
                self.items.push(pc.issue(&cast::ISSUER, &number));
            }
            return;
        }
        if let What::Draft = step.what {
            if let Some(clerk) = clerk(role) {
                self.papers.push(pc.draft(&clerk, sample::ENTRY));
            }
            return;
        }
        let mut here: Vec<&Paper> = self.papers.iter().filter(|paper| pc.has(paper)).collect();
        if let What::Resolve = step.what {
            here.retain(|paper| pc.shown(paper).content().conflicts().next().is_some());
        }
        if here.is_empty() {
            return;
        }
        let paper = here[step.paper.index(here.len())].clone();
        match step.what {
            What::Edit { field, value } => {
                self.seen.resolved += usize::from(pc.values(&paper, FIELDS[field]).len() > 1);
                edit(pc, role, &paper, field, value);
            }
            What::Resolve => self.seen.resolved += usize::from(resolve(pc, role, &paper)),
            What::Comment => comment(pc, role, &paper),
            What::Advance { item } => self.advance(machine, &paper, item),
            What::Return | What::Withdraw => end(pc, role, &paper, &step.what),
            What::Draft
            | What::Issue
            | What::Sync
            | What::SyncInVain
            | What::Restart
            | What::Backup
            | What::Restore
            | What::Clone
            | What::RestartServer
            | What::BackupServer
            | What::RestoreServer => {}
        }
    }

    fn advance(&mut self, machine: usize, paper: &Paper, item: usize) {
        let role = self.machines[machine].desk;
        let pc = &mut self.machines[machine].pc;
        let known = |item: &&_| known(pc, item);
        let known: Vec<_> = self.items.iter().filter(known).copied().collect();
        let Some(item) = known.get(item % known.len().max(1)).copied() else { return };
        let status = pc.status(paper);
        match role {
            Role::Office if paper.scope == office() => match status {
                Status::Endorsed => drop(pc.submit(&cast::PPID, paper, Some(item))),
                Status::Draft | Status::Returned | Status::Withdrawn | Status::DeterminedEdited => {
                    pc.endorse(&cast::PATRON, paper, Position::Patron);
                    pc.endorse(&cast::ADVISORY_TEAM, paper, Position::AdvisoryTeam);
                    pc.endorse(&cast::SUPERIOR, paper, Position::PpidSuperior);
                }
                Status::Declined
                | Status::AtProvince
                | Status::AtNational
                | Status::ConcludedOpen
                | Status::Determined
                | Status::Contesting
                | Status::Revoked
                | Status::Opened
                | Status::TakenDown => {}
            },
            Role::National(by) => {
                let settled = pc.shown(paper).content().conflicts().next().is_none();
                let open = matches!(
                    status,
                    Status::AtNational | Status::Contesting | Status::DeterminedEdited
                );
                if settled && open {
                    let (act, rows) = pc.determining(paper, item);
                    drop(pc.try_act(&by, paper, &act, Some(&rows)));
                }
            }
            Role::Office | Role::Elsewhere | Role::Province => {}
        }
    }
}

const fn clerk(role: Role) -> Option<Actor> {
    match role {
        Role::Office => Some(cast::PPID),
        Role::Elsewhere => Some(cast::OTHER_PPID),
        Role::Province | Role::National(_) => None,
    }
}

fn known(pc: &Pc, item: &kecuali_domain::act::ItemRef) -> bool {
    pc.desk.national().issued(&item.issue).is_some()
}

fn edit(pc: &mut Pc, role: Role, paper: &Paper, field: usize, value: u8) {
    let value = ["", "pertama", "kedua", "ketiga", "keempat"][usize::from(value)];
    if let Some(clerk) = clerk(role) {
        pc.edit(&clerk, paper, &[(FIELDS[field], value)]);
    }
}

/// Takes the first of several values, for every field that has several.
fn resolve(pc: &mut Pc, role: Role, paper: &Paper) -> bool {
    let content = pc.shown(paper).content();
    let chosen: Vec<(&str, &str)> =
        content.conflicts().map(|field| (field, content.values(field)[0].as_str())).collect();
    let Some(clerk) = clerk(role).filter(|_| !chosen.is_empty()) else { return false };
    pc.try_edit(&clerk, paper, &chosen).is_ok()
}

fn comment(pc: &mut Pc, role: Role, paper: &Paper) {
    let by = match role {
        Role::Office => cast::PPID,
        Role::Elsewhere => cast::OTHER_PPID,
        Role::Province => cast::FORWARDER,
        Role::National(by) => by,
    };
    let act = Act::Comment(Comment { text: "Mohon dilengkapi".to_owned(), field: None });
    drop(pc.try_act(&by, paper, &act, None));
}

/// The office takes its last submission back, or KPU RI sends it back.
fn end(pc: &mut Pc, role: Role, paper: &Paper, what: &What) {
    let Some(about) = pc.about(paper) else { return };
    let by = match (role, what) {
        (Role::Office, What::Withdraw) => (cast::PPID, Act::Withdraw(about)),
        (Role::National(by), What::Return) => (by, Act::Return(about)),
        _ => return,
    };
    drop(pc.try_act(&by.0, paper, &by.1, None));
}

impl Pc {
    fn has(&mut self, paper: &Paper) -> bool {
        self.desk.document(&paper.scope, paper.id).unwrap().is_some()
    }

    /// What waits here, by log and change.
    pub(super) fn names_waiting(&self) -> BTreeSet<(kecuali_domain::Scope, Digest)> {
        let waiting = self.desk.waiting().iter();
        waiting.map(|waiting| (waiting.scope.clone(), waiting.change)).collect()
    }
}
