//! The power is cut. What SQLite had written and flushed when it acknowledged a commit is on the
//! disk; of what it wrote after that, any sector may be there, not be there, or be anything. As
//! SQLite does, this takes a disk to leave bytes alone that it was not writing just then.

use std::{fs, path::Path};

use kecuali_storage::{Commit, Store};
use kecuali_storage_contract::sample::{LOG, appending};
use kecuali_storage_sqlite::SqliteStore;
use proptest::{collection::vec, prelude::*};

/// What a disk writes whole or not at all, at best.
const SECTOR: usize = 512;

/// A commit of so many members of so many bytes; before it, perhaps, the log file of SQLite is
/// taken over into the database, so that it is written again from its beginning.
#[derive(Debug, Clone)]
struct Step {
    members: u64,
    bytes: usize,
    taken_over: bool,
}

/// The files as they lie.
#[derive(Debug, Clone)]
struct Disk {
    database: Vec<u8>,
    log: Vec<u8>,
}

/// Numbers that follow from a seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        if most == 0 { 0 } else { usize::try_from(self.0 >> 33).unwrap() % most }
    }
}

impl Disk {
    fn of(path: &Path) -> Self {
        let log = path.with_file_name("store-wal");
        Self { database: fs::read(path).unwrap(), log: fs::read(log).unwrap_or_default() }
    }

    /// A store opened on it, as after the machine was started again.
    fn open(&self, folder: &Path) -> SqliteStore {
        let path = folder.join("store");
        fs::write(folder.join("store-wal"), &self.log).unwrap();
        fs::write(&path, &self.database).unwrap();
        SqliteStore::open(&path).unwrap()
    }
}

/// A file on its way from one state to another.
fn torn(from: &[u8], to: &[u8], chance: &mut Chance) -> Vec<u8> {
    let added = to.len().saturating_sub(from.len());
    let length = to.len() - chance.below(added + 1);
    // A file cut off somewhere, one with a few sectors wrong, one with hardly any right.
    let torn = [0, 1, 12][chance.below(3)];
    let same = from.iter().zip(to).take_while(|(old, new)| old == new).count();
    let mut file = to[..length].to_vec();
    for (n, sector) in file.chunks_mut(SECTOR).enumerate() {
        let first = same.saturating_sub(n * SECTOR).min(sector.len());
        let written = &mut sector[first..];
        let old = from.get(n * SECTOR + first..).unwrap_or_default();
        if written.is_empty() || old.starts_with(written) || chance.below(18) >= torn {
            continue;
        }
        match chance.below(2) {
            0 => {
                let kept = old.len().min(written.len());
                written[..kept].copy_from_slice(&old[..kept]);
                written[kept..].fill(0);
            }
            _ => written.fill_with(|| u8::try_from(chance.below(256)).unwrap()),
        }
    }
    file
}

/// Asserts that a store holds the first so many commits, each whole; says how many.
fn whole(store: &SqliteStore, commits: &[Commit]) -> usize {
    let count = store.value("commits").unwrap().map_or(0, |bytes| usize::from(bytes[0]));
    let expected = commits[..count].iter().flat_map(|commit| &commit.appends[0].members);
    let members = store.members(LOG, 0, usize::MAX, usize::MAX).unwrap();
    assert!(members.iter().eq(expected), "{count} commits, and {} members", members.len());
    count
}

fn commits(steps: &[Step]) -> Vec<Commit> {
    let mut after = 0;
    let commit = |(count, step): (u8, &Step)| {
        let mut commit = appending(after, after + step.members);
        after += step.members;
        for member in &mut commit.appends[0].members {
            member.bytes = vec![count; step.bytes];
        }
        commit.values.push(("commits".to_owned(), Some(vec![count])));
        commit
    };
    (1..).zip(steps).map(commit).collect()
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (1..4_u64, 0..9_000_usize, prop::bool::weighted(0.4));
    let step = step.prop_map(|(members, bytes, taken_over)| Step { members, bytes, taken_over });
    vec(step, 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn a_power_cut_costs_nothing_acknowledged_and_halves_nothing(
        steps in steps(),
        seed in 1..u64::MAX,
    ) {
        let mut chance = Chance(seed);
        let (folder, after) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let path = folder.path().join("store");
        let store = SqliteStore::open(&path).unwrap();
        let commits = commits(&steps);
        for (done, (commit, step)) in commits.iter().zip(&steps).enumerate() {
            if step.taken_over {
                let before = Disk::of(&path);
                let other = rusqlite::Connection::open(&path).unwrap();
                other.query_row("pragma wal_checkpoint(passive)", [], |_| Ok(())).unwrap();
                // Cut while it is taken over: the log is flushed, the database is not.
                let database = torn(&before.database, &Disk::of(&path).database, &mut chance);
                let cut = Disk { database, ..before };
                prop_assert_eq!(whole(&cut.open(after.path()), &commits), done);
            }
            let before = Disk::of(&path);
            store.commit(commit).unwrap();
            let acknowledged = Disk::of(&path);
            prop_assert_eq!(whole(&acknowledged.open(after.path()), &commits), done + 1);
            for _ in 0..6 {
                let log = torn(&before.log, &acknowledged.log, &mut chance);
                let cut = Disk { log, ..before.clone() };
                let again = cut.open(after.path());
                let found = whole(&again, &commits);
                prop_assert!(found == done || found == done + 1, "{} after {}", found, done);
                again.commit(commit).unwrap();
                prop_assert_eq!(whole(&again, &commits), done + 1, "and it goes on");
            }
        }
    }
}
