//! Beranda: what waits for whoever sits here.

use askama::Template;
use kecuali_domain::status::Status;

use crate::{
    office::standing::Overview,
    web::{
        layout::Section,
        pages::register::{Kept, all_kept},
        visit::{Answer, Visit},
    },
};

#[derive(Template)]
#[template(path = "beranda.html")]
struct Page {
    overview: Overview,
    /// How many entries stand where, in the order of an entry's life.
    standing: Vec<Count>,
    /// What was typed and not saved.
    kept: Vec<Kept>,
}

/// Entries that stand alike.
#[derive(Debug)]
struct Count {
    id: &'static str,
    label: &'static str,
    count: usize,
}

pub(crate) async fn show(visit: Visit) -> Answer {
    visit
        .page(Section::Home, "Beranda", |hand| {
            let overview = hand.office.overview()?;
            let count = |status: &Status| {
                let count = *overview.entries.get(status.id())?;
                Some(Count { id: status.id(), label: status.row().label, count })
            };
            let standing = Status::ALL.iter().filter_map(count).collect();
            Ok(Page { standing, overview, kept: all_kept(&hand)? })
        })
        .await
}
