//! Taking the row of an item, or a determination's own, off the list.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Query;
use kecuali_domain::Capability;

use crate::{
    error::OfficeError,
    office::{preview::PublicRow, seen::previewed},
    web::{
        answers::Answers,
        choice::{look_first, with_typed},
        layout::Section,
        pages::decision::{hands::May, items::in_address},
        visit::{Answer, Hand, Visit},
    },
};

#[derive(Template)]
#[template(path = "penetapan-turunkan.html")]
struct Page {
    number: String,
    address: String,
    item: Option<u32>,
    /// The whole row, to choose fields of.
    row: PublicRow,
    fields: BTreeSet<String>,
    /// The choice that this page shows.
    shown: String,
    reason: String,
    seen: String,
    whose: Option<String>,
}

/// A row, and the fields that are meant; without any, all.
#[derive(Debug, Default)]
struct Asked {
    number: String,
    item: Option<u32>,
    fields: BTreeSet<String>,
    reason: String,
}

impl Asked {
    fn read<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut asked = Self::default();
        for (name, value) in pairs {
            match name {
                "nomor" => value.clone_into(&mut asked.number),
                "alasan" => value.trim().clone_into(&mut asked.reason),
                "butir" => asked.item = value.parse().ok(),
                "isian" => {
                    asked.fields.insert(value.to_owned());
                }
                _ => (),
            }
        }
        asked
    }

    /// The page of this choice.
    fn address(&self) -> String {
        let mut pairs = vec![("nomor", self.number.clone())];
        pairs.extend(self.item.map(|item| ("butir", item.to_string())));
        pairs.extend(self.fields.iter().map(|field| ("isian", field.clone())));
        let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
        format!("/penetapan/turunkan?{query}")
    }
}

pub(crate) async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let asked = Asked::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    visit.page(Section::Determinations, "Turunkan baris", move |hand| page(hand, asked)).await
}

fn page(hand: Hand<'_>, asked: Asked) -> Result<Page, OfficeError> {
    let whose = May::of(&hand, &[Capability::Revoke])?.refusal();
    let office = hand.office;
    let meant = office.row_to_take_down(&asked.number, asked.item, &asked.fields)?;
    Ok(Page {
        shown: asked.address(),
        address: in_address(&asked.number),
        row: office.determination_row(&asked.number, asked.item)?,
        seen: previewed(&meant),
        number: asked.number,
        item: asked.item,
        fields: asked.fields,
        reason: asked.reason,
        whose,
    })
}

pub(crate) async fn take_down(visit: Visit, answers: Answers) -> Answer {
    let asked = Asked::read(answers.fields());
    let choice = asked.address();
    let back = with_typed(&choice, &[("alasan", &asked.reason)]);
    if let Some(first) = look_first(&visit, answers.fields(), &choice, &back) {
        return Ok(first);
    }
    if asked.reason.is_empty() {
        return Ok(visit.warn(&back, "Alasan wajib diisi; belum ada yang ditandatangani."));
    }
    let seen = answers.get("dilihat").to_owned();
    let to = format!("/penetapan/lihat?{}", in_address(&asked.number));
    let done = visit
        .office(move |hand| {
            let may = May::of(&hand, &[Capability::Revoke])?;
            hand.office.sign_previewed(&seen);
            let Asked { number, item, fields, reason } = asked;
            may.or_whose(hand.office.take_down_row(hand.acting, &number, item, &fields, &reason))
        })
        .await?;
    match done {
        Ok(_) => Ok(visit.go(&to, "Diturunkan. Tidak diperlihatkan lagi setelah sinkron.")),
        Err(why) => Ok(visit.warn(&back, why)),
    }
}
