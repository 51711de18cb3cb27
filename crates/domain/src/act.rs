//! What people do to a document, as it is signed: one act is one canonical JSON value.
//!
//! The shapes here are promises (schema 1). A new act or a new member of an act is a new schema
//! number; nothing is ever removed.

use kecuali_encoding::{NotCanonical, canonical_json, read_canonical};
use serde::{Deserialize, Serialize};
use serde_json::Value;

mod authority;
mod determination;
mod entry;

pub use authority::{Grant, Holder, KeyEnd, RevokeKey, SetDay, SetPolicy};
pub use determination::{Issue, Item, Registered, Revoke, Succession};
pub use entry::{
    About, Batch, Comment, Covers, Determine, Endorsement, ItemRef, Open, Paper, Position, Seen,
    Submission, TakeDown,
};

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

    /// The version an act approves, if it is an act that approves one.
    pub const fn covers(&self) -> Option<&Covers> {
        match self {
            Self::Endorse(word) | Self::Decline(word) => Some(&word.covers),
            Self::Submit(submission) => Some(&submission.covers),
            Self::Determine(determine) => Some(&determine.covers),
            Self::Withdraw(_)
            | Self::Forward(_)
            | Self::Return(_)
            | Self::Open(_)
            | Self::TakeDown(_)
            | Self::Comment(_)
            | Self::Seen(_)
            | Self::Issue(_)
            | Self::Revoke(_)
            | Self::SetPolicy(_)
            | Self::SetDay(_)
            | Self::Grant(_)
            | Self::RevokeKey(_) => None,
        }
    }

    /// The text that is signed.
    pub fn to_text(&self) -> String {
        canonical_json(self)
    }

    /// Reads a signed text. An act that this program does not know is a value, not an error: it
    /// is kept, has no effect, and makes the document read-only until the program is upgraded.
    /// An act that it knows has one spelling, so absent members are left out and sets are sorted.
    pub fn read(text: &str) -> Result<ReadAct, NotCanonical> {
        let value: Value = read_canonical(text)?;
        let name = value.get("act").and_then(Value::as_str).ok_or(NotCanonical::Spelling)?;
        let name = name.to_owned();
        match serde_json::from_value::<Self>(value) {
            Ok(act) if act.to_text() == text => Ok(ReadAct::Known(Box::new(act))),
            Ok(_) => Err(NotCanonical::Spelling),
            Err(_) => Ok(ReadAct::Unknown(name)),
        }
    }
}

/// An act as it was found in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadAct {
    /// One that this program understands in full.
    Known(Box<Act>),
    /// The name of one that a newer program wrote.
    Unknown(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of each act, as they were promised; a line is one signed text.
    const GOLDEN: &str = include_str!("../golden/acts-1.txt");

    #[test]
    fn every_promised_act_is_read_and_written_as_it_stands() {
        let mut names = std::collections::BTreeSet::new();
        for text in GOLDEN.lines() {
            let ReadAct::Known(act) = Act::read(text).unwrap() else { panic!("unknown: {text}") };
            assert_eq!(act.to_text(), text);
            names.insert(act.name());
        }
        assert_eq!(names.len(), 17, "one of each: {names:?}");
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
    fn what_is_not_an_act_or_is_one_in_another_spelling_is_refused() {
        let hash = kecuali_encoding::Digest::of(b"s");
        let null = format!(r#"{{"act":"return","reason":null,"submission":"{hash}"}}"#);
        let empty = r#"{"act":"take_down","fields":[],"reason":"x"}"#;
        let unsorted = r#"{"act":"take_down","fields":["b","a"],"reason":"x"}"#;
        let not = ["{}", "[]", "1", r#"{"act":1}"#, r#"{"text":"x","act":"comment"}"#];
        for bad in [null.as_str(), empty, unsorted].into_iter().chain(not) {
            assert!(Act::read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_item_number_has_one_spelling() {
        let issue = GOLDEN.lines().find(|line| line.contains(r#""act":"issue""#)).unwrap();
        for number in [r#""01":"#, r#""+1":"#, r#""0":"#] {
            let other = issue.replace(r#""1":"#, number);
            assert_ne!(other, issue);
            assert!(!matches!(Act::read(&other), Ok(ReadAct::Known(_))), "{number}");
        }
    }
}
