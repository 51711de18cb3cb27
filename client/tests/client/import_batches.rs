//! What an import leaves behind: where each draft comes from, what it was held against, and the way
//! back.

use std::time::Duration;

use kecuali_client::office::import::{apart::Reader, plan::Planned};
use kecuali_domain::content::Content;

use crate::{
    desk::Desk,
    importing::{plan, reader, wish},
    world::World,
};

#[test]
fn what_is_in_force_and_what_is_in_the_register_is_pointed_out() {
    let mut world = World::with("3604");
    world.issue();
    world.sync("3604");
    let decisions = world.office("3604").determinations().unwrap();
    let covered = decisions[0].items[0].information.clone();
    let list =
        format!("Informasi\n\"{covered}\"\nNilai tes siswa diklat\nNilai tes siswa diklat 2\n");
    let found = plan(&mut world, "a.csv", list.as_bytes());
    let ninth = |row: &Planned| -> Vec<(&'static str, Option<String>)> {
        let ninth = row.flags.iter().filter(|flag| flag.rule() == Some("R09"));
        ninth.map(|flag| (flag.name(), flag.detail())).collect()
    };
    let rows = &found.tables[0].rows;
    assert_eq!(ninth(&rows[0]), [("same_as_item", Some("12/2026 butir 1".to_owned()))]);
    assert!(rows[0].flags.iter().all(|flag| flag.rule() != Some("R04")), "its test was made");
    assert!(ninth(&rows[1]).is_empty());
    assert_eq!(ninth(&rows[2])[0].0, "similar_to_proposal");
    assert!(ninth(&rows[2])[0].1.as_ref().is_some_and(|about| about.starts_with("baris 3")));

    let imported = world.office("3604").import(None, found).unwrap();
    let again = plan(&mut world, "a.csv", list.as_bytes());
    assert_eq!(again.before, [imported.batch]);
    let about = ninth(&again.tables[0].rows[1]);
    assert_eq!(about, [("same_as_proposal", Some(imported.entries[1].clone()))]);
}

#[test]
fn where_a_draft_comes_from_is_kept_here_and_leaves_no_office() {
    let mut world = World::with("3604");
    let list = "No;Informasi;Lokasi simpan;NIP\n7;Rekam medis;LEMARI-SATU;199001012020\n";
    let planned = plan(&mut world, "daftar.csv", list.as_bytes());
    let sha = planned.source.sha256;
    world.office("3604").import(None, planned).unwrap();
    let copy = world.path("copy");
    world.office("3604").backup(&copy).unwrap();
    let office = world.office("3604");
    let name = office.entries().unwrap().remove(0);
    let name = (name.log, name.id);
    let found = office.provenance(&name).unwrap().unwrap();
    assert_eq!((found.file.as_str(), found.row, found.source.sha256), ("daftar.csv", 2, sha));
    let cells: Vec<(&str, &str, &str)> = found
        .cells
        .iter()
        .map(|cell| (cell.heading.as_str(), cell.becomes.as_str(), cell.text.as_str()))
        .collect();
    assert_eq!(
        cells,
        [
            ("No", "#", "7"),
            ("Informasi", "information", "Rekam medis"),
            ("Lokasi simpan", "-", "LEMARI-SATU"),
            ("NIP", "-", "199001012020"),
        ]
    );
    let content: Content = office.content(&name).unwrap();
    let signed = format!("{content:?}");
    assert!(signed.contains("Rekam medis"));
    assert!(!signed.contains("LEMARI-SATU") && !signed.contains("199001012020"), "{signed}");
    let mut restored = kecuali_client::office::Office::open(
        &copy,
        Box::new(kecuali_client::machine::Replay::new(crate::world::NOON, "copy".to_owned())),
    )
    .unwrap();
    assert!(restored.provenance(&name).unwrap().is_some(), "a copy has it, too");
}

#[test]
fn a_batch_is_taken_back_as_far_as_nobody_else_has_it() {
    let mut world = World::with("3604");
    let list = "Informasi\nSatu\nDua\nTiga\n";
    let first = plan(&mut world, "a.csv", list.as_bytes());
    let sent = world.office("3604").import(None, first).unwrap();
    world.sync("3604");
    let list = "Informasi\nEmpat\nLima\n";
    let second = plan(&mut world, "b.csv", list.as_bytes());
    let here = world.office("3604").import(None, second).unwrap();
    let office = world.office("3604");
    let edited = office.find(&here.entries[1], kecuali_domain::Kind::Entry).unwrap();
    office.edit(None, &edited, &crate::world::fields(&["note=x"])).unwrap();

    let stays = office.undo_import(&sent.batch).unwrap();
    assert_eq!((stays.erased.len(), stays.left.sent.len()), (0, 3));
    let undone = office.undo_import(here.batch.get(..4).unwrap()).unwrap();
    assert_eq!(
        (undone.erased.as_slice(), undone.left.edited.as_slice()),
        (&here.entries[..1], &here.entries[1..])
    );
    assert_eq!((undone.left.unsent.len(), undone.left.batch.undone), (0, 1), "as it is after");
    assert_eq!(office.entries().unwrap().len(), 4);
    assert_eq!(world.second("3604").entries().unwrap().len(), 4, "on the disk, too");
    let office = world.office("3604");
    let left = office.imports().unwrap();
    assert_eq!((left[1].batch.undone, left[1].unsent.len(), left[1].edited.len()), (1, 0, 1));
    assert_eq!(office.undo_import(&here.batch).unwrap().erased.len(), 0, "once is enough");
    assert!(office.undo_import("zzz").is_err());
    world.sync("3604");
    assert_eq!(world.office("RI").entries().unwrap().len(), 0, "nothing of it was sent");
}

#[test]
fn a_child_that_says_nothing_or_takes_too_long_is_a_refusal() {
    let mut world = World::with("3604");
    let file = world.path("3604").join("a.csv");
    std::fs::write(&file, "Informasi\nA\n").unwrap();
    let office = world.office("3604");
    let hurried = Reader { patience: Duration::ZERO, ..reader() };
    let error = office.plan_import(&hurried, &file, &wish(&[])).unwrap_err();
    assert_eq!(error.code(), "table_slow");
    assert!(office.plan_import(&reader(), &file, &wish(&[])).is_ok(), "and the next one is read");
    // It ends without a word, as one does that runs into the limits of the system.
    #[cfg(unix)]
    {
        let silent = Reader::of("/bin/false".into());
        let error = office.plan_import(&silent, &file, &wish(&[])).unwrap_err();
        assert_eq!(error.code(), "table_heavy");
    }
    let none = Reader::of(world.path("no-such-program"));
    let error = world.office("3604").plan_import(&none, &file, &wish(&[])).unwrap_err();
    assert_eq!(error.code(), "file");
}

#[test]
fn a_person_looks_says_yes_and_takes_it_back_on_the_command_line() {
    let mut desk = Desk::with_office();
    std::fs::write(desk.path().join("a.csv"), "No;Informasi\n1;Rekam medis\n2;Memo\n").unwrap();
    let look = desk.run("3604", &["import", "a.csv"]);
    assert!(look.starts_with("exit 2\nBerkas  a.csv (CSV, UTF-8, pemisah `;`)"), "{look}");
    assert!(look.contains("information (Nama informasi)") && look.contains("[unconfirmed]"));
    assert_eq!(desk.done("3604", &["entry", "list"]), "", "nothing is written");
    assert!(desk.run("3604", &["import", "a.csv", "--dry-run"]).starts_with("exit 0\n"));

    let json: serde_json::Value =
        serde_json::from_str(&desk.done("3604", &["import", "a.csv", "--yes", "--json"])).unwrap();
    assert_eq!(json["entries"].as_array().unwrap().len(), 2);
    let entry = json["entries"][1].as_str().unwrap();
    assert!(desk.done("3604", &["import", "origin", entry]).contains("a.csv  sha256 "));
    assert!(desk.done("3604", &["import", "list"]).contains("2 belum terkirim"));
    let batch = json["batch"].as_str().unwrap();
    assert!(desk.run("3604", &["import", "undo", batch]).starts_with("exit 2\n2 konsep"));
    assert_eq!(desk.done("3604", &["import", "undo", batch, "--yes"]), "2 konsep dihapus.");
    assert_eq!(desk.done("3604", &["entry", "list"]), "");

    std::fs::write(desk.path().join("b.xls"), b"\xd0\xcf\x11\xe0").unwrap();
    assert!(desk.run("3604", &["import", "b.xls"]).contains("[table_protected]"));
}
