//! Ending a determination or some of its items: what leaves the list is shown first.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Query;
use kecuali_domain::{Capability, Day};

use crate::{
    error::OfficeError,
    office::{
        determination::{DeterminationView, Leaving},
        seen::previewed,
    },
    web::{
        answers::Answers,
        choice::{SHOWN, look_first, with_typed},
        layout::Section,
        pages::decision::{hands::May, items::in_address, obstacle::Obstacle},
        text::office_name,
        visit::{Answer, Hand, Visit},
    },
};

/// So many items and entries are listed.
const ROWS: usize = 100;

const NOTHING_TICKED: &str = "Centang dulu butir yang dicabut; belum ada yang ditandatangani.";

const UNREADABLE: &str = "Nomor butir tidak dapat dibaca; tulis misalnya 3, 7, 10-25.";

/// What stands where it would be shown what leaves the list.
const MEND_FIRST: &str = "Yang keluar dari daftar publik diperlihatkan di sini setelah nomor butirnya \
                          dapat dibaca.";

const TITLE: &str = "Cabut penetapan";

#[derive(Template)]
#[template(path = "penetapan-cabut.html")]
struct Page {
    one: DeterminationView,
    address: String,
    items: BTreeSet<u32>,
    /// How many items stand, which may be too many to be ticked.
    standing: usize,
    leaving: Result<Leaving, Obstacle>,
    /// What is ticked, or written, on this page.
    shown: String,
    /// What stands in the box of the items' numbers.
    written: String,
    /// Whether that cannot be read.
    is_unreadable: bool,
    typed: Typed,
    seen: String,
    whose: Option<String>,
}

impl Page {
    fn office(entry: &crate::office::standing::EntrySummary) -> String {
        entry.log.office().map(office_name).unwrap_or_default()
    }

    const fn rows() -> usize {
        ROWS
    }

    /// What is wrong with the day of the decision that revokes.
    fn wrong_day(&self) -> Option<&'static str> {
        self.typed.decision().err()
    }
}

/// Numbers and spans of numbers: `1, 3-7`.
fn spans(items: &BTreeSet<u32>) -> String {
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for item in items {
        match spans.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*item) => *last = *item,
            Some(_) | None => spans.push((*item, *item)),
        }
    }
    let span = |(first, last): &(u32, u32)| {
        if first == last { first.to_string() } else { format!("{first}-{last}") }
    };
    spans.iter().map(span).collect::<Vec<_>>().join(", ")
}

/// The same, read; none where any of it cannot be, because nothing said means all of them.
fn read_spans(text: &str) -> Option<BTreeSet<u32>> {
    let mut items = BTreeSet::new();
    for part in text.split([',', ';', ' ']).filter(|part| !part.is_empty()) {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (first.parse::<u32>().ok()?, last.parse::<u32>().ok()?);
        if last.checked_sub(first)? >= LONGEST {
            return None;
        }
        items.extend(first..=last);
    }
    Some(items)
}

/// More items than an act has room for.
const LONGEST: u32 = 10_000;

/// Which items are meant; without any, all that stand. What cannot be read comes back as it was
/// written.
fn read_all<'a>(texts: impl Iterator<Item = &'a str>) -> Result<BTreeSet<u32>, String> {
    let texts: Vec<&str> = texts.collect();
    let all: Option<Vec<BTreeSet<u32>>> = texts.iter().map(|text| read_spans(text)).collect();
    all.map_or_else(|| Err(texts.join(", ")), |all| Ok(all.into_iter().flatten().collect()))
}

/// What is typed beside the choice.
#[derive(Debug, Default)]
struct Typed {
    reason: String,
    decision: String,
    day: String,
}

impl Typed {
    fn read<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in pairs {
            match name {
                "alasan" => value.trim().clone_into(&mut typed.reason),
                "keputusan" => value.trim().clone_into(&mut typed.decision),
                "tanggal" => value.trim().clone_into(&mut typed.day),
                _ => (),
            }
        }
        typed
    }

    /// The page of a choice of items, with this on it.
    fn address(&self, number: &str, items: &BTreeSet<u32>) -> String {
        let chosen = (!items.is_empty()).then(|| ("butir", spans(items)));
        let pairs: Vec<_> = std::iter::once(("nomor", number.to_owned())).chain(chosen).collect();
        let page =
            format!("/penetapan/cabut?{}", serde_urlencoded::to_string(pairs).unwrap_or_default());
        let typed = [
            ("alasan", self.reason.as_str()),
            ("keputusan", &self.decision),
            ("tanggal", &self.day),
        ];
        with_typed(&page, &typed)
    }

    /// The decision that revokes and its day, or what to say of a day that cannot be read.
    fn decision(&self) -> Result<Option<(String, Option<Day>)>, &'static str> {
        if self.decision.is_empty() {
            return Ok(None);
        }
        let day = Some(&self.day).filter(|day| !day.is_empty()).map(|day| day.parse()).transpose();
        let day = day.map_err(|_| "Tanggal keputusan pencabutan tidak dapat dibaca.")?;
        Ok(Some((self.decision.clone(), day)))
    }
}

pub(crate) async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let all = || pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let number = all().find(|(name, _)| *name == "nomor").map(|(_, value)| value.to_owned());
    let items = read_all(all().filter(|(name, _)| *name == "butir").map(|(_, value)| value));
    let (number, typed) = (number.unwrap_or_default(), Typed::read(all()));
    visit.page(Section::Determinations, TITLE, move |hand| page(hand, &number, items, typed)).await
}

fn page(
    hand: Hand<'_>,
    number: &str,
    items: Result<BTreeSet<u32>, String>,
    typed: Typed,
) -> Result<Page, OfficeError> {
    let whose = May::of(&hand, &[Capability::Revoke])?.refusal();
    let office = hand.office;
    let one = office.determination_by(number)?;
    let standing: BTreeSet<u32> =
        one.items.iter().filter(|item| item.in_force).map(|item| item.item).collect();
    let page = Page {
        address: in_address(&one.number),
        standing: standing.len(),
        leaving: Err(Obstacle { sentence: MEND_FIRST.to_owned(), findings: Vec::new() }),
        one,
        items: BTreeSet::new(),
        // No choice reads like this, so whatever is chosen next is shown first.
        shown: items.as_ref().err().cloned().unwrap_or_default(),
        written: items.as_ref().map_or_else(Clone::clone, spans),
        is_unreadable: items.is_err(),
        typed,
        seen: String::new(),
        whose,
    };
    let Ok(items) = items else { return Ok(page) };
    let leaving = office.leaving(number, &items);
    Ok(Page {
        shown: match (standing.len() <= ROWS, items.is_empty()) {
            (true, true) => spans(&standing),
            (true, false) => spans(&items.intersection(&standing).copied().collect()),
            (false, _) => spans(&items),
        },
        seen: leaving.as_ref().map(previewed).unwrap_or_default(),
        leaving: leaving.map_err(|error| Obstacle::of(&error)),
        items,
        ..page
    })
}

pub(crate) async fn end(visit: Visit, answers: Answers) -> Answer {
    let (number, typed) = (answers.get("nomor").to_owned(), Typed::read(answers.fields()));
    let warn = |items: &BTreeSet<u32>, why| Ok(visit.warn(&typed.address(&number, items), why));
    let shown = if answers.has("seluruhnya") {
        BTreeSet::new()
    } else {
        read_spans(answers.get(SHOWN)).unwrap_or_default()
    };
    let ticked = match read_all(answers.all("butir")) {
        Ok(ticked) => ticked,
        // An address has no room for all that may have been typed.
        unreadable => {
            return visit
                .page(Section::Determinations, TITLE, move |hand| {
                    page(hand, &number, unreadable, typed)
                })
                .await;
        }
    };
    // Without a tick, not everything is meant.
    if !answers.has("butir") {
        return warn(&shown, NOTHING_TICKED);
    }
    let back = typed.address(&number, &ticked);
    if let Some(first) = look_first(&visit, answers.fields(), &spans(&ticked), &back) {
        return Ok(first);
    }
    let items = shown;
    if typed.reason.is_empty() {
        return warn(&items, "Alasan wajib diisi; belum ada yang ditandatangani.");
    }
    let decision = match typed.decision() {
        Ok(decision) => decision,
        Err(why) => return warn(&items, why),
    };
    let back = typed.address(&number, &items);
    let seen = answers.get("dilihat").to_owned();
    let to = format!("/penetapan/lihat?{}", in_address(&number));
    let done = visit
        .office(move |hand| {
            let may = May::of(&hand, &[Capability::Revoke])?;
            hand.office.sign_previewed(&seen);
            let reason = &typed.reason;
            let done =
                hand.office.revoke_determination(hand.acting, &number, &items, reason, decision);
            may.or_whose(done)
        })
        .await?;
    match done {
        Ok(_) => Ok(visit.go(&to, "Dicabut. Keluar dari daftar publik setelah sinkron.")),
        Err(why) => Ok(visit.warn(&back, why)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_named_in_few_words_and_read_back() {
        let items = BTreeSet::from([1, 2, 3, 7, 9, 10]);
        assert_eq!(spans(&items), "1-3, 7, 9-10");
        assert_eq!(read_spans("1-3, 7, 9-10"), Some(items));
        assert_eq!(read_spans(" 7;9 "), Some(BTreeSet::from([7, 9])));
        for bad in ["semua", "7 x", "3-1", "-5", "1-4294967295"] {
            assert_eq!(read_spans(bad), None, "{bad}");
        }
        assert_eq!((spans(&BTreeSet::new()).as_str(), read_spans("")), ("", Some(BTreeSet::new())));
    }
}
