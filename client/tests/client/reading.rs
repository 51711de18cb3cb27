//! What is kept in memory says what a program that was just started says.

use kecuali_client::office::{Name, Office, register::Query};
use serde_json::{Value, json};

use crate::world::{World, fields};

fn told(office: &mut Office, name: &Name) -> Value {
    json!({
        "entries": office.entries().unwrap(),
        "one": office.summary(name).ok(),
        "register": office.register(&Query::default()).unwrap(),
        "searched": office.register(&Query { text: Some("rekam".into()), ..Query::default() }).unwrap(),
        "queue": office.queue().unwrap(),
        "queued": office.queue_count().unwrap(),
        "conflicts": office.conflict_count().unwrap(),
        "overview": office.overview().unwrap(),
        "agenda": office.agenda(None, 99).unwrap(),
    })
}

/// Everyone who has asked all the time sees what one who asks for the first time does.
fn all_see_the_same(world: &mut World, name: &Name) {
    for code in ["3604", "RI"] {
        let kept = told(world.office(code), name);
        let fresh = told(&mut world.second(code), name);
        assert_eq!(kept, fresh, "at {code}");
        assert_eq!(kept["queued"], kept["queue"].as_array().unwrap().len(), "at {code}");
    }
}

#[test]
fn what_is_kept_is_what_would_be_read_after_each_step_of_an_entry() {
    let mut world = World::with("3604");
    world.issue();
    let name = world.draft("3604");
    let names = [name.clone()];
    all_see_the_same(&mut world, &name);
    world.office("3604").edit(None, &name, &fields(&["note=satu"])).unwrap();
    all_see_the_same(&mut world, &name);
    world.endorse("3604", &name);
    all_see_the_same(&mut world, &name);
    let item = world.office("3604").item("12/1").unwrap();
    world.office("3604").submit(None, &names, Some(item), None).unwrap();
    all_see_the_same(&mut world, &name);
    world.sync("3604");
    all_see_the_same(&mut world, &name);
    world.sync("RI");
    all_see_the_same(&mut world, &name);
    assert_eq!(world.office("RI").queue_count().unwrap(), 1);
    world.office("RI").determine(None, &names, None, None).unwrap();
    all_see_the_same(&mut world, &name);
    world.sync("RI");
    world.sync("3604");
    all_see_the_same(&mut world, &name);
    let (items, why) = ([1].into(), "Tidak lagi dikecualikan");
    world.office("RI").revoke_determination(None, "12/2026", &items, why, None).unwrap();
    all_see_the_same(&mut world, &name);
    world.sync("RI");
    world.sync("3604");
    all_see_the_same(&mut world, &name);
}

#[test]
fn what_is_erased_or_refused_for_good_is_not_shown_from_memory() {
    let mut world = World::with("3604");
    world.issue();
    let (erased, name) = (world.draft("3604"), world.draft("3604"));
    all_see_the_same(&mut world, &erased);
    world.office("3604").discard_entry(None, &erased).unwrap();
    all_see_the_same(&mut world, &erased);
    world.office("3604").restore_entry(None, &kecuali_domain::handle(&erased.0, erased.1)).unwrap();
    all_see_the_same(&mut world, &erased);

    world.endorse("3604", &name);
    let (names, item) = ([name.clone()], world.office("3604").item("12/1").unwrap());
    world.office("3604").submit(None, &names, Some(item), None).unwrap();
    world.sync("3604");
    let mut forger = world.second("3604");
    forger.skip_own_checks();
    forger.determine(Some("siti"), &names, None, None).unwrap();
    world.office("3604").refresh().unwrap();
    world.office("3604").edit(None, &name, &fields(&["information=Dari kantor"])).unwrap();
    all_see_the_same(&mut world, &name);
    assert_eq!(world.office("3604").summary(&name).unwrap().information, "Dari kantor");
    world.sync("3604");
    assert_eq!(world.office("3604").parked().unwrap().len(), 2);
    all_see_the_same(&mut world, &name);
    assert_eq!(world.office("3604").summary(&name).unwrap().information, "Rekam medis pegawai");
}
