//! Who changed what, field by field: histories, both sides of a conflict, and what nobody reviewed.

use kecuali_client::office::{
    Name,
    changes::{ChangeView, FieldChange},
    difference::Run,
};

use crate::{
    desk::Desk,
    world::{World, fields},
};

fn of<'a>(change: &'a ChangeView, field: &str) -> &'a FieldChange {
    change.fields.iter().find(|one| one.field == field).unwrap()
}

/// An entry that is determined under 12/2026.
fn determined() -> (World, Name) {
    let mut world = World::with("3604");
    world.issue();
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let (item, one) = (world.office("3604").item("12/1").unwrap(), [name.clone()]);
    world.office("3604").submit(None, &one, Some(item), None).unwrap();
    world.sync("3604");
    world.sync("RI");
    world.office("RI").determine(None, &one, None, None).unwrap();
    world.sync("RI");
    world.sync("3604");
    (world, name)
}

#[test]
fn each_change_says_what_it_found_and_what_it_left() {
    let (mut world, name) = determined();
    let office = world.office("3604");
    let change = fields(&["period=3 tahun", "exceptions/public_office=", "note=Lihat berkas"]);
    office.edit(Some("siti"), &name, &change).unwrap();
    let history = office.field_history(&name).unwrap();
    assert_eq!(history.len(), 2, "acts are no changes of fields");

    let (first, second) = (&history[0], &history[1]);
    assert!(first.fields.iter().all(|field| field.before.is_empty()), "there was nothing before");
    assert_eq!(first.written.by, "SITI, PPID");
    assert!(first.written.position.is_some() && first.written.day.is_some());
    assert!(
        !first.fields.iter().any(|field| field.field == "salt"),
        "the salt is nobody's to read"
    );
    assert_eq!((second.written.position, second.written.day), (None, None), "not received yet");

    let period = of(second, "period");
    assert_eq!(
        (period.before.as_slice(), period.after.as_slice()),
        (&["5 tahun".to_owned()][..], &["3 tahun".to_owned()][..],)
    );
    let runs =
        [Run::Removed("5".to_owned()), Run::Added("3".to_owned()), Run::Same(" tahun".to_owned())];
    assert_eq!(period.runs, runs);
    let cleared = of(second, "exceptions/public_office");
    assert!(cleared.before[0].contains("jabatan") && cleared.after.is_empty(), "{cleared:?}");

    // Replayed, the history comes to what is there.
    let now = office.entry(&name).unwrap().fields.len();
    let mut replayed = std::collections::BTreeMap::new();
    for field in history.iter().flat_map(|change| &change.fields) {
        replayed.insert(field.field.clone(), field.after.clone());
    }
    replayed.retain(|_, after| !after.is_empty());
    assert_eq!(replayed.len(), now);
}

#[test]
fn what_nobody_reviewed_is_marked_word_by_word() {
    let (mut world, name) = determined();
    let office = world.office("3604");
    assert!(office.since_determined(&name).unwrap().is_empty());
    for text in ["information=Rekam medis calon pegawai", "information=Rekam medis calon ASN"] {
        office.edit(Some("siti"), &name, &fields(&[text])).unwrap();
    }
    let since = office.since_determined(&name).unwrap();
    assert_eq!(since.len(), 1);
    assert_eq!(
        since[0].runs,
        [
            Run::Same("Rekam medis ".to_owned()),
            Run::Removed("pegawai".to_owned()),
            Run::Added("calon ASN".to_owned()),
        ]
    );
    let draft = world.draft("3604");
    assert!(world.office("3604").since_determined(&draft).unwrap().is_empty());
}

#[test]
fn both_sides_of_a_conflict_say_who_and_when() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    world.sync("3604");
    let copy = world.path("laptop");
    world.office("3604").backup(&copy).unwrap();
    let mut laptop = world.second("laptop");
    laptop.edit(Some("siti"), &name, &fields(&["period=3 tahun"])).unwrap();
    world.office("3604").edit(Some("siti"), &name, &fields(&["period=2 tahun"])).unwrap();
    assert!(world.office("3604").conflicts_of(&name).unwrap().is_empty());
    world.sync("3604");
    world.replace("3604", laptop);
    world.sync("3604");

    let office = world.office("3604");
    let conflict = office.conflicts_of(&name).unwrap();
    assert_eq!(conflict.len(), 1);
    assert_eq!((conflict[0].field.as_str(), conflict[0].values.len()), ("period", 2));
    let mut texts: Vec<_> = conflict[0].values.iter().map(|side| side.value.as_str()).collect();
    texts.sort_unstable();
    assert!(texts[0].contains("2 tahun") && texts[1].contains("3 tahun"), "{texts:?}");
    for side in &conflict[0].values {
        assert_eq!(side.by, "SITI, PPID");
        assert!(side.time > 0);
    }
    office.resolve(Some("siti"), &name, "period", &conflict[0].values[1].value).unwrap();
    assert!(office.conflicts_of(&name).unwrap().is_empty());
    let last = office.field_history(&name).unwrap().pop().unwrap();
    assert_eq!(of(&last, "period").before.len(), 2, "it found both");
}

#[test]
fn a_command_shows_what_was_taken_out_and_put_in() {
    let mut desk = Desk::with_office();
    let entry = desk.done("3604", &["entry", "add", "--set", "information=Rekam medis pegawai"]);
    desk.done("3604", &["entry", "edit", &entry, "--set", "information=Rekam medis calon pegawai"]);
    insta::assert_snapshot!(desk.run("3604", &["entry", "changes", &entry]), @r"
    exit 0
    23 November 2026 12.00  Siti, PPID  [belum dikirim, menunggu hak kuncinya]
      Nama informasi:
        {+Rekam medis pegawai+}
    23 November 2026 12.00  Siti, PPID  [belum dikirim, menunggu hak kuncinya]
      Nama informasi:
        Rekam medis {+calon +}pegawai
    --
    ");
    let since = ["entry", "changes", entry.as_str(), "--since-determined", "--json"];
    assert_eq!(desk.done("3604", &since), "[]");
}
