//! No word is lost in any form, whatever it is written with.

use proptest::prelude::*;
use quick_xml::events::Event;

use super::*;

#[test]
fn a_paper_is_the_same_bytes_every_time() {
    let paper = sample(40);
    assert_eq!(paper.pdf(), paper.pdf());
    assert_eq!(paper.html(), paper.html());
    assert_eq!(paper.docx_parts(), paper.docx_parts());
    let other = Paper { title: "Lain".into(), ..paper.clone() };
    assert_ne!(paper.pdf(), other.pdf());
}

#[test]
fn text_is_text_in_html_and_ends_neither_an_element_nor_the_style() {
    let mut paper = sample(1);
    paper.trace = "</style><script>alert(1)</script>\"".into();
    let html = paper.html();
    assert!(html.starts_with("<!doctype html>\n<html lang=\"id\">"), "{html}");
    assert!(!html.contains("<script>"), "{html}");
    assert_eq!(html.matches("</style>").count(), 1);
    for wanted in [
        "<title>Permohonan</title>",
        "<strong>KOMISI PEMILIHAN UMUM<br>KABUPATEN SERANG</strong>",
        "<div><dt>Perihal</dt><dd>Permohonan “persetujuan” café</dd></div>",
        "<p>Yth. Atasan PPID<br>di Serang</p>",
        "<li>Kedua ≤ 30 tahun</li>",
        "<h1>DAFTAR<br>INFORMASI</h1>",
        "<th scope=\"col\">Konsekuensi</th>",
        "<td class=\"centred\">1</td><td>Rekam medis 0</td>",
        "<section class=\"wide\">",
        "Catatan &lt;kecil&gt; &amp; &quot;rapi&quot;",
    ] {
        assert!(html.contains(wanted), "{wanted}");
    }
    assert_eq!(html.matches("RANCANGAN – belum ditetapkan").count(), 1, "on its section");
    let part = paper.html_part();
    assert!(html.contains(&part) && !part.contains("<style") && !part.contains("style="));
}

#[test]
fn a_document_holds_every_letter_and_repeats_the_head_of_its_table() {
    let mut paper = sample(3);
    let parts = paper.docx_parts();
    let part = |name: &str| parts.iter().find(|(own, _)| own == name).unwrap().1.as_str();
    assert_eq!(parts[0].0, "[Content_Types].xml", "readers look for it first");
    // The marks are in a header.
    paper.sections[1].marks.clear();
    assert_eq!(read_xml(part("word/document.xml")), written(&paper));
    assert!(part("word/header2.xml").contains("RANCANGAN – belum ditetapkan"));
    assert!(part("word/footer1.xml").contains("3604-DG5ZJP"));
    assert_eq!(part("word/document.xml").matches("<w:tblHeader/>").count(), 1);
    let count = |what: &str| part("word/document.xml").matches(what).count();
    assert_eq!(count("<w:tr>"), count("<w:cantSplit/>"), "no row is cut that a page holds");
    for (name, text) in &parts {
        assert!(!read_xml(text).contains(&'\u{0}'), "{name}");
    }
}

#[test]
fn in_a_document_what_is_signed_stays_with_the_signature() {
    let signatures = Block::Signatures(vec![Signature::default()]);
    let text = Block::Text("Demikian.".into());
    let body = |blocks: Vec<Block>| {
        let sections = vec![Section { blocks, ..Section::default() }];
        let mut parts = Paper { sections, ..Paper::default() }.docx_parts();
        parts.retain(|(name, _)| name == "word/document.xml");
        parts.remove(0).1
    };
    let held = "<w:keepNext/></w:pPr><w:r><w:t xml:space=\"preserve\">";
    let signed = body(vec![text.clone(), text.clone(), signatures.clone()]);
    assert_eq!(signed.matches(&format!("{held}Demikian.")).count(), 1, "{signed}");
    assert!(!body(vec![signatures.clone(), text]).contains(held), "nothing is signed below");
    let signed = body(vec![Block::Table(table(3)), signatures]);
    assert!(signed.contains(&format!("{held}Rekam medis 2")), "{signed}");
    assert!(!signed.contains(&format!("{held}Rekam medis 1")), "the last row alone");
    assert!(signed.contains("<w:pStyle w:val=\"Gap\"/><w:keepNext/></w:pPr></w:p><w:p><w:pPr><w:pStyle w:val=\"Gap\"/><w:keepNext/></w:pPr></w:p><w:tbl>"));
}

/// The letters between the tags of well-formed XML.
pub(super) fn read_xml(text: &str) -> Vec<char> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut all = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Text(text) => all.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => match &*name.xml10_content() {
                "amp" => all.push('&'),
                "lt" => all.push('<'),
                "gt" => all.push('>'),
                "quot" => all.push('"'),
                "#39" => all.push('\''),
                other => panic!("{other}"),
            },
            Event::Eof => return sorted(all.chars()),
            Event::Start(_)
            | Event::End(_)
            | Event::Empty(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
}

fn any_block() -> impl Strategy<Value = Block> {
    let text = || any::<String>();
    let texts = || prop::collection::vec(any::<String>(), 0..4);
    let signature =
        (texts(), text(), prop::option::of(text())).prop_map(|(above, position, name)| Signature {
            below: above.clone(),
            above,
            position,
            name,
        });
    let table = (texts(), prop::collection::vec(texts(), 0..5)).prop_map(|(heads, rows)| {
        let column = |(at, heading)| Column {
            heading,
            share: u8::try_from(at * 7 % 11).unwrap(),
            align: if at == 0 { Align::Centre } else { Align::Left },
        };
        Table { columns: heads.into_iter().enumerate().map(column).collect(), rows }
    });
    prop_oneof![
        (texts(), texts())
            .prop_map(|(name, address)| Block::Letterhead(Letterhead { name, address })),
        texts().prop_map(Block::Title),
        text().prop_map(Block::Heading),
        text().prop_map(Block::Dateline),
        text().prop_map(Block::Text),
        texts().prop_map(Block::Numbered),
        prop::collection::vec((text(), text()), 0..3)
            .prop_map(|all| Block::Pairs(all.iter().map(|(one, two)| pair(one, two)).collect())),
        table.prop_map(Block::Table),
        prop::collection::vec(signature, 0..4).prop_map(Block::Signatures),
        text().prop_map(Block::Note),
    ]
}

pub(super) fn any_paper() -> impl Strategy<Value = Paper> {
    let marks = prop::collection::vec(any::<String>(), 0..3);
    let section = (any::<bool>(), marks, prop::collection::vec(any_block(), 0..5))
        .prop_map(|(wide, marks, blocks)| Section { wide, marks, blocks });
    (any::<String>(), any::<String>(), prop::collection::vec(section, 0..3))
        .prop_map(|(title, trace, sections)| Paper { title, trace, sections })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_letter_of_any_paper_is_laid_once_and_all_forms_are_made(paper in any_paper()) {
        prop_assert_eq!(told(&laid(&paper)), written(&paper));
        prop_assert!(paper.pdf().starts_with(b"%PDF-1.7"));
        prop_assert!(!paper.html().is_empty());
        for (_, part) in paper.docx_parts() {
            read_xml(&part);
        }
    }
}
