use kecuali_client::office::agenda::Task;
use kecuali_domain::status::Status;

use crate::world::{World, complete};

/// An entry that was determined with a period.
pub(crate) fn determined(world: &mut World, period: &str) -> kecuali_client::office::Name {
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

/// The day after, since nothing is signed for a period that is over; the clock here is behind it.
pub(crate) fn next_day(world: &mut World) {
    world.server.borrow_mut().begin("2026-11-24");
    world.try_sync("3604");
    world.try_sync("RI");
}

#[test]
fn what_is_over_is_open_and_says_so() {
    let mut world = World::with("3604");
    world.issue();
    let over = determined(&mut world, "2026-11-23");
    let today = determined(&mut world, "2026-11-24");
    next_day(&mut world);
    for office in ["3604", "RI"] {
        let summary = world.office(office).summary(&over).unwrap();
        assert_eq!((summary.status, summary.lapsed), (Status::Determined, true));
        assert_eq!(summary.label, "Jangka waktu berakhir");
        assert!(summary.next.contains("23 November 2026"), "{}", summary.next);
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
    let soon = |world: &mut World| {
        let mut all = world.office("3604").overview().unwrap().expiring;
        assert_eq!(all.len(), 1, "{all:?}");
        let one = all.remove(0);
        let agenda = world.office("3604").agenda(None, 5).unwrap();
        let waits = agenda.sections.into_iter().find(|one| one.task == Task::Expire).unwrap();
        let near = waits.first.iter().filter_map(|one| one.expiry.as_ref());
        let near: Vec<_> = near.map(|near| (near.ends, near.open_by)).collect();
        assert_eq!(near, [(one.ends, one.open_by)], "one day by which to act, wherever it stands");
        (one.ends.to_string(), one.open_by.to_string(), one.unknown_years.len())
    };
    let early = ("2027-01-21".to_owned(), "2026-11-22".to_owned(), 2);
    assert_eq!(soon(&mut world), early, "without the holidays it is never too late");
    crate::upkeep::set_holidays(&mut world, &["2026-12-24", "2026-12-25", "2027-01-01"]);
    assert_eq!(soon(&mut world), ("2027-01-21".to_owned(), "2026-12-07".to_owned(), 0));
}
