use kecuali_domain::status::Status;

use crate::world::{World, complete};

/// An entry that was determined with a period.
fn determined(world: &mut World, period: &str) -> kecuali_client::office::Name {
    let mut fields = complete("Rekam medis pegawai");
    fields.retain(|(key, _)| key != "period");
    fields.extend(crate::world::fields(&[&format!("period={period}")]));
    let name = world.office("3604").add_entries(None, &[fields]).unwrap().remove(0);
    world.endorse("3604", &name);
    let names = [name.clone()];
    let item = world.office("3604").item("12/1").unwrap();
    world.office("3604").submit(None, &names, Some(item), None).unwrap();
    world.sync("3604");
    world.sync("RI");
    world.office("RI").determine(None, &names, None, None).unwrap();
    world.sync("RI");
    world.sync("3604");
    name
}

#[test]
fn what_is_over_is_open_and_says_so() {
    let mut world = World::with("3604");
    world.issue();
    let over = determined(&mut world, "2026-11-22");
    let today = determined(&mut world, "2026-11-23");
    for office in ["3604", "RI"] {
        let summary = world.office(office).summary(&over).unwrap();
        assert_eq!((summary.status, summary.lapsed), (Status::Determined, true));
        assert_eq!(summary.label, "Jangka waktu berakhir");
        assert!(summary.next.contains("22 November 2026"), "{}", summary.next);
        assert!(summary.next.contains("terbuka dengan sendirinya"), "{}", summary.next);
        let last_day = world.office(office).summary(&today).unwrap();
        assert!(!last_day.lapsed, "the last day is a day of exemption still");
    }
    let overview = world.office("3604").overview().unwrap();
    assert_eq!((overview.lapsed, overview.entries["determined"]), (1, 2));
    let soon: Vec<_> = overview.expiring.iter().map(|one| one.id).collect();
    assert_eq!(soon, [today.1], "what is over does not end soon");
}

#[test]
fn what_ends_soon_is_named_with_the_day_by_which_to_act() {
    let mut world = World::with("3604");
    world.issue();
    determined(&mut world, "5 tahun");
    determined(&mut world, "2 bulan");
    let overview = world.office("3604").overview().unwrap();
    assert_eq!(overview.expiring.len(), 1, "{:?}", overview.expiring);
    let soon = &overview.expiring[0];
    assert_eq!(
        (soon.ends.to_string(), soon.open_by.to_string()),
        ("2027-01-21".into(), "2026-12-10".into())
    );
}
