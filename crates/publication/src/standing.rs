//! Whether a row is in force, and if not, why.

use kecuali_domain::{
    Day,
    act::{Act, ItemRef, ReadAct, TakeDown},
    fold::{Conclusion, Finality},
};
use kecuali_ledger::{ActRecord, Document, End, National};
use kecuali_trust::Link;
use serde::{Deserialize, Serialize};

use crate::{name::RowId, wording};

/// Whether a row is on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StatusCode {
    /// It is.
    InForce,
    /// It was, and is not any more.
    Withdrawn,
}

/// Why a row is not on the list any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A decision revoked it, or the item it stands under.
    Revoked,
    /// KPU RI declared the information open.
    Opened,
    /// KPU RI took the row off the list; nothing of it is shown any more.
    TakenDown,
    /// Its period ended.
    Lapsed,
    /// It stood on a key that was lost; nothing of it is shown any more.
    Void,
    /// A later determination ended the item.
    Superseded,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 6] =
        [Self::Revoked, Self::Opened, Self::TakenDown, Self::Lapsed, Self::Void, Self::Superseded];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Revoked => "revoked",
            Self::Opened => "opened",
            Self::TakenDown => "taken_down",
            Self::Lapsed => "lapsed",
            Self::Void => "void",
            Self::Superseded => "superseded",
        }
    }

    /// Whether the values of the row must go with it.
    pub(crate) const fn hides_values(self) -> bool {
        match self {
            Self::TakenDown | Self::Void => true,
            Self::Revoked | Self::Opened | Self::Lapsed | Self::Superseded => false,
        }
    }
}

/// The status of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Status {
    /// Whether it is on the list.
    pub code: StatusCode,
    /// That in words.
    pub text: String,
    /// Why it is not, if it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// That in words: those of the decision, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_text: Option<String>,
    /// The decision that revoked it, where one was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_by: Option<RevokedBy>,
    /// The row that continues a superseded item, if one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<RowId>,
}

/// A decision that revoked another, as far as who revoked said which it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RevokedBy {
    /// Its number, verbatim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The day it was signed, which may be long before the row left the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// Both in words; always there, and not demanded, since rows are older than it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

impl RevokedBy {
    /// As a revocation names it; none where it names none.
    pub fn named(number: Option<&str>, day: Option<Day>) -> Option<Self> {
        let number = number.filter(|number| !number.trim().is_empty());
        if number.is_none() && day.is_none() {
            return None;
        }
        let text = wording::revoked_by(number, day);
        Some(Self { number: number.map(str::to_owned), day, text })
    }
}

impl Status {
    pub(crate) fn in_force() -> Self {
        Self {
            code: StatusCode::InForce,
            text: wording::IN_FORCE.to_owned(),
            reason: None,
            reason_text: None,
            revoked_by: None,
            successor: None,
        }
    }

    pub(crate) fn withdrawn(reason: Reason, words: Option<&str>, last: Option<Day>) -> Self {
        let words = words.map_or_else(|| wording::reason(reason, last), str::to_owned);
        Self {
            code: StatusCode::Withdrawn,
            text: wording::WITHDRAWN.to_owned(),
            reason: Some(reason),
            reason_text: Some(words),
            revoked_by: None,
            successor: None,
        }
    }
}

/// The item under which a decision stands now: the last that continues the one it was made under.
///
/// It may itself have ended without a successor.
pub fn continued(national: &National, item: ItemRef) -> ItemRef {
    let exists = |next: &ItemRef| {
        let issued = national.issued(&next.issue);
        issued.is_some_and(|issued| issued.issue.items.contains_key(&next.item))
    };
    let next = |item: &ItemRef| {
        if national.now().item_stands(*item) {
            return None;
        }
        match national.issued(&item.issue)?.ended.get(&item.item)? {
            End::Superseded { by, .. } => by.filter(exists),
            End::Revoked { .. } => None,
        }
    };
    // Ends: an item is ended only by an issue that stands later in the log.
    std::iter::successors(Some(item), next).last().unwrap_or(item)
}

/// How an item ended, as the status of what stood under it.
pub(crate) fn item_ended(national: &National, end: &End) -> Status {
    match end {
        End::Revoked { reason, decision, day, .. } => Status {
            revoked_by: RevokedBy::named(decision.as_deref(), *day),
            ..Status::withdrawn(Reason::Revoked, Some(reason), None)
        },
        End::Superseded { by, .. } => {
            let successor = by.and_then(|item| {
                let determination = national.issued(&item.issue)?.document;
                Some(RowId::National { determination, item: item.item })
            });
            Status { successor, ..Status::withdrawn(Reason::Superseded, None, None) }
        }
    }
}

/// Whether a period has ended by the day of the log: its last day is a day of exemption still.
pub(crate) fn lapsed(national: &National, ends: Option<Day>) -> Option<Status> {
    let day = national.now().day()?;
    let last = ends.filter(|last| day > *last)?;
    Some(Status::withdrawn(Reason::Lapsed, None, Some(last)))
}

/// How an entry came to its end, in the words of the act that ended it.
pub(crate) fn entry_ended(entry: &Document, conclusion: Conclusion) -> Status {
    let reason = match conclusion.how {
        Finality::Revoked => Reason::Revoked,
        Finality::Opened => Reason::Opened,
        Finality::TakenDown => Reason::TakenDown,
    };
    let record = entry.acts().iter().find(|record| record.id == conclusion.act);
    let act = record.and_then(known);
    let revoked_by = act.and_then(revoked_by);
    Status { revoked_by, ..Status::withdrawn(reason, act.and_then(reason_given), None) }
}

fn revoked_by(act: &Act) -> Option<RevokedBy> {
    let Act::Revoke(revoke) = act else { return None };
    RevokedBy::named(revoke.decision.as_deref(), revoke.day)
}

fn reason_given(act: &Act) -> Option<&str> {
    match act {
        Act::Revoke(revoke) => Some(&revoke.reason),
        Act::Open(open) => Some(&open.reason),
        Act::TakeDown(take_down) => Some(&take_down.reason),
        Act::Endorse(_)
        | Act::Decline(_)
        | Act::Submit(_)
        | Act::Withdraw(_)
        | Act::Forward(_)
        | Act::Return(_)
        | Act::Determine(_)
        | Act::Comment(_)
        | Act::Seen(_)
        | Act::Issue(_)
        | Act::SetPolicy(_)
        | Act::SetDay(_)
        | Act::Grant(_)
        | Act::RevokeKey(_) => None,
    }
}

/// The take-downs of a determination, in log order; void ones too, since voiding never puts back
/// what was taken away.
pub(crate) fn take_downs(determination: &Document) -> impl Iterator<Item = &TakeDown> {
    determination.acts().iter().filter_map(|record| {
        if let Act::TakeDown(take_down) = known(record)? { Some(take_down) } else { None }
    })
}

/// Whether an act of `national` stands on a key that was lost.
pub(crate) fn is_void(record: &ActRecord, national: &National) -> bool {
    let position = record.position.unwrap_or(u64::MAX);
    let link =
        Link { by: record.signer, relied_on: record.grant, log: kecuali_trust::NATIONAL, position };
    national.now().is_void(&link)
}

pub(crate) fn known(record: &ActRecord) -> Option<&Act> {
    match &record.act {
        ReadAct::Known(act) => Some(act),
        ReadAct::Unknown(_) => None,
    }
}
