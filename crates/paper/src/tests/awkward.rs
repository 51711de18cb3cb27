//! Texts that nobody expects: each form shows them, or says that it cannot.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{
    words::{any_paper, read_xml},
    *,
};

/// Texts as people type and paste them, and what is read of each.
const AWKWARD: [(&str, &str); 9] = [
    ("a\tb", "a b"),
    ("satu\r\ndua\u{b}tiga", "satudua tiga"),
    ("<b>&\"'</b>", "<b>&\"'</b>"),
    ("😀 漢字 ا ש हि", "😀 漢字 ا ש हि"),
    ("e\u{301}n", "e\u{301}n"),
    ("\u{202e}txt.exe", "\u{fffd}txt.exe"),
    ("\u{1b}[31m\u{0}", "\u{fffd}[31m\u{fffd}"),
    ("\u{f0b7} butir", "\u{fffd} butir"),
    ("", ""),
];

fn paper(blocks: Vec<Block>) -> Paper {
    Paper { sections: vec![Section { blocks, ..Section::default() }], ..Paper::default() }
}

fn body(paper: &Paper) -> String {
    let mut parts = paper.docx_parts();
    parts.retain(|(name, _)| name == "word/document.xml");
    parts.remove(0).1
}

/// The letters between the tags of a page.
fn read_page(html: &str) -> Vec<char> {
    let texts = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let text: String = texts.collect();
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    sorted(signs.iter().fold(text, |text, (name, sign)| text.replace(name, sign)).chars())
}

#[test]
fn what_people_type_and_paste_is_in_every_form() {
    for (typed, read) in AWKWARD {
        let paper = paper(vec![Block::Text(typed.into())]);
        let wanted = sorted(read.chars());
        assert_eq!(told(&laid(&paper)), wanted, "{typed:?} in a PDF");
        assert_eq!(read_xml(&body(&paper)), wanted, "{typed:?} in a document");
        assert_eq!(read_page(&paper.html_part()), wanted, "{typed:?} on a page");
    }
}

#[test]
fn what_cannot_be_shown_as_it_is_is_known() {
    let text: String = AWKWARD.iter().map(|(typed, _)| *typed).collect();
    let mut paper = paper(vec![Block::Pairs(vec![pair(&text, "é ≤ … �")])]);
    paper.trace = "\u{2066}한".into();
    let replaced = ['\0', '\u{1b}', '\u{202e}', '\u{2066}', '\u{f0b7}'];
    assert_eq!(paper.replaced(), BTreeSet::from(replaced));
    let undrawn = "😀漢字اשहि한".chars().collect();
    assert_eq!(paper.undrawn(), undrawn);
    assert!(sample(3).replaced().is_empty() && sample(3).undrawn().is_empty());
}

#[test]
fn a_word_longer_than_a_page_is_cut_and_whole() {
    let word = "Kepegawaian".repeat(1_000);
    let mut table = table(1);
    table.rows[0][1].clone_from(&word);
    let paper = paper(vec![Block::Text(word), Block::Table(table)]);
    let laid = laid(&paper);
    assert_eq!(told(&laid), written(&paper));
    for run in laid.pages.iter().flat_map(runs) {
        assert!(run.x + run.weight.width(&run.text, run.size) < 595.0 - 56.0, "{run:?}");
    }
}

#[test]
fn an_accent_stays_on_its_letter_wherever_a_line_ends() {
    let accented = Block::Text("e\u{301}".repeat(2_000));
    for run in laid(&paper(vec![accented])).pages.iter().flat_map(runs) {
        assert!(!run.text.starts_with('\u{301}'), "{run:?}");
    }
}

#[test]
fn a_list_of_ten_thousand_is_whole() {
    let mut paper = sample(0);
    let rows = (0..10_000).map(|at| vec![format!("{at}"), format!("Rekam {at}"), String::new()]);
    paper.sections[1].blocks = vec![Block::Table(Table { rows: rows.collect(), ..table(0) })];
    let pdf = paper.pdf();
    assert_eq!(body(&paper).matches("<w:tr>").count(), 10_000 + 1 + 2 + 2);
    let laid = laid(&paper);
    let cells = laid.pages.iter().flat_map(runs).filter(|run| run.text.starts_with("Rekam "));
    assert_eq!(cells.count(), 10_000);
    assert!(pdf.len() < 6_000_000, "{} bytes", pdf.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_letter_of_any_paper_is_in_the_document_and_on_the_page(paper in any_paper()) {
        let mut bare = paper.clone();
        // Marks are in headers of a document.
        bare.sections.iter_mut().for_each(|section| section.marks.clear());
        prop_assert_eq!(read_xml(&body(&paper)), written(&bare));

        let mut said: String = paper.texts().concat();
        for block in paper.sections.iter().flat_map(|section| &section.blocks) {
            if let Block::Signatures(all) = block {
                said.extend(all.iter().filter(|one| one.name.is_none()).map(|_| BLANK));
            }
        }
        for section in &paper.sections {
            said.extend(section.marks.iter().skip(1).map(|_| BETWEEN_MARKS));
        }
        prop_assert_eq!(read_page(&paper.html_part()), sorted(clean(&said).chars()));
    }
}
