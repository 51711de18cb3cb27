//! A file is one that an archive keeps, PDF/A-2a: each rule of ISO 19005-2 that asks something of
//! such papers, read from the finished bytes.

mod reading;

use proptest::prelude::*;
use ttf_parser::{Face, GlyphId};

use self::reading::{File, Font};
use super::{
    words::{any_paper, read_xml},
    *,
};

/// One of everything, and letters of all kinds.
fn file() -> File {
    File::read(&sample(40).pdf())
}

#[test]
fn it_begins_and_ends_as_archives_want_it() {
    let bytes = sample(1).pdf();
    assert!(bytes.starts_with(b"%PDF-1.7\n%"), "6.1.2");
    assert!(bytes[10..14].iter().all(|byte| *byte > 127), "6.1.2: it is no text");
    assert!(bytes.ends_with(b"%%EOF\n") || bytes.ends_with(b"%%EOF"), "6.1.3: nothing follows");
}

#[test]
fn it_has_a_name_that_another_paper_has_not() {
    let name = |paper: &Paper| File::read(&paper.pdf()).identity();
    let paper = sample(2);
    assert_eq!(name(&paper), name(&paper));
    let mut others = vec![sample(3), paper.clone(), paper.clone(), paper.clone()];
    others[1].title.push('x');
    others[2].trace.push('x');
    others[3].sections[1].marks.clear();
    for other in others {
        assert_ne!(name(&paper), name(&other), "6.1.3");
    }
}

#[test]
fn it_says_what_it_is_where_it_can_be_read_without_the_rest() {
    let mut paper = sample(1);
    paper.title = "Uji <a> & “b”\nbaris".into();
    let file = File::read(&paper.pdf());
    let metadata = file.one("/Type/Metadata");
    assert!(!metadata.contains("/Filter"), "6.6.2: it is not packed: {metadata}");
    for wanted in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdf:Producer>Kecuali</pdf:Producer>",
        "<rdf:li xml:lang=\"x-default\">Uji &lt;a&gt; &amp; “b” baris</rdf:li>",
    ] {
        assert!(metadata.contains(wanted), "6.6.4: {wanted}: {metadata}");
    }
    let (_, xml) = metadata.split_once("\nstream\n").unwrap();
    assert!(!read_xml(xml.strip_suffix("\nendstream").unwrap()).is_empty());
    let words = "Uji <a> & “b” baris".encode_utf16().flat_map(u16::to_be_bytes);
    let title = words.fold("/Title<FEFF".to_owned(), |text, byte| text + &format!("{byte:02X}"));
    let info = file.one("/Producer(Kecuali)");
    assert!(info.contains(&title), "the same everywhere: {info}");
    let catalog = file.one("/Type/Catalog");
    for wanted in [
        "/Metadata",
        "/MarkInfo<</Marked true>>",
        "/Lang(id-ID)",
        "/StructTreeRoot",
        "/DisplayDocTitle true",
    ] {
        assert!(catalog.contains(wanted), "6.7: {wanted}: {catalog}");
    }
}

#[test]
fn it_says_what_black_and_white_are() {
    let file = file();
    assert!(file.one("/Type/Catalog").contains("/S/GTS_PDFA1"), "6.2.3");
    let profile = file.stream("/N 1");
    let word = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().unwrap());
    assert_eq!(usize::try_from(word(0)).unwrap(), profile.len());
    assert_eq!(&profile[12..24], b"mntrGRAYXYZ ");
    assert_eq!(&profile[36..40], b"acsp");
    for tag in 0..word(128).try_into().unwrap() {
        let row = 132 + 12 * tag;
        let (from, long) = (word(row + 4), word(row + 8));
        assert!(from % 4 == 0 && usize::try_from(from + long).unwrap() <= profile.len());
    }
}

#[test]
fn nothing_is_in_it_that_an_archive_does_not_take() {
    let file = file();
    for forbidden in [
        "/Encrypt",
        "/JS",
        "/JavaScript",
        "/AA",
        "/OpenAction",
        "/EmbeddedFiles",
        "/LZWDecode",
        "/Annots",
        "/AcroForm",
        "/SMask",
        "/CA",
        "/ca",
        "/BM",
        "/ExtGState",
        "/OCProperties",
        "/ObjStm",
        "/Alternates",
        "/Requirements",
        "/F(",
        "/NeedsRendering",
        "/AlternatePresentations",
    ] {
        assert!(file.all("").all(|object| !object.contains(forbidden)), "{forbidden}");
    }
    for page in file.all("/Type/Page/") {
        assert!(page.contains("/Resources"), "6.2.2: each has what it uses: {page}");
    }
}

#[test]
fn everything_on_a_page_is_part_of_the_text_or_furniture() {
    for page in file().operators() {
        let mut open = 0;
        for operator in page {
            match operator.as_str() {
                "BDC" | "BMC" => open += 1,
                "EMC" => open -= 1,
                "Tj" | "S" => assert_eq!(open, 1, "6.7.3: it is marked"),
                _ => {}
            }
        }
        assert_eq!(open, 0);
    }
    assert!(file().one("/S/L/").contains("/ListNumbering/Decimal"));
}

/// 6.2.11: whatever is written, each code is a letter that is copied as itself, it is drawn by a
/// glyph of a font in the file, and it is as wide as that.
fn letters_are_kept(paper: &Paper) {
    let file = File::read(&paper.pdf());
    for (font, codes) in file.fonts() {
        letters_of(&font, &codes);
    }
}

fn letters_of(font: &Font, codes: &[u16]) {
    let face = Face::parse(&font.data, 0).unwrap();
    for code in codes {
        let at = usize::from(*code);
        let glyph = font.glyphs[at];
        assert!(glyph != 0 && glyph < face.number_of_glyphs(), "6.2.11.8: code {code}");
        let drawn = f32::from(face.glyph_hor_advance(GlyphId(glyph)).unwrap());
        let drawn = drawn * 1000.0 / f32::from(face.units_per_em());
        assert!((drawn - font.widths[at - 1]).abs() <= 1.0, "6.2.11.5: code {code}");
        let letter = font.letters.get(code).expect("6.2.11.7.1: it stands for something");
        assert!(!matches!(letter, '\0' | '\u{feff}' | '\u{fffe}'), "6.2.11.7.2");
        let is_private = matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
        assert!(!is_private, "6.2.11.7.3: no letter but here");
    }
}

#[test]
fn letters_that_the_font_has_not_are_drawn_and_copied() {
    let mut paper = sample(1);
    let text = "漢 😀 한 ا ש e\u{301} \u{f0b7} \u{feff} \u{0} x";
    paper.sections[0].blocks.push(Block::Text(text.into()));
    letters_are_kept(&paper);
    let file = File::read(&paper.pdf());
    let letters: Vec<char> =
        file.fonts().flat_map(|(font, _)| font.letters.into_values()).collect();
    assert!("漢😀한اש\u{301}\u{fffd}".chars().all(|c| letters.contains(&c)), "{letters:?}");
}

#[test]
fn more_letters_than_there_are_codes_are_drawn_as_a_sign() {
    let all: String = ('\u{3400}'..='\u{1ffff}').collect();
    let sections = vec![Section { blocks: vec![Block::Text(all)], ..Section::default() }];
    letters_are_kept(&Paper { sections, ..Paper::default() });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_paper_is_kept(paper in any_paper()) {
        letters_are_kept(&paper);
    }
}
