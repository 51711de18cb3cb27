//! Finding documents by anything that is written down of them.

use askama::Template;
use axum::extract::{Path, Query};
use kecuali_domain::Kind;

use super::{
    super::chosen::{Asked, asked},
    HOME,
};
use crate::{
    catalogue::archive as words,
    office::archive::PieceView,
    web::{
        layout::Section,
        pages::register::whose,
        visit::{Answer, Visit},
    },
};

/// So many rows stand on a page.
const ROWS: usize = 50;

#[derive(Template)]
#[template(path = "arsip.html")]
struct Page {
    words: String,
    pieces: Vec<PieceView>,
    total: usize,
    at: usize,
    pages: usize,
    /// Why who acts writes nothing down, where that is so.
    whose: Option<String>,
}

impl Page {
    /// The address of another page of what was found.
    fn page(&self, at: usize) -> String {
        super::asking(HOME, &[("cari", &self.words), ("hal", &at.to_string())])
    }

    fn place(view: &PieceView) -> String {
        words::place(&view.piece.place)
    }
}

#[derive(Template)]
#[template(path = "arsip-entri.html")]
struct OfEntry {
    entry: String,
    information: String,
    pieces: Vec<PieceView>,
    whose: Option<String>,
}

impl OfEntry {
    fn place(view: &PieceView) -> String {
        words::place(&view.piece.place)
    }
}

pub(crate) async fn show(visit: Visit, Query(fields): Query<Asked>) -> Answer {
    visit
        .page(Section::Archive, "Arsip", move |hand| {
            let words = asked(&fields, "cari").to_owned();
            let found = hand.office.archive_find(&words)?;
            let total = found.len();
            let pages = total.div_ceil(ROWS).max(1);
            let at = asked(&fields, "hal").parse().unwrap_or(1).clamp(1, pages);
            let pieces = found.into_iter().skip((at - 1) * ROWS).take(ROWS).collect();
            Ok(Page { words, pieces, total, at, pages, whose: whose(&hand, None)? })
        })
        .await
}

pub(crate) async fn of_entry(visit: Visit, Path(entry): Path<String>) -> Answer {
    visit
        .page(Section::Archive, "Arsip entri", move |hand| {
            let name = hand.office.find(&entry, Kind::Entry)?;
            let summary = hand.office.summary(&name)?;
            Ok(OfEntry {
                pieces: hand.office.archive_of(&name)?,
                entry: summary.entry,
                information: summary.information,
                whose: whose(&hand, None)?,
            })
        })
        .await
}
