//! What happened to an entry, in order, and who did it.

use std::collections::HashMap;

use kecuali_domain::{
    Kind, Scope,
    act::{Act, ReadAct},
    content::SALT,
    fold::Outcome,
    status::ACTS,
};
use kecuali_encoding::{Digest, KeyId};
use kecuali_storage::Store as _;
use kecuali_sync::read_record;
use kecuali_trust::fingerprint_words;
use serde::Serialize;

use super::{Name, Office, standing::label_of};
use crate::{catalogue::screen, error::OfficeError};

/// One thing that happened.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    /// The change.
    pub change: Digest,
    /// When, by the signer's clock, in milliseconds since 1970.
    pub time: u64,
    /// Who, as far as that is known here.
    pub by: String,
    /// `edit`, or the name of the act.
    pub what: String,
    /// The same in words.
    pub label: String,
    /// What was said: the fields that were written, or the reason given.
    pub detail: Vec<String>,
    /// Its position in the log; none while the server has not confirmed it.
    pub position: Option<u64>,
    /// The hash of its record, which names it as the cut of a lost key; none likewise.
    pub record: Option<Digest>,
    /// Why an act decided nothing, as a code.
    pub without_effect: Option<&'static str>,
    /// The same in words.
    pub sentence: Option<&'static str>,
}

/// A position in a log, and the hash of the record there.
type Place = (u64, Digest);

impl Office {
    /// Everything that happened to a document, oldest first.
    pub fn history(&mut self, name: &Name) -> Result<Vec<Event>, OfficeError> {
        let holders = self.holders(&name.0)?;
        let document = self.document(name)?;
        let state = document.state().clone();
        let acts: HashMap<Digest, _> =
            document.acts().iter().map(|record| (record.id, record.clone())).collect();
        let changes: Vec<_> = document.history().changes().collect();
        let mut events = Vec::with_capacity(changes.len());
        for change in changes {
            let id = change.hash();
            let act = acts.get(&id);
            let (what, label, detail) = match act.map(|record| &record.act) {
                Some(ReadAct::Known(act)) => (act.name().to_owned(), act_label(act), reason(act)),
                Some(ReadAct::Unknown(name)) => (name.clone(), name.clone(), Vec::new()),
                None => {
                    let keys = change.puts().filter(|(key, _)| *key != SALT);
                    let keys = keys.map(|(key, _)| label_of(key)).collect();
                    ("edit".to_owned(), screen::EDITED.to_owned(), keys)
                }
            };
            let without = match state.outcome(&id) {
                Some(Outcome::NoEffect(reason)) => Some(reason),
                Some(Outcome::Effect) | None => None,
            };
            let (signer, place) = self.place(name, &id)?;
            events.push(Event {
                change: id,
                time: change.time(),
                by: signer.map_or_else(String::new, |key| called(&holders, key)),
                what,
                label,
                detail,
                position: place.map(|(position, _)| position),
                record: place.map(|(_, record)| record),
                without_effect: without.map(kecuali_domain::fold::Reason::code),
                sentence: without.map(kecuali_domain::fold::Reason::sentence),
            });
        }
        Ok(events)
    }

    /// Who wrote a change, as far as that is known here.
    pub(crate) fn author(&mut self, name: &Name, change: &Digest) -> Result<String, OfficeError> {
        let holders = self.holders(&name.0)?;
        let (signer, _) = self.place(name, change)?;
        Ok(signer.map_or_else(String::new, |key| called(&holders, key)))
    }

    /// Who signed a change, where it stands, and the hash of its record.
    fn place(
        &self,
        (scope, _): &Name,
        change: &Digest,
    ) -> Result<(Option<KeyId>, Option<Place>), OfficeError> {
        if let Some(member) = self.store.member_by_change(&scope.to_string(), &change.0)? {
            let signer = read_record(&member.bytes).ok().map(|record| record.sealed.signer);
            return Ok((signer, Some((member.position, Digest(member.hash)))));
        }
        let waiting = self.desk.waiting().iter().find(|waiting| waiting.change == *change);
        Ok((waiting.map(|waiting| waiting.signer), None))
    }

    /// What the holders of keys are called: by name here, elsewhere by position and office.
    pub(crate) fn holders(&mut self, scope: &Scope) -> Result<HashMap<KeyId, String>, OfficeError> {
        let mut called = HashMap::new();
        for log in [&Scope::National, scope] {
            for id in self.desk.documents(log)? {
                let Some(document) = self.desk.document(log, id)? else { continue };
                if document.kind() != Kind::Roster {
                    continue;
                }
                for record in document.acts() {
                    let ReadAct::Known(act) = &record.act else { continue };
                    let Act::Grant(grant) = act.as_ref() else { continue };
                    called.insert(grant.key, format!("{} ({})", grant.position, grant.office));
                }
            }
        }
        for person in self.people() {
            let label = format!("{}, {}", person.name, person.position);
            called.insert(self.folder.key(&person.key)?.public(), label);
        }
        Ok(called)
    }
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
        Act::Revoke(revoke) => Some(revoke.reason.clone()),
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
