//! Berita acara: when and where was tested, by whom, what came of it, and what was not tested.

use serde_json::Value;

use crate::{
    printing::{printed, tested},
    register::complete,
};

#[test]
fn minutes_say_when_who_took_part_and_what_came_of_it() {
    let (mut desk, entry) = tested();
    let order = ["minutes", "--all-with", "draft", "--place", "Serang", "--day", "2026-11-26"];
    let (page, _) =
        printed(&mut desk, &[&order[..], &["--signer", "PPID=Siti Aminah"]].concat(), "ba.html");
    for wanted in [
        "DOKUMEN INTERNAL KPU",
        "<h1>BERITA ACARA<br>PEMBAHASAN BAHAN PERMOHONAN PENGUJIAN KONSEKUENSI<br>KPU KABUPATEN SERANG</h1>",
        "Pada hari Kamis, tanggal dua puluh enam bulan November tahun dua ribu dua puluh enam, bertempat di Serang",
        "<td class=\"centred\">1</td><td>PPID KPU Kabupaten Serang</td><td><br> </td>",
        "<td>Subbagian SDM</td><td><br> </td>",
        "Rekam medis lama",
        "Dikecualikan",
        "<p class=\"name\">Siti Aminah</p>",
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    assert!(!page.contains(&entry), "what was not chosen is not on it: {page}");
    let listed = desk.done("3604", &["--json", "entry", "list", "--status", "draft"]);
    let listed: Value = serde_json::from_str(&listed).unwrap();
    let draft = listed[0]["entry"].as_str().unwrap();
    for (field, value) in [("test_date", "2026-10-02"), ("test_place", "Cilegon")] {
        let set = format!("{field}={value}");
        desk.done("3604", &["entry", "edit", draft, "--set", &set]);
    }
    let (page, _) = printed(&mut desk, &order, "hari.html");
    for wanted in ["tanggal dua bulan Oktober", "bertempat di Cilegon", "Serang, 26 November 2026"]
    {
        assert!(page.contains(wanted), "it was tested before it is signed: {wanted}: {page}");
    }
    let (page, _) = printed(&mut desk, &["minutes", &entry], "kosong.html");
    assert!(page.contains("Pada hari ……") && page.contains("(belum disimpulkan)"), "{page}");
}

#[test]
fn minutes_tell_what_was_tested_from_what_was_not() {
    let (mut desk, entry) = tested();
    let listed = desk.done("3604", &["--json", "entry", "list", "--status", "draft"]);
    let listed: Value = serde_json::from_str(&listed).unwrap();
    let done = listed[0]["entry"].as_str().unwrap().to_owned();
    desk.done("3604", &["entry", "edit", &done, "--set", "test_date=2026-10-02"]);
    let open = desk.done("3604", &complete());
    let set = ["information=Surat sakit", "test_participants=Bukan peserta"];
    for field in set {
        desk.done("3604", &["entry", "edit", &open, "--set", field]);
    }
    let (page, _) = printed(&mut desk, &["minutes", &done], "satu.html");
    assert!(page.contains("telah dibahas 1 informasi pada"), "{page}");
    assert!(!page.contains("belum tercatat") && !page.contains("(belum disimpulkan)"), "{page}");
    let (page, _) = printed(&mut desk, &["minutes", &done, &open], "dua.html");
    for wanted in [
        "telah dibahas 1 informasi pada",
        "Usul kesimpulan atas 1 dari 2 informasi di bawah ini belum tercatat",
        "tanggal dua bulan Oktober",
        "Dikecualikan",
        "(belum disimpulkan)",
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    assert!(!page.contains("Bukan peserta"), "nothing of it was tested: {page}");
    let (page, _) = printed(&mut desk, &["minutes", &entry, &open], "tiada.html");
    for wanted in
        ["dibahas …………………… informasi", "atas semua 2 informasi di bawah ini", "Bukan peserta"]
    {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
}
