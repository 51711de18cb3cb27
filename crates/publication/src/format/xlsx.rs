//! XLSX for people: typed cells, a heading that stays, a filter. No formulas, no links, no macros.
//!
//! Written here because a list is streamed: a row at a time, without a temporary file, and to the
//! same bytes every time.

use std::{fmt, io, io::Write};

use kecuali_domain::Day;

use super::{
    csv::is_run,
    table::{Cell, Column},
    xml,
    zip::{Zip, ZipEntry},
};

/// What a sheet can hold.
const MOST_ROWS: u32 = 1_048_576;
/// UTF-16 units that a cell can hold, less room for what is said of the rest.
const MOST_TEXT: usize = 32_600;
const CUT: &str = " … (selengkapnya dalam berkas JSON)";

/// Cell formats, by their place in `styles.xml`.
const TEXT: u8 = 1;
const HEADING: u8 = 2;
const DAY: u8 = 3;
const WITHHELD: u8 = 4;
/// Text that stays one when someone edits it.
const QUOTED: u8 = 5;

/// Writes a table as the one sheet of a workbook, row after row.
pub struct XlsxWriter<T: 'static, W: Write> {
    columns: &'static [Column<T>],
    sheet: ZipEntry<W>,
    rows: u32,
}

impl<T, W: Write> XlsxWriter<T, W> {
    /// Begins a workbook with its headings. `day` is written into it as the day it was made.
    pub fn new(
        columns: &'static [Column<T>],
        title: &str,
        day: Option<Day>,
        out: W,
    ) -> io::Result<Self> {
        let mut zip = Zip::new(out);
        for (name, part) in FIXED {
            zip = zip.with(name, part.as_bytes())?;
        }
        let zip = zip.with("docProps/core.xml", core(title, day).as_bytes())?;
        let mut sheet = zip.entry("xl/worksheets/sheet1.xml")?;
        sheet.write_all(sheet_head(columns).as_bytes())?;
        let mut this = Self { columns, sheet, rows: 0 };
        this.begin_row()?;
        for (place, column) in columns.iter().enumerate() {
            this.text(place, HEADING, column.title)?;
        }
        this.sheet.write_all(b"</row>")?;
        Ok(this)
    }

    /// Writes a row.
    pub fn row(&mut self, row: &T) -> io::Result<()> {
        self.begin_row()?;
        let columns = self.columns;
        for (place, column) in columns.iter().enumerate() {
            match (column.read)(row, column.name) {
                Cell::Empty => {}
                Cell::Withheld => self.text(place, WITHHELD, super::WITHHELD)?,
                Cell::Text(text) if is_run(&text) => self.text(place, QUOTED, &text)?,
                Cell::Text(text) => self.text(place, TEXT, &text)?,
                Cell::Number(number) => self.number(place, TEXT, number)?,
                Cell::Day(day) => match serial(day) {
                    Some(serial) => self.number(place, DAY, serial)?,
                    None => self.text(place, TEXT, &day.to_string())?,
                },
            }
        }
        self.sheet.write_all(b"</row>")
    }

    /// Ends the workbook and gives back what was written to.
    pub fn finish(mut self) -> io::Result<W> {
        let last = letters(self.columns.len().saturating_sub(1));
        let filter = format!("<autoFilter ref=\"A1:{last}{}\"/>", self.rows);
        write!(self.sheet, "</sheetData>{filter}</worksheet>")?;
        self.sheet.close()?.finish()
    }

    fn begin_row(&mut self) -> io::Result<()> {
        if self.rows == MOST_ROWS {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.rows += 1;
        write!(self.sheet, "<row r=\"{}\">", self.rows)
    }

    fn text(&mut self, place: usize, style: u8, text: &str) -> io::Result<()> {
        let (column, row) = (letters(place), self.rows);
        let text = xml::text(&fitting(text));
        write!(
            self.sheet,
            "<c r=\"{column}{row}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
        )
    }

    fn number(&mut self, place: usize, style: u8, number: u64) -> io::Result<()> {
        let (column, row) = (letters(place), self.rows);
        write!(self.sheet, "<c r=\"{column}{row}\" s=\"{style}\"><v>{number}</v></c>")
    }
}

impl<T, W: Write> fmt::Debug for XlsxWriter<T, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("XlsxWriter").field("rows", &self.rows).finish_non_exhaustive()
    }
}

/// A text that a cell can hold, and says so where it is not the whole.
fn fitting(text: &str) -> String {
    if text.encode_utf16().count() <= MOST_TEXT {
        return text.to_owned();
    }
    let mut units = 0;
    let kept = text.chars().take_while(|c| {
        units += c.len_utf16();
        units <= MOST_TEXT
    });
    kept.collect::<String>() + CUT
}

/// A day as spreadsheets count them; the first two months of 1900 they count differently.
fn serial(day: Day) -> Option<u64> {
    let zero: Day = "1899-12-30".parse().ok()?;
    u64::try_from(zero.days_until(day)).ok().filter(|serial| *serial >= 61)
}

/// The name of a column: A to Z, AA and so on.
fn letters(place: usize) -> String {
    let letter = |place: usize| char::from(b'A' + u8::try_from(place % 26).unwrap_or(0));
    match place / 26 {
        0 => letter(place).to_string(),
        more => letters(more - 1) + &letter(place).to_string(),
    }
}

fn core(title: &str, day: Option<Day>) -> String {
    let made = day.map_or_else(String::new, |day| {
        format!("<dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:created>")
    });
    let title = xml::text(title);
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title>{made}</cp:coreProperties>"
    )
}

fn sheet_head<T>(columns: &[Column<T>]) -> String {
    let width = |(place, column): (usize, &Column<T>)| {
        let (n, width) = (place + 1, column.width);
        format!("<col min=\"{n}\" max=\"{n}\" width=\"{width}\" customWidth=\"1\"/>")
    };
    let widths: String = columns.iter().enumerate().map(width).collect();
    format!(
        "{XML}<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetViews><sheetView workbookViewId=\"0\" tabSelected=\"1\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
         </sheetView></sheetViews><cols>{widths}</cols><sheetData>"
    )
}

/// The parts that are the same in every workbook.
const FIXED: [(&str, &str); 5] = [
    ("[Content_Types].xml", include_str!("xlsx/content_types.xml")),
    ("_rels/.rels", include_str!("xlsx/relations.xml")),
    ("xl/workbook.xml", include_str!("xlsx/workbook.xml")),
    ("xl/_rels/workbook.xml.rels", include_str!("xlsx/workbook_relations.xml")),
    ("xl/styles.xml", include_str!("xlsx/styles.xml")),
];

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
