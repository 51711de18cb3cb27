//! What is typed in a determination and not saved: kept while it is typed, with what the rules find
//! in it so far.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Path;
use kecuali_domain::content::Content;

use super::draft::{item_of, there};
use crate::{
    office::standing::FindingView,
    web::{
        answers::Answers,
        found::{Found, Weight, found},
        pages::{
            register::entry::changes::{Changes, Of},
            unsaved::{OPEN_FORM, keep},
        },
        text,
        visit::{Answer, Hand, Visit},
    },
};

#[derive(Template)]
#[template(path = "pantau-penetapan.html")]
struct Watch {
    time: String,
    /// What cannot be saved as it is typed.
    wrong: Vec<(String, String)>,
    findings: Vec<Found>,
    /// How much stands in the way of issuing it.
    blocking: usize,
}

/// Keeps what is typed, and says what the rules find in it so far.
pub(crate) async fn watch(visit: Visit, Path(draft): Path<String>, answers: Answers) -> Answer {
    visit
        .piece(move |mut hand| {
            let (name, there) = there(&mut hand, &draft)?;
            let time = keep(&mut hand, Of::Determination, name.as_ref(), &answers)?;
            Ok(watched(&mut hand, time, &answers, &there))
        })
        .await
}

fn watched(hand: &mut Hand<'_>, time: u64, answers: &Answers, there: &Content) -> Watch {
    let changes = Changes::read(Of::Determination, answers, there);
    let findings = hand.office.findings_in_determination(&changes.applied(there));
    let findings: Vec<FindingView> = findings.iter().map(FindingView::from).collect();
    let blocking = found(&findings).iter().filter(|one| one.weight != Weight::Nothing).count();
    // The boxes of other items stand in other forms.
    let shown: BTreeSet<u32> = answers.fields().filter_map(|(name, _)| item_of(name)).collect();
    let is_here = |one: &FindingView| item_of(&one.field).is_none_or(|item| shown.contains(&item));
    let findings: Vec<FindingView> = findings.into_iter().filter(is_here).collect();
    let findings = found(&findings);
    Watch { time: text::clock(time), wrong: changes.wrong, blocking, findings }
}

/// Throws away what was typed in a window that is left.
pub(crate) async fn forget(visit: Visit, answers: Answers) -> Answer {
    let form = answers.get(OPEN_FORM).to_owned();
    visit
        .office(move |hand| {
            let kept = hand.office.determination_scratches();
            if kept.read_of(hand.typist(), &form)?.is_some() {
                kept.erase(&form)?;
            }
            Ok(())
        })
        .await?;
    Ok(visit.go("/penetapan", "Ketikan yang belum disimpan dibuang."))
}
