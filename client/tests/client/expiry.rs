use kecuali_client::office::agenda::Task;
use kecuali_domain::{handle, status::Status};

use crate::{
    pages::browser::Browser,
    world::{World, complete, determination},
};

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

#[test]
fn kpu_ri_is_told_of_what_it_alone_can_declare_open() {
    let mut world = World::with("3604");
    world.issue();
    let own = determined(&mut world, "2 bulan");
    determined(&mut world, "5 tahun");
    let ending = |world: &mut World, who: &str| {
        let agenda = world.office("RI").agenda(Some(who), 5).unwrap();
        let near = agenda.sections.into_iter().find(|one| one.task == Task::Expire);
        near.map(|near| near.first.iter().map(|one| one.entry.clone()).collect::<Vec<_>>())
    };
    assert_eq!(
        ending(&mut world, "iman"),
        Some(vec![handle(&own.0, own.1)]),
        "what ends with its item is not told twice"
    );
    let mut browser = Browser::open(&world.path("RI"));
    browser.act_as("iman");
    let home = browser.get("/");
    assert!(home.says("batas KPU RI menyatakannya terbuka"), "{}", home.body);
    assert!(home.body.contains(&format!("href=\"/antrean/{}\"", handle(&own.0, own.1))));
}

#[test]
fn an_item_without_an_end_is_looked_at_each_year_by_who_decides() {
    let mut world = World::with("3604");
    let other = |key: &str| match key {
        "day" | "test_date" => Some("2025-12-10"),
        "year" => Some("2025"),
        "item/1/period" => Some(r#"{"limit":{"one":{"kind":"unlimited"}},"raw":"Tidak terbatas"}"#),
        _ => None,
    };
    let fields = determination("9").into_iter().map(|(key, value)| {
        let value = other(&key).map_or(value, str::to_owned);
        (key, value)
    });
    let ri = world.office("RI");
    let draft = ri.draft_determination(Some("iman"), &fields.collect::<Vec<_>>()).unwrap();
    ri.issue(None, &draft, &[], None).unwrap();
    let agenda = ri.agenda(Some("iman"), 5).unwrap();
    let look = agenda.sections.into_iter().find(|one| one.task == Task::Review).unwrap();
    let due = look.first[0].review.as_ref().map(|review| review.due.to_string());
    assert_eq!(
        (look.first[0].entry.as_str(), due),
        ("9/2025 butir 1", Some("2026-12-10".to_owned()))
    );
}
