//! What honest people hand in.

use kecuali_tables::{Over, Row, TableError};
use kecuali_testkit::files::{Table, Zip, docx, ods_content, workbook, xlsx};

use crate::{cell, given, rows, text, texts};

fn sheet(data: &str) -> String {
    format!("<worksheet><sheetData>{data}</sheetData></worksheet>")
}

fn one(sheet_xml: String, shared: &str, styles: &str) -> Vec<u8> {
    workbook(&[("Lembar".to_owned(), sheet_xml)], shared, styles)
}

#[test]
fn an_encoding_is_found_and_said() {
    let list = "no;nama\n1;Café – “rahasia”\n";
    let utf16: Vec<u8> = list.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = list.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let cp1252 = b"no;nama\n1;Caf\xe9 \x96 \x93rahasia\x94\n".to_vec();
    let marked = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
    for (bytes, encoding) in [
        (list.as_bytes().to_vec(), "UTF-8"),
        (marked(b"\xef\xbb\xbf", list.as_bytes()), "UTF-8 BOM"),
        (marked(b"\xff\xfe", &utf16), "UTF-16LE BOM"),
        (marked(b"\xfe\xff", &big), "UTF-16BE BOM"),
        (utf16, "UTF-16LE"),
        (big, "UTF-16BE"),
        (cp1252, "windows-1252"),
    ] {
        let given = given(&bytes).unwrap();
        let origin = given.origin.unwrap();
        assert_eq!(origin.encoding.as_deref(), Some(encoding));
        assert_eq!(origin.separator, Some(';'), "{encoding}");
        assert_eq!(texts(&given.sheets[0].1[1]), ["1", "Café – “rahasia”"], "{encoding}");
    }
}

#[test]
fn rows_count_as_the_program_that_made_them_counts() {
    let rows = rows(b"Judul\r\n\r\nno,nama\r\n1,A\r\n,,\r\n3,B,,x");
    let numbers: Vec<u32> = rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 3, 4, 6]);
    assert_eq!(texts(&rows[3]), ["3", "B", "", "x"]);
}

#[test]
fn a_row_with_an_open_quotation_mark_is_there_and_says_so() {
    let rows = rows(b"no;nama\n1;\"putus\n2;utuh\n");
    assert_eq!((texts(&rows[1]), rows[1].unclosed), (vec!["1", "\"putus"], true));
    assert_eq!((texts(&rows[2]), rows[2].unclosed), (vec!["2", "utuh"], false));
}

#[test]
fn a_day_is_written_as_a_day_with_its_number_beside() {
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"d mmmm yyyy\"/>\
        </numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>\
        <xf numFmtId=\"164\"/></cellXfs></styleSheet>";
    let data = "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>45890</v></c><c r=\"B1\" s=\"0\"><v>45890</v></c>\
        <c r=\"C1\" s=\"9\"><v>1</v></c><c s=\"1\" t=\"str\"><v>45890</v></c></row>";
    let rows = rows(&one(sheet(data), "<sst/>", styles));
    assert_eq!(texts(&rows[0]), ["2025-08-21", "45890", "1", "45890"]);
    assert_eq!(cell(&rows[0], 0).unwrap().raw.as_deref(), Some("45890"));
}

#[test]
fn a_formula_is_what_it_came_to_and_nothing_is_worked_out() {
    let data = "<row><c r=\"A1\" t=\"str\"><f>B1&amp;\"x\"</f><v>hasil</v></c><c r=\"B1\"><f>1+1</f></c>\
        <c r=\"C1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c r=\"D1\" t=\"b\"><v>1</v></c></row>";
    let rows = rows(&one(sheet(data), "<sst/>", "<styleSheet/>"));
    assert_eq!(texts(&rows[0]), ["hasil", "=1+1", "#DIV/0!", "TRUE"]);
    assert!(cell(&rows[0], 0).unwrap().formula && !cell(&rows[0], 3).unwrap().formula);
}

#[test]
fn rich_text_is_one_text_and_readings_are_none() {
    let shared = "<sst count=\"1\"><si><r><t>Pasal </t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">17 &lt;h&gt;\
        </t></r><rPh><t>x</t></rPh></si></sst>";
    let data =
        "<row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>a&#10;b &nbsp; c</t></is></c></row>";
    let rows = rows(&one(sheet(data), shared, "<styleSheet/>"));
    assert_eq!(texts(&rows[0]), ["Pasal 17 <h>", "a\nb &nbsp; c"]);
}

#[test]
fn several_sheets_hidden_ones_and_empty_ones_are_all_named() {
    let table = |name: &str| Table::of(name, &[["no", "nama"], ["1", "A"]]);
    let file =
        xlsx(&[table("Satu"), Table::of::<[&str; 0], &str>("Kosong", &[]), table("Dua & tiga")]);
    let given = given(&file).unwrap();
    let names: Vec<(&str, usize)> =
        given.sheets.iter().map(|(sheet, rows)| (sheet.name.as_str(), rows.len())).collect();
    assert_eq!(names, [("Satu", 2), ("Kosong", 0), ("Dua & tiga", 2)]);
}

#[test]
fn a_spreadsheet_repeats_cells_and_spaces() {
    let content = "<d><table:table table:name=\"L\"><table:table-row table:number-rows-repeated=\"2\">\
        <table:table-cell table:number-columns-repeated=\"2\"><text:p>a<text:s text:c=\"2\"/>b</text:p>\
        <office:annotation><text:p>catatan</text:p></office:annotation></table:table-cell>\
        <table:table-cell office:value-type=\"date\" office:date-value=\"2025-08-21T00:00:00\">\
        <text:p>21/08/25</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"float\" office:value=\"1234.5\"><text:p>1.234,50</text:p>\
        </table:table-cell></table:table-row></table:table></d>";
    let rows = rows(&ods_content(content));
    assert_eq!(rows.len(), 2);
    for row in &rows {
        assert_eq!(texts(row), ["a  b", "a  b", "2025-08-21", "1.234,50"]);
        assert_eq!(cell(row, 2).unwrap().raw.as_deref(), Some("21/08/25"));
        assert_eq!(cell(row, 3).unwrap().raw.as_deref(), Some("1234.5"));
    }
}

#[test]
fn a_text_of_word_gives_its_tables_with_what_stands_above_them() {
    let file = docx(&[Table::of("Tabel satu", &[["a"]]), Table::of("Tabel dua", &[["b"]])]);
    let given = given(&file).unwrap();
    let titles: Vec<&str> = given.sheets.iter().map(|(sheet, _)| sheet.title.as_str()).collect();
    assert_eq!(titles, ["Tabel satu", "Tabel dua"]);
    assert_eq!(text(&given.sheets[1].1[0], 0), "b");
}

#[test]
fn what_is_no_list_is_refused_by_what_it_is() {
    let refused = |bytes: &[u8]| given(bytes).unwrap_err();
    assert_eq!(
        refused(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0]),
        TableError::Protected
    );
    assert_eq!(refused(b"%PDF-1.7"), TableError::Format);
    assert_eq!(refused(b"a\0b\0\x01\x02\x03\0\0\0"), TableError::Format);
    let packed: Vec<u8> = (0..=255_u8).cycle().take(16 << 10).collect();
    assert_eq!(refused(&packed), TableError::Format);
    assert_eq!(refused(b"{\"a\": 1}"), TableError::Format);
    assert_eq!(refused(b"[{\"a\": 1}"), TableError::Damaged);
    assert_eq!(refused(&Zip::default().stored("a.txt", b"x").finish()), TableError::Format);
    let presentation = "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" \
        Target=\"ppt/presentation.xml\"/></Relationships>";
    let zip = Zip::default().deflated("_rels/.rels", presentation.as_bytes()).finish();
    assert_eq!(refused(&zip), TableError::Format);
    let ods = Zip::default()
        .stored("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
        .stored("META-INF/manifest.xml", b"<m:manifest><m:encryption-data/></m:manifest>")
        .stored("content.xml", b"\x01\x02")
        .finish();
    assert_eq!(refused(&ods), TableError::Protected);
    assert!(given(b"").unwrap().sheets[0].1.is_empty());
}

#[test]
fn a_file_that_is_cut_off_or_changed_is_damaged() {
    let whole = xlsx(&[Table::of("L", &[["no", "nama"], ["1", "A"]])]);
    assert_eq!(given(&whole[..whole.len() - 30]).unwrap_err(), TableError::Damaged);
    let stored = |xml: &[u8]| {
        Zip::default()
            .stored("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
            .stored("content.xml", xml)
            .finish()
    };
    let mut changed = stored(b"<d><table:table table:name=\"LEMBAR\"/></d>");
    let at = changed.windows(6).position(|window| window == b"LEMBAR").unwrap();
    changed[at] = b'X';
    assert_eq!(given(&changed).unwrap_err(), TableError::Damaged);
    assert_eq!(given(&stored(b"<d><table:table>")).unwrap_err(), TableError::Damaged);
    let data = "<row><c t=\"s\"><v>7</v></c></row>";
    assert_eq!(given(&one(sheet(data), "<sst/>", "<s/>")).unwrap_err(), TableError::Damaged);
    assert_ne!(TableError::Damaged.code(), TableError::Over(Over::File).code());
}

#[test]
fn a_row_that_is_hidden_says_so_and_a_lone_nul_is_one_damaged_character() {
    let hidden = |rows: &[Row]| rows.iter().map(|row| row.hidden).collect::<Vec<_>>();
    let row = |more: &str| format!("<row{more}><c><v>1</v></c></row>");
    let sheet = [row(""), row(" hidden=\"1\""), row(" hidden=\"0\"")].concat();
    let sheet = format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>");
    let file = workbook(&[("L".to_owned(), sheet)], "<sst/>", "<styleSheet/>");
    assert_eq!(hidden(&rows(&file)), [false, true, false]);
    let row = |more: &str| {
        format!(
            "<table:table-row{more}><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>"
        )
    };
    let filtered = " table:visibility=\"filter\" table:number-rows-repeated=\"2\"";
    let content = format!("<d><table:table>{}{}</table:table></d>", row(filtered), row(""));
    assert_eq!(hidden(&rows(&ods_content(&content))), [true, true, false]);
    assert_eq!(text(&rows(b"a;b\nc\0d;e\n")[1], 0), "c\u{fffd}d");
}
