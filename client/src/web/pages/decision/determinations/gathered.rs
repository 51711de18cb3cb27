//! Beginning a determination of what offices submitted: each name becomes an item, and what that
//! comes to is shown before it is begun.

use askama::Template;
use axum::extract::Query;
use kecuali_domain::{Capability, Kind, Scope, handle};

use crate::{
    catalogue::draft,
    error::OfficeError,
    office::{Office, submission::items::Items},
    web::{
        answers::Answers,
        layout::Section,
        pages::decision::{hands::May, obstacle::Obstacle},
        text::office_name,
        visit::{Answer, Hand, Visit},
    },
};

/// So many entries are gathered at once.
const MOST: usize = 200;

const NONE_CHOSEN: &str = "Centang dulu entri yang menjadi butir penetapan baru.";

/// What a selection comes to.
fn gathered(office: &mut Office, entries: &[String]) -> Result<Items, OfficeError> {
    let found = entries.iter().take(MOST).map(|typed| office.find(typed, Kind::Entry));
    let names = found.collect::<Result<Vec<_>, _>>()?;
    Ok(office.as_items(&names))
}

#[derive(Template)]
#[template(path = "penetapan-dari.html")]
struct Page {
    gathered: Items,
    too_many: usize,
    whose: Option<String>,
}

impl Page {
    fn called(log: &Scope) -> String {
        log.office().map(office_name).unwrap_or_default()
    }

    fn in_short(error: &OfficeError) -> String {
        Obstacle::of(error).in_short()
    }
}

/// Shows which items a selection comes to.
pub(crate) async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let chosen = pairs.into_iter().filter(|(name, _)| name == "entri").map(|(_, entry)| entry);
    let entries: Vec<String> = chosen.collect();
    if entries.is_empty() {
        return Ok(visit.warn("/antrean", NONE_CHOSEN));
    }
    visit
        .page(Section::Determinations, "Siapkan penetapan", move |hand| {
            Ok(Page {
                whose: May::of(&hand, &[Capability::Draft])?.refusal(),
                gathered: gathered(hand.office, &entries)?,
                too_many: entries.len().saturating_sub(MOST),
            })
        })
        .await
}

/// Begins it. It is a draft: nothing becomes public, and all of it can be written anew.
pub(crate) async fn begin(visit: Visit, answers: Answers) -> Answer {
    let entries: Vec<String> = answers.all("entri").map(str::to_owned).collect();
    if entries.is_empty() {
        return Ok(visit.warn("/antrean", NONE_CHOSEN));
    }
    let back = format!("/antrean/{}", entries[0]);
    match visit.office(move |mut hand| begun(&mut hand, &entries)).await? {
        Ok((draft, sentence)) => Ok(visit.go(&format!("/penetapan/draf/{draft}"), sentence)),
        Err(why) => Ok(visit.warn(&back, why)),
    }
}

/// The draft, and what it was begun with.
fn begun(
    hand: &mut Hand<'_>,
    entries: &[String],
) -> Result<Result<(String, String), String>, OfficeError> {
    let may = May::of(hand, &[Capability::Draft])?;
    let gathered = gathered(hand.office, entries)?;
    if let (true, Some((_, error))) = (gathered.items.is_empty(), gathered.refused.first()) {
        return Ok(Err(Page::in_short(error)));
    }
    let written = hand.office.draft_determination(hand.acting, &gathered.fields());
    Ok(may.or_whose(written)?.map(|(scope, id)| {
        let (items, entries) = (gathered.items.len(), gathered.entries());
        let copied = format!("{items} butir disalin dari {entries} entri.");
        let sentence = if gathered.is_untested {
            format!("{copied} {}", draft::TEST_NOT_COPIED)
        } else {
            format!("{copied} Lengkapi, lalu terbitkan.")
        };
        (handle(&scope, id), sentence)
    }))
}
