//! Whether a record may stand in a log: form, authority, signature, caps.
//!
//! Whether it then has an effect is the fold's question, and depends on state; this does not.

use kecuali_document::{
    CheckError, Checked, Outline, Side, check_joins, check_outline, guard, reread,
};
use kecuali_domain::{
    DocumentId, OfficeId, Scope,
    act::{Act, ItemRef, ReadAct},
};
use kecuali_encoding::{Digest, KeyId, NotCanonical};

use crate::{
    authorize::{Holding, NotAllowed, Question, Say, Target, authorize},
    chain::Point,
    document::{Document, cited},
    fit::fits,
    inspect::Inspected,
    national::{National, NationalAt, Whose},
    openings::Rows,
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
    /// Whose room in the document it takes.
    pub side: Side,
}

impl Admitted {
    /// The item of a determination that it cites.
    pub fn cites(&self) -> Option<ItemRef> {
        match self.act.as_ref()? {
            ReadAct::Known(act) => cited(act),
            ReadAct::Unknown(_) => None,
        }
    }
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
    admit_inspected(judgement, document, Inspected::not_yet(record), attached)
}

/// The same, with what was found out about the record ahead.
pub fn admit_inspected(
    judgement: &Judgement<'_>,
    document: &Document,
    inspected: Inspected<'_>,
    attached: Attached<'_>,
) -> Result<Admitted, Refusal> {
    let Inspected { record, is_signed, first } = inspected;
    let sealed = &record.sealed;
    let newer_in_a_log = sealed.schema > SCHEMA && judgement.stamped;
    if sealed.schema != SCHEMA && !newer_in_a_log {
        return Err(Refusal::Newer);
    }
    if sealed.kind != document.kind() {
        return Err(Refusal::KindMismatch);
    }
    let read = Read::of(record, first)?;
    let at = judgement.national.at(judgement.judged.position);
    let holding = standing(judgement, at, record)?;
    let root = judgement.national.root_id();
    if !is_signed {
        record.verify(&root)?;
    }
    let change = read.joining(document, record)?;
    if document.history().contains(&change.hash()) {
        return Err(Refusal::Duplicate);
    }
    if change.hash() != sealed.change {
        return Err(Refusal::ChangeHash);
    }
    let act = change.act().map(|text| read_act(sealed.schema, text)).transpose()?;
    allowed(judgement, &holding, record, act.as_ref())?;
    let side = side(&holding.office, &sealed.scope);
    document.history().room_for(change.deps(), change.len(), side)?;
    let admitted = Admitted {
        document: sealed.document,
        record_hash: record.hash(&root),
        act,
        signer: sealed.signer,
        grant: sealed.grant,
        cursor: sealed.cursor,
        side,
        change,
    };
    // What a log holds was held against this when it came; openings may have been lost since.
    match &admitted.act {
        _ if judgement.stamped => {}
        Some(ReadAct::Known(act)) => {
            fits(at, document, admitted.change.deps(), &sealed.grant, act, attached)?;
        }
        Some(ReadAct::Unknown(_)) | None => match attached {
            Attached::Nothing => {}
            Attached::Whole(_) | Attached::Left(_) => return Err(Refusal::OpeningsMisplaced),
        },
    }
    Ok(admitted)
}

/// A change that has passed the guard.
enum Read {
    /// It is to be written again.
    Outline(Outline),
    /// It was, ahead of its turn.
    Checked(Checked),
}

impl Read {
    fn of(record: &Record, first: Option<Checked>) -> Result<Self, Refusal> {
        let guarded = || guard(&record.change).map_err(|error| Refusal::Change(error.into()));
        first.map_or_else(|| guarded().map(Self::Outline), |first| Ok(Self::Checked(first)))
    }

    fn joining(self, document: &Document, record: &Record) -> Result<Checked, CheckError> {
        let (history, signer) = (document.history(), record.sealed.signer);
        match self {
            Self::Outline(outline) => check_outline(history, signer, &outline, &record.change),
            Self::Checked(change) => check_joins(history, &change).map(|()| change),
        }
    }
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
    let grant = national.roster.grant(&sealed.grant);
    let by_office = grant.and_then(|grant| grant.office.parse::<OfficeId>().ok());
    Ok(Admitted {
        document: sealed.document,
        record_hash: record.hash(&national.root_id()),
        act: change.act().map(|text| read_act(sealed.schema, text)).transpose()?,
        signer: sealed.signer,
        grant: sealed.grant,
        cursor: sealed.cursor,
        side: by_office.map_or(Side::National, |office| side(&office, &sealed.scope)),
        change,
    })
}

fn side(office: &OfficeId, scope: &Scope) -> Side {
    if office.is_national() {
        Side::National
    } else if scope.office().is_none_or(|own| own == office) {
        Side::Office
    } else {
        Side::Province
    }
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
    let at = judgement.national.at(judgement.judged.position);
    let offices = at.offices();
    let ask = |target| {
        let question = Question { kind: sealed.kind, scope: &sealed.scope, say, target };
        match authorize(holding, &question, &offices) {
            // What else it says was judged, and a valid log may hold what a newer program knows.
            Err(NotAllowed::Newer) if judgement.stamped => Ok(()),
            answer => answer,
        }
    };
    let Say::Act(Act::RevokeKey(revoke)) = say else { return Ok(ask(None)?) };
    let log = sealed.scope.to_string();
    match at.whose(revoke.key, &log, judgement.position) {
        Whose::Root => Ok(ask(Some(Target::Root))?),
        Whose::Offices(none) if none.is_empty() => Ok(ask(None)?),
        Whose::Offices(all) => {
            Ok(all.iter().try_for_each(|office| ask(Some(Target::Office(office))))?)
        }
    }
}
