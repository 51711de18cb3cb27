//! Blocks as paragraphs and tables of a document.

use crate::{
    model::{Align, Block, Letterhead, Pair, Signature, Table},
    text::{BLANK, escaped},
};

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
        Block::Pairs(pairs) => {
            let widths = [room * 3 / 10, 240, room - room * 3 / 10 - 240];
            let row = |Pair { label, value }: &Pair| {
                let texts = [label.as_str(), ":", value.as_str()];
                let cells = texts.iter().zip(widths);
                let cells = cells.map(|(text, wide)| cell(wide, &paragraph("Plain", text)));
                row("", &cells.collect::<String>())
            };
            let rows: String = pairs.iter().map(row).collect();
            framed("", &widths, &rows) + &paragraph("Gap", "")
        }
        Block::Table(one) => table(one, room),
        Block::Signatures(all) => signatures(all, room),
    }
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
    let mut rows = row("<w:tblHeader/>", &heads.collect::<String>());
    for texts in &table.rows {
        let mut cells = String::new();
        for (at, (column, wide)) in table.columns.iter().zip(&widths).enumerate() {
            let name = if column.align == Align::Centre { "CellMiddle" } else { "Cell" };
            let text = texts.get(at).map(String::as_str).unwrap_or_default();
            cells.push_str(&cell(*wide, &paragraph(&style(name), text)));
        }
        rows.push_str(&row("", &cells));
    }
    framed(BORDERS, &widths, &rows) + &paragraph("Gap", "")
}

/// Two beside each other; one alone stands at the right. All sign on one line.
fn signatures(all: &[Signature], room: u32) -> String {
    let half = room / 2;
    let mut rows = String::new();
    for pair in all.chunks(2) {
        for part in [above_signature, below_signature] {
            let mut cells: Vec<String> = pair.iter().map(part).collect();
            if cells.len() == 1 {
                cells.insert(0, paragraph("Signed", ""));
            }
            let cells: String = cells.iter().map(|content| cell(half, content)).collect();
            rows.push_str(&row("<w:cantSplit/>", &cells));
        }
    }
    paragraph("Gap", "") + &framed("", &[half, half], &rows) + &paragraph("Gap", "")
}

fn above_signature(signature: &Signature) -> String {
    signed(&signature.above) + &paragraph("SignedPosition", &signature.position)
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

fn framed(borders: &str, widths: &[u32], rows: &str) -> String {
    let column = |wide: &u32| format!("<w:gridCol w:w=\"{wide}\"/>");
    let columns: String = widths.iter().map(column).collect();
    let all: u32 = widths.iter().sum();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{all}\" w:type=\"dxa\"/>{borders}\
         <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
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

const BORDERS: &str = "<w:tblBorders>\
    <w:top w:val=\"single\" w:sz=\"4\"/><w:left w:val=\"single\" w:sz=\"4\"/>\
    <w:bottom w:val=\"single\" w:sz=\"4\"/><w:right w:val=\"single\" w:sz=\"4\"/>\
    <w:insideH w:val=\"single\" w:sz=\"4\"/><w:insideV w:val=\"single\" w:sz=\"4\"/></w:tblBorders>";
