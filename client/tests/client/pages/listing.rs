//! The register as a page.

use super::browser::Browser;
use crate::world::{World, fields};

#[test]
fn the_list_is_searched_filtered_and_paged() {
    let mut world = World::new();
    world.arrive("3319");
    let rows: Vec<_> = (0..120)
        .map(|n| {
            let kind = if n % 2 == 0 { "formulir" } else { "berita acara" };
            let name = if n == 7 { "Rekam medis pegawai" } else { "Berkas calon" };
            fields(&[&format!("information={name} {n}"), &format!("document_type={kind}")])
        })
        .collect();
    world.office("3319").add_entries(Some("siti"), &rows).unwrap();
    let mut browser = Browser::open(&world.path("3319"));
    let first = browser.get("/daftar");
    assert!(first.says("120 entri, 1–50 ditampilkan"), "{}", first.body);
    assert!(first.body.len() < 100_000, "{} bytes", first.body.len());
    assert!(first.says("href=\"/daftar?halaman=2\""), "{}", first.body);
    assert!(browser.get("/daftar?halaman=3").says("120 entri, 101–120 ditampilkan"));
    assert!(browser.get("/daftar?halaman=99").says("120 entri"));
    let found = browser.get("/daftar?cari=medis+rekam");
    assert!(found.says("1 entri.") && found.says("Rekam medis pegawai 7"), "{}", found.body);
    let forms = browser.get("/daftar?jenis=formulir&urut=nama");
    assert!(forms.says("60 entri"), "{}", forms.body);
    assert!(forms.says("jenis=formulir&#38;urut=nama&#38;halaman=2"), "{}", forms.body);
    let none = browser.get("/daftar?cari=tidakadasamasekali&status=revoked&tahun=x");
    assert!(none.says("Tidak ada entri yang cocok."), "{}", none.body);
}

#[test]
fn the_search_looks_into_what_follows_from_opening_and_from_withholding() {
    let mut world = World::new();
    world.arrive("3319");
    let rows = [
        fields(&["information=Berkas satu", "consequence_if_opened=Riwayat penyakit tersebar"]),
        fields(&["information=Berkas dua", "consequence_if_closed=Kerahasiaan terjaga"]),
    ];
    world.office("3319").add_entries(Some("siti"), &rows).unwrap();
    let mut browser = Browser::open(&world.path("3319"));
    for (typed, found) in [("penyakit", "Berkas satu"), ("kerahasiaan", "Berkas dua")] {
        let page = browser.get(&format!("/daftar?cari={typed}"));
        assert!(page.says("1 entri.") && page.says(found), "{typed}: {}", page.body);
    }
}

#[test]
fn offices_are_chosen_by_name() {
    let mut world = World::with("3604");
    for _ in 0..2 {
        let _drafted = world.draft("3604");
    }
    world.sync("3604");
    world.sync("RI");
    let mut browser = Browser::open(&world.path("RI"));
    browser.act_as("iman");
    let page = browser.get("/daftar?kantor=3604");
    assert!(page.says("<option value=\"3604\" selected>KPU Kabupaten Serang (2)"), "{}", page.body);
}

#[test]
fn an_entry_leads_to_its_own_approval() {
    let mut world = World::with("3604");
    let names = [world.draft("3604"), world.draft("3604")];
    let [one, other] = names.map(|(scope, id)| kecuali_domain::handle(&scope, id));
    let mut browser = Browser::open(&world.path("3604"));
    browser.act_as("siti");
    let page = browser.get(&format!("/entri/{one}"));
    let to = format!("/persetujuan?entri={one}");
    assert!(page.body.contains(&to), "{}", page.body);
    let page = browser.get(&to);
    assert!(page.says(&one) && !page.says(&other) && page.says("1 entri"), "{}", page.body);
}
