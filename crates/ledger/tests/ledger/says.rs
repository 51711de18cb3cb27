//! Everything that a change can say, one of each.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    Capability, Day, Kind, OfficeId, Scope,
    act::{
        About, Act, Comment, Covers, Determine, Endorsement, Grant, Holder, Issue, ItemRef, KeyEnd,
        Open, Paper, Position, Revoke, RevokeKey, Seen, SetDay, SetPolicy, Submission, TakeDown,
    },
};
use kecuali_encoding::Digest;
use kecuali_testkit::{cast, machine};

pub(crate) const NAMES: [&str; 21] = [
    "content",
    "endorse",
    "endorse (recorded)",
    "decline",
    "decline (recorded)",
    "submit",
    "withdraw",
    "forward",
    "return",
    "determine",
    "open",
    "take_down",
    "comment",
    "seen",
    "issue",
    "revoke",
    "set_policy",
    "set_day",
    "grant",
    "revoke_key",
    "revoke_key (lost)",
];

/// The logs that are tried.
pub(crate) const LOGS: [&str; 4] = ["national", "office/RI", "office/36", "office/3604"];

pub(crate) fn scope(log: &str) -> Scope {
    log.parse().unwrap()
}

pub(crate) fn office(id: &str) -> OfficeId {
    id.parse().unwrap()
}

/// What is said under a name; none for content. Grants and revocations are about this office.
pub(crate) fn act(name: &str, about: &OfficeId) -> Option<Act> {
    Some(match name {
        "content" => return None,
        "endorse" => Act::Endorse(word(None)),
        "endorse (recorded)" => Act::Endorse(word(Some(paper()))),
        "decline" => Act::Decline(word(None)),
        "decline (recorded)" => Act::Decline(word(Some(paper()))),
        "submit" => Act::Submit(Submission { covers: covers(), under: None, batch: None }),
        "withdraw" => Act::Withdraw(submission()),
        "forward" => Act::Forward(submission()),
        "return" => Act::Return(submission()),
        "determine" => Act::Determine(determine()),
        "open" => Act::Open(Open { reason: "x".to_owned() }),
        "take_down" => {
            Act::TakeDown(TakeDown { fields: BTreeSet::new(), item: None, reason: "x".to_owned() })
        }
        "comment" => Act::Comment(Comment { text: "x".to_owned(), field: None }),
        "seen" => Act::Seen(Seen {}),
        "issue" => Act::Issue(Box::new(issue())),
        "revoke" => Act::Revoke(Revoke {
            items: BTreeSet::new(),
            reason: "x".to_owned(),
            decision: None,
            day: None,
        }),
        "set_policy" => {
            Act::SetPolicy(SetPolicy { name: "route".to_owned(), from: day(), value: "x".into() })
        }
        "set_day" => Act::SetDay(SetDay { day: day() }),
        "grant" => Act::Grant(installation(about)),
        "revoke_key" => end(KeyEnd::Left { until: day() }),
        "revoke_key (lost)" => end(KeyEnd::Lost { cuts: BTreeMap::new() }),
        other => panic!("{other} is not a thing to say"),
    })
}

/// Whether grants or keys are spoken of, of whatever office.
pub(crate) fn is_about_keys(name: &str) -> bool {
    ["grant", "revoke_key", "revoke_key (lost)"].contains(&name)
}

/// Where documents of a kind live, by the table of kinds in the design.
pub(crate) fn lives_in(kind: Kind, log: &str) -> bool {
    match kind {
        Kind::Entry => log != "national",
        Kind::DraftDetermination => log == "office/RI",
        Kind::Determination | Kind::Policy => log == "national",
        Kind::Roster => true,
    }
}

/// A grant that every office may hold.
fn installation(office: &OfficeId) -> Grant {
    let pc = machine(&cast::STRANGER, Holder::Installation, Capability::Sync);
    Grant { office: office.clone(), ..pc }
}

fn end(how: KeyEnd) -> Act {
    Act::RevokeKey(RevokeKey { key: cast::STRANGER.id(), how })
}

pub(crate) fn day() -> Day {
    "2026-11-23".parse().unwrap()
}

pub(crate) fn nothing() -> Digest {
    Digest::of(b"nothing")
}

fn covers() -> Covers {
    Covers { heads: Vec::new(), content: nothing() }
}

fn word(recorded: Option<Paper>) -> Endorsement {
    Endorsement { covers: covers(), position: Position::Patron, note: None, recorded, batch: None }
}

fn paper() -> Paper {
    Paper { letter: "12".to_owned(), day: day(), scan: None }
}

fn submission() -> About {
    About { submission: nothing(), reason: None }
}

fn determine() -> Determine {
    Determine {
        covers: covers(),
        submission: None,
        under: ItemRef { issue: nothing(), item: 1 },
        row: nothing(),
        ends: None,
        batch: None,
    }
}

fn issue() -> Issue {
    Issue {
        number: "1".to_owned(),
        year: 2026,
        authority: OfficeId::national(),
        place: "Jakarta".to_owned(),
        day: day(),
        signatory: "Ketua".to_owned(),
        row: nothing(),
        items: BTreeMap::new(),
        supersedes: Vec::new(),
        registered: None,
    }
}
