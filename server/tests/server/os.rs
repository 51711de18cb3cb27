//! What this kind of machine can promise.

#![cfg(unix)]

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use kecuali_server::data::{DataFolder, Positions};
use kecuali_testkit::Scene;

/// Every path in a folder, itself included, with what users other than its owner may do there.
fn open_to_others(folder: &Path) -> Vec<(String, u32)> {
    let inside = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let all = std::iter::once(folder.to_owned()).chain(inside);
    let rights = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o077;
    let open = all.filter(|path| rights(path) != 0 && !path.ends_with("root.json"));
    open.map(|path| (path.display().to_string(), rights(&path))).collect()
}

fn let_others_in(path: &Path) {
    let mode = if path.is_dir() { 0o755 } else { 0o644 };
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn drafts_and_keys_of_a_server_are_for_its_user_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data");
    let data = DataFolder::new(&path);
    data.create(Scene::empty().national().root()).unwrap();
    let _lock = data.lock().unwrap();
    // Open, so that what SQLite lays beside its file is there, too.
    let store = data.store().unwrap();
    data.write_high_water(&Positions::new()).unwrap();
    assert!(path.join("store.sqlite-wal").exists());
    assert_eq!(open_to_others(&path), []);
    drop(store);
}

#[test]
fn a_folder_that_was_open_to_others_is_closed_when_a_server_takes_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data");
    fs::create_dir(&path).unwrap();
    let data = DataFolder::new(&path);
    data.create(Scene::empty().national().root()).unwrap();
    let backup = folder.path().join("backup.sqlite");
    data.back_up(&backup).unwrap();
    assert_eq!(backup.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    for name in ["", "store.sqlite", "log.key"] {
        let_others_in(&path.join(name));
    }
    let_others_in(&backup);
    drop(data.lock().unwrap());
    assert_eq!(open_to_others(&path), []);
    data.put_store(&backup).unwrap();
    assert_eq!(open_to_others(&path), []);
}
