//! Ending a key: because its holder left, or because it may be in wrong hands.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use kecuali_domain::Capability;
use kecuali_encoding::KeyId;
use kecuali_trust::fingerprint_words;

use super::list::Key;
use crate::{
    error::{OfficeError, Sought},
    office::roster::End,
    web::{
        answers::Answers,
        layout::Section,
        pages::decision::hands::May,
        text::office_name,
        visit::{Answer, Hand, Visit},
    },
};

#[derive(Template)]
#[template(path = "kantor-kunci.html")]
struct Page {
    key: String,
    fingerprint: String,
    grants: Vec<Key>,
    today: String,
    /// Whether this is KPU RI, which alone says that a key is lost.
    national: bool,
    whose: Option<String>,
}

impl Page {
    fn office(key: &Key) -> String {
        office_name(&key.grant.office)
    }
}

fn read(typed: &str) -> Result<KeyId, OfficeError> {
    typed.parse().map_err(|_| OfficeError::not_found(Sought::Key, typed))
}

pub(crate) async fn show(visit: Visit, Path(key): Path<String>) -> Answer {
    visit.page(Section::Offices, "Akhiri kunci", move |hand| page(hand, &key)).await
}

fn page(hand: Hand<'_>, typed: &str) -> Result<Page, OfficeError> {
    let whose = May::of(&hand, &[Capability::Administer])?.refusal();
    let key = read(typed)?;
    let office = hand.office;
    Ok(Page {
        fingerprint: fingerprint_words(key),
        key: key.to_string(),
        grants: office.grants_of(key)?.into_iter().map(Key::of).collect(),
        today: office.day().to_string(),
        national: office.id().is_national(),
        whose,
    })
}

pub(crate) async fn end(visit: Visit, Path(typed): Path<String>, answers: Answers) -> Answer {
    let key = read(&typed)?;
    let back = format!("/kantor/kunci/{typed}");
    let how = answers.get("sebab").to_owned();
    let until = answers.filled("sampai").map(str::parse);
    let left = match (how.as_str(), until) {
        ("pindah", Some(Ok(until))) => Some(End::Left(until)),
        ("pindah", _) => {
            return Ok(visit.warn(&back, "Isi tanggal terakhir pemegangnya bekerja."));
        }
        ("hilang-semua", _) => Some(End::Lost(BTreeMap::new())),
        ("hilang-sekarang", _) => None,
        _ => return Ok(visit.warn(&back, "Pilih dulu sebabnya.")),
    };
    let done = visit
        .office(move |hand| {
            let may = May::of(&hand, &[Capability::Administer])?;
            let end = match left {
                Some(end) => end,
                None => End::Lost(hand.office.log_heads()?),
            };
            may.or_whose(hand.office.revoke_key(hand.acting, key, &end))
        })
        .await?;
    match done {
        Ok(_) => Ok(visit.go(&back, "Kunci diakhiri. Berlaku di mana-mana setelah sinkron.")),
        Err(why) => Ok(visit.warn(&back, why)),
    }
}
