//! Taking submissions back.

use askama::Template;
use axum::extract::Query;
use kecuali_domain::fold::Reason;

use super::{
    super::chosen::{Asked, Chosen},
    HOME,
    selection::{Selection, told},
};
use crate::{
    catalogue::{procedure as words, request},
    office::{approval::Done, procedure::Step, progress::Decision, seen::Covered},
    web::{
        answers::Answers,
        layout::Section,
        visit::{Answer, Visit},
    },
};

const COVERED: Covered = Covered::Submitted(None);

#[derive(Template)]
#[template(path = "persetujuan-tarik.html")]
struct Page {
    list: Selection,
    /// Whether all of it is determined, so that nothing is taken back, but asked for.
    is_request: bool,
}

pub(crate) async fn show(visit: Visit, Query(fields): Query<Asked>) -> Answer {
    let chosen = Chosen::of(&fields);
    if chosen.is_empty() {
        return Ok(visit.warn(HOME, words::NOTHING_CHOSEN));
    }
    visit
        .page(Section::Approval, "Tarik pengajuan", move |hand| {
            let (office, acting) = (hand.office, hand.acting);
            let names = chosen.names(office)?;
            let list = Selection::of(office, &names, COVERED, |office, names| {
                office.withdraw(acting, names, None)
            })?;
            let determined =
                |step: &Step| !step.is_sent && step.summary.stages.decision != Decision::None;
            let is_request =
                !list.is_empty() && list.rows.iter().map(|row| &row.step).all(determined);
            Ok(Page { list, is_request })
        })
        .await
}

pub(crate) async fn withdraw(visit: Visit, form: Answers) -> Answer {
    let chosen = Chosen::listed(form.get("entri"));
    let (token, reason) = (form.get("tanda").to_owned(), form.text("alasan"));
    let done = visit
        .office(move |hand| {
            let names = chosen.names(hand.office)?;
            hand.office.sign_only(&token, COVERED);
            hand.office.withdraw(hand.acting, &names, reason.as_deref())
        })
        .await?;
    let is_request = |one: &Done| one.without_effect == Some(Reason::Request.code());
    if let [one, rest @ ..] = done.as_slice()
        && is_request(one)
        && rest.iter().all(is_request)
    {
        return Ok(visit.go(&format!("/entri/{}", one.document), request::asked(done.len())));
    }
    Ok(told(&visit, words::withdrawn(done.len()), &done, HOME))
}
