//! Antrean: what offices submitted and nobody decided about, oldest first.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use kecuali_domain::{Capability, article17::Article17};
use serde::Deserialize;

use super::{
    filter::{AGES, Filter, KINDS},
    hands::May,
    rounds,
};
use crate::{
    error::OfficeError,
    office::queue::{QueueEntry, Wish},
    web::{
        layout::Section,
        text::{office_name, shortened},
        visit::{Answer, Hand, Visit},
    },
};

/// So many rows stand on a page.
pub(super) const ROWS: usize = 50;
/// So many values of a filter are offered; with more, another filter is chosen first.
const VALUES: usize = 60;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Place {
    halaman: String,
}

#[derive(Template)]
#[template(path = "antrean.html")]
struct Page {
    filter: Filter,
    query: String,
    rows: Vec<Row>,
    /// How many fit, and how many there are.
    fitting: usize,
    all: usize,
    number: usize,
    pages: usize,
    provinces: Vec<Counted>,
    offices: Vec<Counted>,
    batches: Vec<Counted>,
    letters: Vec<Counted>,
    kinds: Vec<Counted>,
    /// Whether this is KPU RI, which determines; a province passes on.
    national: bool,
    /// Whose turn it is, when it is not that of who acts.
    whose: Option<String>,
    /// What was confirmed for many at once and is not done: where it goes on, and how far it is.
    under_way: Vec<(String, String)>,
}

/// A value of a filter, and how much of the queue it means.
#[derive(Debug)]
struct Counted {
    value: String,
    label: String,
    count: usize,
}

/// An entry of the queue, as its row says it.
#[derive(Debug)]
struct Row {
    one: QueueEntry,
    office: String,
    bases: String,
}

impl Page {
    const fn ages() -> [&'static str; 4] {
        AGES
    }

    const fn offered() -> usize {
        VALUES
    }

    /// The address of another page of the same part.
    fn page(&self, number: usize) -> String {
        let and = if self.query.is_empty() { "" } else { "&" };
        format!("/antrean?{}{and}halaman={number}", self.query)
    }
}

pub(crate) async fn show(
    visit: Visit,
    Query(filter): Query<Filter>,
    Query(place): Query<Place>,
) -> Answer {
    visit.page(Section::Queue, "Antrean", move |hand| page(hand, filter, &place)).await
}

fn page(hand: Hand<'_>, filter: Filter, place: &Place) -> Result<Page, OfficeError> {
    let any_of = [Capability::Determine, Capability::Review, Capability::Forward];
    let whose = May::of(&hand, &any_of)?.refusal();
    let office = hand.office;
    let all = office.queue()?;
    let mut counts = Counts::default();
    let mut fitting = Vec::new();
    for one in &all {
        let province = office.province_of(&one.office);
        counts.take(one, province.as_str(), &filter);
        if filter.means(one, &province) {
            fitting.push(one);
        }
    }
    let pages = fitting.len().div_ceil(ROWS).max(1);
    let number = place.halaman.parse().unwrap_or(1).clamp(1, pages);
    let rows = fitting.iter().skip((number - 1) * ROWS).take(ROWS).map(|one| row(one)).collect();
    let kinds = KINDS.iter().map(|(asks, value, label)| Counted {
        value: (*value).to_owned(),
        label: (*label).to_owned(),
        count: counts.kinds.get(asks).copied().unwrap_or_default(),
    });
    let name = |id: &str| id.parse().map_or_else(|_| id.to_owned(), |id| office_name(&id));
    let letter = |letter: &str| {
        let ground = Article17::all().find(|one| one.letter().to_string() == letter);
        ground.map_or_else(String::new, |one| format!("Huruf {letter}: {}", one.whole().text()))
    };
    let title = |id: &str| shortened(counts.titles.get(id).map_or("", String::as_str), 100);
    Ok(Page {
        query: filter.query(),
        fitting: fitting.len(),
        all: all.len(),
        number,
        pages,
        rows,
        kinds: kinds.filter(|one| one.count > 0).collect(),
        provinces: counted(&counts.provinces, name),
        offices: offered(counted(&counts.offices, name), &filter.kantor),
        batches: offered(counted(&counts.batches, title), &filter.daftar),
        letters: counted(&counts.letters, letter),
        national: office.id().is_national(),
        whose,
        under_way: rounds::under_way(office)?,
        filter,
    })
}

/// How much of the queue each value of each filter means.
#[derive(Debug, Default)]
struct Counts {
    provinces: BTreeMap<String, usize>,
    /// Of the province that is looked at.
    offices: BTreeMap<String, usize>,
    batches: BTreeMap<String, usize>,
    titles: BTreeMap<String, String>,
    letters: BTreeMap<String, usize>,
    kinds: BTreeMap<Wish, usize>,
}

impl Counts {
    fn take(&mut self, one: &QueueEntry, province: &str, filter: &Filter) {
        let mut of_letters: Vec<String> = one.letters().collect();
        of_letters.dedup();
        for letter in of_letters {
            *self.letters.entry(letter).or_default() += 1;
        }
        *self.provinces.entry(province.to_owned()).or_default() += 1;
        for (asks, ..) in KINDS {
            *self.kinds.entry(asks).or_default() += usize::from(one.is(asks));
        }
        if !filter.provinsi.is_empty() && filter.provinsi != province {
            return;
        }
        *self.offices.entry(one.office.to_string()).or_default() += 1;
        let fits = filter.kantor.is_empty() || filter.kantor == one.office.as_str();
        if let Some(batch) = one.batch.as_ref().filter(|_| fits) {
            *self.batches.entry(batch.id.clone()).or_default() += 1;
            let parts = [batch.title.as_deref(), batch.letter.as_deref()];
            let called = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
            let called = if called.is_empty() { "Daftar tanpa judul".to_owned() } else { called };
            let office = office_name(&one.office);
            self.titles.insert(batch.id.clone(), format!("{office}: {called}"));
        }
    }
}

fn counted(counts: &BTreeMap<String, usize>, label: impl Fn(&str) -> String) -> Vec<Counted> {
    let of = |(value, count): (&String, &usize)| Counted {
        label: label(value),
        value: value.clone(),
        count: *count,
    };
    let mut all: Vec<Counted> = counts.iter().map(of).collect();
    all.sort_by(|one, other| one.label.cmp(&other.label));
    all
}

/// The values that are offered: the one that is chosen is always among them.
fn offered(mut all: Vec<Counted>, chosen: &str) -> Vec<Counted> {
    let chosen = all.iter().position(|one| one.value == chosen).map(|place| all.remove(place));
    all.truncate(VALUES);
    all.extend(chosen);
    all
}

fn row(one: &QueueEntry) -> Row {
    let mut bases: Vec<String> = one.letters().map(|letter| format!("17.{letter}")).collect();
    bases.dedup();
    Row { office: office_name(&one.office), bases: bases.join(", "), one: one.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_offers_what_one_can_choose_from_and_what_is_chosen() {
        let value = |n: usize| Counted { value: n.to_string(), label: n.to_string(), count: 1 };
        let many = || (0..514).map(value).collect::<Vec<_>>();
        assert_eq!(offered(many(), "").len(), VALUES);
        let chosen = offered(many(), "513");
        assert!(chosen.len() <= VALUES + 1 && chosen.iter().any(|one| one.value == "513"));
        assert_eq!(offered(vec![value(1)], "1").len(), 1);
    }
}
