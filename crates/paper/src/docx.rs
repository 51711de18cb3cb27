//! A paper as a document that can be edited: the parts of a DOCX file.
//!
//! What packs them is elsewhere: this crate has no archive of its own.

mod block;

use self::block::{block, held, paragraph};
use crate::{
    Paper,
    model::{Block, Section},
    text::{BETWEEN_MARKS, escaped},
};

/// Twentieths of a point: the sides of A4, and what its margins leave.
const SHORT: u32 = 11_906;
const LONG: u32 = 16_838;
const UPRIGHT: u32 = SHORT - 1_420 - 1_140;
const ON_ITS_SIDE: u32 = LONG - 2 * 960;

/// The parts that are the same in every paper, but for the list of headers in the middle of two.
const TYPES: &str = include_str!("docx/content_types.xml");
const RELATIONS: &str = include_str!("docx/relations.xml");
const OF_DOCUMENT: &str = include_str!("docx/document_relations.xml");
const SETTINGS: &str = include_str!("docx/settings.xml");
const STYLES: &str = include_str!("docx/styles.xml");
/// What stands where the headers are listed.
const HEADERS: &str = "<!--headers-->";

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

impl Paper {
    /// The paper as the parts of a DOCX file, by name and in their order.
    pub fn docx_parts(&self) -> Vec<(String, String)> {
        let numbers = 1..=self.sections.len();
        let kinds: String = numbers.clone().map(header_type).collect();
        let relations: String = numbers.clone().map(header_relation).collect();
        let fixed = [
            ("[Content_Types].xml", TYPES.replace(HEADERS, &kinds)),
            ("_rels/.rels", RELATIONS.to_owned()),
            ("docProps/core.xml", core(&self.title)),
            ("word/_rels/document.xml.rels", OF_DOCUMENT.replace(HEADERS, &relations)),
            ("word/document.xml", self.document()),
            ("word/styles.xml", STYLES.to_owned()),
            ("word/settings.xml", SETTINGS.to_owned()),
            ("word/footer1.xml", self.footer(UPRIGHT)),
            ("word/footer2.xml", self.footer(ON_ITS_SIDE)),
        ];
        let fixed = fixed.into_iter().map(|(name, part)| (name.to_owned(), part));
        let headers = numbers.zip(&self.sections);
        let headers = headers.map(|(at, one)| (format!("word/header{at}.xml"), header(one)));
        fixed.chain(headers).collect()
    }

    fn document(&self) -> String {
        let section = |(at, section): (usize, &Section)| {
            let room = if section.wide { ON_ITS_SIDE } else { UPRIGHT };
            let blocks = blocks(&section.blocks, room);
            let pages = pages(at + 1, section);
            if at + 1 == self.sections.len() {
                return blocks + &pages;
            }
            // What pages are like is said at their end, by a paragraph of no height.
            format!("{blocks}<w:p><w:pPr><w:pStyle w:val=\"Gap\"/>{pages}</w:pPr></w:p>")
        };
        let sections: String = self.sections.iter().enumerate().map(section).collect();
        format!("{XML}<w:document {WORD}><w:body>{sections}</w:body></w:document>")
    }

    fn footer(&self, room: u32) -> String {
        let trace = escaped(&self.trace).replace('\n', " ");
        let field = |name: &str| {
            format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>")
        };
        let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
        format!(
            "{XML}<w:ftr {WORD}><w:p><w:pPr><w:pStyle w:val=\"Foot\"/><w:tabs>\
             <w:tab w:val=\"right\" w:pos=\"{room}\"/></w:tabs></w:pPr>{}<w:r><w:tab/></w:r>{}{}{}{}\
             </w:p></w:ftr>",
            run(&trace),
            run("Halaman "),
            field("PAGE"),
            run(" dari "),
            field("NUMPAGES")
        )
    }
}

/// Blocks below each other. What is signed does not stand on another page than the signature.
fn blocks(blocks: &[Block], room: u32) -> String {
    let after = blocks.iter().skip(1).map(Some).chain([None]);
    let one = |(one, next): (&Block, Option<&Block>)| {
        let text = block(one, room);
        if matches!(next, Some(Block::Signatures(_))) { held(&text) } else { text }
    };
    blocks.iter().zip(after).map(one).collect()
}

/// What the pages of a section are like.
fn pages(at: usize, section: &Section) -> String {
    let (footer, size, sides) = if section.wide {
        let size = format!("w:w=\"{LONG}\" w:h=\"{SHORT}\" w:orient=\"landscape\"");
        ("wide", size, "w:left=\"960\" w:right=\"960\"")
    } else {
        let size = format!("w:w=\"{SHORT}\" w:h=\"{LONG}\"");
        ("upright", size, "w:left=\"1420\" w:right=\"1140\"")
    };
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header{at}\"/>\
         <w:footerReference w:type=\"default\" r:id=\"{footer}\"/><w:type w:val=\"nextPage\"/>\
         <w:pgSz {size}/><w:pgMar w:top=\"1140\" w:bottom=\"1240\" {sides} w:header=\"480\" \
         w:footer=\"560\" w:gutter=\"0\"/></w:sectPr>"
    )
}

fn header(section: &Section) -> String {
    let marks = section.marks.join(BETWEEN_MARKS);
    let style = if marks.is_empty() { "Plain" } else { "Marks" };
    format!("{XML}<w:hdr {WORD}>{}</w:hdr>", paragraph(style, &marks))
}

fn header_type(at: usize) -> String {
    format!(
        "<Override PartName=\"/word/header{at}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/>"
    )
}

fn header_relation(at: usize) -> String {
    format!(
        "<Relationship Id=\"header{at}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header\" Target=\"header{at}.xml\"/>"
    )
}

fn core(title: &str) -> String {
    let title = escaped(title);
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{title}</dc:title>\
         <dc:language>id-ID</dc:language></cp:coreProperties>"
    )
}
