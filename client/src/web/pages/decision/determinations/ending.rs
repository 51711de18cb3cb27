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

/// So many entries are listed.
const ROWS: usize = 100;

#[derive(Template)]
#[template(path = "penetapan-cabut.html")]
struct Page {
    one: DeterminationView,
    address: String,
    items: BTreeSet<u32>,
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
}

/// Which items are meant; without any, all that stand.
fn read(pairs: &[(String, String)]) -> (String, BTreeSet<u32>) {
    let number = pairs.iter().find(|(name, _)| name == "nomor").map(|(_, value)| value.clone());
    let items = pairs.iter().filter(|(name, _)| name == "butir");
    let items = items.filter_map(|(_, value)| value.parse().ok()).collect();
    (number.unwrap_or_default(), items)
}

pub(crate) async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let (number, items) = read(&pairs);
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
        leaving: leaving.map_err(|error| Obstacle::of(&error)),
        one,
        items,
        seen,
        whose,
    })
}

pub(crate) async fn end(visit: Visit, answers: Answers) -> Answer {
    let number = answers.get("nomor").to_owned();
    let items: BTreeSet<u32> = answers.all("butir").filter_map(|one| one.parse().ok()).collect();
    let chosen = items.iter().map(|item| ("butir", item.to_string()));
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
