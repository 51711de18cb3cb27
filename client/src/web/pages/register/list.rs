//! Daftar: the register, as one searches it.

use askama::Template;
use axum::extract::Query;
use kecuali_domain::similarity::fold;
use serde::Deserialize;

use crate::{
    office::standing::EntrySummary,
    web::{
        layout::Section,
        visit::{Answer, Visit},
    },
};

/// So many rows stand on a page.
const ROWS: usize = 100;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    cari: String,
    status: String,
}

#[derive(Template)]
#[template(path = "daftar.html")]
struct Page {
    asked: Asked,
    entries: Vec<EntrySummary>,
    total: usize,
}

pub(crate) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    visit
        .page(Section::Register, "Daftar", |hand| {
            let mut entries = hand.office.entries()?;
            let words = fold(&asked.cari);
            let means = |one: &EntrySummary| {
                let text = fold(&format!("{} {}", one.entry, one.information));
                words.split(' ').all(|word| text.contains(word))
                    && (asked.status.is_empty() || asked.status == one.status.id())
            };
            entries.retain(means);
            let total = entries.len();
            entries.truncate(ROWS);
            Ok(Page { asked, entries, total })
        })
        .await
}
