//! What an office takes out: files and official pages.

use super::browser::Browser;
use crate::world::{World, fields};

const OFFICE: &str = "3319";

fn office() -> (World, Browser, String) {
    let mut world = World::with(OFFICE);
    world.issue();
    let name = world.draft(OFFICE);
    let note = fields(&["note=hanya untuk kantor"]);
    world.office(OFFICE).edit(Some("siti"), &name, &note).unwrap();
    let browser = Browser::open(&world.path(OFFICE));
    (world, browser, kecuali_domain::handle(&name.0, name.1))
}

#[test]
fn a_register_is_downloaded_without_what_is_internal_unless_that_is_said() {
    let (_world, mut browser, handle) = office();
    for form in ["csv", "csv-excel", "json", "ndjson"] {
        let page = browser.get(&format!("/ekspor/unduh?bentuk={form}&status="));
        let disposition = page.headers["content-disposition"].to_str().unwrap();
        assert!(disposition.starts_with("attachment; filename=\"register-3319."), "{disposition}");
        assert!(page.body.contains(&handle) && !page.body.contains("hanya untuk kantor"), "{form}");
        let page = browser.get(&format!("/ekspor/unduh?bentuk={form}&internal=ya"));
        assert!(page.body.contains("hanya untuk kantor"), "{form}");
    }
    assert!(browser.get("/ekspor/unduh?bentuk=xlsx").body.starts_with("PK"));
    let none = browser.get("/ekspor/unduh?bentuk=csv&status=determined");
    assert!(!none.body.contains(&handle));
}

#[test]
fn a_draft_on_paper_says_that_it_is_one() {
    let (_world, mut browser, handle) = office();
    for path in ["/ekspor/cetak".to_owned(), format!("/ekspor/lembar?entri={handle}")] {
        let page = browser.get(&path);
        for text in
            ["RANCANGAN – belum ditetapkan", "Komisi Pemilihan Umum", "Rekam medis pegawai", "SITI"]
        {
            assert!(page.says(text), "{path} {text}: {}", page.body);
        }
        assert!(!page.says("hanya untuk kantor"), "{path}");
    }
}

#[test]
fn kpu_ri_prints_the_sheet_of_an_office_as_a_copy() {
    let (mut world, _, handle) = office();
    world.sync(OFFICE);
    world.sync("RI");
    let mut browser = Browser::open(&world.path("RI"));
    let page = browser.get(&format!("/ekspor/lembar?entri={handle}"));
    for text in ["Kabupaten Kudus", "Salinan dari catatan KPU RI", "Rekam medis pegawai"] {
        assert!(page.says(text), "{text}: {}", page.body);
    }
    let (_, paper) = page.body.split_once("<article").unwrap();
    let (paper, _) = paper.split_once("</article>").unwrap();
    for text in ["Republik Indonesia", "Jakarta", "tanda-tangan"] {
        assert!(!paper.contains(text), "{text}: {paper}");
    }
}

#[test]
fn what_is_determined_is_no_draft_on_paper() {
    let (mut world, mut browser, handle) = office();
    let name = world.office(OFFICE).find(&handle, kecuali_domain::Kind::Entry).unwrap();
    world.endorse(OFFICE, &name);
    let office = world.office(OFFICE);
    let item = office.item("12/2026/1").unwrap();
    office.submit(None, std::slice::from_ref(&name), Some(item), None).unwrap();
    world.sync(OFFICE);
    world.sync("RI");
    let ri = world.office("RI");
    ri.determine(None, std::slice::from_ref(&name), None, None).unwrap();
    world.sync("RI");
    world.sync(OFFICE);
    let page = browser.get("/ekspor/cetak");
    assert!(!page.says("RANCANGAN") && page.says("12/2026 butir 1"), "{}", page.body);
    for path in ["/ekspor/lembar?", "/ekspor/kertas?bentuk=pdf&"] {
        let page = browser.get(&format!("{path}entri={handle}"));
        assert!(page.says("menerapkan 12/2026 butir 1"), "{path}: {}", page.body);
        assert!(!page.says("belum diisi"), "no empty sheet of what KPU RI tested: {path}");
    }

    let mut browser = Browser::open(&world.path("RI"));
    let page = browser.get("/penetapan/lihat?nomor=12/2026");
    let to = "/ekspor/kertas?bentuk=pdf&amp;nomor=12%2F2026&amp;butir=1";
    assert!(page.body.contains(to), "{}", page.body);
    assert!(browser.get(&to.replace("&amp;", "&")).bytes.starts_with(b"%PDF-"));
}

#[test]
fn the_evidence_of_an_entry_is_taken_away_as_one_file() {
    let (_world, mut browser, handle) = office();
    let page = browser.get(&format!("/ekspor/bukti?entri={handle}"));
    assert_eq!(page.headers["content-type"], "application/zip");
    assert!(page.body.starts_with("PK"));
}

#[test]
fn what_an_office_says_of_where_it_is_stands_on_its_papers() {
    let (world, mut browser, handle) = office();
    let say = |address, place| [("alamat", address), ("tempat", place)];
    browser.send("/ekspor", "/ekspor/kop", &say("Jl. Sunan Muria 1\r\n\r\n Kudus 59317 ", "Bae"));
    let kept = world.second(OFFICE).whereabouts();
    assert_eq!(kept.address, ["Jl. Sunan Muria 1", "Kudus 59317"]);
    for path in ["/ekspor/cetak".to_owned(), format!("/ekspor/lembar?entri={handle}")] {
        let page = browser.get(&path);
        assert!(page.says("Kudus 59317") && page.says("Bae, "), "{path}: {}", page.body);
    }
    browser.send("/ekspor", "/ekspor/kop", &say("a\nb\nc\nd\ne", ""));
    assert!(browser.get("/ekspor").says("paling banyak 4 baris"));
    assert_eq!(world.second(OFFICE).whereabouts(), kept, "what has no room changes nothing");
    browser.send("/ekspor", "/ekspor/kop", &say("", ""));
    let nothing = world.second(OFFICE).whereabouts();
    assert!(nothing.address.is_empty() && nothing.place.is_none());
}

#[test]
fn the_list_and_a_test_sheet_are_handed_over_as_papers() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let entry = kecuali_domain::handle(&name.0, name.1);
    let mut browser = Browser::open(&world.path("3604"));
    for (path, begins, named) in [
        ("/ekspor/kertas?bentuk=pdf".to_owned(), "%PDF-", "daftar-3604.pdf".to_owned()),
        ("/ekspor/kertas?bentuk=docx".to_owned(), "PK", "daftar-3604.docx".to_owned()),
        (
            format!("/ekspor/kertas?bentuk=pdf&entri={entry}"),
            "%PDF-",
            format!("lembar-uji-{entry}.pdf"),
        ),
    ] {
        let page = browser.get(&path);
        assert!(page.bytes.starts_with(begins.as_bytes()), "{path}: {}", page.body);
        let disposition = page.headers["content-disposition"].to_str().unwrap();
        assert!(disposition.contains(&named), "{disposition}");
    }
}

#[test]
fn minutes_and_the_letter_that_goes_with_a_submission_are_handed_over() {
    let mut world = World::with("3604");
    world.issue();
    let name = world.draft("3604");
    let mut browser = Browser::open(&world.path("3604"));
    assert!(browser.get("/ekspor").says("Belum ada pengajuan yang menunggu keputusan"));
    let nothing = browser.get("/ekspor/kertas?kertas=pengantar&bentuk=pdf");
    assert!(nothing.says("menunggu keputusan") && !nothing.bytes.starts_with(b"%PDF"));

    world.endorse("3604", &name);
    let item = world.office("3604").item("12/1").unwrap();
    world.office("3604").submit(None, &[name], Some(item), None).unwrap();
    world.sync("3604");
    assert!(browser.get("/ekspor").says("1 entri yang sudah diajukan"));
    for (kind, named) in
        [("pengantar", "surat-pengantar-3604"), ("berita-acara", "berita-acara-3604")]
    {
        for (end, begins) in [("pdf", "%PDF-"), ("docx", "PK")] {
            let page = browser.get(&format!("/ekspor/kertas?kertas={kind}&bentuk={end}"));
            assert!(page.bytes.starts_with(begins.as_bytes()), "{kind} {end}: {}", page.body);
            let disposition = page.headers["content-disposition"].to_str().unwrap();
            assert!(disposition.contains(&format!("{named}.{end}")), "{disposition}");
        }
    }
}
