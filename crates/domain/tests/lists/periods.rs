//! What the reader of periods makes of real texts.

use std::collections::BTreeSet;

use kecuali_domain::period::{Condition, Limit, Period, PeriodText};
use proptest::prelude::*;

use crate::lists::{rows, text};

/// A text, what it is read as, the exceptions it names, and the doubts.
type Row = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const CONSENT: &[&str] = &["written_consent"];
const BOTH: &[&str] = &["public_office", "written_consent"];

/// Every distinct text of the published lists.
const PUBLISHED: &[Row] = &[
    ("1 Tahun", "term 1 0 0", &[], &[]),
    ("5 Tahun", "term 5 0 0", &[], &[]),
    (
        "1 Tahun / Diberikan jika ada persetujuan tertulis dari pihak/CPNS yang bersangkutan",
        "any(term 1 0 0 | consent <pihak/CPNS yang bersangkutan>)",
        CONSENT,
        &[],
    ),
    (
        "1 Tahun / Diberikan jika ada persetujuan tertulis dari pihak yang bersangkutan",
        "any(term 1 0 0 | consent <pihak yang bersangkutan>)",
        CONSENT,
        &[],
    ),
    (
        "Dibuka setelah ada keputusan tetap dari pimpinan Politeknik Keselamatan Transportasi Jalan",
        "event <Dibuka setelah ada keputusan tetap dari pimpinan Politeknik Keselamatan Transportasi Jalan>",
        &[],
        &[],
    ),
    (
        "1 Tahun / Dibuka setelah ada keputusan tetap dari pimpinan PKTJ",
        "any(term 1 0 0 | event <Dibuka setelah ada keputusan tetap dari pimpinan PKTJ>)",
        &[],
        &[],
    ),
    (
        "Diberikan jika ada persetujuan tertulis dari pihak yang bersangkutan",
        "consent <pihak yang bersangkutan>",
        CONSENT,
        &[],
    ),
    (
        "Jangka waktu pengecualian informasi sebagaimana dimaksud dalam Diktum Kesatu ditetapkan sampai dengan nama-nama yang tercantum dalam model B.1-KWK Perseorangan memberikan persetujuan secara tertulis dan/atau berkaitan dengan posisi nama-nama yang tercantum dalam B.1-KWK Perseorangan dalam jabatan-jabatan publik.",
        "consent <nama-nama yang tercantum dalam model B.1-KWK Perseorangan>",
        BOTH,
        &[],
    ),
    (
        "Jangka waktu pengecualian informasi sebagaimana dimaksud dalam Diktum Kesatu ditetapkan sebagai berikut: 1. Nama-nama yang tercantum dalam Formulir Model A3.KWK Perseorangan memberikan persetujuan secara tertulis dan/atau berkaitan dengan posisi nama-nama yang tercantum dalam Formulir Mode...",
        "consent <Nama-nama yang tercantum dalam Formulir Model A3.KWK Perseorangan>",
        CONSENT,
        &["cut_off"],
    ),
    (
        "5 tahun, kecuali pihak yang rahasianya diungkapkan memberikan persetujuan tertulis dan/atau pengungkapan berkaitan dengan posisi seseorang dalam jabatan-jabatan publik (Diktum ketiga)",
        "term 5 0 0",
        BOTH,
        &[],
    ),
];

/// Other ways to write what the lists hold.
const WRITTEN: &[Row] = &[
    ("5 (lima) tahun", "term 5 0 0", &[], &[]),
    ("5 (lima) Tahun.", "term 5 0 0", &[], &[]),
    ("lima tahun", "term 5 0 0", &[], &[]),
    ("dua puluh lima tahun", "term 25 0 0", &[], &[]),
    ("setahun", "term 1 0 0", &[], &[]),
    ("Selama 2 thn", "term 2 0 0", &[], &[]),
    ("1 tahun 6 bulan", "term 1 6 0", &[], &[]),
    ("1 (satu) tahun dan 6 (enam) bulan", "term 1 6 0", &[], &[]),
    ("6 bulan", "term 0 6 0", &[], &[]),
    ("2 minggu", "term 0 0 14", &[], &[]),
    ("30 (tiga puluh) hari kalender", "term 0 0 30", &[], &[]),
    ("30 hari kerja", "event <30 hari kerja>", &[], &["working_days"]),
    ("5 (enam) tahun", "unspecified", &[], &["numbers_differ"]),
    ("5 (lma) tahun", "term 5 0 0", &[], &["number_unread"]),
    ("Paling lama 5 tahun", "term 5 0 0", &[], &["at_most"]),
    ("sampai dengan 5 (lima) tahun", "term 5 0 0", &[], &["at_most"]),
    ("sampai dengan 30 hari kerja", "event <30 hari kerja>", &[], &["at_most", "working_days"]),
    (
        "sampai 5 tahun sejak pelantikan",
        "event <5 tahun sejak pelantikan>",
        &[],
        &["at_most", "start_unknown"],
    ),
    ("5 tahun sejak ditetapkan", "term 5 0 0", &[], &[]),
    ("5 tahun terhitung sejak tanggal penetapan", "term 5 0 0", &[], &[]),
    ("5 tahun sejak 21 Agustus 2025", "term 5 0 0 2025-08-21", &[], &[]),
    (
        "5 tahun sejak pemilu berakhir",
        "event <5 tahun sejak pemilu berakhir>",
        &[],
        &["start_unknown"],
    ),
    ("0 tahun", "unspecified", &[], &["not_understood"]),
    ("2027 tahun", "unspecified", &[], &["not_understood"]),
    ("sampai dengan 31 Desember 2027", "date 2027-12-31", &[], &[]),
    ("s.d. 31 Des 2027", "date 2027-12-31", &[], &[]),
    ("s/d 31/12/2027", "date 2027-12-31", &[], &[]),
    ("hingga tanggal 1 Pebruari 2028", "date 2028-02-01", &[], &[]),
    ("2027-12-31", "date 2027-12-31", &[], &[]),
    ("31.12.2027", "date 2027-12-31", &[], &[]),
    ("sampai dengan 31 Februari 2027", "unspecified", &[], &["no_such_day"]),
    ("12/31/2027", "unspecified", &[], &["no_such_day"]),
    ("sampai dengan tahun 2027", "event <tahun 2027>", &[], &["no_day"]),
    ("sampai dengan Desember 2027", "event <Desember 2027>", &[], &["no_day"]),
    ("Tahun 2025", "unspecified", &[], &["no_day"]),
    ("Tidak terbatas", "unlimited", &[], &[]),
    ("tanpa batas waktu", "unlimited", &[], &[]),
    ("Permanen", "unlimited", &[], &[]),
    ("Selama Berlaku", "unspecified", &[], &["while_in_force"]),
    ("Selama diperlukan", "unspecified", &[], &["while_in_force"]),
    ("Sesuai JRA", "unspecified", &[], &["retention"]),
    (
        "Dapat dibuka pada waktu pemeriksaan",
        "event <Dapat dibuka pada waktu pemeriksaan>",
        &[],
        &[],
    ),
    ("Sampai proses pemeriksaan selesai", "event <proses pemeriksaan selesai>", &[], &[]),
    (
        "Sampai pengumuman dan memperoleh persetujuan pimpinan",
        "all(event <pengumuman> & event <memperoleh persetujuan pimpinan>)",
        &[],
        &[],
    ),
    (
        "Sampai selesai pemeriksaan dan pengawasan",
        "event <selesai pemeriksaan dan pengawasan>",
        &[],
        &[],
    ),
    ("5 tahun atau sampai dengan 31 Desember 2027", "any(term 5 0 0 | date 2027-12-31)", &[], &[]),
    (
        "1 tahun/diberikan dengan persetujuan tertulis oleh yang bersangkutan",
        "any(term 1 0 0 | consent <yang bersangkutan>)",
        CONSENT,
        &[],
    ),
    ("Ada persetujuan tertulis", "consent <Ada persetujuan tertulis>", CONSENT, &["who_missing"]),
    ("1 tahun / 2 tahun / 3 tahun", "unspecified", &[], &["too_many"]),
    (
        "Tidak terbatas, kecuali atas putusan Komisi Informasi atau pengadilan",
        "unlimited",
        &["court_or_ki"],
        &[],
    ),
    ("Sesuai UU 43/2009", "statute <UU 43/2009>", &[], &[]),
    (
        "Menurut Pasal 44 ayat (1) Undang-Undang Nomor 43 Tahun 2009",
        "statute <UU 43/2009 Pasal 44 ayat (1)>",
        &[],
        &[],
    ),
    ("Sesuai peraturan perundang-undangan", "unspecified", &[], &["law_missing"]),
    ("secukupnya", "unspecified", &[], &["not_understood"]),
    ("", "unspecified", &[], &["not_understood"]),
];

fn shown(limit: &Limit) -> String {
    let one = |condition: &Condition| match condition {
        Condition::FixedTerm { years, months, days, start } => {
            let start = start.map(|start| format!(" {start}")).unwrap_or_default();
            format!("term {years} {months} {days}{start}")
        }
        Condition::UntilDate { date } => format!("date {date}"),
        Condition::UntilEvent { text } => format!("event <{text}>"),
        Condition::UntilConsent { of_whom } => format!("consent <{of_whom}>"),
        Condition::PerStatute { law } => format!("statute <{law}>"),
        Condition::Unlimited {} => "unlimited".to_owned(),
        Condition::Unspecified {} => "unspecified".to_owned(),
    };
    match limit {
        Limit::One(a) => one(a),
        Limit::AnyOf([a, b]) => format!("any({} | {})", one(a), one(b)),
        Limit::AllOf([a, b]) => format!("all({} & {})", one(a), one(b)),
    }
}

#[test]
fn every_text_is_read_as_the_tables_say() {
    let mut wrong = Vec::new();
    for (raw, expected, exceptions, doubts) in PUBLISHED.iter().chain(WRITTEN) {
        let read = PeriodText::read(raw);
        let found: Vec<_> = read.doubts.iter().map(|doubt| doubt.code()).collect();
        let named: Vec<_> = read.exceptions.iter().copied().collect();
        let limit = shown(&read.period.limit);
        if limit != *expected || named != *exceptions || found != *doubts {
            wrong.push(format!("{raw}\n    {limit} {named:?} {found:?}"));
        }
        assert!(read.doubts.iter().all(|doubt| doubt.sentence().ends_with('.')));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_holds_every_period_of_the_published_lists() {
    let texts: BTreeSet<String> = rows(None).iter().map(|row| text(row, "period")).collect();
    let table: BTreeSet<String> = PUBLISHED.iter().map(|row| row.0.to_owned()).collect();
    assert_eq!(texts, table);
}

/// Words from which periods are made, right and wrong.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "1",
        "5",
        "(lima)",
        "lima",
        "puluh",
        "tahun",
        "bulan",
        "hari",
        "kerja",
        "sejak",
        "sampai",
        "dengan",
        "31",
        "Desember",
        "2027",
        "/",
        ";",
        "atau",
        "dan",
        "dan/atau",
        ",",
        "tidak",
        "terbatas",
        "Diberikan",
        "jika",
        "ada",
        "persetujuan",
        "tertulis",
        "dari",
        "pihak",
        "kecuali",
        "menurut",
        "UU",
        "43/2009",
        "Pasal",
        "44",
        "s.d.",
        "Jangka",
        "waktu",
        "ditetapkan",
        "selama",
        "berlaku",
        "é",
        "...",
        "setelah",
        "paling",
        "lama",
    ]);
    prop::collection::vec(word, 0..14).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_text_is_kept_and_what_is_understood_is_read_back(
        text in prop_oneof![words(), any::<String>()],
    ) {
        let read = PeriodText::read(&text);
        prop_assert_eq!(read.period.raw.as_str(), text.trim());
        prop_assert_eq!(&Period::read(&read.period.to_text()).unwrap(), &read.period);
        let again = PeriodText::read(&read.period.limit.label());
        prop_assert_eq!(&again.period.limit, &read.period.limit);
        let nothing = read.period.limit == Limit::One(Condition::Unspecified {});
        prop_assert!(!nothing || !read.doubts.is_empty(), "what is not understood says so");
    }
}
