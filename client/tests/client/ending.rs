//! What becomes public is shown first; what leaves the list is named rightly.

use std::collections::BTreeSet;

use kecuali_client::error::{Exit, OfficeError};
use kecuali_client::office::Name;
use kecuali_domain::status::Status;

use crate::world::{World, determination};

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

fn determined(world: &mut World) -> Name {
    let name = submitted(world);
    world.office("RI").determine(None, std::slice::from_ref(&name), None, None).unwrap();
    world.sync("RI");
    world.sync("3604");
    name
}

#[test]
fn the_preview_of_a_determine_is_the_public_row_and_nothing_else() {
    let mut world = World::with("3604");
    world.issue();
    let name = submitted(&mut world);
    let ri = world.office("RI");
    let before = ri.overview().unwrap().ready;
    let rows = ri.determination_preview(std::slice::from_ref(&name), None).unwrap();
    assert_eq!(rows[0].under.as_deref(), Some("12/2026 butir 1"));
    let row = rows[0].fields.iter();
    let names: BTreeSet<&str> = row.clone().map(|field| field.field.as_str()).collect();
    let content = kecuali_domain::field::FIELDS;
    let public = content.iter().filter(|field| field.column.is_some()).map(|field| field.name);
    assert!(names.is_subset(&public.collect()), "{names:?}");
    for internal in ["owning_unit", "note", "salt"] {
        assert!(!names.contains(internal), "{internal}");
    }
    let text = |name: &str| row.clone().find(|field| field.field == name).unwrap().text.clone();
    assert_eq!(text("information"), "Rekam medis pegawai");
    assert_eq!(text("legal_basis"), "UU 14/2008 Pasal 17 huruf h angka 2");
    assert_eq!(text("period"), "5 tahun");
    assert_eq!(rows[0].ends.unwrap().to_string(), "2031-11-21");
    assert_eq!(ri.overview().unwrap().ready, before, "a look signs nothing");
    ri.determine(None, std::slice::from_ref(&name), None, None).unwrap();
    let again = ri.determination_preview(&[name], None).map(|mut rows| rows.remove(0).replaces);
    assert_eq!(again.unwrap().as_deref(), Some("12/2026 butir 1"));
}

#[test]
fn the_preview_of_an_issue_shows_every_row_and_what_ends() {
    let mut world = World::with("3604");
    world.issue();
    let name = determined(&mut world);
    let ri = world.office("RI");
    let draft = ri.draft_determination(Some("iman"), &determination("13")).unwrap();
    let succession = ri.succession("12/1=1").unwrap();
    let preview = ri.issue_preview(&draft, &[succession], false).unwrap();
    let rows: Vec<&str> = preview.rows.iter().map(|row| row.row.as_str()).collect();
    assert_eq!(rows, ["13/2026", "13/2026 butir 1"]);
    assert_eq!((preview.place.as_str(), preview.gaps), ("Jakarta", None));
    assert_eq!(preview.ends[0].item, "12/2026 butir 1");
    assert_eq!(preview.ends[0].entries, [kecuali_domain::handle(&name.0, name.1)]);
    assert!(ri.determination_by("13").is_err(), "a look issues nothing");

    ri.issue(None, &draft, &[succession], None).unwrap();
    let under = |ri: &mut kecuali_client::office::Office, number: &str| {
        ri.standing_under(number, &BTreeSet::new()).unwrap()
    };
    assert_eq!(under(ri, "13"), [name], "it stands under the item that continues its own");
    assert!(under(ri, "12").is_empty(), "what has ended takes nothing with it");
}

#[test]
fn one_draft_is_issued_once() {
    let mut world = World::new();
    let ri = world.office("RI");
    let draft = ri.draft_determination(Some("iman"), &determination("12")).unwrap();
    ri.issue(None, &draft, &[], None).unwrap();
    for registered in [None, Some(None)] {
        let error = ri.issue(None, &draft, &[], registered).unwrap_err();
        assert_eq!((error.code(), error.exit()), ("already_issued", Exit::Failure));
        assert!(error.to_string().contains("12/2026") && error.hint().is_some());
    }
    world.sync("RI");
    let ri = world.office("RI");
    assert!(ri.issue(None, &draft, &[], None).is_err(), "received or not");
    assert_eq!(ri.determinations().unwrap().len(), 1);
    ri.revoke_determination(None, "12", &BTreeSet::new(), "Dibatalkan", None).unwrap();
    ri.issue(None, &draft, &[], None).unwrap();
    let view = ri.determination_by("12").unwrap();
    assert!(view.items[0].in_force, "of two with one number the one that stands is meant");
}

#[test]
fn a_draft_whose_issue_was_refused_for_good_is_issued_again() {
    let mut world = World::new();
    let ri = world.office("RI");
    let draft = ri.draft_determination(Some("iman"), &determination("12")).unwrap();
    let mut forger = world.second("RI");
    forger.skip_own_checks();
    forger.issue(Some("rina"), &draft, &[], None).unwrap();
    let ri = world.office("RI");
    ri.refresh().unwrap();
    assert_eq!(ri.issue(None, &draft, &[], None).unwrap_err().code(), "already_issued");
    assert_eq!(world.sync("RI").refused.len(), 1);
    world.office("RI").issue(None, &draft, &[], None).unwrap();
    assert!(world.sync("RI").refused.is_empty());
}

#[test]
fn one_decision_is_revoked_and_its_determination_stands() {
    let mut world = World::with("3604");
    world.issue();
    let name = determined(&mut world);
    let untouched = submitted(&mut world);
    let ri = world.office("RI");
    let paper = Some(("805".to_owned(), Some("2026-11-23".parse().unwrap())));
    let done = ri.revoke_decisions(None, std::slice::from_ref(&name), "Keliru", paper).unwrap();
    assert_eq!((done[0].act, done[0].without_effect), ("revoke", None));
    let nothing = ri.revoke_decisions(None, &[untouched], "Keliru", None).unwrap_err();
    assert!(matches!(nothing, OfficeError::NotNow { .. }), "{nothing}");
    world.sync("RI");
    world.sync("3604");
    assert_eq!(world.office("3604").summary(&name).unwrap().status, Status::Revoked);
    assert!(world.office("3604").determination_by("12").unwrap().items[0].in_force);
    let history = world.office("3604").history(&name).unwrap();
    assert_eq!(
        history.last().unwrap().detail,
        ["Keliru", "Keputusan Nomor 805 tanggal 23 November 2026"]
    );
}

#[test]
fn a_determination_says_by_which_decision_it_was_revoked() {
    let mut world = World::with("3604");
    world.issue();
    let paper = Some(("805".to_owned(), Some("2025-09-16".parse().unwrap())));
    let ri = world.office("RI");
    ri.revoke_determination(None, "12", &BTreeSet::new(), "Dibatalkan", paper).unwrap();
    world.sync("RI");
    let view = world.office("RI").determination_by("12").unwrap();
    let said = &view.endings[0].event.detail;
    assert_eq!(said[..], ["Dibatalkan", "Keputusan Nomor 805 tanggal 16 September 2025"]);
}

#[test]
fn fields_of_a_determination_are_withheld_and_a_mistyped_one_is_refused() {
    let mut world = World::with("3604");
    world.issue();
    let fields = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let ri = world.office("RI");
    let take = |ri: &mut kecuali_client::office::Office, item, names: &[&str]| {
        ri.take_down_row(None, "12", item, &fields(names), "Memuat nama orang")
    };
    for (item, names) in [(Some(1), ["informasi"]), (None, ["information"]), (Some(2), ["period"])]
    {
        assert_eq!(take(ri, item, &names).unwrap_err().exit(), Exit::Usage, "{item:?} {names:?}");
    }
    let entry = ri.take_down(None, &[], &fields(&["owning_unit"]), "x").unwrap_err();
    assert!(entry.to_string().contains("owning_unit"), "an internal field is on no list: {entry}");
    let look = ri.row_to_take_down("12", Some(1), &fields(&["information"])).unwrap();
    assert_eq!((look.fields.len(), look.fields[0].text.as_str()), (1, "Rekam medis"));

    take(ri, Some(1), &["information"]).unwrap();
    world.sync("RI");
    world.sync("3604");
    for office in ["RI", "3604"] {
        let view = world.office(office).determination_by("12").unwrap();
        assert_eq!(view.items[0].information, "(disembunyikan)", "{office}");
        assert!(view.items[0].in_force, "the item stands");
    }
}
