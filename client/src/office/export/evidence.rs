//! Evidence: all that was signed about one entry, in one file, for a dispute or for Komisi
//! Informasi. Whoever gets it verifies it with the trust root, without this office's help.
//!
//! Nothing of another entry is in it. The same entry in the same state gives the same bytes.

use std::{io, path::Path};

use kecuali_domain::{Scope, act::ItemRef, content::SALT, handle};
use kecuali_encoding::{Digest, canonical_json};
use kecuali_ledger::{Document, Record};
use kecuali_publication::{
    BuildError, Decided, DocumentProof, ProofError, RowProof, effective, format::Zip, verify_row,
};
use kecuali_storage::Store as _;
use kecuali_sync::read_record;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{exact, page, write_new};
use crate::{
    catalogue::{export as words, refusal},
    error::OfficeError,
    office::{
        Name, Office,
        history::Event,
        standing::{EntryView, numbered},
    },
};

/// All there is to know of one entry.
#[derive(Debug)]
pub(super) struct Evidence {
    pub(super) entry: EntryView,
    pub(super) history: Vec<Event>,
    pub(super) versions: Vec<Version>,
    pub(super) decisions: Vec<Decision>,
    /// The columns of the public row as they are proven, or why none are.
    pub(super) row: Result<Value, String>,
    proof: Option<String>,
    /// The sheets of the tests that KPU RI made, as far as they are here.
    sheets: Option<String>,
    pub(super) records: Option<String>,
    root: String,
}

/// What an entry said after one change of its fields.
#[derive(Debug, Serialize)]
pub(super) struct Version {
    pub(super) change: Digest,
    pub(super) time: u64,
    pub(super) by: String,
    /// The fields that were written.
    pub(super) wrote: Map<String, Value>,
    /// Everything it said from then on, as far as the writer had seen.
    pub(super) content: Map<String, Value>,
}

/// A decision that the entry was determined under.
#[derive(Debug, Serialize)]
pub(super) struct Decision {
    pub(super) cited: String,
    pub(super) number: String,
    pub(super) year: u16,
    pub(super) day: kecuali_domain::Day,
    pub(super) authority: String,
    pub(super) signatory: String,
    pub(super) item: u32,
    pub(super) issue: Digest,
}

/// What was written.
#[derive(Debug, Clone, Serialize)]
pub struct Bundled {
    /// The entry.
    pub entry: String,
    /// How many records are in it.
    pub records: usize,
    /// Whether a public row is proven in it.
    pub proven: bool,
}

impl Office {
    /// Writes the evidence of an entry into a file that is not there yet.
    pub fn export_evidence(&mut self, name: &Name, path: &Path) -> Result<Bundled, OfficeError> {
        self.refresh()?;
        let own = self.records_of(name)?;
        let evidence = self.evidence(name, &own)?;
        let bytes = evidence.zip().map_err(OfficeError::file(path))?;
        write_new(path, &bytes)?;
        let proven = evidence.proof.is_some();
        Ok(Bundled { entry: evidence.entry.summary.entry, records: own.len(), proven })
    }

    fn evidence(&mut self, name: &Name, own: &[Record]) -> Result<Evidence, OfficeError> {
        let (row, proof) = match self.row_proof(name) {
            Ok(proof) => {
                let text = proof.to_text();
                let row = verify_row(self.national().root(), &text);
                (row.map(|row| json!(row.facts)).map_err(|error| said(&error)), Some(text))
            }
            Err(error) => (Err(said(&error)), None),
        };
        Ok(Evidence {
            entry: self.entry(name)?,
            history: self.history(name)?,
            versions: self.versions(name)?,
            sheets: self.sheets_of_items(name)?,
            decisions: self.decisions(name)?,
            row,
            proof,
            records: self.document_proof(name, own)?,
            root: self.root_text(),
        })
    }

    /// The records of an entry that stand in its log, in their order.
    fn records_of(&self, (scope, id): &Name) -> Result<Vec<Record>, OfficeError> {
        let members = self.store.document(&scope.to_string(), &id.0)?;
        Ok(members.iter().filter_map(|member| read_record(&member.bytes).ok()).collect())
    }

    fn record(&self, scope: &Scope, change: &Digest) -> Option<Record> {
        let member = self.store.member_by_change(&scope.to_string(), &change.0).ok()??;
        read_record(&member.bytes).ok()
    }

    fn document_proof(
        &self,
        (scope, id): &Name,
        own: &[Record],
    ) -> Result<Option<String>, OfficeError> {
        if own.is_empty() {
            return Ok(None);
        }
        let records = |scope: &Scope, change: &Digest| self.record(scope, change);
        let root = self.national().root_id();
        let proof = DocumentProof::new(scope, *id, own, &root, &records);
        let broken = |error: ProofError| OfficeError::Integrity(said(&error));
        Ok(Some(proof.map_err(broken)?.to_text()))
    }

    /// The proof of the entry's public row, by what stands in the logs.
    fn row_proof(&mut self, (scope, id): &Name) -> Result<RowProof, ProofError> {
        let missing = |_| ProofError::RecordMissing;
        let entry = self.desk.logged(scope, *id).map_err(missing)?.cloned();
        let entry = entry.ok_or(ProofError::NoRow)?;
        let made_by = effective(&entry, self.desk.book().national())?.ok_or(ProofError::NoRow)?;
        let openings = self.desk.book().openings(scope, &made_by.determine).map_err(missing)?;
        let openings = openings.ok_or(BuildError::OpeningsMissing)?;
        let issue = made_by.item.issue;
        let issued = self.desk.book().national().issued(&issue).ok_or(BuildError::NotIssued)?;
        let place = issued.document;
        let decided = self.desk.logged(&Scope::National, place).map_err(missing)?.cloned();
        let decided = decided.ok_or(BuildError::NotIssued)?;
        let rows = self.desk.book().openings(&Scope::National, &issue).map_err(missing)?;
        let rows = rows.unwrap_or_default();
        let national = self.desk.book().national();
        let decided = Decided::read(national, &decided, &rows)?;
        let records = |scope: &Scope, change: &Digest| self.record(scope, change);
        RowProof::of_entry(&entry, &openings, &decided, national, &records)
    }

    fn versions(&mut self, name: &Name) -> Result<Vec<Version>, OfficeError> {
        let document: Document = self.document(name)?.clone();
        let mut versions = Vec::new();
        for change in document.history().changes().filter(|change| change.act().is_none()) {
            let hash = change.hash();
            let wrote = change.puts().filter(|(key, _)| *key != SALT);
            let content = document.content_at(&[hash]).unwrap_or_default();
            versions.push(Version {
                change: hash,
                time: change.time(),
                by: self.author(name, &hash)?,
                wrote: wrote.map(|(key, value)| (key.to_owned(), json!(value))).collect(),
                content: exact(&content, true),
            });
        }
        Ok(versions)
    }

    /// The items that acts on an entry name, in the order of the acts.
    fn items_named(&mut self, name: &Name) -> Result<Vec<ItemRef>, OfficeError> {
        let state = self.document(name)?.state();
        let submitted = state.submissions().iter().filter_map(|submission| submission.under);
        let decided = state.decision().map(|decision| decision.under);
        let mut items: Vec<ItemRef> = Vec::new();
        for item in submitted.chain(decided) {
            if !items.contains(&item) {
                items.push(item);
            }
        }
        Ok(items)
    }

    /// The tests of those items on one page: KPU RI has them, where it recorded them.
    fn sheets_of_items(&mut self, name: &Name) -> Result<Option<String>, OfficeError> {
        let mut items = self.items_named(name)?;
        items.retain(|item| self.has_sheet(*item));
        if items.is_empty() {
            return Ok(None);
        }
        Ok(Some(self.item_tests(&items)?.html()))
    }

    /// The decisions that acts on an entry name, in the order of the acts.
    fn decisions(&mut self, name: &Name) -> Result<Vec<Decision>, OfficeError> {
        let mut decisions = Vec::new();
        for item in self.items_named(name)? {
            let Some(issued) = self.national().issued(&item.issue) else { continue };
            let issue = &issued.issue;
            let decision = Decision {
                cited: format!("{} butir {}", numbered(&issue.number, issue.year), item.item),
                number: issue.number.clone(),
                year: issue.year,
                day: issue.day,
                authority: issue.authority.to_string(),
                signatory: issue.signatory.clone(),
                item: item.item,
                issue: item.issue,
            };
            decisions.push(decision);
        }
        Ok(decisions)
    }
}

impl Evidence {
    /// What is in it, and how it is verified.
    pub(super) fn readme(&self) -> String {
        let readme =
            words::readme(&self.entry.summary.entry, self.records.is_some(), self.proof.is_some());
        let sheets = self.sheets.as_ref().map_or("", |_| words::README_SHEETS);
        format!("{readme}{sheets}")
    }

    /// All of it as one file, its parts by name.
    fn zip(&self) -> io::Result<Vec<u8>> {
        let mut parts: Vec<(&str, String)> = vec![
            ("README.txt", self.readme()),
            ("akar-kepercayaan.json", self.root.clone()),
            ("entri.json", canonical_json(&self.entry)),
            ("index.html", page::page(self)),
            ("keputusan.json", canonical_json(&self.decisions)),
            ("riwayat.json", canonical_json(&self.history)),
            ("versi.json", canonical_json(&self.versions)),
        ];
        parts.extend(self.records.clone().map(|records| ("catatan.json", records)));
        parts.extend(self.sheets.clone().map(|sheets| ("lembar-uji.html", sheets)));
        parts.extend(self.proof.clone().map(|proof| ("bukti.json", proof)));
        parts.extend(self.row.as_ref().ok().map(|row| ("baris.json", canonical_json(row))));
        parts.sort_unstable();
        let mut zip = Zip::new(Vec::new());
        for (name, text) in parts {
            zip = zip.with(name, text.as_bytes())?;
        }
        zip.finish()
    }
}

/// What the evidence of an entry is called where nobody says it.
pub fn file_name((scope, id): &Name) -> std::path::PathBuf {
    format!("bukti-{}.zip", handle(scope, *id)).into()
}

fn said(error: &ProofError) -> String {
    refusal::sentence(error.code())
}
