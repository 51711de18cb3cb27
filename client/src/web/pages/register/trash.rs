//! Sampah: entries that were never sent and were discarded; for thirty days they come back as they
//! were.

use askama::Template;
use axum::extract::Path;
use kecuali_domain::{Kind, handle};

use super::whose;
use crate::{
    office::discard::DiscardedView,
    web::{
        answers::Answers,
        layout::Section,
        text,
        visit::{Answer, Visit},
    },
};

#[derive(Template)]
#[template(path = "sampah.html")]
struct Page {
    entries: Vec<DiscardedView>,
    /// Why who acts brings nothing back, where that is so.
    whose: Option<String>,
}

pub(crate) async fn show(visit: Visit) -> Answer {
    visit
        .page(Section::Register, "Sampah", |hand| {
            Ok(Page { entries: hand.office.trash()?, whose: whose(&hand, None)? })
        })
        .await
}

#[derive(Template)]
#[template(path = "entri-buang.html")]
struct Discard {
    entry: String,
    information: String,
}

/// Asks before an entry is discarded; refuses here what cannot be.
pub(crate) async fn ask(visit: Visit, Path(entry): Path<String>) -> Answer {
    visit
        .page(Section::Register, "Buang entri", move |hand| {
            let name = hand.office.find(&entry, Kind::Entry)?;
            hand.office.may_discard(&name)?;
            let information = hand.office.summary(&name)?.information;
            Ok(Discard { entry: handle(&name.0, name.1), information })
        })
        .await
}

pub(crate) async fn discard(visit: Visit, Path(entry): Path<String>, _form: Answers) -> Answer {
    let said = entry.clone();
    visit
        .office(move |hand| {
            let name = hand.office.find(&entry, Kind::Entry)?;
            hand.office.discard_entry(hand.acting, &name)
        })
        .await?;
    Ok(visit.go("/sampah", format!("{said} dibuang. Selama tiga puluh hari dapat dikembalikan.")))
}

pub(crate) async fn restore(visit: Visit, answers: Answers) -> Answer {
    let entry = answers.get("entri").to_owned();
    let name = visit.office(move |hand| hand.office.restore_entry(hand.acting, &entry)).await?;
    let entry = handle(&name.0, name.1);
    Ok(visit.go(&format!("/entri/{entry}"), format!("{entry} dikembalikan.")))
}
