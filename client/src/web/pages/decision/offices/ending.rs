//! Ending a key: because its holder left, or because it may be in wrong hands. What falls with it is
//! shown first, and only that is signed.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query};
use kecuali_domain::Capability;
use kecuali_encoding::KeyId;
use kecuali_trust::fingerprint_words;
use serde::Deserialize;

use super::list::Key;
use crate::{
    catalogue::falling,
    error::{OfficeError, Sought},
    office::{
        Office,
        falling::{Falling, FallingEntry},
        roster::End,
        seen::previewed,
    },
    web::{
        answers::Answers,
        choice::look_first,
        layout::Section,
        pages::decision::hands::May,
        text::office_name,
        visit::{Answer, Hand, Visit},
    },
};

/// So many entries stand on a page, and so many items and keys are named.
const ROWS: usize = 100;

/// Why a key is to end, as it is chosen.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    sebab: String,
    sampai: String,
    halaman: String,
}

impl Asked {
    fn of(answers: &Answers) -> Self {
        let text = |name: &str| answers.get(name).trim().to_owned();
        Self { sebab: text("sebab"), sampai: text("sampai"), halaman: String::new() }
    }

    /// What was chosen, in a word; of a lost key the day says nothing.
    fn chosen(&self) -> String {
        if self.sebab == "pindah" {
            format!("{} {}", self.sebab, self.sampai)
        } else {
            self.sebab.clone()
        }
    }

    /// The page on which this is chosen.
    fn address(&self, key: &str, number: usize) -> String {
        let number = number.to_string();
        let pairs = [("sebab", self.sebab.as_str()), ("sampai", &self.sampai)];
        let page = (number != "1").then_some(("halaman", number.as_str()));
        let pairs: Vec<_> =
            pairs.into_iter().chain(page).filter(|(_, value)| !value.is_empty()).collect();
        let pairs = serde_urlencoded::to_string(pairs).unwrap_or_default();
        format!("/kantor/kunci/{key}?{pairs}")
    }

    /// How the key is to end; or what to say of a choice that is none.
    fn end(&self, office: &Office) -> Result<Result<End, &'static str>, OfficeError> {
        Ok(match self.sebab.as_str() {
            "pindah" => self.sampai.parse().map(End::Left).map_err(|_| falling::NO_DAY),
            "hilang-semua" => Ok(End::Lost(BTreeMap::new())),
            "hilang-sekarang" => Ok(End::Lost(office.log_heads()?)),
            _ => Err(falling::NO_REASON),
        })
    }
}

#[derive(Template)]
#[template(path = "kantor-kunci.html")]
struct Page {
    key: String,
    fingerprint: String,
    grants: Vec<Key>,
    asked: Asked,
    /// What is chosen on this page.
    shown: String,
    /// What falls, where a reason was chosen.
    falling: Option<Falling>,
    seen: String,
    number: usize,
    /// Whether this is KPU RI, which alone says that a key is lost.
    national: bool,
    whose: Option<String>,
}

impl Page {
    fn office(key: &Key) -> String {
        office_name(&key.grant.office)
    }

    const fn rows() -> usize {
        ROWS
    }

    fn pages(all: &Falling) -> usize {
        all.entries.len().div_ceil(ROWS).max(1)
    }

    /// The entries of this page.
    fn entries<'a>(&self, all: &'a Falling) -> &'a [FallingEntry] {
        let first = (self.number - 1).min(Self::pages(all) - 1) * ROWS;
        &all.entries[first..all.entries.len().min(first + ROWS)]
    }
}

fn read(typed: &str) -> Result<KeyId, OfficeError> {
    typed.parse().map_err(|_| OfficeError::not_found(Sought::Key, typed))
}

pub(crate) async fn show(
    visit: Visit,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    visit.page(Section::Offices, "Akhiri kunci", move |hand| page(hand, &key, asked)).await
}

fn page(hand: Hand<'_>, typed: &str, mut asked: Asked) -> Result<Page, OfficeError> {
    let whose = May::of(&hand, &[Capability::Administer])?.refusal();
    let key = read(typed)?;
    let office = hand.office;
    let grants = office.grants_of(key)?.into_iter().map(Key::of).collect();
    let falling = match asked.end(office)? {
        Ok(end) => Some(office.falling(key, &end)?),
        Err(_) => None,
    };
    let shown = falling.as_ref().map_or_else(String::new, |_| asked.chosen());
    if asked.sampai.is_empty() {
        asked.sampai = office.day().to_string();
    }
    Ok(Page {
        fingerprint: fingerprint_words(key),
        key: key.to_string(),
        grants,
        number: asked.halaman.parse().unwrap_or(1).max(1),
        asked,
        shown,
        seen: falling.as_ref().map(previewed).unwrap_or_default(),
        falling,
        national: office.id().is_national(),
        whose,
    })
}

pub(crate) async fn end(visit: Visit, Path(typed): Path<String>, answers: Answers) -> Answer {
    let key = read(&typed)?;
    let asked = Asked::of(&answers);
    let back = asked.address(&typed, 1);
    let wanted = asked.clone();
    let end = visit.office(move |hand| wanted.end(hand.office)).await?;
    let end = match end {
        Ok(end) => end,
        Err(why) => return Ok(visit.warn(&back, why)),
    };
    if let Some(first) = look_first(&visit, answers.fields(), &asked.chosen(), &back) {
        return Ok(first);
    }
    let seen = answers.get("dilihat").to_owned();
    let done = visit
        .office(move |hand| {
            let may = May::of(&hand, &[Capability::Administer])?;
            hand.office.sign_previewed(&seen);
            may.or_whose(hand.office.revoke_key(hand.acting, key, &end))
        })
        .await?;
    match done {
        Ok(_) => Ok(visit.go(&format!("/kantor/kunci/{typed}"), falling::ENDED)),
        Err(why) => Ok(visit.warn(&back, why)),
    }
}
