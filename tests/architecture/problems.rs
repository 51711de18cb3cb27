//! Codes on the wire: none is promised that nothing says, none is said that was not promised.

use std::collections::BTreeSet;

use crate::{
    declared::{before_tests, codes},
    pages::problems,
    repository::{expect_none, files, read},
};

const TABLE: &str = "crates/protocol/src/problem.rs";

/// Where errors are that go over the wire as they are: each of their codes needs its sentence.
const ON_THE_WIRE: [&str; 13] = [
    "crates/document/src/check.rs",
    "crates/document/src/guard.rs",
    "crates/document/src/history.rs",
    "crates/document/src/write.rs",
    "crates/ledger/src/authorize.rs",
    "crates/ledger/src/refusal.rs",
    "crates/protocol/src/bundle.rs",
    "crates/protocol/src/frame.rs",
    "crates/protocol/src/wire.rs",
    "crates/sync/src/answer.rs",
    "crates/sync/src/codec.rs",
    "crates/sync/src/incoming.rs",
    "crates/trust/src/at.rs",
];

/// What stands before a code that the server or the answer to a sync says by itself.
const SAID: [&str; 3] = ["Problem::new(\"", "code: \"", "notice = Some(\""];

fn table() -> BTreeSet<String> {
    problems().into_iter().map(|[code, ..]| code).collect()
}

#[test]
fn every_code_that_is_said_on_the_wire_is_promised_and_has_its_sentence() {
    let table = table();
    let mut said = Vec::new();
    for path in ON_THE_WIRE {
        said.extend(codes(&read(path)).into_iter().map(|(.., code)| (path.to_owned(), code)));
    }
    for file in files("rs") {
        let speaks = ["server/src/", "crates/sync/src/"].iter().any(|at| file.path.starts_with(at));
        for start in SAID.iter().filter(|_| speaks && file.path != TABLE) {
            let rest = before_tests(&file.text).split(start).skip(1);
            let found = rest.filter_map(|rest| rest.split('"').next());
            said.extend(found.map(|code| (file.path.clone(), code.to_owned())));
        }
    }
    assert!(said.len() > 80, "the sources are written in a way that this test does not read");
    let unknown = said.into_iter().filter(|(_, code)| !table.contains(code));
    let found: Vec<_> = unknown.map(|(path, code)| format!("{path}: {code}")).collect();
    expect_none(&found, &format!("add the code to `PROBLEMS` in {TABLE}"));
}

#[test]
fn every_code_that_is_promised_is_said_somewhere() {
    let sources: Vec<_> = files("rs")
        .into_iter()
        .filter(|file| file.path.contains("/src/") && file.path != TABLE)
        .filter(|file| !file.path.starts_with("tests/"))
        .collect();
    let said = |code: &String| {
        let text = format!("\"{code}\"");
        sources.iter().any(|file| before_tests(&file.text).contains(&text))
    };
    let found: Vec<_> = table().into_iter().filter(|code| !said(code)).collect();
    expect_none(&found, &format!("take the code out of `PROBLEMS` in {TABLE}, or say it"));
}
