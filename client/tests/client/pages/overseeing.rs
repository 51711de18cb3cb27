//! The offices below, their keys, and decisions that stand against each other.

use std::{collections::BTreeSet, path::Path};

use axum::{body::Body, http::StatusCode};
use kecuali_client::office::{Name, Office};
use kecuali_domain::{handle, status::Status};

use super::browser::{Browser, Page};
use crate::{
    inviting::{server_in_disguise, signed_with_code},
    world::{World, machine},
};

fn at_national(world: &World, as_key: &str) -> Browser {
    let mut browser = Browser::open(&world.path("RI"));
    browser.act_as(as_key);
    browser
}

/// Sends a file in the form of a page.
fn upload(browser: &mut Browser, on: &str, action: &str, file: &str) -> Page {
    let token = browser.get(on).form(action)["csrf"].clone();
    let body = format!(
        "--B\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--B\r\n\
         content-disposition: form-data; name=\"berkas\"; filename=\"join.json\"\r\n\
         content-type: application/json\r\n\r\n{file}\r\n--B--\r\n"
    );
    let request = browser
        .request("POST", action)
        .header("origin", "http://127.0.0.1:4321")
        .header("content-type", "multipart/form-data; boundary=B")
        .body(Body::from(body))
        .unwrap();
    browser.ask(request)
}

#[test]
fn a_request_is_granted_after_its_fingerprints_were_compared() {
    let mut world = World::new();
    world.arrive("3319");
    let request = world.office("3319").join_request(false).unwrap();
    let text = serde_json::to_string(&request).unwrap();
    let mut browser = at_national(&world, "adi");
    let page = upload(&mut browser, "/kantor", "/kantor/permintaan", &text);
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for asked in &request.keys {
        assert!(page.says(&kecuali_trust::fingerprint_words(asked.key)), "{}", page.body);
    }
    assert!(page.says("KPU Kabupaten Kudus") && page.says("SITI"));
    let not_yet = |world: &World| world.second("RI").keys_of(&request.office).unwrap().is_empty();
    assert!(not_yet(&world), "looking grants nothing");
    let refused = browser.send_form(&page, "/kantor/beri", &[]);
    assert!(browser.get(refused.leads_to()).says("Cocokkan dulu sidik setiap kunci"));
    assert!(not_yet(&world));
    // One of the people, and not all who ask.
    let siti = request.keys.iter().find(|key| key.name.as_deref() == Some("SITI")).unwrap();
    let filled = [("cocok", "ya"), ("kunci", &siti.key.to_string())];
    let done = browser.send_form(&page, "/kantor/beri", &filled);
    assert_eq!(done.leads_to(), "/kantor/3319", "{}", done.body);
    let granted = world.second("RI").roster().unwrap();
    let granted: Vec<_> = granted.iter().filter(|one| one.office == request.office).collect();
    assert_eq!(granted.len(), 1, "{granted:?}");
    assert_eq!(granted[0].key, siti.key);
}

#[test]
fn what_is_no_request_is_said_so() {
    let world = World::new();
    let mut browser = at_national(&world, "adi");
    let done = upload(&mut browser, "/kantor", "/kantor/permintaan", "{}");
    assert!(browser.get(done.leads_to()).says("bukan permohonan bergabung"));
}

#[test]
fn offices_are_listed_with_how_far_they_have_come() {
    let mut world = World::with("3319");
    world.draft("3319");
    world.sync("3319");
    world.sync("RI");
    let mut browser = at_national(&world, "adi");
    let page = browser.get("/kantor?cari=Kudus");
    assert!(page.says("<b>1</b> kantor.") && page.says("23 November 2026"), "{}", page.body);
    assert!(browser.get("/kantor?keadaan=kosong&cari=Kudus").says("<b>0</b> kantor."));
    assert!(browser.get("/kantor").body.len() < 100_000);
    let page = browser.get("/kantor/3319");
    assert!(page.says("Konsep") && page.says("berlaku") && page.says("PPID"), "{}", page.body);
}

#[test]
fn a_key_ends_with_the_reason_that_was_chosen() {
    let mut world = World::with("3319");
    let siti = world.office("3319").whoami().unwrap();
    let siti = siti.iter().find(|held| held.key == "siti").unwrap().public_key;
    let to = format!("/kantor/kunci/{siti}");
    let mut browser = at_national(&world, "iman");
    assert!(browser.get(&to).says("Yang berwenang mengelola kunci di komputer ini: ADI"));
    browser.act_as("adi");
    let refused = browser.send(&to, &to, &[("sebab", "")]);
    assert!(browser.get(refused.leads_to()).says("Pilih dulu sebabnya."));
    let filled = [("sebab", "pindah"), ("sampai", "2026-11-30")];
    let first = browser.send(&to, &to, &filled);
    assert!(first.leads_to().contains("sebab=pindah&sampai=2026-11-30"), "{}", first.body);
    let page = browser.get(first.leads_to());
    assert!(page.says("Pilihan berubah. Belum ada yang ditandatangani"), "{}", page.body);
    for part in ["Tidak ada tanda tangan yang batal.", "Daftar publik tidak berubah."] {
        assert!(page.says(part), "{}", page.body);
    }
    let done = browser.send_form(&page, &to, &[]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(browser.get(done.leads_to()).says("Kunci diakhiri."));
    let page = browser.get("/kantor/3319");
    assert!(page.says("diakhiri; pekerjaan lama diterima s.d. 30 November 2026"), "{}", page.body);
}

/// An entry that Kudus applied 12/2026 to, determined and received.
fn determined(world: &mut World) -> Name {
    world.issue();
    let name = world.draft("3319");
    world.endorse("3319", &name);
    let one = std::slice::from_ref(&name);
    let item = world.office("3319").item("12/1").unwrap();
    world.office("3319").submit(None, one, Some(item), None).unwrap();
    world.sync("3319");
    world.sync("RI");
    world.office("RI").determine(None, one, None, None).unwrap();
    world.sync("RI");
    name
}

#[test]
fn an_office_has_no_more_determined_than_the_items_that_stand_carry() {
    let mut world = World::with("3319");
    let name = determined(&mut world);
    let standing = |world: &mut World| {
        let all = world.office("RI").below().unwrap();
        let kudus = all.into_iter().find(|one| one.office.as_str() == "3319").unwrap();
        kudus.entries.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(standing(&mut world), [(Status::Determined, 1)]);
    let ri = world.office("RI");
    ri.revoke_determination(None, "12", &BTreeSet::new(), "Tidak dikecualikan lagi", None).unwrap();
    world.sync("RI");
    assert_eq!(standing(&mut world), [(Status::Revoked, 1)], "the item was revoked");
    assert_eq!(world.office("RI").summary(&name).unwrap().status, Status::Revoked);
    assert!(at_national(&world, "adi").get("/kantor/3319").says("Dicabut"));
}

#[test]
fn a_lost_key_takes_along_what_it_signed_only_where_that_is_chosen() {
    for (how, after) in [("hilang-sekarang", true), ("hilang-semua", false)] {
        let mut world = World::with("3319");
        let name = determined(&mut world);
        let held = world.office("RI").whoami().unwrap();
        let iman = held.iter().find(|held| held.key == "iman").unwrap().public_key;
        let to = format!("/kantor/kunci/{iman}");
        let mut browser = at_national(&world, "adi");
        let page = browser.get(&format!("{to}?sebab={how}"));
        // The row of the entry, and that of the item, which the same key issued.
        assert_eq!(page.says("2 baris keluar dari daftar publik."), !after, "{}", page.body);
        assert_eq!(page.says(&handle(&name.0, name.1)), !after, "{}", page.body);
        let done = browser.send_form(&page, &to, &[]);
        assert!(browser.get(done.leads_to()).says("Kunci diakhiri."), "{how}: {}", done.body);
        world.sync("RI");
        let status = world.office("RI").summary(&name).unwrap().status;
        assert_eq!(status == Status::Determined, after, "{how}: {status:?}");
    }
}

/// Copies a folder with all that is in it.
pub(super) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[test]
fn decisions_unseen_of_each_other_stand_side_by_side_until_one_settles_them() {
    let mut world = World::with("3319");
    world.issue();
    let name = world.draft("3319");
    world.endorse("3319", &name);
    let one = [name.clone()];
    let item = world.office("3319").item("12/1").unwrap();
    world.office("3319").submit(None, &one, Some(item), None).unwrap();
    world.sync("3319");
    world.sync("RI");
    let other = world.path("RI-laptop");
    copy(&world.path("RI"), &other);
    world.office("RI").send_back(Some("rina"), &one, "Uraian kurang jelas").unwrap();
    world.sync("RI");
    let laptop = Office::open(&other, Box::new(machine("laptop"))).unwrap();
    world.replace("RI", laptop);
    world.office("RI").determine(None, &one, None, None).unwrap();
    world.sync("RI");
    assert_eq!(world.office("RI").summary(&name).unwrap().status, Status::Contesting);

    let mut browser = Browser::open(&other);
    browser.act_as("iman");
    let page = browser.get("/berselisih");
    for text in ["Uraian kurang jelas", "di bawah 12/2026 butir 1", "Rekam medis pegawai"] {
        assert!(page.says(text), "{text}: {}", page.body);
    }
    let to = format!("/antrean/{}", handle(&name.0, name.1));
    assert!(page.says(&to), "it leads to where it is settled");
    let page = browser.get(&to);
    assert!(page.says("Ada keputusan yang berselisih."), "{}", page.body);
    let (_, form) = page.body.rsplit_once("value=\"tetapkan\"").unwrap();
    let seen = form.split_once("name=\"dilihat\" value=\"").unwrap().1.split('"').next().unwrap();
    let csrf = page.form("/antrean/putuskan")["csrf"].clone();
    let fields = [
        ("csrf", csrf.as_str()),
        ("tindakan", "tetapkan"),
        ("entri", &handle(&name.0, name.1)),
        ("dilihat", seen),
        ("diperlihatkan", ""),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    browser.post("/antrean/putuskan", &fields);
    let mut settled = Office::open(&other, Box::new(machine("after"))).unwrap();
    assert_eq!(settled.summary(&name).unwrap().status, Status::Determined);
    assert!(browser.get("/berselisih").says("Tidak ada keputusan yang berselisih."));
}

#[test]
fn letters_with_codes_are_counted_first_shown_once_and_stand_for_the_fingerprints() {
    let mut world = World::new();
    world.arrive("3319");
    let mut browser = at_national(&world, "adi");
    let ask = "/kantor/undang?kode=33.19%0A3374%0A99.99&sampai=2026-12-23";
    let page = browser.get(ask);
    assert!(page.says("2 surat akan dibuat") && page.says("99.99"), "{}", page.body);
    assert!(world.second("RI").invitations().unwrap().is_empty(), "looking gives nothing out");
    let letters = browser.send_form(&page, "/kantor/undang", &[]);
    assert_eq!(letters.status, StatusCode::OK, "{}", letters.body);
    assert!(letters.says("2 surat undangan") && letters.says("Kudus"), "{}", letters.body);
    let again = browser.send_form(&page, "/kantor/undang", &[]);
    assert!(browser.get(again.leads_to()).says("Belum ada surat yang dibuat"), "made once");
    assert_eq!(world.second("RI").invitations().unwrap().len(), 2);

    let of_kudus = letters.body.split("<article ").find(|letter| letter.contains("Kudus")).unwrap();
    let (_, code) = of_kudus.split_once("sandi-surat\">").unwrap();
    let (code, _) = code.split_once('<').unwrap();
    let request = world.office("3319").join_request_with(false, code).unwrap();
    let text = serde_json::to_string(&request).unwrap();
    let page = upload(&mut browser, "/kantor", "/kantor/permintaan", &text);
    assert!(page.says("Kode terbukti"), "{}", page.body);
    let mut fields: Vec<(String, String)> = page.form("/kantor/beri").into_iter().collect();
    fields.retain(|(name, _)| name != "kunci");
    let keys = request.keys.iter().map(|key| ("kunci".to_owned(), key.key.to_string()));
    let part: Vec<_> = fields.iter().cloned().chain(keys.clone().take(1)).collect();
    let refused = browser.post("/kantor/beri", &part);
    assert!(browser.get(refused.leads_to()).says("Cocokkan dulu sidik"), "a part is compared");
    let whole: Vec<_> = fields.into_iter().chain(keys).collect();
    let done = browser.post("/kantor/beri", &whole);
    assert_eq!(done.leads_to(), "/kantor/3319", "{}", done.body);
    assert!(world.second("RI").invitations().unwrap().iter().any(|one| one.used));
}

#[test]
fn a_code_brings_no_key_of_a_server_along() {
    let mut world = World::new();
    world.arrive("3319");
    let until = "2026-12-23".parse().unwrap();
    let letters = world.office("RI").invite(None, &["3319".parse().unwrap()], until).unwrap();
    let mut request = world.office("3319").join_request(false).unwrap();
    request.keys.push(server_in_disguise());
    let request = signed_with_code(&mut world, &letters[0].code.grouped(), request);
    let text = serde_json::to_string(&request).unwrap();
    let mut browser = at_national(&world, "adi");
    let page = upload(&mut browser, "/kantor", "/kantor/permintaan", &text);
    assert!(
        page.says("tidak dapat diberi wewenang") && !page.says("Kode terbukti"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("action=\"/kantor/beri\""), "nothing can be pressed");
    let mut fields = vec![
        ("csrf".to_owned(), browser.get("/kantor").form("/kantor/permintaan")["csrf"].clone()),
        ("permintaan".to_owned(), text),
        ("cocok".to_owned(), "ya".to_owned()),
    ];
    fields.push(("kunci".to_owned(), server_in_disguise().key.to_string()));
    let refused = browser.post("/kantor/beri", &fields);
    assert!(browser.get(refused.leads_to()).says("kunci server"), "{}", refused.body);
    assert!(world.second("RI").keys_of(&request.office).unwrap().is_empty());
    assert!(world.second("RI").grants_of(server_in_disguise().key).is_err());
}

#[test]
fn who_administers_nothing_gives_out_no_codes() {
    let world = World::new();
    let mut browser = at_national(&world, "rina");
    let page = browser.get("/kantor/undang?provinsi=33&sampai=2026-12-23");
    assert!(page.says("36 surat akan dibuat"), "the province and all below it: {}", page.body);
    let refused = browser.send_form(&page, "/kantor/undang", &[]);
    assert_eq!(refused.status, StatusCode::SEE_OTHER, "{}", refused.body);
    assert!(world.second("RI").invitations().unwrap().is_empty());
}
