//! What would become public, or is: shown before someone signs what cannot be called back.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    Day, OfficeId, Scope,
    act::{ItemRef, Succession},
    determination::determination_field,
    field::{self, Field, FieldKind},
    handle,
    legal_basis::LegalBasis,
    period::Period,
};
use kecuali_ledger::Opening;
use serde::Serialize;

use super::{
    Name, Office,
    issue::Prepared,
    standing::{FindingView, numbered},
};
use crate::{
    catalogue::input,
    error::{OfficeError, Sought},
};

/// A row of the public list as it would be, or as it is.
#[derive(Debug, Clone, Serialize)]
pub struct PublicRow {
    /// The entry by its handle, or the determination or item as people cite it.
    pub row: String,
    /// The item that an entry is determined under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
    /// The item it is determined under already; this takes its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// The last day of the exemption, when its period has one.
    pub ends: Option<Day>,
    /// All that is public of it.
    pub fields: Vec<PublicField>,
    /// What the rules find and nothing forbids.
    pub warnings: Vec<FindingView>,
}

/// A public field of a row.
#[derive(Debug, Clone, Serialize)]
pub struct PublicField {
    /// Its name.
    pub field: String,
    /// What people call it.
    pub label: String,
    /// The value that is signed.
    pub value: String,
    /// The value as people read it.
    pub text: String,
    /// Whether a take-down keeps it from being shown.
    pub withheld: bool,
}

/// What an issue makes public, and what it ends.
#[derive(Debug, Clone, Serialize)]
pub struct IssuePreview {
    /// The number and year, as it is cited.
    pub number: String,
    /// The office that decides.
    pub authority: OfficeId,
    /// Where it is signed.
    pub place: String,
    /// The day it is signed.
    pub day: Day,
    /// The position of who signs.
    pub signatory: String,
    /// What the paper lacks, by rule; shown to the public. None when it is issued, not registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gaps: Option<BTreeSet<String>>,
    /// The determination's own row, then its items.
    pub rows: Vec<PublicRow>,
    /// The items of earlier determinations that end.
    pub ends: Vec<EndingItem>,
    /// What the rules find and nothing forbids.
    pub warnings: Vec<FindingView>,
}

/// An item that a new determination ends.
#[derive(Debug, Clone, Serialize)]
pub struct EndingItem {
    /// The item, as people cite it.
    pub item: String,
    /// The new item that continues it; without one, what stands under it leaves the list.
    pub successor: Option<u32>,
    /// The entries read here that stand under it.
    pub entries: Vec<String>,
}

impl Office {
    /// What would become public of entries, were they determined now.
    pub fn determination_preview(
        &mut self,
        names: &[Name],
        under: Option<ItemRef>,
    ) -> Result<Vec<PublicRow>, OfficeError> {
        names.iter().map(|name| self.proposed_row(name, under)).collect()
    }

    fn proposed_row(
        &mut self,
        name: &Name,
        under: Option<ItemRef>,
    ) -> Result<PublicRow, OfficeError> {
        let proposal = self.proposal(name, under)?;
        let state = self.document(name)?.state();
        let withheld = state.withheld().clone();
        let before = state.decision().map(|decision| decision.under);
        let field = |(name, value): (&String, &String)| {
            PublicField::of(name, value, withheld.contains(name))
        };
        Ok(PublicRow {
            row: handle(&name.0, name.1),
            under: Some(self.cite(proposal.under)),
            replaces: before.map(|item| self.cite(item)),
            ends: proposal.ends,
            fields: in_order(proposal.values.iter().map(field)),
            warnings: proposal.warnings.iter().map(FindingView::from).collect(),
        })
    }

    /// What would become public, were this draft issued or registered now, and what would end.
    pub fn issue_preview(
        &mut self,
        draft: &Name,
        supersedes: &[Succession],
        past: bool,
    ) -> Result<IssuePreview, OfficeError> {
        let prepared = self.prepared(draft, supersedes, past)?;
        self.check_successions(draft, &prepared, supersedes)?;
        let mut ends = Vec::with_capacity(supersedes.len());
        for succession in supersedes {
            let under = self.under(&BTreeSet::from([succession.old]))?;
            ends.push(EndingItem {
                item: self.cite(succession.old),
                successor: succession.new,
                entries: under.iter().map(|(scope, id)| handle(scope, *id)).collect(),
            });
        }
        let number = numbered(&prepared.number, prepared.year);
        Ok(IssuePreview {
            rows: prepared.public_rows(&number),
            number,
            authority: prepared.authority,
            place: prepared.read.place.unwrap_or_default(),
            day: prepared.day,
            signatory: prepared.read.signatory.unwrap_or_default(),
            gaps: prepared.registered.map(|registered| registered.gaps),
            ends,
            warnings: prepared.warnings.iter().map(FindingView::from).collect(),
        })
    }

    /// The public row of an item of a determination, or the determination's own.
    pub fn determination_row(
        &mut self,
        number: &str,
        item: Option<u32>,
    ) -> Result<PublicRow, OfficeError> {
        let issued = self.determination(number)?;
        let cited = numbered(&issued.issue.number, issued.issue.year);
        let (label, row, ends) = match item {
            Some(item) => {
                let row = format!("{cited} butir {item}");
                let found = issued.issue.items.get(&item);
                let found =
                    found.ok_or_else(|| OfficeError::not_found(Sought::Determination, &row))?;
                (format!("item/{item}"), row, found.ends)
            }
            None => ("determination".to_owned(), cited, None),
        };
        let rows = self.openings(&Scope::National, &issued.change)?.unwrap_or_default();
        let opened = |(name, opening): (&String, &Opening)| match opening {
            Opening::Open { value, .. } => {
                PublicField::of(name, value.as_deref().unwrap_or_default(), false)
            }
            Opening::Withheld(_) => PublicField::of(name, "", true),
        };
        let fields = in_order(rows.get(&label).into_iter().flatten().map(opened));
        Ok(PublicRow { row, under: None, replaces: None, ends, fields, warnings: Vec::new() })
    }
}

impl Office {
    /// What a take-down of a determination's row keeps from being shown: named fields, or all.
    pub fn row_to_take_down(
        &mut self,
        number: &str,
        item: Option<u32>,
        fields: &BTreeSet<String>,
    ) -> Result<PublicRow, OfficeError> {
        let mut row = self.determination_row(number, item)?;
        let all: Vec<&str> = row.fields.iter().map(|field| field.field.as_str()).collect();
        known_fields(fields, &all)?;
        row.fields.retain(|field| fields.is_empty() || fields.contains(&field.field));
        Ok(row)
    }
}

impl Prepared {
    /// The determination's own row, then its items by number.
    fn public_rows(&self, cited: &str) -> Vec<PublicRow> {
        let row = |row: String, label: &str, values: &BTreeMap<&'static str, String>| PublicRow {
            row,
            under: None,
            replaces: None,
            ends: self.ends(label),
            fields: in_order(values.iter().map(|(name, text)| PublicField::of(name, text, false))),
            warnings: Vec::new(),
        };
        let own = self.rows.iter().filter(|(label, _)| *label == "determination");
        let own = own.map(|(label, values)| row(cited.to_owned(), label, values));
        let items = self.read.items.keys().filter_map(|number| {
            let label = format!("item/{number}");
            let values = self.rows.get(&label)?;
            Some(row(format!("{cited} butir {number}"), &label, values))
        });
        own.chain(items).collect()
    }
}

/// That each of these fields is one of those that may be named: a mistyped one would withhold
/// nothing, silently.
pub(crate) fn known_fields(fields: &BTreeSet<String>, all: &[&str]) -> Result<(), OfficeError> {
    match fields.iter().find(|name| !all.contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => Err(OfficeError::Input(input::not_a_public_field(name, all))),
    }
}

/// Fields in the order of the table of fields.
pub(crate) fn in_order(fields: impl Iterator<Item = PublicField>) -> Vec<PublicField> {
    let mut fields: Vec<PublicField> = fields.collect();
    let place = |name: &str| field::FIELDS.iter().position(|field| field.name == name);
    fields.sort_by_key(|field| place(&field.field));
    fields
}

impl PublicField {
    pub(crate) fn of(name: &str, value: &str, withheld: bool) -> Self {
        let field = field::FIELDS.iter().find(|field| field.name == name);
        let field = field.or_else(|| determination_field(name));
        Self {
            field: name.to_owned(),
            label: field.map_or(name, |field| field.label).to_owned(),
            value: value.to_owned(),
            text: field.map_or_else(|| value.to_owned(), |field| read_aloud(field, value)),
            withheld,
        }
    }
}

/// A value of a row as people read it: a period as it was written, a collection a member a line.
pub(crate) fn read_aloud(field: &Field, value: &str) -> String {
    let members = || serde_json::from_str::<Vec<String>>(value).ok();
    let lines = |label: &dyn Fn(&str) -> String| {
        let labels = members().map(|all| all.iter().map(|one| label(one)).collect::<Vec<_>>());
        labels.map_or_else(|| value.to_owned(), |labels| labels.join("\n"))
    };
    match field.kind {
        FieldKind::Period => {
            let raw = Period::read(value).map(|period| period.raw).ok();
            raw.filter(|raw| !raw.is_empty()).unwrap_or_else(|| value.to_owned())
        }
        FieldKind::LegalBasisSet => lines(&|member| {
            let basis: Option<LegalBasis> = member.parse().ok();
            let label = basis.as_ref().and_then(LegalBasis::label);
            label.unwrap_or_else(|| member.strip_prefix("raw:").unwrap_or(member).to_owned())
        }),
        FieldKind::ChoiceSet(choices) => lines(&|member| {
            let choice = choices.iter().find(|choice| choice.value == member);
            choice.map_or(member, |choice| choice.label).to_owned()
        }),
        FieldKind::Choice(choices) => {
            let choice = choices.iter().find(|choice| choice.value == value);
            choice.map_or(value, |choice| choice.label).to_owned()
        }
        FieldKind::Text | FieldKind::LongText | FieldKind::Day | FieldKind::WholeNumber => {
            value.to_owned()
        }
    }
}
