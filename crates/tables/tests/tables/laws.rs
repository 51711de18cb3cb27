//! Whatever the bytes are: rows within the limits, or an error with a code.

use kecuali_tables::{Piece, TableError, limits, read};
use kecuali_testkit::files::{Table, csv, docx, ods, workbook, xlsx};
use proptest::{prelude::*, sample::Index};

fn files() -> Vec<Vec<u8>> {
    let table = Table::of(
        "Daftar <&>",
        &[
            ["DAFTAR", "", "", ""],
            ["No", "Informasi", "Dasar hukum", "Jangka waktu"],
            ["1", "Rekam medis; \"asli\"", "UU 14/2008 Pasal 17 huruf h angka 2", "5 tahun"],
            ["2", "Memo\nrapat", "Pasal 17 huruf i", ""],
        ],
    )
    .merging(&[[0, 0, 0, 3], [2, 3, 3, 3]]);
    let one = std::slice::from_ref(&table);
    let json =
        r#"{"rows": [{"no": 1, "legal": ["a", "b"], "deep": {"x": [1, {"y": null}]}}, "x"]}"#;
    vec![
        xlsx(one),
        ods(one),
        docx(one),
        csv(&table, ';').into_bytes(),
        json.as_bytes().to_vec(),
        csv(&table, ',').encode_utf16().flat_map(u16::to_be_bytes).collect(),
    ]
}

/// Reads to the end, and holds what comes out against the limits.
fn bounded(bytes: &[u8]) -> Result<(), TestCaseError> {
    let (mut rows, mut cells, mut text, mut wrong) = (0, 0, 0, false);
    let ended = read(bytes, &mut |piece| {
        if let Piece::Row(row) = piece {
            rows += 1;
            cells += row.cells.len();
            text += row.cells.iter().map(|cell| cell.text.len()).sum::<usize>();
            let order = row.cells.windows(2).all(|two| two[0].column < two[1].column);
            let within = row.cells.iter().all(|cell| cell.column < limits::COLUMNS);
            let blank = row.cells.iter().any(|cell| cell.text.trim().is_empty());
            wrong |= !order || !within || blank || row.cells.is_empty();
        }
        Ok(())
    });
    prop_assert!(rows <= limits::ROWS && cells <= limits::CELLS && text <= limits::TEXT);
    prop_assert!(!wrong, "cells are in order, within the columns, and not blank");
    if let Err(error) = ended {
        prop_assert_eq!(TableError::of_code(error.code()), Some(error));
    }
    Ok(())
}

fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<Index>(), any::<u8>());
    (any::<Index>(), prop::collection::vec(change, 0..12), any::<Index>(), any::<bool>()).prop_map(
        |(file, changes, cut, cuts)| {
            let mut bytes = file.get(&files()).clone();
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if cuts {
                bytes.truncate(cut.index(bytes.len()));
            }
            bytes
        },
    )
}

/// XML of a sheet with pieces in any order, so that damage gets past the checksums.
fn sheet() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<row>".to_owned()),
        Just("</row>".to_owned()),
        Just("<row r=\"3\"/>".to_owned()),
        Just("<c r=\"B2\" t=\"s\"><v>0</v></c>".to_owned()),
        Just("<c t=\"inlineStr\"><is><t>x</t></is></c>".to_owned()),
        Just("<c s=\"1\"><v>45890.5</v><f>1</f></c>".to_owned()),
        Just("<mergeCell ref=\"A1:C9\"/>".to_owned()),
        Just("&amp;&#0;&#x110000;&x;<![CDATA[<]]><!-- -->".to_owned()),
        "<(c|v|is|t|f|row|table-row|table-cell)( r=\"[A-Z]{1,4}[0-9]{0,8}\")?/?>",
        "\\PC{0,8}",
    ];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_end_in_rows_or_in_a_code(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        bounded(&bytes)?;
    }

    #[test]
    fn any_text_ends_in_rows_or_in_a_code(text in "[\\[{\",;:a1\\n\\r\t}\\]\\PC]{0,200}") {
        bounded(text.as_bytes())?;
    }

    #[test]
    fn a_real_file_with_any_damage_ends_in_rows_or_in_a_code(bytes in mutated()) {
        bounded(&bytes)?;
    }

    #[test]
    fn any_sheet_of_a_whole_archive_ends_in_rows_or_in_a_code(xml in sheet()) {
        let data = format!("<worksheet><sheetData>{xml}</sheetData></worksheet>");
        bounded(&workbook(&[("L".to_owned(), data)], "<sst><si><t>s</t></si></sst>", "<s/>"))?;
        bounded(&workbook(&[("L".to_owned(), xml)], "<sst/>", "<s/>"))?;
    }

    #[test]
    fn what_is_written_as_delimited_text_is_read_again(
        rows in prop::collection::vec(prop::collection::vec("[a-z;,\"\n ]{0,9}z", 2..5), 1..6),
    ) {
        let table = Table::of("", &rows);
        for separator in [';', ','] {
            let mut read_again: Vec<Vec<String>> = Vec::new();
            let text = format!("sep={separator}\r\n{}", csv(&table, separator));
            read(text.as_bytes(), &mut |piece| {
                if let Piece::Row(row) = piece {
                    read_again.push(row.cells.into_iter().map(|cell| cell.text).collect());
                }
                Ok(())
            }).unwrap();
            prop_assert_eq!(&read_again, &rows);
        }
    }
}
