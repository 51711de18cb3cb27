//! Preparing a determination: begun, written, thrown away.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query};
use kecuali_domain::{Capability, Kind, content::Content, handle};
use serde::Deserialize;

use super::boxes::{Form, Shown};
use crate::{
    error::OfficeError,
    office::{Name, input::Fields, standing::FindingView},
    web::{
        answers::Answers,
        layout::Section,
        pages::{
            decision::hands::May,
            register::entry::{
                changes::{Changes, Of},
                edit::{NEW, drawn, drawn_from},
                form::Way,
                trouble::Trouble,
            },
            unsaved::{OPEN_FORM, Unsaved, keep, left},
        },
        visit::{Answer, Hand, Visit},
    },
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// The item that is shown; it may not be there yet.
    butir: String,
    /// The page of items that is shown.
    halaman: String,
    /// A form that was left.
    borang: Option<String>,
}

#[derive(Template)]
#[template(path = "penetapan-draf.html")]
struct Page {
    /// The handle; none where it is not there yet.
    draft: Option<String>,
    title: String,
    form: Form,
    /// The name under which what is typed is kept.
    open_form: String,
    /// The version that the form is drawn from.
    drawn: String,
    /// What was typed in other windows and not saved.
    kept: Unsaved,
    needs_a_look: bool,
    /// What has to be looked at, and where.
    troubles: Vec<Trouble>,
    /// How much stands in the way of issuing it.
    blocking: usize,
    /// The first items on other pages in which something does.
    elsewhere: Vec<u32>,
    whose: Option<String>,
}

/// So many items on other pages are led to.
const ELSEWHERE: usize = 20;

impl Page {
    fn action(&self) -> String {
        format!("/penetapan/draf/{}", self.draft.as_deref().unwrap_or(NEW))
    }

    fn page(&self, number: usize) -> String {
        format!("{}?halaman={number}", self.action())
    }
}

pub(crate) async fn edit(
    visit: Visit,
    Path(draft): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let item = asked.butir.parse().ok().filter(|number| *number > 0);
    let shown = Shown { page: asked.halaman.parse().unwrap_or_default(), item };
    visit
        .page(Section::Determinations, "Siapkan penetapan", move |mut hand| {
            let left = left(&hand, Of::Determination, asked.borang.as_deref())?;
            let Some(answers) = left else {
                return page(hand, &draft, shown, None);
            };
            let (_, there) = there(&mut hand, &draft)?;
            let changes = Changes::read(Of::Determination, &answers, &there);
            page(hand, &draft, in_which(&answers), Some((&answers, &changes)))
        })
        .await
}

fn found(hand: &mut Hand<'_>, draft: &str) -> Result<Option<Name>, OfficeError> {
    if draft == NEW {
        return Ok(None);
    }
    hand.office.find(draft, Kind::DraftDetermination).map(Some)
}

/// A draft, and what is there before anything is written.
pub(super) fn there(
    hand: &mut Hand<'_>,
    draft: &str,
) -> Result<(Option<Name>, Content), OfficeError> {
    let name = found(hand, draft)?;
    let content = match &name {
        Some(name) => hand.office.content(name)?,
        None => Content::default(),
    };
    Ok((name, content))
}

/// The items that something was typed in: those of one page, of which the last may be new.
fn in_which(answers: &Answers) -> Shown {
    let items = answers.fields().filter_map(|(name, _)| item_of(name));
    Shown { page: 0, item: items.max() }
}

/// The item that a key belongs to.
pub(super) fn item_of(key: &str) -> Option<u32> {
    key.strip_prefix("item/")?.split('/').next()?.parse().ok()
}

fn page(
    mut hand: Hand<'_>,
    draft: &str,
    shown: Shown,
    typed: Option<(&Answers, &Changes)>,
) -> Result<Page, OfficeError> {
    let whose = May::of(&hand, &[Capability::Draft])?.refusal();
    let name = found(&mut hand, draft)?;
    let (content, findings) = match &name {
        Some(name) => (hand.office.content(name)?, hand.office.determination_findings(name)?),
        None => (Content::of([("authority", "RI")]), Vec::new()),
    };
    let findings: Vec<FindingView> = findings.iter().map(FindingView::from).collect();
    let mut form = Form::of(&content, &findings, shown);
    if name.is_none() {
        // What is proposed is not there yet.
        form.own.iter_mut().for_each(|cell| cell.before.clear());
    }
    let mut open_form = String::new();
    if let Some((answers, changes)) = typed {
        form = form.with(answers, changes);
        answers.get(OPEN_FORM).clone_into(&mut open_form);
    }
    if open_form.is_empty() {
        open_form = hand.office.new_form();
    }
    let here = |number: &u32| form.items.iter().any(|item| item.number == *number);
    let missing = findings.iter().filter(|finding| !finding.blocks.is_empty());
    let elsewhere: BTreeSet<u32> =
        missing.filter_map(|finding| item_of(&finding.field)).filter(|item| !here(item)).collect();
    Ok(Page {
        elsewhere: elsewhere.into_iter().take(ELSEWHERE).collect(),
        drawn: drawn(hand.office, name.as_ref())?,
        kept: Unsaved::beside(&hand, Of::Determination, name.as_ref(), &open_form)?,
        open_form,
        draft: name.map(|(scope, id)| handle(&scope, id)),
        title: content.one("title").unwrap_or_default().to_owned(),
        blocking: findings.iter().filter(|finding| !finding.blocks.is_empty()).count(),
        needs_a_look: typed.is_some_and(|(_, changes)| changes.needs_a_look()),
        troubles: form.troubles(),
        form,
        whose,
    })
}

/// What saving came to.
enum Outcome {
    Saved(String),
    Nothing,
    Look(Box<Page>),
    NotDone(String),
}

pub(crate) async fn save(visit: Visit, Path(draft): Path<String>, answers: Answers) -> Answer {
    let more = answers.text("tambah");
    let page = answers.filled("halaman").and_then(|page| page.parse::<usize>().ok());
    let place = match (&more, page) {
        (Some(number), _) => format!("?butir={number}#butir-{number}"),
        (None, Some(page)) if page > 1 => format!("?halaman={page}"),
        (None, Some(_) | None) => String::new(),
    };
    let back = format!("/penetapan/draf/{draft}{place}");
    match visit.office(move |hand| write(hand, &draft, &answers)).await? {
        Outcome::Saved(handle) => {
            let to = format!("/penetapan/draf/{handle}{place}");
            Ok(visit.go(&to, "Tersimpan di komputer ini. Belum ada yang diterbitkan."))
        }
        Outcome::Nothing if more.is_some() => Ok(visit.to(&back)),
        Outcome::Nothing => Ok(visit.go(&back, "Tidak ada yang diubah.")),
        Outcome::NotDone(why) => Ok(visit.warn(&back, why)),
        Outcome::Look(page) => {
            visit.page(Section::Determinations, "Siapkan penetapan", move |_| Ok(*page)).await
        }
    }
}

fn write(mut hand: Hand<'_>, draft: &str, answers: &Answers) -> Result<Outcome, OfficeError> {
    let may = May::of(&hand, &[Capability::Draft])?;
    let form = answers.get(OPEN_FORM);
    let (name, there) = there(&mut hand, draft)?;
    let mut changes = Changes::read(Of::Determination, answers, &there);
    if let Some(item) = answers.filled("hapus") {
        changes = Changes { fields: cleared(&there, item), ..Changes::default() };
    }
    if changes.needs_a_look() {
        let page = page(hand, draft, in_which(answers), Some((answers, &changes)))?;
        return Ok(Outcome::Look(Box::new(page)));
    }
    let scratches = hand.office.determination_scratches();
    if changes.fields.is_empty() {
        scratches.erase(form)?;
        return Ok(Outcome::Nothing);
    }
    let written = match (answers.of(hand.acting), name.clone()) {
        (Err(error), _) => Err(error),
        (Ok(()), Some(name)) => {
            let drawn = drawn_from(answers, hand.office.drawn(&name)?);
            let about = (&name, drawn.as_slice());
            hand.office.edit_drawn(hand.acting, about, &changes.fields).map(|()| name)
        }
        (Ok(()), None) => hand.office.draft_determination(hand.acting, &changes.fields),
    };
    if written.is_err() && !form.is_empty() {
        // Where that leads has no text in it: the text waits there, and where Beranda offers it.
        drop(keep(&mut hand, Of::Determination, name.as_ref(), answers));
    }
    Ok(match may.or_whose(written)? {
        Ok((scope, id)) => {
            // An item that is taken out leaves what was typed in the others unsaved.
            if answers.filled("hapus").is_none() {
                scratches.erase(form)?;
            }
            Outcome::Saved(handle(&scope, id))
        }
        Err(why) => Outcome::NotDone(why),
    })
}

/// Every field of an item, cleared.
fn cleared(there: &Content, item: &str) -> Fields {
    let prefix = format!("item/{item}/");
    let keys = there.iter().filter(|(key, _)| key.starts_with(&prefix));
    keys.map(|(key, _)| (key.to_owned(), String::new())).collect()
}

/// Throws away what was prepared.
pub(crate) async fn discard(visit: Visit, Path(draft): Path<String>, _form: Answers) -> Answer {
    let back = format!("/penetapan/draf/{draft}");
    let done = visit
        .office(move |hand| {
            let may = May::of(&hand, &[Capability::Draft])?;
            let name = hand.office.find(&draft, Kind::DraftDetermination)?;
            may.or_whose(hand.office.discard_draft(hand.acting, &name))
        })
        .await?;
    match done {
        Ok(()) => Ok(visit.go("/penetapan", "Konsep penetapan dibuang.")),
        Err(why) => Ok(visit.warn(&back, why)),
    }
}
