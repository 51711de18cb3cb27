//! Which files are opened, and by how many.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
};

use kecuali_storage::{StorageError, Store};
use kecuali_storage_contract::sample::{LOG, appending, head};
use kecuali_storage_sqlite::{OpenError, SqliteStore};
use rusqlite::Connection;
use tempfile::TempDir;

fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    (folder, path)
}

fn run(path: &Path, statements: &str) {
    Connection::open(path).unwrap().execute_batch(statements).unwrap();
}

#[test]
fn a_file_says_whose_it_is() {
    let (folder, path) = place();
    let copy = folder.path().join("copy");
    let store = SqliteStore::open(&path).unwrap();
    store.backup_to(&copy, |path| fs::File::create_new(path)).unwrap();
    for path in [&path, &copy] {
        let file = Connection::open(path).unwrap();
        let id = file.pragma_query_value(None, "application_id", |row| row.get::<_, u32>(0));
        assert_eq!(id.unwrap().to_be_bytes(), *b"KECU");
    }
    assert_eq!(&fs::read(copy).unwrap()[68..72], b"KECU", "no log lies beside a copy");
}

#[test]
fn what_was_committed_is_there_when_the_file_is_opened_again() {
    let (_folder, path) = place();
    SqliteStore::open(&path).unwrap().commit(&appending(0, 2)).unwrap();
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(store.head(LOG).unwrap(), Some(head(2)));
}

#[test]
fn a_file_from_the_future_is_refused_and_left_alone() {
    let (_folder, path) = place();
    drop(SqliteStore::open(&path).unwrap());
    run(&path, "pragma user_version = 9999");
    let before = fs::read(&path).unwrap();
    for refused in [SqliteStore::open(&path), SqliteStore::open_read_only(&path)] {
        assert!(matches!(refused, Err(OpenError::FromTheFuture { found: 9999, .. })));
    }
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_database_of_another_program_is_refused_and_left_alone() {
    let foreign = [
        "create table t (x)",
        "pragma application_id = 7",
        "pragma user_version = 1",
        "pragma application_id = 7; pragma user_version = 1; create table log (x)",
    ];
    for statements in foreign {
        let (_folder, path) = place();
        run(&path, statements);
        let before = fs::read(&path).unwrap();
        for refused in [SqliteStore::open(&path), SqliteStore::open_read_only(&path)] {
            assert!(matches!(refused, Err(OpenError::Foreign)), "{statements}: {refused:?}");
        }
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let (_folder, path) = place();
    let letter = "Dengan hormat, ".repeat(100);
    fs::write(&path, &letter).unwrap();
    let refused = SqliteStore::open(&path);
    assert!(matches!(refused, Err(OpenError::Foreign)), "{refused:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), letter);
}

#[test]
fn a_store_opened_for_reading_sees_commits_and_makes_none() {
    let (_folder, path) = place();
    assert!(SqliteStore::open_read_only(&path).is_err(), "it makes no file");
    let writer = SqliteStore::open(&path).unwrap();
    let reader = SqliteStore::open_read_only(&path).unwrap();
    writer.commit(&appending(0, 1)).unwrap();
    assert_eq!(reader.head(LOG).unwrap(), Some(head(1)));
    assert!(matches!(reader.commit(&appending(1, 2)), Err(StorageError::ReadOnly)));
    assert_eq!(writer.head(LOG).unwrap(), Some(head(1)));
}

#[test]
fn an_empty_file_is_not_opened_for_reading() {
    let (_folder, path) = place();
    fs::write(&path, "").unwrap();
    let refused = SqliteStore::open_read_only(&path);
    assert!(matches!(refused, Err(OpenError::Outdated { found: 0, .. })), "{refused:?}");
}

#[test]
fn a_new_file_is_made_once_by_many_that_open_it_at_once() {
    for _ in 0..20 {
        let (_folder, path) = place();
        thread::scope(|scope| {
            let opened = [(); 8].map(|()| scope.spawn(|| SqliteStore::open(&path)));
            for store in opened {
                assert_eq!(store.join().unwrap().unwrap().heads().unwrap(), []);
            }
        });
    }
}

#[test]
fn more_readers_than_connections_all_get_their_turn() {
    let (_folder, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    store.commit(&appending(0, 3)).unwrap();
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                for _ in 0..20 {
                    assert_eq!(store.head(LOG).unwrap(), Some(head(3)));
                }
            });
        }
    });
}

#[test]
fn what_is_erased_is_gone_from_the_file() {
    let (_folder, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    let secret = b"a salt that was taken down".repeat(400);
    let mut commit = appending(0, 1);
    commit.appends[0].members[0].attachment = Some(secret.clone());
    let change = commit.appends[0].members[0].change.unwrap();
    store.commit(&commit).unwrap();
    let attachments = vec![(LOG.to_owned(), change, None)];
    store.commit(&kecuali_storage::Commit { attachments, ..Default::default() }).unwrap();
    drop(store);
    let file = fs::read(&path).unwrap();
    assert!(!file.windows(26).any(|bytes| bytes == &secret[..26]));
}
