//! The office: one installation's data folder, and everything a person can do with it.
//!
//! Start reading here. An [`Office`] is a folder (`folder.rs`: keys, trust root, who works here),
//! a [`Desk`] over its store (the logs it follows, and what was signed here and waits), and a
//! machine (clock and randomness, handed in). What a person can do is one method each, by subject:
//!
//! | file | subject |
//! |---|---|
//! | `found.rs`, `directory.rs`, `root.rs` | setting up: KPU RI makes the trust root, other offices take it over |
//! | `people.rs`, `staff.rs`, `invitation.rs`, `roster.rs`, `falling.rs` | keys: who works here, join requests, grants, revocations and what falls with a key |
//! | `keyring.rs`, `sealed_key.rs`, `passphrase.rs` | keys under a passphrase, and who opens them |
//! | `select.rs`, `seen.rs`, `effect.rs` | which entries a person means, that what is signed is what was shown, and that it decides something |
//! | `entry.rs`, `entry/`, `input.rs`, `whole.rs`, `import.rs`, `import/` | drafting: fields, lists that others made, conflicts |
//! | `saying.rs` | how what a method says becomes a signed change that waits |
//! | `scratch.rs`, `slips.rs` | what is typed and not signed yet: of this machine alone |
//! | `discard.rs` | erasing what was never sent, and bringing it back |
//! | `neighbours.rs`, `alike.rs` | what else there is of the same name |
//! | `approval.rs`, `scan.rs` | endorse, decline, submit, withdraw, comment; scans of what was signed on paper |
//! | `procedure.rs` | where entries stand on their way to KPU RI: who agreed, what stands in the way, why one came back |
//! | `coverage.rs`, `grounds.rs` | which item in force covers an entry of an office's old list; what items cite |
//! | `at_stake.rs` | which approvals a change would leave behind, and what stays as it was |
//! | `submission.rs`, `comparison.rs` | what is decided about: the version that was submitted, whatever was written since |
//! | `resubmission.rs` | why what is decided about came back before, and whether anything was changed since |
//! | `queue.rs`, `below.rs` | what waits for KPU RI or a province, and how far the offices below have come |
//! | `comments.rs`, `request.rs`, `under.rs` | what was said about an entry, whether its office asks to have its determination back, and which entries stand under an item |
//! | `contest.rs` | decisions that were made unseen of each other, side by side |
//! | `review.rs` | KPU RI and provinces: forward, return, determine, open, take down, revoke |
//! | `rounds.rs` | one decision about many entries, signed part by part |
//! | `draft.rs`, `issue.rs`, `determination.rs` | preparing and issuing determinations, and ending them |
//! | `preview.rs` | what would become public, before it is signed |
//! | `policy.rs` | what holds for all offices: policies, and the day of the log |
//! | `standing.rs`, `progress.rs`, `view.rs`, `waiting.rs`, `history.rs`, `on_paper.rs`, `receipt.rs`, `ended.rs`, `expiry.rs` | what there is to see: entries, their history, what waits, what ends |
//! | `changes.rs`, `difference.rs`, `parallel.rs` | who changed what, field by field and word by word; both sides of a conflict; what was written apart and went together |
//! | `register.rs` | the register as a list: filtered, searched, sorted, counted |
//! | `reading.rs`, `listing.rs` | what was read, kept while nothing changes; the entries as lists show them |
//! | `agenda.rs` | what waits for whom |
//! | `exchange.rs`, `follow.rs`, `calling.rs`, `hold.rs`, `bundle.rs` | with a server over the network, once or for as long as it runs; with anyone over a USB stick |
//! | `archive.rs`, `archive/` | where the documents behind entries lie: of this machine alone |
//! | `parked.rs` | what was refused for good, and what becomes of it |
//! | `export.rs` | the register as files, and all evidence of one entry, for others |
//! | `paper.rs`, `paper/` | what goes to superiors on paper: the list, test sheets, requests to approve |
//! | `sheet.rs` | entries as they stand on official pages |
//! | `verify.rs`, `backup.rs`, `backup_file.rs`, `health.rs` | proving that what is here is what was signed; keeping a copy; whether the machine is well |
//!
//! A method that writes takes its turn first (`turn.rs`), because the pages, the command line and
//! a sync may have the same folder open. What it returns from is on the disk.

pub mod agenda;
pub mod alike;
pub mod approval;
pub mod archive;
pub mod at_stake;
pub mod backup;
pub mod backup_file;
pub mod below;
pub mod bundle;
mod calling;
pub mod changes;
pub mod comments;
pub mod comparison;
pub mod contest;
pub mod copies;
pub mod coverage;
pub(crate) mod day_text;
pub mod determination;
pub mod difference;
pub mod directory;
pub mod discard;
pub mod draft;
mod effect;
pub mod ended;
pub mod entry;
pub mod exchange;
pub mod expiry;
pub mod export;
pub mod falling;
pub mod folder;
pub mod follow;
pub mod found;
mod grounds;
pub mod health;
pub mod history;
pub(crate) mod hold;
pub mod import;
pub mod input;
pub mod invitation;
pub mod issue;
pub mod keyring;
mod legal_text;
mod listing;
mod nearest;
mod neighbours;
pub mod on_paper;
pub mod paper;
pub mod parallel;
pub mod parked;
pub mod passphrase;
pub mod people;
mod period_text;
pub mod policy;
pub mod preview;
pub mod procedure;
pub mod progress;
pub mod queue;
mod reading;
pub mod receipt;
pub mod register;
pub mod request;
pub mod resubmission;
pub mod review;
pub mod role;
pub mod root;
pub mod roster;
pub mod rounds;
mod saying;
pub(crate) mod scan;
pub mod scratch;
pub mod sealed_key;
pub mod seen;
pub mod select;
pub mod sheet;
mod slips;
pub mod staff;
pub mod standing;
pub mod submission;
mod substance;
pub(crate) mod turn;
pub mod under;
mod upkeep;
pub mod verify;
mod view;
pub mod waiting;
pub(crate) mod whole;

use std::{cell::RefCell, collections::BTreeSet, path::Path, sync::Arc};

use kecuali_domain::{Day, DocumentId, OfficeId, Scope, office::Level};
use kecuali_ledger::{Document, National, OfficeTree as _};
use kecuali_storage::Store;
use kecuali_storage_sqlite::SqliteStore;
use kecuali_sync::Desk;

use self::{
    folder::{Folder, Installation},
    keyring::{Asks, Keyring},
    seen::Expected,
    turn::Turns,
};
use crate::{
    error::{OfficeError, Sought},
    machine::{Machine, random},
    os::{self, Passing},
};

/// One installation of an office.
#[derive(Debug)]
pub struct Office {
    folder: Folder,
    installation: Installation,
    store: Arc<SqliteStore>,
    desk: Desk,
    turns: Turns,
    machine: Box<dyn Machine>,
    /// Keys under a passphrase that were opened.
    keyring: RefCell<Keyring>,
    asks: Option<Box<dyn Asks>>,
    unchecked: bool,
    /// Whether only who was chosen signs, where several people work.
    by_choice: bool,
    /// Whether everything is tried and nothing signed.
    trial: bool,
    expected: Option<Expected>,
    /// The day on which the trash was emptied last.
    emptied: Option<Day>,
    /// How often the desk was made anew.
    reopened: u64,
    /// What was read of all this.
    reading: reading::Reading,
    /// Where documents lie, once it was asked for.
    archive: Option<Arc<SqliteStore>>,
}

/// A document by name: its log and its id.
pub type Name = (Scope, DocumentId);

impl Office {
    /// Opens the office in a data folder.
    pub fn open(path: &Path, machine: Box<dyn Machine>) -> Result<Self, OfficeError> {
        let folder = Folder::new(path);
        // A folder without an office is left as it is.
        folder.installation()?;
        folder::is_own(path)?;
        let mut turns = Turns::new(path);
        let calm = turns.look()?;
        let installation = folder.installation()?;
        let root = folder.root()?;
        let store = Arc::new(folder.open_store()?);
        let shared: Arc<dyn Store> = Arc::<SqliteStore>::clone(&store);
        let desk = Desk::open(root, shared)?;
        drop(calm);
        Ok(Self {
            folder,
            installation,
            store,
            desk,
            turns,
            machine,
            keyring: RefCell::default(),
            asks: None,
            unchecked: false,
            by_choice: false,
            trial: false,
            expected: None,
            emptied: None,
            reopened: 0,
            reading: reading::Reading::default(),
            archive: None,
        })
    }

    /// Signs from now on what the own rules refuse: for those who test a server.
    pub const fn skip_own_checks(&mut self) {
        self.unchecked = true;
    }

    /// Where its data lies.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A folder for what is only passing through. Erased when it is dropped.
    pub(crate) fn passing(&self) -> Result<Passing, OfficeError> {
        os::passing(self.path()).map_err(OfficeError::file(self.path()))
    }

    /// Which office this is.
    pub const fn id(&self) -> &OfficeId {
        &self.installation.office
    }

    /// The log of its own register.
    pub fn scope(&self) -> Scope {
        Scope::Office(self.installation.office.clone())
    }

    /// Where the server is, when that is known.
    pub fn server(&self) -> Option<&str> {
        self.installation.server.as_deref()
    }

    /// What is national: keys, policy, days, determinations; with own work on top.
    pub fn national(&self) -> &National {
        self.desk.national()
    }

    /// The day of the log; the machine's own date while there is none.
    pub fn day(&mut self) -> Day {
        let own = self.own_day();
        self.national().now().day().unwrap_or(own)
    }

    /// The time of this machine, in milliseconds since 1970. It is shown and decides nothing.
    pub fn now(&mut self) -> u64 {
        self.machine.now()
    }

    /// The day by this machine's clock.
    pub(crate) fn own_day(&mut self) -> Day {
        jakarta_day(self.machine.now())
    }

    /// The latest day that may have begun: the log's, or this machine's where it is ahead of a log
    /// that was not exchanged for days.
    pub(crate) fn today(&mut self) -> Day {
        let own = self.own_day();
        self.national().now().day().map_or(own, |day| day.max(own))
    }

    /// Takes up what another process has written since.
    pub fn refresh(&mut self) -> Result<(), OfficeError> {
        if !self.turns.have_moved() {
            return Ok(());
        }
        let calm = self.turns.look()?;
        let read = self.reopen();
        drop(calm);
        read
    }

    /// The logs of registers that are read here: one's own, and those of the offices below.
    pub fn registers(&self) -> Vec<Scope> {
        let own = self.scope();
        let tree = self.national().now().offices();
        let below = |scope: &Scope| {
            scope
                .office()
                .is_some_and(|office| self.id().is_national() || tree.is_below(office, self.id()))
        };
        let mut all: BTreeSet<Scope> = self.desk.book().logs().into_iter().collect();
        // Ten thousand may wait, for a few logs.
        for waiting in self.desk.waiting() {
            if !all.contains(&waiting.scope) {
                all.insert(waiting.scope.clone());
            }
        }
        all.retain(|scope| below(scope));
        all.insert(own);
        all.into_iter().collect()
    }

    /// The level of an office, by the table and what the policy `offices` changed in it.
    pub(crate) fn level(&self, office: &OfficeId) -> Option<Level> {
        self.national().now().offices().level(office)
    }

    /// A document as it is shown here.
    pub(crate) fn document(&mut self, (scope, id): &Name) -> Result<&Document, OfficeError> {
        let found = self.desk.document(scope, *id)?;
        found.ok_or_else(|| {
            OfficeError::not_found(Sought::Entry, kecuali_domain::handle(scope, *id))
        })
    }

    /// Does something in a turn of its own, on what every process has written so far.
    pub(crate) fn in_turn<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, OfficeError>,
    ) -> Result<T, OfficeError> {
        let (turn, moved) = self.turns.take()?;
        if moved {
            self.reopen()?;
        }
        let done = work(self);
        drop(turn);
        done
    }

    /// The name of a new document.
    pub(crate) fn new_id(&mut self) -> DocumentId {
        let now = self.machine.now();
        DocumentId::new(now, random(self.machine.as_mut()))
    }

    fn reopen(&mut self) -> Result<(), OfficeError> {
        self.installation = self.folder.installation()?;
        let store: Arc<dyn Store> = Arc::<SqliteStore>::clone(&self.store);
        self.desk = Desk::open(self.folder.root()?, store)?;
        self.reopened += 1;
        self.reading.forget_edition();
        Ok(())
    }
}

/// The calendar day in Asia/Jakarta (UTC+7, without summer time) of a time since 1970.
pub(crate) fn jakarta_day(milliseconds: u64) -> Day {
    let seconds = i64::try_from(milliseconds / 1_000).unwrap_or(i64::MAX).saturating_add(7 * 3_600);
    let days = i32::try_from(seconds / 86_400).unwrap_or(i32::MAX);
    let epoch = jiff::civil::date(1970, 1, 1);
    let span = jiff::Span::new().try_days(days).unwrap_or_default();
    Day(epoch.checked_add(span).unwrap_or(jiff::civil::Date::MAX))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use kecuali_trust::{RootFile, SigningKey};

    use super::*;
    use crate::machine::Replay;

    #[test]
    fn a_day_begins_at_midnight_in_jakarta() {
        let day = |hour: u64| jakarta_day((1_795_392_000 + hour * 3_600) * 1_000).to_string();
        assert_eq!(day(16), "2026-11-23");
        assert_eq!(day(17), "2026-11-24");
    }

    #[test]
    fn what_another_process_writes_is_read_when_it_is_written_and_not_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let root = RootFile::first([SigningKey::from_bytes(&[1; 32]).public()]).unwrap();
        let machine = Box::new(Replay::new(1_795_392_000_000, "read".to_owned()));
        let path = folder.path().join("office");
        let id = "3604".parse().unwrap();
        let mut office = Office::set_up_under(&path, &root, id, None, machine).unwrap();
        office.turns.patience = Duration::ZERO;
        let (turn, _) = Turns::new(&path).take().unwrap();
        assert_eq!(office.refresh().unwrap_err().code(), "locked");
        drop(turn);
        office.refresh().unwrap();
    }
}
