//! Banyak sekaligus: one decision over many entries of many offices. What can be signed is listed
//! apart from what cannot; each entry gets a signature of its own, all of them or none.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use kecuali_domain::Kind;

use super::{
    decide::{Act, Said},
    filter::Filter,
    hands::May,
    items::{self, Choices},
    obstacle::Obstacle,
};
use crate::{
    error::OfficeError,
    office::{
        Name, Office,
        preview::PublicRow,
        seen::{Covered, together},
        standing::EntrySummary,
    },
    web::{
        layout::Section,
        text::office_name,
        visit::{Answer, Hand, Visit},
    },
};

/// So many are decided about at once, which is a page of the queue: what is signed was read before.
/// More of them are a round.
const MOST: usize = super::queue::ROWS;

type Pairs = Query<Vec<(String, String)>>;

/// A selection, as it stands in an address.
#[derive(Debug, Default)]
struct Selected {
    act: Option<Act>,
    entries: Vec<String>,
    left_out: Vec<String>,
    under: Option<String>,
    filter: Filter,
}

impl Selected {
    fn read(pairs: Vec<(String, String)>) -> Self {
        let mut selected = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "tindakan" => selected.act = Act::read(&value),
                "entri" => selected.entries.push(value),
                "lewat" => selected.left_out.push(value),
                "butir" if !value.is_empty() => selected.under = Some(value),
                "saring" => selected.filter = Filter::read(&value),
                _ => (),
            }
        }
        selected
    }
}

#[derive(Template)]
#[template(path = "putuskan.html")]
struct Page {
    act: Act,
    query: String,
    /// Signed as they stand here.
    ready: Vec<Ready>,
    /// Not signed, and why.
    refused: Vec<Refused>,
    seen: String,
    under: Option<String>,
    items: Choices,
    /// How many offices they are of.
    offices: usize,
    too_many: usize,
    whose: Option<String>,
}

impl Page {
    const fn most() -> usize {
        MOST
    }
}

/// An entry as it would be decided, or as it stands.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) summary: EntrySummary,
    pub(super) office: String,
    /// What becomes public, when it is determined.
    pub(super) row: Option<PublicRow>,
    /// Whether its period is over already, so that it is never shown.
    pub(super) is_over: bool,
}

/// An entry that stays out, and why.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) entry: String,
    pub(super) information: String,
    pub(super) sentence: String,
}

/// An entry as a list shows it.
pub(super) fn ready(
    office: &mut Office,
    name: &Name,
    row: Option<PublicRow>,
) -> Result<Ready, OfficeError> {
    let is_over = office.is_over(row.as_ref().and_then(|row| row.ends));
    let of = name.0.office().map(office_name).unwrap_or_default();
    Ok(Ready { summary: office.summary(name)?, office: of, row, is_over })
}

/// The same of one that stays out.
pub(super) fn refused(
    office: &mut Office,
    name: &Name,
    sentence: String,
) -> Result<Refused, OfficeError> {
    let EntrySummary { entry, information, .. } = office.summary(name)?;
    Ok(Refused { entry, information, sentence })
}

pub(crate) async fn show(visit: Visit, Query(pairs): Pairs) -> Answer {
    let selected = Selected::read(pairs);
    let Some(act) = selected.act else {
        return Ok(visit.warn("/antrean", "Pilih dulu yang akan dilakukan."));
    };
    if selected.entries.is_empty() && selected.left_out.is_empty() {
        let back = format!("/antrean?{}", selected.filter.query());
        return Ok(visit.warn(&back, "Centang dulu entri yang akan diputuskan."));
    }
    let title = act.words().label;
    visit.page(Section::Queue, title, move |hand| page(hand, act, &selected)).await
}

fn page(hand: Hand<'_>, act: Act, selected: &Selected) -> Result<Page, OfficeError> {
    let whose = May::of(&hand, act.any_of())?.refusal();
    let (office, acting) = (hand.office, hand.acting);
    let under = selected.under.as_deref().map(|under| office.item(under)).transpose()?;
    let (mut signed, mut out, mut seen) = (Vec::new(), Vec::new(), BTreeMap::new());
    let all = selected.entries.iter().chain(&selected.left_out);
    for typed in all.take(MOST) {
        let name = office.find(typed, Kind::Entry)?;
        // Before it is looked at: what comes meanwhile is then not what was seen.
        let sighted = office.sighted(&name, Covered::Submitted(under))?;
        match look(office, acting, act, &name, selected.under.as_deref()) {
            Ok(row) => {
                signed.push(ready(office, &name, row)?);
                seen.insert(name, sighted);
            }
            Err(error) => out.push(refused(office, &name, Obstacle::of(&error).in_short())?),
        }
    }
    let mut offices: Vec<&str> = signed.iter().map(|one| one.office.as_str()).collect();
    offices.sort_unstable();
    offices.dedup();
    let items = if act == Act::Determine { items::in_force(office)? } else { Choices::default() };
    Ok(Page {
        act,
        query: selected.filter.query(),
        offices: offices.len(),
        seen: together(seen),
        too_many: (selected.entries.len() + selected.left_out.len()).saturating_sub(MOST),
        under: selected.under.clone(),
        ready: signed,
        refused: out,
        items,
        whose,
    })
}

/// What an act would come to for one entry; why it would not be signed.
///
/// Who may sign is asked apart: an entry is not refused because another person sits here.
pub(super) fn look(
    office: &mut Office,
    acting: Option<&str>,
    act: Act,
    name: &Name,
    under: Option<&str>,
) -> Result<Option<PublicRow>, OfficeError> {
    if act == Act::Determine {
        let under = under.map(|under| office.item(under)).transpose()?;
        let rows = office.determination_preview(std::slice::from_ref(name), under)?;
        return Ok(rows.into_iter().next());
    }
    if act == Act::Return {
        // A request is answered alone, with its reason on the screen.
        office.is_no_mere_request(name)?;
    }
    let said = Said { reason: Some("-"), ..Said::default() };
    let names = std::slice::from_ref(name);
    match office.try_out(|office| act.sign(office, acting, names, &said)) {
        Ok(_)
        | Err(OfficeError::NoKey(_) | OfficeError::NobodyHere | OfficeError::NobodyChosen) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

#[derive(Template)]
#[template(path = "hasil.html")]
struct Results {
    act: Act,
    query: String,
    rows: Vec<Became>,
    refused: Vec<Refused>,
}

/// What became of one entry.
#[derive(Debug)]
struct Became {
    summary: EntrySummary,
    office: String,
    /// Why the act decided nothing, if it did not.
    sentence: Option<&'static str>,
}

/// What each entry of a selection came to: read again, so that it is the same after a reload.
pub(crate) async fn done(visit: Visit, Query(pairs): Pairs) -> Answer {
    let selected = Selected::read(pairs);
    let Some(act) = selected.act else { return Ok(visit.to("/antrean")) };
    visit.page(Section::Queue, "Hasil", move |hand| results(hand, act, &selected)).await
}

fn results(hand: Hand<'_>, act: Act, selected: &Selected) -> Result<Results, OfficeError> {
    let (office, acting) = (hand.office, hand.acting);
    let (mut rows, mut out) = (Vec::new(), Vec::new());
    for typed in selected.entries.iter().take(MOST) {
        let name = office.find(typed, Kind::Entry)?;
        let last = office.history(&name)?.into_iter().rfind(|one| one.what == act.words().signed);
        rows.push(Became {
            summary: office.summary(&name)?,
            office: name.0.office().map(office_name).unwrap_or_default(),
            sentence: last.and_then(|one| one.sentence),
        });
    }
    for typed in selected.left_out.iter().take(MOST) {
        let name = office.find(typed, Kind::Entry)?;
        let looked = look(office, acting, act, &name, selected.under.as_deref());
        let sentence = looked.err().map(|error| Obstacle::of(&error).in_short());
        let sentence = sentence.unwrap_or_else(|| "Tidak ikut diputuskan.".to_owned());
        out.push(refused(office, &name, sentence)?);
    }
    Ok(Results { act, query: selected.filter.query(), rows, refused: out })
}
