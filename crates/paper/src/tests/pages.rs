//! Where pages end.

use super::*;

fn of(blocks: Vec<Block>) -> Laid {
    let sections = vec![Section { blocks, ..Section::default() }];
    laid(&Paper { trace: "3604-DG5ZJP".into(), sections, ..Paper::default() })
}

fn has(page: &Page, text: &str) -> bool {
    runs(page).any(|run| run.text.contains(text))
}

#[test]
fn the_head_of_a_table_the_marks_and_the_foot_are_on_every_page() {
    let laid = laid(&sample(200));
    let all = laid.pages.len();
    assert!(all > 5, "{all}");
    for (at, page) in laid.pages.iter().enumerate() {
        assert!(has(page, &format!("Halaman {} dari {all}", at + 1)));
        assert!(has(page, "3604-DG5ZJP versi 0123abcd"));
        assert_eq!(has(page, "RANCANGAN"), at > 0, "the marks of the list");
        assert_eq!(has(page, "Informasi"), at > 0, "{at}");
        assert_eq!(page.width > page.height, at > 0, "the letter stands, the list lies");
    }
}

#[test]
fn nothing_stands_in_a_margin_or_on_something_else() {
    for page in laid(&sample(200)).pages {
        let foot = 46.5;
        let mut text: Vec<&Run> = runs(&page).filter(|run| run.y > foot).collect();
        assert!(text.iter().all(|run| run.y < page.height - 30.0 && run.x > 40.0));
        for run in &text {
            let end = run.x + run.weight.width(&run.text, run.size);
            assert!(end < page.width - 40.0, "{run:?}");
        }
        text.sort_by(|one, next| one.y.total_cmp(&next.y));
        for (at, run) in text.iter().enumerate() {
            let end = run.x + run.weight.width(&run.text, run.size);
            let near = text.iter().skip(at + 1).take_while(|next| next.y < run.y + 6.0);
            for next in near {
                assert!(next.x >= end - 0.1 || next.x + 0.1 < run.x, "{run:?} on {next:?}");
            }
        }
    }
}

#[test]
fn a_row_that_no_page_holds_is_cut_between_its_lines() {
    let mut long = table(3);
    let wanted: Vec<String> = (0..2_000).map(|at| format!("kata{at}")).collect();
    long.rows[1][2] = wanted.join(" ");
    let laid = of(vec![Block::Table(long)]);
    assert!(laid.pages.len() >= 3);
    let told = laid.pages.iter().flat_map(runs).filter(|run| run.element.is_some());
    let words = told.flat_map(|run| run.text.split_whitespace());
    let said: Vec<&str> = words.filter(|word| word.starts_with("kata")).collect();
    assert_eq!(said, wanted, "every word once, in its order");
    assert!(laid.pages.iter().all(|page| has(page, "Konsekuensi")));
}

#[test]
fn a_signature_has_what_is_signed_on_its_page() {
    let signature = Signature { position: "PPID".into(), ..Signature::default() };
    for lines in 1..60 {
        let filler = Block::Text("baris\n".repeat(lines));
        let last = Block::Text("Demikian.".into());
        let laid = of(vec![filler, last, Block::Signatures(vec![signature.clone()])]);
        let page = laid.pages.iter().find(|page| has(page, "PPID")).unwrap();
        assert!(has(page, "Demikian."), "{lines}");

        let short = Table { rows: table(3).rows, ..table(0) };
        let filler = Block::Text("baris\n".repeat(lines));
        let laid =
            of(vec![filler, Block::Table(short), Block::Signatures(vec![signature.clone()])]);
        let page = laid.pages.iter().find(|page| has(page, "PPID")).unwrap();
        assert!(has(page, "Rekam medis 2"), "{lines}");
    }
}

#[test]
fn a_heading_is_not_the_last_line_of_a_page() {
    for lines in 1..60 {
        let filler = Block::Text("baris\n".repeat(lines));
        let heading = Block::Heading("Judul".into());
        let sign = Signature { position: "PPID".into(), ..Signature::default() };
        let sign = Block::Signatures(vec![sign]);
        for below in [
            Block::Text("Isi".into()),
            Block::Table(table(1)),
            Block::Pairs(vec![pair("Isi", "x")]),
        ] {
            let blocks = vec![filler.clone(), heading.clone(), below, sign.clone()];
            let laid = of(blocks);
            let page = laid.pages.iter().find(|page| has(page, "Judul")).unwrap();
            assert!(has(page, "Isi") || has(page, "Rekam medis"), "{lines}");
        }
    }
}

#[test]
fn a_paper_with_nothing_on_it_is_one_page() {
    assert_eq!(laid(&Paper::default()).pages.len(), 1);
}
