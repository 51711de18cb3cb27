//! Test sheets: KPU RI's own, of items that it decided; of offices, what they bring along for a test.

use crate::{
    desk::Desk,
    printing::{DRAFT, determined, read},
    register::{carry, drafted, endorsed, issuer},
};

/// 3604 submits new substance, which reaches KPU RI on a stick.
fn proposed() -> (Desk, String) {
    let (mut desk, entry) = drafted();
    desk.done("3604", &["entry", "edit", &entry, "--set", "information=Hasil psikotes"]);
    for position in ["patron", "advisory_team", "ppid_superior"] {
        let paper = ["--recorded", "--letter", "7/PPID/2026", "--day", "2026-11-20"];
        let word = ["endorse", entry.as_str(), "--position", position];
        desk.done("3604", &[&word[..], &paper].concat());
    }
    desk.done("3604", &["submit", &entry]);
    carry(&mut desk, "3604", "RI");
    (desk, entry)
}

#[test]
fn what_another_office_tested_is_a_copy_that_nobody_signs_here() {
    let (mut desk, entry) = proposed();
    for paper in ["test", "minutes"] {
        let file = format!("{paper}.html");
        let signed = ["--place", "Jakarta", "--signer", "PPID KPU RI=Rina", "--out", &file];
        desk.done("RI", &[&["print", paper, &entry], &signed[..]].concat());
        let page = read(&desk, &file);
        for wanted in ["KABUPATEN SERANG", "Salinan dari catatan KPU RI", "Hasil psikotes"] {
            assert!(page.contains(wanted), "{paper} {wanted}: {page}");
        }
        for other in ["REPUBLIK INDONESIA", "Jakarta", "PPID KPU RI", "PPID KPU Kab"] {
            assert!(!page.contains(other), "{paper} {other}: {page}");
        }
        let own = format!("own-{paper}.html");
        desk.done("3604", &["print", paper, &entry, "--out", &own]);
        assert!(!read(&desk, &own).contains("Salinan"), "its own paper is no copy");
    }
}

#[test]
fn the_letter_with_new_substance_asks_for_a_test_through_the_province() {
    let (mut desk, entry) = proposed();
    desk.done("3604", &["print", "cover", "--out", "antar.html"]);
    let page = read(&desk, "antar.html");
    for wanted in [
        "<dd>Permohonan pengujian konsekuensi informasi yang dikecualikan pada KPU Kabupaten Serang</dd>",
        "Pasal 25",
        "atas 1 informasi",
        "mohon diuji dan ditetapkan",
        "melalui KPU Provinsi Banten",
        "substansi baru",
        &entry,
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    assert!(!page.contains("penerapan"), "{page}");
}

#[test]
fn the_letter_with_an_application_goes_through_the_province_where_policy_says_so() {
    let (mut desk, entry) = endorsed();
    let route = ["policy", "set", "route", "--application", "province", "--new-substance"];
    desk.done("RI", &[&route[..], &["province", "--yes"]].concat());
    carry(&mut desk, "RI", "3604");
    desk.done("3604", &["submit", &entry, "--under", "12/1"]);
    desk.done("3604", &["print", "cover", "--out", "antar.html"]);
    let page = read(&desk, "antar.html");
    assert!(page.contains("c.q. PPID KPU<br>melalui KPU Provinsi Banten<br>di Jakarta"), "{page}");
    assert!(page.contains("Penyampaian penerapan") && !page.contains("Pasal 25"), "{page}");
}

#[test]
fn the_test_that_kpu_ri_made_itself_is_printed_from_its_draft_before_and_after_it_is_issued() {
    let (mut desk, draft) = issuer();
    let page = |desk: &mut Desk, what: &str, file: &str| {
        desk.done("RI", &["print", "test", what, "--out", file]);
        read(desk, file)
    };
    let before = page(&mut desk, &draft, "konsep.html");
    desk.done("RI", &["determination", "issue", &draft, "--yes"]);
    let after = page(&mut desk, "12/1", "butir.html");
    for (paper, called) in
        [(&before, format!("{draft} butir 1")), (&after, "12/2026 butir 1".into())]
    {
        for wanted in [
            "<h1>LEMBAR PENGUJIAN KONSEKUENSI</h1>",
            "REPUBLIK INDONESIA",
            "DOKUMEN INTERNAL KPU",
            "<td>Potensi konsekuensi bahaya</td><td>Terbukanya rahasia pribadi</td>",
            "<td>Kesimpulan uji konsekuensi</td><td>Dikecualikan</td>",
            "Rekam medis",
            &called,
        ] {
            assert!(paper.contains(wanted), "{wanted}: {paper}");
        }
        assert!(!paper.contains("Penanggung jawab"), "an item has none: {paper}");
    }
    assert!(before.contains(DRAFT) && !after.contains(DRAFT), "{after}");
    assert!(
        after.contains("Keputusan KPU Nomor 12 Tahun 2026 tanggal 22 November 2026"),
        "{after}"
    );
    for end in ["pdf", "docx"] {
        desk.done("RI", &["print", "test", "12/2026/1", "--out", &format!("butir.{end}")]);
    }
    let none = desk.run("RI", &["print", "test", "12/2", "--out", "lain.pdf"]);
    assert!(none.starts_with("exit 2"), "{none}");
    desk.done("RI", &["determination", "revoke", "12", "--reason", "Keliru", "--yes"]);
    let ended = page(&mut desk, "12/1", "dicabut.html");
    assert!(ended.contains("MEMUAT YANG TIDAK BERLAKU LAGI"), "{ended}");
}

#[test]
fn what_applies_an_item_has_no_test_sheet_and_is_told_where_it_is() {
    let (mut desk, entry, _) = determined();
    for office in ["3604", "RI"] {
        let said = desk.run(office, &["print", "test", &entry, "--out", "uji.pdf"]);
        assert!(said.starts_with("exit 2"), "{said}");
        assert!(
            said.contains("menerapkan 12/2026 butir 1") && said.contains("di KPU RI"),
            "{said}"
        );
    }
    let said = desk.run("3604", &["print", "test", "12/1", "--out", "uji.pdf"]);
    assert!(said.starts_with("exit 2") && said.contains("ada di KPU RI"), "{said}");
}
