//! People at work. What the rules of their own program refuse they do not sign.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    Capability, Kind,
    act::{Act, Comment, KeyEnd, Open, Position, Revoke, RevokeKey, TakeDown},
    status::Status,
};
use kecuali_encoding::Digest;
use kecuali_testkit::{Actor, cast, person, sample};

use super::{
    super::life::{End, Step, What},
    EARLY, Role, World,
};
use crate::town::{Paper, Pc, office};

const FIELDS: [&str; 2] = ["description", "note"];
const VALUES: [&str; 5] = ["", "pertama", "kedua", "ketiga", "keempat"];

impl World {
    pub(super) fn work(&mut self, machine: usize, step: &Step) {
        if self.begin(machine, step.what) {
            return;
        }
        let role = self.machines[machine].desk;
        let pc = &mut self.machines[machine].pc;
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
            What::Return | What::Withdraw | What::Forward => pass(pc, role, &paper, step.what),
            What::End(how) => end(pc, role, &paper, how),
            What::EditEarly { value } => {
                let value = VALUES[usize::from(value)];
                drop(pc.try_edit(&EARLY, &paper, &[(FIELDS[1], value)]));
            }
            What::Draft
            | What::Issue
            | What::Appoint
            | What::Lose
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

    /// What begins a document of its own; says whether this was such a thing.
    fn begin(&mut self, machine: usize, what: What) -> bool {
        let role = self.machines[machine].desk;
        let pc = &mut self.machines[machine].pc;
        if let (What::Issue, Role::National(_)) = (what, role) {
            let number = format!("{}", self.items.len() + 1);
            self.items.push(pc.issue(&cast::ISSUER, &number));
        } else if let (What::Draft, Some(clerk)) = (what, clerk(role)) {
            self.papers.push(pc.draft(&clerk, sample::ENTRY));
        } else if let What::Appoint = what {
            self.appoint(machine);
        } else if let What::Lose = what {
            let how = KeyEnd::Lost { cuts: BTreeMap::new() };
            let act = Act::RevokeKey(RevokeKey { key: cast::DETERMINER_2.id(), how });
            pc.act_alone(&cast::NATIONAL_ADMIN, "national", Kind::Roster, &act);
            self.seen.lost_keys += 1;
        } else {
            return false;
        }
        true
    }

    /// The office appoints the one who works there early.
    pub(super) fn appoint(&mut self, machine: usize) {
        let act = Act::Grant(person(&EARLY, &[Capability::Draft]));
        let pc = &mut self.machines[machine].pc;
        pc.act_alone(&cast::OFFICE_ADMIN, &office().to_string(), Kind::Roster, &act);
    }

    fn advance(&mut self, machine: usize, paper: &Paper, item: usize) {
        let role = self.machines[machine].desk;
        let pc = &mut self.machines[machine].pc;
        let known = |item: &&_| known(pc, item);
        let known: Vec<_> = self.items.iter().filter(known).copied().collect();
        // Every third submission is a new substance, which goes through the province.
        let applied = (item < 2).then(|| known.get(item % known.len().max(1)).copied()).flatten();
        let Some(item) = known.get(item % known.len().max(1)).copied() else { return };
        let status = pc.status(paper);
        match role {
            Role::Office if paper.scope == office() => match status {
                Status::Endorsed => drop(pc.submit(&cast::PPID, paper, applied)),
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
    let value = VALUES[usize::from(value)];
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

/// The office takes its last submission back, the province passes it on, or KPU RI sends it back.
fn pass(pc: &mut Pc, role: Role, paper: &Paper, what: What) {
    let Some(about) = pc.about(paper) else { return };
    let by = match (role, what) {
        (Role::Office, What::Withdraw) => (cast::PPID, Act::Withdraw(about)),
        (Role::Province, What::Forward) => (cast::FORWARDER, Act::Forward(about)),
        (Role::National(by), What::Return) => (by, Act::Return(about)),
        _ => return,
    };
    drop(pc.try_act(&by.0, paper, &by.1, None));
}

/// KPU RI ends an entry, or withholds a field of it.
fn end(pc: &mut Pc, role: Role, paper: &Paper, how: End) {
    let Role::National(by) = role else { return };
    let reason = "Tidak lagi dikecualikan".to_owned();
    let act = match how {
        End::Open => Act::Open(Open { reason }),
        End::Revoke => {
            Act::Revoke(Revoke { items: BTreeSet::new(), reason, decision: None, day: None })
        }
        End::TakeDown { whole } => {
            let field = (!whole).then(|| FIELDS[0].to_owned());
            Act::TakeDown(TakeDown { fields: field.into_iter().collect(), item: None, reason })
        }
    };
    drop(pc.try_act(&by, paper, &act, None));
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
