//! Lists as office programs write them, and archives as nobody honest does.

use std::{fmt::Write as _, io::Write as _};

use flate2::{Compression, Crc, write::DeflateEncoder};

/// An archive while it is written.
#[derive(Debug, Default)]
pub struct Zip {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

impl Zip {
    /// Adds a part, deflated.
    #[must_use]
    pub fn deflated(self, name: &str, content: &[u8]) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content).expect("memory takes everything");
        let packed = encoder.finish().expect("memory takes everything");
        self.part(name, 8, content, &packed)
    }

    /// Adds a part as it is.
    #[must_use]
    pub fn stored(self, name: &str, content: &[u8]) -> Self {
        self.part(name, 0, content, content)
    }

    fn part(mut self, name: &str, method: u16, content: &[u8], packed: &[u8]) -> Self {
        let mut crc = Crc::new();
        crc.update(content);
        let at = small(self.bytes.len());
        let mut facts = Vec::new();
        facts.extend(20_u16.to_le_bytes());
        facts.extend([0; 2]);
        facts.extend(method.to_le_bytes());
        facts.extend([0; 4]);
        facts.extend(crc.sum().to_le_bytes());
        facts.extend(small(packed.len()).to_le_bytes());
        facts.extend(small(content.len()).to_le_bytes());
        let length = u16::try_from(name.len()).expect("names in tests are short");
        facts.extend(length.to_le_bytes());
        facts.extend([0; 2]);
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&facts);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(packed);
        self.directory.extend(b"PK\x01\x02\x14\x00");
        self.directory.extend(&facts);
        self.directory.extend([0; 10]);
        self.directory.extend(at.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.count += 1;
        self
    }

    /// The whole archive.
    pub fn finish(mut self) -> Vec<u8> {
        let (at, size) = (small(self.bytes.len()), small(self.directory.len()));
        self.bytes.append(&mut self.directory);
        self.bytes.extend(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(size.to_le_bytes());
        self.bytes.extend(at.to_le_bytes());
        self.bytes.extend([0; 2]);
        self.bytes
    }
}

fn small(size: usize) -> u32 {
    u32::try_from(size).expect("archives in tests are small")
}

/// A table to be written: rows of texts, and which cells are merged (`A1:B1`).
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The name of the sheet.
    pub name: String,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// The merged cells: first and last row, first and last column, from 0.
    pub merged: Vec<[usize; 4]>,
}

impl Table {
    /// A table of these rows.
    pub fn of<R: AsRef<[C]>, C: AsRef<str>>(name: &str, rows: &[R]) -> Self {
        let texts = |row: &R| row.as_ref().iter().map(|cell| cell.as_ref().to_owned()).collect();
        Self { name: name.to_owned(), rows: rows.iter().map(texts).collect(), merged: Vec::new() }
    }

    /// The same with merged cells.
    #[must_use]
    pub fn merging(self, merged: &[[usize; 4]]) -> Self {
        Self { merged: merged.to_vec(), ..self }
    }

    fn area_at(&self, row: usize, column: usize) -> Option<[usize; 4]> {
        self.merged.iter().find(|area| area[0] == row && area[2] == column).copied()
    }

    fn is_covered(&self, row: usize, column: usize) -> bool {
        self.merged.iter().any(|[top, bottom, left, right]| {
            (*top..=*bottom).contains(&row)
                && (*left..=*right).contains(&column)
                && (row, column) != (*top, *left)
        })
    }
}

/// A text as XML has it.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Delimited text, every cell in quotation marks.
pub fn csv(table: &Table, separator: char) -> String {
    let line = |row: &Vec<String>| {
        let cells = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
        cells.collect::<Vec<_>>().join(&separator.to_string()) + "\r\n"
    };
    table.rows.iter().map(line).collect()
}

/// The letters of a column, from 0.
pub fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).expect("below 26"));
    if column < 26 { last.to_string() } else { format!("{}{last}", letters(column / 26 - 1)) }
}

/// A workbook of Excel, its texts shared as Excel shares them.
pub fn xlsx(tables: &[Table]) -> Vec<u8> {
    let (mut shared, mut count) = (String::new(), 0);
    let sheets: Vec<(String, String)> = tables
        .iter()
        .map(|table| (table.name.clone(), xlsx_sheet(table, &mut shared, &mut count)))
        .collect();
    workbook(&sheets, &format!("<sst>{shared}</sst>"), "<styleSheet/>")
}

fn xlsx_sheet(table: &Table, shared: &mut String, count: &mut usize) -> String {
    let mut data = String::new();
    for (row, cells) in table.rows.iter().enumerate() {
        write!(data, "<row r=\"{}\">", row + 1).expect("text can grow");
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            write!(shared, "<si><t xml:space=\"preserve\">{}</t></si>", escaped(text))
                .expect("text can grow");
            let place = format!("{}{}", letters(column), row + 1);
            write!(data, "<c r=\"{place}\" t=\"s\"><v>{count}</v></c>").expect("text can grow");
            *count += 1;
        }
        data.push_str("</row>");
    }
    let area = |[top, bottom, left, right]: &[usize; 4]| {
        let (from, to) = (letters(*left), letters(*right));
        format!("<mergeCell ref=\"{from}{}:{to}{}\"/>", top + 1, bottom + 1)
    };
    let merged: String = table.merged.iter().map(area).collect();
    format!("<worksheet><sheetData>{data}</sheetData><mergeCells>{merged}</mergeCells></worksheet>")
}

/// A workbook of sheets, each with its XML, with shared strings and styles as given.
pub fn workbook(sheets: &[(String, String)], shared: &str, styles: &str) -> Vec<u8> {
    const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{TYPE}/{kind}\" Target=\"{target}\"/>")
    };
    let (mut listed, mut related) = (String::new(), String::new());
    for (number, (name, _)) in (1..).zip(sheets) {
        write!(
            listed,
            "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"s{number}\"/>",
            escaped(name)
        )
        .expect("text can grow");
        let target = format!("worksheets/sheet{number}.xml");
        related += &relation(&format!("s{number}"), "worksheet", &target);
    }
    related += &relation("t", "sharedStrings", "sharedStrings.xml");
    related += &relation("f", "styles", "styles.xml");
    let main = relation("w", "officeDocument", "xl/workbook.xml");
    let relations = |inner: &str| format!("<Relationships>{inner}</Relationships>").into_bytes();
    let mut zip = Zip::default()
        .deflated("[Content_Types].xml", b"<Types/>")
        .deflated("_rels/.rels", &relations(&main))
        .deflated(
            "xl/workbook.xml",
            format!("<workbook><sheets>{listed}</sheets></workbook>").as_bytes(),
        )
        .deflated("xl/_rels/workbook.xml.rels", &relations(&related))
        .deflated("xl/sharedStrings.xml", shared.as_bytes())
        .deflated("xl/styles.xml", styles.as_bytes());
    for (number, (_, xml)) in (1..).zip(sheets) {
        zip = zip.deflated(&format!("xl/worksheets/sheet{number}.xml"), xml.as_bytes());
    }
    zip.finish()
}

/// A spreadsheet of LibreOffice.
pub fn ods(tables: &[Table]) -> Vec<u8> {
    let tables: String = tables.iter().map(ods_table).collect();
    ods_content(&format!(
        "<office:document-content><office:body>{tables}</office:body></office:document-content>"
    ))
}

/// A spreadsheet of LibreOffice with its content as given.
pub fn ods_content(content: &str) -> Vec<u8> {
    Zip::default()
        .stored("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
        .deflated("content.xml", content.as_bytes())
        .finish()
}

fn ods_table(table: &Table) -> String {
    let mut rows = String::new();
    for (row, cells) in table.rows.iter().enumerate() {
        rows.push_str("<table:table-row>");
        for (column, text) in cells.iter().enumerate() {
            if table.is_covered(row, column) {
                rows.push_str("<table:covered-table-cell/>");
                continue;
            }
            let span = table.area_at(row, column).map(|[top, bottom, left, right]| {
                let (high, wide) = (bottom - top + 1, right - left + 1);
                format!(
                    " table:number-columns-spanned=\"{wide}\" table:number-rows-spanned=\"{high}\""
                )
            });
            let lines: Vec<String> =
                text.lines().map(|line| format!("<text:p>{}</text:p>", escaped(line))).collect();
            let lines = lines.concat();
            let span = span.unwrap_or_default();
            write!(rows, "<table:table-cell{span}>{lines}</table:table-cell>")
                .expect("text can grow");
        }
        rows.push_str(
            "<table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>",
        );
    }
    format!(
        "<table:table table:name=\"{}\">{rows}<table:table-row \
         table:number-rows-repeated=\"1048000\"><table:table-cell \
         table:number-columns-repeated=\"16384\"/></table:table-row></table:table>",
        escaped(&table.name)
    )
}

/// A text of Word with these tables, the name of each above it.
pub fn docx(tables: &[Table]) -> Vec<u8> {
    let paragraph = |text: &str| {
        format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(text))
    };
    let mut body = String::new();
    for table in tables {
        body += &paragraph(&table.name);
        body += "<w:tbl>";
        for (row, cells) in table.rows.iter().enumerate() {
            body += "<w:tr>";
            for (column, text) in cells.iter().enumerate() {
                let covering = table.merged.iter().find(|[top, bottom, left, right]| {
                    (*top..=*bottom).contains(&row) && (*left..=*right).contains(&column)
                });
                let Some([top, bottom, left, right]) = covering else {
                    body += &["<w:tc>", &paragraph(text), "</w:tc>"].concat();
                    continue;
                };
                if column != *left {
                    continue;
                }
                let span = format!("<w:gridSpan w:val=\"{}\"/>", right - left + 1);
                let merge = match (top == bottom, row == *top) {
                    (true, _) => "",
                    (false, true) => "<w:vMerge w:val=\"restart\"/>",
                    (false, false) => "<w:vMerge/>",
                };
                let text = if row == *top { text } else { "" };
                let text = paragraph(text);
                body += &["<w:tc><w:tcPr>", &span, merge, "</w:tcPr>", &text, "</w:tc>"].concat();
            }
            body += "</w:tr>";
        }
        body += "</w:tbl>";
    }
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    let main = "<Relationships><Relationship Id=\"w\" \
                Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
                Target=\"word/document.xml\"/></Relationships>";
    Zip::default()
        .deflated("[Content_Types].xml", b"<Types/>")
        .deflated("_rels/.rels", main.as_bytes())
        .deflated("word/document.xml", document.as_bytes())
        .finish()
}
