use kecuali_client::{error::Exit, office::Name};
use kecuali_domain::act::Position;

use crate::world::{World, fields, from_paper};

#[test]
fn a_field_that_two_wrote_unseen_waits_for_a_person() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    world.sync("3604");
    let copy = world.path("laptop");
    world.office("3604").backup(&copy).unwrap();
    let mut laptop = world.second("laptop");
    laptop.edit(None, &name, &fields(&["note=dari laptop"])).unwrap();
    world.office("3604").edit(None, &name, &fields(&["note=dari kantor"])).unwrap();
    world.sync("3604");
    let office = world.second("3604");
    world.replace("3604", laptop);
    world.sync("3604");

    let conflicts = world.office("3604").conflicts().unwrap();
    assert_eq!(conflicts.len(), 1, "{conflicts:?}");
    assert_eq!((conflicts[0].label.as_str(), conflicts[0].values.len()), ("Keterangan", 2));
    world.office("3604").resolve(None, &name, "note", "dari kantor").unwrap();
    assert!(world.office("3604").conflicts().unwrap().is_empty());
    world.sync("3604");

    world.replace("3604", office);
    world.sync("3604");
    let entry = world.office("3604").entry(&name).unwrap();
    let note = entry.fields.iter().find(|field| field.field == "note").unwrap();
    assert_eq!(note.values, ["dari kantor"]);
}

/// An entry of which two machines of one office wrote a field unseen of each other.
fn in_conflict(world: &mut World, one: &str, other: &str) -> Name {
    written_apart(world, &[one], &[other])
}

/// An entry that two machines of one office wrote unseen of each other.
pub(crate) fn written_apart(world: &mut World, one: &[&str], other: &[&str]) -> Name {
    let name = world.draft("3604");
    world.sync("3604");
    let copy = world.path("laptop");
    world.office("3604").backup(&copy).unwrap();
    let mut laptop = world.second("laptop");
    laptop.edit(Some("siti"), &name, &fields(one)).unwrap();
    let mut way = world.way("3604");
    laptop.sync(&mut way).unwrap();
    world.office("3604").edit(Some("siti"), &name, &fields(other)).unwrap();
    world.sync("3604");
    name
}

#[test]
fn what_another_process_wrote_since_a_form_was_drawn_is_not_written_over() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let mut other = world.second("3604");
    let office = world.office("3604");
    let (drawn, form) = (office.drawn(&name).unwrap(), office.new_form());
    other.edit(Some("siti"), &name, &fields(&["note=B", "media=printed"])).unwrap();
    let typed = fields(&["note=C", "register_year=2026"]);
    office.save_form(Some("siti"), &form, Some((&name, &drawn)), &typed).unwrap();

    let content = office.content(&name).unwrap();
    assert_eq!(content.values("note"), ["B", "C"], "who wrote the same waits for a person");
    assert_eq!(content.one("media"), Some("printed"), "the rest goes together");
    assert_eq!(content.one("register_year"), Some("2026"));
    assert_eq!(office.conflicts().unwrap().len(), 1);
}

#[test]
fn a_conflict_that_another_process_settled_is_not_settled_again_by_who_saw_it_open() {
    let mut world = World::with("3604");
    let name = in_conflict(&mut world, "note=dari laptop", "note=dari kantor");
    let mut other = world.second("3604");
    let office = world.office("3604");
    let seen = office.conflicts_of(&name).unwrap().remove(0).seen;
    other.resolve_seen(Some("siti"), &name, "note", "dari keduanya", &seen).unwrap();
    let again = office.resolve_seen(Some("siti"), &name, "note", "dari laptop", &seen);
    assert_eq!(again.unwrap_err().code(), "not_as_seen");
    assert_eq!(office.content(&name).unwrap().values("note"), ["dari keduanya"]);
}

#[test]
fn what_is_in_conflict_is_neither_endorsed_nor_resolved_twice() {
    let mut world = World::with("3604");
    let name = in_conflict(&mut world, "note=dari laptop", "note=dari kantor");
    let names = [name.clone()];
    let office = world.office("3604");
    let before = office.history(&name).unwrap().len();
    let said = from_paper(Position::Patron);
    let error = office.give_word(Some("siti"), &names, &said).unwrap_err();
    assert_eq!((error.code(), error.exit()), ("field_in_conflict", Exit::Conflict));
    assert!(error.to_string().contains("Keterangan"), "{error}");
    assert!(error.hint().unwrap().contains("kecuali entry resolve"));
    let error = office.submit(None, &names, None, None).unwrap_err();
    assert_eq!(error.code(), "field_in_conflict");
    assert_eq!(office.history(&name).unwrap().len(), before, "nothing was signed");

    office.resolve(None, &name, "note", "dari kantor").unwrap();
    let again = office.resolve(None, &name, "note", "dari laptop").unwrap_err();
    assert_eq!(again.code(), "not_now", "it is settled");
    office.give_word(Some("siti"), &names, &said).unwrap();
}

#[test]
fn a_conflict_is_settled_with_a_third_value_only_as_the_field_takes_it() {
    let mut world = World::with("3604");
    let name = in_conflict(&mut world, "test_date=2026-11-01", "test_date=2026-11-02");
    let office = world.office("3604");
    let bad = office.resolve(None, &name, "test_date", "besok").unwrap_err();
    assert_eq!((bad.code(), bad.exit()), ("input", Exit::Usage));
    office.resolve(None, &name, "test_date", "3 November 2026").unwrap();
    assert_eq!(office.content(&name).unwrap().one("test_date"), Some("2026-11-03"));
}

#[test]
fn what_is_in_conflict_has_no_effect_whoever_signs_it() {
    let mut world = World::with("3604");
    world.issue();
    let name = in_conflict(&mut world, "information=Rekam medis A", "information=Rekam medis B");
    let names = [name];
    let office = world.office("3604");
    office.skip_own_checks();
    for position in Position::ALL {
        office.give_word(Some("siti"), &names, &from_paper(position)).unwrap();
    }
    let item = office.item("12/1").unwrap();
    let done = office.submit(None, &names, Some(item), None).unwrap();
    assert_eq!(done[0].without_effect, Some("covers_conflict"), "the fold takes none of it");
}

#[test]
fn a_list_follows_what_its_log_brings() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    world.sync("3604");
    world.sync("RI");
    assert_eq!(world.office("RI").entries().unwrap()[0].information, "Rekam medis pegawai");
    world.office("3604").edit(None, &name, &fields(&["information=Rekam medis"])).unwrap();
    let second = world.draft("3604");
    world.sync("3604");
    world.sync("RI");
    let listed = world.office("RI").entries().unwrap();
    let one_by_one: Vec<_> =
        [&name, &second].map(|name| world.office("RI").summary(name).unwrap()).into();
    let short = |entries: &[kecuali_client::office::standing::EntrySummary]| {
        let mut all: Vec<_> =
            entries.iter().map(|one| (one.id, one.information.clone(), one.progress)).collect();
        all.sort_by_key(|one| one.0);
        all
    };
    assert_eq!(short(&listed), short(&one_by_one));
}

/// The fields that went together: the label, the value, how many wrote it.
fn beside(world: &mut World) -> Vec<(String, String, usize)> {
    let (found, more) = world.office("3604").parallel(usize::MAX).unwrap();
    assert_eq!(more, 0);
    let view = |one: kecuali_client::office::parallel::Parallel| {
        assert!(one.values.iter().all(|side| side.by == "SITI, PPID" && side.time > 0));
        (one.label, one.values[0].value.clone(), one.values.len())
    };
    found.into_iter().map(view).collect()
}

#[test]
fn what_went_together_is_told_from_what_waits_for_a_person() {
    let mut world = World::with("3604");
    let (laptop, office) = (["note=A", "media=printed"], ["note=B", "media=printed"]);
    let name = written_apart(&mut world, &laptop, &office);
    let clashes = world.office("3604").conflicts().unwrap();
    assert_eq!(clashes.len(), 1, "{clashes:?}");
    assert_eq!(clashes[0].field, "note");
    let went = beside(&mut world);
    assert_eq!(went.len(), 1, "{went:?}");
    assert_eq!((went[0].1.as_str(), went[0].2), ("printed", 2), "both wrote the same");

    let before = world.office("3604").history(&name).unwrap().len();
    world.office("3604").resolve(Some("siti"), &name, "note", "A").unwrap();
    let history = world.office("3604").history(&name).unwrap();
    assert_eq!(history.len(), before + 1, "one change settles it");
    assert!(beside(&mut world).is_empty(), "who settled it saw the rest");
}

#[test]
fn what_two_wrote_in_different_fields_is_no_conflict_until_someone_signs_what_it_came_to() {
    let mut world = World::with("3604");
    let name = written_apart(&mut world, &["note=dari laptop"], &["media=printed"]);
    assert!(world.office("3604").conflicts().unwrap().is_empty());
    let went = beside(&mut world);
    assert_eq!(went.len(), 2, "{went:?}");
    assert!(went.iter().any(|one| one.0 == "Keterangan" && one.1 == "dari laptop"), "{went:?}");
    let (shown, more) = world.office("3604").parallel(0).unwrap();
    assert_eq!((shown.len(), more), (0, 1));
    world.endorse("3604", &name);
    assert!(beside(&mut world).is_empty(), "who endorsed saw both");
}
