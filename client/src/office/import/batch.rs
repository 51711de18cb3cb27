//! Batches: what was imported together, where each draft comes from, and taking it back.
//!
//! What the cells of a list said lies in the store of this office and never travels. A list may have
//! columns that leave no office: where papers lie, the names of people.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{Capability, DocumentId, content::SALT, handle, similarity::normalise};
use kecuali_protocol::request::to_hex;
use kecuali_storage::{Commit, Store as _};
use kecuali_tables::{Cell, Origin};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    apart::Source,
    checked::{Fate, Omitted, Told},
    columns::{Becomes, Column, How, Kept, kept_as},
    plan::Plan,
};
use crate::{
    catalogue::import as words,
    error::{OfficeError, Sought},
    machine::random,
    office::{Office, input::Fields, people::Signer},
};

/// The list of batches, oldest first.
const BATCHES: &str = "client/import";
/// What the columns of lists became the last time, by the headings.
const COLUMNS: &str = "client/import/columns";
/// So many rows lie in one value.
const CHUNK: usize = 200;

/// What was imported together.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Batch {
    /// Its name.
    pub batch: String,
    /// When, by the clock of this machine, in milliseconds since 1970.
    pub time: u64,
    /// The name of the file.
    pub file: String,
    /// Which bytes it had.
    #[serde(flatten)]
    pub source: Source,
    /// What it was.
    pub origin: Origin,
    /// Its tables.
    pub tables: Vec<TableFacts>,
    /// How many drafts it made.
    pub rows: usize,
    /// How many of them were taken back.
    pub undone: usize,
    /// How many rows became none; nothing where an earlier program imported them.
    #[serde(default)]
    pub left_out: Option<usize>,
    pub(super) chunks: usize,
}

/// A table that was imported.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TableFacts {
    /// The sheet.
    pub sheet: String,
    /// What stood above it and between its rows.
    pub titles: Vec<(u32, String)>,
    /// The heading of each column, and what it became.
    pub columns: BTreeMap<u32, (String, String)>,
}

/// Where one draft comes from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct RowFacts {
    pub(super) entry: DocumentId,
    pub(super) table: usize,
    pub(super) row: u32,
    pub(super) title: Option<String>,
    pub(super) cells: Vec<Cell>,
    #[serde(default)]
    pub(super) told: Vec<Told>,
}

/// What an import did.
#[derive(Debug, Clone, Serialize)]
pub struct Imported {
    /// The batch; none where the file was looked at only.
    pub batch: String,
    /// The drafts, in the order of the rows.
    pub entries: Vec<String>,
}

/// A batch, and what is left of it.
#[derive(Debug, Clone, Serialize)]
pub struct BatchView {
    /// The batch.
    #[serde(flatten)]
    pub batch: Batch,
    /// The drafts that can be taken back.
    pub unsent: Vec<String>,
    /// Those that were sent: they stand in the log.
    pub sent: Vec<String>,
    /// Those that were written on since.
    pub edited: Vec<String>,
}

/// What taking a batch back did.
#[derive(Debug, Clone, Serialize)]
pub struct Undone {
    /// The drafts that are gone.
    pub erased: Vec<String>,
    /// What is left of the batch.
    #[serde(flatten)]
    pub left: BatchView,
}

impl Office {
    /// Writes the drafts of a plan: all of them, or none. Should the machine stop in between, the
    /// batch is there and says which drafts are.
    pub fn import(
        &mut self,
        acting: Option<&str>,
        mut plan: Plan,
    ) -> Result<Imported, OfficeError> {
        if plan.rows() == 0 {
            return Err(OfficeError::Input(words::nothing_left()));
        }
        // What the rules find is found by them again.
        plan.tables
            .iter_mut()
            .flat_map(|table| &mut table.rows)
            .for_each(|row| row.flags.retain(|flag| flag.rule().is_none()));
        let scope = self.scope();
        let signer = self.signer(acting, &[Capability::Draft], &scope)?;
        self.in_turn(|office| {
            let (batch, mut laid) = office.laid_out(plan);
            let ids: Vec<DocumentId> = laid.facts.iter().map(|row| row.entry).collect();
            // First where they come from: a draft never is without.
            office.keep_batch(&batch, &mut laid)?;
            if let Err(error) = office.keep_in_parts(&signer, laid.new) {
                office.desk.forget(&scope, &ids.into_iter().collect())?;
                office.drop_batch(&batch)?;
                return Err(error);
            }
            let entries = ids.into_iter().map(|entry| handle(&scope, entry)).collect();
            Ok(Imported { batch: batch.batch, entries })
        })
    }

    fn keep_batch(&self, batch: &Batch, laid: &mut Laid) -> Result<(), OfficeError> {
        // Without the list of batches, written last, nobody sees what lies there already.
        let mut place = 0;
        while !laid.facts.is_empty() {
            let rest = laid.facts.split_off(laid.facts.len().min(CHUNK));
            let chunk = std::mem::replace(&mut laid.facts, rest);
            let values = vec![(chunk_name(&batch.batch, place), Some(json(&chunk)))];
            self.store.commit(&Commit { values, ..Commit::default() })?;
            place += 1;
        }
        let omitted = laid.omitted.chunks(CHUNK).enumerate();
        let omitted = omitted.map(|(n, some)| (omitted_name(&batch.batch, n), Some(json(some))));
        let mut values: Vec<_> = omitted.collect();
        let mut kept = self.kept_columns()?;
        kept.append(&mut laid.signatures);
        values.push((COLUMNS.to_owned(), Some(json(&kept))));
        let mut batches = self.batches()?;
        batches.push(batch.clone());
        values.push((BATCHES.to_owned(), Some(json(&batches))));
        self.store.commit(&Commit { values, ..Commit::default() })?;
        Ok(())
    }

    /// Part by part, so that signing ten thousand takes little more memory than keeping them.
    fn keep_in_parts(&mut self, signer: &Signer, mut new: Vec<Draft>) -> Result<(), OfficeError> {
        while !new.is_empty() {
            let rest = new.split_off(new.len().min(CHUNK));
            self.keep_new(signer, &new)?;
            new = rest;
        }
        Ok(())
    }

    fn laid_out(&mut self, plan: Plan) -> (Batch, Laid) {
        let mut batch = Batch {
            batch: to_hex(&random::<4>(self.machine.as_mut())),
            time: self.machine.now(),
            rows: plan.rows(),
            file: plan.file,
            source: plan.source,
            origin: plan.origin,
            tables: Vec::new(),
            undone: 0,
            left_out: None,
            chunks: 0,
        };
        let mut laid = Laid::default();
        for (place, table) in plan.tables.into_iter().enumerate() {
            laid.omitted.extend(Omitted::of(&table));
            let became = |one: &Column| (one.place, (one.heading.clone(), kept_as(&one.becomes)));
            let columns = table.columns.iter().map(became).collect();
            let sheet = table.sheet;
            batch.tables.push(TableFacts { sheet, titles: table.titles, columns });
            laid.signatures.insert(table.signature, kept(&table.columns));
            for mut row in table.rows {
                let entry = self.new_id();
                let mut fields = std::mem::take(&mut row.fields);
                fields.push((SALT.to_owned(), to_hex(&self.salt())));
                laid.new.push((entry, self.machine.now(), fields));
                let told = Told::of(&mut row);
                let (title, cells) = (row.title, row.cells);
                laid.facts.push(RowFacts { entry, table: place, row: row.row, title, cells, told });
            }
        }
        batch.chunks = laid.facts.len().div_ceil(CHUNK);
        batch.left_out = Some(laid.omitted.len());
        (batch, laid)
    }

    /// Every batch, oldest first, with what is left of it.
    pub fn imports(&mut self) -> Result<Vec<BatchView>, OfficeError> {
        self.refresh()?;
        let batches = self.batches()?;
        batches.into_iter().map(|batch| self.batch_view(batch)).collect()
    }

    /// One batch by its name, or the beginning of one.
    pub fn import_by(&mut self, typed: &str) -> Result<BatchView, OfficeError> {
        let mut found = self.imports()?;
        found.retain(|one| !typed.is_empty() && one.batch.batch.starts_with(&typed.to_lowercase()));
        match found.len() {
            1 => Ok(found.remove(0)),
            0 => Err(OfficeError::not_found(Sought::Import, typed)),
            _ => {
                let all = found.into_iter().map(|one| one.batch.batch).collect();
                Err(OfficeError::Ambiguous { name: typed.to_owned(), all })
            }
        }
    }

    /// Erases the drafts of a batch that no log holds and nobody wrote on since.
    pub fn undo_import(&mut self, typed: &str) -> Result<Undone, OfficeError> {
        self.in_turn(|office| {
            let view = office.import_by(typed)?;
            let mut left = office.facts(&view.batch)?;
            let scope = office.scope();
            let unsent: BTreeSet<DocumentId> = left
                .iter()
                .map(|row| row.entry)
                .filter(|entry| view.unsent.contains(&handle(&scope, *entry)))
                .collect();
            office.desk.forget(&scope, &unsent)?;
            left.retain(|row| !unsent.contains(&row.entry));
            let mut batches = office.batches()?;
            for batch in batches.iter_mut().filter(|one| one.batch == view.batch.batch) {
                batch.undone += unsent.len();
                batch.chunks = left.len().div_ceil(CHUNK);
            }
            let mut commit = Commit::default();
            for place in 0..view.batch.chunks {
                let chunk = left.chunks(CHUNK).nth(place).map(|chunk| json(&chunk));
                commit.values.push((chunk_name(&view.batch.batch, place), chunk));
            }
            commit.values.push((BATCHES.to_owned(), Some(json(&batches))));
            office.store.commit(&commit)?;
            let left = office.import_by(&view.batch.batch)?;
            Ok(Undone { erased: view.unsent, left })
        })
    }

    /// The batches of these very bytes that drafts are left of.
    pub(crate) fn imported_before(&self, source: &Source) -> Result<Vec<String>, OfficeError> {
        let mut batches = self.batches()?;
        batches.retain(|batch| batch.source == *source && batch.undone < batch.rows);
        Ok(batches.into_iter().map(|batch| batch.batch).collect())
    }

    /// What the columns of lists became the last time, by the signature of their headings.
    pub(crate) fn kept_columns(&self) -> Result<BTreeMap<String, Kept>, OfficeError> {
        self.kept_value(COLUMNS)
    }

    pub(super) fn batches(&self) -> Result<Vec<Batch>, OfficeError> {
        self.kept_value(BATCHES)
    }

    pub(super) fn kept_value<T: DeserializeOwned + Default>(
        &self,
        name: &str,
    ) -> Result<T, OfficeError> {
        let bytes = self.store.value(name)?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default())
    }

    pub(super) fn facts(&self, batch: &Batch) -> Result<Vec<RowFacts>, OfficeError> {
        let mut all = Vec::with_capacity(batch.rows);
        for place in 0..batch.chunks {
            all.extend(self.chunk(batch, place)?);
        }
        Ok(all)
    }

    /// What one chunk of the rows said. Thousands of rows are a lot to hold at once.
    fn chunk(&self, batch: &Batch, place: usize) -> Result<Vec<RowFacts>, OfficeError> {
        self.kept_value(&chunk_name(&batch.batch, place))
    }

    /// The rows of a batch that became no draft.
    pub(super) fn omitted(&self, batch: &Batch) -> Result<Option<Vec<Omitted>>, OfficeError> {
        let Some(count) = batch.left_out else { return Ok(None) };
        let mut all = Vec::with_capacity(count);
        for place in 0..count.div_ceil(CHUNK) {
            all.extend(self.kept_value::<Vec<Omitted>>(&omitted_name(&batch.batch, place))?);
        }
        Ok(Some(all))
    }

    fn drop_batch(&self, batch: &Batch) -> Result<(), OfficeError> {
        let mut batches = self.batches()?;
        batches.retain(|one| one.batch != batch.batch);
        let chunks = (0..batch.chunks).map(|place| (chunk_name(&batch.batch, place), None));
        let omitted = 0..batch.left_out.unwrap_or_default().div_ceil(CHUNK);
        let omitted = omitted.map(|place| (omitted_name(&batch.batch, place), None));
        let list = (BATCHES.to_owned(), Some(json(&batches)));
        let values = chunks.chain(omitted).chain([list]).collect();
        self.store.commit(&Commit { values, ..Commit::default() })?;
        Ok(())
    }

    fn batch_view(&mut self, batch: Batch) -> Result<BatchView, OfficeError> {
        let scope = self.scope();
        let mut entries: Vec<DocumentId> = Vec::with_capacity(batch.rows);
        for place in 0..batch.chunks {
            entries.extend(self.chunk(&batch, place)?.iter().map(|row| row.entry));
        }
        let fates = self.fates(&entries)?;
        let mut view =
            BatchView { batch, unsent: Vec::new(), sent: Vec::new(), edited: Vec::new() };
        for (entry, fate) in entries.into_iter().zip(fates) {
            let of = match fate {
                Fate::Sent => &mut view.sent,
                Fate::Unsent => &mut view.unsent,
                Fate::Edited => &mut view.edited,
                Fate::Gone => continue,
            };
            of.push(handle(&scope, entry));
        }
        Ok(view)
    }
}

/// A draft that is to be signed: its name, when, and its fields.
type Draft = (DocumentId, u64, Fields);

/// What an import writes.
#[derive(Debug, Default)]
struct Laid {
    new: Vec<Draft>,
    facts: Vec<RowFacts>,
    omitted: Vec<Omitted>,
    signatures: BTreeMap<String, Kept>,
}

/// What is worth keeping of the columns: what a person let become something, or said.
fn kept(columns: &[Column]) -> Kept {
    let worth = |one: &&Column| {
        let decided = matches!(one.how, How::Said | How::Before);
        !one.heading.is_empty() && (decided || !matches!(one.becomes, Becomes::Kept(_)))
    };
    let pair = |one: &Column| (normalise(&one.heading), kept_as(&one.becomes));
    columns.iter().filter(worth).map(pair).collect()
}

pub(super) fn chunk_name(batch: &str, place: usize) -> String {
    format!("client/import/{batch}/{place}")
}

fn omitted_name(batch: &str, place: usize) -> String {
    format!("client/import/{batch}/omitted/{place}")
}

fn json<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).expect("plain data is JSON")
}
