//! `/entri/{entry}`: the entry as it stands here.

use askama::Template;
use axum::extract::Path;
use kecuali_domain::Kind;

use super::field::{Shown, shown};
use crate::{
    office::standing::{EntryView, Progress},
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
    stages: [Stage; 3],
    /// Whether it was never sent, and can be thrown away.
    discardable: bool,
}

/// How far the entry has come; whether it is published is seen on the public list.
#[derive(Debug)]
struct Stage {
    label: &'static str,
    reached: bool,
}

fn stages(progress: Progress) -> [Stage; 3] {
    let received = !matches!(progress, Progress::Saved);
    let determined = matches!(progress, Progress::Determined);
    [
        Stage { label: "Tersimpan di sini", reached: true },
        Stage { label: "Diterima nasional", reached: received },
        Stage { label: "Ditetapkan dan terbit", reached: determined },
    ]
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
            Ok(Page {
                findings: found(&entry.findings),
                stages: stages(entry.summary.progress),
                discardable: hand.office.may_discard(&name).is_ok(),
                entry,
                fields,
            })
        })
        .await
}
