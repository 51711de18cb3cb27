//! What a reviewer sees is what she signs.

use kecuali_client::{
    error::Exit,
    office::{Name, approval::Under, comparison::Version, seen::Covered},
};
use kecuali_domain::{act::Position, status::Status};
use kecuali_trust::SigningKey;

use crate::world::{World, fields, from_paper};

/// An entry of 3604 that was submitted under 12/2026 item 1, and has reached KPU RI.
fn submitted(world: &mut World) -> Name {
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let item = world.office("3604").item("12/1").unwrap();
    let names = [name.clone()];
    world.office("3604").submit(None, &names, Some(item), None).unwrap();
    world.sync("3604");
    world.sync("RI");
    name
}

fn write(world: &mut World, name: &Name, text: &str) {
    world.office("3604").edit(Some("siti"), name, &fields(&[text])).unwrap();
    world.sync("3604");
    world.sync("RI");
}

#[test]
fn what_is_reviewed_is_the_version_that_a_determine_signs() {
    let mut world = World::with("3604");
    world.issue();
    let name = submitted(&mut world);
    write(&mut world, &name, "description=Sesuatu yang lain");
    write(&mut world, &name, "information=Nama yang lain");

    let shown = world.office("RI").submission(&name).unwrap();
    let field = |name: &str| {
        let mut all = shown.fields.iter();
        all.find(|one| one.field == name).unwrap().values.clone()
    };
    assert_eq!(field("description"), ["Catatan kesehatan pegawai dalam berkas kepegawaian"]);
    assert_eq!(shown.summary.information, "Rekam medis pegawai");
    assert_eq!(shown.edits_since, 2, "it says that the entry was edited since");
    assert_eq!(shown.endorsements.len(), 3);
    assert_eq!(shown.submitted.what, "submit");
    assert!(shown.submitted.by.contains("PPID"), "{}", shown.submitted.by);

    let names = [name.clone()];
    let rows = world.office("RI").determination_preview(&names, None).unwrap();
    for row in &rows[0].fields {
        let same = shown.fields.iter().find(|one| one.field == row.field);
        assert!(same.is_none_or(|one| one.values == [row.value.clone()]), "{}", row.field);
    }
}

#[test]
fn what_was_not_submitted_is_not_reviewed() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    assert_eq!(world.office("3604").submission(&name).unwrap_err().code(), "not_now");
}

#[test]
fn a_submission_is_held_against_what_was_determined_and_what_followed_against_it() {
    let mut world = World::with("3604");
    world.issue();
    let name = submitted(&mut world);
    let names = [name.clone()];
    world.office("RI").determine(None, &names, None, None).unwrap();
    world.sync("RI");
    let compared = world.office("RI").compare(&name).unwrap();
    assert!(compared.submitted.is_none() && compared.later.is_none(), "{compared:?}");

    world.sync("3604");
    for description in ["Versi kedua", "Versi ketiga"] {
        write(&mut world, &name, &format!("description={description}"));
        world.endorse("3604", &name);
        let item = world.office("3604").item("12/1").unwrap();
        world.office("3604").submit(None, &names, Some(item), None).unwrap();
    }
    write(&mut world, &name, "note=Sesudah diajukan");

    let compared = world.office("RI").compare(&name).unwrap();
    let submitted = compared.submitted.unwrap();
    assert_eq!((submitted.from, submitted.to), (Version::Determined, Version::Submitted));
    assert!(submitted.before[0].values[0].starts_with("Catatan kesehatan"), "{submitted:?}");
    assert_eq!(submitted.after[0].values, ["Versi ketiga"]);
    let later = compared.later.unwrap();
    assert_eq!((later.from, later.to), (Version::Submitted, Version::Current));
    assert_eq!((later.before.len(), later.after[0].field.as_str()), (0, "note"));
}

#[test]
fn without_a_decision_a_submission_is_held_against_the_one_before() {
    let mut world = World::with("3604");
    world.issue();
    let name = submitted(&mut world);
    let names = [name.clone()];
    world.office("RI").send_back(Some("rina"), &names, "Terlalu umum").unwrap();
    world.sync("RI");
    world.sync("3604");
    write(&mut world, &name, "description=Lebih rinci");
    world.endorse("3604", &name);
    let item = world.office("3604").item("12/1").unwrap();
    world.office("3604").submit(None, &names, Some(item), None).unwrap();
    let compared = world.office("3604").compare(&name).unwrap();
    let submitted = compared.submitted.unwrap();
    assert_eq!(submitted.from, Version::SubmittedBefore);
    assert_eq!(submitted.after[0].values, ["Lebih rinci"]);
    assert!(compared.later.is_none());
}

#[test]
fn edits_that_nobody_reviewed_are_counted_at_the_office_and_at_kpu_ri() {
    let mut world = World::with("3604");
    world.issue();
    let name = submitted(&mut world);
    assert_eq!(world.office("RI").summary(&name).unwrap().later_edits, 0);
    write(&mut world, &name, "note=Satu");
    world.office("3604").comment(None, &name, "Bukan perubahan", None).unwrap();
    write(&mut world, &name, "note=Dua");
    assert_eq!(world.office("RI").summary(&name).unwrap().later_edits, 2);

    let names = [name.clone()];
    world.office("RI").determine(None, &names, None, None).unwrap();
    world.sync("RI");
    world.sync("3604");
    for code in ["RI", "3604"] {
        let summary = world.office(code).summary(&name).unwrap();
        assert_eq!((summary.status, summary.later_edits), (Status::DeterminedEdited, 2), "{code}");
        let listed = world.office(code).entries().unwrap().remove(0);
        assert_eq!(listed.later_edits, 2, "a list of {code}");
    }
    write(&mut world, &name, "note=");
    let summary = world.office("3604").summary(&name).unwrap();
    assert_eq!((summary.status, summary.later_edits), (Status::Determined, 0), "as it was again");
}

#[test]
fn what_was_seen_is_signed_or_nothing_is() {
    let mut world = World::with("3604");
    world.issue();
    let (name, other) = (submitted(&mut world), submitted(&mut world));
    let both = [name.clone(), other];
    let covered = Covered::Submitted(None);
    let seen = world.office("RI").seen(&both, covered).unwrap();
    write(&mut world, &name, "description=Sesuatu yang lain");
    assert_eq!(world.office("RI").seen(&both, covered).unwrap(), seen, "it was not submitted");

    world.endorse("3604", &name);
    let item = world.office("3604").item("12/1").unwrap();
    let names = [name.clone()];
    world.office("3604").submit(None, &names, Some(item), None).unwrap();
    world.sync("3604");
    world.sync("RI");
    let ri = world.office("RI");
    let before = ri.overview().unwrap().ready;
    ri.sign_only(&seen, covered);
    let error = ri.determine(None, &both, None, None).unwrap_err();
    assert_eq!((error.code(), error.exit()), ("not_as_seen", Exit::Conflict));
    let error = ri.send_back(Some("rina"), &both, "Keliru").unwrap_err();
    assert_eq!(error.code(), "not_as_seen");
    assert_eq!(ri.overview().unwrap().ready, before, "nothing was signed");

    let seen = ri.seen(&both, covered).unwrap();
    ri.sign_only(&seen, covered);
    assert_eq!(ri.determine(None, &names, None, None).unwrap_err().code(), "not_as_seen", "fewer");
    ri.determine(None, &both, None, None).unwrap();
}

#[test]
fn what_another_process_wrote_meanwhile_is_not_endorsed_or_submitted_unseen() {
    let mut world = World::with("3604");
    world.issue();
    let name = world.draft("3604");
    let names = [name.clone()];
    let shown = Covered::Shown(Under::New);
    let seen = world.office("3604").seen(&names, shown).unwrap();
    let mut sync = world.second("3604");
    sync.edit(Some("siti"), &name, &fields(&["description=Sesuatu yang lain"])).unwrap();
    let office = world.office("3604");
    office.sign_only(&seen, shown);
    let said = from_paper(Position::Patron);
    assert_eq!(office.give_word(Some("siti"), &names, &said).unwrap_err().code(), "not_as_seen");
    assert_eq!(office.submit(None, &names, None, None).unwrap_err().code(), "not_as_seen");
    let item = office.item("12/1").unwrap();
    let (now, under) = (Covered::Shown(Under::New), Covered::Shown(Under::Item(item)));
    assert_ne!(office.seen(&names, now).unwrap(), office.seen(&names, under).unwrap());
}

#[test]
fn nothing_is_written_on_what_a_newer_program_said() {
    let mut world = World::with("3604");
    world.issue();
    let name = submitted(&mut world);
    let key = std::fs::read_to_string(world.path("3604").join("keys/siti.key")).unwrap();
    let key = SigningKey::from_secret_text(&key).unwrap();
    world.server.borrow_mut().take_newer(&key, &name, r#"{"act":"bless"}"#);
    world.sync("RI");
    world.sync("3604");
    let names = [name.clone()];
    let office = world.office("3604");
    let events = office.history(&name).unwrap();
    assert_eq!(events.last().unwrap().what, "bless");
    let edit = office.edit(None, &name, &fields(&["note=Satu"])).map(|()| Vec::new());
    let said = from_paper(Position::Patron);
    let all = [
        edit,
        office.give_word(Some("siti"), &names, &said),
        office.submit(None, &names, None, None),
        office.withdraw(None, &names, None),
        office.comment(None, &name, "Satu", None),
    ];
    for done in all {
        assert!(done.unwrap_err().to_string().contains("Program yang lebih baru"));
    }
    assert_eq!(office.history(&name).unwrap().len(), events.len());
    let ri = world.office("RI");
    for done in
        [ri.determine(None, &names, None, None), ri.send_back(Some("rina"), &names, "Keliru")]
    {
        assert!(done.unwrap_err().to_string().contains("Program yang lebih baru"));
    }
    assert_eq!(ri.overview().unwrap().ready, 0);
}

#[test]
fn a_submission_is_shown_with_its_own_item_whatever_was_determined_before() {
    let mut world = World::with("3604");
    world.issue();
    let name = submitted(&mut world);
    let names = [name.clone()];
    world.office("RI").determine(None, &names, None, None).unwrap();
    world.sync("RI");
    world.sync("3604");
    write(&mut world, &name, "description=Versi kedua");
    world.endorse("3604", &name);
    world.office("3604").submit(None, &names, None, None).unwrap();
    let office = world.office("3604");
    assert_eq!(office.summary(&name).unwrap().under.as_deref(), Some("12/2026 butir 1"));
    assert_eq!(office.submission(&name).unwrap().summary.under, None, "it is new substance");
}
