//! One list is the same list in every format.

use std::path::Path;

use kecuali_tables::{Format, Row};
use kecuali_testkit::files::{Table, csv, docx, ods, xlsx};

use crate::{given, rows, texts};

/// The published lists beside the demo, as tables with their headings.
fn published() -> Vec<Table> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/demo/data/lists");
    let mut lists: Vec<Table> = std::fs::read_dir(folder)
        .expect("the lists of the demo")
        .map(|file| {
            let path = file.expect("a file").path();
            let read = rows(&std::fs::read(&path).expect("a file"));
            let wide = read[0].cells.len();
            let texts = |row: &Row| {
                let mut texts: Vec<String> = texts(row).into_iter().map(str::to_owned).collect();
                texts.resize(wide, String::new());
                texts
            };
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            Table { name, rows: read.iter().map(texts).collect(), merged: Vec::new() }
        })
        .collect();
    lists.sort_by(|one, other| one.name.cmp(&other.name));
    lists
}

fn all_texts(rows: &[Row]) -> Vec<Vec<&str>> {
    rows.iter().map(texts).collect()
}

fn expected(table: &Table) -> Vec<Vec<&str>> {
    let row =
        |row: &'_ Vec<String>| row.iter().rposition(|text| !text.is_empty()).map_or(0, |at| at + 1);
    table.rows.iter().map(|one| one[..row(one)].iter().map(String::as_str).collect()).collect()
}

#[test]
fn a_published_list_is_the_same_in_every_format() {
    let lists = published();
    assert_eq!(lists.len(), 6);
    for list in &lists {
        let files = [
            (Format::Xlsx, xlsx(std::slice::from_ref(list))),
            (Format::Ods, ods(std::slice::from_ref(list))),
            (Format::Docx, docx(std::slice::from_ref(list))),
            (Format::Csv, csv(list, ';').into_bytes()),
        ];
        for (format, file) in files {
            let given = given(&file).unwrap();
            assert_eq!(given.origin.as_ref().unwrap().format, format);
            let (sheet, rows) = &given.sheets[0];
            // A paragraph of Word holds no line break of its own; the writer here writes none.
            let same = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let plain = |rows: Vec<Vec<&str>>| -> Vec<Vec<String>> {
                rows.iter().map(|row| row.iter().map(|text| same(text)).collect()).collect()
            };
            assert_eq!(plain(all_texts(rows)), plain(expected(list)), "{} {format:?}", list.name);
            match format {
                Format::Docx => assert_eq!(sheet.title, list.name),
                Format::Csv => assert_eq!(given.origin.unwrap().separator, Some(';')),
                Format::Xlsx | Format::Ods | Format::Odt | Format::Json => {
                    assert_eq!(sheet.name, list.name);
                }
            }
            assert_eq!(rows[0].number, 1, "headings stand in the first row");
            assert_eq!(usize::try_from(rows.last().unwrap().number).unwrap(), list.rows.len());
        }
    }
}

#[test]
fn json_has_its_headings_in_row_zero_and_several_texts_on_lines() {
    let text = r#"{"source": "x", "rows": [
        {"no": 1, "legal": ["UU 14/2008", "UU 43/2009"], "ok": true, "deep": {"a": [1, null], "b": "c"}},
        {"no": 2, "lain": "x", "no": 3},
        "sendiri"
    ]}"#;
    let rows = rows(text.as_bytes());
    assert_eq!(texts(&rows[0]), ["no", "legal", "ok", "deep", "lain", "no (2)"]);
    assert_eq!(rows[0].number, 0);
    assert_eq!(texts(&rows[1]), ["1", "UU 14/2008\nUU 43/2009", "true", "a: 1\n\nb: c"]);
    assert_eq!(texts(&rows[2]), ["2", "", "", "", "x", "3"]);
    assert_eq!((rows[3].number, texts(&rows[3])[6]), (3, "sendiri"));
}

#[test]
fn merged_cells_say_where_their_text_stands_in_every_format() {
    let table = Table::of(
        "Daftar",
        &[
            ["DAFTAR INFORMASI", "", "", ""],
            ["No", "Informasi", "Konsekuensi", ""],
            ["", "", "Dibuka", "Ditutup"],
            ["1", "Rekam medis", "Bahaya", "Aman"],
            ["2", "", "Rugi", "Untung"],
        ],
    )
    .merging(&[[0, 0, 0, 3], [1, 2, 0, 0], [1, 2, 1, 1], [1, 1, 2, 3], [3, 4, 1, 1]]);
    for file in
        [xlsx(std::slice::from_ref(&table)), ods(std::slice::from_ref(&table)), docx(&[table])]
    {
        let rows = rows(&file);
        let all: Vec<Vec<&str>> = rows.iter().map(texts).collect();
        assert_eq!(all[0], ["DAFTAR INFORMASI"; 4]);
        assert_eq!(all[1], ["No", "Informasi", "Konsekuensi", "Konsekuensi"]);
        assert_eq!(all[2], ["No", "Informasi", "Dibuka", "Ditutup"]);
        assert_eq!(all[4], ["2", "Rekam medis", "Rugi", "Untung"]);
        assert_eq!(rows[0].cells[0].merged, None);
        assert_eq!(rows[0].cells[3].merged, Some((1, 0)));
        assert_eq!(rows[2].cells[0].merged, Some((2, 0)));
        assert_eq!(rows[4].cells[1].merged, Some((4, 1)));
    }
}
