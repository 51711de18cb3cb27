//! A yes or a no with the own key of who acts.

use askama::Template;
use axum::extract::Query;

use super::{
    super::chosen::{Asked, Chosen, asked},
    HOME,
    selection::{Selection, told},
};
use crate::{
    catalogue::procedure as words,
    office::{
        approval::{Under, Word},
        seen::Covered,
    },
    web::{
        answers::Answers,
        layout::Section,
        visit::{Answer, Visit},
    },
};

const COVERED: Covered = Covered::Shown(Under::New);
/// How a no is named in addresses and forms; anything else is a yes.
const NO: &str = "tolak";

#[derive(Template)]
#[template(path = "persetujuan-nyatakan.html")]
struct Page {
    list: Selection,
    agrees: bool,
}

pub(crate) async fn show(visit: Visit, Query(fields): Query<Asked>) -> Answer {
    let chosen = Chosen::of(&fields);
    if chosen.is_empty() {
        return Ok(visit.warn(HOME, words::NOTHING_CHOSEN));
    }
    let agrees = asked(&fields, "kata") != NO;
    let title = if agrees { "Setujui" } else { "Tolak" };
    visit
        .page(Section::Approval, title, move |hand| {
            let (office, acting) = (hand.office, hand.acting);
            let names = chosen.names(office)?;
            // Only whether it could be said is asked; what is said comes with the form.
            let word = word(agrees, Some("-".to_owned()));
            let list = Selection::of(office, &names, COVERED, |office, names| {
                office.give_word(acting, names, &word)
            })?;
            let list = list.with_since(office, acting)?;
            Ok(Page { list, agrees })
        })
        .await
}

pub(crate) async fn give(visit: Visit, form: Answers) -> Answer {
    let agrees = form.get("kata") != NO;
    let chosen = Chosen::listed(form.get("entri"));
    let token = form.get("tanda").to_owned();
    let (note, title, letter) = (form.text("catatan"), form.text("judul"), form.text("surat"));
    let done = visit
        .office(move |hand| {
            let names = chosen.names(hand.office)?;
            hand.office.sign_only(&token, COVERED);
            let is_list = title.is_some() || letter.is_some();
            let batch = is_list.then(|| hand.office.batch(title, letter));
            let word = Word { batch, ..word(agrees, note) };
            hand.office.give_word(hand.acting, &names, &word)
        })
        .await?;
    Ok(told(&visit, words::word_given(done.len(), agrees), &done, HOME))
}

const fn word(agrees: bool, note: Option<String>) -> Word {
    Word { agrees, position: None, note, recorded: None, batch: None }
}
