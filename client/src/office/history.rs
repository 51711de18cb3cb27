//! What happened to an entry, in order, and who did it.

use std::collections::HashMap;

use kecuali_domain::{
    Day, Scope,
    act::{Act, ItemRef, ReadAct},
    content::{Content, SALT},
    fold::{Outcome, Reason},
    status::ACTS,
};
use kecuali_encoding::{Digest, KeyId};
use kecuali_ledger::{ActRecord, Document};
use kecuali_publication::RevokedBy;
use kecuali_trust::fingerprint_words;
use serde::Serialize;

use super::{
    Name, Office,
    effect::cited,
    on_paper::OnPaper,
    receipt::{Receipt, Waits},
    standing::label_of,
    submission::covers_of,
};
use crate::{
    catalogue::{receipt as words, screen},
    error::OfficeError,
};

/// One thing that happened.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    /// The log it stands in: that of the entry, or `national`.
    pub log: Scope,
    /// The change; none for what the day alone did.
    pub change: Option<Digest>,
    /// When, by the signer's clock, in milliseconds since 1970.
    pub time: Option<u64>,
    /// The day of the log on which it ended a decision; none for what happened to the entry itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// Who, as far as that is known here.
    pub by: String,
    /// `edit`, the name of the act, or how a decision ended: `revoked`, `superseded`, `lapsed`.
    pub what: String,
    /// The same in words.
    pub label: String,
    /// What was said: the fields that were written, or the reason given.
    pub detail: Vec<String>,
    /// Its position in that log; none while the server has not confirmed it.
    pub position: Option<u64>,
    /// The day of the national log on which the server took it, as a history says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<Day>,
    /// What it waits for where no log holds it, as a history says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waits: Option<Waits>,
    /// The hash of its record, which names it as the cut of a lost key; none likewise.
    pub record: Option<Digest>,
    /// Why an act decided nothing, as a code.
    pub without_effect: Option<&'static str>,
    /// The same in words.
    pub sentence: Option<&'static str>,
    /// The version that an act is about: what was on the screen of its signer. Two acts with the
    /// same one are about the same content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Digest>,
    /// The item that it applies, as people cite it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
    /// The paper that a word was copied from, by which people read it.
    #[serde(skip)]
    pub paper: Option<OnPaper>,
}

impl Office {
    /// Everything that happened to a document, oldest first; then what ended the decision on it.
    pub fn history(&mut self, name: &Name) -> Result<Vec<Event>, OfficeError> {
        let holders = self.holders(&name.0)?;
        let document = self.document(name)?;
        let acts: HashMap<Digest, &ActRecord> =
            document.acts().iter().map(|record| (record.id, record)).collect();
        let changes = document.history().changes();
        let mut events = Vec::new();
        for change in changes {
            let id = change.hash();
            if let Some(record) = acts.get(&id) {
                events.push(act_event(document, record, &holders));
                continue;
            }
            let keys = change.puts().filter(|(key, _)| *key != SALT);
            events.push(Event {
                log: name.0.clone(),
                change: Some(id),
                time: Some(change.time()),
                day: None,
                by: String::new(),
                what: "edit".to_owned(),
                label: screen::EDITED.to_owned(),
                detail: keys.map(|(key, _)| label_of(key)).collect(),
                position: None,
                received: None,
                waits: None,
                record: None,
                without_effect: None,
                sentence: None,
                version: None,
                under: None,
                paper: None,
            });
        }
        let applied: HashMap<Digest, ItemRef> =
            acts.iter().filter_map(|(id, record)| Some((*id, applied(record)?))).collect();
        for event in &mut events {
            let Some(change) = event.change else { continue };
            event.under = applied.get(&change).map(|item| self.cite(*item));
            let Receipt { signer, place, waits } = self.receipt(&name.0, &change)?;
            event.by = signer.map_or_else(String::new, |key| called(&holders, key));
            event.position = place.map(|place| place.position);
            event.received = place.and_then(|place| place.day);
            event.record = place.map(|place| place.record);
            event.waits = waits;
        }
        events.extend(self.endings(name)?);
        Ok(events)
    }

    /// What was on the screen of whoever signed an act: the content of the version it is about.
    /// None where it is about none, or where that is not here.
    pub fn covered(&mut self, name: &Name, act: &Digest) -> Result<Option<Content>, OfficeError> {
        let document = self.document(name)?;
        let covers = covers_of(document, act);
        Ok(covers.and_then(|covers| document.content_at(&covers.heads)))
    }

    /// Who wrote a change, as far as that is known here.
    pub(crate) fn author(&mut self, name: &Name, change: &Digest) -> Result<String, OfficeError> {
        let holders = self.holders(&name.0)?;
        let signer = self.receipt(&name.0, change)?.signer;
        Ok(signer.map_or_else(String::new, |key| called(&holders, key)))
    }

    /// What the holders of keys are called: by name here, elsewhere by position and office.
    pub(crate) fn holders(&mut self, scope: &Scope) -> Result<HashMap<KeyId, String>, OfficeError> {
        let mut called = HashMap::new();
        for log in [&Scope::National, scope] {
            for id in self.rosters(log)? {
                let Some(document) = self.desk.document(log, id)? else { continue };
                for record in document.acts() {
                    let ReadAct::Known(act) = &record.act else { continue };
                    let Act::Grant(grant) = act.as_ref() else { continue };
                    called.insert(grant.key, format!("{} ({})", grant.position, grant.office));
                }
            }
        }
        for person in self.people() {
            // Where it cannot be read, its holder is called as everyone elsewhere is.
            let Ok(key) = self.folder.public_key(&person.key) else { continue };
            called.insert(key, format!("{}, {}", person.name, person.position));
        }
        Ok(called)
    }
}

impl Event {
    /// Since when and where the server's log holds it, or what it waits for, in words; none for what
    /// the day alone did, which stands nowhere.
    pub fn place(&self) -> Option<String> {
        match (self.position, &self.log) {
            (Some(position), log) => Some(words::received(log, self.received, position)),
            (None, Scope::National) => None,
            (None, Scope::Office(_)) => Some(words::waits(self.waits).to_owned()),
        }
    }

    /// Something that `national` says, or its day.
    pub(crate) fn of_national(what: &str, label: &str, detail: Vec<String>) -> Self {
        Self {
            log: Scope::National,
            change: None,
            time: None,
            day: None,
            by: String::new(),
            what: what.to_owned(),
            label: label.to_owned(),
            detail,
            position: None,
            received: None,
            waits: None,
            record: None,
            without_effect: None,
            sentence: None,
            version: None,
            under: None,
            paper: None,
        }
    }
}

/// An act as something that happened.
pub(crate) fn act_event(
    document: &Document,
    record: &ActRecord,
    holders: &HashMap<KeyId, String>,
) -> Event {
    let (what, label, detail, paper) = match &record.act {
        ReadAct::Known(act) => {
            (act.name().to_owned(), act_label(act), reason(act), OnPaper::of(act))
        }
        ReadAct::Unknown(name) => (name.clone(), name.clone(), Vec::new(), None),
    };
    let without = match document.state().outcome(&record.id) {
        Some(Outcome::NoEffect(reason)) => Some(reason),
        Some(Outcome::Effect) | None => None,
    };
    Event {
        log: document.history().scope().clone(),
        change: Some(record.id),
        time: Some(record.time),
        day: None,
        by: called(holders, record.signer),
        what,
        label,
        detail,
        position: record.position,
        received: None,
        waits: None,
        record: None,
        without_effect: without.map(Reason::code),
        sentence: without.map(Reason::sentence),
        version: covers_of(document, &record.id).map(|covers| covers.content),
        under: None,
        paper,
    }
}

/// The item that an act applies to an entry.
fn applied(record: &ActRecord) -> Option<ItemRef> {
    if let ReadAct::Known(act) = &record.act { cited(act) } else { None }
}

/// What people call an act.
pub fn act_label(act: &Act) -> String {
    let row = ACTS.iter().find(|row| row.id == act.name());
    row.map_or_else(|| act.name().to_owned(), |row| row.label.to_owned())
}

pub(crate) fn called(holders: &HashMap<KeyId, String>, key: KeyId) -> String {
    holders.get(&key).cloned().unwrap_or_else(|| fingerprint_words(key))
}

/// What an act says in words.
fn reason(act: &Act) -> Vec<String> {
    let said = match act {
        Act::Endorse(word) | Act::Decline(word) => {
            let paper = word.recorded.as_ref();
            let letter = paper.map(|paper| screen::letter(&paper.letter, paper.day));
            let position = Some(screen::position(word.position).to_owned());
            return [position, letter, word.note.clone()].into_iter().flatten().collect();
        }
        Act::Withdraw(about) | Act::Forward(about) | Act::Return(about) => about.reason.clone(),
        Act::Open(open) => Some(open.reason.clone()),
        Act::TakeDown(take_down) => Some(take_down.reason.clone()),
        Act::Revoke(revoke) => {
            let by = RevokedBy::named(revoke.decision.as_deref(), revoke.day).map(|by| by.text);
            return [Some(revoke.reason.clone()), by].into_iter().flatten().collect();
        }
        Act::Comment(comment) => Some(comment.text.clone()),
        Act::Submit(_)
        | Act::Determine(_)
        | Act::Seen(_)
        | Act::Issue(_)
        | Act::SetPolicy(_)
        | Act::SetDay(_)
        | Act::Grant(_)
        | Act::RevokeKey(_) => None,
    };
    said.into_iter().collect()
}
