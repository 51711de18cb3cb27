use super::*;

fn read(text: &str, unknown: UnknownHeading) -> Result<Vec<Fields>, OfficeError> {
    let written = Written::read(text).unwrap();
    read_rows(Path::new("list.json"), rows(&written).unwrap(), unknown)
}

fn problems(text: &str) -> Vec<(usize, String)> {
    let error = read(text, UnknownHeading::Refused).unwrap_err();
    assert_eq!((error.code(), error.exit().code()), ("rows", 2));
    let line = |one: &RowProblem| (one.row, format!("{}: {}", one.field, one.message));
    error.rows().iter().map(line).collect()
}

#[test]
fn a_published_row_is_mapped_and_nothing_of_it_is_lost() {
    let text = r#"{"rows": [{
        "no": 1,
        "Judul": "Rekam medis",
        "legal": ["UU No. 14/2008 KIP (Pasal 17 huruf h angka 2)", "Surat edaran"],
        "duration": "1 Tahun",
        "keterangan": null
    }]}"#;
    let fields = read(text, UnknownHeading::Refused).unwrap().remove(0);
    let has = |key: &str| fields.iter().any(|(found, _)| found.starts_with(key));
    for key in ["import/no", "information", "legal_basis/uu-14-2008:17.h.2", "period"] {
        assert!(has(key), "{key}: {fields:?}");
    }
    assert!(has("legal_basis/raw:") && !has("note"));
}

#[test]
fn everything_that_is_wrong_is_said_with_its_row() {
    let found = problems(
        r#"[
        {"information": "A"},
        {"informasion": "B", "information": "C", "register_year": "dua ribu"},
        "D",
        {"judul": "E", "dokumen": "F"},
        {"information": ["G", "H"], "note": {"a": 1}, "media": true},
        {}
    ]"#,
    );
    let rows: Vec<usize> = found.iter().map(|(row, _)| *row).collect();
    assert_eq!(rows, [2, 2, 3, 4, 5, 5, 5, 6], "{found:#?}");
    assert_eq!(
        found[0].1,
        "informasion: Isian `informasion` tidak dikenal. Apakah maksudnya `information`?"
    );
    assert!(found[1].1.starts_with("register_year: `dua ribu` tidak sesuai"), "{found:?}");
    assert!(found[3].1.contains("`information` diberi lebih dari satu nilai"), "{found:?}");
}

#[test]
fn a_name_that_is_written_twice_is_not_decided_by_its_order() {
    let found = problems(r#"[{"information": "A", "information": "B"}]"#);
    assert_eq!(found, [(1, "information: Nama isian ini ditulis dua kali.".to_owned())]);
    // Nor where both say the same: the file is not what its writer thinks.
    assert_eq!(problems(r#"[{"note": "A", "note": "A", "information": "x"}]"#).len(), 1);
}

#[test]
fn one_basis_cited_twice_in_the_same_words_is_one() {
    let text = r#"[{"legal": ["Pasal 17 huruf i", "Pasal 17 huruf i"], "judul": "A"}]"#;
    assert_eq!(read(text, UnknownHeading::Refused).unwrap()[0].len(), 2);
    let text = r#"[{"legal": ["Pasal 17 huruf i", "UU 14/2008 Pasal 17 huruf i"]}]"#;
    assert_eq!(problems(text).len(), 1);
}

#[test]
fn headings_of_its_own_are_kept_where_that_is_asked_for() {
    let text = r#"[{"judul": "A", "hasil_uji": "B", "import/x": "C", "_cut": true}]"#;
    let fields = read(text, UnknownHeading::Kept).unwrap().remove(0);
    let keys: Vec<&str> = fields.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["import/_cut", "import/hasil_uji", "import/x", "information"]);
    assert_eq!(problems(text).len(), 2);
    assert!(read(r#"[{"judul": true}]"#, UnknownHeading::Kept).is_err());
}

#[test]
fn what_no_entry_can_hold_is_found_before_anything_is_kept() {
    let long = "x".repeat(caps::CONTENT_VALUE + 1);
    let text = format!(r#"[{{"information": "A"}}, {{"note": "{long}"}}]"#);
    assert_eq!(problems(&text)[0].0, 2);
    let many: Vec<String> = (0..300).map(|n| format!(r#""import/{n}": {n}"#)).collect();
    assert_eq!(problems(&format!("[{{{}}}]", many.join(","))).len(), 1);
    for bad in [r#"[{"exceptions/nothing": "ya"}]"#, r#"[{"period/2": "x"}]"#] {
        assert_eq!(problems(bad).len(), 1, "{bad}");
    }
}

#[test]
fn an_empty_cell_is_no_value() {
    let text = r#"[{"information": "A", "dasar_hukum": " ", "exceptions": "", "note": ["", "B"]}]"#;
    assert_eq!(read(text, UnknownHeading::Refused).unwrap()[0].len(), 2);
    assert_eq!(problems(r#"[{"information": ""}]"#).len(), 1, "a row of nothing");
    assert_eq!(problems(r#"[{"information": "A", "informasion": ""}]"#).len(), 1, "a slip is one");
}

#[test]
fn a_mark_before_the_first_letter_is_no_part_of_the_list() {
    let text = "\u{feff}[{\"information\": \"A\"}]\r\n";
    assert_eq!(read(text, UnknownHeading::Refused).unwrap().len(), 1);
}
