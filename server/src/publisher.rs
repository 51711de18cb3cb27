//! From what was admitted to what is public: rows and events, in the commit that caused them.

mod affected;
mod draft;
mod erased;
mod heard;
mod offices;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use kecuali_domain::{Capability, Day, OfficeId, Scope};
use kecuali_encoding::{Digest, KeyId};
use kecuali_ledger::{National, Point, Record};
use kecuali_publication::{
    Draft, Event, EventName, ListCheckpoint, ListProof, ListState, Moment, ProofError, PublicRow,
    RowId, StatusCode, diff,
    format::{Edition, Manifest},
    list_digest,
};
use kecuali_storage::{Commit, Event as StoredEvent, Row, RowStatus, StorageError, Store};
use kecuali_sync::{Batch, Book, BookError, read_record};
use kecuali_trust::SigningKey;

use self::draft::DraftError;
pub(crate) use self::draft::Drafts;
pub use self::{heard::Heard, offices::OfficeRows};
use crate::{country::Country, index::Index};

/// Where the epoch of this start is kept.
const EPOCH: &str = "publication/epoch";
/// Where it is kept that rows were made from the logs, and by which version of the row format.
const FORMAT: &str = "publication/format";
const THIS_FORMAT: &[u8] = b"3";
/// Where the number of the last event is kept that came with values being erased: what was made of
/// the list before must not be shown any more.
const ERASED: &str = "publication/erased";

/// Why nothing can be published: the store fails, or holds what was not put there.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The logs cannot be read.
    #[error(transparent)]
    Book(#[from] BookError),
    /// The store fails.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A stored row is not one.
    #[error("the stored row {id} is damaged: {what}")]
    Row {
        /// Its id.
        id: String,
        /// How.
        what: String,
    },
}

/// What is public, as far as it is needed to say what changes next.
#[derive(Debug, Clone)]
pub struct Publisher {
    epoch: [u8; 8],
    seq: u64,
    last: Option<EventName>,
    day: Option<Day>,
    offices: Arc<BTreeMap<OfficeId, OfficeRows>>,
    index: Arc<Index>,
    heard: Arc<Heard>,
    /// What policy the offices of the index follow from.
    policy: Point,
}

/// What the public list is at one moment.
#[derive(Debug, Clone)]
pub struct Listing {
    /// The last event; none before the first.
    pub event: Option<EventName>,
    /// The day of the log.
    pub day: Option<Day>,
    /// It may lag behind what was decided: the server is being healed.
    pub stale: bool,
    /// How many rows are in force.
    pub rows: u64,
    /// How many of each office.
    pub offices: Arc<BTreeMap<OfficeId, OfficeRows>>,
    /// Its rows, to be found.
    pub index: Arc<Index>,
    /// Since when each office is silent.
    pub heard: Arc<Heard>,
    /// The server's word for it; none before the first event, or without a granted log key.
    pub checkpoint: Option<ListCheckpoint>,
}

impl Publisher {
    /// Reads what is public. The epoch, random and new at every start, is stored before it names
    /// an event, so that no name is ever used twice, whatever backup the store came from.
    /// `public` is the store without what must not be shown.
    pub fn open(book: &Book, public: &dyn Store, epoch: [u8; 8]) -> Result<Self, StorageError> {
        let store = book.store().as_ref();
        let heard = Heard::read(book)?;
        let values = vec![(EPOCH.to_owned(), Some(epoch.to_vec())), heard.kept()];
        store.commit(&Commit { values, ..Commit::default() })?;
        let last = store.last_event()?;
        Ok(Self {
            epoch,
            seq: last.as_ref().map_or(0, |event| event.seq),
            last: last.and_then(|event| event.name.parse().ok()),
            day: book.national().now().day(),
            offices: Arc::new(offices::read_all(public)?),
            index: Arc::new(Index::read(Country::of(book, &heard), public)?),
            heard: Arc::new(heard),
            policy: book.national().head(),
        })
    }

    /// The same with all rows read again: others may be shown than before.
    pub(crate) fn read_again(&self, public: &dyn Store) -> Result<Self, StorageError> {
        let offices = Arc::new(offices::read_all(public)?);
        let index = Arc::new(Index::read(self.index.country().clone(), public)?);
        Ok(Self { offices, index, ..self.clone() })
    }

    /// The same with what a commit brings from offices, whatever becomes of the list by it. It is
    /// kept in that commit.
    #[must_use]
    pub(crate) fn hearing(self, book: &Book, commit: &mut Commit) -> Self {
        let heard = Heard::with(&self.heard, book, commit);
        // Most words are of an office that was heard before.
        let index = if heard.offices().eq(self.heard.offices()) {
            self.index
        } else {
            Arc::new(self.index.within(Country::of(book, &heard)))
        };
        Self { index, heard, ..self }
    }

    /// The number of the last event.
    pub(crate) const fn seq(&self) -> u64 {
        self.seq
    }

    /// Whether the rows were made by another row format, or never.
    pub fn is_outdated(store: &dyn Store) -> Result<bool, StorageError> {
        Ok(store.value(FORMAT)?.as_deref() != Some(THIS_FORMAT))
    }

    /// What a store holds whose rows are of this program's format: a start leaves them as they are.
    pub fn format() -> (String, Option<Vec<u8>>) {
        (FORMAT.to_owned(), Some(THIS_FORMAT.to_vec()))
    }

    /// Adds to a commit what its records change on the public list. What is public from then on
    /// is returned, to be taken when the commit has succeeded.
    pub fn publish(
        &self,
        book: &mut Book,
        batch: &Batch,
        commit: &mut Commit,
    ) -> Result<Self, PublishError> {
        let rows = affected::rows(book, batch, self.day)?;
        self.write(book, rows, batch.refold, commit)
    }

    /// The same for all rows there are or could be.
    pub fn publish_all(&self, book: &mut Book, commit: &mut Commit) -> Result<Self, PublishError> {
        let rows = affected::all(book)?;
        commit.values.push(Self::format());
        self.write(book, rows, true, commit)
    }

    /// What the list is, signed if this server's key is a log key. Where it is what it was before,
    /// that very listing: what was made of it stays good.
    pub fn listing(
        &self,
        book: &Book,
        log_key: &SigningKey,
        stale: bool,
        before: Option<&Arc<Listing>>,
    ) -> Arc<Listing> {
        let national = book.national();
        let signs = national.now().is_log_key(log_key.public()) && !stale;
        let signed = self.last.zip(self.day).filter(|_| signs);
        let head = signed.map(|_| national.head());
        if let Some(same) = before.filter(|before| before.is(self, stale, head)) {
            return Arc::clone(same);
        }
        let rows = self.offices.values().map(|office| office.rows).sum();
        let digests = self.offices.iter().map(|(id, office)| (id.clone(), office.digest)).collect();
        let list = |(event, day)| ListState {
            event,
            rows,
            digest: list_digest(&digests),
            day,
            national: national.head(),
        };
        let sign = |list| ListCheckpoint::sign(list, &national.root_id(), log_key);
        Arc::new(Listing {
            event: self.last,
            day: self.day,
            stale,
            rows,
            offices: Arc::clone(&self.offices),
            index: Arc::clone(&self.index),
            heard: Arc::clone(&self.heard),
            checkpoint: signed.map(list).map(sign),
        })
    }

    fn write(
        &self,
        book: &mut Book,
        rows: impl IntoIterator<Item = RowId>,
        all: bool,
        commit: &mut Commit,
    ) -> Result<Self, PublishError> {
        let policy = book.national().head();
        // Most commits bring no word of KPU RI.
        let index = if policy == self.policy {
            Arc::clone(&self.index)
        } else {
            Arc::new(self.index.within(Country::of(book, &self.heard)))
        };
        let mut next = Self { day: book.national().now().day(), index, policy, ..self.clone() };
        let Some(day) = next.day else { return Ok(next) };
        let store = Arc::clone(book.store());
        let (mut drafts, mut published) = (Drafts::new(book, commit), Vec::new());
        let mut hidden = BTreeSet::new();
        for id in rows {
            let draft = match drafts.draft(&id) {
                Ok(draft) => draft,
                Err(DraftError::Book(error)) => return Err(error.into()),
                Err(DraftError::Build(error)) => {
                    let code = error.code();
                    tracing::error!(row = %id, code, %error, "ALARM: a row cannot be built");
                    continue;
                }
            };
            // A row that was there loses its ground only with a lost key, and then all are read.
            if draft.is_none() && !all {
                continue;
            }
            let name = EventName { epoch: self.epoch, n: next.seq + 1 };
            let at = Moment { day, name };
            published.extend(next.row(store.as_ref(), &id, draft, at, (commit, &mut hidden))?);
        }
        commit.event_bodies_erased.extend(erased::bodies_of(store.as_ref(), &hidden)?);
        if !commit.event_bodies_erased.is_empty() {
            let seq = next.seq.to_string().into_bytes();
            commit.values.push((ERASED.to_owned(), Some(seq)));
        }
        let changed: Vec<&Row> = commit.rows.iter().collect();
        if !changed.is_empty() {
            next.offices = Arc::new(offices::with(store.as_ref(), &self.offices, &changed)?);
            next.index = Arc::new(next.index.with(&published));
        }
        Ok(next)
    }

    fn row(
        &mut self,
        store: &dyn Store,
        id: &RowId,
        draft: Option<Draft>,
        at: Moment,
        (commit, hidden): (&mut Commit, &mut BTreeSet<String>),
    ) -> Result<Option<PublicRow>, PublishError> {
        let previous = store.row(&id.to_string())?.map(|row| read_row(&row)).transpose()?;
        let ends = draft.as_ref().and_then(|draft| draft.ends);
        let Some(event) = diff(previous.as_ref(), draft, at) else {
            return Ok(None);
        };
        if erased::hides_more(previous.as_ref(), &event.row) {
            hidden.insert(id.to_string());
        }
        self.seq = at.name.n;
        self.last = Some(at.name);
        commit.rows.push(stored_row(&event.row, ends, self.seq));
        commit.events.push(stored_event(&event, self.seq, at));
        Ok(Some(event.row))
    }
}

/// The number of the event before which nothing made of the list may be shown any more.
pub(crate) fn erased_before(store: &dyn Store) -> Result<u64, StorageError> {
    let seq = store.value(ERASED)?.map(|seq| String::from_utf8_lossy(&seq).parse());
    // One that cannot be read hides everything, rather than nothing.
    Ok(seq.map_or(0, |seq| seq.unwrap_or(u64::MAX)))
}

/// The list checkpoint with everything that a verifier needs.
pub fn list_proof(
    national: &National,
    store: &dyn Store,
    checkpoint: &ListCheckpoint,
) -> Result<ListProof, ProofError> {
    let grant = log_grant(national, checkpoint.key)?;
    ListProof::new(checkpoint, grant, &national.root_id(), &records(store))
}

/// The manifest of an edition, signed, with everything that a verifier needs.
pub(crate) fn manifest(
    national: &National,
    store: &dyn Store,
    edition: Edition,
    key: &SigningKey,
) -> Result<Manifest, ProofError> {
    let grant = log_grant(national, key.public())?;
    Manifest::sign(edition, key, grant, &national.root_id(), &records(store))
}

/// The grant that makes a key a log key.
fn log_grant(national: &National, key: KeyId) -> Result<Digest, ProofError> {
    let held = national.now().standing(key, "national").unwrap_or_default();
    let grant = held.iter().find(|(_, held)| held.capabilities.has(Capability::Log));
    grant.map(|(grant, _)| *grant).ok_or(ProofError::GrantMissing)
}

/// Gives the record of a change, as proofs ask for it.
pub(crate) fn records(store: &dyn Store) -> impl Fn(&Scope, &Digest) -> Option<Record> {
    |scope, change| {
        let member = store.member_by_change(&scope.to_string(), &change.0).ok()??;
        read_record(&member.bytes).ok()
    }
}

pub(crate) fn read_row(row: &Row) -> Result<PublicRow, PublishError> {
    serde_json::from_slice(&row.body)
        .map_err(|error| PublishError::Row { id: row.id.clone(), what: error.to_string() })
}

fn stored_row(row: &PublicRow, ends: Option<Day>, seq: u64) -> Row {
    let facts = &row.facts;
    Row {
        id: facts.id.to_string(),
        office: facts.id.office().to_string(),
        issue: facts.determination.issue.0,
        item: facts.determination.item,
        ends: ends.map(|day| day.to_string()),
        status: match row.status.code {
            StatusCode::InForce => RowStatus::InForce,
            StatusCode::Withdrawn => RowStatus::Withdrawn,
        },
        event: seq,
        body: row.to_text().into_bytes(),
    }
}

fn stored_event(event: &Event, seq: u64, at: Moment) -> StoredEvent {
    let id = &event.row.facts.id;
    StoredEvent {
        seq,
        name: at.name.to_string(),
        kind: event.kind.code().to_owned(),
        row: id.to_string(),
        office: id.office().to_string(),
        day: at.day.to_string(),
        reason: event.reason().map(|reason| reason.code().to_owned()),
        body: Some(event.row.to_text().into_bytes()),
    }
}

impl Listing {
    /// How far it takes account of `national`: the point its checkpoint names.
    pub fn national(&self) -> Option<Point> {
        self.checkpoint.as_ref().map(|checkpoint| checkpoint.state.national)
    }

    /// Whether it is what a publisher would list now. Rows are shared until one changes.
    fn is(&self, now: &Publisher, stale: bool, signed: Option<Point>) -> bool {
        (self.event, self.day, self.stale) == (now.last, now.day, stale)
            && Arc::ptr_eq(&self.offices, &now.offices)
            && Arc::ptr_eq(&self.index, &now.index)
            && Arc::ptr_eq(&self.heard, &now.heard)
            && self.national() == signed
    }
}
