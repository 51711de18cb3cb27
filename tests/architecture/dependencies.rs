//! What may come in from outside: the lists of `.deny.toml`, held without cargo-deny.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    licence,
    repository::{all_packages, expect_none, read, text},
};

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

#[test]
fn every_package_has_a_licence_from_the_list() {
    let allowed = deny_list("allow");
    let mut found = Vec::new();
    for package in all_packages() {
        let licence = package["license"].as_str().unwrap_or("no licence expression");
        if !licence::is_covered(licence, &allowed) {
            found.push(format!("{}: {licence}", name_and_version(&package)));
        }
    }
    expect_none(
        &found,
        "use another crate; if the licence asks nothing of those who run or pass on the programs, \
         add it to `licenses.allow` in .deny.toml",
    );
}

#[test]
fn every_package_comes_from_this_repository_or_crates_io() {
    let foreign = all_packages().into_iter().filter(|package| match package["source"].as_str() {
        Some(source) => source != CRATES_IO,
        None => !text(package, "name").starts_with("kecuali-"),
    });
    let found: Vec<_> = foreign.map(|package| name_and_version(&package)).collect();
    expect_none(&found, "depend on a version that is published on crates.io");
}

#[test]
fn banned_crates_are_not_in_the_graph() {
    let banned = deny_list("deny");
    let back = all_packages().into_iter().filter(|package| banned.contains(text(package, "name")));
    let found: Vec<_> = back.map(|package| name_and_version(&package)).collect();
    expect_none(
        &found,
        "see the reason in .deny.toml; `cargo tree --workspace --target all -i <crate>` shows who \
         brought it in, most often a default feature to switch off",
    );
}

#[test]
fn automerge_is_the_one_pinned_version() {
    let manifest = read("Cargo.toml");
    let pin = manifest.lines().find_map(|line| line.strip_prefix("automerge = \"="));
    let pin = pin.and_then(|rest| rest.split('"').next()).unwrap_or("not pinned with `=`");

    let packages = all_packages();
    let used = packages.iter().filter(|package| text(package, "name") == "automerge");
    let versions: Vec<_> = used.map(|package| text(package, "version")).collect();
    assert_eq!(
        versions,
        [pin],
        "To mend: write `automerge = \"=x.y.z\"` in the root Cargo.toml and let nothing else bring \
         in another. What it writes is signed: the pin moves only when the golden changes come out equal."
    );
}

/// One list of `.deny.toml`: the first quoted text of each of its lines.
fn deny_list(name: &str) -> BTreeSet<String> {
    let config = read(".deny.toml");
    let start = format!("{name} = [");
    let lines = config.lines().skip_while(|line| *line != start).skip(1);
    let list: BTreeSet<String> = lines
        .take_while(|line| *line != "]")
        .filter_map(|line| line.split('"').nth(1).map(str::to_owned))
        .collect();
    assert!(!list.is_empty(), "To mend: keep `{start}` in .deny.toml, with one entry a line");
    list
}

fn name_and_version(package: &Value) -> String {
    format!("{} {}", text(package, "name"), text(package, "version"))
}
