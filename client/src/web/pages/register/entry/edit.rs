//! Writing an entry: a new one, or what is there. *Simpan* makes one signed change.

use askama::Template;
use axum::extract::Path;
use kecuali_domain::{Kind, content::Content, handle};

use super::form::{Changes, Form, Way};
use crate::{
    office::standing::FindingView,
    web::{
        answers::Answers,
        layout::Section,
        visit::{Answer, Hand, Visit},
    },
};

/// The name of an entry that is not there yet, in addresses.
pub(crate) const NEW: &str = "baru";

#[derive(Template)]
#[template(path = "entri-ubah.html")]
struct Page {
    /// The handle; none for a new entry.
    entry: Option<String>,
    information: String,
    form: Form,
    /// Findings that belong to no box.
    apart: Vec<FindingView>,
    /// Whether something has to be looked at before it can be saved.
    needs_a_look: bool,
}

impl Page {
    fn action(&self) -> String {
        format!("/entri/{}/ubah", self.entry.as_deref().unwrap_or(NEW))
    }
}

pub(crate) async fn begin(visit: Visit) -> Answer {
    edit(visit, Path(NEW.to_owned())).await
}

pub(crate) async fn edit(visit: Visit, Path(entry): Path<String>) -> Answer {
    let title = title(&entry);
    visit.page(Section::Register, &title, move |hand| page(hand, &entry, None)).await
}

pub(crate) async fn save(visit: Visit, Path(entry): Path<String>, answers: Answers) -> Answer {
    let title = title(&entry);
    let outcome = visit.office(move |hand| write(hand, &entry, answers)).await?;
    match outcome {
        Outcome::Saved(handle) => Ok(visit.go(&format!("/entri/{handle}"), SAVED)),
        Outcome::Nothing(to) => Ok(visit.go(&to, NOTHING)),
        Outcome::Look(page) => visit.page(Section::Register, &title, move |_| Ok(*page)).await,
    }
}

const SAVED: &str = "Tersimpan di komputer ini. Dikirim saat sinkron berikutnya.";
const NOTHING: &str = "Tidak ada yang diubah.";

/// What saving came to.
enum Outcome {
    Saved(String),
    Nothing(String),
    /// Something is to be looked at first; all that was typed is in the form.
    Look(Box<Page>),
}

fn title(entry: &str) -> String {
    if entry == NEW { "Entri baru".to_owned() } else { format!("Ubah {entry}") }
}

fn write(
    hand: Hand<'_>,
    entry: &str,
    answers: Answers,
) -> Result<Outcome, crate::error::OfficeError> {
    let name = if entry == NEW { None } else { Some(hand.office.find(entry, Kind::Entry)?) };
    let there = match &name {
        Some(name) => hand.office.content(name)?,
        None => Content::default(),
    };
    let changes = Changes::read(&answers, &there);
    if changes.needs_a_look() {
        return page(hand, entry, Some((&answers, &changes))).map(Box::new).map(Outcome::Look);
    }
    if changes.fields.is_empty() {
        let to = if entry == NEW { "/daftar".to_owned() } else { format!("/entri/{entry}") };
        return Ok(Outcome::Nothing(to));
    }
    let name = match name {
        Some(name) => {
            hand.office.edit(hand.acting, &name, &changes.fields)?;
            name
        }
        None => hand.office.add_entries(hand.acting, &[changes.fields])?.remove(0),
    };
    Ok(Outcome::Saved(handle(&name.0, name.1)))
}

/// The form, with what was typed in it and what is to be looked at.
fn page(
    hand: Hand<'_>,
    entry: &str,
    typed: Option<(&Answers, &Changes)>,
) -> Result<Page, crate::error::OfficeError> {
    let name = if entry == NEW { None } else { Some(hand.office.find(entry, Kind::Entry)?) };
    let (content, findings) = match &name {
        Some(name) => (hand.office.content(name)?, hand.office.entry(name)?.findings),
        None => (Content::default(), Vec::new()),
    };
    let mut form = Form::of(&content, &findings);
    if let Some((answers, changes)) = typed {
        form = form.with(answers);
        for (field, sentence) in &changes.wrong {
            form.mark(field, sentence.clone());
        }
        for (field, now) in &changes.meanwhile {
            form.mark_changed(field, now);
        }
    }
    let in_form = |finding: &FindingView| {
        form.groups.iter().flat_map(|group| &group.boxes).any(|cell| {
            finding.field == cell.name || finding.field.starts_with(&format!("{}/", cell.name))
        })
    };
    Ok(Page {
        entry: name.map(|(scope, id)| handle(&scope, id)),
        information: content.one("information").unwrap_or_default().to_owned(),
        apart: findings.iter().filter(|finding| !in_form(finding)).cloned().collect(),
        needs_a_look: typed.is_some_and(|(_, changes)| changes.needs_a_look()),
        form,
    })
}
