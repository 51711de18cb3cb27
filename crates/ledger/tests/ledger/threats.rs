//! `docs/THREATS.md` prints who may what as it came out when everything was tried.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

use kecuali_domain::{Capability, Kind};
use kecuali_ledger::Relation;

use crate::{giving, matrix, says::NAMES, signers::SIGNERS};

#[test]
fn the_threats_print_what_was_tried() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/THREATS.md");
    let mut page = fs::read_to_string(&path).expect("docs/THREATS.md can be read");
    let writes = std::env::var_os("KECUALI_WRITE_PAGES").is_some();
    for (name, right) in [
        ("who may what", who_may_what()),
        ("who may hold what", who_may_hold()),
        ("signers", signers()),
    ] {
        let (begin, end) = (format!("<!-- tried: {name} -->\n"), "<!-- end -->");
        let written = page.split_once(&begin).and_then(|(_, rest)| rest.split_once(end));
        let (written, _) = written.unwrap_or_else(|| panic!("no part `{name}` in THREATS.md"));
        if writes {
            page = page.replacen(&format!("{begin}{written}"), &format!("{begin}{right}"), 1);
            fs::write(&path, &page).expect("docs/THREATS.md can be written");
            continue;
        }
        assert!(written == right, "`{name}` in docs/THREATS.md should read:\n\n{right}");
    }
}

fn who_may_what() -> String {
    let tried = matrix::run();
    let mut page =
        "| in a document of kind | says | the office | its province | KPU RI | any other |\n\
                    |---|---|---|---|---|---|\n"
            .to_owned();
    for kind in Kind::ALL {
        let mut rows: Vec<([String; 4], Vec<&str>)> = Vec::new();
        for name in NAMES {
            let cells = Relation::ALL.map(|relation| cell(tried.get(&(kind, name, relation))));
            match rows.iter_mut().find(|(same, _)| *same == cells) {
                Some((_, names)) => names.push(name),
                None => rows.push((cells, vec![name])),
            }
        }
        rows.retain(|(cells, _)| cells.iter().any(|cell| cell.starts_with("needs")));
        for (cells, names) in rows {
            let (names, cells) = (code_list(&names), cells.join(" | "));
            let _ = writeln!(page, "| `{kind}` | {names} | {cells} |");
        }
    }
    page + "| any | everything else | `not_allowed` | `not_allowed` | `not_allowed` | `not_allowed` |\n"
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
        let _ = writeln!(page, "| {level} | {} |", cells.join(" | "));
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
