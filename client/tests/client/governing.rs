//! What holds for all offices: policies and the day of the log.

use std::collections::BTreeSet;

use kecuali_client::{
    error::Exit,
    office::policy::{ENDORSEMENTS, OFFICES, OfficeChange, ROUTE},
};
use kecuali_domain::{Day, act::Position, office::Level, status::Status};
use kecuali_ledger::{Endorsements, Route};

use crate::world::{World, from_paper};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn superior_alone() -> serde_json::Value {
    Endorsements(BTreeSet::from([Position::PpidSuperior])).to_value()
}

#[test]
fn a_policy_is_set_and_holds_from_its_day_on() {
    let mut world = World::with("3604");
    world.issue();
    let from = Some(day("2026-11-25"));
    let ri = world.office("RI");
    let change = ri.policy_change(ENDORSEMENTS, from, &superior_alone()).unwrap();
    assert!(change.before.contains("Pembina PPID") && !change.after.contains("Pembina PPID"));
    ri.set_policy(None, ENDORSEMENTS, from, &superior_alone()).unwrap();
    world.sync("RI");
    world.sync("3604");

    let name = world.draft("3604");
    let said = from_paper(Position::PpidSuperior);
    let names = [name.clone()];
    world.office("3604").give_word(Some("siti"), &names, &said).unwrap();
    assert_eq!(world.office("3604").summary(&name).unwrap().status, Status::Draft, "not yet");
    world.office("RI").set_day(None, day("2026-11-25")).unwrap();
    let told = world.try_sync("RI").alarms;
    assert_eq!(told.iter().map(|alarm| alarm.code).collect::<Vec<_>>(), ["day_ahead"]);
    world.sync("3604");
    assert_eq!(world.office("3604").summary(&name).unwrap().status, Status::Endorsed);
}

#[test]
fn every_policy_is_shown_with_the_one_that_holds_on_a_day() {
    let mut world = World::new();
    let ri = world.office("RI");
    let later = Route { application_via_province: true, new_substance_via_province: true };
    ri.set_policy(None, ROUTE, Some(day("2027-01-01")), &later.to_value()).unwrap();
    let holding = |day: Option<Day>, ri: &mut kecuali_client::office::Office| {
        let all = ri.policies(day).into_iter();
        let routes = all.filter(|one| one.name == ROUTE && one.holds);
        routes.map(|one| one.from.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(holding(None, ri), ["2026-11-23"]);
    assert_eq!(holding(Some(day("2027-01-01")), ri), ["2027-01-01"]);
    assert_eq!(holding(Some(day("2026-01-01")), ri), Vec::<String>::new());
    assert_eq!(ri.policies(None).len(), 3, "what holds, what held, what comes");
}

#[test]
fn a_policy_that_says_what_holds_already_is_not_signed() {
    let mut world = World::new();
    let ri = world.office("RI");
    let same = Endorsements::default().to_value();
    let error = ri.set_policy(None, ENDORSEMENTS, None, &same).unwrap_err();
    assert_eq!(error.exit(), Exit::Usage, "{error}");
    assert_eq!(world.office("RI").overview().unwrap().ready, 0);
}

#[test]
fn no_office_sets_what_holds_for_all() {
    let mut world = World::with("3604");
    let office = world.office("3604");
    let policy = office.set_policy(None, ENDORSEMENTS, None, &superior_alone()).unwrap_err();
    let set_day = office.set_day(None, day("2027-01-01")).unwrap_err();
    assert_eq!((policy.exit(), set_day.exit()), (Exit::NotAuthorised, Exit::NotAuthorised));
}

#[test]
fn an_office_is_moved_on_top_of_what_was_moved_before_and_only_to_where_it_can_stand() {
    let mut world = World::new();
    let ri = world.office("RI");
    let to = |office: &str, level, parent: &str| OfficeChange {
        office: office.parse().unwrap(),
        level,
        parent: parent.parse().unwrap(),
    };
    let first = ri.offices_with(&[to("9999", Level::RegencyCity, "36")], None).unwrap();
    ri.set_policy(None, OFFICES, None, &first).unwrap();
    let both = ri.offices_with(&[to("3604", Level::RegencyCity, "32")], None).unwrap();
    let moved: Vec<&String> = both.as_object().unwrap().keys().collect();
    assert_eq!(moved, ["3604", "9999"]);
    for bad in [
        to("3604", Level::RegencyCity, "3603"),
        to("3604", Level::RegencyCity, "RI"),
        to("98", Level::Province, "36"),
        to("RI", Level::Province, "RI"),
        to("3604", Level::National, "RI"),
    ] {
        assert!(ri.offices_with(std::slice::from_ref(&bad), None).is_err(), "{bad:?}");
    }
}

#[test]
fn a_day_that_goes_back_jumps_or_runs_ahead_wants_a_yes() {
    let mut world = World::new();
    let ri = world.office("RI");
    assert!(!ri.is_jump(day("2026-11-23")));
    for text in ["2026-11-22", "2026-11-24", "2026-12-01", "2027-01-01"] {
        assert!(ri.is_jump(day(text)), "{text}: the machine says 2026-11-23");
    }
    ri.set_day(None, day("2026-11-10")).unwrap();
    assert!(!ri.is_jump(day("2026-11-17")) && ri.is_jump(day("2026-11-18")), "a week");
    let again = ri.set_day(None, day("2026-11-10")).unwrap_err();
    assert_eq!(again.exit(), Exit::Usage);
    world.sync("RI");
    let view = world.office("RI").day_view();
    assert_eq!(view.day, Some(day("2026-11-10")), "an act alone may lower it");
    assert_eq!(view.machine, day("2026-11-23"));
}

#[test]
fn an_office_that_a_policy_added_is_set_up_and_its_rows_are_read_and_determined() {
    let mut world = World::with("36");
    world.issue();
    let ri = world.office("RI");
    let change = OfficeChange {
        office: "9999".parse().unwrap(),
        level: Level::RegencyCity,
        parent: "36".parse().unwrap(),
    };
    let offices = ri.offices_with(&[change], None).unwrap();
    ri.set_policy(None, OFFICES, None, &offices).unwrap();
    world.sync("RI");
    world.arrive("9999");
    world.sync("9999");
    world.admit("9999");
    let name = world.draft("9999");
    world.endorse("9999", &name);
    let names = [name.clone()];
    let item = world.office("9999").item("12/1").unwrap();
    world.office("9999").submit(None, &names, Some(item), None).unwrap();
    assert!(world.sync("9999").refused.is_empty());
    for above in ["36", "RI"] {
        world.sync(above);
        let office = world.office(above);
        assert_eq!(office.entries().unwrap().len(), 1, "{above} reads what is below it");
        assert_eq!(office.office_by_code("9999").unwrap().as_str(), "9999");
        assert!(office.office_by_code("9998").is_err());
    }
    let done = world.office("RI").determine(None, &names, None, None).unwrap();
    assert_eq!(done[0].without_effect, None);
}
