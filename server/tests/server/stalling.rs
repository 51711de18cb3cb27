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

/// Holds back whoever reads a row, from when it is shut until it is opened.
#[derive(Debug)]
pub(crate) struct Valve {
    shut: Mutex<bool>,
    opened: Condvar,
    arrivals: Mutex<(Sender<()>, Receiver<()>)>,
}

impl Valve {
    pub(crate) fn new() -> Arc<Self> {
        let arrivals = Mutex::new(channel());
        Arc::new(Self { shut: Mutex::new(false), opened: Condvar::new(), arrivals })
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

macro_rules! behind {
    ($($name:ident($($argument:ident: $kind:ty),*) -> $what:ty, $passes:expr;)*) => {
        impl Store for Stalling {
            $(fn $name(&self, $($argument: $kind),*) -> Result<$what, StorageError> {
                if $passes {
                    self.valve.pass(&self.arrived);
                }
                self.store.$name($($argument),*)
            })*
        }
    };
}

behind! {
    commit(commit: &Commit) -> (), false;
    heads() -> Vec<(String, LogHead)>, false;
    head(log: &str) -> Option<LogHead>, false;
    members(log: &str, after: u64, max_count: usize, max_bytes: usize) -> Vec<Member>, false;
    member_by_change(log: &str, change: &[u8; 32]) -> Option<Member>, false;
    member_by_hash(log: &str, hash: &[u8; 32]) -> Option<Member>, false;
    document(log: &str, document: &[u8; 16]) -> Vec<Member>, false;
    documents(log: &str) -> Vec<[u8; 16]>, false;
    pending(log: Option<&str>) -> Vec<Pending>, false;
    value(name: &str) -> Option<Vec<u8>>, false;
    folded(log: &str, document: &[u8; 16]) -> Option<Folded>, false;
    row(id: &str) -> Option<Row>, true;
    rows(office: Option<&str>, in_force: bool, after: Option<&str>, limit: usize) -> Vec<Row>, true;
    count_in_force(office: Option<&str>) -> u64, false;
    rows_under(issue: &[u8; 32], item: Option<u32>) -> Vec<Row>, false;
    rows_ending_before(day: &str) -> Vec<Row>, false;
    events(after: u64, limit: usize) -> Vec<Event>, false;
    event_by_name(name: &str) -> Option<Event>, false;
    last_event() -> Option<Event>, false;
    event_body(seq: u64) -> Option<Vec<u8>>, false;
}
