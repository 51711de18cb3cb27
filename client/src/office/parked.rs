//! What the server refused for good: shown, written again, or thrown away. Nothing of it goes by
//! itself.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    Capability, Kind,
    act::{Act, ReadAct},
    content::{Content, SALT},
    handle, handle_fits,
};
use kecuali_encoding::Digest;
use kecuali_sync::{Composition, Said, Saying, Waiting, WaitingState};
use serde::Serialize;
use serde_json::Value;

use super::{
    Name, Office,
    history::{act_label, called},
    standing::label_of,
};
use crate::{
    catalogue::{input, question},
    error::{OfficeError, Sought},
};

/// A parked record as it is shown.
#[derive(Debug, Clone, Serialize)]
pub struct ParkedView {
    /// The change; its beginning names it.
    pub change: Digest,
    /// The document.
    pub document: String,
    /// `edit`, or the name of the act.
    pub what: String,
    /// The same in words.
    pub label: String,
    /// Who wrote it, as far as that is known here.
    pub by: String,
    /// When, by the writer's clock, in milliseconds since 1970.
    pub time: u64,
    /// Why it was refused, as a code.
    pub code: String,
    /// The same in words.
    pub sentence: String,
    /// What an edit writes.
    pub fields: Vec<ParkedField>,
    /// What an act says, as it was signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<Value>,
    /// The command that goes on from here.
    pub next: String,
}

/// A field that a parked edit writes.
#[derive(Debug, Clone, Serialize)]
pub struct ParkedField {
    /// The content key.
    pub field: String,
    /// What people call it.
    pub label: String,
    /// What the edit writes.
    pub value: String,
    /// What is there now.
    pub now: Vec<String>,
    /// Whether someone has changed it since the edit was written.
    pub changed_since: bool,
}

impl Office {
    /// Everything that was refused for good, in the order in which it was signed.
    pub fn parked(&mut self) -> Result<Vec<ParkedView>, OfficeError> {
        let changes: Vec<Digest> = self.all_parked().map(|waiting| waiting.change).collect();
        self.parked_views(&changes)
    }

    /// The parked records that a person means, in the order in which they were signed: by the
    /// beginning of a change, or all of a document by its handle.
    pub fn find_parked(&self, names: &[String]) -> Result<Vec<Digest>, OfficeError> {
        let mut found = BTreeSet::new();
        for typed in names {
            let by_change = |waiting: &&Waiting| {
                let change = waiting.change.to_string();
                typed.len() >= SHORTEST && change.starts_with(&typed.to_lowercase())
            };
            let by_document =
                |waiting: &&Waiting| handle_fits(typed, &waiting.scope, waiting.document);
            let fits = |waiting: &&Waiting| by_change(waiting) || by_document(waiting);
            let of_name: Vec<&Waiting> = self.all_parked().filter(fits).collect();
            let one_document = of_name.windows(2).all(|two| two[0].document == two[1].document);
            let together = one_document && of_name.iter().all(by_document);
            match of_name.as_slice() {
                [] => return Err(OfficeError::not_found(Sought::Parked, typed)),
                several if several.len() > 1 && !together => {
                    let all = several.iter().map(|waiting| waiting.change.to_string()).collect();
                    return Err(OfficeError::Ambiguous { name: typed.clone(), all });
                }
                these => found.extend(these.iter().map(|waiting| waiting.change)),
            }
        }
        let in_order = self.all_parked().map(|waiting| waiting.change);
        Ok(in_order.filter(|change| found.contains(change)).collect())
    }

    /// The edits among these as they would be written again. Acts stay parked, since they approve
    /// what their signer saw; with nothing but acts that is an error, which says what to do.
    pub fn rewritable(&mut self, changes: &[Digest]) -> Result<Vec<ParkedView>, OfficeError> {
        let views = self.parked_views(changes)?;
        let (acts, edits): (Vec<_>, Vec<_>) =
            views.into_iter().partition(|view| view.act.is_some() || view.fields.is_empty());
        match acts.first().filter(|_| edits.is_empty()) {
            None => Ok(edits),
            Some(act) => {
                let (label, document, next) = (&act.label, &act.document, &act.next);
                Err(OfficeError::Input(input::act_not_rewritten(label, document, next)))
            }
        }
    }

    /// Writes parked edits again on what is shown here now, each in the place of the parked one.
    /// Where someone wrote a field since, only with `over`. Says the documents.
    pub fn rewrite_parked(
        &mut self,
        acting: Option<&str>,
        changes: &[Digest],
        over: bool,
    ) -> Result<Vec<String>, OfficeError> {
        self.in_turn(|office| {
            let views = office.rewritable(changes)?;
            if !over && views.iter().any(ParkedView::overwrites) {
                return Err(OfficeError::Unconfirmed(question::OVERWRITES));
            }
            let mut written = BTreeSet::new();
            for view in &views {
                let change = &view.change;
                let (name, kind, said) = office.parked_said(change)?;
                let Some(Said::Content(fields)) = said else { continue };
                let signer = office.signer(acting, &[Capability::Draft], &name.0)?;
                office.is_writable(&name)?;
                let composition = Composition {
                    scope: &name.0,
                    document: name.1,
                    kind,
                    say: Saying::Content(&fields),
                    deps: None,
                    time: office.machine.now(),
                    rows: None,
                    unchecked: office.unchecked,
                };
                office.desk.replace(&signer.key, &composition, change)?;
                written.insert(handle(&name.0, name.1));
            }
            Ok(written.into_iter().collect())
        })
    }

    /// What would go with these: they and what stands on them.
    pub fn discardable(&mut self, changes: &[Digest]) -> Result<Vec<ParkedView>, OfficeError> {
        let with = changes.iter().flat_map(|change| self.desk.parked_with(change));
        let all: BTreeSet<Digest> = with.map(|waiting| waiting.change).collect();
        let in_order = self.all_parked().map(|waiting| waiting.change);
        let in_order: Vec<Digest> = in_order.filter(|change| all.contains(change)).collect();
        self.parked_views(&in_order)
    }

    /// Throws parked records away, with what stands on them. Gives what they said, for the last
    /// time.
    pub fn discard_parked(&mut self, changes: &[Digest]) -> Result<Vec<ParkedView>, OfficeError> {
        self.in_turn(|office| {
            let gone = office.discardable(changes)?;
            for change in changes {
                office.desk.discard(change)?;
            }
            Ok(gone)
        })
    }

    fn all_parked(&self) -> impl Iterator<Item = &Waiting> {
        let parked = |one: &&Waiting| matches!(one.state, WaitingState::Parked { .. });
        self.desk.waiting().iter().filter(parked)
    }

    fn parked_said(&self, change: &Digest) -> Result<(Name, Kind, Option<Said>), OfficeError> {
        let found = self.all_parked().find(|waiting| waiting.change == *change);
        let waiting =
            found.ok_or_else(|| OfficeError::not_found(Sought::Parked, change.to_string()))?;
        Ok(((waiting.scope.clone(), waiting.document), waiting.kind, waiting.said()))
    }

    fn parked_views(&mut self, changes: &[Digest]) -> Result<Vec<ParkedView>, OfficeError> {
        let meant = self.all_parked().filter(|waiting| changes.contains(&waiting.change));
        let meant: Vec<Waiting> = meant.cloned().collect();
        meant.iter().map(|waiting| self.parked_view(waiting)).collect()
    }

    fn parked_view(&mut self, waiting: &Waiting) -> Result<ParkedView, OfficeError> {
        let document = handle(&waiting.scope, waiting.document);
        let holders = self.holders(&waiting.scope)?;
        let (code, sentence) = match &waiting.state {
            WaitingState::Parked { code, sentence } => (code.clone(), sentence.clone()),
            WaitingState::Ready | WaitingState::Unsealed => (String::new(), String::new()),
        };
        let mut view = ParkedView {
            change: waiting.change,
            what: "edit".to_owned(),
            label: "Ubah isian".to_owned(),
            by: called(&holders, waiting.signer),
            time: waiting.time(),
            code,
            sentence,
            fields: Vec::new(),
            act: None,
            next: format!("kecuali parked rewrite {document}"),
            document,
        };
        match waiting.said() {
            Some(Said::Content(fields)) => view.fields = self.parked_fields(waiting, fields)?,
            Some(Said::Act(text)) => view.tells(&text, waiting.kind),
            None => {}
        }
        Ok(view)
    }

    fn parked_fields(
        &mut self,
        waiting: &Waiting,
        fields: Vec<(String, String)>,
    ) -> Result<Vec<ParkedField>, OfficeError> {
        let (scope, id) = (&waiting.scope, waiting.document);
        let parents = self.known_parents(waiting);
        let document = self.desk.document(scope, id)?;
        let now = document.map(kecuali_ledger::Document::content).unwrap_or_default();
        let then = document.and_then(|document| document.content_at(&parents));
        let then = then.unwrap_or_default();
        let shown = fields.into_iter().filter(|(key, _)| *key != SALT);
        Ok(shown.map(|(key, value)| ParkedField::of(key, value, &now, &then)).collect())
    }

    /// The changes that stand in what is shown, and that a parked record was written on.
    fn known_parents(&mut self, waiting: &Waiting) -> Vec<Digest> {
        let parked: BTreeMap<Digest, Vec<Digest>> =
            self.all_parked().map(|one| (one.change, one.parents())).collect();
        let mut open = waiting.parents();
        let (mut seen, mut known) = (BTreeSet::new(), Vec::new());
        while let Some(parent) = open.pop() {
            match parked.get(&parent) {
                Some(parents) if seen.insert(parent) => open.extend(parents),
                Some(_) => {}
                None => known.push(parent),
            }
        }
        known
    }
}

/// As many digits of a change as a person types at least.
const SHORTEST: usize = 6;

impl ParkedField {
    fn of(field: String, value: String, now: &Content, then: &Content) -> Self {
        let shown = now.values(&field);
        let changed_since = shown != then.values(&field) && shown != [value.clone()];
        Self { label: label_of(&field), now: shown.to_vec(), field, value, changed_since }
    }
}

impl ParkedView {
    /// Whether writing it again would take the place of what someone else wrote since.
    pub fn overwrites(&self) -> bool {
        self.fields.iter().any(|field| field.changed_since)
    }

    /// Fills in what an act says.
    fn tells(&mut self, text: &str, kind: Kind) {
        self.act = serde_json::from_str(text).ok();
        match Act::read(text) {
            Ok(ReadAct::Known(act)) => {
                act.name().clone_into(&mut self.what);
                self.label = act_label(&act);
                self.next = repeat(&act, kind, &self.document);
            }
            Ok(ReadAct::Unknown(name)) => {
                self.what.clone_from(&name);
                self.label = name;
                self.next = format!("kecuali entry show {}", self.document);
            }
            Err(_) => {}
        }
    }
}

/// The command by which the signer of an act says it again.
fn repeat(act: &Act, kind: Kind, document: &str) -> String {
    let of_determination = kind == Kind::Determination;
    match act {
        Act::Endorse(_) => format!("kecuali endorse {document}"),
        Act::Decline(_) => format!("kecuali decline {document}"),
        Act::Submit(_) => format!("kecuali submit {document}"),
        Act::Withdraw(_) => format!("kecuali withdraw {document}"),
        Act::Forward(_) => format!("kecuali review forward {document}"),
        Act::Return(_) => format!("kecuali review return {document}"),
        Act::Determine(_) => format!("kecuali review determine {document}"),
        Act::Open(_) => format!("kecuali review open {document}"),
        Act::TakeDown(_) if of_determination => "kecuali determination takedown NOMOR".to_owned(),
        Act::Revoke(_) if of_determination => "kecuali determination revoke NOMOR".to_owned(),
        Act::TakeDown(_) => format!("kecuali review takedown {document}"),
        Act::Comment(_) => format!("kecuali comment {document}"),
        Act::Seen(_) => format!("kecuali entry show {document}"),
        Act::Issue(_) => "kecuali determination issue KONSEP".to_owned(),
        Act::Revoke(_) => format!("kecuali review revoke {document}"),
        Act::SetPolicy(policy) => format!("kecuali policy set {}", policy.name),
        Act::SetDay(set) => format!("kecuali day set {}", set.day),
        Act::Grant(_) => "kecuali roster grant BERKAS".to_owned(),
        Act::RevokeKey(revoke) => format!("kecuali roster revoke {}", revoke.key),
    }
}
