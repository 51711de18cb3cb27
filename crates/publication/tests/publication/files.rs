//! The list as files.

use std::io::Read as _;

use flate2::read::DeflateDecoder;
use kecuali_domain::field::{FIELDS, Visibility};
use kecuali_encoding::{Digest, canonical_json};
use kecuali_publication::{
    PublicRow,
    format::{About, COLUMNS, ListFiles, ListedFile, WITHHELD},
};

use crate::{
    proofs::once,
    public::{CANARY, moment},
};

/// The files of a list, by name.
fn files(rows: &[PublicRow]) -> Vec<(ListedFile, Vec<u8>)> {
    let about = About {
        title: "Daftar informasi yang dikecualikan",
        event: Some(moment(3).name),
        day: Some(moment(3).day),
    };
    let mut files = ListFiles::begin(&about, |_| Ok(Vec::new())).unwrap();
    for row in rows {
        files.row(row).unwrap();
    }
    files.finish().unwrap().into_iter().map(|written| (written.file, written.out)).collect()
}

fn file(rows: &[PublicRow], name: &str) -> Vec<u8> {
    let found = files(rows).into_iter().find(|(file, _)| file.name == name);
    found.unwrap().1
}

fn text(rows: &[PublicRow], name: &str) -> String {
    String::from_utf8(file(rows, name)).unwrap()
}

/// Rows that no test kit names: one of each kind, the second with what spreadsheets run, with
/// what breaks lines, and with a value that was taken down.
fn sample() -> Vec<PublicRow> {
    let read = |golden: &str| -> PublicRow {
        let text = golden
            .replace("<document>", "01936d2e-5b00-7000-8000-000000000001")
            .replace("<handle>", "3604-0001")
            .replace("<issue>", &"ab".repeat(32));
        serde_json::from_str(&text).unwrap()
    };
    let mut office = read(include_str!("golden/office.json"));
    let hostile = r#"{"information":"=cmd|' /C calc'!A0","consequence_if_opened":"a;b, \"c\"\nd"}"#;
    let hostile: serde_json::Value = serde_json::from_str(hostile).unwrap();
    let mut body = serde_json::to_value(&office).unwrap();
    for (name, value) in hostile.as_object().unwrap() {
        body[name] = value.clone();
    }
    body["description"] = serde_json::json!({"withheld": "cd".repeat(32)});
    office = serde_json::from_value(body).unwrap();
    vec![office, read(include_str!("golden/national.json"))]
}

/// The entries of a zip, by the directory at its end.
fn unzipped(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let number = |at: usize, bytes: usize| {
        zip[at..at + bytes].iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let end = zip.len() - 22;
    assert_eq!(number(end, 4), 0x0605_4b50);
    let mut at = number(end + 16, 4);
    let entry = |_| {
        assert_eq!(number(at, 4), 0x0201_4b50);
        let (packed, length) = (number(at + 20, 4), number(at + 24, 4));
        let (name, local) = (number(at + 28, 2), number(at + 42, 4));
        let data = local + 30 + number(local + 26, 2) + number(local + 28, 2);
        let mut content = Vec::new();
        DeflateDecoder::new(&zip[data..data + packed]).read_to_end(&mut content).unwrap();
        assert_eq!(content.len(), length);
        let name = String::from_utf8(zip[at + 46..at + 46 + name].to_vec()).unwrap();
        at += 46 + name.len();
        (name, content)
    };
    (0..number(end + 10, 2)).map(entry).collect()
}

fn sheet(rows: &[PublicRow]) -> String {
    let parts = unzipped(&file(rows, "daftar.xlsx"));
    let sheet = parts.into_iter().find(|(name, _)| name == "xl/worksheets/sheet1.xml");
    String::from_utf8(sheet.unwrap().1).unwrap()
}

/// Holds a text against its golden file, or writes it anew where that is wanted.
fn golden(name: &str, now: &str) {
    let path = format!("{}/tests/publication/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("KECUALI_WRITE_PAGES").is_some() {
        std::fs::write(&path, now).unwrap();
    }
    assert!(std::fs::read_to_string(&path).unwrap() == now, "{name} is now:\n{now}");
}

#[test]
fn the_formats_are_what_the_golden_files_say() {
    let rows = sample();
    for name in ["daftar.csv", "daftar-excel.csv", "daftar.csv-metadata.json"] {
        golden(name, &text(&rows, name));
    }
    golden("sheet.xml", &sheet(&rows).replace("<row", "\n<row"));
}

#[test]
fn json_is_the_list_and_ndjson_its_bodies_byte_for_byte() {
    let rows = &once().rows;
    assert_eq!(text(rows, "daftar.json"), canonical_json(rows));
    let lines = text(rows, "daftar.ndjson");
    let bodies: Vec<String> = rows.iter().map(PublicRow::to_text).collect();
    assert!(lines.ends_with('\n'));
    assert_eq!(lines.lines().collect::<Vec<_>>(), bodies);
    assert_eq!(text(&[], "daftar.json"), "[]");
}

#[test]
fn the_same_rows_come_to_the_same_bytes_and_a_manifest_says_which() {
    let rows = &once().rows;
    let first = files(rows);
    assert_eq!(first, files(rows));
    assert!(first.is_sorted_by_key(|(file, _)| &file.name));
    for (file, content) in &first {
        let length = u64::try_from(content.len()).unwrap();
        assert_eq!((file.bytes, file.sha256), (length, Digest::of(content)), "{}", file.name);
    }
    let other = files(&rows[1..]);
    let changed = first.iter().zip(&other).filter(|(one, other)| one.0.sha256 != other.0.sha256);
    assert_eq!(changed.count(), 5, "all but the description of the columns");
}

#[test]
fn every_public_field_has_its_column_and_nothing_internal_is_in_any_file() {
    for field in FIELDS.iter().filter(|field| field.visibility() == Visibility::Public) {
        assert!(COLUMNS.iter().any(|column| column.name == field.name), "{}", field.name);
    }
    let mut all = files(&once().rows);
    all.extend(unzipped(&file(&once().rows, "daftar.xlsx")).into_iter().map(|(name, content)| {
        let media = String::new();
        (ListedFile { bytes: 0, media, name, sha256: Digest([0; 32]) }, content)
    }));
    for (file, content) in all {
        let found = content.windows(CANARY.len()).any(|part| part == CANARY.as_bytes());
        assert!(!found, "{} of {}", CANARY, file.name);
    }
}

#[test]
fn what_was_taken_down_is_seen_to_be_and_what_was_never_filled_is_empty() {
    let rows = sample();
    let csv = text(&rows, "daftar.csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let record = reader.records().next().unwrap().unwrap();
    let cell = |name: &str| {
        let place = COLUMNS.iter().position(|column| column.name == name).unwrap();
        record[place].to_owned()
    };
    assert_eq!(cell("description"), WITHHELD);
    assert_eq!(cell("exceptions"), "");
    assert_eq!(cell("information"), "'=cmd|' /C calc'!A0");
    assert!(
        sheet(&rows)
            .contains(&format!("s=\"4\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{WITHHELD}"))
    );
    assert!(!sheet(&rows).contains("<f>"));
}
