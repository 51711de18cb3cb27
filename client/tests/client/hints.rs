//! The next step that an error names is the next step for that error.

use crate::{desk::Desk, world::World};
use kecuali_domain::Kind;

/// A key that nobody has.
const KEY: &str = "7777777777777777777777777777777777777777777777777777777777777777";

#[test]
fn what_is_not_there_is_looked_up_where_it_is_listed() {
    let mut desk = Desk::with_issuer();
    for (arguments, code, hint) in [
        (&["entry", "show", "3604-ABC"][..], "not_found", "`kecuali entry list`"),
        (&["submit", "RI-ABC"], "not_found", "`kecuali entry list`"),
        (&["determination", "show", "731"], "not_found", "`kecuali determination list`"),
        (&["determination", "issue", "RI-ABC"], "not_found", "`kecuali determination list`"),
        (&["determination", "discard", "RI-ABC"], "not_found", "`kecuali determination list`"),
        (&["entry", "list", "--office", "99.99"], "not_found", "36.04"),
        (
            &["roster", "revoke", KEY, "--left", "--until", "2026-11-01"],
            "not_found",
            "`kecuali roster list`",
        ),
        (&["parked", "discard", "abcdef"], "not_found", "`kecuali parked list`"),
        (&["--as", "dewi", "entry", "add", "--set", "note=A"], "not_found", "`kecuali whoami`"),
        (&["entry", "fields", "shelf"], "not_found", "`kecuali entry fields`"),
        (&["init", "--person", "a:A:B:administrator"], "office_exists", "belum dipakai"),
    ] {
        let said = desk.run("RI", arguments);
        let (error, next) = said.split_once("petunjuk: ").unwrap_or((&said, ""));
        assert!(error.contains(&format!("[{code}]")), "{arguments:?}: {said}");
        assert!(next.contains(hint), "{arguments:?}: {said}");
    }
}

#[test]
fn who_writes_before_anyone_has_a_key_is_told_how_to_get_one() {
    let mut desk = Desk::with_issuer();
    desk.done("3604", &["init", "--trust-root", "root.json", "--office", "36.04"]);
    let add = ["entry", "add", "--set", "information=Rekam medis"];
    let said = desk.run("3604", &add);
    assert!(said.starts_with("exit 6\n") && said.contains("[nobody_here]"), "{said}");
    let (_, hint) = said.split_once("petunjuk: ").unwrap();
    let person = hint.split('"').nth(1).unwrap();
    desk.done("3604", &["join", "--person", person, "--out", "join.json"]);
    desk.done("3604", &add);
}

#[test]
fn what_the_rules_find_is_mended_where_it_was_written() {
    let mut desk = Desk::with_issuer();
    let drafted = desk.done("RI", &["determination", "draft", "--set", "number=12"]);
    let draft = drafted.lines().next().unwrap();
    let said = desk.run("RI", &["determination", "issue", draft]);
    assert!(said.contains("`kecuali determination draft KONSEP --set ISIAN=NILAI`"), "{said}");
}

#[test]
fn the_office_of_a_handle_alone_names_no_entry_and_shows_which_there_are() {
    let mut world = World::with("3604");
    let none = world.office("3604").find("3604", Kind::Entry).unwrap_err();
    assert_eq!(none.code(), "not_found");
    for _ in 0..14 {
        world.draft("3604");
    }
    let office = world.office("3604");
    for typed in ["3604", " 3604-", "3604-"] {
        let error = office.find(typed, Kind::Entry).unwrap_err();
        assert_eq!((error.code(), error.exit().code()), ("ambiguous", 2), "{typed}");
        let said = error.to_string();
        assert_eq!(said.matches("3604-").count(), 12, "{said}");
        assert!(said.contains("dan 2 lainnya"), "{said}");
    }
}
