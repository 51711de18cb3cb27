//! Konflik: what people wrote into the same field unseen of each other, side by side.

use askama::Template;
use kecuali_domain::{
    Kind,
    field::{Field, FieldKind, field as field_of},
};

use super::entry::{read, whose};
use crate::{
    catalogue::input::nothing_chosen,
    error::OfficeError,
    office::{
        entry::{Conflict, Side},
        parallel::Parallel,
        standing::EntrySummary,
    },
    web::{
        answers::Answers,
        layout::Section,
        text,
        visit::{Answer, Hand, Visit},
    },
};

/// So many entries stand on a page; who settles these sees the next.
const MOST: usize = 50;

#[derive(Template)]
#[template(path = "konflik.html")]
struct Page {
    entries: Vec<Entry>,
    more: usize,
    beside: Vec<Beside>,
    /// In how many more entries something was written apart.
    more_beside: usize,
    /// Of other offices, which settle them themselves.
    others: Vec<EntrySummary>,
    /// Why who acts settles none, where that is so.
    whose: Option<String>,
}

impl Page {
    fn office(entry: &EntrySummary) -> String {
        entry.log.office().map(text::office_name).unwrap_or_default()
    }
}

/// A field that was written apart and went together.
#[derive(Debug)]
struct Beside {
    entry: String,
    label: String,
    /// As people read it.
    reads: String,
    /// Who wrote it, and when; several wrote the same.
    writers: Vec<String>,
}

/// An entry with conflicts.
#[derive(Debug)]
struct Entry {
    summary: EntrySummary,
    fields: Vec<Clash>,
}

/// A field with several values.
#[derive(Debug)]
struct Clash {
    key: String,
    label: String,
    sides: Vec<Written>,
    seen: String,
    is_long: bool,
}

/// One of the values.
#[derive(Debug)]
struct Written {
    value: String,
    /// As people read it.
    reads: String,
    by: String,
    time: String,
}

pub(crate) async fn show(visit: Visit) -> Answer {
    visit
        .page(Section::Conflicts, "Konflik", |hand| {
            let mut all = hand.office.entries()?;
            all.retain(|entry| entry.conflicts > 0);
            let own = hand.office.scope();
            let (mut all, mut others): (Vec<_>, Vec<_>) =
                all.into_iter().partition(|entry| entry.log == own);
            others.truncate(MOST);
            let whose = whose(&hand, None)?;
            let more = all.len().saturating_sub(MOST);
            all.truncate(MOST);
            let entries = all.into_iter().map(|summary| {
                let conflicts = hand.office.conflicts_of(&(summary.log.clone(), summary.id))?;
                Ok(Entry { summary, fields: conflicts.into_iter().map(Clash::from).collect() })
            });
            let entries = entries.collect::<Result<_, OfficeError>>()?;
            let (beside, more_beside) = hand.office.parallel(MOST)?;
            let beside = beside.into_iter().map(Beside::from).collect();
            Ok(Page { entries, more, beside, more_beside, others, whose })
        })
        .await
}

/// Settles one field with one of the values, or with a third.
pub(crate) async fn settle(visit: Visit, answers: Answers) -> Answer {
    let (entry, label) = visit.office(move |mut hand| write(&mut hand, &answers)).await?;
    Ok(visit.go("/konflik", format!("{entry}: {label} sudah diselesaikan, tersimpan di sini.")))
}

fn write(hand: &mut Hand<'_>, answers: &Answers) -> Result<(String, String), OfficeError> {
    let name = hand.office.find(answers.get("entri"), Kind::Entry)?;
    let key = answers.get("isian");
    let written = answers.filled("baru");
    let chosen = answers.has("pilih").then(|| answers.get("pilih"));
    let value = written.or(chosen).ok_or_else(|| OfficeError::Input(nothing_chosen()))?;
    hand.office.resolve_seen(hand.acting, &name, key, value, answers.get("dilihat"))?;
    Ok((answers.get("entri").to_owned(), label(key)))
}

impl From<Conflict> for Clash {
    fn from(conflict: Conflict) -> Self {
        let field = field_of(&conflict.field);
        Self {
            is_long: field.is_none_or(|field| field.kind == FieldKind::LongText),
            sides: conflict.values.into_iter().map(|side| Written::of(field, side)).collect(),
            key: conflict.field,
            label: conflict.label,
            seen: conflict.seen,
        }
    }
}

impl From<Parallel> for Beside {
    fn from(one: Parallel) -> Self {
        let field = field_of(&one.field);
        let written = one.values.into_iter().map(|side| Written::of(field, side));
        let (mut reads, mut writers) = (String::new(), Vec::new());
        for side in written {
            writers.push(format!("{}, {}", side.by, side.time));
            reads = side.reads;
        }
        Self { entry: one.entry, label: one.label, reads, writers }
    }
}

impl Written {
    fn of(field: Option<&Field>, side: Side) -> Self {
        let reads = field.map_or_else(|| side.value.clone(), |field| read(field, &side.value));
        Self { reads, value: side.value, by: text::called(&side.by), time: text::moment(side.time) }
    }
}

fn label(key: &str) -> String {
    field_of(key).map_or_else(|| key.to_owned(), |field| field.label.to_owned())
}
