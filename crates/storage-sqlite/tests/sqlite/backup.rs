//! Backups of a store in use.

use std::{
    fs::{self, File},
    io,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use kecuali_storage::{Commit, Store};
use kecuali_storage_contract::sample::{LOG, appending, head, member};
use kecuali_storage_sqlite::{BackupError, SqliteStore};

fn new(path: &Path) -> io::Result<File> {
    File::create_new(path)
}

#[test]
fn a_copy_is_written_into_the_file_that_was_made_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("store")).unwrap();
    store.commit(&appending(0, 2)).unwrap();
    let [copy, same] = ["copy", "same"].map(|name| folder.path().join(name));
    let made = |path: &Path| {
        let file = new(path)?;
        fs::hard_link(path, &same).map(|()| file)
    };
    store.backup_to(&copy, made).unwrap();
    assert_eq!(fs::read(&copy).unwrap(), fs::read(&same).unwrap());
    let refused = store.backup_to(&copy, |_| Err(io::Error::other("a full disk")));
    assert_eq!(refused.unwrap_err().code(), "backup_file");
    assert_eq!(fs::read(&copy).unwrap(), fs::read(&same).unwrap(), "the older one is still there");
}

#[test]
fn a_backup_is_one_file_that_opens_as_the_store_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("store")).unwrap();
    store.commit(&appending(0, 2)).unwrap();
    let copies = folder.path().join("copies");
    fs::create_dir(&copies).unwrap();
    store.backup_to(&copies.join("monday"), new).unwrap();
    store.commit(&appending(2, 3)).unwrap();
    assert_eq!(fs::read_dir(&copies).unwrap().count(), 1);

    let reader = SqliteStore::open_read_only(&copies.join("monday")).unwrap();
    assert_eq!(reader.members(LOG, 0, 10, 1000).unwrap(), [member(1), member(2)]);
    drop(reader);
    let restored = SqliteStore::open(&copies.join("monday")).unwrap();
    restored.commit(&appending(2, 4)).unwrap();
    assert_eq!(restored.head(LOG).unwrap(), Some(head(4)));
}

#[test]
fn a_backup_takes_the_place_of_an_older_one_and_of_what_an_interrupted_one_left() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("store")).unwrap();
    let copy = folder.path().join("copy");
    store.backup_to(&copy, new).unwrap();
    store.commit(&appending(0, 2)).unwrap();
    fs::write(folder.path().join("copy.partial"), "half a page").unwrap();
    store.backup_to(&copy, new).unwrap();
    let copy = SqliteStore::open_read_only(&copy).unwrap();
    assert_eq!(copy.head(LOG).unwrap(), Some(head(2)));
}

#[test]
fn a_backup_made_while_others_write_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("store")).unwrap();
    store.commit(&appending(0, 1)).unwrap();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let writing = scope.spawn(|| {
            let mut last = 1;
            while !done.load(Ordering::Acquire) {
                store.commit(&appending(last, last + 3)).unwrap();
                last += 3;
            }
        });
        for n in 0..5 {
            store.backup_to(&folder.path().join(format!("copy {n}")), new).unwrap();
        }
        done.store(true, Ordering::Release);
        writing.join().unwrap();
    });
    for n in 0..5 {
        let copy = SqliteStore::open_read_only(&folder.path().join(format!("copy {n}"))).unwrap();
        let last = copy.head(LOG).unwrap().unwrap();
        assert_eq!(last.position % 3, 1, "no commit is in it by half");
        let members = copy.members(LOG, 0, usize::MAX, usize::MAX).unwrap();
        assert_eq!(members, (1..=last.position).map(member).collect::<Vec<_>>());
    }
}

#[test]
fn a_store_is_not_overwritten_by_its_own_backup() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let store = SqliteStore::open(&path).unwrap();
    let refused = store.backup_to(&folder.path().join(".").join("store"), new);
    assert!(matches!(refused, Err(BackupError::Itself)), "{refused:?}");
}

#[test]
fn a_backup_to_nowhere_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("store")).unwrap();
    assert!(store.backup_to(&folder.path().join("absent").join("copy"), new).is_err());
}

#[test]
fn a_file_whose_pages_are_not_what_they_were_is_not_sound() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("store")).unwrap();
    let value = |at: u8| (format!("value/{at}"), Some(vec![at; 2000]));
    let values = (0..100).map(value).collect();
    store.commit(&Commit { values, ..Commit::default() }).unwrap();
    assert!(store.is_sound().unwrap());

    let copy = folder.path().join("copy");
    store.backup_to(&copy, new).unwrap();
    let mut bytes = fs::read(&copy).unwrap();
    // A page among those of the values: the schema before it is read as ever.
    let page = bytes.len() / 4096 / 2;
    bytes[page * 4096..(page + 1) * 4096].fill(0x5a);
    fs::write(&copy, &bytes).unwrap();
    let damaged = SqliteStore::open(&copy).unwrap();
    assert!(!damaged.is_sound().unwrap());
    drop(damaged);
}
