//! Blocks as paragraphs and tables of a document.

use crate::{
    font::Weight,
    model::{Align, Block, Letterhead, Pair, Signature, Table},
    text::{BLANK, escaped},
};

/// Twentieths of a point: the letters of a text, what stands between a label and its colon, and the
/// room of a colon.
const BODY: u32 = 220;
const APART: u32 = 100;
const COLON: u32 = 220;

/// A block on lines of a width.
pub(super) fn block(block: &Block, room: u32) -> String {
    match block {
        Block::Letterhead(head) => letterhead(head),
        Block::Title(title) => paragraph("Title", &title.join("\n")),
        Block::Heading(text) => paragraph("Heading2", text),
        Block::Dateline(text) => paragraph("Dateline", text),
        Block::Text(text) => paragraph("Text", text),
        Block::Note(text) => paragraph("Note", text),
        Block::Numbered(texts) => texts.iter().enumerate().map(numbered).collect(),
        Block::Pairs(all) => pairs(all, room),
        Block::Table(one) => table(one, room),
        Block::Signatures(all) => signatures(all, room),
    }
}

/// A block whose end stays on the page of what follows: its last paragraph, or the last row of a
/// table with the gap below it.
pub(super) fn held(block: &str) -> String {
    let last = |tag: &str| block.rfind(tag).unwrap_or_default();
    let is_table = last("</w:tbl>") > 0 && last("<w:p>") > last("</w:tbl>");
    let (before, end) = block.split_at(if is_table { last("<w:tr>") } else { last("<w:p>") });
    before.to_owned() + &end.replace("</w:pPr>", "<w:keepNext/></w:pPr>")
}

/// A paragraph of a style.
pub(super) fn paragraph(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", runs(text))
}

fn runs(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let line = |line: &str| format!("<w:t xml:space=\"preserve\">{line}</w:t>");
    let lines: Vec<String> = escaped(text).split('\n').map(line).collect();
    format!("<w:r>{}</w:r>", lines.join("<w:br/>"))
}

/// Labels as wide as the longest of them, as far as a third of the line goes; colons; values.
fn pairs(pairs: &[Pair], room: u32) -> String {
    let font = Weight::Regular.font();
    let longest = pairs.iter().map(|pair| font.units(&pair.label) * BODY / font.units_per_em());
    let labels = longest.max().unwrap_or_default().min(room / 3) + APART;
    let widths = [labels, COLON, room - labels - COLON];
    let row = |Pair { label, value }: &Pair| {
        let cells = [label.as_str(), ":", value.as_str()].into_iter().zip(widths);
        let cells = cells.map(|(text, wide)| cell(wide, &paragraph("Plain", text)));
        row("<w:cantSplit/>", &cells.collect::<String>())
    };
    let rows: String = pairs.iter().map(row).collect();
    bare(&widths, &rows) + &paragraph("Gap", "")
}

fn numbered((at, text): (usize, &String)) -> String {
    let number = format!("<w:r><w:t>{}.</w:t><w:tab/></w:r>", at + 1);
    format!("<w:p><w:pPr><w:pStyle w:val=\"Item\"/></w:pPr>{number}{}</w:p>", runs(text))
}

/// The last line of it carries the rule.
fn letterhead(head: &Letterhead) -> String {
    let name = head.name.iter().map(|line| paragraph("Office", line));
    let address = head.address.iter().map(|line| paragraph("Address", line));
    name.chain(address).collect::<String>() + &paragraph("HeadRule", "")
}

fn table(table: &Table, room: u32) -> String {
    let all: u32 = table.columns.iter().map(|column| u32::from(column.share.max(1))).sum();
    let width = |share: u8| u32::from(share.max(1)) * room / all.max(1);
    let wide = if room == super::ON_ITS_SIDE { "Wide" } else { "" };
    let style = |name: &str| format!("{wide}{name}");
    let widths: Vec<u32> = table.columns.iter().map(|column| width(column.share)).collect();
    let heads = table.columns.iter().zip(&widths);
    let heads =
        heads.map(|(column, wide)| cell(*wide, &paragraph(&style("CellHead"), &column.heading)));
    // As in a PDF, a row is cut only where no page holds it.
    let mut rows = row("<w:cantSplit/><w:tblHeader/>", &heads.collect::<String>());
    for texts in &table.rows {
        let mut cells = String::new();
        for (at, (column, wide)) in table.columns.iter().zip(&widths).enumerate() {
            let name = if column.align == Align::Centre { "CellMiddle" } else { "Cell" };
            let text = texts.get(at).map(String::as_str).unwrap_or_default();
            cells.push_str(&cell(*wide, &paragraph(&style(name), text)));
        }
        rows.push_str(&row("<w:cantSplit/>", &cells));
    }
    framed(FRAME, &widths, &rows) + &paragraph("Gap", "")
}

/// Two beside each other; one alone stands at the right, and in the middle below others. All sign on
/// one line.
fn signatures(all: &[Signature], room: u32) -> String {
    let half = room / 2;
    let mut rows = String::new();
    for (at, pair) in all.chunks(2).enumerate() {
        for part in [above_signature, below_signature] {
            let cells = match pair {
                [one] if at > 0 => both(room, &part(one)),
                [one] => cell(half, &paragraph("Signed", "")) + &cell(half, &part(one)),
                _ => pair.iter().map(|one| cell(half, &part(one))).collect(),
            };
            rows.push_str(&row("<w:cantSplit/>", &cells));
        }
    }
    held(&paragraph("Gap", "")) + &bare(&[half, half], &rows) + &paragraph("Gap", "")
}

fn above_signature(signature: &Signature) -> String {
    let gap = held(&paragraph("Gap", ""));
    gap + &signed(&signature.above) + &paragraph("SignedPosition", &signature.position)
}

fn below_signature(signature: &Signature) -> String {
    let name = match &signature.name {
        Some(name) => paragraph("SignedName", name),
        None => paragraph("Signed", BLANK),
    };
    signed(&[const { String::new() }; 4]) + &name + &signed(&signature.below)
}

fn signed(lines: &[String]) -> String {
    lines.iter().map(|line| paragraph("Signed", line)).collect()
}

/// A table that nobody sees.
fn bare(widths: &[u32], rows: &str) -> String {
    framed(NO_FRAME, widths, rows)
}

fn framed(frame: &str, widths: &[u32], rows: &str) -> String {
    let column = |wide: &u32| format!("<w:gridCol w:w=\"{wide}\"/>");
    let columns: String = widths.iter().map(column).collect();
    let all: u32 = widths.iter().sum();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{all}\" w:type=\"dxa\"/>\
         <w:tblInd w:w=\"0\" w:type=\"dxa\"/>{frame}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )
}

fn row(properties: &str, cells: &str) -> String {
    if properties.is_empty() {
        return format!("<w:tr>{cells}</w:tr>");
    }
    format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>")
}

fn cell(wide: u32, content: &str) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{wide}\" w:type=\"dxa\"/></w:tcPr>{content}</w:tc>")
}

/// A cell as wide as two columns.
fn both(wide: u32, content: &str) -> String {
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{wide}\" w:type=\"dxa\"/><w:gridSpan w:val=\"2\"/></w:tcPr>{content}</w:tc>"
    )
}

/// A frame around every cell, with as much room in it as in a PDF.
const FRAME: &str = "<w:tblBorders>\
    <w:top w:val=\"single\" w:sz=\"4\"/><w:left w:val=\"single\" w:sz=\"4\"/>\
    <w:bottom w:val=\"single\" w:sz=\"4\"/><w:right w:val=\"single\" w:sz=\"4\"/>\
    <w:insideH w:val=\"single\" w:sz=\"4\"/><w:insideV w:val=\"single\" w:sz=\"4\"/></w:tblBorders>\
    <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"80\" w:type=\"dxa\"/>\
    <w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar>";
const NO_FRAME: &str = "<w:tblLayout w:type=\"fixed\"/>\
    <w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar>";
