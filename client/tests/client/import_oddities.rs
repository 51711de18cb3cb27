//! What is odd about the rows of a list, and how it is told.

use kecuali_client::office::import::{header::HeaderRow, plan::Wish};
use kecuali_testkit::files::{Table, workbook, xlsx};

use crate::{
    desk::Desk,
    importing::{marks, plan, try_plan, value, wish},
    world::World,
};

#[test]
fn what_is_hidden_or_cannot_be_seen_or_read_comes_in_and_is_told() {
    let mut world = World::with("3604");
    let row = |number: u32, more: &str, text: &str| {
        format!(
            "<row r=\"{number}\"{more}><c r=\"A{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>"
        )
    };
    let rows = row(1, "", "Informasi")
        + &row(2, " hidden=\"1\"", "Rekam medis")
        + &row(3, "", "Nilai\u{200b} tes");
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let file = workbook(&[("L".to_owned(), sheet)], "<sst/>", "<styleSheet/>");
    let found = plan(&mut world, "a.xlsx", &file);
    let rows = &found.tables[0].rows;
    assert_eq!(marks(&rows[0]), ["row_hidden"]);
    assert_eq!(value(&rows[0], "information"), Some("Rekam medis"));
    assert_eq!(marks(&rows[1]), ["row_invisible", "row_empty"]);
    assert_eq!(rows[1].flags[0].detail().as_deref(), Some("U+200B"));
    let invisible = "Informasi,Uraian\nNilai,\"Catatan\u{ad} panjang\"\n";
    let found = plan(&mut world, "b.csv", invisible.as_bytes());
    assert!(marks(&found.tables[0].rows[0]).is_empty(), "a long text may have them");

    let found = plan(&mut world, "c.csv", b"Informasi;Uraian\nRekam\0 medis;Catatan\nMemo;Rapat\n");
    let rows = &found.tables[0].rows;
    assert_eq!(marks(&rows[0]), ["row_undecodable"]);
    assert_eq!(value(&rows[0], "information"), Some("Rekam\u{fffd} medis"));
    assert!(marks(&rows[1]).is_empty());
}

#[test]
fn headings_are_not_looked_for_where_nothing_stands() {
    let mut world = World::with("3604");
    let at = |row| Wish { header: HeaderRow::At(row), ..wish(&["A=information"]) };
    let list = b"Informasi\nRekam medis\n\nMemo\n";
    for row in [3, 99] {
        let error = try_plan(&mut world, "a.csv", list, &at(row)).unwrap_err();
        assert_eq!(error.code(), "input");
        assert!(error.to_string().contains(&format!("baris {row}")), "{error}");
    }
    assert_eq!(try_plan(&mut world, "a.csv", list, &at(2)).unwrap().rows(), 1);
}

#[test]
fn rows_are_left_out_and_taken_in_by_their_number() {
    let mut desk = Desk::with_office();
    let list = "No;Informasi;Dasar hukum\n1;Rekam medis;x\n2;Memo;x\n3;Soal;x\n;Jumlah;3\n";
    std::fs::write(desk.path().join("a.csv"), list).unwrap();
    let look = desk.done("3604", &["import", "a.csv", "--dry-run"]);
    assert!(look.contains("baris 5 bukan entri: jumlah: \"Jumlah 3\""), "{look}");
    assert!(look.contains("3 baris menjadi konsep"), "{look}");
    let look =
        desk.done("3604", &["import", "a.csv", "--dry-run", "--skip", "2,3-4", "--take", "5"]);
    assert!(look.contains("1 baris menjadi konsep"), "{look}");
    assert!(look.contains("baris 3 dilewati: \"2 Memo x\""), "{look}");
    let slip = desk.run("3604", &["import", "a.csv", "--skip", "50"]);
    assert!(slip.contains("Tidak ada baris daftar pada `50`"), "{slip}");
    let none = desk.run("3604", &["import", "a.csv", "--skip", "2-4", "--yes"]);
    assert!(none.contains("Semua baris dilewati"), "{none}");
}

#[test]
fn rows_of_two_sheets_are_told_with_their_sheet() {
    let mut desk = Desk::with_office();
    let sheet = |name: &str| Table::of(name, &[["No", "Informasi"], ["1", "Rekam medis"]]);
    let file = xlsx(&[sheet("2025"), sheet("2026")]);
    std::fs::write(desk.path().join("a.xlsx"), file).unwrap();
    let asked = desk.run("3604", &["import", "a.xlsx"]);
    assert!(asked.contains("beberapa daftar: `2025`, `2026`. [ambiguous]"), "{asked}");
    assert!(asked.contains("Sebutkan lembarnya: `--sheet NAMA`"), "{asked}");
    let both = ["import", "a.xlsx", "--sheet", "2025", "--sheet", "2026", "--dry-run"];
    let look = desk.done("3604", &both);
    assert!(look.contains("Tabel   2026, judul kolom di baris 1"), "{look}");
    let twice =
        "lanjutkan usulan itu. (R09)\n      Nama informasi\n      1 baris (2026 2 ~ 2025 baris 2)";
    assert!(look.contains(twice), "{look}");
    assert!(!look.contains("same_as") && !look.contains("no_basis"), "{look}");
}

#[test]
fn the_same_name_is_found_however_long_the_list_is() {
    let mut world = World::with("3604");
    let names = (0..2_002).map(|row| format!("{row:x}x{row:o}"));
    let list: Vec<String> = names.chain(["2001".to_owned(), "2001".to_owned()]).collect();
    let list = format!("Informasi;No\n{}\n", list.join(";\n"));
    let found = plan(&mut world, "panjang.csv", list.as_bytes());
    let same: Vec<usize> = found.tables[0]
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.flags.iter().any(|flag| flag.name() == "same_as_proposal"))
        .map(|(place, _)| place)
        .collect();
    assert_eq!(same, [2_003]);
}
