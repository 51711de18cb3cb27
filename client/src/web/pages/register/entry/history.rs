//! `/entri/{entry}/riwayat`: who changed what and when, what was decided, and what was written
//! since KPU RI determined it.

use askama::Template;
use axum::extract::Path;
use kecuali_domain::Kind;

use crate::{
    error::OfficeError,
    office::{
        Name, Office,
        changes::{ChangeView, FieldChange},
        difference::Run,
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

/// One thing that happened.
#[derive(Debug)]
struct Step {
    event: Event,
    when: String,
    /// What a change found and what it left.
    fields: Vec<FieldChange>,
}

impl Step {
    fn new(event: Event, changes: &[ChangeView]) -> Self {
        let change = changes.iter().find(|one| Some(one.written.change) == event.change);
        let day = || event.day.map(kecuali_domain::Day::written_out);
        Self {
            when: event.time.map(text::moment).or_else(day).unwrap_or_default(),
            fields: change.map(|one| one.fields.clone()).unwrap_or_default(),
            event,
        }
    }

    /// Where it stands in the national log.
    fn place(&self) -> String {
        self.event.position.map_or_else(
            || "belum diterima nasional".to_owned(),
            |position| format!("diterima nasional, nomor {position}"),
        )
    }
}

pub(crate) async fn show(visit: Visit, Path(entry): Path<String>) -> Answer {
    let title = format!("Riwayat {entry}");
    visit
        .page(Section::Register, &title, move |hand| {
            let name = hand.office.find(&entry, Kind::Entry)?;
            page(hand.office, &name)
        })
        .await
}

fn page(office: &mut Office, name: &Name) -> Result<Page, OfficeError> {
    let changes = office.field_history(name)?;
    let mut events = office.history(name)?;
    events.reverse();
    Ok(Page {
        entry: office.summary(name)?,
        steps: events.into_iter().map(|event| Step::new(event, &changes)).collect(),
        since: office.since_determined(name)?,
    })
}
