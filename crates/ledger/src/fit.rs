//! What an act must fit: what it cites, the document it stands in, the rows it signs.

use std::collections::BTreeMap;

use kecuali_document::History;
use kecuali_domain::{
    Day, OfficeId,
    act::{Act, Determine, Grant, Issue, ItemRef},
    content::{SALT, is_salt},
    determination::DETERMINATION_FIELDS,
    field::{FIELDS, Field, Visibility, public_row},
    period::Period,
};
use kecuali_encoding::Digest;
use kecuali_trust::check_key;

use crate::{
    admit::Attached,
    authorize::{DEPTH, NotAllowed},
    document::Document,
    national::NationalAt,
    openings::{Opening, RowMismatch, RowOpenings, Rows, row_hash},
    refusal::Refusal,
};

/// The label of a determination's own row.
const OWN_ROW: &str = "determination";

/// Whether an act fits, for a record that stands in no log yet.
///
/// Nothing of this is asked of a record that a log holds: openings lie outside all signatures, so
/// that whoever carries them could otherwise stop a log.
pub(crate) fn fits(
    at: NationalAt<'_>,
    document: &Document,
    deps: &[Digest],
    relied_on: &Digest,
    act: &Act,
    attached: Attached<'_>,
) -> Result<(), Refusal> {
    let openings = match attached {
        Attached::Nothing => None,
        Attached::Whole(rows) | Attached::Left(rows) => Some(rows),
    };
    if openings.is_some() != matches!(act, Act::Determine(_) | Act::Issue(_)) {
        return Err(Refusal::OpeningsMisplaced);
    }
    match act {
        Act::Determine(determine) => {
            let decided = cited(at, determine.under)?;
            determine_row(document, deps, determine, decided, openings.expect("asked above"))
        }
        Act::Issue(issue) => {
            opens(document)?;
            well_formed(issue)?;
            issue_rows(document, issue, openings.expect("asked above"))
        }
        Act::Submit(submission) => submission.under.map_or(Ok(()), |i| cited(at, i).map(drop)),
        Act::Grant(grant) => opens(document).and_then(|()| sound(at, relied_on, grant)),
        Act::RevokeKey(_) | Act::SetPolicy(_) | Act::SetDay(_) => opens(document),
        Act::Return(about) => said(about.reason.as_ref(), "a return says why"),
        Act::Decline(word) => said(word.note.as_ref(), "a decline says why"),
        Act::Endorse(_)
        | Act::Withdraw(_)
        | Act::Forward(_)
        | Act::Open(_)
        | Act::TakeDown(_)
        | Act::Comment(_)
        | Act::Seen(_)
        | Act::Revoke(_) => Ok(()),
    }
}

fn opens(document: &Document) -> Result<(), Refusal> {
    let first = document.history().is_empty();
    if first { Ok(()) } else { Err(Refusal::Misplaced("it opens a document of its own")) }
}

fn said(text: Option<&String>, otherwise: &'static str) -> Result<(), Refusal> {
    let said = text.is_some_and(|text| !text.trim().is_empty());
    if said { Ok(()) } else { Err(Refusal::Misplaced(otherwise)) }
}

/// A key that can sign, not too far from the root to be judged quickly.
fn sound(at: NationalAt<'_>, relied_on: &Digest, grant: &Grant) -> Result<(), Refusal> {
    check_key(grant.key).map_err(|_| Refusal::Misplaced("the key granted is none"))?;
    if at.depth(relied_on) >= DEPTH { Err(NotAllowed::Depth.into()) } else { Ok(()) }
}

/// The day of the decision that a cited item belongs to.
fn cited(at: NationalAt<'_>, item: ItemRef) -> Result<Day, Refusal> {
    match at.issued(&item.issue) {
        Some(issued) if issued.issue.items.contains_key(&item.item) => Ok(issued.issue.day),
        Some(_) => Err(Refusal::Misplaced("the determination has no such item")),
        None => Err(Refusal::CitationMissing(item.issue)),
    }
}

fn well_formed(issue: &Issue) -> Result<(), Refusal> {
    if issue.authority != OfficeId::national() {
        return Err(Refusal::Misplaced("KPU RI alone issues determinations"));
    }
    if issue.items.is_empty() {
        return Err(Refusal::Misplaced("a determination has items"));
    }
    let known = |new: u32| issue.items.contains_key(&new);
    if issue.supersedes.iter().filter_map(|succession| succession.new).all(known) {
        Ok(())
    } else {
        Err(Refusal::Misplaced("a successor is one of the determination's own items"))
    }
}

fn determine_row(
    document: &Document,
    deps: &[Digest],
    determine: &Determine,
    decided: Day,
    rows: &Rows,
) -> Result<(), Refusal> {
    // A determine that covers what is not among its ancestors has no effect: there is no row to
    // prove, whether or not those heads have arrived here.
    let history = document.history();
    let seen = |head: &Digest| deps.iter().any(|dep| history.has_seen(dep, head));
    if !determine.covers.heads.iter().all(seen) {
        return Ok(());
    }
    let Some(content) = document.content_at(&determine.covers.heads) else { return Ok(()) };
    if !content.one(SALT).is_some_and(is_salt) {
        return Err(Refusal::Unsalted);
    }
    let row = public_row(&content).map_err(|_| Refusal::Openings(RowMismatch::Value))?;
    let values: BTreeMap<String, String> =
        row.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let openings = match rows.get("entry") {
        Some(openings) if rows.len() == 1 => openings,
        Some(_) | None => return Err(Refusal::OpeningsMisplaced),
    };
    // The row is what the office wrote and nothing else: no field more, and no value of its own.
    if !openings.keys().eq(values.keys()) {
        return Err(Refusal::Openings(RowMismatch::Fields));
    }
    prove(history, "entry", openings, &values, determine.row)?;
    ends(values.get("period"), decided, determine.ends)
}

fn issue_rows(document: &Document, issue: &Issue, rows: &Rows) -> Result<(), Refusal> {
    let labelled = issue.items.iter().map(|(number, item)| (format!("item/{number}"), item));
    let labelled: BTreeMap<String, _> = labelled.collect();
    if rows.len() != labelled.len() + 1 {
        return Err(Refusal::OpeningsMisplaced);
    }
    let nothing = BTreeMap::new();
    for (label, openings) in rows {
        let (signed, fields) = match labelled.get(label) {
            Some(item) => (item.row, FIELDS),
            None if label == OWN_ROW => (issue.row, DETERMINATION_FIELDS),
            None => return Err(Refusal::OpeningsMisplaced),
        };
        let public = |name: &String| {
            let is_it = |field: &&Field| field.name == name && (field.in_item || label == OWN_ROW);
            fields.iter().find(is_it).is_some_and(|f| f.visibility() == Visibility::Public)
        };
        if !openings.keys().all(public) {
            return Err(Refusal::Openings(RowMismatch::Fields));
        }
        prove(document.history(), label, openings, &nothing, signed)?;
        if let Some(item) = labelled.get(label) {
            let period = match openings.get("period") {
                Some(Opening::Open { value, .. }) => value.as_ref(),
                Some(Opening::Withheld(_)) | None => None,
            };
            ends(period, issue.day, item.ends)?;
        }
    }
    Ok(())
}

fn prove(
    history: &History,
    label: &str,
    openings: &RowOpenings,
    values: &BTreeMap<String, String>,
    signed: Digest,
) -> Result<(), Refusal> {
    let withheld = |opening: &Opening| matches!(opening, Opening::Withheld(_));
    if openings.values().any(withheld) {
        return Err(Refusal::Openings(RowMismatch::Fields));
    }
    let hash = row_hash(history.scope(), history.document(), label, openings, values)?;
    if hash == signed { Ok(()) } else { Err(Refusal::Openings(RowMismatch::Hash)) }
}

/// The last day that was signed is the one that follows from the period in the row.
fn ends(period: Option<&String>, decided: Day, signed: Option<Day>) -> Result<(), Refusal> {
    let follows = period
        .and_then(|text| Period::read(text).ok())
        .and_then(|period| period.ends_if_decided(decided));
    if follows == signed { Ok(()) } else { Err(Refusal::Ends) }
}
