//! What is handed on: one archive that holds all an office needs, the same bytes each time.

use std::{
    collections::BTreeSet,
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A program that does what the one just built does, and is small.
fn program(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    let text = format!("#!/bin/sh\nexec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_kecuali"));
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// Packs a program into a folder of its own, and opens the archive there.
fn pack(program: &Path) -> (TempDir, PathBuf) {
    let out = tempfile::tempdir().unwrap();
    let packed = Command::new("sh")
        .arg(root().join("client/pack"))
        .arg(program)
        .env("CARGO_TARGET_DIR", out.path())
        .env("SOURCE_DATE_EPOCH", "1795410000")
        .output()
        .unwrap();
    assert!(packed.status.success(), "{packed:?}");
    let archive = PathBuf::from(String::from_utf8(packed.stdout).unwrap().trim());
    let to = out.path().join("opened");
    fs::create_dir(&to).unwrap();
    let opened = Command::new("tar").arg("-xzf").arg(&archive).current_dir(&to).status();
    assert!(opened.unwrap().success(), "{}", archive.display());
    (out, archive)
}

fn names(folder: &Path) -> BTreeSet<String> {
    let names = fs::read_dir(folder).unwrap().map(|one| one.unwrap().file_name());
    names.map(|name| name.into_string().unwrap()).collect()
}

/// What a program says to a file; none where it is not on this machine.
fn asked(program: &str, arguments: &[&str], file: &Path) -> Option<Output> {
    Command::new(program).args(arguments).arg(file).output().ok()
}

#[test]
fn an_archive_holds_all_that_an_office_needs_and_is_the_same_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let program = program(folder.path(), "kecuali");
    let ((out, archive), (_again, other)) = (pack(&program), pack(&program));
    let name = archive.file_name().unwrap().to_str().unwrap();
    let version = env!("CARGO_PKG_VERSION");
    assert!(name.starts_with(&format!("kecuali-{version}-")), "{name}");
    assert!(fs::read(&archive).unwrap() == fs::read(&other).unwrap(), "the bytes differ");

    let inside = out.path().join("opened").join(name.strip_suffix(".tar.gz").unwrap());
    let all = ["BACA-SAYA.txt", "kecuali", "lisensi", "man", "panduan", "pelengkap"];
    assert!(names(&inside).iter().eq(all.iter()), "{:?}", names(&inside));
    let said = Command::new(inside.join("kecuali")).arg("--version").output().unwrap();
    assert_eq!(String::from_utf8_lossy(&said.stdout), format!("kecuali {version}\n"));
    assert_eq!(names(&inside.join("panduan")), names(&root().join("docs/panduan")));
    completions_parse(&inside.join("pelengkap"));
    pages_are_found(&inside.join("man/man1"));
    licences_are_named(&inside.join("lisensi"));
}

/// Each shell that is on this machine reads what is meant for it.
fn completions_parse(folder: &Path) {
    let shells = [
        ("bash", "kecuali.bash", "complete -F"),
        ("zsh", "_kecuali", "#compdef kecuali"),
        ("fish", "kecuali.fish", "complete -c kecuali"),
        ("pwsh", "kecuali.ps1", "Register-ArgumentCompleter"),
    ];
    assert_eq!(names(folder).len(), shells.len());
    for (shell, file, start) in shells {
        let path = folder.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(start) && text.contains("determination"), "{shell}");
        let read = (shell != "pwsh").then(|| asked(shell, &["-n"], &path)).flatten();
        assert!(read.is_none_or(|read| read.status.success()), "{shell}");
    }
}

/// There is a page for each command, and `apropos` finds what it is about where it is here.
fn pages_are_found(folder: &Path) {
    let pages = names(folder);
    assert!(pages.len() > 100 && pages.contains("kecuali-sync.1"), "{pages:?}");
    for page in pages {
        if let Some(found) = asked("lexgrog", &[], &folder.join(&page)) {
            assert!(found.status.success(), "{page}: {found:?}");
        }
    }
}

/// What the program is made of is named with its licence, and nothing of the machine beside it.
fn licences_are_named(folder: &Path) {
    assert!(names(folder).contains("LICENSE-MIT") && names(folder).contains("htmx-LICENSE.txt"));
    let others = fs::read_to_string(folder.join("LAINNYA.txt")).unwrap();
    for text in ["\nautomerge v0.", "Permission is hereby granted", "Apache License"] {
        assert!(others.contains(text), "{text}");
    }
    assert!(!others.contains(root().canonicalize().unwrap().to_str().unwrap()));
}
