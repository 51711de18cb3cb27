//! Who may depend on whom, inside the workspace and outside.

use std::collections::{BTreeMap, BTreeSet};

use crate::repository::{Member, expect_none, files, members, own_name};

/// The edges between the packages of the workspace, development dependencies aside.
///
/// A new edge is a decision about direction: what a lower layer does not know, it cannot break.
const EDGES: &[(&str, &[&str])] = &[
    ("encoding", &[]),
    ("domain", &["encoding"]),
    ("trust", &["encoding"]),
    ("document", &["domain", "encoding"]),
    ("ledger", &["document", "domain", "encoding", "trust"]),
    ("protocol", &["encoding"]),
    ("sync", &["document", "domain", "encoding", "ledger", "protocol", "storage", "trust"]),
    ("storage", &[]),
    ("storage-contract", &["storage"]),
    ("storage-sqlite", &["storage"]),
    ("publication", &["document", "domain", "encoding", "ledger", "trust"]),
    ("tables", &[]),
    ("paper", &[]),
    ("testkit", &["document", "domain", "encoding", "ledger", "trust"]),
    (
        "server",
        &[
            "domain",
            "encoding",
            "ledger",
            "protocol",
            "publication",
            "storage",
            "storage-sqlite",
            "sync",
            "trust",
        ],
    ),
    (
        "client",
        &[
            "document",
            "domain",
            "encoding",
            "ledger",
            "paper",
            "protocol",
            "publication",
            "storage",
            "storage-sqlite",
            "sync",
            "tables",
            "trust",
        ],
    ),
    ("tests", &[]),
    ("demo", &["client", "server"]),
    (
        "bench",
        &[
            "client",
            "document",
            "domain",
            "encoding",
            "ledger",
            "protocol",
            "publication",
            "server",
            "storage",
            "storage-sqlite",
            "sync",
            "testkit",
            "trust",
        ],
    ),
];

/// Who may use an outside crate.
enum Users {
    /// Any package: it neither touches the machine nor fixes a format alone.
    Anyone,
    /// What is started by a person or a service manager, and nothing below it.
    Programs,
    /// These packages only, so that what the crate does happens in one place.
    Only(&'static [&'static str]),
}

const PROGRAMS: &[&str] = &["server", "client", "demo", "bench"];

/// Every outside crate that is not only for tests. Absent means nobody.
const OUTSIDE: &[(&str, Users)] = &[
    ("age", Users::Programs),
    ("argon2", Users::Programs),
    ("askama", Users::Programs),
    // The test kit forges what `document` refuses.
    ("automerge", Users::Only(&["document", "testkit"])),
    ("axum", Users::Programs),
    ("chacha20poly1305", Users::Programs),
    ("chardetng", Users::Only(&["tables"])),
    ("clap", Users::Programs),
    ("clap_complete", Users::Programs),
    ("clap_mangen", Users::Programs),
    ("csv", Users::Anyone),
    ("ed25519-dalek", Users::Only(&["trust"])),
    ("encoding_rs", Users::Only(&["tables"])),
    // The test kit writes the files that `tables` reads.
    ("flate2", Users::Only(&["paper", "publication", "tables", "testkit"])),
    ("flate2", Users::Only(&["paper", "publication", "tables", "testkit"])),
    ("fs4", Users::Programs),
    ("getrandom", Users::Programs),
    ("http-body-util", Users::Programs),
    ("hyper", Users::Only(&["server"])),
    ("hyper-util", Users::Only(&["server"])),
    ("jiff", Users::Anyone),
    ("minicbor", Users::Anyone),
    ("pdf-writer", Users::Only(&["paper"])),
    ("percent-encoding", Users::Only(&["server"])),
    ("proptest", Users::Only(&["testkit", "storage-contract"])),
    ("quick-xml", Users::Only(&["tables"])),
    ("reqwest", Users::Programs),
    ("rpassword", Users::Programs),
    ("rusqlite", Users::Only(&["storage-sqlite"])),
    ("rustix", Users::Programs),
    ("rustls", Users::Programs),
    ("schemars", Users::Only(&["domain", "publication", "server"])),
    ("serde", Users::Anyone),
    ("serde_json", Users::Anyone),
    ("serde_json_canonicalizer", Users::Only(&["encoding"])),
    ("serde_urlencoded", Users::Programs),
    ("sha2", Users::Only(&["encoding"])),
    ("subsetter", Users::Only(&["paper"])),
    ("tempfile", Users::Programs),
    ("thiserror", Users::Anyone),
    ("tokio", Users::Programs),
    ("toml", Users::Programs),
    ("tower", Users::Programs),
    ("tracing", Users::Programs),
    ("tracing-subscriber", Users::Programs),
    ("zeroize", Users::Programs),
    ("ttf-parser", Users::Only(&["paper"])),
    ("zstd", Users::Only(&["protocol"])),
];

impl Users {
    fn include(&self, package: &str) -> bool {
        match self {
            Self::Anyone => true,
            Self::Programs => PROGRAMS.contains(&package),
            Self::Only(packages) => packages.contains(&package),
        }
    }
}

#[test]
fn packages_depend_on_each_other_only_where_the_map_says_so() {
    let allowed: BTreeMap<&str, BTreeSet<&str>> =
        EDGES.iter().map(|(from, to)| (*from, to.iter().copied().collect())).collect();
    let members = members();
    let inside: BTreeSet<&str> = members.iter().map(|member| member.name.as_str()).collect();

    let mut found = Vec::new();
    for member in &members {
        let Some(allowed) = allowed.get(member.name.as_str()) else {
            found.push(format!("`{}` is not in the list", member.name));
            continue;
        };
        let actual = edges_of(member, &inside);
        let added = actual.difference(allowed).map(|to| format!("new: {} -> {to}", member.name));
        let gone = allowed.difference(&actual).map(|to| format!("gone: {} -> {to}", member.name));
        found.extend(added.chain(gone));
    }
    let left = allowed.keys().filter(|name| !inside.contains(*name));
    found.extend(left.map(|name| format!("`{name}` is in the list and not in the workspace")));

    expect_none(
        &found,
        "take the dependency out again; or, if the direction is right, change EDGES in \
         tests/architecture/layers.rs and the code map in docs/ARCHITECTURE.md together",
    );
}

#[test]
fn outside_crates_are_used_only_by_the_layers_that_own_them() {
    let outside: BTreeMap<&str, &Users> =
        OUTSIDE.iter().map(|(name, users)| (*name, users)).collect();
    let mut found = Vec::new();
    for member in members() {
        let foreign = member.dependencies.iter().filter(|name| !name.starts_with("kecuali-"));
        for name in foreign {
            match outside.get(name.as_str()) {
                Some(users) if users.include(&member.name) => {}
                Some(_) => found.push(format!("{} may not use {name}", member.name)),
                None => found.push(format!("{name} (used by {}) is not in the list", member.name)),
            }
        }
    }
    expect_none(
        &found,
        "ask the layer that owns the crate for what you need, or make it a dev-dependency; a new \
         outside crate gets a line of reason in the root Cargo.toml and a row in OUTSIDE in \
         tests/architecture/layers.rs",
    );
}

#[test]
fn a_package_is_named_after_its_folder() {
    let odd = members().into_iter().filter(|member| !member.folder.ends_with(&member.name));
    let found: Vec<_> = odd.map(|odd| format!("{} lies in {}", odd.name, odd.folder)).collect();
    expect_none(&found, "name the package `kecuali-<folder>`");
}

#[test]
fn every_package_takes_versions_and_lints_from_the_workspace() {
    let mut found = Vec::new();
    for manifest in files("toml").into_iter().filter(|file| file.path.ends_with("/Cargo.toml")) {
        let own = own_versions(&manifest.text);
        found.extend(own.map(|line| format!("{}: {line}", manifest.path)));
        if !manifest.text.contains("[lints]\nworkspace = true") {
            found.push(format!("{}: no `[lints]` with `workspace = true`", manifest.path));
        }
    }
    expect_none(&found, "say versions in the root Cargo.toml and write `name.workspace = true`");
}

fn edges_of<'a>(member: &'a Member, inside: &BTreeSet<&str>) -> BTreeSet<&'a str> {
    let names = member.dependencies.iter().map(|name| own_name(name));
    names.filter(|name| inside.contains(name)).collect()
}

fn own_versions(manifest: &str) -> impl Iterator<Item = &str> {
    let mut in_dependencies = false;
    manifest.lines().map(str::trim).filter(move |line| {
        if line.starts_with('[') {
            in_dependencies = line.ends_with("dependencies]");
            return false;
        }
        let says_something = !line.is_empty() && !line.starts_with('#');
        in_dependencies && says_something && !line.contains("workspace = true")
    })
}
