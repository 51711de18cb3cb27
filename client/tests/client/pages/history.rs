//! Riwayat: what was on the screen when someone approved.

use kecuali_domain::{act::Position, handle};

use super::browser::Browser;
use crate::world::{World, fields, from_paper};

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

#[test]
fn what_was_copied_from_paper_names_who_copied_it_and_who_agreed() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let office = world.office("3604");
    let names = std::slice::from_ref(&name);
    let mut no = from_paper(Position::Patron);
    (no.agrees, no.note) = (false, Some("Terlalu umum".to_owned()));
    office.give_word(Some("siti"), names, &no).unwrap();
    let entry = handle(&name.0, name.1);
    let mut browser = Browser::open(&world.path("3604"));
    let page = browser.get(&format!("/entri/{entry}/riwayat"));
    let copied = "Dicatat dari kertas oleh SITI, PPID:";
    let letter = "surat nomor 7/PPID/2026, tanggal 20 November 2026";
    for position in ["Pembina PPID", "Tim Pertimbangan", "Atasan PPID"] {
        let line = format!("<p>{copied} disetujui {position}, {letter}</p>");
        assert!(page.says(&line), "{position}: {}", page.body);
    }
    assert!(page.says(&format!("<p>{copied} tidak disetujui Pembina PPID, {letter}</p>")));
    assert!(page.says("<h2>Disetujui di atas kertas</h2>") && page.says("<p>Terlalu umum</p>"));
    assert!(!page.says("<h2>Setujui</h2>"), "nobody of this office agreed: {}", page.body);
    let declined = browser.get(&format!("/entri/{entry}"));
    assert!(declined.says(&format!("{copied} tidak disetujui Pembina PPID")), "{}", declined.body);
    assert!(!declined.says("Tidak disetujui</b> oleh SITI"), "{}", declined.body);
    // Programs read what they read before.
    let events = world.office("3604").history(&name).unwrap();
    let json = serde_json::to_value(events.last().unwrap()).unwrap();
    assert_eq!(json["label"], "Tidak setujui");
    assert_eq!((&json["by"], json.get("paper")), (&"SITI, PPID".into(), None));
}
