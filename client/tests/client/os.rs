//! What this kind of machine can promise.

#[cfg(unix)]
use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

#[cfg(unix)]
use crate::desk::Desk;

#[cfg(unix)]
fn modes(folder: &Path, found: &mut Vec<(String, u32)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        found.push((path.display().to_string(), mode));
        if path.is_dir() {
            modes(&path, found);
        }
    }
}

#[cfg(unix)]
#[test]
fn all_that_an_office_and_its_copies_hold_is_for_their_owner_alone() {
    let mut desk = Desk::with_office();
    desk.done("3604", &["entry", "add", "--set", "information=Rekam medis"]);
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert!(
        desk.run("3604", &["sync", "--server", &format!("http://{closed}")]).contains("offline")
    );
    desk.done("3604", &["backup", "copy"]);
    desk.done("restored", &["restore", "copy"]);
    desk.done("restored", &["entry", "list"]);
    let mut found = Vec::new();
    for folder in ["RI", "3604", "copy", "restored"] {
        let folder = desk.path().join(folder);
        let mode = fs::metadata(&folder).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o700, "{}", folder.display());
        modes(&folder, &mut found);
    }
    assert!(found.len() > 20, "{found:?}");
    let open: Vec<_> = found.iter().filter(|(_, mode)| mode & 0o077 != 0).collect();
    assert!(open.is_empty(), "{open:?}");
}

#[cfg(unix)]
#[test]
fn a_key_that_others_may_read_is_told() {
    let mut desk = Desk::with_office();
    assert!(desk.done("3604", &["doctor"]).contains("hijau   Izin berkas"));
    let path = desk.path().join("3604/keys/siti.key");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let said = desk.run("3604", &["doctor"]);
    assert!(said.starts_with("exit 1\n"), "{said}");
    let line = said.lines().find(|line| line.starts_with("merah   Izin berkas")).unwrap();
    assert!(line.contains("siti.key") && !line.contains("installation"), "{line}");
}

#[cfg(target_os = "linux")]
#[test]
fn who_reads_a_list_is_bound_by_the_system_before_the_first_byte() {
    use std::process::{Command, Stdio};
    let mut reader = Command::new(env!("CARGO_BIN_EXE_kecuali"))
        .arg("read-table")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let limits = format!("/proc/{}/limits", reader.id());
    let bound = |what: &str, most: &str| {
        let limits = fs::read_to_string(&limits).unwrap();
        let line = limits.lines().find(|line| line.starts_with(what)).unwrap_or_default();
        line.matches(most).count() == 2
    };
    // It waits for a list, and has bound itself by then.
    let is_bound = (0..1_000_000).any(|_| bound("Max file size", "167772160"));
    let others = ("Max data size", "268435456", "Max cpu time", "20 ");
    let all = is_bound && bound(others.0, others.1) && bound(others.2, others.3);
    reader.kill().unwrap();
    reader.wait().unwrap();
    assert!(all);
}

/// Asks a process to end, as Ctrl-C does.
pub(crate) fn interrupt(child: &std::process::Child) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process};
        kill_process(Pid::from_child(child), Signal::INT).unwrap();
    }
    #[cfg(not(unix))]
    let _ = child;
}

#[cfg(unix)]
#[test]
fn a_data_folder_that_others_may_write_is_not_used() {
    let mut desk = Desk::with_office();
    let folder = desk.path().join("3604");
    let open = |to: &Path, mode| {
        fs::set_permissions(to, fs::Permissions::from_mode(mode)).unwrap();
    };
    assert!(desk.done("3604", &["doctor"]).contains("Data ada di"));
    open(&folder, 0o777);
    for command in [&["status"][..], &["key", "list"]] {
        let said = desk.run("3604", command);
        assert!(said.starts_with("exit 5\n") && said.contains("[folder_not_own]"), "{said}");
        assert!(said.contains("chmod"), "{said}");
    }
    let said = desk.run("3604", &["doctor"]);
    assert!(said.starts_with("exit 1\n") && said.contains("milik pengguna lain"), "{said}");
    open(&folder, 0o700);
    desk.done("3604", &["status"]);
    let laid = desk.path().join("laid");
    fs::create_dir(&laid).unwrap();
    open(&laid, 0o777);
    let said = desk.run("laid", &["init", "--trust-root", "root.json", "--office", "3603"]);
    assert!(said.contains("[folder_not_own]"), "{said}");
    assert!(fs::read_dir(&laid).unwrap().next().is_none(), "nothing was made in it");
}
