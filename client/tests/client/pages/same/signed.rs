//! What an installation signed and has not sent, in a form that two of them can share.

use std::{collections::BTreeSet, fmt::Write as _, path::Path};

use kecuali_document::{Map, genesis, guard};
use kecuali_encoding::KeyId;
use kecuali_ledger::{Opening, Record, Rows};
use kecuali_protocol::request::to_hex;
use kecuali_storage::{Pending, Store as _};
use kecuali_storage_sqlite::SqliteStore;
use kecuali_sync::{read_attachment, read_record};
use serde_json::Value;

/// What waits in a folder.
pub(super) struct Store {
    waits: Vec<Pending>,
}

/// What was done since.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Since {
    /// Signed, in this order.
    signed: Vec<Signed>,
    /// Erased before it was sent.
    erased: BTreeSet<[u8; 32]>,
}

/// A record, without its time, its salts, and the names that are drawn anew for each.
#[derive(Debug, PartialEq, Eq)]
struct Signed {
    log: String,
    document: String,
    kind: String,
    signer: KeyId,
    relies_on: String,
    /// On which changes it stands.
    deps: Vec<String>,
    /// The fields and their values, or the act.
    said: Vec<(String, Value)>,
    /// What becomes public by it.
    rows: BTreeSet<String>,
}

impl Since {
    pub(super) fn is_nothing(&self) -> bool {
        self.signed.is_empty() && self.erased.is_empty()
    }
}

impl Store {
    pub(super) fn of(folder: &Path) -> Self {
        let store = SqliteStore::open(&folder.join("store.sqlite")).unwrap();
        Self { waits: store.pending(None).unwrap() }
    }

    /// What was done in a folder that once held this.
    pub(super) fn since(&self, folder: &Path) -> Since {
        let now = Self::of(folder);
        let (before, after) = (self.changes(), now.changes());
        let new: Vec<&Pending> =
            now.waits.iter().filter(|one| !before.contains(&one.change)).collect();
        let names = Names::of(&new, &self.documents());
        let signed = new.iter().map(|one| names.signed(one)).collect();
        Since { signed, erased: before.difference(&after).copied().collect() }
    }

    fn changes(&self) -> BTreeSet<[u8; 32]> {
        self.waits.iter().map(|one| one.change).collect()
    }

    fn documents(&self) -> BTreeSet<[u8; 16]> {
        self.waits.iter().map(|one| one.document).collect()
    }
}

/// Names that differ between any two installations, and what stands for each.
struct Names(Vec<(String, String)>);

impl Names {
    fn of(new: &[&Pending], known: &BTreeSet<[u8; 16]>) -> Self {
        let mut names = Vec::new();
        let mut begun = known.clone();
        for (place, one) in new.iter().enumerate() {
            names.push((to_hex(&one.change), format!("change {place}")));
            if is_first(one) && begun.insert(one.document) {
                names.push((to_hex(&one.document), format!("document {place}")));
            }
        }
        Self(names)
    }

    fn plain(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, other)| text.replace(name, other))
    }

    fn signed(&self, one: &Pending) -> Signed {
        let Record { change, sealed, .. } = read_record(&one.bytes).unwrap();
        let outline = guard(&change).unwrap();
        let puts = outline.puts.iter().map(|(key, value)| match outline.map {
            Map::Content => self.field(key, value),
            Map::Acts => self.act(value),
        });
        let rows = one.attachment.as_deref().map(|bytes| read_attachment(bytes).unwrap());
        Signed {
            log: one.log.clone(),
            document: self.plain(&to_hex(&one.document)),
            kind: sealed.kind.as_str().to_owned(),
            signer: sealed.signer,
            relies_on: self.plain(&sealed.grant.to_string()),
            deps: outline.deps.iter().map(|dep| self.plain(&dep.to_string())).collect(),
            said: puts.collect(),
            rows: rows.iter().flat_map(public).collect(),
        }
    }

    /// A field and its value. The salt of what is private in an entry is drawn for each.
    fn field(&self, name: &str, value: &str) -> (String, Value) {
        let value = if name == "salt" { "drawn" } else { value };
        (name.to_owned(), self.plain(value).into())
    }

    /// An act: the key it stands under is a hash over who signs and what they saw.
    fn act(&self, act: &str) -> (String, Value) {
        let mut act = serde_json::from_str(&self.plain(act)).unwrap();
        without_what_is_drawn(&mut act);
        ("act".to_owned(), act)
    }
}

/// Whether a record begins its document: it stands on the one change that all begin with.
fn is_first(one: &Pending) -> bool {
    let Record { change, .. } = read_record(&one.bytes).unwrap();
    guard(&change).unwrap().deps == [genesis().0]
}

/// Salted hashes, and the random name of a selection.
fn without_what_is_drawn(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match (name.as_str(), &mut *member) {
                    ("row", hash) => *hash = "salted".into(),
                    ("batch", Value::Object(batch)) => {
                        batch.insert("id".to_owned(), "drawn".into());
                    }
                    ("batch", id) => *id = "drawn".into(),
                    (_, member) => without_what_is_drawn(member),
                }
            }
        }
        Value::Array(all) => all.iter_mut().for_each(without_what_is_drawn),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => (),
    }
}

fn public(rows: &Rows) -> Vec<String> {
    let mut all = Vec::new();
    for (label, row) in rows {
        for (field, opening) in row {
            let mut text = format!("{label} {field}");
            match opening {
                Opening::Open { value: Some(value), .. } => write!(text, " = {value}").unwrap(),
                Opening::Open { value: None, .. } => (),
                Opening::Withheld(_) => text.push_str(" withheld"),
            }
            all.push(text);
        }
    }
    all
}
