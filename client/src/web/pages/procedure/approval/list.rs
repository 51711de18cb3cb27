//! The steps, and the entries that stand at one of them.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Query;
use kecuali_domain::Capability;

use super::super::chosen::{Asked, MOST, address, asked, stage};
use crate::{
    catalogue::procedure as words,
    office::{
        Name,
        procedure::{Stage, Step},
    },
    web::{
        layout::Section,
        pages::decision::hands,
        text,
        visit::{Answer, Visit},
    },
};

/// So many rows stand on a page.
const ROWS: usize = 50;

#[derive(Template)]
#[template(path = "persetujuan.html")]
struct Page {
    tabs: Vec<Tab>,
    stage: Stage,
    steps: Vec<Step>,
    /// How many there are at this step.
    total: usize,
    /// Which page of how many.
    at: usize,
    pages: usize,
    may: May,
    /// Why who acts does nothing at this step, where that is so, and whose turn it is.
    whose: Option<String>,
}

/// A step, and how much stands at it.
#[derive(Debug)]
struct Tab {
    address: &'static str,
    label: &'static str,
    count: usize,
    here: bool,
}

/// What who acts may do; everything where nobody was chosen yet.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each decides about its own buttons")]
struct May {
    record: bool,
    endorse: bool,
    submit: bool,
    /// Nobody was chosen, or the key may do nothing yet.
    nothing_known: bool,
}

impl May {
    fn of(held: &BTreeSet<Capability>) -> Self {
        let has = |one| held.is_empty() || held.contains(&one);
        Self {
            record: has(Capability::RecordEndorsement),
            endorse: has(Capability::Endorse),
            submit: has(Capability::Submit),
            nothing_known: held.is_empty(),
        }
    }
}

/// What is done at a step, any of it.
const fn acts(stage: Stage) -> &'static [Capability] {
    match stage {
        Stage::Sent => &[Capability::Submit],
        Stage::Ask | Stage::Submit | Stage::Returned => {
            &[Capability::RecordEndorsement, Capability::Endorse, Capability::Submit]
        }
    }
}

impl Page {
    const fn most() -> usize {
        MOST
    }

    fn address(&self) -> &'static str {
        address(self.stage)
    }
}

pub(crate) async fn show(visit: Visit, Query(fields): Query<Asked>) -> Answer {
    visit
        .page(Section::Approval, "Persetujuan", move |hand| {
            let may = May::of(&hand.office.held_by(hand.acting)?);
            let staged = hand.office.staged()?;
            let count = |at: Stage| staged.iter().filter(|(stage, _)| *stage == at).count();
            let fullest = Stage::ALL.into_iter().find(|at| count(*at) > 0).unwrap_or(Stage::Ask);
            // One entry is shown at its step, where it stands at one.
            let only = asked(&fields, "entri");
            let its = staged.iter().find(|(_, entry)| entry.entry == only).map(|(at, _)| *at);
            let stage = its.or_else(|| stage(asked(&fields, "langkah"))).unwrap_or(fullest);
            let is_meant = |entry: &str| its.is_none() || entry == only;
            let tab = |one: Stage| Tab {
                address: address(one),
                label: words::stage(one),
                count: count(one),
                here: one == stage,
            };
            let tabs = Stage::ALL.map(tab).into();
            let total = if its.is_some() { 1 } else { count(stage) };
            let pages = total.div_ceil(ROWS).max(1);
            let at = asked(&fields, "hal").parse().unwrap_or(1).clamp(1, pages);
            let here = staged.into_iter().filter(|(at, _)| *at == stage);
            let here = here.filter(|(_, entry)| is_meant(&entry.entry));
            let names: Vec<Name> = here
                .skip((at - 1) * ROWS)
                .take(ROWS)
                .map(|(_, entry)| (entry.log, entry.id))
                .collect();
            let steps = hand.office.steps(&names)?;
            let whose = hands::May::kept_from(&hand, acts(stage))?;
            Ok(Page { tabs, stage, steps, total, at, pages, may, whose })
        })
        .await
}
