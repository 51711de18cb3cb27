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
