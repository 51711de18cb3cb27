//! `docs/THREATS.md` prints who may what as it came out when everything was tried.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use kecuali_domain::{Capability, Kind};
use kecuali_ledger::Relation;

use crate::{giving, matrix, signers::SIGNERS};

#[test]
fn the_threats_print_what_was_tried() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/THREATS.md");
    let page = fs::read_to_string(&path).expect("docs/THREATS.md can be read");
    for (name, right) in [
        ("who may what", who_may_what()),
        ("who may hold what", who_may_hold()),
        ("signers", signers()),
    ] {
        let (begin, end) = (format!("<!-- tried: {name} -->\n"), "<!-- end -->");
        let written = page.split_once(&begin).and_then(|(_, rest)| rest.split_once(end));
        let (written, _) = written.unwrap_or_else(|| panic!("no part `{name}` in THREATS.md"));
        assert!(written == right, "`{name}` in docs/THREATS.md should read:\n\n{right}");
    }
}

fn who_may_what() -> String {
    let tried = matrix::run();
    let mut rows: BTreeMap<(Kind, [String; 4]), Vec<&str>> = BTreeMap::new();
    for kind in Kind::ALL {
        for name in crate::says::NAMES {
            let cell = |relation| cell(tried.get(&(kind, name, relation)));
            rows.entry((kind, Relation::ALL.map(cell))).or_default().push(name);
        }
    }
    let mut page =
        "| in a document of kind | says | the office | its province | KPU RI | any other |\n\
                    |---|---|---|---|---|---|\n"
            .to_owned();
    for ((kind, cells), names) in rows {
        let nobody = cells.iter().all(|cell| cell == "`not_allowed`" || cell == "–");
        let names = if nobody { "everything else".to_owned() } else { code_list(&names) };
        page.push_str(&format!("| `{kind}` | {names} | {} |\n", cells.join(" | ")));
    }
    page
}

/// What it takes, or the code of who does not have what it takes.
fn cell(tried: Option<&BTreeMap<Vec<Capability>, &'static str>>) -> String {
    let Some(tried) = tried else { return "–".to_owned() };
    let alone = tried.iter().filter(|(can, code)| can.len() == 1 && **code == "ok");
    let enough: Vec<_> = alone.map(|(can, _)| can[0].as_str()).collect();
    if enough.is_empty() {
        let codes: BTreeSet<&str> = tried.values().copied().collect();
        return code_list(&codes.into_iter().collect::<Vec<_>>());
    }
    assert_eq!(tried[&Vec::new()], "grant_insufficient");
    format!("needs {}", code_list(&enough))
}

fn who_may_hold() -> String {
    let tried = giving::run();
    let mut page = "| | person | installation | server |\n|---|---|---|---|\n".to_owned();
    for (office, level) in [("3604", "regency, city"), ("36", "province"), ("RI", "KPU RI")] {
        let cells = giving::HOLDERS.map(|holder| {
            let held = &tried[&(office, holder)];
            if held.is_empty() {
                "nothing".to_owned()
            } else {
                code_list(&held.iter().map(|one| one.as_str()).collect::<Vec<_>>())
            }
        });
        page.push_str(&format!("| {level} | {} |\n", cells.join(" | ")));
    }
    page
}

fn signers() -> String {
    let rows = SIGNERS.map(|(_, what, code)| format!("| {what} | `{code}` |\n"));
    format!("| signed by | refused with |\n|---|---|\n{}", rows.concat())
}

fn code_list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
