//! Whatever is committed, in whatever order: the file and the store in memory agree.

use kecuali_storage::{Append, Commit, Folded, LogHead, MemoryStore, Row, RowStatus, Store};
use kecuali_storage_contract::sample::{document, event, hash, head, member, pending, row};
use kecuali_storage_sqlite::SqliteStore;
use proptest::{collection::vec, option, prelude::*};

const LOGS: [&str; 2] = ["national", "office/3604"];
const OFFICES: [&str; 2] = ["3604", "RI"];
const DAYS: [&str; 3] = ["2026-01-01", "2026-06-30", "2026-12-31"];

/// A commit, but for what depends on the state it meets.
#[derive(Debug, Clone)]
struct Step {
    appends: Vec<AppendStep>,
    /// How far the first event's number is from the next one.
    events: Option<i8>,
    rest: Commit,
}

#[derive(Debug, Clone)]
struct AppendStep {
    log: &'static str,
    behind: u64,
    count: u64,
    /// A change to be given to the last member in place of its own.
    change: Option<u64>,
}

fn log() -> impl Strategy<Value = String> + Clone {
    (0..2_usize).prop_map(|n| LOGS[n].to_owned())
}

fn bytes() -> impl Strategy<Value = Option<Vec<u8>>> + Clone {
    option::of(vec(any::<u8>(), 0..3))
}

fn change() -> impl Strategy<Value = (String, [u8; 32])> + Clone {
    (log(), 1..6_u64).prop_map(|(log, seed)| (log, hash(b'c', seed)))
}

fn rows() -> impl Strategy<Value = Row> {
    let key = ("[ab]{1,2}", 0..2_usize, 1..3_u64, 0..3_u32);
    (key, option::of(0..3_usize), any::<bool>()).prop_map(
        |((id, office, issue, item), ends, in_force)| Row {
            issue: hash(b'i', issue),
            item,
            ends: ends.map(|n| DAYS[n].to_owned()),
            status: if in_force { RowStatus::InForce } else { RowStatus::Withdrawn },
            ..row(&id, OFFICES[office])
        },
    )
}

fn append_steps() -> impl Strategy<Value = AppendStep> {
    let change = prop_oneof![4 => Just(None), 1 => (1..6_u64).prop_map(Some)];
    let behind = prop_oneof![4 => Just(0_u64), 1 => 1..4_u64];
    (0..2_usize, behind, 0..4_u64, change).prop_map(|(log, behind, count, change)| AppendStep {
        log: LOGS[log],
        behind,
        count,
        change,
    })
}

fn rest() -> impl Strategy<Value = Commit> {
    let attached = (change(), bytes()).prop_map(|((log, change), bytes)| (log, change, bytes));
    let folded = (log(), 1..3_u8, 0..9_u64).prop_map(|(log, n, position)| Folded {
        log,
        document: document(n),
        position,
        version: 1,
        bytes: vec![n],
    });
    let added = (log(), 1..6_u64).prop_map(|(log, seed)| pending(&log, seed));
    let rare = |max: usize| prop_oneof![3 => Just(0..1), 1 => Just(0..max)];
    let waiting = (vec(change(), 0..2), vec(added, 0..3));
    let attached = rare(2).prop_flat_map(move |n| vec(attached.clone(), n));
    let values = vec(("[xy]", bytes()), 0..2);
    let erased = rare(2).prop_flat_map(|n| vec(0..4_u64, n));
    (waiting, attached, values, vec(folded, 0..2), vec(rows(), 0..3), erased).prop_map(
        |(waiting, attachments, values, folded, rows, event_bodies_erased)| Commit {
            pending_removed: waiting.0,
            pending_parked: attachments.iter().take(1).cloned().collect(),
            pending_added: waiting.1,
            attachments,
            values,
            folded,
            rows,
            event_bodies_erased,
            ..Commit::default()
        },
    )
}

fn steps() -> impl Strategy<Value = Step> {
    let events = option::of(prop_oneof![4 => Just(0_i8), 1 => -2..2_i8]);
    (vec(append_steps(), 0..3), events, rest()).prop_map(|(appends, events, rest)| Step {
        appends,
        events,
        rest,
    })
}

impl Step {
    /// The commit this is for a store in the state of `store`.
    fn on(&self, store: &dyn Store) -> Commit {
        let appends = self.appends.iter().map(|append| append.on(store)).collect();
        let next = store.last_event().unwrap().map_or(1, |last| last.seq + 1);
        let events = self.events.map(|off| event(next.saturating_add_signed(off.into())));
        Commit { appends, events: events.into_iter().collect(), ..self.rest.clone() }
    }
}

impl AppendStep {
    fn on(&self, store: &dyn Store) -> Append {
        let last = store.head(self.log).unwrap().map_or(0, |head| head.position);
        let after = head(last.saturating_sub(self.behind));
        let after = LogHead { digest: self.digest_at(store, after), ..after };
        let first = after.position + 1;
        let mut members: Vec<_> = (first..first + self.count).map(member).collect();
        if let (Some(last), Some(seed)) = (members.last_mut(), self.change) {
            last.change = Some(hash(b'c', seed));
        }
        Append { log: self.log.to_owned(), after, members }
    }

    fn digest_at(&self, store: &dyn Store, head: LogHead) -> [u8; 32] {
        let known = store.head(self.log).unwrap().filter(|known| known.position == head.position);
        known.unwrap_or(head).digest
    }
}

/// All that a store answers, as text.
fn answers(store: &dyn Store) -> Vec<String> {
    let mut all = vec![format!("{:?}", store.heads()), format!("{:?}", store.pending(None))];
    for log in LOGS {
        all.push(format!("{:?}", store.members(log, 0, usize::MAX, usize::MAX)));
        all.push(format!("{:?} {:?}", store.members(log, 1, 3, 40), store.documents(log)));
        all.push(format!("{:?} {:?}", store.pending(Some(log)), store.folded(log, &document(1))));
        all.push(format!("{:?}", store.document(log, &document(1))));
        for n in 1..6 {
            all.push(format!("{:?}", store.member_by_change(log, &hash(b'c', n))));
            all.push(format!("{:?}", store.member_by_hash(log, &hash(b'r', n))));
        }
    }
    for office in [None, Some(OFFICES[0]), Some(OFFICES[1])] {
        all.push(format!("{:?}", store.count_in_force(office)));
        for in_force in [false, true] {
            all.push(format!("{:?}", store.rows(office, in_force, None, 100)));
            all.push(format!("{:?}", store.rows(office, in_force, Some("a"), 2)));
        }
    }
    all.push(format!("{:?}", store.rows_under(&hash(b'i', 1), None)));
    all.push(format!("{:?}", store.rows_under(&hash(b'i', 1), Some(1))));
    all.extend(DAYS.map(|day| format!("{:?}", store.rows_ending_before(day))));
    all.extend(["x", "y"].map(|name| format!("{:?}", store.value(name))));
    all.push(format!("{:?} {:?}", store.events(0, 100), store.events(1, 1)));
    all.push(format!("{:?} {:?}", store.last_event(), store.event_by_name("epoch.2")));
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_file_answers_as_memory_does(steps in vec(steps(), 1..16)) {
        let folder = tempfile::tempdir().unwrap();
        let file = SqliteStore::open(&folder.path().join("store")).unwrap();
        let memory = MemoryStore::default();
        for step in steps {
            let commit = step.on(&memory);
            let (in_file, in_memory) = (file.commit(&commit), memory.commit(&commit));
            prop_assert_eq!(format!("{in_file:?}"), format!("{in_memory:?}"));
            prop_assert_eq!(answers(&file), answers(&memory));
        }
    }
}
