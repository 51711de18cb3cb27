use crate::world::{World, fields};

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

#[test]
fn what_is_in_conflict_is_neither_endorsed_nor_resolved_twice() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let error = world.office("3604").resolve(None, &name, "note", "x").unwrap_err();
    assert_eq!(error.code(), "not_now");
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
