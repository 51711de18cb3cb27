//! What a source file may be called, how long it may grow, and what it may not reach for.

use std::path::Path;

use crate::repository::{File, expect_none, files, read, root};

/// The longest a source file may be, its tests included.
const LINES: usize = 400;

/// Names that say nothing about what is inside, so that everything ends up there.
const DRAWERS: [&str; 7] = ["common", "helper", "helpers", "misc", "types", "util", "utils"];

/// What does not exist on Windows, where most office PCs are.
const UNIX_ONLY: [&str; 6] =
    ["std::os::unix", "std::os::fd", "libc::", "nix::", "rustix::", "tokio::signal::unix"];

/// Where cargo looks for programs of their own: a file there belongs to no module.
const ROOT_FOLDERS: [&str; 4] = ["tests", "benches", "examples", "bin"];

#[test]
fn no_source_file_is_longer_than_one_can_keep_in_mind() {
    let long = files("rs").into_iter().map(|file| (file.text.lines().count(), file));
    let found: Vec<_> = long
        .filter(|(lines, _)| *lines > LINES)
        .map(|(lines, file)| format!("{}: {lines} lines, {LINES} allowed", file.path))
        .collect();
    expect_none(
        &found,
        "split it by what its parts are about, or move its tests to `<name>/tests.rs`",
    );
}

#[test]
fn no_source_file_is_a_drawer() {
    let mut found = Vec::new();
    for file in files("rs") {
        let parts = file.path.trim_end_matches(".rs").split('/');
        let drawers = parts.filter(|part| DRAWERS.contains(part));
        found.extend(drawers.map(|drawer| format!("{}: `{drawer}`", file.path)));
    }
    expect_none(&found, "name the file after the thing it holds");
}

#[test]
fn modules_are_files_beside_their_folder() {
    let old = files("rs").into_iter().filter(|file| file.name() == "mod.rs");
    let found: Vec<_> = old.map(|file| file.path).collect();
    expect_none(&found, "move `foo/mod.rs` to `foo.rs`");
}

#[test]
fn only_os_files_use_what_windows_lacks() {
    let mut found = Vec::new();
    for file in rules_apart().filter(|file| file.name() != "os.rs") {
        let used = UNIX_ONLY.iter().filter(|api| uses(&file.text, api));
        found.extend(used.map(|api| format!("{}: {api}", file.path)));
    }
    expect_none(&found, "find the portable way, or put it into the program's one `os.rs`");
}

#[test]
fn no_test_is_skipped_or_waits_for_a_panic() {
    let mut found = Vec::new();
    for file in rules_apart() {
        let marks = ["#[ignore", "#[should_panic"].into_iter();
        let used = marks.filter(|mark| file.text.contains(mark));
        found.extend(used.map(|mark| format!("{}: {mark}", file.path)));
    }
    expect_none(&found, "delete the test or make it pass; assert the error instead of a panic");
}

#[test]
fn no_source_file_is_forgotten() {
    let found: Vec<_> = files("rs")
        .iter()
        .filter(|file| !is_compiled(file))
        .map(|file| file.path.clone())
        .collect();
    expect_none(&found, "declare it with `mod` in the file above it, or delete it");
}

#[test]
fn every_test_program_is_named_in_the_manifest() {
    let manifest = read("tests/Cargo.toml");
    let programs = files("rs").into_iter().filter_map(|file| {
        let path = file.path.strip_prefix("tests/")?;
        let inside_one_folder = path.matches('/').count() == 1 && path.ends_with("/main.rs");
        (inside_one_folder && !path.starts_with("src/")).then(|| path.to_owned())
    });
    let found: Vec<_> =
        programs.filter(|path| !manifest.contains(&format!("path = \"{path}\""))).collect();
    expect_none(&found, "add a `[[test]]` with its name and path to tests/Cargo.toml");
}

/// All sources but those of this program, which name what they look for.
fn rules_apart() -> impl Iterator<Item = File> {
    files("rs").into_iter().filter(|file| !file.path.starts_with("tests/architecture/"))
}

/// Whether the path occurs as such, not as the end of a longer name.
fn uses(text: &str, api: &str) -> bool {
    text.match_indices(api).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

fn is_compiled(file: &File) -> bool {
    let Some((folder, name)) = file.path.rsplit_once('/') else { return false };
    if matches!(name, "main.rs" | "lib.rs" | "build.rs") {
        return true;
    }
    let above = [format!("{folder}/main.rs"), format!("{folder}/lib.rs"), format!("{folder}.rs")];
    let mut above = above.iter().filter(|path| root().join(path).is_file()).peekable();
    if above.peek().is_none() {
        let folder_name = Path::new(folder).file_name().unwrap_or_default();
        return ROOT_FOLDERS.iter().any(|root| folder_name == *root);
    }
    let declaration = format!("mod {};", name.trim_end_matches(".rs"));
    above.any(|path| declares(&read(path), &declaration))
}

fn declares(text: &str, declaration: &str) -> bool {
    text.lines().map(str::trim).any(|line| !line.starts_with("//") && line.ends_with(declaration))
}
