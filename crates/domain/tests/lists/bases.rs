//! What the reader of legal bases makes of real texts.

use std::collections::BTreeSet;

use kecuali_domain::{
    article17::Article17,
    legal_basis::{Doubt, LegalBasis, LegalText},
};
use proptest::prelude::*;

use crate::lists::rows;

/// A text, the keys it gives (`raw` for words that are kept as they are), and the doubts.
type Row = (&'static str, &'static [&'static str], &'static [&'static str]);

/// Every distinct text of the published lists.
const PUBLISHED: &[Row] = &[
    (
        "Pasal 17 huruf h angka 4: informasi publik yang apabila dibuka dan diberikan kepada pemohon informasi publik dapat mengungkap rahasia pribadi yaitu hasil-hasil evaluasi sehubungan dengan kapabilitas, intelektualitas, dan rekomendasi kemampuan seseorang",
        &["uu-14-2008:17.h.4"],
        &["law_assumed"],
    ),
    (
        "Pasal 17 huruf h angka 3: kondisi keuangan, aset, pendapatan, dan rekening bank seseorang",
        &["uu-14-2008:17.h.3"],
        &["law_assumed"],
    ),
    (
        "Undang-Undang No.8 Tahun 1981 tentang Hukum Acara Pidana, Undang-Undang No. 43 Tahun 2009 tentang Kearsipan",
        &["raw", "raw"],
        &["article_missing", "article_missing"],
    ),
    (
        "Pasal 17 huruf h angka 2: informasi publik yang apabila dibuka dan diberikan kepada pemohon informasi publik dapat mengungkap rahasia pribadi yaitu riwayat, kondisi dan perawatan, pengobatan kesehatan fisik, dan psikis seseorang",
        &["uu-14-2008:17.h.2"],
        &["law_assumed"],
    ),
    (
        "Pasal 17 huruf h angka 3: kondisi keuangan, aset, pendapatan, dan rekening bank seseorang; Undang-Undang No.15 Tahun 2004 tentang Pemeriksaan Pengelolaan dan Tanggung Jawab Keuangan Negara",
        &["uu-14-2008:17.h.3", "raw"],
        &["law_assumed", "article_missing"],
    ),
    (
        "Pasal 17 huruf h angka 2 : informasi publik yang apabila dibuka dan diberikan kepada pemohon informasi publik dapat mengungkap rahasia pribadi yaitu riwayat, kondisi dan perawatan, pengobatan kesehatan fisik, dan psikis seseorang",
        &["uu-14-2008:17.h.2"],
        &["law_assumed"],
    ),
    (
        "Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik, Pasal 17 huruf j jo. Keputusan Sekjen Nomor KP-SKJ 8 Tahun 2026",
        &["uu-14-2008:17.j", "raw"],
        &["unknown_instrument"],
    ),
    (
        "Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik, Pasal 17 huruf h angka 4 jo. Keputusan Sekjen Nomor KP-SKJ 8 Tahun 2026",
        &["uu-14-2008:17.h.4", "raw"],
        &["unknown_instrument"],
    ),
    (
        "Undang-Undang Nomor 11 Tahun 2008 jo. UU Nomor 1 Tahun 2024 tentang ITE, serta UU No. 14 Tahun 2008 Pasal 17 huruf j jo. Keputusan Sekjen Nomor KP-SKJ 8 Tahun 2026",
        &["raw", "raw", "uu-14-2008:17.j", "raw"],
        &["article_missing", "article_missing", "unknown_instrument"],
    ),
    ("UU No. 17/2003 Keuangan Negara (Pasal 30 ayat 1)", &["uu-17-2003:30 ayat (1)"], &[]),
    (
        "UU No. 15/2004 Pemeriksaan Tanggung Jawab Keuangan (Pasal 17 ayat 1)",
        &["uu-15-2004:17 ayat (1)"],
        &[],
    ),
    ("UU No. 14/2008 KIP (Pasal 17 huruf j)", &["uu-14-2008:17.j"], &[]),
    ("UU No. 14/2008 Pasal 17 huruf b (Persaingan usaha tidak sehat)", &["uu-14-2008:17.b"], &[]),
    (
        "UU No. 14/2008 Pasal 17 huruf h angka 3 (Rahasia pribadi & aset)",
        &["uu-14-2008:17.h.3"],
        &[],
    ),
    ("UU No. 14/2008 Pasal 17 huruf h (Pengungkapan rahasia pribadi).", &["uu-14-2008:17.h"], &[]),
    (
        "Undang-Undang Nomor 14 Tahun 2008 Tentang Keterbukaan Informasi Publik Pasal 17 huruf h: Informasi publik yang apabila dibuka dan diberikan kepada pemohon informasi publik dapat mengungkapkan rahasia pribadi",
        &["uu-14-2008:17.h"],
        &[],
    ),
    (
        "Undang-Undang Nomor 14 Tahun 2008 Tentang Keterbukaan Informasi Publik Pasal 17 huruf i: memorandum atau surat-surat antar Badan Publik atau intra Badan Publik, yang menurut sifatnya dirahasiakan kecuali atas putusan Komisi Informasi atau pengadilan",
        &["uu-14-2008:17.i"],
        &[],
    ),
    (
        "Undang-Undang Nomor 14 Tahun 2008 Tentang Keterbukaan Informasi Publik Pasal 17 huruf b: Informasi Publik yang apabila dibuka dan diberikan kepada Pemohon Informasi Publik dapat mengganggu kepentingan perlindungan hak atas kekayaan intelektual dan perlindungan dari persaingan usaha tidak sehat",
        &["uu-14-2008:17.b"],
        &[],
    ),
    (
        "Undang-Undang Nomor 14 Tahun 2008 Tentang Keterbukaan Informasi Publik Pasal 17 huruf h angka 1, angka 3, dan angka 5",
        &["uu-14-2008:17.h.1", "uu-14-2008:17.h.3", "uu-14-2008:17.h.5"],
        &[],
    ),
    (
        "Undang-Undang Nomor 14 Tahun 2008 Tentang Keterbukaan Informasi Publik Pasal 17 huruf j",
        &["uu-14-2008:17.j"],
        &[],
    ),
    (
        "Undang-Undang Nomor 1 Tahun 2023 tentang Kitab Undang-Undang Hukum Pidana, Pasal 333 huruf d",
        &["uu-1-2023:333 huruf d"],
        &[],
    ),
    (
        "Undang-Undang No. 14 Tahun 2008 tentang Keterbukaan Informasi Publik Pasal 17 huruf A, dapat menghambat proses penegakan hukum",
        &["uu-14-2008:17.a"],
        &[],
    ),
    (
        "Pasal 17 huruf H, dapat mengungkap rahasia pribadi, yaitu riwayat dan kondisi anggota keluarga",
        &["uu-14-2008:17.h"],
        &["law_assumed"],
    ),
    (
        "169/Kpts/KPU/TAHUN 2015 tentang Informasi yang Dikecualikan di Lingkungan Komisi Pemilihan Umum",
        &["raw"],
        &["article_missing"],
    ),
    (
        "Pasal 18 ayat (2) PKPU Nomor 1 Tahun 2015 : Klasifikasi Informasi yang termasuk ke dalam kategori Informasi yang dikecualikan sebagaimana dimaksud pada ayat (1) ditetapkan dengan Keputusan KPU.",
        &["pkpu-1-2015:18 ayat (2)"],
        &[],
    ),
    (
        "32/Kpts/KPU/TAHUN 2016 tentang Penetapan Informasi Berupa Formulir Model A.3 KWK dalam Peraturan KPU No. 4 Tahun 2015 tentang Pemutakhiran Data dan Daftar Pemilih dalam Pemilihan Gubernur dan Wakil Gubernur, Bupati dan Wakil Bupati, dan/atau Walikota dan Wakil Walikota Sebagai Informasi yang Dikecualikan di Lingkungan Komisi Pemilihan Umum",
        &["raw", "raw"],
        &["article_missing", "article_missing"],
    ),
    (
        "Pasal 27 ayat (1) PKPU 22/2023 jo. PKPU 11/2024; UU 14/2008 Pasal 2 ayat (4), Pasal 17 huruf g dan h, Pasal 18 ayat (2) huruf a (as reported)",
        &[
            "pkpu-22-2023:27 ayat (1)",
            "raw",
            "uu-14-2008:2 ayat (4)",
            "uu-14-2008:17.g",
            "uu-14-2008:17.h",
            "uu-14-2008:18 ayat (2) huruf a",
        ],
        &["article_missing"],
    ),
];

/// Other ways to write what the lists hold.
const WRITTEN: &[Row] = &[
    (
        "Pasal 17 huruf h angka 4 Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik",
        &["uu-14-2008:17.h.4"],
        &[],
    ),
    ("Pasal 17 huruf h UU KIP", &["uu-14-2008:17.h"], &[]),
    ("UU Keterbukaan Informasi Publik Pasal 17 huruf h", &["uu-14-2008:17.h"], &[]),
    ("UU KIP No. 14/2008 ps. 17 hrf h butir 3", &["uu-14-2008:17.h.3"], &[]),
    ("Undang Undang Republik Indonesia Nomor 14 Tahun 2008 Pasal 17 h", &["uu-14-2008:17.h"], &[]),
    ("UU 14/2008 Pasal 17.h.4", &["uu-14-2008:17.h.4"], &[]),
    (
        "UU 14/2008 Pasal 17 huruf a, b, dan c",
        &["uu-14-2008:17.a", "uu-14-2008:17.b", "uu-14-2008:17.c"],
        &[],
    ),
    (
        "UU 14/2008 Pasal 17 huruf a angka 1 dan huruf h angka 3, 5",
        &["uu-14-2008:17.a.1", "uu-14-2008:17.h.3", "uu-14-2008:17.h.5"],
        &[],
    ),
    ("UU 43/2009 Pasal 44(1)h", &["uu-43-2009:44 ayat (1) huruf h"], &[]),
    ("Pasal 44 ayat (1) huruf h UU Kearsipan", &["uu-43-2009:44 ayat (1) huruf h"], &[]),
    (
        "UU PDP Pasal 4 ayat (2) huruf a dan b",
        &["uu-27-2022:4 ayat (2) huruf a", "uu-27-2022:4 ayat (2) huruf b"],
        &[],
    ),
    (
        "Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi, Pasal 4",
        &["uu-27-2022:4"],
        &[],
    ),
    (
        "Peraturan Pemerintah Nomor 61 Tahun 2010 tentang Pelaksanaan Undang-Undang Nomor 14 Tahun 2008 Pasal 5",
        &["pp-61-2010:5"],
        &[],
    ),
    (
        "PP 61/2010 Pasal 5 ayat (1); Perki 1/2021 Pasal 49",
        &["pp-61-2010:5 ayat (1)", "perki-1-2021:49"],
        &[],
    ),
    (
        "PKPU Nomor 22 Tahun 2023 sebagaimana telah beberapa kali diubah, terakhir dengan PKPU Nomor 4 Tahun 2025 Pasal 27",
        &["pkpu-22-2023:27"],
        &[],
    ),
    ("Peraturan Komisi Pemilihan Umum Nomor 7 Tahun 2021 Pasal 3", &["pkpu-7-2021:3"], &[]),
    ("Permendagri No. 3 Tahun 2017 Pasal 9", &["permendagri-3-2017:9"], &[]),
    ("Keputusan KPU Nomor 731 Tahun 2025", &["raw"], &["article_missing"]),
    ("UUD 1945 Pasal 28F", &["raw"], &["law_missing"]),
    ("Pasal 28F UU 1/2001", &["uu-1-2001:28F"], &[]),
    (
        "Pasal 6 ayat (3) dan Pasal 17 huruf h UU 14/2008",
        &["uu-14-2008:6 ayat (3)", "uu-14-2008:17.h"],
        &[],
    ),
    (
        "Pasal 17 hurup h angka 4 Undnag-Undang Nomer 14 Thn 2008",
        &["uu-14-2008:17.h.4"],
        &["respelled", "respelled"],
    ),
    ("Pasal 17 huruf h angka 9 UU 14/2008", &["uu-14-2008:17.h.9"], &["article_17_number_unknown"]),
    ("UU 14/2008 Pasal 17 huruf k", &["uu-14-2008:17.k"], &["article_17_letter_unknown"]),
    ("UU 14/2008 Pasal 17", &["uu-14-2008:17"], &["article_17_letter_missing"]),
    ("UU 14/2008 Pasal 17 ayat (1) huruf h", &["uu-14-2008:17"], &["article_17_letter_missing"]),
    (
        "UU 14/2008 Pasal 17 huruf h angka 1 dan 9",
        &["uu-14-2008:17.h.1", "uu-14-2008:17.h.9"],
        &["article_17_number_unknown"],
    ),
    ("Pasal 17", &["raw"], &["law_missing"]),
    ("Pasal 4", &["raw"], &["law_missing"]),
    ("UU 15/2004 (Pasal 17 huruf h)", &["uu-15-2004:17 huruf h"], &[]),
    (
        "UU 14/2009 tentang Keterbukaan Informasi Publik Pasal 17 huruf h",
        &["raw"],
        &["name_mismatch"],
    ),
    ("UU 14/2008 Pasal 17 huruf a sampai dengan huruf f", &["uu-14-2008:17.a"], &["range"]),
    ("UU 14/2008 Pasal 17 huruf h angka 1 s.d. 5", &["uu-14-2008:17.h.1"], &["range"]),
    (
        "UU 43/2009; Pasal 17 huruf h angka 3",
        &["raw", "uu-14-2008:17.h.3"],
        &["article_missing", "law_assumed"],
    ),
    (
        "UU 43/2009 Pasal 44; Pasal 17 huruf h",
        &["uu-43-2009:44", "uu-14-2008:17.h"],
        &["law_assumed"],
    ),
    (
        "UU 43/2009 jo. Pasal 17 huruf h UU 14/2008",
        &["raw", "uu-14-2008:17.h"],
        &["article_missing"],
    ),
    (
        "UU 43/2009 Pasal 44 jo. Pasal 17 huruf j UU 14/2008",
        &["uu-43-2009:44", "uu-14-2008:17.j"],
        &[],
    ),
    (
        "UU 16/2009 tentang Perubahan Ketentuan Umum Perpajakan, UU 14/2008 Pasal 17 huruf j",
        &["raw", "uu-14-2008:17.j"],
        &["article_missing"],
    ),
    ("UU No. 14 Pasal 17 huruf h", &["raw"], &["unknown_instrument"]),
    ("Surat Edaran Nomor 5 Tahun 2020", &["raw"], &["unknown_instrument"]),
    (
        "informasi yang tidak boleh diungkapkan berdasarkan Undang-Undang",
        &["raw"],
        &["no_citation"],
    ),
    ("rahasia", &["raw"], &["no_citation"]),
    ("  ", &[], &[]),
];

fn keys(text: &str) -> Vec<String> {
    let members = LegalText::read(text).members().into_iter().map(|(key, _)| key);
    let short = |key: String| {
        let key = key.strip_prefix("legal_basis/").expect("members are bases").to_owned();
        if key.starts_with("raw:") { "raw".to_owned() } else { key }
    };
    members.map(short).collect()
}

#[test]
fn every_text_is_read_as_the_tables_say() {
    let mut wrong = Vec::new();
    for (text, expected, doubts) in PUBLISHED.iter().chain(WRITTEN) {
        let read = LegalText::read(text);
        let found: Vec<_> = read.doubts().map(Doubt::code).collect();
        if keys(text) != *expected || found != *doubts {
            wrong.push(format!("{text}\n    {:?} {found:?}", keys(text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_holds_every_basis_of_the_published_lists() {
    let texts: BTreeSet<String> = rows(None)
        .iter()
        .flat_map(|row| row["legal_basis"].as_array().unwrap().clone())
        .map(|text| text.as_str().unwrap().to_owned())
        .collect();
    let table: BTreeSet<String> = PUBLISHED.iter().map(|row| row.0.to_owned()).collect();
    assert_eq!(texts, table);
}

#[test]
fn what_was_not_understood_keeps_its_own_words() {
    let text = "Pasal 17 huruf j UU KIP jo. Keputusan Sekjen Nomor KP-SKJ 8 Tahun 2026";
    let members = LegalText::read(text).members();
    assert_eq!(members[0].1, "Pasal 17 huruf j UU KIP jo.");
    let rest = "Keputusan Sekjen Nomor KP-SKJ 8 Tahun 2026";
    assert_eq!(members[1], (LegalBasis::raw(rest).key(), rest.to_owned()));
}

#[test]
fn a_doubt_says_in_a_sentence_what_to_look_at() {
    for (text, _, _) in PUBLISHED.iter().chain(WRITTEN) {
        for doubt in LegalText::read(text).doubts() {
            assert!(doubt.sentence().ends_with('.'), "{}", doubt.code());
        }
    }
}

#[test]
fn every_ground_is_read_back_from_its_label() {
    for article in Article17::all() {
        let basis = LegalBasis::Article17(article);
        let read = LegalText::read(&basis.label().unwrap());
        assert_eq!((read.bases(), read.doubts().count()), (vec![&basis], 0));
    }
}

/// Words from which citations are made, right and wrong.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Pasal",
        "pasal",
        "17",
        "17h",
        "44",
        "huruf",
        "hurup",
        "h",
        "A",
        "angka",
        "3",
        "9",
        "ayat",
        "(1)",
        "(",
        ")",
        "UU",
        "Undang-Undang",
        "Nomor",
        "No.",
        "14",
        "14/2008",
        "2008",
        "Tahun",
        "43/2009",
        "PP",
        "61/2010",
        "PKPU",
        "KIP",
        "tentang",
        "Kearsipan",
        "dan",
        ",",
        ";",
        ":",
        "jo.",
        "Keputusan",
        "Sekjen",
        "\n",
        "s.d.",
        "dan/atau",
        "dari",
        "é",
        "Perubahan",
    ]);
    prop::collection::vec(word, 0..24).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_text_is_kept_whole_and_what_is_understood_is_read_back(
        text in prop_oneof![words(), any::<String>()],
    ) {
        let read = LegalText::read(&text);
        let whole: String = read.parts.iter().map(|part| part.text.as_str()).collect();
        prop_assert!(whole == text || (text.trim().is_empty() && whole.is_empty()));
        let again = LegalText::read(&read.label());
        prop_assert_eq!(again.bases(), read.bases(), "{}", read.label());
        for part in &read.parts {
            prop_assert!(!part.doubts.is_empty() || !part.bases.is_empty());
        }
        for (key, _) in read.members() {
            let readable = LegalBasis::parse_key(&key);
            prop_assert!(readable.is_ok() || key.starts_with("legal_basis/uu-14-2008:17"), "{key}");
        }
    }
}
