//! Whether a record may stand in a log: form, authority, signature, caps.
//!
//! Whether it then has an effect is the fold's question, and depends on state; this does not.

use std::collections::BTreeMap;

use kecuali_document::{Checked, History, check, guard, reread};
use kecuali_domain::{
    Day, DocumentId, OfficeId,
    act::{Act, Determine, Issue, ItemRef, ReadAct},
    content::Content,
    field::public_row,
    office::Offices,
    period::Period,
};
use kecuali_encoding::{Digest, KeyId, NotCanonical};

use crate::{
    authorize::{Holding, NotAllowed, Question, Say, Target, authorize},
    chain::Point,
    document::Document,
    national::{National, NationalAt, Whose},
    openings::{Opening, RowMismatch, RowOpenings, Rows, row_hash},
    record::{Record, SCHEMA},
    refusal::Refusal,
};

/// What a record is judged against.
#[derive(Debug, Clone, Copy)]
pub struct Judgement<'a> {
    /// The national log, at least up to `judged`.
    pub national: &'a National,
    /// The national position it is judged at.
    pub judged: Point,
    /// The position it has or would take in its log.
    pub position: u64,
    /// Whether it stands in a log already: then what a newer program wrote is taken as it is.
    pub stamped: bool,
}

/// The openings that came beside a record.
#[derive(Debug, Clone, Copy)]
pub enum Attached<'a> {
    /// None.
    Nothing,
    /// As the signer made them: every field opens.
    Whole(&'a Rows),
    /// As a log holds them: fields that were taken down may be withheld or gone.
    Left(&'a Rows),
}

/// A record that may stand in its log.
#[derive(Debug, Clone)]
pub struct Admitted {
    /// Its document.
    pub document: DocumentId,
    /// The change.
    pub change: Checked,
    /// The hash of the record.
    pub record_hash: Digest,
    /// What it says, when it is an act.
    pub act: Option<ReadAct>,
    /// Who signed.
    pub signer: KeyId,
    /// The grant relied on.
    pub grant: Digest,
    /// How much of `national` the signer had read.
    pub cursor: Point,
    /// Whether a key of KPU RI signed, which has room of its own in a document.
    pub national: bool,
}

/// Judges a record against the document it joins, or an empty one for a first record.
///
/// The order is that of cost and trust: length and form, then grant, then signature, and only
/// then is anything built from what the change says.
pub fn admit(
    judgement: &Judgement<'_>,
    document: &Document,
    record: &Record,
    attached: Attached<'_>,
) -> Result<Admitted, Refusal> {
    let sealed = &record.sealed;
    let newer_in_a_log = sealed.schema > SCHEMA && judgement.stamped;
    if sealed.schema != SCHEMA && !newer_in_a_log {
        return Err(Refusal::Newer);
    }
    if sealed.kind != document.kind() {
        return Err(Refusal::KindMismatch);
    }
    guard(&record.change).map_err(|error| Refusal::Change(error.into()))?;
    let at = judgement.national.at(judgement.judged.position);
    let holding = standing(judgement, at, record)?;
    let root = judgement.national.root_id();
    record.verify(&root)?;
    let change = check(document.history(), sealed.signer, &record.change)?;
    if change.hash() != sealed.change {
        return Err(Refusal::ChangeHash);
    }
    let act = change.act().map(|text| read_act(sealed.schema, text)).transpose()?;
    allowed(judgement, &holding, record, act.as_ref())?;
    let national = holding.office.is_national();
    document.history().room_for(change.deps(), national)?;
    let admitted = Admitted {
        document: sealed.document,
        record_hash: record.hash(&root),
        act,
        signer: sealed.signer,
        grant: sealed.grant,
        cursor: sealed.cursor,
        national,
        change,
    };
    fits(at, document, &admitted, attached)?;
    Ok(admitted)
}

/// Takes up a record again that stood in a log of one's own, by what was found out then.
///
/// Nothing is judged: the caller holds [`Admitted::record_hash`] against the log's running digest,
/// which covers the change and all that was signed with it.
pub fn readmit(
    national: &National,
    document: &Document,
    record: &Record,
) -> Result<Admitted, Refusal> {
    let sealed = &record.sealed;
    let change = reread(document.history(), sealed.signer, &record.change)?;
    if change.hash() != sealed.change {
        return Err(Refusal::ChangeHash);
    }
    let by_office = national.roster.grant(&sealed.grant).map(|grant| grant.office.as_str());
    Ok(Admitted {
        document: sealed.document,
        record_hash: record.hash(&national.root_id()),
        act: change.act().map(|text| read_act(sealed.schema, text)).transpose()?,
        signer: sealed.signer,
        grant: sealed.grant,
        cursor: sealed.cursor,
        national: by_office.is_none_or(|office| office == OfficeId::national().as_str()),
        change,
    })
}

/// An act of another schema number means what this program cannot know, whatever it looks like.
fn read_act(schema: u32, text: &str) -> Result<ReadAct, NotCanonical> {
    let act = Act::read(text)?;
    Ok(match act {
        ReadAct::Known(act) if schema != SCHEMA => ReadAct::Unknown(act.name().to_owned()),
        ReadAct::Known(_) | ReadAct::Unknown(_) => act,
    })
}

fn standing(
    judgement: &Judgement<'_>,
    at: NationalAt<'_>,
    record: &Record,
) -> Result<Holding, Refusal> {
    let sealed = &record.sealed;
    let known = judgement.national.knows(sealed.cursor);
    if !known || sealed.cursor.position > judgement.judged.position {
        return Err(Refusal::CursorUnknown);
    }
    let log = sealed.scope.to_string();
    let cursor = sealed.cursor.position;
    at.holding(sealed.signer, &sealed.grant, &log, judgement.position, cursor)
}

fn allowed(
    judgement: &Judgement<'_>,
    holding: &Holding,
    record: &Record,
    act: Option<&ReadAct>,
) -> Result<(), Refusal> {
    let say = match act {
        None => Say::Content,
        Some(ReadAct::Known(act)) => Say::Act(act),
        Some(ReadAct::Unknown(_)) if judgement.stamped => return Ok(()),
        Some(ReadAct::Unknown(_)) => return Err(Refusal::Newer),
    };
    let sealed = &record.sealed;
    let ask = |target| {
        let question = Question { kind: sealed.kind, scope: &sealed.scope, say, target };
        match authorize(holding, &question, Offices::bundled()) {
            // What else it says was judged, and a valid log may hold what a newer program knows.
            Err(NotAllowed::Newer) if judgement.stamped => Ok(()),
            answer => answer,
        }
    };
    let Say::Act(Act::RevokeKey(revoke)) = say else { return Ok(ask(None)?) };
    let log = sealed.scope.to_string();
    let at = judgement.national.at(judgement.judged.position);
    match at.whose(revoke.key, &log, judgement.position) {
        Whose::Root => Ok(ask(Some(Target::Root))?),
        Whose::Offices(none) if none.is_empty() => Ok(ask(None)?),
        Whose::Offices(all) => {
            Ok(all.iter().try_for_each(|office| ask(Some(Target::Office(office))))?)
        }
    }
}

/// What an act cites must be here, its document must be one that it fits, and its openings must
/// come to the rows it signs.
fn fits(
    at: NationalAt<'_>,
    document: &Document,
    admitted: &Admitted,
    attached: Attached<'_>,
) -> Result<(), Refusal> {
    let Some(ReadAct::Known(act)) = admitted.act.as_ref() else {
        return no_openings(attached);
    };
    match act.as_ref() {
        Act::Determine(determine) => {
            let decided = cited(at, determine.under)?;
            determine_row(document, admitted.change.deps(), determine, decided, attached)
        }
        Act::Issue(issue) => {
            if !document.history().is_empty() {
                return Err(Refusal::Misplaced("an issue opens a document of its own"));
            }
            issue_rows(document, issue, attached)
        }
        Act::Submit(submission) => {
            submission.under.map_or(Ok(()), |item| cited(at, item).map(drop))?;
            no_openings(attached)
        }
        Act::Revoke(_) | Act::TakeDown(_) | Act::Endorse(_) | Act::Decline(_) => {
            no_openings(attached)
        }
        Act::Grant(_) | Act::RevokeKey(_) | Act::SetPolicy(_) | Act::SetDay(_)
            if !document.history().is_empty() =>
        {
            Err(Refusal::Misplaced("it opens a document of its own"))
        }
        Act::Grant(_)
        | Act::RevokeKey(_)
        | Act::SetPolicy(_)
        | Act::SetDay(_)
        | Act::Withdraw(_)
        | Act::Forward(_)
        | Act::Return(_)
        | Act::Open(_)
        | Act::Comment(_)
        | Act::Seen(_) => no_openings(attached),
    }
}

const fn no_openings(attached: Attached<'_>) -> Result<(), Refusal> {
    match attached {
        Attached::Nothing => Ok(()),
        Attached::Whole(_) | Attached::Left(_) => Err(Refusal::OpeningsMisplaced),
    }
}

/// The day of the decision that a cited item belongs to.
fn cited(at: NationalAt<'_>, item: ItemRef) -> Result<Day, Refusal> {
    let missing = Refusal::CitationMissing(item.issue);
    match at.issued(&item.issue) {
        Some(issued) if issued.issue.items.contains_key(&item.item) => Ok(issued.issue.day),
        Some(_) => Err(Refusal::Misplaced("the determination has no such item")),
        None => Err(missing),
    }
}

fn determine_row(
    document: &Document,
    deps: &[Digest],
    determine: &Determine,
    decided: Day,
    attached: Attached<'_>,
) -> Result<(), Refusal> {
    let (rows, whole) = match attached {
        Attached::Nothing => return Err(Refusal::OpeningsMisplaced),
        Attached::Whole(rows) => (rows, true),
        Attached::Left(rows) => (rows, false),
    };
    // A determine that covers what is not among its ancestors has no effect: there is no row to
    // prove, whether or not those heads have arrived here.
    let history = document.history();
    let seen = |head: &Digest| deps.iter().any(|dep| history.has_seen(dep, head));
    if !determine.covers.heads.iter().all(seen) {
        return Ok(());
    }
    let Some(content) = document.content_at(&determine.covers.heads) else { return Ok(()) };
    let values = entry_values(&content)?;
    let openings = match rows.get("entry") {
        Some(openings) if rows.len() == 1 => openings,
        Some(_) | None => return Err(Refusal::OpeningsMisplaced),
    };
    prove(document.history(), "entry", openings, &values, determine.row, whole)?;
    ends(values.get("period"), decided, determine.ends)
}

fn entry_values(content: &Content) -> Result<BTreeMap<String, String>, Refusal> {
    let row = public_row(content).map_err(|_| Refusal::Openings(RowMismatch::Value))?;
    Ok(row.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn issue_rows(document: &Document, issue: &Issue, attached: Attached<'_>) -> Result<(), Refusal> {
    if issue.authority != OfficeId::national() {
        return Err(Refusal::Misplaced("KPU RI alone issues determinations"));
    }
    let (rows, whole) = match attached {
        Attached::Nothing => return Err(Refusal::OpeningsMisplaced),
        Attached::Whole(rows) => (rows, true),
        Attached::Left(rows) => (rows, false),
    };
    let labelled = issue.items.iter().map(|(number, item)| (format!("item/{number}"), item));
    let labelled: BTreeMap<String, _> = labelled.collect();
    if rows.len() != labelled.len() + 1 {
        return Err(Refusal::OpeningsMisplaced);
    }
    let nothing = BTreeMap::new();
    for (label, openings) in rows {
        let signed = match labelled.get(label) {
            Some(item) => item.row,
            None if label == "determination" => issue.row,
            None => return Err(Refusal::OpeningsMisplaced),
        };
        prove(document.history(), label, openings, &nothing, signed, whole)?;
        if let Some(item) = labelled.get(label) {
            match openings.get("period") {
                Some(Opening::Withheld(_)) => {}
                Some(Opening::Open { value, .. }) => ends(value.as_ref(), issue.day, item.ends)?,
                None => ends(None, issue.day, item.ends)?,
            }
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
    whole: bool,
) -> Result<(), Refusal> {
    let withheld = |opening: &Opening| matches!(opening, Opening::Withheld(_));
    if whole && openings.values().any(withheld) {
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
