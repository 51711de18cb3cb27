//! Beginning a determination of what offices submitted: each name becomes an item, and what that
//! comes to is shown before it is begun.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use kecuali_domain::{
    Capability, Kind, content::SALT, determination::determination_field, field::FIELDS, handle,
    similarity::normalise,
};

use crate::{
    error::OfficeError,
    office::{
        Office,
        input::Fields,
        standing::{FieldView, label_of},
    },
    web::{
        answers::Answers,
        layout::Section,
        pages::decision::{hands::May, obstacle::Obstacle},
        text::office_name,
        visit::{Answer, Hand, Visit},
    },
};

/// So many entries are gathered at once.
const MOST: usize = 200;

const NONE_CHOSEN: &str = "Centang dulu entri yang menjadi butir penetapan baru.";

/// What a determination is begun with.
#[derive(Debug, Default)]
struct Gathered {
    items: Vec<Item>,
    /// The test sheet that all items share, as far as the entries agree on it.
    sheet: BTreeMap<String, String>,
    /// What of it they do not agree on, and is left to be written.
    differing: Vec<String>,
    refused: Vec<Refused>,
}

/// An item, and the entries that it is made of: its words are those of the first.
#[derive(Debug)]
struct Item {
    information: String,
    fields: Fields,
    entries: Vec<Source>,
}

/// An entry that an item is made of.
#[derive(Debug)]
struct Source {
    entry: String,
    office: String,
}

/// An entry that becomes no item, and why.
#[derive(Debug)]
struct Refused {
    entry: String,
    sentence: String,
}

impl Gathered {
    fn of(office: &mut Office, entries: &[String]) -> Result<Self, OfficeError> {
        let mut gathered = Self::default();
        for typed in entries.iter().take(MOST) {
            let name = office.find(typed, Kind::Entry)?;
            let entry = handle(&name.0, name.1);
            match office.submission(&name) {
                Ok(submitted) => {
                    let of = name.0.office().map(office_name).unwrap_or_default();
                    gathered.take(Source { entry, office: of }, &submitted.fields);
                }
                Err(error) => {
                    let sentence = Obstacle::of(&error).in_short();
                    gathered.refused.push(Refused { entry, sentence });
                }
            }
        }
        Ok(gathered)
    }

    fn take(&mut self, source: Source, fields: &[FieldView]) {
        let mut item = Item { information: String::new(), fields: Vec::new(), entries: Vec::new() };
        for field in fields {
            let key = field.field.as_str();
            let base = key.split('/').next().unwrap_or(key);
            let in_item = FIELDS.iter().any(|field| field.name == base && field.in_item);
            let ([value], true) = (field.values.as_slice(), in_item && key != SALT) else {
                continue;
            };
            if determination_field(base).is_some() {
                self.share(key, value);
            } else {
                item.fields.push((key.to_owned(), value.clone()));
            }
            if key == "information" {
                item.information.clone_from(value);
            }
        }
        let name = normalise(&item.information);
        let same = |one: &&mut Item| normalise(&one.information) == name;
        if let Some(one) = self.items.iter_mut().find(same) {
            one.entries.push(source);
        } else {
            item.entries.push(source);
            self.items.push(item);
        }
    }

    fn share(&mut self, key: &str, value: &str) {
        let there = self.sheet.entry(key.to_owned()).or_insert_with(|| value.to_owned());
        let label = label_of(key);
        if there != value && !self.differing.contains(&label) {
            self.differing.push(label);
        }
    }

    /// The fields of a determination of KPU RI.
    fn fields(&self) -> Fields {
        let mut all = vec![("authority".to_owned(), "RI".to_owned())];
        let agreed = self.sheet.iter().filter(|(key, _)| !self.differing.contains(&label_of(key)));
        all.extend(agreed.map(|(key, value)| (key.clone(), value.clone())));
        for (at, item) in self.items.iter().enumerate() {
            let of_item =
                |(key, value): &(String, String)| (format!("item/{}/{key}", at + 1), value.clone());
            all.extend(item.fields.iter().map(of_item));
        }
        all
    }

    fn entries(&self) -> usize {
        self.items.iter().map(|item| item.entries.len()).sum()
    }
}

#[derive(Template)]
#[template(path = "penetapan-dari.html")]
struct Page {
    gathered: Gathered,
    too_many: usize,
    whose: Option<String>,
}

/// Shows which items a selection comes to.
pub(crate) async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let chosen = pairs.into_iter().filter(|(name, _)| name == "entri").map(|(_, entry)| entry);
    let entries: Vec<String> = chosen.collect();
    if entries.is_empty() {
        return Ok(visit.warn("/antrean", NONE_CHOSEN));
    }
    visit
        .page(Section::Determinations, "Siapkan penetapan", move |hand| {
            Ok(Page {
                whose: May::of(&hand, &[Capability::Draft])?.refusal(),
                gathered: Gathered::of(hand.office, &entries)?,
                too_many: entries.len().saturating_sub(MOST),
            })
        })
        .await
}

/// Begins it. It is a draft: nothing becomes public, and all of it can be written anew.
pub(crate) async fn begin(visit: Visit, answers: Answers) -> Answer {
    let entries: Vec<String> = answers.all("entri").map(str::to_owned).collect();
    if entries.is_empty() {
        return Ok(visit.warn("/antrean", NONE_CHOSEN));
    }
    let back = format!("/antrean/{}", entries[0]);
    match visit.office(move |mut hand| begun(&mut hand, &entries)).await? {
        Ok((draft, sentence)) => Ok(visit.go(&format!("/penetapan/draf/{draft}"), sentence)),
        Err(why) => Ok(visit.warn(&back, why)),
    }
}

/// The draft, and what it was begun with.
fn begun(
    hand: &mut Hand<'_>,
    entries: &[String],
) -> Result<Result<(String, String), String>, OfficeError> {
    let may = May::of(hand, &[Capability::Draft])?;
    let gathered = Gathered::of(hand.office, entries)?;
    if let (true, Some(refused)) = (gathered.items.is_empty(), gathered.refused.first()) {
        return Ok(Err(refused.sentence.clone()));
    }
    let written = hand.office.draft_determination(hand.acting, &gathered.fields());
    Ok(may.or_whose(written)?.map(|(scope, id)| {
        let (items, entries) = (gathered.items.len(), gathered.entries());
        let sentence =
            format!("{items} butir disalin dari {entries} entri. Lengkapi, lalu terbitkan.");
        (handle(&scope, id), sentence)
    }))
}
