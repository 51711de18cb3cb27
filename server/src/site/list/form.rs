//! The form of the list: what was asked, and what can be asked.

use std::collections::BTreeMap;

use kecuali_domain::{Day, OfficeId};
use kecuali_encoding::Digest;

use super::Asked;
use super::asked::{ALL, ENDED, View};
use crate::{
    country::Country,
    index::{Decided, Index, Query, Standing},
    site::{cell::clean, words},
};

/// Document types that can be chosen: those that most rows have.
const TYPES: usize = 40;

pub(super) struct Form {
    pub(super) asked: Asked,
    pub(super) is_open: bool,
    pub(super) office: Option<String>,
    pub(super) item: Option<String>,
    pub(super) provinces: Vec<Choice>,
    pub(super) offices: Vec<Choice>,
    pub(super) grounds: Vec<Choice>,
    pub(super) determinations: Vec<Choice>,
    pub(super) types: Vec<Choice>,
    pub(super) years: Vec<Choice>,
    pub(super) standings: Vec<Choice>,
}

pub(super) struct Choice {
    pub(super) value: String,
    pub(super) text: String,
    pub(super) chosen: bool,
}

impl Choice {
    fn new(value: String, text: String, chosen: &str) -> Self {
        Self { chosen: value == chosen, text, value }
    }
}

impl Form {
    pub(super) fn new(index: &Index, asked: &Asked, view: &View) -> Self {
        // What there is to choose does not depend on what was chosen, or nobody could go back.
        let ever = Query { standing: view.query.standing, ..Query::default() };
        let facets = index.facets(&ever);
        let province = view.query.province.as_ref();
        let in_province = |office: &&OfficeId| {
            province.is_some() && index.country().province(office).as_ref() == province
        };
        let mut types: Vec<_> = facets.document_types.iter().collect();
        types.sort_by_key(|(code, (_, count))| (std::cmp::Reverse(*count), (*code).clone()));
        let decided: BTreeMap<(Day, Digest), &Decided> = index
            .matching(&ever)
            .map(|row| ((row.decided.day, row.decided.issue), row.decided.as_ref()))
            .collect();
        Self {
            asked: Asked { q: clean(&asked.q), ..asked.clone() },
            is_open: asked.is_filtered(),
            office: view.query.office.as_ref().map(Country::name),
            item: view.query.item.map(|item| item.to_string()),
            provinces: by_name(facets.provinces.keys(), region, &asked.provinsi),
            offices: by_name(
                facets.offices.keys().filter(in_province),
                Country::name,
                &asked.kantor,
            ),
            grounds: facets
                .bases
                .keys()
                .map(|basis| Choice::new(basis.to_string(), basis.label(), &asked.dasar))
                .collect(),
            determinations: decided
                .values()
                .rev()
                .map(|one| Choice::new(one.issue.to_string(), clean(&one.text), &asked.penetapan))
                .collect(),
            types: types
                .into_iter()
                .take(TYPES)
                .map(|(code, (text, _))| Choice::new(code.to_string(), clean(text), &asked.jenis))
                .collect(),
            years: facets
                .years
                .keys()
                .rev()
                .map(ToString::to_string)
                .map(|year| Choice::new(year.clone(), year, &asked.tahun))
                .collect(),
            standings: standings(view.query.standing),
        }
    }

    /// The name that a filter of the office goes by when it cannot be chosen from the list.
    pub(super) fn keeps_office(&self) -> bool {
        self.office.is_some() && !self.offices.iter().any(|office| office.chosen)
    }
}

fn by_name<'a>(
    offices: impl Iterator<Item = &'a OfficeId>,
    name: fn(&OfficeId) -> String,
    chosen: &str,
) -> Vec<Choice> {
    let mut all: Vec<_> =
        offices.map(|office| Choice::new(office.to_string(), name(office), chosen)).collect();
    all.sort_by(|a, b| a.text.cmp(&b.text));
    all
}

/// What a province is called on a map.
fn region(office: &OfficeId) -> String {
    let known = Country::known(office);
    known.map_or_else(|| office.to_string(), |known| known.region_name.clone())
}

fn standings(asked: Standing) -> Vec<Choice> {
    let all = [
        ("", Standing::InForce, words::standing::IN_FORCE),
        (ENDED, Standing::Withdrawn, words::standing::ENDED),
        (ALL, Standing::All, words::standing::ALL),
    ];
    let choice = |(value, standing, text): (&str, Standing, &str)| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
        chosen: standing == asked,
    };
    all.into_iter().map(choice).collect()
}
