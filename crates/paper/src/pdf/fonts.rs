//! The letters that a paper uses, as two fonts in its file.
//!
//! A code is a letter, not a shape: a letter that the font does not have is drawn as an empty box and
//! still copied and read aloud as what it is. Every code is a letter and is drawn as a sign that the
//! font has for it or for what it has not, as PDF/A-2 wants (6.2.11.4.1, 6.2.11.7, 6.2.11.8); the list
//! of codes in use that older archives had, `CIDSet`, is left out as it may be.

use std::collections::{BTreeMap, BTreeSet};

use pdf_writer::{
    Filter, Finish as _, Name, Pdf, Rect, Ref, Str,
    types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap},
};
use subsetter::{GlyphRemapper, subset};

use super::{Ids, packed};
use crate::{
    font::Weight,
    layout::{Ink, Laid},
    text::REPLACED,
};

const IDENTITY: SystemInfo<'_> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
const CMAP: &[u8] = b"Kecuali-Letters";
/// There are no more codes than these, the first of which means nothing.
const CODES: u16 = 65_534;

/// The codes of the letters of a paper, by weight.
pub(super) struct Fonts {
    codes: BTreeMap<Weight, BTreeMap<char, u16>>,
}

impl Fonts {
    pub(super) fn of(laid: &Laid) -> Self {
        let mut letters: BTreeMap<Weight, BTreeSet<char>> = BTreeMap::new();
        for ink in laid.pages.iter().flat_map(|page| &page.ink) {
            if let Ink::Text(run) = ink {
                letters.entry(run.weight).or_default().extend(run.text.chars());
            }
        }
        let coded = |mut letters: BTreeSet<char>| {
            if letters.len() > usize::from(CODES) {
                // They are all the same sign then; it has a code if it comes first.
                letters.insert(REPLACED);
            }
            let (sign, others): (Vec<char>, Vec<char>) =
                letters.into_iter().partition(|c| *c == REPLACED);
            sign.into_iter().chain(others).zip(1..=CODES).collect()
        };
        Self { codes: letters.into_iter().map(|(weight, all)| (weight, coded(all))).collect() }
    }

    /// A text in codes.
    pub(super) fn codes(&self, weight: Weight, text: &str) -> Vec<u8> {
        let letters = self.codes.get(&weight);
        let known = |c: char| letters.and_then(|all| all.get(&c)).copied();
        let code = |c: char| known(c).or_else(|| known(REPLACED)).unwrap_or_default();
        text.chars().flat_map(|c| code(c).to_be_bytes()).collect()
    }

    /// Writes one weight: the shapes, and what each code is drawn and read as.
    pub(super) fn write(&self, weight: Weight, id: Ref, pdf: &mut Pdf, ids: &mut Ids) {
        let none = BTreeMap::new();
        let codes = self.codes.get(&weight).unwrap_or(&none);
        let font = weight.font();
        let mut shapes = GlyphRemapper::new();
        let glyphs: Vec<u16> = codes.keys().map(|c| shapes.remap(font.glyph(*c))).collect();
        let data = subset(font.data, 0, &shapes).expect("a font that was read is cut");
        let name = format!("{}+{}", tag(codes), font.name);
        let (cid, descriptor, file) = (ids.next(), ids.next(), ids.next());
        let (unicode, map) = (ids.next(), ids.next());

        let mut out = pdf.type0_font(id);
        out.base_font(Name(name.as_bytes())).encoding_predefined(Name(b"Identity-H"));
        out.descendant_font(cid).to_unicode(unicode);
        out.finish();

        let mut out = pdf.cid_font(cid);
        out.subtype(CidFontType::Type2).base_font(Name(name.as_bytes())).system_info(IDENTITY);
        out.font_descriptor(descriptor).default_width(0.0).cid_to_gid_map_stream(map);
        let widths = codes.keys().map(|c| (font.advance(*c) * 1000.0).round());
        out.widths().consecutive(1, widths);
        out.finish();

        let scaled = |units: i16| (font.scaled(units) * 1000.0).round();
        let face = &font.face;
        let frame = face.global_bounding_box();
        let mut out = pdf.font_descriptor(descriptor);
        out.name(Name(name.as_bytes())).flags(FontFlags::NON_SYMBOLIC).italic_angle(0.0);
        let (low, high) = (scaled(frame.y_min), scaled(frame.y_max));
        out.bbox(Rect::new(scaled(frame.x_min), low, scaled(frame.x_max), high));
        out.ascent(scaled(face.ascender())).descent(scaled(face.descender()));
        out.cap_height(scaled(face.capital_height().unwrap_or_default()));
        out.stem_v(if weight == Weight::Bold { 140.0 } else { 90.0 }).font_file2(file);
        out.finish();

        let length = i32::try_from(data.len()).unwrap_or(i32::MAX);
        let shapes = packed(&data);
        let mut out = pdf.stream(file, &shapes);
        out.filter(Filter::FlateDecode).pair(Name(b"Length1"), length);
        out.finish();
        write_maps(codes, &glyphs, (unicode, map), pdf);
    }
}

/// What each code is read as, and drawn as.
fn write_maps(codes: &BTreeMap<char, u16>, glyphs: &[u16], ids: (Ref, Ref), pdf: &mut Pdf) {
    let mut read = UnicodeCmap::new(Name(CMAP), IDENTITY);
    for (c, code) in codes {
        read.pair(*code, *c);
    }
    let read = packed(&read.finish());
    pdf.cmap(ids.0, &read).filter(Filter::FlateDecode);
    let drawn: Vec<u8> = [0].iter().chain(glyphs).flat_map(|glyph| glyph.to_be_bytes()).collect();
    pdf.stream(ids.1, &packed(&drawn)).filter(Filter::FlateDecode);
}

/// Six letters that tell the parts of one font apart.
fn tag(codes: &BTreeMap<char, u16>) -> String {
    let mix = |sum: u32, c: &char| (sum ^ u32::from(*c)).wrapping_mul(0x0100_0193);
    let mut sum = codes.keys().fold(0x811c_9dc5, mix);
    let letter = |_| {
        let place = u8::try_from(sum % 26).unwrap_or_default();
        sum /= 26;
        char::from(b'A' + place)
    };
    (0..6).map(letter).collect()
}
