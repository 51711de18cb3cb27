//! `/entri/{entry}`: the entry as it stands here.

use askama::Template;
use axum::extract::Path;
use kecuali_domain::Kind;

use super::field::{Shown, shown};
use crate::{
    office::{
        comments::CommentView,
        procedure::Step,
        standing::{EntryView, Progress, label_of},
    },
    web::{
        found::{Found, found},
        layout::Section,
        text,
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
    /// What it came back with, and what is left to be done, where it did.
    returned: Option<Step>,
    comments: Vec<CommentView>,
    /// Whether it was never sent, and can be thrown away.
    discardable: bool,
    /// Whether it is of the register of this office.
    is_own: bool,
    /// Whether it comes from a list that was imported here.
    is_imported: bool,
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
    fn called(by: &str) -> String {
        text::called(by)
    }

    fn when(time: Option<&u64>) -> String {
        time.map_or_else(String::new, |time| text::moment(*time))
    }

    fn label(key: &str) -> String {
        label_of(key)
    }

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
            let is_own = name.0 == hand.office.scope();
            let came_back = is_own && hand.office.returned(&name)?.is_some();
            let returned = if came_back {
                hand.office.steps(std::slice::from_ref(&name))?.pop()
            } else {
                None
            };
            Ok(Page {
                returned,
                comments: hand.office.comments(&name)?,
                is_own,
                is_imported: hand.office.is_imported(&name)?,
                findings: found(&entry.findings),
                stages: stages(entry.summary.progress),
                discardable: hand.office.may_discard(&name).is_ok(),
                entry,
                fields,
            })
        })
        .await
}
