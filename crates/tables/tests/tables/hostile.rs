//! Small files that claim to be large: each is refused, by a code, at once.

use std::time::{Duration, Instant};

use kecuali_tables::{Over, TableError, limits};
use kecuali_testkit::files::{Zip, ods_content, workbook};

use crate::given;

/// What it was refused for, within a second and without much memory.
#[expect(clippy::disallowed_methods, reason = "what is tested is that it takes no time")]
fn refused(bytes: &[u8]) -> TableError {
    let begun = Instant::now();
    let mut rows = 0_usize;
    let error = kecuali_tables::read(bytes, &mut |_| {
        rows += 1;
        Ok(())
    });
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
    error.expect_err("it is hostile")
}

fn over(over: Over) -> TableError {
    TableError::Over(over)
}

fn one(sheet: &str) -> Vec<u8> {
    workbook(&[("L".to_owned(), sheet.to_owned())], "<sst/>", "<styleSheet/>")
}

fn cells(data: &str) -> Vec<u8> {
    one(&format!("<worksheet><sheetData>{data}</sheetData></worksheet>"))
}

#[test]
fn a_number_of_strings_that_is_claimed_is_not_believed() {
    let shared = "<sst count=\"4000000000\" uniqueCount=\"4000000000\"><si><t>a</t></si></sst>";
    let data = "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row><c t=\"s\"><v>0</v></c></row>\
        </sheetData></worksheet>";
    let file = workbook(&[("L".to_owned(), data.to_owned())], shared, "<s/>");
    assert_eq!(given(&file).unwrap().sheets[0].1.len(), 1);
}

#[test]
fn cells_far_apart_cost_what_two_cells_cost() {
    let far = |place: &str| {
        cells(&format!(
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"{place}\"><v>2</v></c></row>"
        ))
    };
    assert_eq!(refused(&far("XFD1048576")), over(Over::Columns));
    let rows = given(&far("B1048576")).unwrap().sheets.remove(0).1;
    assert_eq!((rows.len(), rows[1].number), (2, 1_048_576));
}

#[test]
fn a_billion_repetitions_of_nothing_are_nothing_and_of_something_too_many() {
    let row = |rows: u64, columns: u64, text: &str| {
        ods_content(&format!(
            "<d><table:table><table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell \
             table:number-columns-repeated=\"{columns}\"><text:p>{text}</text:p></table:table-cell>\
             </table:table-row></table:table></d>"
        ))
    };
    assert!(given(&row(4_000_000_000, 4_000_000_000, "")).unwrap().sheets[0].1.is_empty());
    assert_eq!(refused(&row(4_000_000_000, 1, "a")), over(Over::Rows));
    assert_eq!(refused(&row(1, 4_000_000_000, "a")), over(Over::Columns));
    assert_eq!(refused(&row(4_000_000, 400, "a")), over(Over::Cells));
}

#[test]
fn what_unpacks_to_very_much_is_not_unpacked() {
    let zeros = vec![b' '; 64 << 20];
    let bomb = Zip::default()
        .stored("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
        .deflated("content.xml", &zeros)
        .finish();
    assert!(bomb.len() < 100_000);
    // The one run of spaces is too long before it is too large.
    assert_eq!(refused(&bomb), over(Over::Token));
    let row = "<table:table-row/>".repeat(1 << 20);
    assert_eq!(refused(&ods_content(&format!("<d><table:table>{row}{row}"))), over(Over::Inflated));
}

#[test]
fn texts_are_bounded_one_by_one_and_together() {
    let long = "x".repeat(limits::CELL + 1);
    assert_eq!(
        refused(&cells(&format!("<row><c t=\"str\"><v>{long}</v></c></row>"))),
        over(Over::Text)
    );
    assert_eq!(refused(format!("a;{long}\n").as_bytes()), over(Over::Text));
    assert_eq!(refused(format!("[{{\"a\":\"{long}\"}}]").as_bytes()), over(Over::Text));
    // One shared string of 64 KiB, named by ten thousand cells.
    let shared = format!("<sst><si><t>{}</t></si></sst>", "y".repeat(64 << 10));
    let data = "<row><c t=\"s\"><v>0</v></c></row>".repeat(10_000);
    let sheet = format!("<worksheet><sheetData>{data}</sheetData></worksheet>");
    let file = workbook(&[("L".to_owned(), sheet)], &shared, "<s/>");
    assert_eq!(refused(&file), over(Over::Text));
}

#[test]
fn a_merged_cell_over_everything_covers_what_is_there() {
    let merged = |areas: &str, rows: usize| {
        let title = format!("<c r=\"A1\" t=\"str\"><v>{}</v></c>", "t".repeat(1_000));
        let row = "<row><c r=\"B2\"><v>1</v></c></row>".repeat(rows);
        one(&format!(
            "<worksheet><sheetData><row r=\"1\">{title}</row>{row}</sheetData><mergeCells>{areas}\
             </mergeCells></worksheet>"
        ))
    };
    let everything = "<mergeCell ref=\"A1:XFD1048576\"/>";
    assert_eq!(given(&merged(everything, 3)).unwrap().sheets[0].1.len(), 4);
    assert_eq!(refused(&merged(everything, 10_000)), over(Over::Text));
    let many: Vec<String> =
        (1..20_000).map(|n| format!("<mergeCell ref=\"A{n}:B{n}\"/>")).collect();
    assert_eq!(refused(&merged(&many.concat(), 1)), over(Over::Declared));
}

#[test]
fn depth_tags_and_document_types_are_bounded() {
    let deep = "<a>".repeat(100_000);
    assert_eq!(refused(&one(&deep)), over(Over::Depth));
    let wide = format!("<a b=\"{}\"/>", "c".repeat(2 << 20));
    assert_eq!(refused(&one(&wide)), over(Over::Token));
    let laughs =
        "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><worksheet>&b;</worksheet>";
    assert_eq!(refused(&one(laughs)), TableError::Doctype);
    let outside = "<!DOCTYPE l [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><d>&a;</d>";
    assert_eq!(refused(&ods_content(outside)), TableError::Doctype);
    let nested = format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000));
    assert_eq!(
        refused(format!("[{{\"a\":{nested}}}]").as_bytes()).code().split('_').next(),
        Some("table")
    );
}

#[test]
fn directories_sheets_styles_and_rows_are_counted() {
    let mut zip = Zip::default();
    for number in 0..2_500 {
        zip = zip.stored(&number.to_string(), b"");
    }
    assert_eq!(refused(&zip.finish()), over(Over::Entries));
    let tables = "<table:table/>".repeat(300);
    assert_eq!(refused(&ods_content(&format!("<d>{tables}</d>"))), over(Over::Sheets));
    let styles = format!("<s><cellXfs>{}</cellXfs></s>", "<xf/>".repeat(70_000));
    let file = workbook(&[("L".to_owned(), "<worksheet/>".to_owned())], "<sst/>", &styles);
    assert_eq!(refused(&file), over(Over::Declared));
    assert_eq!(refused("a\n".repeat(60_000).as_bytes()), over(Over::Rows));
    assert_eq!(refused(format!("[{}1]", "1,".repeat(60_000)).as_bytes()), over(Over::Rows));
    let strings = format!("<sst>{}</sst>", "<si/>".repeat(700_000));
    let file = workbook(&[("L".to_owned(), "<worksheet/>".to_owned())], &strings, "<s/>");
    assert_eq!(refused(&file), over(Over::Declared));
}

#[test]
fn a_file_of_too_many_bytes_is_not_looked_at() {
    assert_eq!(refused(&vec![b'a'; limits::FILE + 1]), over(Over::File));
}

#[test]
fn quotation_marks_that_never_close_are_not_looked_for_over_and_over() {
    let marks = "\"a,".repeat(300_000);
    assert_eq!(refused(format!("{marks}\n").as_bytes()), over(Over::Columns));
    assert!(given("\"a\n".repeat(20_000).as_bytes()).is_ok());
}
