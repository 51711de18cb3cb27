//! A paper as a PDF: text that can be selected and read aloud, in a font that comes along.
//!
//! Nothing in the file depends on when or where it is made. It is one for an archive, PDF/A-2a
//! (decision 0023): what that asks for is in `archival.rs`, and in how letters are coded and drawn.

mod archival;
mod fonts;
mod structure;

use std::io::Write as _;

use flate2::{Compression, write::ZlibEncoder};
use pdf_writer::{Content, Filter, Finish as _, Name, Pdf, Rect, Ref, Settings, Str, TextStr};

use self::{
    archival::{Archival, PRODUCER, identity},
    fonts::Fonts,
    structure::{Marks, role},
};
use crate::{
    Paper,
    font::Weight,
    layout::{Ink, Laid, Page, lay},
    text::clean,
};

const LANGUAGE: &str = "id-ID";

impl Paper {
    /// The paper as a PDF file of A4 pages.
    pub fn pdf(&self) -> Vec<u8> {
        let laid = lay(self);
        let fonts = Fonts::of(&laid);
        let mut ids = Ids(0);
        let (catalog, info, tree) = (ids.next(), ids.next(), ids.next());
        let root = ids.next();
        let font_ids = [ids.next(), ids.next()];
        let pages: Vec<Ref> = laid.pages.iter().map(|_| ids.next()).collect();
        let mut pdf = Pdf::with_settings(Settings { pretty: false });
        let mut marks = Marks::new(&laid);
        for (at, (page, id)) in laid.pages.iter().zip(&pages).enumerate() {
            let content = packed(&content(page, at, &laid, &fonts, &mut marks));
            let content_id = ids.next();
            pdf.stream(content_id, &content).filter(Filter::FlateDecode);
            let mut out = pdf.page(*id);
            out.media_box(Rect::new(0.0, 0.0, page.width, page.height));
            out.parent(tree).contents(content_id).struct_parents(number(at));
            out.insert(Name(b"Tabs")).primitive(Name(b"S"));
            let mut resources = out.resources();
            let mut named = resources.fonts();
            for (weight, id) in Weight::ALL.into_iter().zip(font_ids) {
                named.pair(Name(font_name(weight)), id);
            }
        }
        pdf.pages(tree).kids(pages.iter().copied()).count(number(pages.len()));
        marks.write(&mut pdf, root, &pages, &mut ids);
        for (weight, id) in Weight::ALL.into_iter().zip(font_ids) {
            fonts.write(weight, id, &mut pdf, &mut ids);
        }
        // The name of a file is one line, and the same wherever it says it.
        let title = clean(&self.title).replace('\n', " ");
        pdf.document_info(info).title(TextStr(&title)).producer(TextStr(PRODUCER));
        let archival = Archival::write(&title, &mut pdf, &mut ids);
        let mut out = pdf.catalog(catalog);
        archival.name(&mut out);
        out.pages(tree).lang(TextStr(LANGUAGE)).pair(Name(b"StructTreeRoot"), root);
        out.mark_info().marked(true);
        out.viewer_preferences().display_doc_title(true);
        out.finish();
        let name = identity(pdf.as_bytes());
        pdf.set_file_id((name.clone(), name));
        pdf.finish()
    }
}

/// Numbers of objects, one after the other.
struct Ids(i32);

impl Ids {
    const fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

const fn font_name(weight: Weight) -> &'static [u8] {
    match weight {
        Weight::Regular => b"R",
        Weight::Bold => b"B",
    }
}

/// What is drawn on a page. Neighbours that belong to one element are marked as one.
fn content(page: &Page, at: usize, laid: &Laid, fonts: &Fonts, marks: &mut Marks<'_>) -> Vec<u8> {
    let mut out = Content::with_settings(Settings { pretty: false });
    let mut open = None;
    for ink in &page.ink {
        let element = element(ink);
        if open != Some(element) {
            if open.is_some() {
                out.end_marked_content();
            }
            match element.and_then(|element| Some((element, laid.tree.get(element)?))) {
                Some((element, part)) => {
                    let mark = marks.mark(at, element);
                    let tag = role(part.role).to_name();
                    out.begin_marked_content_with_properties(tag).properties().identify(mark);
                }
                None => drop(out.begin_marked_content(Name(b"Artifact"))),
            }
            open = Some(element);
        }
        draw(&mut out, ink, fonts);
    }
    if open.is_some() {
        out.end_marked_content();
    }
    out.finish().to_vec()
}

const fn element(ink: &Ink) -> Option<usize> {
    match ink {
        Ink::Text(run) => run.element,
        Ink::Rule { .. } => None,
    }
}

fn draw(out: &mut Content, ink: &Ink, fonts: &Fonts) {
    match ink {
        Ink::Text(run) => {
            out.begin_text().set_font(Name(font_name(run.weight)), run.size);
            out.next_line(rounded(run.x), rounded(run.y));
            out.show(Str(&fonts.codes(run.weight, &run.text))).end_text();
        }
        Ink::Rule { x0, y0, x1, y1, weight } => {
            out.set_line_width(*weight).move_to(rounded(*x0), rounded(*y0));
            out.line_to(rounded(*x1), rounded(*y1)).stroke();
        }
    }
}

/// A place to a hundredth of a point: nobody sees more, and it is shorter.
fn rounded(place: f32) -> f32 {
    (place * 100.0).round() / 100.0
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::new(6));
    out.write_all(bytes).and_then(|()| out.finish()).expect("memory takes what is written")
}

fn number(at: usize) -> i32 {
    i32::try_from(at).unwrap_or(i32::MAX)
}
