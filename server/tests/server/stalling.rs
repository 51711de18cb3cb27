//! A store whose reads of the public list stand still when a test says so.

use std::{
    sync::{
        Arc, Condvar, Mutex,
        mpsc::{Receiver, Sender, channel},
    },
    time::Duration,
};

use kecuali_storage::{Commit, Event, Folded, LogHead, Member, Pending, Row, StorageError, Store};

/// Only readers that never come are waited for so long.
const PATIENCE: Duration = Duration::from_secs(20);

/// Whom a valve holds back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Of a row, or of rows.
    Rows,
    /// Of the rows of all offices, those that left among them: who prints.
    AllRows,
    /// Of single records: who proves a row.
    Records,
}

/// Holds back whoever reads a row, from when it is shut until it is opened.
#[derive(Debug)]
pub(crate) struct Valve {
    what: Readers,
    shut: Mutex<bool>,
    opened: Condvar,
    arrivals: Mutex<(Sender<()>, Receiver<()>)>,
}

impl Valve {
    pub(crate) fn new() -> Arc<Self> {
        Self::of(Readers::Rows)
    }

    /// One that holds back some readers alone, so that the writer goes on.
    pub(crate) fn of(what: Readers) -> Arc<Self> {
        let arrivals = Mutex::new(channel());
        Arc::new(Self { what, shut: Mutex::new(false), opened: Condvar::new(), arrivals })
    }

    pub(crate) fn shut(&self) {
        *self.shut.lock().unwrap() = true;
    }

    pub(crate) fn open(&self) {
        *self.shut.lock().unwrap() = false;
        self.opened.notify_all();
    }

    /// Returns when so many readers have come to the shut valve.
    pub(crate) fn wait_for(&self, readers: usize) {
        let arrivals = self.arrivals.lock().unwrap();
        for _ in 0..readers {
            arrivals.1.recv_timeout(PATIENCE).expect("a reader comes to the valve");
        }
    }

    fn pass(&self, arrived: &Sender<()>) {
        let mut shut = self.shut.lock().unwrap();
        if *shut {
            arrived.send(()).unwrap();
        }
        while *shut {
            shut = self.opened.wait(shut).unwrap();
        }
    }
}

/// The store behind the valve.
#[derive(Debug)]
pub(crate) struct Stalling {
    store: Arc<dyn Store>,
    valve: Arc<Valve>,
    arrived: Sender<()>,
}

impl Stalling {
    pub(crate) fn new(store: Arc<dyn Store>, valve: &Arc<Valve>) -> Self {
        let arrived = valve.arrivals.lock().unwrap().0.clone();
        Self { store, valve: Arc::clone(valve), arrived }
    }
}

const NOBODY: &[Readers] = &[];
const OF_ROWS: &[Readers] = &[Readers::Rows];
const OF_ALL_ROWS: &[Readers] = &[Readers::Rows, Readers::AllRows];
const OF_RECORDS: &[Readers] = &[Readers::Records];

macro_rules! behind {
    ($($name:ident($($argument:ident: $kind:ty),*) -> $what:ty, $held:expr;)*) => {
        impl Store for Stalling {
            $(fn $name(&self, $($argument: $kind),*) -> Result<$what, StorageError> {
                if $held.contains(&self.valve.what) {
                    self.valve.pass(&self.arrived);
                }
                self.store.$name($($argument),*)
            })*
        }
    };
}

behind! {
    commit(commit: &Commit) -> (), NOBODY;
    heads() -> Vec<(String, LogHead)>, NOBODY;
    head(log: &str) -> Option<LogHead>, NOBODY;
    members(log: &str, after: u64, max_count: usize, max_bytes: usize) -> Vec<Member>, NOBODY;
    member_by_change(log: &str, change: &[u8; 32]) -> Option<Member>, OF_RECORDS;
    member_by_hash(log: &str, hash: &[u8; 32]) -> Option<Member>, NOBODY;
    document(log: &str, document: &[u8; 16]) -> Vec<Member>, NOBODY;
    documents(log: &str) -> Vec<[u8; 16]>, NOBODY;
    pending(log: Option<&str>) -> Vec<Pending>, NOBODY;
    value(name: &str) -> Option<Vec<u8>>, NOBODY;
    folded(log: &str, document: &[u8; 16]) -> Option<Folded>, NOBODY;
    row(id: &str) -> Option<Row>, OF_ROWS;
    rows(office: Option<&str>, in_force: bool, after: Option<&str>, limit: usize) -> Vec<Row>,
        if office.is_none() && !in_force { OF_ALL_ROWS } else { OF_ROWS };
    count_in_force(office: Option<&str>) -> u64, NOBODY;
    rows_under(issue: &[u8; 32], item: Option<u32>) -> Vec<Row>, NOBODY;
    rows_ending_before(day: &str) -> Vec<Row>, NOBODY;
    events(after: u64, limit: usize) -> Vec<Event>, NOBODY;
    event_by_name(name: &str) -> Option<Event>, NOBODY;
    last_event() -> Option<Event>, NOBODY;
    event_body(seq: u64) -> Option<Vec<u8>>, NOBODY;
}
