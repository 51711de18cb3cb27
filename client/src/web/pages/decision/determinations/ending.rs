//! Ending a determination or some of its items: what leaves the list is shown first.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Query;
use kecuali_domain::Capability;

use crate::{
    error::OfficeError,
    office::{
        determination::{DeterminationView, Leaving},
        seen::previewed,
    },
    web::{
        answers::Answers,
        layout::Section,
        pages::decision::{hands::May, items::in_address, obstacle::Obstacle},
        text::office_name,
        visit::{Answer, Hand, Visit},
    },
};

/// So many items and entries are listed.
const ROWS: usize = 100;

const UNREADABLE: &str = "Nomor butir tidak dapat dibaca; tulis misalnya 3, 7, 10-25.";

#[derive(Template)]
#[template(path = "penetapan-cabut.html")]
struct Page {
    one: DeterminationView,
    address: String,
    items: BTreeSet<u32>,
    /// How many items stand, which may be too many to be ticked.
    standing: usize,
    leaving: Result<Leaving, Obstacle>,
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

    /// Which items are meant, in few words.
    fn meant(&self) -> String {
        spans(&self.items)
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

/// Which items are meant; without any, all that stand.
fn read(pairs: &[(String, String)]) -> (String, Option<BTreeSet<u32>>) {
    let number = pairs.iter().find(|(name, _)| name == "nomor").map(|(_, value)| value.clone());
    let items = pairs.iter().filter(|(name, _)| name == "butir");
    (number.unwrap_or_default(), read_all(items.map(|(_, value)| value.as_str())))
}

fn read_all<'a>(texts: impl Iterator<Item = &'a str>) -> Option<BTreeSet<u32>> {
    let all: Option<Vec<BTreeSet<u32>>> = texts.map(read_spans).collect();
    all.map(|all| all.into_iter().flatten().collect())
}

pub(crate) async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let (number, items) = read(&pairs);
    let Some(items) = items else {
        let back = format!("/penetapan/cabut?{}", in_address(&number));
        return Ok(visit.warn(&back, UNREADABLE));
    };
    visit
        .page(Section::Determinations, "Cabut penetapan", move |hand| page(hand, &number, items))
        .await
}

fn page(hand: Hand<'_>, number: &str, items: BTreeSet<u32>) -> Result<Page, OfficeError> {
    let whose = May::of(&hand, &[Capability::Revoke])?.refusal();
    let office = hand.office;
    let one = office.determination_by(number)?;
    let leaving = office.leaving(number, &items);
    let seen = leaving.as_ref().map(previewed).unwrap_or_default();
    Ok(Page {
        address: in_address(&one.number),
        standing: one.items.iter().filter(|item| item.in_force).count(),
        leaving: leaving.map_err(|error| Obstacle::of(&error)),
        one,
        items,
        seen,
        whose,
    })
}

pub(crate) async fn end(visit: Visit, answers: Answers) -> Answer {
    let number = answers.get("nomor").to_owned();
    let Some(items) = read_all(answers.all("butir")) else {
        let back = format!("/penetapan/cabut?{}", in_address(&number));
        return Ok(visit.warn(&back, UNREADABLE));
    };
    let chosen = (!items.is_empty()).then(|| ("butir", spans(&items)));
    let pairs: Vec<_> = std::iter::once(("nomor", number.clone())).chain(chosen).collect();
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    let back = format!("/penetapan/cabut?{query}");
    let Some(reason) = answers.text("alasan") else {
        return Ok(visit.warn(&back, "Alasan wajib diisi; belum ada yang ditandatangani."));
    };
    let decision = match answers.text("keputusan") {
        Some(decision) => {
            let day = answers.filled("tanggal").map(str::parse).transpose();
            let Ok(day) = day else {
                return Ok(visit.warn(&back, "Tanggal keputusan pencabutan tidak dapat dibaca."));
            };
            Some((decision, day))
        }
        None => None,
    };
    let seen = answers.get("dilihat").to_owned();
    let to = format!("/penetapan/lihat?{}", in_address(&number));
    let done = visit
        .office(move |hand| {
            let may = May::of(&hand, &[Capability::Revoke])?;
            hand.office.sign_previewed(&seen);
            let done =
                hand.office.revoke_determination(hand.acting, &number, &items, &reason, decision);
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
