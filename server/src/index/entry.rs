//! What is kept of a row so that it can be found.

use std::sync::Arc;

use kecuali_domain::{
    Day, OfficeId, article17::Article17, legal_basis::LegalBasis, search::Words, similarity::fold,
};
use kecuali_encoding::Digest;
use kecuali_publication::{
    Basis, Decision, EventName, PublicRow, Reason, RowKind, Shown, StatusCode,
};

/// A row as the index knows it. Its body is in the store, under its id.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its permanent name.
    pub id: Box<str>,
    /// The office whose row it is.
    pub office: OfficeId,
    /// What it is.
    pub kind: RowKind,
    /// Whether it is on the list.
    pub in_force: bool,
    /// Why it is not.
    pub reason: Option<Reason>,
    /// The decision it stands under.
    pub decided: Arc<Decided>,
    /// The item of that decision, from 1.
    pub item: u32,
    /// The grounds of Pasal 17 that it names.
    pub bases: Box<[Article17]>,
    /// Its document type, if it has one that is shown.
    pub document_type: Option<DocumentType>,
    /// The last day it is in force, if it has one that is shown.
    pub ends: Option<Day>,
    /// The day it was last published, amended or withdrawn.
    pub updated: Day,
    /// The last event about it.
    pub event: EventName,
    pub(super) words: Box<[u32]>,
}

/// A decision, the same for all of its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The change that issued it.
    pub issue: Digest,
    /// Its number, verbatim.
    pub number: String,
    /// Its year.
    pub year: u16,
    /// The day it was signed.
    pub day: Day,
    /// The office that decided.
    pub authority: OfficeId,
    /// Number, year and day in words.
    pub text: String,
}

/// A document type: what offices wrote, and that folded, which is its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentType {
    /// Small letters, digits and single spaces.
    pub code: Box<str>,
    /// As it was written.
    pub text: Box<str>,
}

impl Entry {
    pub(super) fn new(row: &PublicRow, decided: Arc<Decided>, words: &Words) -> Self {
        let facts = &row.facts;
        let document_type = shown(facts.document_type.as_ref());
        let bases = shown(facts.legal_basis.as_ref()).map_or(&[][..], Vec::as_slice);
        let mut articles: Vec<Article17> = bases.iter().filter_map(article).collect();
        articles.sort_unstable();
        articles.dedup();
        Self {
            id: facts.id.to_string().into(),
            office: facts.office.id.clone(),
            kind: facts.kind,
            in_force: row.status.code == StatusCode::InForce,
            reason: row.status.reason,
            item: facts.determination.item,
            bases: articles.into(),
            document_type: document_type
                .map(|text| DocumentType { code: fold(text).into(), text: text.as_str().into() }),
            ends: shown(facts.period.as_ref()).and_then(|period| period.ends),
            updated: row.updated,
            event: row.event,
            words: words.of(texts(row)),
            decided,
        }
    }
}

impl Decided {
    pub(super) fn of(decision: &Decision) -> Self {
        Self {
            issue: decision.issue,
            number: decision.number.clone(),
            year: decision.year,
            day: decision.day,
            authority: decision.authority.clone(),
            text: decision.text.clone(),
        }
    }

    /// Whether people mean it by this name, folded: `731 2025` for `731/2025`.
    pub fn is_named(&self, folded: &str) -> bool {
        let number = fold(&self.number);
        number == folded || format!("{number} {}", self.year) == folded
    }
}

/// Everything of a row that is public, is a text, and tells it from others.
fn texts(row: &PublicRow) -> impl Iterator<Item = &str> {
    let facts = &row.facts;
    let columns = [
        &facts.information,
        &facts.description,
        &facts.document_type,
        &facts.consequence_if_opened,
        &facts.consequence_if_closed,
        &facts.responsible_position,
        &facts.determination.title,
    ];
    let columns = columns.into_iter().filter_map(|column| shown(column.as_ref()));
    let bases = shown(facts.legal_basis.as_ref()).into_iter().flatten();
    let always = [&facts.handle, &facts.office.name, &facts.determination.text];
    columns.chain(always).map(String::as_str).chain(bases.map(|basis| basis.text.as_str()))
}

/// A value that may be found: one that was taken down is not.
fn shown<T>(column: Option<&Shown<T>>) -> Option<&T> {
    match column? {
        Shown::Open(value) => Some(value),
        Shown::Withheld(_) => None,
    }
}

fn article(basis: &Basis) -> Option<Article17> {
    match basis.id.as_deref()?.parse().ok()? {
        LegalBasis::Article17(article) => Some(article),
        LegalBasis::Provision { .. } | LegalBasis::Raw(_) => None,
    }
}
