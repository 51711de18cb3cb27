//! Several processes, one of them killed. The other processes are this test binary again, told
//! to run [`a_writer_in_another_process`] alone.

use std::{
    env,
    ffi::OsStr,
    fs::File,
    io::{self, BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
};

use kecuali_storage::{StorageError, Store};
use kecuali_storage_contract::sample::{LOG, appending, member};
use kecuali_storage_sqlite::SqliteStore;

/// Names the store to a writer.
const STORE: &str = "STORE_OF_A_WRITER";

/// Not a test by itself: appends one member after the other, as many as a line of the standard
/// input says, and says of each that it was the one to append it.
#[test]
fn a_writer_in_another_process() {
    let Some(path) = env::var_os(STORE) else { return };
    let mut rounds = String::new();
    io::stdin().read_line(&mut rounds).unwrap();
    let store = SqliteStore::open(Path::new(&path)).unwrap();
    for n in 0..rounds.trim().parse().unwrap() {
        let mut commit = appending(n, n + 1);
        // Else the second to come would find its append already made.
        commit.appends[0].members[0].bytes = std::process::id().to_be_bytes().to_vec();
        match store.commit(&commit) {
            Ok(()) => println!("\nappended {}", n + 1),
            Err(StorageError::HeadMoved { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

fn writer(store: &OsStr) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "--nocapture", "process::a_writer_in_another_process"])
        .env(STORE, store)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn start(writer: &mut Child, rounds: u64) {
    writeln!(writer.stdin.take().unwrap(), "{rounds}").unwrap();
}

fn appended(writer: &mut Child) -> impl Iterator<Item = u64> {
    let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
    lines.filter_map(|line| line.unwrap().strip_prefix("appended ")?.parse().ok())
}

#[test]
fn of_two_processes_that_append_to_one_head_one_wins() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let mut writers = [writer(path.as_os_str()), writer(path.as_os_str())];
    for writer in &mut writers {
        start(writer, 40);
    }
    let mut positions: Vec<u64> = writers.iter_mut().flat_map(appended).collect();
    for writer in &mut writers {
        assert!(writer.wait().unwrap().success());
    }
    positions.sort_unstable();
    assert_eq!(positions, (1..=40).collect::<Vec<_>>());
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(store.head(LOG).unwrap().map(|head| head.position), Some(40));
}

#[test]
fn what_a_killed_process_acknowledged_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let mut writer = writer(path.as_os_str());
    start(&mut writer, u64::MAX - 1);
    let acknowledged = appended(&mut writer).nth(30).unwrap();
    writer.kill().unwrap();
    writer.wait().unwrap();

    let store = SqliteStore::open(&path).unwrap();
    let members = store.members(LOG, 0, usize::MAX, usize::MAX).unwrap();
    assert!(u64::try_from(members.len()).unwrap() >= acknowledged);
    for (position, kept) in (1..).zip(&members) {
        assert_eq!(kept.digest, member(position).digest);
    }
    store.backup_to(&folder.path().join("checked"), |path| File::create_new(path)).unwrap();
}
