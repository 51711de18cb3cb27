//! What people do to a document, as it is signed: one act is one canonical JSON value.
//!
//! The shapes here are promises (schema 1). A new act or a new member of an act is a new schema
//! number; nothing is ever removed.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_encoding::{Digest, KeyId, NotCanonical, canonical_json, read_canonical};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::{Day, OfficeId};

/// One act, as its signer's screen described it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// An endorser of the office agrees with a version.
    Endorse(Endorsement),
    /// An endorser of the office does not agree with a version.
    Decline(Endorsement),
    /// The office sends a version to be determined.
    Submit(Submission),
    /// The office takes a submission back; after a determine it is a request to KPU RI.
    Withdraw(About),
    /// The province passes a submission on to KPU RI.
    Forward(About),
    /// KPU RI or the province sends a submission back, with a reason.
    Return(About),
    /// KPU RI determines a version under an item of a determination.
    Determine(Determine),
    /// KPU RI declares the information open.
    Open(Open),
    /// KPU RI takes a public row, or named fields of it, off the list at once.
    TakeDown(TakeDown),
    /// A remark that decides nothing.
    Comment(Comment),
    /// Joins heads; decides nothing.
    Seen(Seen),
    /// KPU RI issues or registers a determination.
    Issue(Box<Issue>),
    /// KPU RI ends a determination or some of its items.
    Revoke(Revoke),
    /// An administrator sets one piece of national data.
    SetPolicy(SetPolicy),
    /// An administrator sets the day of the log, backwards or over a jump.
    SetDay(SetDay),
    /// An administrator gives a key its capabilities.
    Grant(Grant),
    /// An administrator ends a key.
    RevokeKey(RevokeKey),
}

impl Act {
    /// The name under which the act is signed.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Endorse(_) => "endorse",
            Self::Decline(_) => "decline",
            Self::Submit(_) => "submit",
            Self::Withdraw(_) => "withdraw",
            Self::Forward(_) => "forward",
            Self::Return(_) => "return",
            Self::Determine(_) => "determine",
            Self::Open(_) => "open",
            Self::TakeDown(_) => "take_down",
            Self::Comment(_) => "comment",
            Self::Seen(_) => "seen",
            Self::Issue(_) => "issue",
            Self::Revoke(_) => "revoke",
            Self::SetPolicy(_) => "set_policy",
            Self::SetDay(_) => "set_day",
            Self::Grant(_) => "grant",
            Self::RevokeKey(_) => "revoke_key",
        }
    }

    /// The text that is signed.
    pub fn to_text(&self) -> String {
        canonical_json(self)
    }

    /// Reads a signed text. An act that this program does not know is a value, not an error: it
    /// is kept, has no effect, and makes the document read-only until the program is upgraded.
    pub fn read(text: &str) -> Result<ReadAct, NotCanonical> {
        let value: Value = read_canonical(text)?;
        let name = value.get("act").and_then(Value::as_str).ok_or(NotCanonical::Spelling)?;
        let name = name.to_owned();
        Ok(serde_json::from_value(value).map_or(ReadAct::Unknown(name), ReadAct::Known))
    }
}

/// An act as it was found in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadAct {
    /// One that this program understands in full.
    Known(Act),
    /// The name of one that a newer program wrote.
    Unknown(String),
}

/// The version of an entry that was on the signer's screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Covers {
    /// The heads of that version, sorted: ancestors of, or equal to, the act's own parents.
    pub heads: Vec<Digest>,
    /// The content version there.
    pub content: Digest,
}

/// Who endorses, by the position in the office that the procedure asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// Pembina PPID.
    Patron,
    /// Tim Pertimbangan.
    AdvisoryTeam,
    /// Atasan PPID.
    PpidSuperior,
}

impl Position {
    /// Every position, in the order of the procedure.
    pub const ALL: [Self; 3] = [Self::Patron, Self::AdvisoryTeam, Self::PpidSuperior];

    /// The name that is signed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Patron => "patron",
            Self::AdvisoryTeam => "advisory_team",
            Self::PpidSuperior => "ppid_superior",
        }
    }
}

/// The payload of endorse and decline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endorsement {
    /// The version endorsed.
    pub covers: Covers,
    /// The position it is given for; with an own key, the position that the key was granted for.
    pub position: Position,
    /// What the endorser says; needed to decline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The paper it was copied from, when a PPID recorded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<Paper>,
    /// The list it was given for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<Batch>,
}

/// A signed sheet of paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Its number, verbatim.
    pub letter: String,
    /// The day on it.
    pub day: Day,
    /// SHA-256 of the scan, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<Digest>,
}

/// A selection that was approved as one list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Batch {
    /// Names the selection; the same in each of its acts.
    pub id: String,
    /// Its letter number, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<String>,
    /// Its title, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// An item of an issued determination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemRef {
    /// The change that holds the `issue`.
    pub issue: Digest,
    /// The item's number in it, from 1.
    pub item: u32,
}

/// The payload of submit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// The version submitted.
    pub covers: Covers,
    /// The item in force that it applies; absent for a new substance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<ItemRef>,
    /// The list it was sent in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<Batch>,
}

/// The payload of withdraw, forward and return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// The change that holds the `submit`.
    pub submission: Digest,
    /// Why; needed to return.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The payload of determine. It becomes public proof, so it holds public facts only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Determine {
    /// The version determined.
    pub covers: Covers,
    /// The change that holds the `submit`; absent only when a contest is settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submission: Option<Digest>,
    /// The item it is determined under.
    pub under: ItemRef,
    /// The salted hash of the public row this makes.
    pub row: Digest,
    /// The last day of the exemption, when its period has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Day>,
    /// Names the selection it was decided in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<String>,
}

/// The payload of open. Public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Why, in words for the public.
    pub reason: String,
}

/// The payload of take down. Public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeDown {
    /// The fields to withhold; empty for the whole row.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub fields: BTreeSet<String>,
    /// In a determination: the item whose row is meant; absent for the determination's own row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// Why, in words for the public.
    pub reason: String,
}

/// The payload of comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// What is said.
    pub text: String,
    /// The field it is about, if one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// The payload of seen: nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {}

/// The payload of issue. Public facts only; the words are in the openings of its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// The decision's number, verbatim (`731`, `169/Kpts/KPU/TAHUN 2015`).
    pub number: String,
    /// Its year.
    pub year: u16,
    /// The office that decided; KPU RI.
    pub authority: OfficeId,
    /// Where it was signed.
    pub place: String,
    /// The day it was signed.
    pub day: Day,
    /// The position of who signed it.
    pub signatory: String,
    /// The salted hash of the determination's own row.
    pub row: Digest,
    /// Its items by number, from 1.
    pub items: BTreeMap<u32, Item>,
    /// Items of earlier determinations that this one ends, each with its successor here, if any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supersedes: Vec<Succession>,
    /// The scan of the paper, when a past decision is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<Registered>,
}

/// One item of an issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The salted hash of the item's row.
    pub row: Digest,
    /// The last day of its exemption, when its period has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Day>,
}

/// What becomes of an item of an earlier determination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Succession {
    /// The old item.
    pub old: ItemRef,
    /// The item here that continues it; absent when it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<u32>,
}

/// That a decision was made on paper before, and is only entered now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registered {
    /// SHA-256 of the scan, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<Digest>,
    /// What the paper lacks, by rule id; shown to the public, not hidden.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub gaps: BTreeSet<String>,
}

/// The payload of revoke. In an entry it ends the entry's own decision. Public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revoke {
    /// In a determination: the items it ends; empty for all.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub items: BTreeSet<u32>,
    /// Why, in words for the public.
    pub reason: String,
    /// The number of the decision that revokes, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// The day that decision was signed, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
}

/// The payload of set policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetPolicy {
    /// Which policy: `endorsements`, `route`, `roles`, `offices`, …
    pub name: String,
    /// The first day it holds.
    pub from: Day,
    /// What it says; its shape is fixed by the name.
    pub value: Value,
}

/// The payload of set day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetDay {
    /// The day of the log from here on.
    pub day: Day,
}

/// What holds a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Holder {
    /// A person on one machine: a stable opaque id; the name stays in the office's log.
    Person(String),
    /// One set-up of the office program.
    Installation(String),
    /// A server.
    Server(String),
}

/// The payload of grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// The key that is granted.
    pub key: KeyId,
    /// Who or what holds it.
    pub holder: Holder,
    /// The office it acts for.
    pub office: OfficeId,
    /// The holder's position there, in words (`Ketua`, `Sekretaris`).
    pub position: String,
    /// The position it endorses for, if it may endorse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endorses_as: Option<Position>,
    /// What it may do, by name.
    pub capabilities: BTreeSet<String>,
    /// What it may hand on when it administers, by name.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub delegable: BTreeSet<String>,
    /// The last day it holds, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// The key of the same person that this one follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<KeyId>,
    /// Where bundles for this installation are encrypted to (an age recipient).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
}

/// The payload of revoke key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevokeKey {
    /// The key that ends.
    pub key: KeyId,
    /// How.
    pub how: KeyEnd,
}

/// How a key ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum KeyEnd {
    /// Its holder left: what was signed before is still admitted until a day.
    Left {
        /// The last day on which a record with an older cursor is admitted.
        until: Day,
    },
    /// It may be in wrong hands: cut off after a record in each log; a log not named, whole.
    Lost {
        /// By log, the hash of the last record of this key that stands.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        cuts: BTreeMap<String, Digest>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_read_as_it_was_written() {
        let act = Act::Return(About {
            submission: Digest::of(b"s"),
            reason: Some("Dasar hukum belum lengkap".to_owned()),
        });
        assert_eq!(Act::read(&act.to_text()).unwrap(), ReadAct::Known(act));
    }

    #[test]
    fn a_newer_act_and_a_newer_member_are_unknown_not_wrong() {
        let newer = ReadAct::Unknown("bless".to_owned());
        assert_eq!(Act::read(r#"{"act":"bless","x":1}"#).unwrap(), newer);
        let member = Act::read(r#"{"act":"comment","colour":"red","text":"x"}"#).unwrap();
        assert_eq!(member, ReadAct::Unknown("comment".to_owned()));
        let nothing = Act::read(r#"{"act":"seen","x":1}"#).unwrap();
        assert_eq!(nothing, ReadAct::Unknown("seen".to_owned()));
    }

    #[test]
    fn what_is_not_an_act_is_refused() {
        for bad in ["{}", "[]", "1", r#"{"act":1}"#, r#"{"text":"x","act":"comment"}"#] {
            assert!(Act::read(bad).is_err(), "{bad}");
        }
    }
}
