//! What a paper says is on its pages, in each of its forms.

mod archive;
mod awkward;
mod pages;
mod words;

use crate::{
    Align, Block, Column, Letterhead, Pair, Paper, Section, Signature, Table,
    layout::{Ink, Laid, Page, Run, lay},
    text::{BETWEEN_MARKS, BLANK, clean},
};

/// A paper with one of everything.
fn sample(rows: usize) -> Paper {
    let letter = vec![
        Block::Letterhead(Letterhead {
            name: vec!["KOMISI PEMILIHAN UMUM".into(), "KABUPATEN SERANG".into()],
            address: vec!["Jalan Raya Serang – Jakarta".into()],
        }),
        Block::Dateline("Serang, 26 November 2026".into()),
        Block::Pairs(vec![pair("Nomor", ""), pair("Perihal", "Permohonan “persetujuan” café")]),
        Block::Text("Yth. Atasan PPID\ndi Serang".into()),
        Block::Numbered(vec!["Pertama".into(), "Kedua ≤ 30 tahun".into()]),
        Block::Signatures(vec![
            Signature {
                above: vec!["Serang, 26 November 2026".into()],
                position: "PPID".into(),
                name: Some("Siti Aminah".into()),
                below: vec!["NIP".into()],
            },
            Signature { position: "Atasan PPID".into(), ..Signature::default() },
        ]),
    ];
    let list = vec![
        Block::Title(vec!["DAFTAR".into(), "INFORMASI".into()]),
        Block::Heading("Bagian".into()),
        Block::Table(table(rows)),
        Block::Note("Catatan <kecil> & \"rapi\"".into()),
    ];
    Paper {
        title: "Permohonan".into(),
        trace: "3604-DG5ZJP versi 0123abcd".into(),
        sections: vec![
            Section { blocks: letter, ..Section::default() },
            Section {
                wide: true,
                marks: vec!["RANCANGAN – belum ditetapkan".into()],
                blocks: list,
            },
        ],
    }
}

fn table(rows: usize) -> Table {
    let column = |heading: &str, share, align| Column { heading: heading.into(), share, align };
    let row = |at: usize| {
        let reason = "Mengungkap riwayat kesehatan seseorang. ".repeat(1 + at % 5);
        vec![format!("{}", at + 1), format!("Rekam medis {at}"), reason]
    };
    Table {
        columns: vec![
            column("No", 5, Align::Centre),
            column("Informasi", 25, Align::Left),
            column("Konsekuensi", 30, Align::Left),
        ],
        rows: (0..rows).map(row).collect(),
    }
}

fn pair(label: &str, value: &str) -> Pair {
    Pair { label: label.into(), value: value.into() }
}

fn runs(page: &Page) -> impl Iterator<Item = &Run> {
    page.ink.iter().filter_map(|ink| match ink {
        Ink::Text(run) => Some(run),
        Ink::Rule { .. } => None,
    })
}

/// The letters that a laid paper tells, in no order.
fn told(laid: &Laid) -> Vec<char> {
    let told = laid.pages.iter().flat_map(runs).filter(|run| run.element.is_some());
    sorted(told.flat_map(|run| run.text.chars()))
}

/// The letters that stand in a paper, with those that every form adds.
fn written(paper: &Paper) -> Vec<char> {
    let mut all: String =
        paper.sections.iter().map(|section| section.marks.join(BETWEEN_MARKS)).collect();
    for block in paper.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Letterhead(head) => all.extend(head.name.iter().chain(&head.address).cloned()),
            Block::Title(lines) => all.extend(lines.iter().cloned()),
            Block::Dateline(text)
            | Block::Heading(text)
            | Block::Text(text)
            | Block::Note(text) => all.push_str(text),
            Block::Numbered(texts) => {
                let one = |(at, text): (usize, &String)| format!("{}.{text}", at + 1);
                all.extend(texts.iter().enumerate().map(one));
            }
            Block::Pairs(pairs) => {
                all.extend(pairs.iter().map(|pair| format!("{}:{}", pair.label, pair.value)));
            }
            Block::Table(table) => {
                all.extend(table.columns.iter().map(|column| column.heading.clone()));
                let cells = table.rows.iter().flat_map(|row| row.iter().take(table.columns.len()));
                all.extend(cells.cloned());
            }
            Block::Signatures(signatures) => {
                for one in signatures {
                    all.extend(one.above.iter().chain(&one.below).cloned());
                    all.push_str(&one.position);
                    all.push_str(one.name.as_deref().unwrap_or(BLANK));
                }
            }
        }
    }
    sorted(clean(&all).chars())
}

fn sorted(letters: impl Iterator<Item = char>) -> Vec<char> {
    let mut letters: Vec<char> = letters.filter(|c| !c.is_whitespace()).collect();
    letters.sort_unstable();
    letters
}

fn laid(paper: &Paper) -> Laid {
    lay(paper)
}
