//! What was refused for good: looked at, written again, or thrown away.

use askama::Template;
use axum::extract::Path;

use crate::{
    error::OfficeError,
    office::{Office, changes::in_words, parked::ParkedView},
    web::{
        answers::Answers,
        layout::Section,
        text,
        visit::{Answer, Visit},
    },
};

#[derive(Template)]
#[template(path = "tertahan.html")]
struct Page {
    view: ParkedView,
    when: String,
    /// Whether it is an edit, which can be written again.
    is_edit: bool,
    /// What goes with it when it is thrown away, itself among it.
    goes: Vec<ParkedView>,
}

impl Page {
    /// The values of a field as people read them.
    fn read(field: &str, values: &[String]) -> String {
        values.iter().map(|value| in_words(field, value)).collect::<Vec<_>>().join(" | ")
    }
}

pub(crate) async fn show(visit: Visit, Path(change): Path<String>) -> Answer {
    visit
        .page(Section::Sync, "Tertahan", move |hand| {
            let (view, goes) = parked(hand.office, &change)?;
            let when = text::moment(view.time);
            let is_edit = view.act.is_none() && !view.fields.is_empty();
            Ok(Page { view, when, is_edit, goes })
        })
        .await
}

/// One parked record, and all that stands on it.
fn parked(office: &mut Office, change: &str) -> Result<(ParkedView, Vec<ParkedView>), OfficeError> {
    let changes = office.find_parked(&[change.to_owned()])?;
    let goes = office.discardable(&changes)?;
    let gone = || OfficeError::not_found(crate::error::Sought::Parked, change);
    let view = goes.iter().find(|one| changes.first() == Some(&one.change)).cloned();
    Ok((view.ok_or_else(gone)?, goes))
}

/// Writes an edit again on what is there now. What someone wrote since is replaced only where that
/// was seen: the form says which values were on the screen.
pub(crate) async fn rewrite(visit: Visit, Path(change): Path<String>, form: Answers) -> Answer {
    let seen: Vec<String> = form.all("sekarang").map(str::to_owned).collect();
    let here = format!("/sinkron/tertahan/{change}");
    let written = visit
        .office(move |hand| {
            let (view, _) = parked(hand.office, &change)?;
            if now(&view) != seen {
                return Ok(None);
            }
            hand.office.rewrite_parked(hand.acting, &[view.change], true).map(Some)
        })
        .await?;
    match written {
        None => Ok(visit.warn(&here, CHANGED_MEANWHILE)),
        Some(_) => Ok(visit.go("/sinkron", "Ditulis lagi; dikirim pada sinkron berikutnya.")),
    }
}

/// The values that stand where the edit writes, as the form carries them.
fn now(view: &ParkedView) -> Vec<String> {
    view.fields.iter().map(|field| field.now.join(" | ").trim().to_owned()).collect()
}

/// Throws away what was shown, and nothing more.
pub(crate) async fn discard(visit: Visit, Path(change): Path<String>, form: Answers) -> Answer {
    let mut seen: Vec<String> = form.all("perubahan").map(str::to_owned).collect();
    seen.sort();
    let here = format!("/sinkron/tertahan/{change}");
    let gone = visit
        .office(move |hand| {
            let (view, goes) = parked(hand.office, &change)?;
            let mut names: Vec<String> = goes.iter().map(|one| one.change.to_string()).collect();
            names.sort();
            if names != seen {
                return Ok(None);
            }
            hand.office.discard_parked(&[view.change]).map(|gone| Some(gone.len()))
        })
        .await?;
    match gone {
        None => Ok(visit.warn(&here, CHANGED_MEANWHILE)),
        Some(count) => Ok(visit.go("/sinkron", format!("{count} perubahan yang ditolak dibuang."))),
    }
}

const CHANGED_MEANWHILE: &str = "Sementara itu ada yang berubah. Lihat lagi, lalu putuskan.";
