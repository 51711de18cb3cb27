//! A round as it is read: the list before it is confirmed, and how far it has come.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query};
use kecuali_encoding::KeyId;
use serde::Deserialize;

use super::{
    super::{
        decide::Act,
        filter::Filter,
        hands::May,
        items::{self, Choices},
        many::{Ready, Refused, look, ready, refused},
    },
    GONE, ROWS, address, found,
    listing::newer,
};
use crate::{
    error::OfficeError,
    office::rounds::Round,
    web::{
        layout::Section,
        text::moment,
        visit::{Answer, Hand, Visit},
    },
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Place {
    halaman: String,
    /// Whether what is left out is asked for.
    bagian: String,
}

/// How far a round has come: the page's, and the piece that takes itself further.
#[derive(Debug, Template)]
#[template(path = "sekaligus-jalan.html")]
pub(super) struct Running {
    act: Act,
    address: String,
    query: String,
    signed: usize,
    total: usize,
    through: usize,
    remaining: usize,
    left_out: usize,
    /// Whether someone else confirmed it: then it is listed again before anything is signed.
    is_of_another: bool,
    /// Whether the next part is signed without another press of the button: only in the answer to
    /// one, never on a page that is merely opened.
    goes_on: bool,
    /// Whether it takes a place on a page that is open, where what was told before is over.
    in_place: bool,
}

impl Running {
    const fn remaining(&self) -> usize {
        self.remaining
    }
}

pub(super) fn running(round: &Round, act: Act, key: Option<KeyId>, in_place: bool) -> Running {
    let remaining = round.remaining();
    Running {
        act,
        address: address(&round.id),
        query: round.filter.clone(),
        signed: round.signed,
        total: round.listed.len(),
        through: round.through,
        remaining,
        left_out: round.left_out.len(),
        is_of_another: round.is_of_another(key),
        goes_on: in_place && remaining > 0,
        in_place,
    }
}

#[derive(Template)]
#[template(path = "sekaligus.html")]
struct Page {
    act: Act,
    round: Round,
    address: String,
    /// When it was listed.
    time: String,
    filter: Filter,
    /// How far it has come, once it was confirmed.
    running: Option<Running>,
    offices: usize,
    rows: Vec<Ready>,
    refused: Vec<Refused>,
    shows_refused: bool,
    number: usize,
    pages: usize,
    /// What came into the part of the queue since.
    newer: usize,
    items: Choices,
    whose: Option<String>,
}

impl Page {
    /// The address of another page of the same part.
    fn page(&self, number: usize) -> String {
        let part = if self.shows_refused { "bagian=lewat&" } else { "" };
        format!("{}?{part}halaman={number}", self.address)
    }
}

pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(place): Query<Place>,
) -> Answer {
    let Some((round, act)) = visit.office(move |hand| found(hand.office, &id)).await? else {
        return Ok(visit.warn("/antrean", GONE));
    };
    visit.page(Section::Queue, "Sekaligus", move |hand| page(hand, round, act, &place)).await
}

fn page(hand: Hand<'_>, round: Round, act: Act, place: &Place) -> Result<Page, OfficeError> {
    let whose = May::of(&hand, act.any_of())?.refusal();
    let Hand { office, acting } = hand;
    let key = office.key_of(acting)?;
    let shows_refused = place.bagian == "lewat" || round.listed.is_empty();
    let count = if shows_refused { round.left_out.len() } else { round.listed.len() };
    let pages = count.div_ceil(ROWS).max(1);
    let number = place.halaman.parse().unwrap_or(1).clamp(1, pages);
    let skip = (number - 1) * ROWS;
    let (mut rows, mut out) = (Vec::new(), Vec::new());
    if shows_refused {
        for one in round.left_out.iter().skip(skip).take(ROWS) {
            out.push(refused(office, &one.name, one.sentence.clone())?);
        }
    } else {
        for one in round.listed.iter().skip(skip).take(ROWS) {
            // What changed since it was listed has no row, and the list is not confirmed.
            let row = if round.is_confirmed() {
                None
            } else {
                look(office, acting, act, &one.name, round.under.as_deref()).ok()
            };
            rows.push(ready(office, &one.name, row.flatten())?);
        }
    }
    let offices: BTreeSet<_> = round.listed.iter().map(|one| &one.name.0).collect();
    let is_open = !round.is_confirmed() && act == Act::Determine;
    Ok(Page {
        act,
        address: address(&round.id),
        time: moment(round.time),
        filter: Filter::read(&round.filter),
        running: round.is_confirmed().then(|| running(&round, act, key, false)),
        offices: offices.len(),
        rows,
        refused: out,
        shows_refused,
        number,
        pages,
        newer: newer(office, &round)?,
        items: if is_open { items::in_force(office)? } else { Choices::default() },
        whose,
        round,
    })
}
