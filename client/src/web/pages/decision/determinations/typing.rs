//! What is typed in a determination and not saved: kept while it is typed, with what the rules find
//! in it so far.

use askama::Template;
use axum::extract::Path;
use kecuali_domain::{content::Content, handle};

use super::draft::{NEW, there};
pub(super) use crate::web::pages::register::entry::typing::OPEN_FORM;
use crate::{
    error::OfficeError,
    office::{Name, scratch::Scratch, standing::FindingView},
    web::{
        answers::Answers,
        found::{Found, Weight, found},
        pages::register::entry::{
            changes::{Changes, Of},
            typing::typed,
        },
        text,
        visit::{Answer, Hand, Visit},
    },
};

/// What was typed in a form that is not open any more.
#[derive(Debug)]
pub(super) struct Kept {
    /// Where it is gone on with.
    pub(super) to: String,
    pub(super) form: String,
    pub(super) title: String,
    /// When it was typed last.
    pub(super) time: String,
}

impl From<&Scratch> for Kept {
    fn from(scratch: &Scratch) -> Self {
        let draft = scratch.about.as_ref().map(|(scope, id)| handle(scope, *id));
        let draft = draft.as_deref().unwrap_or(NEW);
        Self {
            to: format!("/penetapan/draf/{draft}?borang={}", scratch.form),
            form: scratch.form.clone(),
            title: scratch.called().to_owned(),
            time: text::moment(scratch.time),
        }
    }
}

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

/// What the person who acts typed about a determination in other windows.
pub(super) fn kept(
    hand: &Hand<'_>,
    name: Option<&Name>,
    open_form: &str,
) -> Result<Vec<Kept>, OfficeError> {
    let all = hand.office.determination_scratches().about(hand.typist(), name)?;
    Ok(all.iter().filter(|one| one.form != open_form).map(Kept::from).collect())
}

/// Everything that the person who acts typed in determinations and did not save.
pub(super) fn all_kept(hand: &Hand<'_>) -> Result<Vec<Kept>, OfficeError> {
    let all = hand.office.determination_scratches().of(hand.typist())?;
    Ok(all.iter().map(Kept::from).collect())
}

/// What was typed in a form that was left.
pub(super) fn left(hand: &Hand<'_>, form: Option<&str>) -> Result<Option<Answers>, OfficeError> {
    let Some(form) = form else { return Ok(None) };
    let left = hand.office.determination_scratches().read(form)?;
    Ok(left.map(|left| Answers::kept(left.fields)))
}

/// Keeps what is typed, and says what the rules find in it so far.
pub(crate) async fn watch(visit: Visit, Path(draft): Path<String>, answers: Answers) -> Answer {
    visit
        .piece(move |mut hand| {
            let (name, there) = there(&mut hand, &draft)?;
            let time = keep(&mut hand, name.as_ref(), &answers)?;
            Ok(watched(&mut hand, time, &answers, &there))
        })
        .await
}

fn watched(hand: &mut Hand<'_>, time: u64, answers: &Answers, there: &Content) -> Watch {
    let changes = Changes::read(Of::Determination, answers, there);
    let findings = hand.office.findings_in_determination(&changes.applied(there));
    let findings: Vec<FindingView> = findings.iter().map(FindingView::from).collect();
    let findings = found(&findings);
    Watch {
        time: text::clock(time),
        wrong: changes.wrong,
        blocking: findings.iter().filter(|one| one.weight != Weight::Nothing).count(),
        findings,
    }
}

/// Keeps what stands in a form. Says when.
fn keep(hand: &mut Hand<'_>, name: Option<&Name>, answers: &Answers) -> Result<u64, OfficeError> {
    let scratch = typed(hand, name, answers)?;
    hand.office.determination_scratches().save(&scratch)?;
    Ok(scratch.time)
}

/// Throws away what was typed in a window that is left.
pub(crate) async fn forget(visit: Visit, answers: Answers) -> Answer {
    let form = answers.get(OPEN_FORM).to_owned();
    visit.office(move |hand| hand.office.determination_scratches().erase(&form)).await?;
    Ok(visit.go("/penetapan", "Ketikan yang belum disimpan dibuang."))
}
