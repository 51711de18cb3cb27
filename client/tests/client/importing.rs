//! Lists that offices have, from the file to the drafts and back, read by the real program.

use std::path::PathBuf;

use kecuali_client::{
    error::OfficeError,
    office::import::{
        apart::Reader,
        columns::{Becomes, How, read_saying},
        flags::Flag,
        header::HeaderRow,
        headings::Other,
        plan::{Plan, Planned, Wish},
    },
};
use kecuali_testkit::files::{Table, csv, docx, ods, xlsx};

use crate::world::World;

pub(crate) fn reader() -> Reader {
    Reader::of(PathBuf::from(env!("CARGO_BIN_EXE_kecuali")))
}

pub(crate) fn wish(said: &[&str]) -> Wish {
    let said = said.iter().map(|text| read_saying(text).unwrap()).collect();
    Wish { sheets: Vec::new(), said, header: HeaderRow::Found, skip: Vec::new(), take: Vec::new() }
}

pub(crate) fn try_plan(
    world: &mut World,
    name: &str,
    bytes: &[u8],
    wish: &Wish,
) -> Result<Plan, OfficeError> {
    let file = world.path("3604").join(name);
    std::fs::write(&file, bytes).unwrap();
    world.office("3604").plan_import(&reader(), &file, wish)
}

pub(crate) fn plan(world: &mut World, name: &str, bytes: &[u8]) -> Plan {
    try_plan(world, name, bytes, &wish(&[])).unwrap()
}

/// The columns of the first table: letter and what it becomes.
fn becomes(plan: &Plan) -> Vec<(&str, Becomes, How)> {
    let columns = plan.tables[0].columns.iter();
    columns.map(|one| (one.letter.as_str(), one.becomes.clone(), one.how)).collect()
}

fn field(name: &str) -> Becomes {
    Becomes::Field(name.to_owned())
}

/// The codes of what is to be looked at in a row, those of the law aside.
pub(crate) fn marks(row: &Planned) -> Vec<&'static str> {
    row.flags.iter().filter(|flag| flag.rule().is_none()).map(Flag::name).collect()
}

pub(crate) fn value<'a>(row: &'a Planned, key: &str) -> Option<&'a str> {
    row.fields.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
}

/// A published list, as it lies beside the demo.
fn published(name: &str) -> Vec<u8> {
    let lists = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/demo/data/lists");
    std::fs::read(lists.join(name)).unwrap()
}

/// The same list as a table: headings, then texts.
fn as_table(plan: &Plan) -> Table {
    let columns = &plan.tables[0].columns;
    let headings = columns.iter().map(|column| column.heading.clone()).collect();
    let row = |row: &Planned| {
        let text = |place| row.cells.iter().find(|cell| cell.column == place);
        columns
            .iter()
            .map(|one| text(one.place).map_or_else(String::new, |c| c.text.clone()))
            .collect()
    };
    let rows = std::iter::once(headings).chain(plan.tables[0].rows.iter().map(row)).collect();
    Table { name: "DIK".to_owned(), rows, merged: Vec::new() }
}

#[test]
fn every_column_of_the_published_lists_is_known_in_every_format() {
    let mut world = World::with("3604");
    let (mut columns, mut known) = (0, 0);
    for (list, expected) in [
        (
            "kemenhub_pktj_tegal_dik_2025.json",
            "information description - legal_basis consequence_if_opened consequence_if_closed period \
             responsible_position",
        ),
        (
            "kemenhub_pktj_tegal_dik_2026.json",
            "# information legal_basis consequence_if_opened consequence_if_closed period \
             responsible_position description",
        ),
        (
            "kemenhub_upbu_tardamu_dik_2025.json",
            "# information legal_basis consequence_if_opened consequence_if_closed period \
             responsible_position",
        ),
        ("kpu_kudus_dik.json", "# legal_basis information period note -"),
        ("kpu_ri_keputusan_731_2025.json", "# information"),
    ] {
        let json = plan(&mut world, list, &published(list));
        let found: Vec<String> = becomes(&json)
            .into_iter()
            .map(|(_, becomes, _)| match becomes {
                Becomes::Field(name) => name,
                Becomes::Number => "#".to_owned(),
                Becomes::Kept(_) => "-".to_owned(),
            })
            .collect();
        assert_eq!(found.join(" "), expected, "{list}");
        columns += found.len();
        known += becomes(&json).iter().filter(|(_, _, how)| *how != How::Unknown).count();
        let table = as_table(&json);
        let one = std::slice::from_ref(&table);
        for (name, bytes) in [
            ("list.xlsx", xlsx(one)),
            ("list.ods", ods(one)),
            ("list.csv", csv(&table, ';').into_bytes()),
        ] {
            let other = plan(&mut world, name, &bytes);
            let fields = |plan: &Plan| -> Vec<_> {
                plan.tables[0].rows.iter().map(|row| row.fields.clone()).collect()
            };
            assert_eq!(fields(&other), fields(&json), "{list} as {name}");
        }
        let document = plan(&mut world, "list.docx", &docx(one));
        assert_eq!(document.rows(), json.rows(), "{list}");
        assert_eq!(document.tables[0].titles, [(0, "DIK".to_owned())]);
    }
    assert!(known * 100 >= columns * 95, "{known} of {columns}");
}

#[test]
fn several_bases_in_one_cell_go_under_one_key_each_and_their_words_stay() {
    let mut world = World::with("3604");
    let list = "No;Informasi;Dasar hukum;Jangka waktu\n\
        1;A;UU No. 14/2008 Pasal 17 huruf b, UU 14/2008 Pasal 17 huruf h angka 3;5 tahun\n\
        2;B;rahasia;entah\n";
    let plan = plan(&mut world, "a.csv", list.as_bytes());
    let row = &plan.tables[0].rows[0];
    assert!(value(row, "legal_basis/uu-14-2008:17.b").is_some_and(|text| text.contains("huruf b")));
    assert!(value(row, "legal_basis/uu-14-2008:17.h.3").is_some());
    let other = &plan.tables[0].rows[1];
    assert!(marks(other).contains(&"no_citation") && marks(other).contains(&"not_understood"));
    assert!(value(other, "period").is_some_and(|text| text.contains("entah")));
    assert!(other.fields.iter().any(|(_, value)| value == "rahasia"), "{:?}", other.fields);
    let read: Vec<&str> = plan.tables[0].understood.iter().map(|one| one.read.as_str()).collect();
    assert_eq!(read.len(), 4);
    assert!(read[0].contains("huruf b") && read[1].is_empty(), "{read:?}");
}

#[test]
fn an_ugly_list_comes_in_whole_and_says_what_is_odd_about_each_row() {
    let mut world = World::with("3604");
    let list = "DAFTAR INFORMASI YANG DIKECUALIKAN\n\n\
        No;Informasi;Konsekuensi;;Jangka waktu;Lokasi simpan\n\
        ;;Jika dibuka;Jika ditutup;;\n\
        (1);(2);(3);(4);(5);(6)\n\
        A. Kepegawaian;;;;;\n\
        1;Rekam medis pegawai;Dapat mengungkap rahasia;Melindungi rahasia;5 tahun;Rak 3\n\
        1;Nilai tes;Melindungi privasi;Mengungkap nilai;5 tahun;Rak 4\n\
        No;Informasi;Konsekuensi;;Jangka waktu;Lokasi simpan\n\
        3;\"Memo rapat;x;;1 tahun\n\
        ;;;;;\n\
        4;Lain;;;;;;tambahan\n\
        ;;;;;Rak 9\n";
    let plan = plan(&mut world, "ugly.csv", list.as_bytes());
    let table = &plan.tables[0];
    assert_eq!((table.header, table.again.as_slice()), (Some((3, 5)), &[9][..]));
    let titles: Vec<u32> = table.titles.iter().map(|(row, _)| *row).collect();
    assert_eq!(titles, [1, 6]);
    let all: Vec<(u32, Vec<&str>)> = table.rows.iter().map(|row| (row.row, marks(row))).collect();
    assert_eq!(
        all,
        [
            (7, vec![]),
            (8, vec!["row_wrong_column", "row_wrong_column", "row_number_again"]),
            (10, vec!["row_unclosed"]),
            (12, vec!["row_outside"]),
            (13, vec!["row_empty"]),
        ]
    );
    assert_eq!(table.rows[0].title.as_deref(), Some("A. Kepegawaian"));
    assert_eq!(value(&table.rows[0], "consequence_if_closed"), Some("Melindungi rahasia"));
    assert!(table.rows.iter().all(|row| row.flags.iter().any(|flag| flag.rule() == Some("R01"))));
    let office = world.office("3604");
    assert_eq!(office.import(None, plan).unwrap().entries.len(), 5, "every row comes in");
}

#[test]
fn merged_cells_give_their_text_below_and_not_aside() {
    let mut world = World::with("3604");
    let table = Table::of(
        "DIK 2026",
        &[
            ["DAFTAR INFORMASI", "", "", ""],
            ["No", "Informasi", "Konsekuensi", ""],
            ["", "", "Dibuka", "Ditutup"],
            ["1", "Rekam medis", "Bahaya", "Aman"],
            ["2", "", "Rugi besar", ""],
        ],
    )
    .merging(&[
        [0, 0, 0, 3],
        [1, 2, 0, 0],
        [1, 2, 1, 1],
        [1, 1, 2, 3],
        [3, 4, 1, 1],
        [4, 4, 2, 3],
    ]);
    for (name, bytes) in [
        ("m.xlsx", xlsx(std::slice::from_ref(&table))),
        ("m.ods", ods(std::slice::from_ref(&table))),
        ("m.docx", docx(std::slice::from_ref(&table))),
    ] {
        let plan = plan(&mut world, name, &bytes);
        let found = &plan.tables[0];
        assert_eq!(found.header, Some((2, 3)), "{name}");
        let headings: Vec<&str> = found.columns.iter().map(|one| one.heading.as_str()).collect();
        assert_eq!(headings, ["No", "Informasi", "Konsekuensi / Dibuka", "Konsekuensi / Ditutup"]);
        let second = &found.rows[1];
        assert_eq!(value(second, "information"), Some("Rekam medis"), "{name}");
        assert_eq!(value(second, "consequence_if_closed"), None, "{name}");
        assert_eq!(marks(second), ["row_merged_above", "row_merged_aside"], "{name}");
    }
}

#[test]
fn of_the_two_ends_of_a_period_only_the_last_is_taken() {
    let mut world = World::with("3604");
    let table = Table::of(
        "DIK",
        &[
            ["No", "Informasi", "Dasar Hukum", "Jangka Waktu", ""],
            ["", "", "", "Mulai", "Berakhir"],
            ["1", "Rekam medis", "Pasal 17 huruf h", "2026-01-01", "2031-12-31"],
        ],
    )
    .merging(&[[0, 1, 0, 0], [0, 1, 1, 1], [0, 1, 2, 2], [0, 0, 3, 4]]);
    let loose = Table { merged: Vec::new(), ..table.clone() };
    for table in [table, loose] {
        let found = plan(&mut world, "a.xlsx", &xlsx(&[table]));
        let columns = becomes(&found);
        assert_eq!(columns[3].1, Becomes::Kept(Some(Other::Beginning)));
        assert_eq!(columns[4].1, field("period"));
        let period = value(&found.tables[0].rows[0], "period").unwrap();
        assert!(period.contains("2031-12-31") && !period.contains("2026-01-01"), "{period}");
    }
}

#[test]
fn two_tables_in_one_sheet_are_two_and_several_sheets_are_asked_about() {
    let mut world = World::with("3604");
    let list = "Informasi,Dasar hukum\nA,Pasal 17 huruf i\nDaftar arsip,\nNo,Nama informasi,Lokasi simpan\n1,B,Rak 1\n";
    let two = plan(&mut world, "two.csv", list.as_bytes());
    let facts: Vec<_> = two.tables.iter().map(|table| (table.header, table.rows.len())).collect();
    assert_eq!(facts, [(Some((1, 1)), 2), (Some((4, 4)), 1)]);
    let said = wish(&["Lokasi simpan=import/rak"]);
    let two = try_plan(&mut world, "two.csv", list.as_bytes(), &said).unwrap();
    assert_eq!(value(&two.tables[1].rows[0], "import/rak"), Some("Rak 1"));

    let sheet = |name: &str| Table::of(name, &[["No", "Informasi"], ["1", name]]);
    let notes = Table::of("Catatan", &[["bebas saja"]]);
    let one = xlsx(&[notes, sheet("DIK")]);
    let found = plan(&mut world, "one.xlsx", &one);
    let taken: Vec<bool> = found.sheets.iter().map(|sheet| sheet.taken).collect();
    assert_eq!(taken, [false, true]);
    let several = xlsx(&[sheet("2025"), sheet("2026")]);
    let error = try_plan(&mut world, "several.xlsx", &several, &wish(&[])).unwrap_err();
    assert!(
        matches!(&error, OfficeError::Ambiguous { all, .. } if all == &["2025", "2026"]),
        "{error}"
    );
    let both = Wish { sheets: vec!["2026".to_owned(), "2025".to_owned()], ..wish(&[]) };
    assert_eq!(try_plan(&mut world, "several.xlsx", &several, &both).unwrap().rows(), 2);
    let none = Wish { sheets: vec!["2027".to_owned()], ..wish(&[]) };
    assert!(try_plan(&mut world, "several.xlsx", &several, &none).is_err());
    let empty = xlsx(&[Table::of::<[&str; 0], &str>("Kosong", &[])]);
    let error = try_plan(&mut world, "empty.xlsx", &empty, &wish(&[])).unwrap_err();
    assert_eq!(error.code(), "table_empty");
}

#[test]
fn what_was_said_about_columns_is_remembered_and_can_be_said_otherwise() {
    let mut world = World::with("3604");
    let list = "Perihal,Akibat,Warna\nRekam medis,Bahaya,merah\n";
    let first = plan(&mut world, "a.csv", list.as_bytes());
    assert!(becomes(&first).iter().all(|(_, _, how)| *how == How::Unknown), "{first:?}");
    let said = ["Perihal=information", "B=consequence_if_opened", "3=import/warna"];
    let second = try_plan(&mut world, "a.csv", list.as_bytes(), &wish(&said)).unwrap();
    let row = &second.tables[0].rows[0];
    assert_eq!(value(row, "information"), Some("Rekam medis"));
    assert_eq!(value(row, "import/warna"), Some("merah"));
    world.office("3604").import(None, second).unwrap();

    let list = "perihal ,AKIBAT,Warna\nNilai tes,Rugi,biru\n";
    let third = plan(&mut world, "b.csv", list.as_bytes());
    assert!(becomes(&third).iter().all(|(_, _, how)| *how == How::Before), "{third:?}");
    assert_eq!(value(&third.tables[0].rows[0], "consequence_if_opened"), Some("Rugi"));
    let fourth = try_plan(&mut world, "b.csv", list.as_bytes(), &wish(&["warna=-"])).unwrap();
    assert_eq!(becomes(&fourth)[2], ("C", Becomes::Kept(None), How::Said));
    for bad in ["warna", "=note", "warna=", "warna=warna"] {
        assert!(read_saying(bad).is_err(), "{bad}");
    }
    assert!(try_plan(&mut world, "b.csv", list.as_bytes(), &wish(&["Bentuk=note"])).is_err());
}

#[test]
fn a_list_without_headings_is_told_what_its_columns_are() {
    let mut world = World::with("3604");
    let list = "1,Rekam medis,Pasal 17 huruf h angka 2 UU 14/2008,5 tahun\n2,Memo,Pasal 17 huruf i UU 14/2008,1 tahun\n";
    let none = Wish { header: HeaderRow::None, ..wish(&["B=information"]) };
    let plan = try_plan(&mut world, "a.csv", list.as_bytes(), &none).unwrap();
    let found: Vec<Becomes> = becomes(&plan).into_iter().map(|(_, becomes, _)| becomes).collect();
    assert_eq!(
        found,
        [Becomes::Number, field("information"), field("legal_basis"), field("period")]
    );
    assert_eq!(plan.rows(), 2);
}
