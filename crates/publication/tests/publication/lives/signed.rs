//! Every public row, field for field, against the records in the logs: with the crate's own
//! verification, and once more from the signed acts alone.

use std::collections::BTreeMap;

use kecuali_document::guard;
use kecuali_domain::{
    Kind, Scope,
    act::{Act, Determine, Issue, ReadAct},
    field::public_row,
};
use kecuali_encoding::KeyId;
use kecuali_ledger::{Opening, Record, RowOpenings, Rows, row_hash};
use kecuali_publication::{PublicRow, RowId, verify_row};
use kecuali_testkit::{Doc, cast};
use serde_json::Value;

use super::world::Life;
use crate::public::{entry_proof, item_proof};

/// Values by field name.
type Values = BTreeMap<String, String>;

/// The columns that show a signed text as it is.
const TEXTS: [&str; 6] = [
    "consequence_if_closed",
    "consequence_if_opened",
    "description",
    "document_type",
    "information",
    "responsible_position",
];

impl Life {
    pub(super) fn everything_public_was_signed(&mut self) {
        let rows: Vec<PublicRow> = self.public().cloned().collect();
        for row in &rows {
            self.is_verified(row);
            self.is_what_was_signed(row);
            self.seen.verified += 1;
        }
    }

    fn is_verified(&self, row: &PublicRow) {
        let decision = &row.facts.determination;
        let (proof, by) = match &row.facts.id {
            RowId::National { item, .. } => {
                let item = kecuali_domain::act::ItemRef { issue: decision.issue, item: *item };
                (item_proof(&self.scene, item), None)
            }
            RowId::Office { .. } => {
                let proof = entry_proof(&self.scene, self.entry(row)).unwrap();
                let document = self.scene.document(self.entry(row));
                let act = document.state().decision().unwrap().act;
                let acts = document.acts().iter();
                (proof, acts.filter(|one| one.id == act).map(|one| one.signer).next())
            }
        };
        let verified = verify_row(self.scene.national().root(), &proof).unwrap();
        assert!(verified.is(row), "{:?}\n{:?}", verified.facts, row.facts);
        assert_eq!(verified.issued_by, cast::ISSUER.id());
        assert_eq!(verified.determined_by, by);
    }

    fn entry(&self, row: &PublicRow) -> &Doc {
        let is_it = |doc: &&Doc| doc.id == row.facts.document();
        self.papers.iter().map(|paper| &paper.doc).find(is_it).unwrap()
    }

    fn is_what_was_signed(&self, row: &PublicRow) {
        let id = &row.facts.id;
        let signed = match id {
            RowId::Office { .. } => self.determined(self.entry(row)),
            RowId::National { item, .. } => self.issued(row, *item),
        };
        assert!(signed.iter().any(|values| shows(row, values)), "{row:?}\nsigned: {signed:?}");
        let decision = &row.facts.determination;
        let issue = &self.scene.national().issued(&decision.issue).unwrap().issue;
        assert_eq!((&decision.number, decision.year), (&issue.number, issue.year));
        assert_eq!((decision.day, &decision.authority), (issue.day, &issue.authority));
    }

    /// The rows that KPU RI's keys signed of an entry, opened.
    fn determined(&self, entry: &Doc) -> Vec<Values> {
        let document = self.scene.document(entry);
        let open = |(record, rows): (Record, Rows)| {
            let determine = determine(&record)?;
            let content = document.content_at(&determine.covers.heads)?;
            let values = public_row(&content).ok()?;
            let values: Values =
                values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            let hash = row_hash(&entry.scope, entry.id, "entry", rows.get("entry")?, &values);
            (hash == Ok(determine.row)).then_some(values)
        };
        let reviewers = [cast::DETERMINER.id(), cast::DETERMINER_2.id()];
        self.records(&entry.scope, &reviewers).filter_map(open).collect()
    }

    /// The rows that KPU RI's keys signed of an item, opened.
    fn issued(&self, row: &PublicRow, item: u32) -> Vec<Values> {
        let document = row.facts.document();
        let open = |(record, rows): (Record, Rows)| {
            let issue = issue(&record).filter(|_| record.sealed.document == document)?;
            let label = format!("item/{item}");
            let openings = rows.get(&label)?;
            let hash = row_hash(&Scope::National, document, &label, openings, &Values::new());
            let signed = issue.items.get(&item)?.row;
            (hash == Ok(signed)).then(|| carried(openings))
        };
        self.records(&Scope::National, &[cast::ISSUER.id()]).filter_map(open).collect()
    }

    /// The records of a log that these keys signed, with their openings.
    fn records(&self, scope: &Scope, by: &[KeyId]) -> impl Iterator<Item = (Record, Rows)> {
        let root = self.scene.national().root_id();
        let by = by.to_vec();
        let log = self.scene.log(scope);
        let found: Vec<(Record, Rows)> = log
            .records()
            .filter(|(record, ..)| by.contains(&record.sealed.signer))
            .filter(|(record, ..)| record.verify(&root).is_ok())
            .map(|(record, rows, _)| (record.clone(), rows.cloned().unwrap_or_default()))
            .collect();
        found.into_iter()
    }
}

fn said(record: &Record) -> Option<Act> {
    match Act::read(&guard(&record.change).ok()?.puts.first()?.1).ok()? {
        ReadAct::Known(act) => Some(*act),
        ReadAct::Unknown(_) => None,
    }
}

fn determine(record: &Record) -> Option<Determine> {
    if record.sealed.kind != Kind::Entry {
        return None;
    }
    if let Act::Determine(determine) = said(record)? { Some(determine) } else { None }
}

fn issue(record: &Record) -> Option<Issue> {
    if let Act::Issue(issue) = said(record)? { Some(*issue) } else { None }
}

fn carried(openings: &RowOpenings) -> Values {
    let value = |(name, opening): (&String, &Opening)| match opening {
        Opening::Open { value, .. } => Some((name.clone(), value.clone()?)),
        Opening::Withheld(_) => None,
    };
    openings.iter().filter_map(value).collect()
}

/// Whether a row shows these values and no others; one that is withheld shows none.
fn shows(row: &PublicRow, signed: &Values) -> bool {
    let shown = serde_json::to_value(&row.facts).unwrap();
    let fits =
        |name: &str, same: &dyn Fn(&Value, &str) -> bool| match (shown.get(name), signed.get(name))
        {
            (None, None) => true,
            (Some(column), Some(value)) => column.get("withheld").is_some() || same(column, value),
            (Some(_), None) | (None, Some(_)) => false,
        };
    let as_it_is = |column: &Value, value: &str| column == value;
    TEXTS.iter().all(|name| fits(name, &as_it_is))
        && fits("legal_basis", &|column, value| members(column) == texts(value))
        && fits("exceptions", &|column, value| members(column) == texts(value))
        && fits("period", &|column, value| {
            let signed: Value = serde_json::from_str(value).unwrap();
            column["text"] == signed["raw"] && column["structured"] == signed["limit"]
        })
}

fn members(column: &Value) -> Vec<String> {
    let id = |member: &Value| member["id"].as_str().unwrap().to_owned();
    column.as_array().unwrap().iter().map(id).collect()
}

fn texts(value: &str) -> Vec<String> {
    serde_json::from_str(value).unwrap()
}
