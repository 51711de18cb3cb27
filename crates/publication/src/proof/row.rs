//! One row, verified with nothing but the root file.

use std::collections::BTreeMap;

use kecuali_domain::{
    Day, Scope,
    act::{Act, Determine, Issue, Item, ItemRef},
    period::Period,
};
use kecuali_encoding::{Digest, KeyId, canonical_json};
use kecuali_ledger::{Document, End, National, Opening, Record, RowOpenings, Rows};
use kecuali_trust::{RootFile, RootId};
use serde::{Deserialize, Serialize};

use super::{
    ProofError,
    chain::{Authority, GrantChain, gather},
    hex::Hex,
    read_proof,
    record::{Proven, ProvenRecord},
};
use crate::{
    build::{
        BuildError, Decided, determined, entry_openings, national_openings, national_row,
        office_row,
    },
    name::RowId,
    opened::{Opened, Place},
    row::{Draft, Facts, Parts, PublicRow},
    standing::{Reason, continued},
};

/// Everything that proves one row.
///
/// It shows *what was signed*, by whom, and that the root let them. Whether the row is still in
/// force, and whether a key was revoked meanwhile, is what a list checkpoint says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowProof {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    determine: Option<ProvenRecord>,
    grants: GrantChain,
    /// The issue that the determine cites, and each that continued its item; of a national row,
    /// its issue alone.
    issues: Vec<ProvenRecord>,
    openings: BTreeMap<String, BTreeMap<String, TextOpening>>,
    row: RowId,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum TextOpening {
    Withheld(Commitment),
    Open(Salted),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Commitment {
    withheld: Digest,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Salted {
    salt: Hex,
    value: String,
}

/// Gives the record of a change in a log.
pub type Records<'a> = &'a dyn Fn(&Scope, &Digest) -> Option<Record>;

impl RowProof {
    /// Proves the row of an entry; `openings` are those of the determine that makes it.
    pub fn of_entry(
        entry: &Document,
        openings: &Rows,
        decided: &Decided<'_>,
        national: &National,
        records: Records<'_>,
    ) -> Result<Self, ProofError> {
        let draft = office_row(entry, Some(openings), decided, national)?;
        may_be_shown(draft.as_ref())?;
        let (record, determine) = determined(entry)?.ok_or(ProofError::NoRow)?;
        let scope = entry.history().scope();
        let office = scope.office().cloned().ok_or(ProofError::NoRow)?;
        let signed = records(scope, &record.id).ok_or(ProofError::RecordMissing)?;
        let item = continued(national, determine.under);
        let mut rows = decided.public_openings(item.item)?;
        rows.insert("entry".to_owned(), entry_openings(entry, determine, openings)?);
        let row = RowId::Office { office, entry: entry.history().document() };
        let issues = successions(national, determine.under);
        Self::gather(row, Some(&signed), &issues, &rows, (&national.root_id(), records))
    }

    /// Proves the row of an item.
    pub fn of_item(
        decided: &Decided<'_>,
        item: u32,
        national: &National,
        records: Records<'_>,
    ) -> Result<Self, ProofError> {
        may_be_shown(national_row(decided, item, national)?.as_ref())?;
        let issued = decided.issued();
        let row = RowId::National { determination: issued.document, item };
        let rows = decided.public_openings(item)?;
        Self::gather(row, None, &[issued.change], &rows, (&national.root_id(), records))
    }

    /// The text that is served.
    pub fn to_text(&self) -> String {
        canonical_json(self)
    }

    fn gather(
        row: RowId,
        determine: Option<&Record>,
        issues: &[Digest],
        openings: &Rows,
        (root, records): (&RootId, Records<'_>),
    ) -> Result<Self, ProofError> {
        let issue =
            |hash: &Digest| records(&Scope::National, hash).ok_or(ProofError::RecordMissing);
        let issues: Vec<Record> = issues.iter().map(issue).collect::<Result<_, _>>()?;
        let all = determine.into_iter().chain(&issues);
        let from = all.map(|record| (&record.sealed.scope, record.sealed.grant));
        let grants = gather(root, from, records).map_err(|_| ProofError::GrantMissing)?;
        let text = |row: &RowOpenings| row.iter().map(|(n, o)| (n.clone(), o.into())).collect();
        Ok(Self {
            determine: determine.map(ProvenRecord::from),
            grants,
            issues: issues.iter().map(ProvenRecord::from).collect(),
            openings: openings.iter().map(|(label, row)| (label.clone(), text(row))).collect(),
            row,
        })
    }

    fn openings(&self, label: &str) -> Result<RowOpenings, ProofError> {
        let row = self.openings.get(label).ok_or(ProofError::Openings)?;
        row.iter().map(|(name, opening)| Ok((name.clone(), opening.read()?))).collect()
    }
}

impl Decided<'_> {
    /// What opens an item's row and its determination's own.
    fn public_openings(&self, item: u32) -> Result<Rows, BuildError> {
        let label = format!("item/{item}");
        let labels = [("determination".to_owned(), None), (label, Some(item))];
        let open = |(label, item): (String, Option<u32>)| {
            let (document, rows) = self.source();
            let row = national_openings(document, &label, item, rows)?;
            Ok((label, row))
        };
        labels.into_iter().map(open).collect()
    }
}

impl From<&Opening> for TextOpening {
    fn from(opening: &Opening) -> Self {
        match opening {
            Opening::Withheld(withheld) => Self::Withheld(Commitment { withheld: *withheld }),
            Opening::Open { salt, value } => Self::Open(Salted {
                salt: Hex(salt.to_vec()),
                value: value.clone().unwrap_or_default(),
            }),
        }
    }
}

impl TextOpening {
    fn read(&self) -> Result<Opening, ProofError> {
        match self {
            Self::Withheld(left) => Ok(Opening::Withheld(left.withheld)),
            Self::Open(Salted { salt, value }) => {
                let salt = salt.0.as_slice().try_into().map_err(|_| ProofError::Openings)?;
                Ok(Opening::Open { salt, value: Some(value.clone()) })
            }
        }
    }
}

/// A row that is what was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedRow {
    /// Its columns, from the openings and the issue alone.
    pub facts: Facts,
    /// Who determined it; none for an item.
    pub determined_by: Option<KeyId>,
    /// Who issued the determination it stands under.
    pub issued_by: KeyId,
}

impl VerifiedRow {
    /// Whether a published row says just this.
    pub fn is(&self, published: &PublicRow) -> bool {
        self.facts == published.facts
    }
}

/// Verifies one row: signatures, grants up to the root, and the row's hash from its openings.
pub fn verify_row(root: &RootFile, proof: &str) -> Result<VerifiedRow, ProofError> {
    let proof: RowProof = read_proof(proof)?;
    let mut authority = Authority::read(root, &proof.grants)?;
    let issues = read_issues(&proof, root, &mut authority)?;
    let determine = proof.determine.as_ref().map(|record| record.open(&root.id())).transpose()?;
    if let Some(record) = &determine {
        authority.check(record)?;
    }
    authority.finish()?;
    let decided = decision(&proof.row, determine.as_ref())?;
    let (item, issue) = current(&proof.row, decided, &issues)?;
    let facts = read_facts(&proof, decided, &issues, issue, item)?;
    let determined_by = determine.map(|record| record.sealed.signer);
    Ok(VerifiedRow { facts, determined_by, issued_by: issue.record.sealed.signer })
}

struct Issued {
    record: Proven,
    issue: Issue,
}

impl Issued {
    fn item(&self, item: u32) -> Result<&Item, ProofError> {
        self.issue.items.get(&item).ok_or(ProofError::Decision)
    }

    fn place<'a>(&'a self, label: &'a str) -> Place<'a> {
        let sealed = &self.record.sealed;
        Place { scope: &sealed.scope, document: sealed.document, label }
    }
}

fn read_issues(
    proof: &RowProof,
    root: &RootFile,
    authority: &mut Authority<'_>,
) -> Result<Vec<Issued>, ProofError> {
    let read = |record: &ProvenRecord| {
        let record = record.open(&root.id())?;
        authority.check(&record)?;
        if let Act::Issue(issue) = &record.act
            && record.first
            && issue.authority.is_national()
        {
            return Ok(Issued { issue: (**issue).clone(), record });
        }
        Err(ProofError::Decision)
    };
    proof.issues.iter().map(read).collect()
}

/// The determine of an office's row, which must be of that entry; none for an item.
fn decision<'a>(
    row: &RowId,
    determine: Option<&'a Proven>,
) -> Result<Option<&'a Determine>, ProofError> {
    match (row, determine) {
        (RowId::National { .. }, None) => Ok(None),
        (RowId::Office { office, entry }, Some(record)) => {
            let sealed = &record.sealed;
            let of_entry = sealed.scope.office() == Some(office) && sealed.document == *entry;
            if let Act::Determine(determine) = &record.act
                && of_entry
            {
                return Ok(Some(determine));
            }
            Err(ProofError::Decision)
        }
        (RowId::National { .. }, Some(_)) | (RowId::Office { .. }, None) => {
            Err(ProofError::Decision)
        }
    }
}

/// The item that the row stands under, which is the last of those that continue one another.
fn current<'a>(
    row: &RowId,
    decided: Option<&Determine>,
    issues: &'a [Issued],
) -> Result<(u32, &'a Issued), ProofError> {
    let (first, rest) = issues.split_first().ok_or(ProofError::Decision)?;
    let mut item = match row {
        RowId::National { determination, item }
            if rest.is_empty() && first.record.sealed.document == *determination =>
        {
            ItemRef { issue: first.record.sealed.change, item: *item }
        }
        RowId::National { .. } => return Err(ProofError::Decision),
        RowId::Office { .. } => decided.ok_or(ProofError::Decision)?.under,
    };
    if item.issue != first.record.sealed.change {
        return Err(ProofError::Decision);
    }
    first.item(item.item)?;
    let mut last = first;
    for next in rest {
        let succession = next.issue.supersedes.iter().find(|step| step.old == item);
        let number = succession.and_then(|step| step.new).ok_or(ProofError::Decision)?;
        next.item(number)?;
        item = ItemRef { issue: next.record.sealed.change, item: number };
        last = next;
    }
    Ok((item.item, last))
}

fn read_facts(
    proof: &RowProof,
    decided: Option<&Determine>,
    issues: &[Issued],
    issue: &Issued,
    item: u32,
) -> Result<Facts, ProofError> {
    let label = format!("item/{item}");
    let signed = issue.item(item)?;
    let own = open(&issue.place("determination"), proof, issue.issue.row, None)?;
    let item_ends = Some((signed.ends, issue.issue.day));
    let of_item = open(&issue.place(&label), proof, signed.row, item_ends)?;
    let (values, ends, rows) = match (decided, &proof.row, issues.first()) {
        (Some(determine), RowId::Office { office, entry }, Some(cited)) => {
            let scope = Scope::Office(office.clone());
            let place = Place { scope: &scope, document: *entry, label: "entry" };
            let ends = Some((determine.ends, cited.issue.day));
            let values = open(&place, proof, determine.row, ends)?;
            (values, determine.ends.into_iter().chain(signed.ends).min(), 3)
        }
        _ => (of_item, signed.ends, 2),
    };
    if proof.openings.len() != rows {
        return Err(ProofError::Openings);
    }
    let (mut own, change) = (own, issue.record.sealed.change);
    let (id, title) = (proof.row.clone(), own.take("title"));
    Ok(Facts::of(Parts { id, values, ends, issue: &issue.issue, change, item, title }))
}

/// Opens a row; `ends` is the last day that was signed with it and the day of its decision.
fn open(
    place: &Place<'_>,
    proof: &RowProof,
    signed: Digest,
    ends: Option<(Option<Day>, Day)>,
) -> Result<Opened, ProofError> {
    let openings = proof.openings(place.label)?;
    let period = match openings.get("period") {
        Some(Opening::Open { value, .. }) => Some(value.as_deref()),
        Some(Opening::Withheld(_)) => None,
        None => Some(None),
    };
    if let (Some(value), Some((ends, decided))) = (period, ends) {
        let period = value.and_then(|text| Period::read(text).ok());
        let follows = period.and_then(|period| period.ends_if_decided(decided));
        if follows != ends {
            return Err(ProofError::Ends);
        }
    }
    Opened::read(place, &openings, signed).map_err(|_| ProofError::Row)
}

/// A proof opens a row, so there is none of what was taken down or voided.
fn may_be_shown(draft: Option<&Draft>) -> Result<(), ProofError> {
    let status = &draft.ok_or(ProofError::NoRow)?.status;
    let hidden = status.reason.is_some_and(Reason::hides_values);
    if hidden { Err(ProofError::NoRow) } else { Ok(()) }
}

/// The issue of an item and of each that continues it.
fn successions(national: &National, item: ItemRef) -> Vec<Digest> {
    let last = continued(national, item);
    let next = |step: &ItemRef| {
        let issued = national.issued(&step.issue)?;
        match issued.ended.get(&step.item)? {
            End::Superseded { by, .. } if *step != last => *by,
            End::Superseded { .. } | End::Revoked { .. } => None,
        }
    };
    std::iter::successors(Some(item), next).map(|step| step.issue).collect()
}
