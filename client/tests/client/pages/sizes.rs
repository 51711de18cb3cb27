//! No list is longer than a slow machine and a phone like to draw, however long names are.

use std::fmt::Write as _;

use kecuali_client::office::{
    archive::{PlaceWritten, Written},
    scratch::{FORMS, Scratch, Scratches},
};
use kecuali_document::caps;
use kecuali_domain::act::Position;

use super::browser::Browser;
use crate::world::{NOON, World, complete, determination, from_paper};

/// What a page may take: bytes, not letters.
const MOST: usize = 100_000;
/// What the archive takes of one thing that is written there.
const PIECE: usize = 2_000;
/// More than stand on any page.
const ROWS: usize = 60;

#[track_caller]
fn is_short(browser: &mut Browser, path: &str, says: &str) {
    let page = browser.get(path);
    assert!(page.body.contains(says), "{path}: {}", page.body);
    assert!(page.bytes.len() <= MOST, "{path}: {} bytes", page.bytes.len());
}

/// What someone typed and left, as often as it is kept.
fn typed(scratches: &Scratches, person: &str, field: &str) {
    for n in 0..FORMS {
        let form = format!("{n:032x}");
        let fields = [(field.to_owned(), long(n, 100 * PIECE))].into();
        let (person, time) = (person.to_owned(), NOON);
        let scratch = Scratch { form, person, about: None, base: None, time, fields };
        scratches.save(&scratch).unwrap();
    }
}

/// A text of as many bytes as a field takes, with signs that pages write longer.
fn longest(number: usize) -> String {
    long(number, caps::CONTENT_VALUE)
}

fn long(number: usize, bytes: usize) -> String {
    let mut text = format!("{number} ");
    while text.len() + 40 < bytes {
        write!(text, "Rekam & catatan “médis” {number} ").unwrap();
    }
    text
}

#[test]
fn pages_of_an_office_are_short_however_long_names_are() {
    let mut world = World::with("3319");
    world.issue();
    let office = world.office("3319");
    // Nothing but long texts: every row has as many findings as an entry can have.
    let whole = |n: usize| {
        ["information", "description", "document_type", "consequence_if_opened", "note"]
            .map(|field| (field.to_owned(), longest(n)))
            .to_vec()
    };
    let names = office.add_entries(None, &(0..ROWS).map(whole).collect::<Vec<_>>()).unwrap();
    for name in &names {
        let place = PlaceWritten { room: Some(long(1, PIECE)), ..PlaceWritten::default() };
        let written = Written { document: Some(long(2, PIECE)), place, ..Written::default() };
        office.archive_add(Some("siti"), name, &written).unwrap();
    }
    typed(&office.scratches(), "siti", "information");
    let mut browser = Browser::open(&world.path("3319"));
    browser.act_as("siti");
    for (path, says) in [
        ("/", "Ada 180 ketikan lain"),
        ("/entri/baru", "Ada 180 ketikan lain"),
        ("/daftar", "Rekam &#38; catatan"),
        ("/persetujuan", "temuan"),
        ("/persetujuan?langkah=minta&hal=2", "Rekam &#38; catatan"),
        ("/arsip", "Rekam &#38; catatan"),
        ("/penetapan", "12/2026"),
        ("/ekspor", "<h1>"),
    ] {
        is_short(&mut browser, path, says);
    }
}

fn number(fields: &[(String, String)]) -> &str {
    fields.iter().find(|(key, _)| key == "number").map_or("", |(_, value)| value)
}

#[test]
fn pages_of_kpu_ri_are_short_however_long_names_are() {
    let mut world = World::with("3319");
    world.issue();
    let titles = (13..65).map(|number| {
        let mut fields = determination(&number.to_string());
        fields.retain(|(key, _)| key != "title" && key != "item/1/information");
        fields.push(("item/1/information".to_owned(), format!("Berkas {number}")));
        fields.push(("title".to_owned(), longest(number)));
        fields
    });
    let ri = world.office("RI");
    for mut fields in titles {
        if number(&fields) == "13" {
            let first: Vec<_> =
                fields.iter().filter(|(key, _)| key.starts_with("item/1/")).cloned().collect();
            for item in 2..=ROWS {
                fields.extend(first.iter().map(|(key, value)| {
                    let key = key.replace("item/1/", &format!("item/{item}/"));
                    let named = key.ends_with("/information");
                    (key, if named { long(item, 1_000) } else { value.clone() })
                }));
            }
        }
        let draft = ri.draft_determination(Some("iman"), &fields).unwrap();
        ri.issue(None, &draft, &[], None).unwrap();
    }
    let office = world.office("3319");
    let all: Vec<_> = (0..ROWS).map(|n| complete(&longest(n))).collect();
    let names = office.add_entries(None, &all).unwrap();
    for position in Position::ALL {
        office.give_word(Some("siti"), &names, &from_paper(position)).unwrap();
    }
    let item = office.item("12/1").unwrap();
    office.submit(None, &names, Some(item), None).unwrap();
    world.sync("3319");
    world.sync("RI");
    typed(&world.office("RI").determination_scratches(), "iman", "title");
    let mut browser = Browser::open(&world.path("RI"));
    browser.act_as("iman");
    for (path, says) in [
        ("/", "Ada 180 ketikan lain"),
        ("/penetapan/draf/baru", "Ada 180 ketikan lain"),
        ("/antrean", "Rekam &#38; catatan"),
        ("/antrean?halaman=2", "Rekam &#38; catatan"),
        ("/kantor", "KPU"),
        ("/kantor?halaman=3", "KPU"),
        ("/penetapan", "Rekam &#38; catatan"),
        ("/penetapan/lihat?nomor=13%2F2026", "Halaman 1 dari 2"),
        ("/penetapan/lihat?nomor=13%2F2026&halaman=2", "Halaman 2 dari 2"),
        ("/daftar", "Rekam &#38; catatan"),
    ] {
        is_short(&mut browser, path, says);
    }
    let page = browser.get("/antrean");
    let listed = browser.send_form(&page, "/antrean/sekaligus", &[("tindakan", "tetapkan")]);
    is_short(&mut browser, listed.leads_to(), "Tetapkan 60 entri");
}

#[test]
fn a_part_of_a_list_on_paper_is_short_where_entries_are_as_offices_write_them() {
    let mut world = World::with("3319");
    let all: Vec<_> = (0..ROWS).map(|n| complete(&format!("Rekam medis pegawai {n}"))).collect();
    world.office("3319").add_entries(None, &all).unwrap();
    let mut browser = Browser::open(&world.path("3319"));
    browser.act_as("siti");
    is_short(&mut browser, "/ekspor/cetak", "dicetak dalam 2 bagian");
}

#[test]
fn a_list_that_is_approved_shows_what_fits_and_names_the_rest() {
    let mut world = World::with("3319");
    let whole = |n: usize| {
        let mut fields = complete(&format!("Berkas {n}"));
        fields.retain(|(key, _)| key != "note");
        fields.push(("note".to_owned(), long(n, 8_000)));
        fields
    };
    world.office("3319").add_entries(None, &(0..20).map(whole).collect::<Vec<_>>()).unwrap();
    let mut browser = Browser::open(&world.path("3319"));
    browser.act_as("budi");
    let path = "/persetujuan/nyatakan?kata=setuju&semua=minta";
    is_short(&mut browser, path, "Isi versi ini");
    is_short(&mut browser, path, "Isinya tidak muat di halaman ini");
}
