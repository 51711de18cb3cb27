//! The queue of KPU RI and of provinces, and deciding in it.

use axum::http::StatusCode;
use kecuali_client::office::Name;
use kecuali_domain::{handle, status::Status};

use super::browser::{Browser, Page};
use crate::{
    unseen::{all_meet, two_at_national},
    world::{World, complete, fields},
};

/// KPU RI with 12/2026, and entries of this name that Kudus submitted under its item.
fn waiting(names: &[&str]) -> (World, Vec<Name>) {
    let mut world = World::with("3319");
    world.issue();
    let entries = more(&mut world, names);
    (world, entries)
}

fn at_national(world: &World, as_key: &str) -> Browser {
    let mut browser = Browser::open(&world.path("RI"));
    browser.act_as(as_key);
    browser
}

fn called(name: &Name) -> String {
    handle(&name.0, name.1)
}

fn status(world: &World, name: &Name) -> Status {
    world.second("RI").summary(name).unwrap().status
}

/// The form of an act on a page, sent as it stands with more in it.
fn send(browser: &mut Browser, page: &Page, act: &str, filled: &[(&str, &str)]) -> Page {
    let marked = format!("name=\"tindakan\" value=\"{act}\"");
    let forms = page.body.split("<form ").filter(|form| form.contains("method=\"post\""));
    let form = forms.into_iter().find(|form| form.contains(&marked)).expect("no such act");
    let alone = Page {
        status: page.status,
        headers: page.headers.clone(),
        body: format!("<form {form}"),
        bytes: Vec::new(),
    };
    browser.send_form(&alone, "/antrean/putuskan", filled)
}

#[test]
fn the_queue_names_offices_and_shows_the_part_that_is_asked_for() {
    let (world, entries) = waiting(&["Rekam medis", "Surat sakit"]);
    let mut browser = at_national(&world, "rina");
    let page = browser.get("/antrean");
    for text in ["KPU Kabupaten Kudus", "Rekam medis", "Surat sakit", "Penerapan 12/2026 butir 1"] {
        assert!(page.says(text), "{text}: {}", page.body);
    }
    assert!(page.says("<b>2</b> entri menunggu"));
    for query in ["provinsi=33", "kantor=3319", "dasar=h", "jenis=penerapan"] {
        let page = browser.get(&format!("/antrean?{query}"));
        assert!(page.says("<b>2</b> entri menunggu"), "{query}");
    }
    for query in ["provinsi=36", "dasar=a", "jenis=baru", "umur=7", "kantor=3320"] {
        let page = browser.get(&format!("/antrean?{query}"));
        assert!(page.says("Tidak ada yang sesuai saringan ini."), "{query}: {}", page.body);
    }
    let first = browser.get(&format!("/antrean/{}?provinsi=33", called(&entries[0])));
    let after = format!("/antrean/{}?provinsi=33", called(&entries[1]));
    let before = browser.get(&after);
    assert!(first.says(&after) || before.says(&format!("{}?provinsi=33", called(&entries[0]))));
    assert!(first.says("dari 2 yang tersaring"), "{}", first.body);
}

#[test]
fn what_was_submitted_again_while_a_decision_is_in_force_waits_too() {
    let (mut world, entries) = waiting(&["Rekam medis"]);
    let name = entries[0].clone();
    let one = std::slice::from_ref(&name);
    world.office("RI").determine(None, one, None, None).unwrap();
    world.sync("RI");
    world.sync("3319");
    assert!(world.office("RI").inbox().unwrap().is_empty());
    let now = "description=Catatan kesehatan calon pegawai dalam berkas kepegawaian";
    world.office("3319").edit(Some("siti"), &name, &fields(&[now])).unwrap();
    world.endorse("3319", &name);
    let item = world.office("3319").item("12/1").unwrap();
    world.office("3319").submit(None, one, Some(item), None).unwrap();
    world.sync("3319");
    world.sync("RI");
    assert_eq!(world.office("RI").inbox().unwrap().len(), 1);
    let page = at_national(&world, "iman").get(&format!("/antrean/{}", called(&name)));
    assert!(page.says("Yang berubah sejak ditetapkan"), "{}", page.body);
    assert!(page.says("Catatan kesehatan <ins>calon </ins>pegawai dalam"), "word by word");
    assert!(page.says("menggantikan 12/2026 butir 1"));
}

#[test]
fn an_entry_is_determined_as_it_was_shown() {
    let (world, entries) = waiting(&["Rekam medis", "Surat sakit"]);
    let mut browser = at_national(&world, "iman");
    let to = format!("/antrean/{}", called(&entries[0]));
    let page = browser.get(&to);
    for text in ["Yang menjadi publik", "Persetujuan kantor", "Sudah dicakup oleh", "7/PPID/2026"] {
        assert!(page.says(text), "{text}: {}", page.body);
    }
    let done = send(&mut browser, &page, "tetapkan", &[]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(status(&world, &entries[0]), Status::Determined);
    assert_eq!(status(&world, &entries[1]), Status::AtNational);
    let told = browser.get(done.leads_to());
    assert!(told.says("ditetapkan. Dikirim saat sinkron berikutnya."), "{}", told.body);
}

#[test]
fn what_was_not_seen_is_not_signed() {
    let (world, entries) = waiting(&["Rekam medis"]);
    let mut browser = at_national(&world, "iman");
    let page = browser.get(&format!("/antrean/{}", called(&entries[0])));
    let done = send(&mut browser, &page, "tetapkan", &[("dilihat", "0000000000000000")]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(browser.get(done.leads_to()).says("Belum ada yang ditandatangani"));
    assert_eq!(status(&world, &entries[0]), Status::AtNational);
}

#[test]
fn what_was_drawn_before_a_colleague_decided_replaces_nothing() {
    let (mut world, name) = two_at_national();
    let mut browser = at_national(&world, "iman");
    let page = browser.get(&format!("/antrean/{}", called(&name)));
    world.office("RI2").determine(None, std::slice::from_ref(&name), None, None).unwrap();
    all_meet(&mut world);
    for (act, filled) in [("tetapkan", &[][..]), ("kembalikan", &[("alasan", "Kurang jelas")])] {
        let done = send(&mut browser, &page, act, filled);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{act}: {}", done.body);
        assert!(browser.get(done.leads_to()).says("Belum ada yang ditandatangani"), "{act}");
        assert_eq!(world.second("RI").overview().unwrap().ready, 0, "nothing was signed: {act}");
    }
    assert_eq!(status(&world, &name), Status::Determined);
}

#[test]
fn who_may_not_decide_is_told_who_may() {
    let (world, entries) = waiting(&["Rekam medis"]);
    let mut browser = at_national(&world, "rina");
    let page = browser.get(&format!("/antrean/{}", called(&entries[0])));
    assert!(page.says("Yang berwenang menetapkan di komputer ini: IMAN"), "{}", page.body);
    let done = send(&mut browser, &page, "tetapkan", &[]);
    assert!(browser.get(done.leads_to()).says("Belum ada yang ditandatangani"));
    assert_eq!(status(&world, &entries[0]), Status::AtNational);
    let done = send(&mut browser, &page, "kembalikan", &[("alasan", "Uraian kurang jelas")]);
    assert_eq!(done.leads_to(), "/antrean?", "{}", done.body);
    assert_eq!(status(&world, &entries[0]), Status::Returned);
}

#[test]
fn nothing_goes_back_without_a_reason() {
    let (world, entries) = waiting(&["Rekam medis"]);
    let mut browser = at_national(&world, "rina");
    let page = browser.get(&format!("/antrean/{}", called(&entries[0])));
    let done = send(&mut browser, &page, "kembalikan", &[("alasan", "  ")]);
    assert!(browser.get(done.leads_to()).says("Alasan wajib diisi"));
    assert_eq!(status(&world, &entries[0]), Status::AtNational);
}

#[test]
fn a_comment_stands_beside_its_field() {
    let (world, entries) = waiting(&["Rekam medis"]);
    let mut browser = at_national(&world, "rina");
    let to = format!("/antrean/{}", called(&entries[0]));
    let page = browser.get(&to);
    assert!(page.body.contains("?isian=description#komentar"), "one begins at the field");
    let at_field = format!("{to}?isian=description");
    let done = browser.send(&at_field, &format!("{to}/komentar"), &[("komentar", "Mohon dirinci")]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = browser.get(&to);
    assert!(page.says("</b> Mohon dirinci</p>"), "{}", page.body);
    let said = world.second("RI").comments(&entries[0]).unwrap();
    assert_eq!(said[0].field.as_deref(), Some("description"));
}

#[test]
fn what_came_back_is_mended_at_its_fields_and_sent_in_again() {
    let (mut world, entries) = waiting(&["Rekam medis"]);
    let (name, entry) = (entries[0].clone(), called(&entries[0]));
    let ri = world.office("RI");
    ri.comment(Some("rina"), &name, "Mohon dirinci", Some("description")).unwrap();
    ri.send_back(Some("rina"), std::slice::from_ref(&name), "Uraian kurang jelas").unwrap();
    world.sync("RI");
    world.sync("3319");
    let mut browser = Browser::open(&world.path("3319"));
    browser.act_as("siti");
    let page = browser.get(&format!("/entri/{entry}"));
    for text in ["Dikembalikan", "Uraian kurang jelas", "Mohon dirinci", "Perbaiki isian"] {
        assert!(page.says(text), "{text}: {}", page.body);
    }
    assert!(!page.body.contains("/persetujuan/ajukan?entri="), "nothing is mended yet");
    let form = format!("/entri/{entry}/ubah");
    let page = browser.get(&form);
    let (_, rest) = page.body.split_once("id=\"f-description\"").unwrap();
    let (beside, _) = rest.split_once("<label ").unwrap();
    assert!(beside.contains("</b> Mohon dirinci</p>"), "{beside}");
    assert!(page.says("Uraian kurang jelas"));
    let now = "Catatan kesehatan pegawai, lembar demi lembar";
    browser.send_form(&page, &form, &[("description", now)]);
    world.office("3319").refresh().unwrap();
    world.endorse("3319", &name);
    drop(browser);
    let mut browser = Browser::open(&world.path("3319"));
    let page = browser.get(&format!("/entri/{entry}"));
    assert!(page.body.contains(&format!("/persetujuan/ajukan?entri={entry}")), "{}", page.body);
    let item = world.office("3319").item("12/1").unwrap();
    world.office("3319").submit(None, &[name], Some(item), None).unwrap();
    let mut browser = Browser::open(&world.path("3319"));
    assert!(!browser.get(&form).says("Mohon dirinci"), "what was answered is history");
}

#[test]
fn many_are_determined_at_once_and_what_cannot_be_says_why() {
    let (mut world, mut entries) = waiting(&["Rekam medis", "Surat sakit"]);
    let back = entries.pop().unwrap();
    entries.extend(more(&mut world, &["Hasil tes kesehatan"]));
    world.office("RI").send_back(Some("rina"), std::slice::from_ref(&back), "Kurang").unwrap();
    let mut browser = at_national(&world, "iman");
    let all = [&entries[0], &entries[1], &back].map(|name| format!("&entri={}", called(name)));
    let page = browser.get(&format!("/antrean/putuskan?tindakan=tetapkan{}", all.concat()));
    assert!(page.says("Tetapkan 2 entri"), "{}", page.body);
    assert!(page.says("Tidak ikut: 1"));
    assert_eq!(status(&world, &entries[0]), Status::AtNational, "looking signs nothing");
    let body = selection(&page, "/antrean/putuskan");
    let done = browser.post("/antrean/putuskan", &body);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    for name in &entries {
        assert_eq!(status(&world, name), Status::Determined);
    }
    let page = browser.get(done.leads_to());
    for text in ["Ditandatangani: 2", "Tidak ikut: 1", "2 entri ditetapkan."] {
        assert!(page.says(text), "{text}: {}", page.body);
    }
}

#[test]
fn a_province_passes_on_what_offices_below_it_propose() {
    let mut world = World::with("3319");
    world.arrive("33");
    world.admit("33");
    let name = world.draft("3319");
    world.endorse("3319", &name);
    world.office("3319").submit(None, std::slice::from_ref(&name), None, None).unwrap();
    for code in ["3319", "33", "RI"] {
        world.sync(code);
    }
    let at_national = at_national(&world, "iman").get("/antrean?jenis=provinsi");
    assert!(at_national.says("masih di provinsi"), "{}", at_national.body);
    let to = format!("/antrean/{}", called(&name));
    let page = self::at_national(&world, "iman").get(&to);
    assert!(page.says("Masih di KPU Provinsi Jawa Tengah"), "{}", page.body);
    assert!(!page.body.contains("value=\"tetapkan\""), "what is refused is not offered");
    let mut browser = Browser::open(&world.path("33"));
    browser.act_as("siti");
    let page = browser.get("/antrean");
    assert!(page.says("menunggu diteruskan ke KPU RI") && page.says("Rekam medis pegawai"));
    let page = browser.get(&format!("/antrean/{}", called(&name)));
    assert!(!page.says("Nyatakan terbuka"), "that is KPU RI's alone");
    let done = send(&mut browser, &page, "teruskan", &[]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(world.second("33").summary(&name).unwrap().status, Status::AtNational);
    assert!(browser.get("/antrean").says("Tidak ada yang menunggu."));
    world.office("33").refresh().unwrap();
    world.sync("33");
    world.sync("RI");
    let page = self::at_national(&world, "iman").get(&to);
    assert!(page.says("<h3>Tetapkan</h3>") && !page.says("Masih di KPU Provinsi"));
}

#[test]
fn information_is_declared_open_and_a_decision_on_one_entry_is_revoked() {
    let (world, entries) = waiting(&["Rekam medis", "Surat sakit"]);
    let mut browser = at_national(&world, "iman");
    let (opened, revoked) = (&entries[0], &entries[1]);
    let page = browser.get(&format!("/antrean/{}", called(opened)));
    assert!(!page.says("value=\"terbuka\""), "not at one press, without what it comes to");
    let to = format!("/antrean/putuskan?tindakan=terbuka&entri={}", called(opened));
    assert!(page.body.contains(&to.replace('&', "&amp;")), "{}", page.body);
    let page = browser.get(&to);
    assert!(page.says("keputusan yang berlaku atasnya berakhir"), "{}", page.body);
    let back = send(&mut browser, &page, "terbuka", &[("alasan", " ")]);
    assert!(
        back.leads_to().starts_with("/antrean/putuskan?tindakan=terbuka"),
        "{:?}",
        back.headers
    );
    assert_eq!(status(&world, opened), Status::AtNational, "not without a reason");
    let done = send(&mut browser, &page, "terbuka", &[("alasan", "Sudah diumumkan KPU")]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(status(&world, opened), Status::ConcludedOpen);

    let page = browser.get(&format!("/antrean/{}", called(revoked)));
    send(&mut browser, &page, "tetapkan", &[]);
    let page = browser.get(&format!("/antrean/putuskan?tindakan=cabut&entri={}", called(revoked)));
    assert!(page.says("Surat sakit"), "{}", page.body);
    let done = send(&mut browser, &page, "cabut", &[("alasan", "Dasarnya gugur")]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(status(&world, revoked), Status::Revoked);
}

/// More entries that Kudus submits.
fn more(world: &mut World, names: &[&str]) -> Vec<Name> {
    let all: Vec<_> = names.iter().map(|name| complete(name)).collect();
    let entries = world.office("3319").add_entries(None, &all).unwrap();
    for name in &entries {
        world.endorse("3319", name);
        let item = world.office("3319").item("12/1").unwrap();
        let one = std::slice::from_ref(name);
        world.office("3319").submit(None, one, Some(item), None).unwrap();
    }
    world.sync("3319");
    world.sync("RI");
    entries
}

/// Every hidden field of the form that is sent, also those of one name.
fn selection(page: &Page, action: &str) -> Vec<(String, String)> {
    let start = format!("action=\"{action}\" method=\"post\"");
    let (_, form) = page.body.split_once(&start).expect("no such form");
    let (form, _) = form.split_once("</form>").expect("a form ends");
    let value = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!("{name}=\""))?;
        Some(rest.split_once('"')?.0.replace("&#38;", "&"))
    };
    let tags = form.split('<').filter(|tag| tag.starts_with("input "));
    tags.map(|tag| (value(tag, "name").unwrap(), value(tag, "value").unwrap())).collect()
}
