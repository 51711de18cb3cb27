//! `/entri/{entry}`: the entry as it stands here.

use askama::Template;
use axum::extract::Path;
use kecuali_domain::{Capability, Kind, OfficeId};

use super::{
    edit::whose,
    field::{Shown, shown},
};
use crate::{
    catalogue::paper::Testing,
    office::{
        comments::CommentView,
        procedure::{Opinion, Step},
        progress::{Decision, Stages},
        standing::{EntrySummary, EntryView, label_of},
    },
    web::{
        found::{Found, found},
        layout::Section,
        pages::decision::hands::May,
        text,
        visit::{Answer, Visit},
    },
};

#[derive(Template)]
#[template(path = "entri.html")]
#[expect(clippy::struct_excessive_bools, reason = "each offers a thing of its own")]
struct Page {
    entry: EntryView,
    fields: Vec<Shown>,
    findings: Vec<Found>,
    stages: [Stage; 4],
    /// What it came back with, and what is left to be done, where it did.
    returned: Option<Step>,
    /// Who declined it as it is.
    declined: Vec<Opinion>,
    comments: Vec<CommentView>,
    /// Whether it was never sent, and can be thrown away.
    discardable: bool,
    /// Whether it is of the register of this office.
    is_own: bool,
    /// Whether this office can ask KPU RI to take its determination back.
    may_ask_back: bool,
    is_national: bool,
    /// Why who acts does not write it, where that is so.
    whose: Option<String>,
    /// Whether it comes from a list that was imported here.
    is_imported: bool,
}

/// One of the four stages of an entry.
#[derive(Debug)]
struct Stage {
    label: &'static str,
    reached: bool,
    /// Why not, where there is more to say than that it is not yet.
    note: &'static str,
}

impl Stage {
    const fn new(label: &'static str, reached: bool) -> Self {
        Self { label, reached, note: "" }
    }

    const fn noted(self, note: &'static str) -> Self {
        Self { note, ..self }
    }
}

fn stages(summary: &EntrySummary) -> [Stage; 4] {
    let Stages { received, decision } = summary.stages;
    let (determined, published) = (Stage::new("Ditetapkan", true), Stage::new("Terbit", true));
    let not = |stage: Stage| Stage { reached: false, ..stage };
    let [determined, published] = match decision {
        Decision::None if summary.status.is_final() => {
            [not(determined).noted("tidak lagi"), not(published).noted("tidak lagi")]
        }
        Decision::None => [not(determined), not(published)],
        Decision::Here => [not(determined).noted("belum diterima nasional"), not(published)],
        Decision::Over => [determined, not(published).noted("jangka waktu berakhir")],
        Decision::Published => [determined, published],
    };
    let saved = Stage::new("Tersimpan di sini", true);
    [saved, Stage::new("Diterima nasional", received), determined, published]
}

impl Page {
    fn called(by: &str) -> String {
        text::called(by)
    }

    fn when(time: Option<&u64>) -> String {
        time.map_or_else(String::new, |time| text::moment(*time))
    }

    /// What the paper of its test is called.
    fn sheet_of(&self) -> &'static str {
        let national = OfficeId::national();
        Testing::of(self.entry.summary.log.office().unwrap_or(&national)).sheet_of
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
            let ended = entry.summary.status.is_final();
            let asks = is_own && entry.summary.course.is_some();
            let came_back = asks && hand.office.returned(&name)?.is_some();
            let returned = if came_back {
                hand.office.steps(std::slice::from_ref(&name))?.pop()
            } else {
                None
            };
            let declined = if asks { hand.office.declines(&name)? } else { Vec::new() };
            let whose = whose(&hand, Some(&name))?;
            let discardable = whose.is_none() && hand.office.may_discard(&name).is_ok();
            let submits = May::kept_from(&hand, &[Capability::Submit])?.is_none();
            Ok(Page {
                returned,
                declined,
                comments: hand.office.comments(&name)?,
                may_ask_back: submits && hand.office.may_ask_back(&name)?,
                is_national: hand.office.id().is_national(),
                is_own,
                whose,
                is_imported: hand.office.is_imported(&name)?,
                // Nothing is mended in what has ended.
                findings: if ended { Vec::new() } else { found(&entry.findings) },
                stages: stages(&entry.summary),
                discardable,
                entry,
                fields,
            })
        })
        .await
}
