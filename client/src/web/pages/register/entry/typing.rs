//! What is typed and not saved: kept while it is typed, with what the rules say to it so far.

use askama::Template;
use axum::extract::Path;
use kecuali_domain::{
    Scope,
    field::{FIELDS, Field, FieldKind},
    handle,
    rules::Substance,
};

use super::{
    changes::{Changes, Of},
    edit::{content, find},
    form::said_back,
};
use crate::{
    office::standing::FindingView,
    web::{
        answers::Answers,
        found::{Found, blocking, found},
        pages::unsaved::{OPEN_FORM, keep},
        text,
        visit::{Answer, Visit},
    },
};

#[derive(Template)]
#[template(path = "pantau.html")]
struct Watch {
    time: String,
    /// What is understood of what is typed, by the names of boxes.
    understood: Vec<(&'static str, String)>,
    /// What cannot be saved as it is typed.
    wrong: Vec<(String, String)>,
    findings: Vec<Found>,
    blocking: usize,
}

/// Keeps what is typed, and says what the rules find in it so far.
pub(crate) async fn watch(visit: Visit, Path(entry): Path<String>, answers: Answers) -> Answer {
    visit
        .piece(move |mut hand| {
            let name = find(hand.office, &entry)?;
            let time = keep(&mut hand, Of::Entry, name.as_ref(), &answers)?;
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
                understood: understood(&answers),
                blocking: blocking(&findings),
                wrong: changes.wrong,
                findings,
            })
        })
        .await
}

/// What is understood of every box of which that is said, whether something stands in it or not.
fn understood(answers: &Answers) -> Vec<(&'static str, String)> {
    let said = |field: &Field| field.kind == FieldKind::Period || field.kind == FieldKind::Day;
    let all = FIELDS.iter().filter(|field| said(field) && answers.has(field.name));
    all.map(|field| (field.name, said_back(field, answers.get(field.name)).unwrap_or_default()))
        .collect()
}

/// Throws away what was typed in a window that is left.
pub(crate) async fn forget(visit: Visit, answers: Answers) -> Answer {
    let form = answers.get(OPEN_FORM).to_owned();
    let on_home = answers.has("beranda");
    let about = visit
        .office(move |hand| {
            let left = hand.office.scratches().read_of(hand.typist(), &form)?;
            if left.is_some() {
                hand.office.scratches().erase(&form)?;
            }
            Ok(left.and_then(|left| left.about))
        })
        .await?;
    let to = |(scope, id): (Scope, _)| format!("/entri/{}", handle(&scope, id));
    let to = about.filter(|_| !on_home).map_or_else(|| "/".to_owned(), to);
    Ok(visit.go(&to, "Ketikan yang belum disimpan dibuang."))
}
