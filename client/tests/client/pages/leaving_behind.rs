//! What a change of an entry leaves behind is said before it is saved and after.

use super::browser::{Browser, Page};
use crate::world::World;

const OFFICE: &str = "3319";

/// Writes on an entry; gives the form as it was, and the page that the change leads to.
fn change(browser: &mut Browser, entry: &str, note: &str) -> (Page, Page) {
    let form = browser.get(&format!("/entri/{entry}/ubah"));
    let saved = browser.send_form(&form, &format!("/entri/{entry}/ubah"), &[("note", note)]);
    let after = browser.get(saved.leads_to());
    assert!(after.says("Tersimpan di komputer ini."), "{}", after.body);
    (form, after)
}

#[test]
fn who_agreed_to_the_version_that_is_changed_is_named() {
    let mut world = World::with(OFFICE);
    let name = world.draft(OFFICE);
    world.endorse(OFFICE, &name);
    let mut browser = Browser::open(&world.path(OFFICE));
    browser.act_as("siti");
    let entry = world.office(OFFICE).summary(&name).unwrap().entry;
    let (form, after) = change(&mut browser, &entry, "Satu");
    let all = "Pembina PPID, Tim Pertimbangan, Atasan PPID";
    let before = format!(
        "Yang menyetujui versi ini: {all}; perubahan yang disimpan memerlukan persetujuan baru."
    );
    assert!(form.says(&before), "{}", form.body);
    let left = format!("Persetujuan {all} hanya untuk versi sebelumnya");
    assert!(after.says(&left), "{}", after.body);
    assert!(!form.says("ditetapkan, sampai KPU RI") && !form.says("yang diajukan"));
    // Nobody agreed to what is there now.
    let (form, after) = change(&mut browser, &entry, "Dua");
    assert!(!form.says("Yang menyetujui versi ini"), "{}", form.body);
    assert!(!after.says("versi sebelumnya"), "{}", after.body);
}

#[test]
fn what_was_submitted_is_reviewed_and_what_was_determined_stays_public() {
    let mut world = World::with(OFFICE);
    world.issue();
    let name = world.draft(OFFICE);
    world.endorse(OFFICE, &name);
    let names = [name.clone()];
    let office = world.office(OFFICE);
    let entry = office.summary(&name).unwrap().entry;
    let item = office.item("12/1").unwrap();
    office.submit(None, &names, Some(item), None).unwrap();
    let mut browser = Browser::open(&world.path(OFFICE));
    browser.act_as("siti");
    let form = browser.get(&format!("/entri/{entry}/ubah"));
    assert!(form.says("yang ditelaah tetap versi yang diajukan"), "{}", form.body);
    world.sync(OFFICE);
    world.sync("RI");
    world.office("RI").determine(None, &names, None, None).unwrap();
    world.sync("RI");
    world.sync(OFFICE);
    let (form, after) = change(&mut browser, &entry, "Satu");
    let stays = "Yang terbit tetap versi yang ditetapkan, sampai KPU RI menetapkan yang baru.";
    assert!(form.says(stays), "{}", form.body);
    assert!(form.says("Yang menyetujui versi ini"), "{}", form.body);
    assert!(after.says(stays) && !after.says("Yang ditelaah"), "{}", after.body);
}
