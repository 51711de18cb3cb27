use proptest::prelude::*;

use super::*;

/// Rows out of texts, blank cells left out, numbered from 1.
fn rows(texts: &[Vec<&str>]) -> Vec<Row> {
    let row = |(number, texts): (u32, &Vec<&str>)| {
        let cells = (0..).zip(texts).filter(|(_, text)| !text.is_empty());
        let cells = cells.map(|(column, text)| Cell {
            column,
            text: (*text).to_owned(),
            ..Cell::default()
        });
        Row { number, cells: cells.collect(), ..Row::default() }
    };
    let all = (1..).zip(texts).map(row);
    all.filter(|row| !row.cells.is_empty()).collect()
}

fn read(texts: &[Vec<&str>]) -> Vec<Section> {
    sections(rows(texts), HeaderRow::Found)
}

#[test]
fn headings_are_found_below_titles_and_joined_over_their_rows() {
    let found = read(&[
        vec!["DAFTAR INFORMASI"],
        vec![],
        vec!["No", "Informasi", "Konsekuensi", "", "Ket"],
        vec!["", "", "Jika dibuka", "Jika ditutup"],
        vec!["1", "2", "3", "4", "5"],
        vec!["1", "A", "B", "C", "D"],
    ]);
    assert_eq!(found.len(), 1);
    let headings: Vec<&str> = found[0].headings.values().map(String::as_str).collect();
    let joined =
        ["No", "Informasi", "Konsekuensi / Jika dibuka", "Konsekuensi / Jika ditutup", "Ket"];
    assert_eq!(headings, joined);
    assert_eq!(found[0].header, Some((3, 5)));
    assert_eq!(found[0].rows.len(), 1);
}

#[test]
fn headings_that_nobody_knows_are_the_first_row_of_short_texts() {
    let found = read(&[vec!["Perihal", "Warna"], vec!["A", "merah"], vec!["B", "biru"]]);
    assert_eq!((found[0].header, found[0].rows.len()), (Some((1, 1)), 2));
    let found = read(&[vec!["1", "2"], vec!["3", "4"]]);
    assert_eq!((found[0].header, found[0].rows.len()), (None, 2));
}

#[test]
fn a_row_of_a_list_whose_words_sound_like_headings_stays_a_row() {
    let texts = [
        vec!["Perihal", "Isi", "Lain"],
        vec!["A", "b", "c"],
        vec!["D", "e", "f"],
        vec!["Uraian informasi pegawai", "jangka waktu kerja", "x"],
    ];
    let found = read(&texts);
    assert_eq!((found[0].header, found[0].rows.len()), (Some((1, 1)), 3));
}

#[test]
fn other_headings_begin_another_table_and_the_same_ones_do_not() {
    let found = read(&[
        vec!["No", "Informasi"],
        vec!["1", "A"],
        vec!["No", "Informasi"],
        vec!["2", "B"],
        vec!["DAFTAR ARSIP"],
        vec!["No", "Uraian", "Lokasi simpan"],
        vec!["1", "C", "Rak"],
    ]);
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].rows.len(), found[0].again.as_slice()), (3, &[3][..]));
    assert_eq!((found[1].header, found[1].rows.len()), (Some((6, 6)), 1));
}

fn text() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "No",
        "Informasi",
        "Dasar hukum",
        "Jangka waktu",
        "Uraian",
        "1",
        "2",
        "(3)",
        "A. Bagian",
        "Rekam medis",
        "Pasal 17 huruf i",
        "x",
        "Jika dibuka",
        "Lokasi simpan",
    ])
}

#[test]
fn headings_end_where_a_part_of_the_table_has_its_title() {
    let texts = [&["Jika dibuka", "Jika dibuka", "No"][..], &["A. Bagian"], &["", "Jika dibuka"]];
    let all = rows(&texts.map(<[&str]>::to_vec));
    let sections = sections(all, HeaderRow::Found);
    let [section] = sections.as_slice() else { panic!("{sections:?}") };
    assert_eq!((section.header, section.titles.len(), section.rows.len()), (Some((1, 1)), 1, 1));
}

proptest! {
    #[test]
    fn every_row_is_somewhere_once(
        texts in prop::collection::vec(prop::collection::vec(text(), 0..6), 0..24),
        header in prop_oneof![
            Just(HeaderRow::Found), Just(HeaderRow::None), (0..30_u32).prop_map(HeaderRow::At),
        ],
    ) {
        let all = rows(&texts);
        let numbers: Vec<u32> = all.iter().map(|row| row.number).collect();
        let mut found = Vec::new();
        for section in sections(all, header) {
            if let Some((first, last)) = section.header {
                found.extend(numbers.iter().filter(|number| (first..=last).contains(number)));
            }
            found.extend(section.titles.iter().map(|(number, _)| *number));
            found.extend(&section.again);
            found.extend(section.rows.iter().map(|(row, _)| row.number));
        }
        found.sort_unstable();
        prop_assert_eq!(found, numbers);
    }
}
