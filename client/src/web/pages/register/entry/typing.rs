//! What is typed and not saved: kept while it is typed, with what the rules say to it so far.

use askama::Template;
use axum::extract::Path;
use kecuali_domain::{Scope, handle, rules::Substance};

use super::{
    changes::{Changes, Of},
    edit::{NEW, content, find},
    form::understood,
};
use crate::{
    error::OfficeError,
    office::{Name, scratch::Scratch, standing::FindingView},
    web::{
        answers::Answers,
        found::{Found, blocking, found},
        text,
        visit::{Answer, Hand, Visit},
    },
};

/// The field of a form that names it.
pub(crate) const OPEN_FORM: &str = "borang";

/// What was typed in another window.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) form: String,
    /// The entry, as an address names it.
    pub(crate) entry: String,
    pub(crate) information: String,
    /// When it was typed last.
    pub(crate) time: String,
}

impl From<&Scratch> for Kept {
    fn from(scratch: &Scratch) -> Self {
        let view = scratch.view();
        Self {
            form: view.form,
            entry: view.entry.unwrap_or_else(|| NEW.to_owned()),
            information: view.information,
            time: text::moment(view.time),
        }
    }
}

#[derive(Template)]
#[template(path = "pantau.html")]
struct Watch {
    time: String,
    understood: Option<String>,
    /// What cannot be saved as it is typed.
    wrong: Vec<(String, String)>,
    findings: Vec<Found>,
    blocking: usize,
}

/// What the person who acts typed about an entry in other windows.
pub(crate) fn kept(
    hand: &Hand<'_>,
    name: Option<&Name>,
    open_form: &str,
) -> Result<Vec<Kept>, OfficeError> {
    let all = hand.office.scratches().about(hand.typist(), name)?;
    Ok(all.iter().filter(|one| one.form != open_form).map(Kept::from).collect())
}

/// Everything that the person who acts typed and did not save.
pub(crate) fn all_kept(hand: &Hand<'_>) -> Result<Vec<Kept>, OfficeError> {
    let all = hand.office.scratches().of(hand.typist())?;
    Ok(all.iter().map(Kept::from).collect())
}

/// Keeps what is typed, and says what the rules find in it so far.
pub(crate) async fn watch(visit: Visit, Path(entry): Path<String>, answers: Answers) -> Answer {
    visit
        .piece(move |mut hand| {
            let name = find(hand.office, &entry)?;
            let time = keep(&mut hand, name.as_ref(), &answers)?;
            let there = content(hand.office, name.as_ref())?;
            let changes = Changes::read(Of::Entry, &answers, &there);
            let substance = match &name {
                Some(name) => hand.office.substance_of(name)?,
                None => Substance::New,
            };
            // A new entry has no name yet; nothing that is there has this one.
            let name =
                name.unwrap_or_else(|| (hand.office.scope(), kecuali_domain::DocumentId([0; 16])));
            let applied = changes.applied(&there);
            let findings = hand.office.findings(&name, &applied, substance)?;
            let findings: Vec<FindingView> = findings.iter().map(FindingView::from).collect();
            let findings = found(&findings);
            Ok(Watch {
                time: text::clock(time),
                understood: understood(answers.get("period")),
                blocking: blocking(&findings),
                wrong: changes.wrong,
                findings,
            })
        })
        .await
}

/// Keeps what stands in a form. Says when.
pub(super) fn keep(
    hand: &mut Hand<'_>,
    name: Option<&Name>,
    answers: &Answers,
) -> Result<u64, OfficeError> {
    let scratch = typed(hand, name, answers)?;
    hand.office.scratches().save(&scratch)?;
    Ok(scratch.time)
}

/// What stands in a form now, of an entry or of a determination.
pub(crate) fn typed(
    hand: &mut Hand<'_>,
    name: Option<&Name>,
    answers: &Answers,
) -> Result<Scratch, OfficeError> {
    let fields = answers.fields().map(|(key, value)| (key.to_owned(), value.to_owned()));
    Ok(Scratch {
        form: answers.get(OPEN_FORM).to_owned(),
        person: hand.typist().to_owned(),
        about: name.cloned(),
        base: name.map(|name| hand.office.version(name)).transpose()?,
        time: hand.office.now(),
        fields: fields.collect(),
    })
}

/// Throws away what was typed in a window that is left.
pub(crate) async fn forget(visit: Visit, answers: Answers) -> Answer {
    let form = answers.get(OPEN_FORM).to_owned();
    let about = visit
        .office(move |hand| {
            let left = hand.office.scratches().read(&form)?;
            hand.office.scratches().erase(&form)?;
            Ok(left.and_then(|left| left.about))
        })
        .await?;
    let to = |(scope, id): (Scope, _)| format!("/entri/{}", handle(&scope, id));
    let to = about.map_or_else(|| "/".to_owned(), to);
    Ok(visit.go(&to, "Ketikan yang belum disimpan dibuang."))
}
