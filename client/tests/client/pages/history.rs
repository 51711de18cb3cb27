//! Riwayat: what was on the screen when someone approved.

use kecuali_domain::handle;

use super::browser::Browser;
use crate::world::{World, fields};

#[test]
fn what_was_approved_is_shown_as_it_was_then_one_act_at_a_time() {
    let mut world = World::with("3604");
    world.issue();
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let office = world.office("3604");
    let item = office.item("12/1").unwrap();
    office.submit(None, std::slice::from_ref(&name), Some(item), None).unwrap();
    office.edit(None, &name, &fields(&["information=Rekam medis calon"])).unwrap();

    let events = office.history(&name).unwrap();
    let submit = events.iter().find(|one| one.what == "submit").unwrap();
    let endorse = events.iter().find(|one| one.what == "endorse").unwrap();
    assert_eq!(submit.under.as_deref(), Some("12/2026 butir 1"));
    assert_eq!(submit.version, endorse.version, "they saw the same");
    assert!(submit.version.is_some());
    assert_ne!(submit.version, Some(office.version(&name).unwrap().content), "it was edited since");
    let edit = events.iter().find(|one| one.what == "edit").unwrap();
    assert_eq!((edit.version, &edit.under), (None, &None));
    let act = submit.change.unwrap();
    let covered = office.covered(&name, &act).unwrap().unwrap();
    assert_eq!(covered.one("information"), Some("Rekam medis pegawai"));
    assert!(office.covered(&name, &edit.change.unwrap()).unwrap().is_none());

    let mut browser = Browser::open(&world.path("3604"));
    let path = format!("/entri/{}/riwayat", handle(&name.0, name.1));
    let page = browser.get(&path);
    let mark: String = submit.version.unwrap().to_string().chars().take(16).collect();
    assert!(page.says("12/2026 butir 1") && page.says(&format!("versi {mark}")), "{}", page.body);
    let shown = "<p>Rekam medis pegawai</p>";
    assert!(!page.body.contains(shown), "folded until it is asked for");
    let link = format!("{path}?isi={act}");
    assert!(page.body.contains(&format!("href=\"{link}#k-{act}\"")), "{}", page.body);
    let page = browser.get(&link);
    assert_eq!(page.body.matches(shown).count(), 1, "{}", page.body);
    let salt = covered.one("salt").unwrap_or("salt is called otherwise");
    assert!(!page.body.contains(salt));
}
