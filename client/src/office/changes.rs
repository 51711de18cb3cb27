//! Who changed what, field by field: the history of an entry with what stood there before and after,
//! and what was written since KPU RI determined it.

use std::collections::{BTreeSet, HashMap};

use kecuali_document::Map;
use kecuali_domain::{
    Day, Scope,
    act::{Act, Endorsement, ReadAct},
    content::{Content, SALT},
    field::FIELDS,
    period::Period,
};
use kecuali_encoding::{Digest, KeyId};
use kecuali_trust::fingerprint_words;
use serde::Serialize;

use super::{
    Name, Office,
    difference::{Run, word_difference},
    history::called,
    receipt::{Receipt, Waits},
    standing::label_of,
    submission::covers_of,
};
use crate::{catalogue::receipt as words, error::OfficeError};

/// Who wrote a change, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Authorship {
    /// The log it stands in.
    pub log: Scope,
    /// The change.
    pub change: Digest,
    /// When, by the writer's clock, in milliseconds since 1970.
    pub time: u64,
    /// Who, as far as that is known here.
    pub by: String,
    /// The writer's key in a form that is read aloud; empty where the change is not here.
    pub fingerprint: String,
    /// Its position in the log; none while the server has not confirmed it.
    pub position: Option<u64>,
    /// The day of the national log when the server took it.
    pub day: Option<Day>,
    /// What it waits for where no log holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waits: Option<Waits>,
}

/// One change of fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeView {
    /// Who, when, where.
    #[serde(flatten)]
    pub written: Authorship,
    /// The fields that it wrote.
    pub fields: Vec<FieldChange>,
}

/// A field before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// The content key.
    pub field: String,
    /// What people call it.
    pub label: String,
    /// What stood there, as it is read; several values were in conflict, none was empty.
    pub before: Vec<String>,
    /// What stands there after.
    pub after: Vec<String>,
    /// The same word by word.
    pub runs: Vec<Run>,
}

impl Authorship {
    /// Since when and where the server's log holds it, or what it waits for, in words.
    pub fn place(&self) -> String {
        self.position.map_or_else(
            || words::waits(self.waits).to_owned(),
            |position| words::received(&self.log, self.day, position),
        )
    }
}

impl Office {
    /// Every change of the fields of an entry, oldest first, with what it found and what it left.
    pub fn field_history(&mut self, name: &Name) -> Result<Vec<ChangeView>, OfficeError> {
        let holders = self.holders(&name.0)?;
        let document = self.document(name)?;
        let changes = document.history().changes().filter(|change| change.map() == Map::Content);
        let mut found = Vec::new();
        for change in changes {
            let before = document.content_at(change.deps()).unwrap_or_default();
            let after = document.content_at(&[change.hash()]).unwrap_or_default();
            let keys = change.puts().map(|(key, _)| key.to_owned()).collect();
            found.push((change.hash(), change.time(), differing(&before, &after, &keys)));
        }
        let views = found.into_iter().map(|(change, time, fields)| {
            let written = self.authorship(name, &holders, change, time)?;
            Ok(ChangeView { written, fields })
        });
        views.collect()
    }

    /// What was written in an entry since the version that KPU RI determined; nothing where no
    /// decision is in force.
    pub fn since_determined(&mut self, name: &Name) -> Result<Vec<FieldChange>, OfficeError> {
        let document = self.document(name)?;
        let decision = document.state().decision().map(|decision| decision.act);
        let covers = decision.and_then(|act| covers_of(document, &act));
        let Some(covers) = covers else { return Ok(Vec::new()) };
        let before = document.content_at(&covers.heads).unwrap_or_default();
        Ok(all_differing(&before, &document.content()))
    }

    /// What was written in an entry since the version that a key agreed to or declined last; none
    /// where it never did. Who approves anew reads that first.
    pub fn since_word_of(
        &mut self,
        key: KeyId,
        name: &Name,
    ) -> Result<Option<Vec<FieldChange>>, OfficeError> {
        let document = self.document(name)?;
        let mut own = document.acts().iter().rev().filter(|record| record.signer == key);
        let Some(said) = own.find_map(|record| own_word(&record.act)) else {
            return Ok(None);
        };
        let before = document.content_at(&said.covers.heads).unwrap_or_default();
        Ok(Some(all_differing(&before, &document.content())))
    }

    fn authorship(
        &self,
        (scope, _): &Name,
        holders: &HashMap<KeyId, String>,
        change: Digest,
        time: u64,
    ) -> Result<Authorship, OfficeError> {
        let Receipt { signer, place, waits } = self.receipt(scope, &change)?;
        Ok(Authorship {
            log: scope.clone(),
            change,
            time,
            by: signer.map_or_else(String::new, |key| called(holders, key)),
            fingerprint: signer.map_or_else(String::new, fingerprint_words),
            position: place.map(|place| place.position),
            day: place.and_then(|place| place.day),
            waits,
        })
    }
}

/// What someone said with an own key; what is copied from paper is someone else's word.
fn own_word(act: &ReadAct) -> Option<&Endorsement> {
    let ReadAct::Known(act) = act else { return None };
    let (Act::Endorse(said) | Act::Decline(said)) = act.as_ref() else { return None };
    said.recorded.is_none().then_some(said)
}

fn all_differing(before: &Content, after: &Content) -> Vec<FieldChange> {
    let keys = before.iter().chain(after.iter()).map(|(key, _)| key.to_owned()).collect();
    differing(before, after, &keys)
}

/// The fields among these that differ, as they are read.
fn differing(before: &Content, after: &Content, keys: &BTreeSet<String>) -> Vec<FieldChange> {
    let differs = |key: &&String| key.as_str() != SALT && before.values(key) != after.values(key);
    let view = |key: &String| {
        let read = |content: &Content| -> Vec<String> {
            content.values(key).iter().map(|value| in_words(key, value)).collect()
        };
        let (before, after) = (read(before), read(after));
        let runs = word_difference(&before.join("\n"), &after.join("\n"));
        FieldChange { field: key.clone(), label: label_of(key), before, after, runs }
    };
    keys.iter().filter(differs).map(view).collect()
}

/// A value as people read it: a period in its own words, a day written out, a choice by its label.
pub(crate) fn in_words(key: &str, value: &str) -> String {
    use kecuali_domain::field::FieldKind;
    let (name, member) = key.split_once('/').unwrap_or((key, ""));
    let known = FIELDS.iter().find(|field| field.name == name);
    let read = known.and_then(|field| match field.kind {
        FieldKind::Period => Period::read(value).ok().map(|period| period.raw),
        FieldKind::Day => value.parse().ok().map(crate::catalogue::written_day),
        FieldKind::Choice(all) | FieldKind::ChoiceSet(all) if !value.is_empty() => {
            let chosen = if member.is_empty() { value } else { member };
            all.iter().find(|one| one.value == chosen).map(|one| one.label.to_owned())
        }
        FieldKind::Choice(_)
        | FieldKind::ChoiceSet(_)
        | FieldKind::Text
        | FieldKind::LongText
        | FieldKind::WholeNumber
        | FieldKind::LegalBasisSet => None,
    });
    read.unwrap_or_else(|| value.to_owned())
}
