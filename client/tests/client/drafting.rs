use kecuali_client::office::import::{UnknownHeading, read_list};

use crate::world::{World, complete, fields};

#[test]
fn a_list_is_kept_whole_or_not_at_all() {
    let mut world = World::with("3604");
    let long = format!("note={}", "x".repeat(17 << 10));
    let rows = [complete("Satu"), complete("Dua"), fields(&["information=Tiga", &long])];
    let office = world.office("3604");
    let error = office.add_entries(None, &rows).unwrap_err();
    assert_eq!((error.code(), error.exit().code()), ("input", 2));
    assert!(office.entries().unwrap().is_empty());
    assert_eq!(office.overview().unwrap().ready, 0);
    assert_eq!(office.add_entries(None, &rows[..2]).unwrap().len(), 2);
    assert_eq!(world.second("3604").entries().unwrap().len(), 2, "they are on the disk");
}

#[test]
fn what_a_change_cannot_hold_is_said_in_the_words_of_whoever_wrote_it() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let office = world.office("3604");
    let long = format!("note={}", "x".repeat(17 << 10));
    for bad in [&[long.as_str()][..], &["note=Satu", "note=Dua"]] {
        for error in [
            office.edit(None, &name, &fields(bad)).unwrap_err(),
            office.add_entries(None, &[fields(bad)]).unwrap_err(),
        ] {
            assert_eq!((error.code(), error.exit().code()), ("input", 2), "{error}");
            assert!(error.to_string().contains("`note`"), "{error}");
        }
    }
    office.edit(None, &name, &fields(&["note=Satu", "note=Satu"])).unwrap();
    assert_eq!(office.history(&name).unwrap().len(), 2);
}

#[test]
fn an_entry_without_any_field_is_not_kept() {
    let mut world = World::with("3604");
    let office = world.office("3604");
    for empty in [fields(&[]), fields(&["information="])] {
        let error = office.add_entries(None, &[complete("Satu"), empty]).unwrap_err();
        assert_eq!(error.code(), "input");
    }
    assert!(office.entries().unwrap().is_empty());
}

#[test]
fn a_legal_basis_in_a_list_is_read_by_its_name_as_it_is_typed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("daftar.json");
    let read = |basis: &str| {
        let row = format!(r#"[{{"information": "A", "legal_basis/{basis}": "Pasal 17 huruf h"}}]"#);
        std::fs::write(&path, row).unwrap();
        read_list(&path, UnknownHeading::Refused)
    };
    let key = "legal_basis/uu-14-2008:17.h.2";
    let rows = read("uu-14-2008:17.h.2").unwrap();
    assert!(rows[0].iter().any(|(found, _)| found == key), "{rows:?}");
    let refused = read("uu-14-2008:17.h.9").unwrap_err();
    let why = &refused.rows()[0].message;
    assert!(why.contains("`uu-14-2008:17.h.9`"), "as it is typed: {why}");
    assert!(why.contains("sebagai teks di `legal_basis`"), "{why}");
}
