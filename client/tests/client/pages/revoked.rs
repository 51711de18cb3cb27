//! What was revoked says so: when, by whom, why, and what stood under it.

use kecuali_client::office::Name;
use kecuali_domain::{act::ItemRef, handle};

use super::browser::Browser;
use crate::{
    register::{carry, submitted},
    world::World,
};

const WHY: &str = "Putusan Komisi Informasi 7/2026";

/// KPU RI with 12/2026, and an entry of Kudus that is determined under it.
fn determined() -> (World, Name) {
    let mut world = World::with("3319");
    world.issue();
    let name = world.draft("3319");
    world.endorse("3319", &name);
    let item = world.office("3319").item("12/1").unwrap();
    let one = std::slice::from_ref(&name);
    world.office("3319").submit(None, one, Some(item), None).unwrap();
    world.sync("3319");
    world.sync("RI");
    world.office("RI").determine(Some("iman"), one, None, None).unwrap();
    both(&mut world);
    (world, name)
}

fn both(world: &mut World) {
    world.sync("RI");
    world.sync("3319");
}

fn look(world: &World, code: &str, key: &str, path: &str) -> String {
    let mut browser = Browser::open(&world.path(code));
    browser.act_as(key);
    let page = browser.get(path);
    assert!(page.status.is_success(), "{}", page.body);
    page.body
}

#[test]
fn a_revoked_determination_says_when_by_whom_and_why_and_what_stood_under_it() {
    let (mut world, name) = determined();
    let entry = handle(&name.0, name.1);
    let to = "/penetapan/lihat?nomor=12/2026";
    let before = look(&world, "RI", "iman", to);
    assert!(before.contains("Turunkan baris<") && !before.contains("Dulu di bawahnya"), "{before}");
    world
        .office("RI")
        .revoke_determination(Some("iman"), "12/2026", &[].into(), WHY, None)
        .unwrap();
    both(&mut world);
    for (code, key) in [("RI", "iman"), ("3319", "siti")] {
        let page = look(&world, code, key, to);
        for text in ["Seluruh butir: Butir dicabut", "23 November 2026", WHY, "Dulu di bawahnya"] {
            assert!(page.contains(text), "{code} {text}: {page}");
        }
        assert!(page.contains("Ketua Divisi Hukum") || page.contains("IMAN"), "{code}: {page}");
        assert!(page.contains(&entry) && !page.contains("Belum ada."), "{code}: {page}");
        assert!(!page.contains("/penetapan/cabut") && !page.contains("Turunkan baris<"), "{page}");
        let page = look(&world, code, key, &format!("/entri/{entry}"));
        assert!(page.contains(WHY) && page.contains("12/2026 butir 1"), "{code}: {page}");
    }
}

#[test]
fn what_an_office_asked_is_answered_by_revoking_all_of_the_determination() {
    let (mut world, name) = determined();
    let one = std::slice::from_ref(&name);
    world.office("3319").withdraw(Some("siti"), one, Some("Keliru")).unwrap();
    world.sync("3319");
    world.sync("RI");
    assert_eq!(world.office("RI").queue_count().unwrap(), 1);
    let ri = world.office("RI");
    ri.revoke_determination(Some("iman"), "12/2026", &[].into(), WHY, None).unwrap();
    both(&mut world);
    let ri = world.office("RI");
    assert_eq!((ri.queue_count().unwrap(), ri.queue().unwrap().len()), (0, 0));
    assert!(ri.agenda(Some("iman"), 5).unwrap().sections.is_empty());
    let page = look(&world, "3319", "siti", &format!("/entri/{}", handle(&name.0, name.1)));
    assert!(!page.contains("/persetujuan/tarik"), "{page}");
    assert!(!page.contains("Menunggu jawaban"), "{page}");
}

#[test]
fn a_row_that_was_taken_down_is_not_offered_to_be_taken_down() {
    let (mut world, _) = determined();
    let to = "/penetapan/lihat?nomor=12/2026";
    let ri = world.office("RI");
    for item in [Some(1), None] {
        ri.take_down_row(Some("iman"), "12/2026", item, &[].into(), "Data pribadi").unwrap();
    }
    let page = look(&world, "RI", "iman", to);
    assert!(page.contains("barisnya sudah diturunkan"), "{page}");
    assert!(!page.contains("/penetapan/turunkan"), "{page}");
}

#[test]
fn an_entry_whose_own_decision_was_revoked_says_why_and_offers_nothing_in_vain() {
    let (mut world, name) = determined();
    let one = std::slice::from_ref(&name);
    world.office("RI").revoke_decisions(Some("iman"), one, WHY, None).unwrap();
    both(&mut world);
    let entry = handle(&name.0, name.1);
    let page = look(&world, "3319", "siti", &format!("/entri/{entry}"));
    assert!(page.contains(&format!(": {WHY}")) && page.contains("Dicabut"), "{page}");
    assert!(page.contains("Ketua Divisi Hukum, KPU RI"), "{page}");
    for link in [format!("/entri/{entry}/ubah"), "/persetujuan/tarik".to_owned()] {
        assert!(!page.contains(&link), "{link}: {page}");
    }
    let page = look(&world, "RI", "iman", "/penetapan/lihat?nomor=12/2026");
    let (_, former) = page.split_once("Dulu di bawahnya").unwrap();
    assert!(former.contains(&entry), "{page}");
    assert!(page.contains("/penetapan/cabut"), "the determination itself stands");
}

#[test]
fn what_a_later_determination_continues_stood_under_the_earlier_one() {
    let (mut world, name) = determined();
    let ri = world.office("RI");
    let old = ri.item("12/1").unwrap();
    let draft = ri.draft_determination(Some("iman"), &crate::world::determination("14")).unwrap();
    let succession = kecuali_domain::act::Succession { old, new: Some(1) };
    ri.issue(Some("iman"), &draft, &[succession], None).unwrap();
    both(&mut world);
    let page = look(&world, "RI", "iman", "/penetapan/lihat?nomor=12/2026");
    assert!(page.contains("Butir digantikan") && page.contains("dilanjutkan 14/2026 butir 1"));
    assert!(page.contains("Dulu di bawahnya") && page.contains(&handle(&name.0, name.1)));
    let page = look(&world, "RI", "iman", "/penetapan/lihat?nomor=14/2026");
    assert!(!page.contains("Dulu di bawahnya") && page.contains(&handle(&name.0, name.1)));
    let item: ItemRef = world.office("RI").item("14/1").unwrap();
    assert_eq!(world.office("RI").counts_under().unwrap().get(&item), Some(&1));
    assert!(world.office("RI").entry(&name).unwrap().ended.is_none(), "it goes on");
}

#[test]
fn the_command_line_says_so_too() {
    let (mut desk, entry) = submitted();
    desk.done("RI", &["review", "determine", &entry, "--yes"]);
    desk.done("RI", &["determination", "revoke", "12", "--reason", WHY, "--yes"]);
    carry(&mut desk, "RI", "3604");
    for data in ["RI", "3604"] {
        let shown = desk.done(data, &["determination", "show", "12"]);
        for text in ["! Butir 1", "Butir dicabut", WHY, "23 November 2026", "Dulu di bawahnya"] {
            assert!(shown.contains(text), "{data} {text}: {shown}");
        }
        assert!(shown.contains(&entry), "{data}: {shown}");
        assert!(desk.done(data, &["entry", "show", &entry]).contains(WHY), "{data}");
    }
}

#[test]
fn what_was_submitted_as_new_substance_stood_under_the_item_that_it_was_determined_under() {
    let mut world = World::with("3604");
    world.issue();
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let one = std::slice::from_ref(&name);
    world.office("3604").submit(None, one, None, None).unwrap();
    world.sync("3604");
    world.arrive("36");
    world.admit("36");
    world.sync("36");
    world.office("36").forward(None, one, None).unwrap();
    world.sync("36");
    world.sync("RI");
    let item = world.office("RI").item("12/1").unwrap();
    world.office("RI").determine(Some("iman"), one, Some(item), None).unwrap();
    world.office("RI").revoke_decisions(Some("iman"), one, WHY, None).unwrap();
    let former = world.office("RI").determination_by("12/2026").unwrap().formerly;
    assert_eq!(former.first().map(|one| (one.item, one.summary.id)), Some((1, name.1)));
}
