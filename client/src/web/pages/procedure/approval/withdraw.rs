//! Taking submissions back.

use askama::Template;
use axum::extract::Query;

use super::{
    super::chosen::{Asked, Chosen},
    HOME,
    selection::{Selection, told},
};
use crate::{
    catalogue::procedure as words,
    office::seen::Covered,
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
            Ok(Page { list })
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
    Ok(told(&visit, words::withdrawn(done.len()), &done, HOME))
}
