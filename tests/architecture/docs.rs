//! The map, the invariants, the links, and what lies at the top of the repository.

use std::{collections::BTreeSet, fs, path::Path};

use crate::repository::{File, expect_none, files, members, read, root};

const MAP: &str = "docs/ARCHITECTURE.md";

const TOP: [&str; 10] = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "client",
    "crates",
    "docs",
    "server",
    "tests",
];

#[test]
fn every_crate_states_its_invariant() {
    let mut found = Vec::new();
    for file in files("rs").iter().filter(|file| is_crate_root(&file.path)) {
        for line in ["#![warn(missing_docs)]", "//! **Invariant:** "] {
            if !file.text.contains(line) {
                found.push(format!("{}: no `{line}`", file.path));
            }
        }
    }
    expect_none(&found, "say in one bold line of the crate's documentation what it never does");
}

#[test]
fn every_package_is_on_the_map_and_everything_on_the_map_exists() {
    let map = read(MAP);
    let on_map: BTreeSet<&str> = map.lines().filter_map(mapped_folder).collect();
    let members = members();
    let folders: BTreeSet<&str> = members.iter().map(|member| member.folder.as_str()).collect();

    let missing = folders.difference(&on_map).map(|folder| format!("not on the map: {folder}"));
    let stale = on_map.difference(&folders).map(|folder| format!("does not exist: {folder}"));
    let found: Vec<_> = missing.chain(stale).collect();
    expect_none(&found, &format!("give each package one heading ### `folder` in {MAP}"));
}

#[test]
fn every_relative_link_leads_somewhere() {
    let mut found = Vec::new();
    for file in files("md") {
        let broken = links(&file.text).filter(|link| !leads_somewhere(&file, link));
        found.extend(broken.map(|link| format!("{}: {link}", file.path)));
    }
    expect_none(&found, "point the link at a file that exists, relative to the page it stands on");
}

#[test]
fn the_top_of_the_repository_holds_what_the_map_says() {
    let ignored = read(".gitignore");
    let ignored: BTreeSet<&str> =
        ignored.lines().filter_map(|line| line.strip_prefix('/')).collect();
    let entries = fs::read_dir(root()).expect("the root can be read");
    let found: Vec<_> = entries
        .map(|entry| entry.expect("the root can be read").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .filter(|name| !TOP.contains(&name.as_str()) && !ignored.contains(name.as_str()))
        .collect();
    expect_none(
        &found,
        "move it into the folder it is about; what programs leave goes to .gitignore",
    );
}

fn is_crate_root(path: &str) -> bool {
    path.starts_with("crates/") && path.ends_with("/src/lib.rs")
}

/// The folder that a heading of the map names: ### `crates/encoding`.
fn mapped_folder(line: &str) -> Option<&str> {
    line.strip_prefix("### `")?.split('`').next()
}

/// The targets of the links outside code blocks.
fn links(page: &str) -> impl Iterator<Item = &str> {
    let mut in_code = false;
    let prose = page.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        in_code ^= fence;
        !in_code && !fence
    });
    prose.flat_map(|line| line.split("](").skip(1).filter_map(|rest| rest.split(')').next()))
}

fn leads_somewhere(page: &File, link: &str) -> bool {
    let path = link.split('#').next().unwrap_or_default();
    let elsewhere = ["https://", "http://", "mailto:"].iter().any(|start| link.starts_with(start));
    let folder = Path::new(&page.path).parent().expect("a page has a folder");
    elsewhere || path.is_empty() || root().join(folder).join(path).exists()
}

#[test]
fn every_name_in_the_glossary_is_a_name_in_the_sources() {
    let sources: Vec<File> = files("rs")
        .into_iter()
        .filter(|file| file.path.contains("/src/") && !file.path.starts_with("tests/"))
        .collect();
    let code = sources.iter().flat_map(|file| file.text.lines().map(str::trim));
    let code = code.filter(|line| !line.starts_with("//"));
    let names: BTreeSet<&str> =
        code.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_')).collect();
    let glossary = read("docs/GLOSSARY.md");
    let cells = glossary.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").nth(1));
    let told = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    let is_name = |name: &&str| name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let unknown = told.filter(is_name).filter(|name| !names.contains(name));
    let found: Vec<_> = unknown.map(str::to_owned).collect();
    expect_none(&found, "write the name that the sources use, or a dash where they have none");
}
