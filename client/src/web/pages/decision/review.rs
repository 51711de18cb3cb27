//! Periksa: one entry as it was submitted, with all that is needed to decide about it.

use askama::Template;
use axum::extract::{Path, Query};
use kecuali_domain::{
    Capability, Kind, content::Content, coverage::How, field::FIELDS, status::Status,
};
use serde::Deserialize;

use super::{
    decide::Act,
    filter::Filter,
    hands::May,
    items::{self, Choices},
    obstacle::Obstacle,
};
use crate::{
    error::OfficeError,
    office::{
        Name, Office,
        alike::{Alike, Beside},
        changes::in_words,
        comments::CommentView,
        comparison::{Difference, Version},
        coverage::CoverView,
        difference::{Run, word_difference},
        preview::PublicRow,
        queue::QueueEntry,
        request::RequestView,
        seen::Covered,
        standing::{FieldView, label_of},
        submission::SubmissionView,
    },
    web::{
        answers::Answers,
        found::{Found, Weight, found},
        layout::Section,
        pages::register::entry::field::{Shown, shown},
        text::{called, moment, office_name},
        visit::{Answer, Hand, Visit},
    },
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Choosing {
    /// The item to determine under, when it is another than that of the submission.
    butir: String,
    /// The field to comment on.
    isian: String,
}

#[derive(Template)]
#[template(path = "periksa.html")]
struct Page {
    entry: SubmissionView,
    office: String,
    fields: Vec<Shown>,
    findings: Vec<Found>,
    /// What changed up to the version that was submitted, and since.
    changed: Vec<Since>,
    alike: Vec<Near>,
    covered: Option<CoverView>,
    comments: Vec<CommentView>,
    /// The field that a comment is begun on; empty where none was chosen.
    about: String,
    place: Place,
    filter: Filter,
    query: String,
    national: bool,
    /// The province that has not passed it on yet, where it waits for that.
    at_province: Option<String>,
    /// What becomes public, or why it cannot be determined.
    row: Result<PublicRow, Obstacle>,
    /// Whether the period of that is over already, so that it is never shown.
    is_over: bool,
    under: Option<String>,
    items: Choices,
    /// What the form of a determination carries.
    seen: String,
    acts: Vec<Deciding>,
    /// Why who acts writes no comment, where that is so.
    silent: Option<String>,
    is_determined: bool,
}

/// Where the entry stands in the part of the queue that is worked through.
#[derive(Debug, Default)]
struct Place {
    number: usize,
    all: usize,
    before: Option<String>,
    after: Option<String>,
    /// The row of the queue.
    one: Option<QueueEntry>,
}

/// Fields that differ between two versions.
#[derive(Debug)]
struct Since {
    title: &'static str,
    fields: Vec<Changed>,
}

/// One of them, word by word as it was and as it became.
#[derive(Debug)]
struct Changed {
    label: String,
    runs: Vec<Run>,
}

/// What reads alike, with where to see it.
#[derive(Debug)]
struct Near {
    one: Alike,
    what: &'static str,
    to: String,
}

/// An act, and who may do it.
#[derive(Debug)]
struct Deciding {
    act: Act,
    whose: Option<String>,
}

impl Page {
    /// Acts that end a submission, say why, and take nothing off the public list.
    const fn ending(&self) -> &'static [Act] {
        if self.entry.is_request { &[] } else { &[Act::Return] }
    }

    /// What the office asks and nobody answered.
    fn asked(&self) -> impl Iterator<Item = &RequestView> {
        self.entry.requests.iter().filter(|one| one.answer.is_none())
    }

    /// What it is determined under where no item is chosen.
    fn unchosen(&self) -> String {
        match &self.entry.summary.under {
            Some(under) => format!("Yang diajukan: {under}"),
            None => "Belum ada: substansi baru".to_owned(),
        }
    }

    fn deciding(&self, id: &str) -> Option<&Deciding> {
        self.acts.iter().find(|one| one.act.words().id == id)
    }

    fn called(by: &str) -> String {
        called(by)
    }

    fn when(time: Option<&u64>) -> String {
        time.map_or_else(String::new, |time| moment(*time))
    }

    /// Where the decision that an item is cited with is shown.
    fn decision(cited: &str) -> String {
        items::address(cited)
    }

    /// By what an item was found to cover the entry.
    const fn found(cover: &CoverView) -> &'static str {
        match cover.how {
            Some(How::Same) => "namanya sama",
            Some(How::Cited) => "entri mengutip keputusannya",
            Some(How::Alike) | None => "namanya mirip; periksa apakah memang sama",
        }
    }

    /// The address of this page with the form of a comment open at a field.
    fn comment_on(&self, field: &str) -> String {
        let field = serde_urlencoded::to_string([("isian", field)]).unwrap_or_default();
        let and = if self.query.is_empty() { "" } else { "&" };
        format!("/antrean/{}?{}{and}{field}#komentar", self.entry.summary.entry, self.query)
    }

    /// The address where this entry is decided about, which leads back to what was filtered; as it
    /// is written in a page.
    fn decide(&self, act: &str) -> String {
        let entry = self.entry.summary.entry.as_str();
        let fields = [("tindakan", act), ("entri", entry), ("saring", &self.query)];
        let said = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let said = serde_urlencoded::to_string(said.collect::<Vec<_>>()).unwrap_or_default();
        format!("/antrean/putuskan?{}", said.replace('&', "&amp;"))
    }

    fn label(key: &str) -> String {
        label_of(key)
    }
}

pub(crate) async fn show(
    visit: Visit,
    Path(entry): Path<String>,
    Query(filter): Query<Filter>,
    Query(choosing): Query<Choosing>,
) -> Answer {
    let title = format!("Periksa {entry}");
    visit.page(Section::Queue, &title, move |hand| page(hand, &entry, filter, choosing)).await
}

fn page(
    hand: Hand<'_>,
    typed: &str,
    filter: Filter,
    choosing: Choosing,
) -> Result<Page, OfficeError> {
    let acts = acts(&hand)?;
    let silent =
        May::kept_from(&hand, &[Capability::Draft, Capability::Forward, Capability::Review])?;
    let office = hand.office;
    let name = office.find(typed, Kind::Entry)?;
    let under = Some(choosing.butir).filter(|butir| !butir.is_empty());
    let item = under.as_deref().map(|under| office.item(under)).transpose()?;
    // Before anything is read for the page: what comes meanwhile is then not what was seen.
    let seen = office.seen(std::slice::from_ref(&name), Covered::Submitted(item))?;
    let entry = office.submission(&name)?;
    let national = office.id().is_national();
    let rows = office.determination_preview(std::slice::from_ref(&name), item);
    let row = match rows.map(|mut rows| rows.remove(0)) {
        Ok(row) => Ok(row),
        Err(error) => Err(Obstacle::of(&error)),
    };
    let is_over = office.is_over(row.as_ref().ok().and_then(|row| row.ends));
    let province = name.0.office().map(|of| office_name(&office.province_of(of)));
    let at_province = office.waits_at_province(&name)?.then(|| province.unwrap_or_default());
    let covered = office.coverage(std::slice::from_ref(&name), false)?;
    let status = entry.summary.status;
    Ok(Page {
        office: name.0.office().map(office_name).unwrap_or_default(),
        fields: shown(&content(&entry.fields)),
        findings: found(&entry.findings),
        changed: changed(office, &name)?,
        alike: near(office, &name)?,
        covered: covered.into_iter().find(|one| one.item.is_some()),
        comments: office.comments(&name)?,
        about: choosing.isian,
        place: place(office, &filter, &entry.summary.entry)?,
        query: filter.query(),
        seen,
        items: if national { items::in_force(office)? } else { Choices::default() },
        is_determined: matches!(status, Status::Determined | Status::DeterminedEdited),
        filter,
        national,
        at_province,
        row,
        is_over,
        under,
        acts,
        silent,
        entry,
    })
}

fn acts(hand: &Hand<'_>) -> Result<Vec<Deciding>, OfficeError> {
    let all: &[Act] = if hand.office.id().is_national() {
        &[Act::Determine, Act::Return, Act::Refuse, Act::Open, Act::Revoke, Act::TakeDown]
    } else {
        &[Act::Forward, Act::Return]
    };
    let deciding =
        |act: &Act| Ok(Deciding { act: *act, whose: May::of(hand, act.any_of())?.refusal() });
    all.iter().map(deciding).collect()
}

fn content(fields: &[FieldView]) -> Content {
    fields.iter().map(|field| (field.field.clone(), field.values.clone())).collect()
}

fn changed(office: &mut Office, name: &Name) -> Result<Vec<Since>, OfficeError> {
    let compared = office.compare(name)?;
    let of = |difference: Difference| Since {
        title: match (difference.from, difference.to) {
            (Version::Determined, _) => "Yang berubah sejak ditetapkan",
            (_, Version::Current) => "Diubah setelah diajukan: tidak ikut diputuskan",
            _ => "Yang berubah sejak pengajuan sebelumnya",
        },
        fields: fields_changed(&difference),
    };
    Ok([compared.submitted, compared.later].into_iter().flatten().map(of).collect())
}

/// The fields of a difference in the order of the form; what a collection holds stands together.
fn fields_changed(difference: &Difference) -> Vec<Changed> {
    let place = |name: &str| FIELDS.iter().position(|field| field.name == name);
    let both = difference.before.iter().chain(&difference.after);
    let mut names: Vec<&str> = both.map(|field| box_of(&field.field)).collect();
    names.sort_by_key(|name| (place(name).unwrap_or(usize::MAX), *name));
    names.dedup();
    let text = |all: &[FieldView], name: &str| {
        let of = all.iter().filter(|field| box_of(&field.field) == name);
        let words = |field: &FieldView| -> Vec<String> {
            field.values.iter().map(|value| in_words(&field.field, value)).collect()
        };
        let mut all: Vec<String> = of.flat_map(words).collect();
        all.retain(|words| !words.is_empty());
        all.join("\n")
    };
    let of = |name: &str| Changed {
        label: label_of(name),
        runs: word_difference(&text(&difference.before, name), &text(&difference.after, name)),
    };
    names.into_iter().map(of).collect()
}

/// The field of the form that a content key belongs to.
fn box_of(key: &str) -> &str {
    let name = key.split('/').next().unwrap_or(key);
    if FIELDS.iter().any(|field| field.name == name) { name } else { key }
}

fn near(office: &mut Office, name: &Name) -> Result<Vec<Near>, OfficeError> {
    let of = |one: Alike| Near {
        what: match one.what {
            Beside::Item => "butir yang berlaku",
            Beside::Proposal => "usulan yang menunggu",
            Beside::Open => "sudah dinyatakan terbuka",
        },
        to: match one.what {
            Beside::Item => items::address(&one.name),
            Beside::Proposal | Beside::Open => format!("/entri/{}", one.name),
        },
        one,
    };
    Ok(office.alike(name)?.into_iter().map(of).collect())
}

fn place(office: &mut Office, filter: &Filter, entry: &str) -> Result<Place, OfficeError> {
    let queue = filter.of(office)?;
    let Some(at) = queue.iter().position(|one| one.summary.entry == entry) else {
        return Ok(Place { all: queue.len(), ..Place::default() });
    };
    let handle = |at: usize| queue.get(at).map(|one| one.summary.entry.clone());
    Ok(Place {
        number: at + 1,
        all: queue.len(),
        before: at.checked_sub(1).and_then(handle),
        after: handle(at + 1),
        one: queue.get(at).cloned(),
    })
}

/// Says something about the entry that decides nothing, of one field or of all.
pub(crate) async fn comment(visit: Visit, Path(entry): Path<String>, answers: Answers) -> Answer {
    let query = Filter::read(answers.get("saring")).query();
    let back = format!("/antrean/{entry}?{query}#komentar");
    let Some(text) = answers.text("komentar") else {
        return Ok(visit.warn(&back, "Tulis dulu komentarnya."));
    };
    let field = answers.text("isian");
    visit
        .office(move |hand| {
            let name = hand.office.find(&entry, Kind::Entry)?;
            hand.office.comment(hand.acting, &name, &text, field.as_deref())
        })
        .await?;
    Ok(visit.go(&back, "Komentar tersimpan; kantor pengaju membacanya setelah sinkron."))
}
