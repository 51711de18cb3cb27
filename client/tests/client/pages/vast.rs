//! A determination of thousands of items, as an old list of everything becomes one: each page of it
//! is short, shows what is signed part by part, and writes only what stands on it.

use axum::http::StatusCode;
use kecuali_client::office::{Name, input::Fields};
use kecuali_domain::handle;

use super::browser::Browser;
use crate::world::{World, complete, determination};

/// So many items has a draft.
const ITEMS: usize = 2_000;
/// So many of them have room in one determination.
const ISSUED: usize = 800;
/// So many entries stand under one of its items.
const ENTRIES: usize = 300;
/// What a page may take: bytes, not letters.
const MOST: usize = 100_000;

/// The fields of a determination with all these items.
fn vast(items: usize) -> Fields {
    let mut fields = determination("13");
    let first: Vec<_> =
        fields.iter().filter(|(key, _)| key.starts_with("item/1/")).cloned().collect();
    for item in 2..=items {
        fields.extend(first.iter().map(|(key, value)| {
            let named = key.ends_with("/information");
            let value = if named { format!("Berkas yang ke-{item}") } else { value.clone() };
            (key.replace("item/1/", &format!("item/{item}/")), value)
        }));
    }
    fields
}

fn at_national(world: &World) -> Browser {
    let mut browser = Browser::open(&world.path("RI"));
    browser.act_as("iman");
    browser
}

#[track_caller]
fn is_short(browser: &mut Browser, path: &str, says: &str) {
    let page = browser.get(path);
    assert!(page.says(says), "{path}: {}", page.body);
    assert!(page.bytes.len() <= MOST, "{path}: {} bytes", page.bytes.len());
}

/// A draft with all these items, at KPU RI.
fn prepared(items: usize) -> (World, Name) {
    let mut world = World::new();
    let name = world.office("RI").draft_determination(Some("iman"), &vast(items)).unwrap();
    (world, name)
}

#[test]
fn a_form_of_thousands_of_items_shows_some_and_writes_only_those() {
    let (world, name) = prepared(ITEMS);
    let mut browser = at_national(&world);
    let form = format!("/penetapan/draf/{}", handle(&name.0, name.1));
    is_short(&mut browser, &form, "2000 butir di 400 halaman");
    is_short(&mut browser, &format!("{form}?halaman=400"), "Berkas yang ke-2000");
    is_short(&mut browser, &format!("{form}?butir=1234"), "Halaman 247 dari 400");
    is_short(&mut browser, &format!("{form}?butir=2001"), "Halaman 401 dari 401");

    let page = browser.get(&format!("{form}?butir=1234"));
    let said = [("item/1234/information", "Berkas yang diganti")];
    let heard = browser.types(&page, &form, &[("item/1234/period", "")]);
    assert!(heard.bytes.len() <= MOST, "{} bytes", heard.bytes.len());
    let saved = browser.send_form(&page, &form, &said);
    assert_eq!(saved.leads_to(), format!("{form}?halaman=247"), "{}", saved.body);
    let content = world.second("RI").content(&name).unwrap();
    assert_eq!(content.one("item/1234/information"), Some("Berkas yang diganti"));
    for item in [1, 1233, 1235, ITEMS] {
        assert!(content.has(&format!("item/{item}/information")), "{item}");
    }
    let mut office = world.second("RI");
    let said = office.issue(Some("iman"), &name, &[], None).unwrap_err().to_string();
    assert!(said.contains("bagi butirnya"), "nothing is signed that has no room: {said}");
    assert!(browser.get(&format!("{form}/terbit")).says("bagi butirnya"));
    // Emptied on one page, and led to from every other.
    let page = browser.get(&format!("{form}?butir=1234"));
    browser.send_form(&page, &form, &[("item/1234/information", "")]);
    assert!(browser.get(&form).says("butir 1234</a>"), "where something is missing");
}

#[test]
fn what_becomes_public_of_thousands_of_items_is_shown_page_by_page_and_ended_by_spans() {
    let (mut world, name) = prepared(ISSUED);
    let draft = format!("/penetapan/draf/{}/terbit", handle(&name.0, name.1));
    let mut browser = at_national(&world);
    is_short(&mut browser, &draft, "Halaman 1 dari 41");
    is_short(&mut browser, &format!("{draft}?halaman=41"), "13/2026 butir 800");
    let page = browser.get(&draft);
    let done = browser.send_form(&page, &draft, &[]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    is_short(&mut browser, done.leads_to(), "13/2026 diterbitkan");
    drop(browser);
    world.office("RI").refresh().unwrap();
    world.arrive("3319");
    world.admit("3319");
    let all: Vec<_> = (0..ENTRIES).map(|n| complete(&format!("Rekam medis {n}"))).collect();
    let names = world.office("3319").add_entries(None, &all).unwrap();
    for position in kecuali_domain::act::Position::ALL {
        let said = crate::world::from_paper(position);
        world.office("3319").give_word(Some("siti"), &names, &said).unwrap();
    }
    let item = world.office("3319").item("13/2026/7").unwrap();
    world.office("3319").submit(None, &names, Some(item), None).unwrap();
    world.sync("3319");
    world.sync("RI");
    let mut browser = at_national(&world);
    is_short(&mut browser, &format!("/antrean/{}", handle(&names[0].0, names[0].1)), "650 lainnya");
    drop(browser);
    world.office("RI").determine(None, &names, None, None).unwrap();

    let mut browser = at_national(&world);
    for (path, says) in [
        ("/penetapan", "800 dari 800"),
        ("/penetapan/lihat?nomor=13%2F2026", "300 entri; 50 yang pertama diperlihatkan"),
        ("/penetapan/cabut?nomor=13%2F2026", "Dan 700 butir lagi."),
        ("/penetapan/cabut?nomor=13%2F2026&butir=7-9,20", "4 baris nasional, 300 baris kantor"),
    ] {
        is_short(&mut browser, path, says);
    }
    what_cannot_be_read_comes_back(&mut browser);
    let path = "/penetapan/cabut?nomor=13%2F2026&butir=7-9,20";
    let ended = browser.send(path, "/penetapan/cabut", &[("alasan", "Tidak rahasia lagi")]);
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
    let told = browser.get(ended.leads_to());
    assert!(told.says("Dicabut."), "{}", told.body);
    let view = world.second("RI").determination_by("13/2026").unwrap();
    let over: Vec<u32> =
        view.items.iter().filter(|item| !item.in_force).map(|item| item.item).collect();
    assert_eq!(over, [7, 8, 9, 20]);
    let submit = "/persetujuan/ajukan?cara=butir&entri=";
    world.sync("3319");
    drop(browser);
    let name = world.draft("3319");
    let mut browser = Browser::open(&world.path("3319"));
    browser.act_as("siti");
    is_short(&mut browser, &format!("{submit}{}", handle(&name.0, name.1)), "lainnya ditulis");
}

/// Numbers that cannot be read come back with all that was typed, marked, and with nothing to sign.
fn what_cannot_be_read_comes_back(browser: &mut Browser) {
    let typed = [
        ("butir", "7-9, dua puluh"),
        ("alasan", "Tidak rahasia lagi"),
        ("keputusan", "9/2027"),
        ("tanggal", "2027-01-02"),
    ];
    let act = "/penetapan/cabut";
    let page = browser.send("/penetapan/cabut?nomor=13%2F2026", act, &typed);
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.says("<a href=\"#butir\">Butir yang dicabut</a>: Nomor butir tidak dapat dibaca"));
    let marked = "aria-describedby=\"b-butir k-butir\" aria-invalid=\"true\"";
    assert!(page.body.contains(marked), "{}", page.body);
    let form = page.form(act);
    for (name, value) in typed {
        assert_eq!(form[name], value, "what was typed is still there");
    }
    assert!(!page.body.contains("tombol utama"), "nothing to sign: {}", page.body);
    // Emptied it would mean all of them: that is shown first, too.
    for mended in ["", "7-9, 20"] {
        let answered = browser.send_form(&page, act, &[("butir", mended)]);
        let shown = browser.get(answered.leads_to());
        assert!(shown.says("Pilihan berubah"), "{mended}: {}", shown.body);
        assert_eq!(shown.form(act)["alasan"], "Tidak rahasia lagi");
    }
}
