//! The program as its operator starts it.

use std::{
    path::Path,
    process::{Command, Output},
};

use kecuali_domain::Scope;
use kecuali_ledger::{DayMark, log_start, stamp};
use kecuali_storage::{Append, Commit, LogHead, Member, Store as _};
use kecuali_storage_sqlite::SqliteStore;
use kecuali_sync::write_mark;
use kecuali_testkit::Scene;
use kecuali_trust::{RootFile, SigningKey};

fn server(data: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kecuali-server"));
    command.env_clear().env("KECUALI_SERVER_DATA", data).args(arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn complaint(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_server_is_made_backed_up_restored_and_verified() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let root = folder.path().join("root.json");
    let backup = folder.path().join("backup.sqlite");
    let [root_text, backup_text] = [&root, &backup].map(|path| path.to_str().unwrap());
    std::fs::write(&root, Scene::empty().national().root().to_text()).unwrap();

    let request = out(&server(&data, &["init", "--trust-root", root_text]));
    let request: serde_json::Value = serde_json::from_str(&request).unwrap();
    assert_eq!(request["capabilities"], serde_json::json!(["log"]));
    let key = std::fs::read_to_string(data.join("log.key")).unwrap();
    assert!(key.contains(request["key"].as_str().unwrap()));
    assert!(
        complaint(&server(&data, &["init", "--trust-root", root_text])).contains("there already")
    );

    out(&server(&data, &["backup", backup_text]));
    let kept = complaint(&server(&data, &["backup", root_text]));
    assert!(kept.contains("there already") && kept.contains("--force"), "{kept}");
    assert!(std::fs::read_to_string(&root).unwrap().contains("threshold"));
    out(&server(&data, &["backup", backup_text, "--force"]));
    assert!(out(&server(&data, &["verify"])).starts_with("0 members"));
    assert!(complaint(&server(&data, &["restore", backup_text])).contains("--yes"));
    let not_a_store = complaint(&server(&data, &["restore", root_text, "--yes"]));
    assert!(not_a_store.starts_with("error: "), "{not_a_store}");
    let working = kecuali_server::data::DataFolder::new(&data).lock().unwrap();
    let in_use = complaint(&server(&data, &["restore", backup_text, "--yes"]));
    assert!(in_use.contains("stop it first"), "{in_use}");
    let in_use = complaint(&server(&data, &["end-healing", "--yes"]));
    assert!(in_use.contains("stop it first"), "{in_use}");
    drop(working);
    out(&server(&data, &["restore", backup_text, "--yes"]));
    assert!(data.join("store.sqlite.replaced").exists());
    out(&server(&data, &["end-healing", "--yes"]));
    assert!(out(&server(&data, &["verify"])).starts_with("0 members"));
}

#[test]
fn the_configuration_in_force_is_printed_and_wrong_usage_is_two() {
    let folder = tempfile::tempdir().unwrap();
    let printed = out(&server(folder.path(), &["config", "check", "--listen", "127.0.0.1:0"]));
    assert!(printed.contains("listen = \"127.0.0.1:0\""), "{printed}");
    for wrong in [&["config", "check", "--no-such"][..], &["--config", "/no/such", "verify"]] {
        assert_eq!(server(folder.path(), wrong).status.code(), Some(2), "{wrong:?}");
    }
}

/// A backup of a store whose national log is the first day under a trust root; and the store.
fn with_a_day(file: &Path, root: &RootFile) -> SqliteStore {
    let (id, key) = (root.id(), SigningKey::from_bytes(&[7; 32]));
    let before = log_start(&id, &Scope::National);
    let mark = DayMark::sign("2026-11-23".parse().unwrap(), before, &id, &key);
    let after = stamp(before, mark.hash(&id), before);
    let member = Member {
        position: after.position,
        digest: after.digest.0,
        judged_position: before.position,
        judged_digest: before.digest.0,
        hash: mark.hash(&id).0,
        change: None,
        document: None,
        bytes: write_mark(&mark),
        attachment: None,
    };
    let head = LogHead { position: before.position, digest: before.digest.0 };
    let append = Append { log: "national".to_owned(), after: head, members: vec![member] };
    let store = SqliteStore::open(&file.with_extension("live")).unwrap();
    store.commit(&Commit { appends: vec![append], ..Commit::default() }).unwrap();
    store.backup_to(file, |path| std::fs::File::create_new(path)).unwrap();
    store
}

#[test]
fn a_backup_of_another_system_replaces_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let [data, root, own, other] =
        ["data", "root.json", "own.sqlite", "other.sqlite"].map(|name| folder.path().join(name));
    let ours = Scene::empty().national().root().clone();
    let theirs = RootFile::first([SigningKey::from_bytes(&[99; 32]).public()]).unwrap();
    std::fs::write(&root, ours.to_text()).unwrap();
    drop(with_a_day(&own, &ours));
    drop(with_a_day(&other, &theirs));
    out(&server(&data, &["init", "--trust-root", root.to_str().unwrap()]));
    let before = std::fs::read(data.join("store.sqlite")).unwrap();
    let refused = complaint(&server(&data, &["restore", other.to_str().unwrap(), "--yes"]));
    assert!(refused.contains("another system"), "{refused}");
    assert_eq!(std::fs::read(data.join("store.sqlite")).unwrap(), before);
    out(&server(&data, &["restore", own.to_str().unwrap(), "--yes"]));
    let restored = SqliteStore::open_read_only(&data.join("store.sqlite")).unwrap();
    assert_eq!(restored.heads().unwrap().len(), 1);
}

#[test]
fn a_store_in_use_is_restored_with_what_was_written_to_it_last() {
    let folder = tempfile::tempdir().unwrap();
    let [data, root, own] =
        ["data", "root.json", "own.sqlite"].map(|name| folder.path().join(name));
    let ours = Scene::empty().national().root().clone();
    std::fs::write(&root, ours.to_text()).unwrap();
    out(&server(&data, &["init", "--trust-root", root.to_str().unwrap()]));
    let _in_use = with_a_day(&own, &ours);
    let live = own.with_extension("live");
    let log = std::fs::metadata(folder.path().join("own.live-wal")).unwrap();
    assert!(log.len() > 0, "the day is beside the store yet");
    out(&server(&data, &["restore", live.to_str().unwrap(), "--yes"]));
    let restored = SqliteStore::open_read_only(&data.join("store.sqlite")).unwrap();
    assert_eq!(restored.heads().unwrap().len(), 1);
}
