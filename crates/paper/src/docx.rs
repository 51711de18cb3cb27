//! A paper as a document that can be edited: the parts of a DOCX file.
//!
//! What packs them is elsewhere: this crate has no archive of its own.

mod block;

use self::block::{block, paragraph};
use crate::{Paper, model::Section, text::escaped};

/// Twentieths of a point: the sides of A4, and what its margins leave.
const SHORT: u32 = 11_906;
const LONG: u32 = 16_838;
const UPRIGHT: u32 = SHORT - 1_420 - 1_140;
const ON_ITS_SIDE: u32 = LONG - 2 * 960;

/// The parts that are the same in every paper.
const FIXED: [(&str, &str); 4] = [
    ("[Content_Types].xml", include_str!("docx/content_types.xml")),
    ("_rels/.rels", include_str!("docx/relations.xml")),
    ("word/_rels/document.xml.rels", include_str!("docx/document_relations.xml")),
    ("word/styles.xml", include_str!("docx/styles.xml")),
];

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

impl Paper {
    /// The paper as the parts of a DOCX file, by name and in their order.
    pub fn docx_parts(&self) -> Vec<(&'static str, String)> {
        let mut parts: Vec<_> =
            FIXED.iter().map(|(name, part)| (*name, (*part).to_owned())).collect();
        parts.push(("docProps/core.xml", core(&self.title)));
        parts.push(("word/document.xml", self.document()));
        parts.push(("word/header1.xml", self.header()));
        parts.push(("word/footer1.xml", self.footer(UPRIGHT)));
        parts.push(("word/footer2.xml", self.footer(ON_ITS_SIDE)));
        parts
    }

    fn document(&self) -> String {
        let section = |(at, section): (usize, &Section)| {
            let room = if section.wide { ON_ITS_SIDE } else { UPRIGHT };
            let blocks: String = section.blocks.iter().map(|one| block(one, room)).collect();
            let pages = pages(section);
            if at + 1 == self.sections.len() {
                return blocks + &pages;
            }
            // What pages are like is said at their end, by a paragraph of no height.
            format!("{blocks}<w:p><w:pPr><w:pStyle w:val=\"Gap\"/>{pages}</w:pPr></w:p>")
        };
        let sections: String = self.sections.iter().enumerate().map(section).collect();
        format!("{XML}<w:document {WORD}><w:body>{sections}</w:body></w:document>")
    }

    fn header(&self) -> String {
        let marks = if self.marks.is_empty() {
            String::from("<w:p/>")
        } else {
            paragraph("Marks", &self.marks.join("  •  "))
        };
        format!("{XML}<w:hdr {WORD}>{marks}</w:hdr>")
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

/// What the pages of a section are like.
fn pages(section: &Section) -> String {
    let (footer, size, sides) = if section.wide {
        let size = format!("w:w=\"{LONG}\" w:h=\"{SHORT}\" w:orient=\"landscape\"");
        ("rId4", size, "w:left=\"960\" w:right=\"960\"")
    } else {
        let size = format!("w:w=\"{SHORT}\" w:h=\"{LONG}\"");
        ("rId3", size, "w:left=\"1420\" w:right=\"1140\"")
    };
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/>\
         <w:footerReference w:type=\"default\" r:id=\"{footer}\"/><w:type w:val=\"nextPage\"/>\
         <w:pgSz {size}/><w:pgMar w:top=\"1140\" w:bottom=\"1240\" {sides} w:header=\"480\" \
         w:footer=\"560\" w:gutter=\"0\"/></w:sectPr>"
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
