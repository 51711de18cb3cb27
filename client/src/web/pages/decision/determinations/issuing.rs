//! Issuing what was prepared: what becomes public, and what ends with it, is shown first.

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use kecuali_domain::{Capability, Kind, act::Succession};
use kecuali_encoding::Digest;

use super::draft::item_of;
use crate::{
    error::OfficeError,
    office::{
        Office,
        preview::{IssuePreview, PublicRow},
        scan::hash_file,
        seen::previewed,
    },
    web::{
        answers::Answers,
        choice::{look_first, with_typed},
        found::{Found, Place, found},
        layout::Section,
        pages::decision::{
            hands::May,
            items::{self, Choices, in_address},
            obstacle::Obstacle,
        },
        text::office_name,
        upload::Upload,
        visit::{Answer, Hand, Visit},
    },
};

#[derive(Template)]
#[template(path = "penetapan-terbit.html")]
struct Page {
    draft: String,
    /// Whether it was made on paper before, and is entered now.
    past: bool,
    /// What ends: `OLD/ITEM=NEW`, or `OLD/ITEM`.
    ending: Vec<String>,
    /// The number of an item that was written without one that it continues.
    continues_none: String,
    items: Choices,
    preview: Result<IssuePreview, Obstacle>,
    /// What the rules find and nothing forbids.
    warnings: Vec<Found>,
    number: usize,
    pages: usize,
    /// The choice that this page shows.
    shown: String,
    seen: String,
    whose: Option<String>,
}

const CONTINUES_NONE: &str =
    "Pilih juga butir lama yang dilanjutkan; belum ada yang ditandatangani.";

/// So many rows stand on a page of what becomes public.
const ROWS: usize = 20;

impl Page {
    /// The rows of this page.
    fn rows<'a>(&self, preview: &'a IssuePreview) -> &'a [PublicRow] {
        let from = (self.number - 1) * ROWS;
        &preview.rows[from..preview.rows.len().min(from + ROWS)]
    }

    fn page(&self, number: usize) -> String {
        let asked = Asked {
            past: self.past,
            ending: self.ending.clone(),
            page: number,
            ..Asked::default()
        };
        asked.address(&self.draft)
    }

    fn authority(preview: &IssuePreview) -> String {
        office_name(&preview.authority)
    }

    /// Where the box stands that a finding is about.
    fn led(&self, place: &Place) -> String {
        let item = item_of(&place.id).map(|number| format!("?butir={number}"));
        format!("/penetapan/draf/{}{}#f-{}", self.draft, item.unwrap_or_default(), place.id)
    }

    /// What ends, in words.
    fn said(ending: &str) -> String {
        match ending.split_once('=') {
            Some((old, new)) => format!("{old} dilanjutkan butir {new}"),
            None => format!("{ending} berakhir tanpa pengganti"),
        }
    }
}

/// What is asked for, in an address or in a form.
#[derive(Debug, Default, Clone)]
struct Asked {
    past: bool,
    ending: Vec<String>,
    /// Which page of the rows; 0 is the first, too.
    page: usize,
    /// The number of an item that was named and continues none.
    continues_none: String,
}

impl Asked {
    fn read<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let (mut asked, mut old, mut new) = (Self::default(), "", "");
        for (name, value) in pairs {
            match name {
                "kertas" => asked.past = value == "ya",
                "gantikan" if !value.is_empty() => asked.ending.push(value.to_owned()),
                "halaman" => asked.page = value.parse().unwrap_or_default(),
                "lama" => old = value,
                "baru" => new = value.trim(),
                _ => (),
            }
        }
        if old.is_empty() {
            new.clone_into(&mut asked.continues_none);
        } else {
            let one = if new.is_empty() { old.to_owned() } else { format!("{old}={new}") };
            asked.ending.push(one);
        }
        asked
    }

    /// The page of this choice.
    fn address(&self, draft: &str) -> String {
        let mut pairs: Vec<(&str, &str)> =
            self.ending.iter().map(|one| ("gantikan", one.as_str())).collect();
        if self.past {
            pairs.push(("kertas", "ya"));
        }
        let page = self.page.to_string();
        if self.page > 1 {
            pairs.push(("halaman", &page));
        }
        let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
        format!("/penetapan/draf/{draft}/terbit?{query}")
    }

    /// Where to look before this is signed.
    fn look_first<'a>(
        &self,
        visit: &Visit,
        draft: &str,
        fields: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Option<Response> {
        let page = self.address(draft);
        if !self.continues_none.is_empty() {
            let typed = with_typed(&page, &[("baru", &self.continues_none)]);
            return Some(visit.warn(&typed, CONTINUES_NONE));
        }
        look_first(visit, fields, &page, &page)
    }

    fn successions(&self, office: &Office) -> Result<Vec<Succession>, OfficeError> {
        self.ending.iter().map(|one| office.succession(one)).collect()
    }
}

pub(crate) async fn show(
    visit: Visit,
    Path(draft): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let asked = Asked::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    visit
        .page(Section::Determinations, "Terbitkan penetapan", move |hand| page(hand, draft, asked))
        .await
}

fn page(hand: Hand<'_>, draft: String, asked: Asked) -> Result<Page, OfficeError> {
    let whose = May::of(&hand, &[Capability::Issue])?.refusal();
    let office = hand.office;
    let name = office.find(&draft, Kind::DraftDetermination)?;
    let preview = asked
        .successions(office)
        .and_then(|ending| office.issue_preview(&name, &ending, asked.past));
    let rows = preview.as_ref().map_or(0, |preview| preview.rows.len());
    let pages = rows.div_ceil(ROWS).max(1);
    let number = asked.page.clamp(1, pages);
    let warnings = preview.as_ref().map(|preview| found(&preview.warnings)).unwrap_or_default();
    Ok(Page {
        warnings,
        number,
        shown: Asked { page: 0, ..asked.clone() }.address(&draft),
        pages,
        seen: preview.as_ref().map(previewed).unwrap_or_default(),
        preview: preview.map_err(|error| Obstacle::of(&error)),
        items: items::in_force(office)?,
        past: asked.past,
        ending: asked.ending,
        continues_none: asked.continues_none,
        draft,
        whose,
    })
}

/// Issues what was prepared here.
pub(crate) async fn issue(visit: Visit, Path(draft): Path<String>, answers: Answers) -> Answer {
    let asked = Asked::read(answers.fields());
    if let Some(first) = asked.look_first(&visit, &draft, answers.fields()) {
        return Ok(first);
    }
    let seen = answers.get("dilihat").to_owned();
    sign(visit, draft, Asked { past: false, ..asked }, seen, None).await
}

/// Enters a decision that was made on paper, with the mark of its scan where there is one.
pub(crate) async fn register(visit: Visit, Path(draft): Path<String>, upload: Upload) -> Answer {
    let asked = Asked::read(upload.fields());
    if let Some(first) = asked.look_first(&visit, &draft, upload.fields()) {
        return Ok(first);
    }
    let seen = upload.get("dilihat").to_owned();
    let scan = upload.file("pindaian").map(hash_file).transpose()?;
    sign(visit, draft, Asked { past: true, ..asked }, seen, scan).await
}

async fn sign(
    visit: Visit,
    draft: String,
    asked: Asked,
    seen: String,
    scan: Option<Digest>,
) -> Answer {
    let back = asked.address(&draft);
    let done = visit
        .office(move |hand| {
            let may = May::of(&hand, &[Capability::Issue])?;
            let name = hand.office.find(&draft, Kind::DraftDetermination)?;
            let ending = asked.successions(hand.office)?;
            let number = hand.office.issue_preview(&name, &ending, asked.past)?.number;
            hand.office.sign_previewed(&seen);
            let registered = asked.past.then_some(scan);
            let done = hand.office.issue(hand.acting, &name, &ending, registered);
            Ok(may.or_whose(done)?.map(|_| (number, asked.past)))
        })
        .await?;
    match done {
        Ok((number, past)) => {
            let to = format!("/penetapan/lihat?{}", in_address(&number));
            let what = if past { "didaftarkan" } else { "diterbitkan" };
            Ok(visit.go(&to, format!("{number} {what}. Menjadi publik setelah sinkron.")))
        }
        Err(why) => Ok(visit.warn(&back, why)),
    }
}
