//! The public row: the columns of the list, and nothing that is not in them.

use kecuali_domain::{Day, DocumentId, OfficeId, act::Issue, office::Offices};
use kecuali_encoding::{Digest, canonical_json};
use serde::{Deserialize, Serialize};

use crate::{
    column::{Basis, Chosen, Period, Shown, bases, exceptions},
    list::row_digest,
    name::{EventName, RowId},
    opened::Opened,
    standing::Status,
    wording,
};

/// A row as it is published: the body of its event, and what stands in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PublicRow {
    /// Its columns.
    #[serde(flatten)]
    pub facts: Facts,
    /// Whether it is in force.
    pub status: Status,
    /// The day of the log since which the list says so: no day of a decision.
    pub status_since: Day,
    /// The day it was last published, amended or withdrawn.
    pub updated: Day,
    /// The event that made it so.
    pub event: EventName,
}

impl PublicRow {
    /// The body as it is stored, served and hashed: canonical JSON.
    pub fn to_text(&self) -> String {
        canonical_json(self)
    }

    /// What the list's hash is made of.
    pub fn digest(&self) -> Digest {
        row_digest(&self.facts.id.to_string(), &self.to_text())
    }
}

/// A row before it has an event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Draft {
    /// Its columns.
    pub facts: Facts,
    /// Whether it is in force.
    pub status: Status,
    /// The last day it is in force, when it has one; the next day it lapses.
    pub ends: Option<Day>,
}

/// The kinds of row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// An item of an issued determination; it holds for every office.
    National,
    /// An office's entry, determined under an item.
    Office,
}

/// The columns of the list. A column that was never filled is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Facts {
    /// Its permanent name.
    pub id: RowId,
    /// What it is.
    pub kind: RowKind,
    /// A short name for people.
    pub handle: String,
    /// Kantor.
    pub office: OfficeName,
    /// Informasi.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub information: Option<Shown<String>>,
    /// Uraian informasi.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Shown<String>>,
    /// Jenis dokumen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_type: Option<Shown<String>>,
    /// Dasar hukum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<Shown<Vec<Basis>>>,
    /// Konsekuensi bila dibuka.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consequence_if_opened: Option<Shown<String>>,
    /// Konsekuensi bila ditutup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consequence_if_closed: Option<Shown<String>>,
    /// Jangka waktu.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Shown<Period>>,
    /// What makes the information available before the period ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exceptions: Option<Shown<Vec<Chosen>>>,
    /// Nomor dan tanggal keputusan.
    pub determination: Decision,
    /// Penanggung jawab, a position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible_position: Option<Shown<String>>,
    /// What a decision that was registered from paper lacks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
}

/// An office as the public knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfficeName {
    /// Its permanent id.
    pub id: OfficeId,
    /// The Kemendagri code of its region today; absent for KPU RI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Its name; `Nasional` for an item that holds for every office.
    pub name: String,
}

/// The decision a row stands under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Decision {
    /// Its number, verbatim.
    pub number: String,
    /// Its year.
    pub year: u16,
    /// The day it was signed.
    pub day: Day,
    /// The office that decided.
    pub authority: OfficeId,
    /// The change that issued it.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Hash"))]
    pub issue: Digest,
    /// The item, from 1.
    pub item: u32,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Shown<String>>,
    /// Number, year and day in words.
    pub text: String,
}

/// One thing that a decision which was registered from paper lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gap {
    /// The rule it does not meet.
    pub rule: String,
    /// That in words.
    pub text: String,
}

/// What a row is made of.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    pub(crate) id: RowId,
    pub(crate) values: Opened,
    pub(crate) ends: Option<Day>,
    pub(crate) issue: &'a Issue,
    pub(crate) change: Digest,
    pub(crate) item: u32,
    pub(crate) title: Option<Shown<String>>,
}

impl Facts {
    pub(crate) fn of(parts: Parts<'_>) -> Self {
        let Parts { id, mut values, ends, issue, change, item, title } = parts;
        let gaps = issue.registered.iter().flat_map(|registered| &registered.gaps);
        let period = values.take("period");
        Self {
            kind: match id {
                RowId::National { .. } => RowKind::National,
                RowId::Office { .. } => RowKind::Office,
            },
            handle: id.handle(),
            office: OfficeName::of(&id),
            information: values.take("information"),
            description: values.take("description"),
            document_type: values.take("document_type"),
            legal_basis: values.take("legal_basis").map(|shown| shown.map(|text| bases(&text))),
            consequence_if_opened: values.take("consequence_if_opened"),
            consequence_if_closed: values.take("consequence_if_closed"),
            period: period.map(|shown| shown.map(|text| Period::read(&text, ends))),
            exceptions: values.take("exceptions").map(|shown| shown.map(|text| exceptions(&text))),
            determination: Decision::of(issue, change, item, title),
            responsible_position: values.take("responsible_position"),
            gaps: gaps.map(|rule| Gap { rule: rule.clone(), text: wording::gap(rule) }).collect(),
            id,
        }
    }

    /// What was not entered from the paper of the decision, in words for a page that shows this row.
    /// The words in `gaps` stay what they were: they are in the digest of every row that has some.
    pub fn not_recorded(&self) -> Vec<String> {
        let stands = |name: &str| match name {
            "number" | "year" | "day" | "authority" => true,
            "title" => self.determination.title.is_some(),
            "information" => self.information.is_some(),
            "description" => self.description.is_some(),
            "consequence_if_opened" => self.consequence_if_opened.is_some(),
            "consequence_if_closed" => self.consequence_if_closed.is_some(),
            _ => false,
        };
        self.gaps.iter().map(|gap| wording::not_recorded(&gap.rule, stands)).collect()
    }

    /// What is left of a row whose values must not be shown any more.
    #[must_use]
    pub(crate) fn without_values(self) -> Self {
        let Self { id, kind, handle, office, determination, .. } = self;
        Self {
            id,
            kind,
            handle,
            office,
            information: None,
            description: None,
            document_type: None,
            legal_basis: None,
            consequence_if_opened: None,
            consequence_if_closed: None,
            period: None,
            exceptions: None,
            determination: Decision { title: None, ..determination },
            responsible_position: None,
            gaps: Vec::new(),
        }
    }

    /// The document whose row it is, in its log.
    pub const fn document(&self) -> DocumentId {
        match self.id {
            RowId::Office { entry, .. } => entry,
            RowId::National { determination, .. } => determination,
        }
    }
}

impl OfficeName {
    fn of(id: &RowId) -> Self {
        let office = id.office();
        let known = Offices::bundled().get(&office);
        let name = match id {
            RowId::National { .. } => wording::NATIONAL.to_owned(),
            RowId::Office { .. } => {
                known.map_or_else(|| office.to_string(), |known| known.local_name().to_owned())
            }
        };
        Self { code: known.and_then(|known| known.kemendagri_code.clone()), name, id: office }
    }
}

impl Decision {
    fn of(issue: &Issue, change: Digest, item: u32, title: Option<Shown<String>>) -> Self {
        Self {
            number: issue.number.clone(),
            year: issue.year,
            day: issue.day,
            authority: issue.authority.clone(),
            issue: change,
            item,
            title,
            text: wording::decision(issue),
        }
    }
}
