//! `/entri/{entry}/riwayat`: who changed what and when, what was decided, and what was written
//! since KPU RI determined it.

use askama::Template;
use axum::extract::{Path, Query};
use kecuali_domain::Kind;
use serde::Deserialize;

use super::field::{Shown, shown};
use crate::{
    catalogue::procedure,
    error::OfficeError,
    office::{
        Name, Office,
        changes::{ChangeView, FieldChange},
        history::Event,
        standing::EntrySummary,
    },
    web::{
        layout::Section,
        text,
        visit::{Answer, Visit},
    },
};

#[derive(Template)]
#[template(path = "riwayat.html")]
struct Page {
    entry: EntrySummary,
    /// The newest first.
    steps: Vec<Step>,
    /// What differs from the version that was determined.
    since: Vec<FieldChange>,
}

/// Of which act the content is unfolded: one at a time keeps the page small.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    isi: String,
}

/// One thing that happened.
#[derive(Debug)]
struct Step {
    event: Event,
    when: String,
    /// What a change found and what it left.
    fields: Vec<FieldChange>,
    /// The version that an act is about, in words.
    version: Option<String>,
    /// What was in that version, where it is asked for.
    content: Vec<Shown>,
}

impl Step {
    fn new(event: Event, changes: &[ChangeView]) -> Self {
        let change = changes.iter().find(|one| Some(one.written.change) == event.change);
        let day = || event.day.map(kecuali_domain::Day::written_out);
        Self {
            when: event.time.map(text::moment).or_else(day).unwrap_or_default(),
            fields: change.map(|one| one.fields.clone()).unwrap_or_default(),
            version: event.version.as_ref().map(procedure::version),
            content: Vec::new(),
            event,
        }
    }

    /// Its name in addresses.
    fn key(&self) -> String {
        self.event.change.map(|change| change.to_string()).unwrap_or_default()
    }
}

pub(crate) async fn show(
    visit: Visit,
    Path(entry): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let title = format!("Riwayat {entry}");
    visit
        .page(Section::Register, &title, move |hand| {
            let name = hand.office.find(&entry, Kind::Entry)?;
            page(hand.office, &name, &asked.isi)
        })
        .await
}

fn page(office: &mut Office, name: &Name, unfolded: &str) -> Result<Page, OfficeError> {
    let changes = office.field_history(name)?;
    let mut events = office.history(name)?;
    events.reverse();
    let mut steps: Vec<Step> = events.into_iter().map(|event| Step::new(event, &changes)).collect();
    for step in steps.iter_mut().filter(|step| !unfolded.is_empty() && step.key() == unfolded) {
        let Some(act) = step.event.change else { continue };
        step.content = office.covered(name, &act)?.as_ref().map(shown).unwrap_or_default();
    }
    Ok(Page { entry: office.summary(name)?, steps, since: office.since_determined(name)? })
}
