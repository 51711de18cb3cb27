//! What is due about an entry, wherever people look at it or sign it.

use std::collections::BTreeSet;

use kecuali_client::office::{Name, policy::HOLIDAYS};
use kecuali_domain::Day;

use crate::{
    expiry::determined,
    world::{World, complete, fields},
};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// KPU RI says the holidays of these years, and the office hears of it.
pub(crate) fn set_holidays(world: &mut World, days: &[&str]) {
    let days: BTreeSet<Day> = days.iter().map(|text| day(text)).collect();
    let ri = world.office("RI");
    let value = ri.holidays_with(&days, None);
    ri.set_policy(None, HOLIDAYS, None, &value).unwrap();
    world.try_sync("RI");
    world.sync("3604");
}

fn shown(world: &mut World, name: &Name) -> Vec<(&'static str, Option<String>)> {
    let findings = world.office("3604").entry(name).unwrap().findings;
    findings.into_iter().map(|one| (one.code, one.about)).collect()
}

#[test]
fn an_exemption_that_ends_is_told_by_the_working_days_of_the_policy() {
    let mut world = World::with("3604");
    world.issue();
    let name = determined(&mut world, "2 bulan");
    let (ends, years) = (Some("2027-01-21".to_owned()), Some("2026, 2027".to_owned()));
    let found = shown(&mut world, &name);
    assert!(found.contains(&("expiry_due", ends.clone())), "{found:?}");
    assert!(found.contains(&("holidays_unknown", years)), "{found:?}");
    set_holidays(&mut world, &["2026-12-24", "2026-12-25", "2027-01-01"]);
    let found = shown(&mut world, &name);
    assert_eq!(found, [("expiry_soon", Some("2026-12-07".to_owned()))]);
    world.office("RI").set_day(None, day("2027-01-22")).unwrap();
    world.try_sync("RI");
    world.sync("3604");
    assert_eq!(shown(&mut world, &name), [("expired", ends)]);
}

#[test]
fn an_entry_that_nobody_looked_at_for_half_a_year_is_told_until_someone_does() {
    let mut world = World::with("3604");
    world.issue();
    let name = determined(&mut world, "5 tahun");
    assert_eq!(shown(&mut world, &name), []);
    world.office("RI").set_day(None, day("2027-05-24")).unwrap();
    world.try_sync("RI");
    world.sync("3604");
    assert_eq!(shown(&mut world, &name), [("not_verified", Some("2026-11-23".to_owned()))]);
    world.office("3604").comment(None, &name, "Diperiksa, masih benar", None).unwrap();
    assert_eq!(shown(&mut world, &name), []);
    world.sync("3604");
    assert_eq!(shown(&mut world, &name), [], "by the day of the log");
}

#[test]
fn a_decision_that_ended_with_its_item_is_due_no_more() {
    let mut world = World::with("3604");
    world.issue();
    let name = determined(&mut world, "2 bulan");
    let ri = world.office("RI");
    ri.revoke_determination(None, "12", &BTreeSet::new(), "Dibatalkan", None).unwrap();
    world.sync("RI");
    world.sync("3604");
    let found = shown(&mut world, &name);
    assert!(found.iter().all(|(code, _)| !code.starts_with("expiry")), "{found:?}");
}

#[test]
fn a_test_that_was_ordered_is_told_to_whoever_submits() {
    let mut world = World::with("3604");
    let ordered = fields(&["test_trigger=ordered_in_dispute", "test_ordered_on=2026-11-23"]);
    let submit = |world: &mut World, information: &str| {
        let all = [complete(information), ordered.clone()].concat();
        let name = world.office("3604").add_entries(None, &[all]).unwrap().remove(0);
        world.endorse("3604", &name);
        let done = world.office("3604").submit(None, &[name], None, None).unwrap();
        let warnings = done[0].warnings.iter();
        warnings.map(|one| (one.code, one.about.clone())).collect::<Vec<_>>()
    };
    let told = submit(&mut world, "Rekam medis pegawai");
    assert!(told.contains(&("ordered_test_due", Some("2026-12-02".to_owned()))), "{told:?}");
    assert!(told.contains(&("holidays_unknown", Some("2026".to_owned()))), "{told:?}");
    set_holidays(&mut world, &["2026-11-30"]);
    let told = submit(&mut world, "Hasil uji kendaraan dinas");
    assert!(told.contains(&("ordered_test_due", Some("2026-12-03".to_owned()))), "{told:?}");
    assert!(told.iter().all(|(code, _)| *code != "holidays_unknown"), "{told:?}");
}

#[test]
fn each_year_has_the_holidays_that_were_said_last() {
    let mut world = World::with("3604");
    set_holidays(&mut world, &["2026-12-24", "2026-12-25", "2027-01-01"]);
    set_holidays(&mut world, &["2027-01-01", "2027-02-08"]);
    let view = world.office("3604").policies(None).into_iter().rfind(|one| one.name == HOLIDAYS);
    let text = view.unwrap().text;
    let all = "2026 (2 hari): 24 Desember, 25 Desember; 2027 (2 hari): 1 Januari, 8 Februari";
    assert_eq!(text, all);
}
