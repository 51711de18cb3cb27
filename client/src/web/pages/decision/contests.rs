//! Berselisih: decisions that were made unseen of each other, side by side, until one settles them.

use std::collections::BTreeSet;

use askama::Template;

use crate::{
    error::OfficeError,
    office::{
        Office,
        contest::{Contest, NumberContest, SideView},
    },
    web::{
        layout::Section,
        text::{called, moment, office_name},
        visit::{Answer, Visit},
    },
};

#[derive(Template)]
#[template(path = "berselisih.html")]
struct Page {
    contests: Vec<Contested>,
    numbers: Vec<NumberContest>,
}

/// An entry in contest.
#[derive(Debug)]
struct Contested {
    one: Contest,
    office: String,
    /// The public fields in which the sides differ.
    differing: BTreeSet<String>,
}

impl Page {
    fn by(side: &SideView) -> String {
        called(&side.event.by)
    }

    fn when(side: &SideView) -> String {
        side.event.time.map(moment).unwrap_or_default()
    }
}

pub(crate) async fn show(visit: Visit) -> Answer {
    visit.page(Section::Contests, "Berselisih", |hand| page(hand.office)).await
}

fn page(office: &mut Office) -> Result<Page, OfficeError> {
    let contests = office.contests()?.into_iter().map(|one| Contested {
        office: one.summary.log.office().map(office_name).unwrap_or_default(),
        differing: differing(&one),
        one,
    });
    Ok(Page { contests: contests.collect(), numbers: office.number_contests()? })
}

fn differing(contest: &Contest) -> BTreeSet<String> {
    let sides: Vec<&SideView> =
        contest.sides.iter().filter(|side| !side.fields.is_empty()).collect();
    let all = sides.iter().flat_map(|side| side.fields.iter().map(|field| field.field.as_str()));
    let value = |side: &SideView, name: &str| {
        let found = side.fields.iter().find(|field| field.field == name);
        found.map(|field| field.value.clone())
    };
    let differs = |name: &&str| {
        let values: BTreeSet<_> = sides.iter().map(|side| value(side, name)).collect();
        values.len() > 1
    };
    all.filter(differs).map(str::to_owned).collect()
}
