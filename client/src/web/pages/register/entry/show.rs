//! `/entri/{entry}`: the entry as it stands here.

use askama::Template;
use axum::extract::Path;
use kecuali_domain::Kind;

use super::field::{Shown, shown};
use crate::{
    office::standing::EntryView,
    web::{
        found::{Found, found},
        layout::Section,
        visit::{Answer, Visit},
    },
};

#[derive(Template)]
#[template(path = "entri.html")]
struct Page {
    entry: EntryView,
    fields: Vec<Shown>,
    findings: Vec<Found>,
}

impl Page {
    fn form(&self) -> String {
        format!("/entri/{}/ubah", self.entry.summary.entry)
    }
}

pub(crate) async fn show(visit: Visit, Path(entry): Path<String>) -> Answer {
    let title = format!("Entri {entry}");
    visit
        .page(Section::Register, &title, move |hand| {
            let name = hand.office.find(&entry, Kind::Entry)?;
            let entry = hand.office.entry(&name)?;
            let fields = shown(&hand.office.content(&name)?);
            Ok(Page { findings: found(&entry.findings), entry, fields })
        })
        .await
}
