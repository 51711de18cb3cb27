//! What an office hands over on paper: what is on it, what is not, and what ties it to what is
//! signed.

use std::{collections::BTreeSet, fs, path::Path};

use insta::assert_snapshot;
use kecuali_client::office::paper::{Order, Signing, What};
use serde_json::Value;

use crate::{
    desk::Desk,
    register::{carry, complete, drafted, submitted},
    world::World,
};

/// Stands in an internal field.
const INTERNAL: &str = "Kabinet tiga, Subbagian";
pub(crate) const DRAFT: &str = "RANCANGAN – belum ditetapkan";

pub(crate) fn read(desk: &Desk, file: &str) -> String {
    fs::read_to_string(desk.path().join(file)).unwrap()
}

/// Prints a paper as a page and gives it back with its token.
pub(crate) fn printed(desk: &mut Desk, arguments: &[&str], file: &str) -> (String, String) {
    let said = desk.done("3604", &[&["--json", "print"], arguments, &["--out", file]].concat());
    let said: Value = serde_json::from_str(&said).unwrap();
    let seen = said["seen"].as_str().unwrap().to_owned();
    let page = read(desk, file);
    assert!(page.contains(&format!("tanda isi {seen}")), "{page}");
    (page, seen)
}

/// 3604 has an entry that is determined, edited since, and a draft beside it.
pub(crate) fn determined() -> (Desk, String, String) {
    let (mut desk, entry) = submitted();
    desk.done("RI", &["review", "determine", &entry, "--yes"]);
    carry(&mut desk, "RI", "3604");
    let draft = desk.done("3604", &complete());
    let note = format!("note={INTERNAL}");
    desk.done("3604", &["entry", "edit", &draft, "--set", "information=Lain", "--set", &note]);
    (desk, entry, draft)
}

#[test]
fn the_list_is_what_is_exempted_now_as_it_was_determined() {
    let (mut desk, entry, draft) = determined();
    let (page, seen) = printed(&mut desk, &["list"], "a.html");
    for wanted in [
        "<strong>KOMISI PEMILIHAN UMUM<br>KABUPATEN SERANG</strong>",
        "<h1>DAFTAR INFORMASI YANG DIKECUALIKAN<br>KPU KABUPATEN SERANG</h1>",
        "Rekam medis<br>Catatan kesehatan pegawai<br>Jenis dokumen: Surat keterangan",
        "<td>Pasal 17 huruf h angka 2</td>",
        "<td>5 tahun<br>Hari terakhir: ",
        "Penetapan: 12/2026 butir 1, tanggal 22 November 2026",
        "<p>Keadaan per 23 November 2026</p>",
        "Tidak dikecualikan bila (Pasal 17 huruf i, Pasal 18 ayat (2) UU 14/2008): ",
        &entry,
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    let others = [draft.as_str(), DRAFT, "Lain", "SDM", INTERNAL];
    for other in others {
        assert!(!page.contains(other), "{other}: {page}");
    }

    desk.done("3604", &["entry", "edit", &entry, "--set", "description=Belum ditinjau siapa pun"]);
    let (page, again) = printed(&mut desk, &["list"], "b.html");
    assert!(page.contains("Catatan kesehatan pegawai") && !page.contains("Belum ditinjau siapa"));
    assert!(page.contains("Isi baris ini sebagaimana ditetapkan"), "{page}");
    assert_eq!(seen, again, "the version that was determined");
}

#[test]
fn what_is_not_determined_is_marked_and_an_internal_field_is_on_the_sheet_alone() {
    let (mut desk, _, draft) = determined();
    for order in [&["list", draft.as_str()][..], &["list", "--all-with", "draft"]] {
        let file = format!("{}.html", order.len());
        let (page, _) = printed(&mut desk, order, &file);
        assert!(page.contains(DRAFT) && page.contains(&draft), "{page}");
        assert!(!page.contains(INTERNAL) && !page.contains("SDM"), "{page}");
    }
    let order = ["test", &draft, "--signer", "PPID=Siti Aminah", "--place", "Serang"];
    let day = ["--day", "26 November 2026", "--letter", "8/PPID/2026"];
    let (page, _) = printed(&mut desk, &[&order[..], &day].concat(), "uji.html");
    for wanted in [
        "<strong>DOKUMEN INTERNAL KPU  •  RANCANGAN – belum ditetapkan</strong>",
        "<h1>BAHAN PERMOHONAN PENGUJIAN KONSEKUENSI</h1>",
        "<p>Disiapkan oleh KPU Kabupaten Serang. Pengujian konsekuensi dilakukan oleh KPU dan dikoordinasikan oleh PPID KPU;",
        "Pasal 25 ayat (1) dan ayat (2)",
        "<td>Usul kesimpulan</td><td>(belum diisi)</td>",
        "<dt>Unit kerja yang menguasai informasi</dt><dd>SDM</dd>",
        "<td>Potensi konsekuensi bahaya</td><td>(belum diisi)</td>",
        "<dt>Nomor</dt><dd>8/PPID/2026</dd>",
        "<p>Serang, 26 November 2026</p>",
        "<p class=\"name\">Siti Aminah</p>",
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    assert!(!page.contains(INTERNAL), "a note is no part of the test: {page}");
    assert!(!page.contains("LEMBAR") && !page.contains("Pasal 24"), "KPU tests: {page}");
}

#[test]
fn what_is_signed_on_paper_is_recorded_for_what_was_on_the_paper() {
    let (mut desk, entry) = drafted();
    let order = ["approval", &entry, "--signer", "ppid_superior=Budi Santoso"];
    let (page, seen) = printed(&mut desk, &order, "mohon.html");
    for wanted in [
        "<dt>Hal</dt><dd>Permohonan persetujuan Daftar Informasi yang Dikecualikan KPU Kabupaten Serang</dd>",
        "<li>Pembina PPID</li>",
        "tidak disetujui ditulis nomornya pada kolom Catatan",
        "memuat 1 informasi dengan tanda isi",
        "<p class=\"position\">Atasan PPID</p><p class=\"name\">Budi Santoso</p>",
        "<p class=\"position\">PPID KPU Kabupaten Serang</p><p class=\"name blank\">",
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    let letter = page.split("</section>").next().unwrap();
    assert!(!letter.contains(DRAFT) && page.contains(DRAFT), "the list is a draft, the letter not");
    assert!(!page.contains("SDM"), "{page}");

    let word = |seen: &str, position: &str| {
        let paper = ["--recorded", "--letter", "7/PPID/2026", "--day", "2026-11-20"];
        let word = ["endorse", &entry, "--position", position, "--seen", seen];
        [&word[..], &paper].concat().iter().map(|&one| one.to_owned()).collect::<Vec<_>>()
    };
    let run = |desk: &mut Desk, word: &[String]| {
        desk.run("3604", &word.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert!(run(&mut desk, &word(&seen, "patron")).starts_with("exit 0\n"));
    desk.done("3604", &["entry", "edit", &entry, "--set", "description=Ditulis kemudian"]);
    let stale = run(&mut desk, &word(&seen, "advisory_team"));
    assert!(stale.starts_with("exit 4\n") && stale.contains("[not_as_seen]"), "{stale}");
    let (_, now) = printed(&mut desk, &order, "lagi.html");
    assert!(run(&mut desk, &word(&now, "advisory_team")).starts_with("exit 0\n"));
}

#[test]
fn the_same_paper_is_the_same_bytes_and_takes_the_place_of_nothing() {
    let (mut desk, entry) = drafted();
    for end in ["pdf", "docx", "html"] {
        let (first, second) = (format!("a.{end}"), format!("b.{end}"));
        for file in [&first, &second] {
            desk.done("3604", &["print", "approval", &entry, "--out", file]);
        }
        let bytes = |file: &str| fs::read(desk.path().join(file)).unwrap();
        assert_eq!(bytes(&first), bytes(&second), "{end}");
    }
    assert!(fs::read(desk.path().join("a.pdf")).unwrap().starts_with(b"%PDF-1.7"));
    assert!(fs::read(desk.path().join("a.docx")).unwrap().starts_with(b"PK"));
    assert_snapshot!(desk.run("3604", &["print", "test", &entry, "--out", "a.pdf"]), @r"
    exit 1
    --
    galat: Berkas `a.pdf` tidak dapat dipakai: sudah ada. [file]
    ");
    assert_snapshot!(desk.run("3604", &["print", "test", &entry, "--out", "uji.pdf"]), @r"
    exit 0
    1 entri dicetak ke uji.pdf, tanda isi 0b30f589ec00d39e.
    Berkas ini memuat juga isian intern yang tidak menjadi publik. Serahkan hanya kepada yang berwenang memeriksanya.
    --
    ");
    assert_snapshot!(desk.run("3604", &["print", "test", &entry, "--out", "uji.doc"]), @r"
    exit 2
    --
    galat: Akhiri nama berkas `uji.doc` dengan .pdf, .docx, atau .html. [input]
    ");
    assert_snapshot!(desk.run("3604", &["print", "list", "--out", "daftar.pdf"]), @r"
    exit 2
    --
    galat: Belum ada entri yang ditetapkan dan masih berlaku di kantor ini. Untuk mencetak rancangan, sebutkan entrinya atau pilih dengan `--all-with STATUS`. [input]
    ");
    let nobody = ["print", "list", &entry, "--out", "daftar.pdf", "--signer", "Siti"];
    assert_snapshot!(desk.run("3604", &nobody), @r"
    exit 2
    --
    galat: `--signer <POSITION=NAME>`: `Siti` bukan penanda tangan; tulis JABATAN=NAMA, misalnya `PPID=Siti Aminah`. [usage]

    petunjuk: Lihat bantuan dengan `--help`.
    ");
}

/// 3604 has an entry that is submitted, and one whose test named who took part.
pub(crate) fn tested() -> (Desk, String) {
    let (mut desk, entry) = submitted();
    let draft = desk.done("3604", &complete());
    let test = [
        "test_participants=PPID KPU Kabupaten Serang\nSubbagian SDM",
        "test_conclusion=exempt",
        "information=Rekam medis lama",
    ];
    for field in test {
        desk.done("3604", &["entry", "edit", &draft, "--set", field]);
    }
    (desk, entry)
}

#[test]
fn the_letter_that_goes_with_a_submission_lists_what_was_submitted() {
    let (mut desk, entry) = tested();
    desk.done("3604", &["entry", "edit", &entry, "--set", "information=Ditulis kemudian"]);
    let (page, seen) = printed(&mut desk, &["cover"], "antar.html");
    for wanted in [
        "<dt>Nomor</dt>",
        "<dt>Hal</dt><dd>Penyampaian penerapan penetapan informasi yang dikecualikan pada KPU Kabupaten Serang</dd>",
        "Yth. Ketua Komisi Pemilihan Umum Republik Indonesia<br>c.q. PPID KPU<br>di Jakarta",
        "penerapan penetapan KPU yang berlaku atas 1 informasi",
        "<td>Rekam medis</td>",
        "menerapkan 12/2026 butir 1",
        &entry,
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    for other in ["Ditulis kemudian", "Rekam medis lama", "SDM", INTERNAL] {
        assert!(!page.contains(other), "{other}: {page}");
    }
    desk.done("RI", &["review", "determine", &entry, "--yes"]);
    carry(&mut desk, "RI", "3604");
    let nothing = desk.run("3604", &["print", "cover", "--out", "lagi.pdf"]);
    assert!(nothing.starts_with("exit 2") && nothing.contains("menunggu keputusan"), "{nothing}");
    let (_, named) = printed(&mut desk, &["cover", &entry], "lagi.html");
    assert_eq!(named, seen, "the version that was submitted and determined");
    let above = desk.run("RI", &["print", "cover", &entry, "--out", "ri.pdf"]);
    assert!(above.starts_with("exit 2") && above.contains("kantor yang mengajukan"), "{above}");
}

#[test]
fn every_paper_says_where_the_office_is_once_that_was_said() {
    let (mut desk, entry, draft) = determined();
    let letterhead = ["print", "letterhead"];
    let say = ["--address", "Jl. Raya Serang 1", "--address", "Ciruas 42182", "--place", "Ciruas"];
    desk.done("3604", &[&letterhead[..], &say].concat());
    assert_snapshot!(desk.done("3604", &letterhead), @r"
    Alamat dalam kop:
    Jl. Raya Serang 1
    Ciruas 42182
    Tempat penandatanganan: Ciruas
    ");
    let (page, seen) = printed(&mut desk, &["list"], "a.html");
    assert!(page.contains("<p>Jl. Raya Serang 1<br>Ciruas 42182</p>"), "{page}");
    assert!(page.contains("<p>Ciruas, ……"), "{page}");
    for (what, of) in [("test", &draft), ("minutes", &entry)] {
        let (page, _) = printed(&mut desk, &[what, of], &format!("{what}.html"));
        assert!(page.contains("Ciruas 42182") && page.contains("Ciruas, "), "{what}: {page}");
    }
    let other = ["list", "--place", "Serang", "--address", "Lain"];
    let (page, of_other) = printed(&mut desk, &other, "b.html");
    assert!(page.contains("<p>Lain</p>") && page.contains("<p>Serang, ……"), "{page}");
    assert_eq!(seen, of_other, "it is no part of what is signed");

    let long = "x".repeat(121);
    let refused = desk.run("3604", &["print", "letterhead", "--place", &long]);
    assert!(refused.starts_with("exit 2") && refused.contains("paling panjang 120"), "{refused}");
    desk.done("3604", &["print", "letterhead", "--place", "Serang"]);
    let said = desk.done("3604", &letterhead);
    assert!(said.contains("Ciruas 42182") && said.contains(": Serang"), "{said}");
    desk.done("3604", &["print", "letterhead", "--forget"]);
    assert!(desk.done("3604", &letterhead).contains("tanpa alamat"));
}

#[test]
fn letters_that_a_paper_does_not_show_as_they_were_written_are_said() {
    let (mut desk, _, draft) = determined();
    let set = "information=Rekam 漢字 שלום medis \u{f0b7} 😀";
    desk.done("3604", &["entry", "edit", &draft, "--set", set]);
    let said = desk.done("3604", &["print", "list", &draft, "--out", "a.pdf"]);
    let (_, letters) = said.split_once('\n').unwrap();
    assert_snapshot!(letters, @"Huruf ini tidak tampil sebagaimana ditulis (menjadi kotak atau tanda �, atau terbalik urutannya): ו U+05D5, ל U+05DC, ם U+05DD, ש U+05E9, 字 U+5B57, 漢 U+6F22, U+F0B7, 😀 U+1F600. Periksa kertasnya sebelum diserahkan.");
    let said = desk.done("3604", &["print", "list", &draft, "--out", "a.docx"]);
    assert!(said.contains("U+F0B7") && !said.contains("漢"), "others draw these: {said}");
    desk.done("3604", &["entry", "edit", &draft, "--set", "information=Rekam “medis” é"]);
    let said = desk.done("3604", &["--json", "print", "list", &draft, "--out", "b.pdf"]);
    assert!(!said.contains("strange"), "{said}");
}

/// The golden files: what a paper says is a promise to whoever filed one. `KECUALI_WRITE_PAPERS`
/// writes them anew.
#[test]
fn minutes_and_letters_are_the_same_bytes_for_ever() {
    let (mut desk, entry) = tested();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let minutes = ["minutes", &entry, "--place", "Serang", "--day", "2026-11-26"];
    for (order, stem) in [(&minutes[..], "berita-acara"), (&["cover"], "surat-pengantar")] {
        for end in ["html", "pdf", "docx"] {
            let (first, second) = (format!("{stem}.{end}"), format!("{stem}-2.{end}"));
            for file in [&first, &second] {
                desk.done("3604", &[&["print"], order, &["--out", file]].concat());
            }
            let bytes = |file: &str| fs::read(desk.path().join(file)).unwrap();
            assert!(bytes(&first) == bytes(&second), "{first}");
            if std::env::var_os("KECUALI_WRITE_PAPERS").is_some() {
                fs::write(golden.join(&first), bytes(&first)).unwrap();
            }
            let kept = fs::read(golden.join(&first)).unwrap();
            assert!(bytes(&first) == kept, "{first} is not what it was");
        }
    }
}

#[test]
fn what_was_taken_down_is_on_no_paper() {
    let mut world = World::with("3604");
    world.issue();
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let names = [name.clone()];
    let item = world.office("3604").item("12/1").unwrap();
    world.office("3604").submit(None, &names, Some(item), None).unwrap();
    world.sync("3604");
    world.sync("RI");
    world.office("RI").determine(None, &names, None, None).unwrap();
    let page = |world: &mut World| {
        world.sync("RI");
        world.sync("3604");
        let what = What::List(names.to_vec());
        let order = Order { what, signing: Signing::default() };
        world.office("3604").paper(&order).unwrap().html()
    };
    let before = page(&mut world);
    assert!(before.contains("Catatan kesehatan") && before.contains("Rekam medis"), "{before}");
    let one = BTreeSet::from(["description".to_owned()]);
    world.office("RI").take_down(None, &names, &one, "Memuat nama orang").unwrap();
    let after = page(&mut world);
    assert!(!after.contains("Catatan kesehatan") && after.contains("Rekam medis"), "{after}");
    assert!(after.contains("[tidak ditampilkan]"), "{after}");
    assert_eq!(world.office("3604").in_force().unwrap(), names);
    world.office("RI").take_down(None, &names, &BTreeSet::new(), "Keliru").unwrap();
    let whole = page(&mut world);
    assert!(!whole.contains("Rekam medis") && whole.contains("TIDAK BERLAKU LAGI"), "{whole}");
    assert!(world.office("3604").in_force().unwrap().is_empty());
}
