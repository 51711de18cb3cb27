//! An office program on someone's desk.

mod writing;

use std::sync::Arc;

use kecuali_domain::{DocumentId, Kind, Scope, status::Status};
use kecuali_encoding::{Digest, KeyId};
use kecuali_ledger::Document;
use kecuali_protocol::sync::{SyncRequest, SyncResponse};
use kecuali_storage::{MemoryStore, Store};
use kecuali_sync::{Desk, Received, Refused, TakeError, Waiting, WaitingState};
use kecuali_testkit::{Actor, Salts};

use super::{Picture, Server, Trouble, copy, opened, page, picture, root};

/// A document by its full name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Paper {
    pub(crate) scope: Scope,
    pub(crate) id: DocumentId,
    pub(crate) kind: Kind,
}

/// One installation.
#[derive(Debug)]
pub(crate) struct Pc {
    pub(crate) installation: KeyId,
    pub(crate) desk: Desk,
    salts: Salts,
    /// The machine's clock: it goes on whatever happens to the disk.
    clock: u64,
    /// What makes the ids of new documents differ from those of other machines.
    chance: u8,
}

/// What one sync came to, over all its rounds.
#[derive(Debug, Default)]
pub(crate) struct Synced {
    pub(crate) rounds: usize,
    pub(crate) stamped: usize,
    pub(crate) arrived: usize,
    pub(crate) refused: Vec<Refused>,
    pub(crate) alarms: Vec<TakeError>,
}

impl Synced {
    fn add(&mut self, received: Received) {
        self.rounds += 1;
        self.stamped += received.stamped;
        self.arrived += received.arrived;
        self.refused.extend(received.refused);
        self.alarms.extend(received.alarms);
    }

    /// Whether nothing moved.
    pub(crate) fn is_quiet(&self) -> bool {
        self.stamped == 0 && self.arrived == 0 && self.alarms.is_empty()
    }
}

/// A desk that has to let documents go again and again, so that every story is one of such a desk.
fn cramped(store: Arc<dyn Store>) -> Desk {
    Desk::open_keeping(root(), store, 1).unwrap()
}

impl Pc {
    /// A machine that was just set up with the trust root.
    pub(crate) fn new(installation: &Actor) -> Self {
        Self::over(installation, Arc::new(MemoryStore::default()))
    }

    /// A machine with a store that already holds something, or has its ways.
    pub(crate) fn over(installation: &Actor, store: Arc<dyn Store>) -> Self {
        let desk = cramped(store);
        let clock = 1_795_000_000_000 + u64::from(installation.seed) * 1_000_000;
        let (installation, chance) = (installation.id(), installation.seed);
        Self { installation, desk, salts: Salts::default(), clock, chance }
    }

    /// A machine that was set up when the country was opened, and has read all since.
    pub(crate) fn ready(installation: &Actor, server: &mut Server) -> Self {
        let mut pc = Self::over(installation, Arc::new(opened(installation)));
        let synced = pc.sync(server);
        assert!(synced.alarms.is_empty(), "{:?}", synced.alarms);
        pc
    }

    /// Syncs until the server has nothing more, which must come soon.
    pub(crate) fn sync(&mut self, server: &mut Server) -> Synced {
        self.try_sync(server).unwrap()
    }

    /// The same, where the server may have trouble, or this PC's disk.
    pub(crate) fn try_sync(&mut self, server: &mut Server) -> Result<Synced, Trouble> {
        let mut synced = Synced::default();
        loop {
            let request = self.desk.request();
            let response = server.sync(self.installation, &request)?;
            let received = self.desk.receive(&request, &response);
            let received = received.map_err(|_| Trouble("not_kept"))?;
            let more = received.more;
            synced.add(received);
            if !more {
                return Ok(synced);
            }
            assert!(synced.rounds < 50, "a sync that does not end: {synced:?}");
        }
    }

    /// The request arrives, and the line breaks before the answer does.
    pub(crate) fn sync_without_answer(&mut self, server: &mut Server) {
        drop(server.sync(self.installation, &self.desk.request()).unwrap());
    }

    /// Takes one answer.
    pub(crate) fn receive(&mut self, request: &SyncRequest, response: &SyncResponse) -> Received {
        self.desk.receive(request, response).unwrap()
    }

    /// The program is closed and opened again.
    pub(crate) fn restart(&mut self) {
        self.desk = cramped(Arc::clone(self.desk.book().store()));
    }

    /// What a backup of its disk holds now.
    pub(crate) fn backup(&self) -> MemoryStore {
        copy(self.desk.book().store().as_ref())
    }

    /// The disk is what it was when the backup was made.
    pub(crate) fn restore(&mut self, backup: &MemoryStore) {
        self.desk = cramped(Arc::new(copy(backup)));
    }

    /// A second machine with a copy of this one's disk: same keys, same work, same installation.
    /// Only what it draws by chance is its own.
    pub(crate) fn clone_disk(&self, chance: u8) -> Self {
        let desk = cramped(Arc::new(self.backup()));
        let (installation, salts, clock) = (self.installation, self.salts.clone(), self.clock);
        Self { installation, desk, salts, clock, chance }
    }

    /// What the logs here come to.
    pub(crate) fn picture(&mut self) -> Picture {
        picture(self.desk.book_mut())
    }

    /// A document as its screen shows it.
    pub(crate) fn shown(&mut self, paper: &Paper) -> Document {
        let document = self.desk.document(&paper.scope, paper.id).unwrap();
        document.expect("the document is here").clone()
    }

    /// Asserts that a desk that was just opened, with room for everything, shows what this one does.
    pub(crate) fn shows_what_one_with_room_shows(&mut self) {
        let mut roomy = Desk::open(root(), Arc::new(self.backup())).unwrap();
        let mut logs = self.desk.book().logs();
        logs.extend(self.desk.waiting().iter().map(|waiting| waiting.scope.clone()));
        for scope in logs {
            for id in self.desk.documents(&scope).unwrap() {
                let shown = |desk: &mut Desk| desk.document(&scope, id).unwrap().map(page);
                assert_eq!(shown(&mut self.desk), shown(&mut roomy), "{scope} {id}");
            }
        }
    }

    pub(crate) fn status(&mut self, paper: &Paper) -> Status {
        let required = self.desk.national().now().entry_policy().required;
        let document = self.shown(paper);
        document.state().status(document.version().content, &required)
    }

    /// The values that are visible for a field.
    pub(crate) fn values(&mut self, paper: &Paper, field: &str) -> Vec<String> {
        self.shown(paper).content().values(field).to_vec()
    }

    /// How a change waits, if it does.
    pub(crate) fn state(&self, change: &Digest) -> Option<WaitingState> {
        let waiting = self.desk.waiting().iter().find(|waiting| waiting.change == *change);
        waiting.map(|waiting| waiting.state.clone())
    }

    /// The code under which a change is parked, if it is.
    pub(crate) fn parked(&self, change: &Digest) -> Option<String> {
        match self.state(change)? {
            WaitingState::Parked { code, .. } => Some(code),
            WaitingState::Ready | WaitingState::Unsealed => None,
        }
    }

    /// What would be sent.
    pub(crate) fn ready_to_go(&self) -> Vec<&Waiting> {
        let waiting = self.desk.waiting().iter();
        waiting.filter(|waiting| waiting.state == WaitingState::Ready).collect()
    }
}
