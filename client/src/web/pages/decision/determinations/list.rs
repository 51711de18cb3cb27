//! Every determination, and one with its items.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::Query;
use kecuali_domain::{Capability, Day, act::ItemRef};
use serde::Deserialize;

use crate::{
    catalogue::screen,
    error::OfficeError,
    office::{
        determination::{DeterminationView, ItemView},
        draft::DraftSummary,
        history::Event,
        standing::EntrySummary,
    },
    web::{
        layout::Section,
        pages::{
            decision::{hands::May, items::in_address},
            unsaved::Unsaved,
        },
        text::{called, moment, office_name},
        visit::{Answer, Hand, Visit},
    },
};

/// So many items stand on a page of a determination, and so many entries under it.
const ROWS: usize = 50;
/// So many determinations stand on a page: their titles are long.
const DETERMINATIONS: usize = 50;

/// The order of what ends first, as addresses name it.
const BY_END: &str = "berakhir";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Place {
    halaman: String,
    urut: String,
}

#[derive(Template)]
#[template(path = "penetapan.html")]
struct Page {
    rows: Vec<Row>,
    drafts: Vec<DraftSummary>,
    /// What was typed and not saved.
    kept: Unsaved,
    national: bool,
    may_prepare: bool,
    /// Whether what ends first stands first.
    by_end: bool,
    number: usize,
    pages: usize,
}

/// A determination in the list.
#[derive(Debug)]
struct Row {
    one: DeterminationView,
    to: String,
    in_force: usize,
    /// The earliest end of its items in force.
    ends: Option<Day>,
    entries: usize,
}

pub(crate) async fn show(visit: Visit, Query(place): Query<Place>) -> Answer {
    visit.page(Section::Determinations, "Penetapan", move |hand| page(hand, &place)).await
}

fn page(hand: Hand<'_>, place: &Place) -> Result<Page, OfficeError> {
    let may_prepare = May::of(&hand, &[Capability::Draft])?.now;
    let kept = Unsaved::of_determinations(&hand)?;
    let office = hand.office;
    let counts = office.counts_under()?;
    let national = office.id().is_national();
    let mut rows: Vec<Row> =
        office.determinations()?.into_iter().map(|one| row(one, &counts)).collect();
    let by_end = place.urut == BY_END;
    rows.sort_by_key(|row| std::cmp::Reverse(row.one.day));
    if by_end {
        rows.sort_by_key(|row| (row.ends.is_none(), row.ends));
    }
    let pages = rows.len().div_ceil(DETERMINATIONS).max(1);
    let number = place.halaman.parse().unwrap_or(1).clamp(1, pages);
    let rows = rows.into_iter().skip((number - 1) * DETERMINATIONS).take(DETERMINATIONS).collect();
    let drafts = if national { office.drafts()? } else { Vec::new() };
    Ok(Page { rows, drafts, kept, national, may_prepare, by_end, number, pages })
}

fn row(one: DeterminationView, counts: &BTreeMap<ItemRef, usize>) -> Row {
    let item = |item: &ItemView| ItemRef { issue: one.change, item: item.item };
    Row {
        to: format!("/penetapan/lihat?{}", in_address(&one.number)),
        in_force: one.items.iter().filter(|item| item.in_force).count(),
        ends: one.ends(),
        entries: one.items.iter().filter_map(|one| counts.get(&item(one))).sum(),
        one,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    nomor: String,
    halaman: String,
}

#[derive(Template)]
#[template(path = "penetapan-lihat.html")]
struct One {
    decision: DeterminationView,
    address: String,
    items: Vec<Item>,
    entries: Vec<Under>,
    total: usize,
    national: bool,
    can_end: bool,
    /// Whether the determination's own row was taken down.
    is_taken_down: bool,
    number: usize,
    pages: usize,
}

impl One {
    fn called(by: &str) -> String {
        called(by)
    }

    fn when(event: &Event) -> String {
        let day = event.day.map(Day::written_out);
        day.or_else(|| event.time.map(moment)).unwrap_or_default()
    }

    fn of(summary: &EntrySummary) -> String {
        summary.log.office().map(office_name).unwrap_or_default()
    }

    const fn rows() -> usize {
        ROWS
    }

    /// What is told of items that ended together.
    fn items_of(&self, items: &BTreeSet<u32>) -> String {
        if items.len() == self.decision.items.len() {
            "Seluruh butir".to_owned()
        } else {
            screen::items(items)
        }
    }
}

/// An item, and how many entries stand under it.
#[derive(Debug)]
struct Item {
    one: ItemView,
    entries: usize,
    /// How many stood there, and do not any more.
    formerly: usize,
    /// Whether its row was taken down.
    is_taken_down: bool,
}

/// An entry that stands under an item.
#[derive(Debug)]
struct Under {
    item: u32,
    summary: EntrySummary,
    office: String,
}

pub(crate) async fn one(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let title = format!("Penetapan {}", asked.nomor);
    visit.page(Section::Determinations, &title, move |hand| shown(hand, &asked)).await
}

fn shown(hand: Hand<'_>, asked: &Asked) -> Result<One, OfficeError> {
    let office = hand.office;
    let one = office.determination_by(&asked.nomor)?;
    let under = office.entries_under(&one.change)?;
    let count = |item: u32| under.iter().filter(|(of, _)| *of == item).count();
    let formerly = |item: u32| one.formerly.iter().filter(|one| one.item == item).count();
    let gone = office.rows_taken_down(&asked.nomor)?;
    let pages = one.items.len().div_ceil(ROWS).max(1);
    let number = asked.halaman.parse().unwrap_or(1).clamp(1, pages);
    let items: Vec<Item> = one
        .items
        .iter()
        .skip((number - 1) * ROWS)
        .take(ROWS)
        .map(|item| Item {
            entries: count(item.item),
            formerly: formerly(item.item),
            is_taken_down: gone.contains(&Some(item.item)),
            one: item.clone(),
        })
        .collect();
    let mut entries = Vec::new();
    for (item, name) in under.iter().take(ROWS) {
        entries.push(Under {
            item: *item,
            summary: office.summary(name)?,
            office: name.0.office().map(office_name).unwrap_or_default(),
        });
    }
    let national = office.id().is_national();
    Ok(One {
        address: in_address(&one.number),
        can_end: national && one.items.iter().any(|item| item.in_force),
        is_taken_down: gone.contains(&None),
        total: under.len(),
        items,
        entries,
        national,
        number,
        pages,
        decision: one,
    })
}
