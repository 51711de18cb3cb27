//! Something is written, checked by the rules that will meet it elsewhere, signed and kept.

use std::{borrow::Borrow, sync::Arc};

use kecuali_document::{Draft, Map, Put, WriteError, act_key, write};
use kecuali_domain::{
    DocumentId, Kind, Scope,
    act::{Act, ReadAct},
};
use kecuali_encoding::{Digest, KeyId};
use kecuali_ledger::{
    Attached, Document, Holding, Judgement, Question, Record, Refusal, Rows, SCHEMA, Say, Sealed,
    authorize,
};
use kecuali_protocol::limits;
use kecuali_storage::{Commit, Pending};
use kecuali_trust::{NoStanding, Signature, SigningKey};

use super::Desk;
use crate::{
    book::BookError,
    codec::{write_attachment, write_record},
    waiting::{Said, UNSEALED, Waiting, WaitingState},
};

/// So many records that waited for a grant are kept in one commit: a disk takes ten milliseconds for
/// each, and thousands may have waited.
const SEALED: usize = 256;

/// What is to be written.
#[derive(Debug, Clone, Copy)]
pub struct Composition<'a> {
    /// The log.
    pub scope: &'a Scope,
    /// The document; a new one begins with its first record.
    pub document: DocumentId,
    /// What the document is.
    pub kind: Kind,
    /// What is said.
    pub say: Saying<'a>,
    /// The parents: what the signer's screen was drawn from. Absent for all that is shown here.
    pub deps: Option<&'a [Digest]>,
    /// The signer's clock, in milliseconds since 1970.
    pub time: u64,
    /// The openings of the rows that an act makes.
    pub rows: Option<&'a Rows>,
    /// Whether to sign what the own rules refuse. For those who test a server.
    pub unchecked: bool,
}

/// What is said.
#[derive(Debug, Clone, Copy)]
pub enum Saying<'a> {
    /// Fields and their new values, in any order.
    Content(&'a [(String, String)]),
    /// An act.
    Act(&'a Act),
}

/// Something that was written and is kept.
#[derive(Debug, Clone)]
pub struct Composed {
    /// The change.
    pub change: Digest,
    /// Whether it is signed, or waits for the key's grant.
    pub state: WaitingState,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    /// The store failed.
    #[error(transparent)]
    Book(#[from] BookError),
    /// No change can say this.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// It would be refused everywhere: the key may not do this, or it lacks something.
    #[error(transparent)]
    Refused(Refusal),
    /// Its rows are larger than what may be sent beside one record: it would wait for ever.
    #[error("the rows of this act take {0} bytes, {most} is the most", most = limits::OPENINGS)]
    RowsTooLarge(usize),
}

impl ComposeError {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Book(error) => error.code(),
            Self::Write(error) => error.code(),
            Self::Refused(error) => error.code(),
            Self::RowsTooLarge(_) => "rows_too_large",
        }
    }
}

impl Desk {
    /// Writes a change, signs it, and keeps it until a log holds it.
    ///
    /// A key that was not granted anything yet writes all the same: its work waits unsigned, and
    /// is signed as soon as the grant is here.
    pub fn compose(
        &mut self,
        key: &SigningKey,
        composition: &Composition<'_>,
    ) -> Result<Composed, ComposeError> {
        self.compose_with(key, composition, Commit::default())
    }

    /// The same, in one commit with what else becomes of what waits here.
    pub(super) fn compose_with(
        &mut self,
        key: &SigningKey,
        composition: &Composition<'_>,
        beside: Commit,
    ) -> Result<Composed, ComposeError> {
        let (record, attachment) = self.prepare(key, composition)?;
        self.keep(vec![pending(&record, attachment)], beside)?;
        Ok(Composed::of(&record))
    }

    /// Writes several changes of one key, each of another document: all of them or none.
    pub fn compose_all(
        &mut self,
        key: &SigningKey,
        compositions: &[Composition<'_>],
    ) -> Result<Vec<Composed>, ComposeError> {
        let (mut composed, mut all) = (Vec::new(), Vec::new());
        for composition in compositions {
            let (record, attachment) = self.prepare(key, composition)?;
            composed.push(Composed::of(&record));
            all.push(pending(&record, attachment));
        }
        self.keep(all, Commit::default())?;
        Ok(composed)
    }

    /// The change, signed and checked, and what is sent beside it; not kept yet.
    fn prepare(
        &mut self,
        key: &SigningKey,
        composition: &Composition<'_>,
    ) -> Result<(Record, Option<Vec<u8>>), ComposeError> {
        let attachment = composition.rows.map(write_attachment);
        let size = attachment.as_ref().map_or(0, Vec::len);
        if size > limits::OPENINGS {
            return Err(ComposeError::RowsTooLarge(size));
        }
        let shown = self.document(composition.scope, composition.document)?.cloned();
        let new = || {
            let scope = composition.scope.clone();
            Document::new(scope, composition.document, composition.kind)
        };
        let document = shown.unwrap_or_else(new);
        let (change, bytes) = draft(&document, key.public(), composition)?;
        let grants = self.grants(key.public(), composition.scope)?;
        let sealed = |grant| self.sealed(composition, change, key.public(), grant);
        let record = match grants.as_slice() {
            [] => Record { change: bytes, sealed: sealed(UNSEALED), signature: Signature([0; 64]) },
            [first, ..] if composition.unchecked => {
                sealed(*first).sign(bytes, &self.national().root_id(), key)
            }
            grants => {
                let root = self.national().root_id();
                let sign = |grant: &Digest| sealed(*grant).sign(bytes.clone(), &root, key);
                let tried = grants.iter().map(sign);
                self.first_admitted(&document, tried, composition.rows)?
            }
        };
        Ok((record, attachment))
    }

    /// Signs what waited for a grant, with the keys that are on this machine. Says how many.
    pub fn seal(&mut self, keys: &[impl Borrow<SigningKey>]) -> Result<usize, BookError> {
        let mut signed = 0;
        let mut waiting = self.waiting.iter().filter_map(|waiting| self.signed(waiting, keys));
        loop {
            let pending_added: Vec<Pending> = waiting.by_ref().take(SEALED).collect();
            if pending_added.is_empty() {
                break;
            }
            signed += pending_added.len();
            let commit = Commit { pending_added, ..Commit::default() };
            self.book.store().commit(&commit)?;
        }
        if signed > 0 {
            self.lay_out()?;
        }
        Ok(signed)
    }

    /// A record that waited for the grant of one of these keys, signed on it.
    fn signed(&self, waiting: &Waiting, keys: &[impl Borrow<SigningKey>]) -> Option<Pending> {
        if waiting.state != WaitingState::Unsealed {
            return None;
        }
        let mut keys = keys.iter().map(Borrow::borrow);
        let key = keys.find(|key: &&SigningKey| key.public() == waiting.signer)?;
        let log = waiting.scope.to_string();
        let grants = self.national().now().standing(waiting.signer, &log).ok()?;
        let grant = self.fitting(waiting, &grants)?;
        let Record { change, mut sealed, .. } = waiting.record().ok()?;
        sealed.grant = grant;
        sealed.cursor = self.book.national().head();
        let record = sealed.sign(change, &self.national().root_id(), key);
        Some(pending(&record, waiting.attachment.clone()))
    }

    /// The first grant that allows what a record says, or else the first: who refuses it says why.
    fn fitting(&self, waiting: &Waiting, grants: &[(Digest, Holding)]) -> Option<Digest> {
        let act = match waiting.said() {
            Some(Said::Act(text)) => Act::read(&text).ok(),
            Some(Said::Content(_)) | None => None,
        };
        let say = match &act {
            Some(ReadAct::Known(act)) => Say::Act(act),
            Some(ReadAct::Unknown(_)) | None => Say::Content,
        };
        let (kind, scope) = (waiting.kind, &waiting.scope);
        let question = Question { kind, scope, say, target: None };
        let offices = self.national().now().offices();
        let allows =
            |(_, holding): &&(Digest, Holding)| authorize(holding, &question, &offices).is_ok();
        grants.iter().find(allows).or_else(|| grants.first()).map(|(grant, _)| *grant)
    }

    /// The grants that a key may rely on; none while it holds nothing yet.
    fn grants(&self, key: KeyId, scope: &Scope) -> Result<Vec<Digest>, ComposeError> {
        let national = self.national();
        if national.root().key_was_root(key) {
            return Ok(vec![national.root_id()]);
        }
        match national.now().standing(key, &scope.to_string()) {
            Ok(grants) => Ok(grants.into_iter().map(|(grant, _)| grant).collect()),
            Err(NoStanding::Absent) => Ok(Vec::new()),
            Err(error) => Err(ComposeError::Refused(error.into())),
        }
    }

    /// The first of several signatures of one change that would be taken everywhere.
    fn first_admitted(
        &self,
        document: &Document,
        records: impl Iterator<Item = Record>,
        rows: Option<&Rows>,
    ) -> Result<Record, ComposeError> {
        let mut refusal = None;
        for record in records {
            match self.check(document, &record, rows) {
                Ok(()) => return Ok(record),
                Err(error) => refusal = Some(error),
            }
        }
        Err(ComposeError::Refused(refusal.unwrap_or_else(|| NoStanding::Absent.into())))
    }

    fn sealed(
        &self,
        composition: &Composition<'_>,
        change: Digest,
        signer: KeyId,
        grant: Digest,
    ) -> Sealed {
        Sealed {
            scope: composition.scope.clone(),
            document: composition.document,
            kind: composition.kind,
            schema: SCHEMA,
            change,
            signer,
            grant,
            cursor: self.book.national().head(),
        }
    }

    fn check(
        &self,
        document: &Document,
        record: &Record,
        rows: Option<&Rows>,
    ) -> Result<(), Refusal> {
        let national = self.national();
        let waiting = u64::try_from(self.waiting.len()).unwrap_or(u64::MAX);
        let position = self.book.head(&record.sealed.scope).position + 1 + waiting;
        let judged = national.head();
        let judgement = Judgement { national, judged, position, stamped: false };
        let attached = rows.map_or(Attached::Nothing, Attached::Whole);
        let admitted = kecuali_ledger::admit(&judgement, document, record, attached);
        admitted.map(drop)
    }

    /// Keeps records in one commit, all of them or none, with what else becomes of what waits.
    fn keep(&mut self, records: Vec<Pending>, beside: Commit) -> Result<(), BookError> {
        let replaces = beside != Commit::default();
        let commit = Commit { pending_added: records, ..beside };
        let laid = commit.pending_added.iter().cloned().try_for_each(|pending| self.lay(pending));
        let kept = laid.and_then(|()| Ok(self.book.store().commit(&commit)?));
        if kept.is_err() || replaces {
            self.lay_out()?;
        }
        kept
    }
}

fn pending(record: &Record, attachment: Option<Vec<u8>>) -> Pending {
    Pending {
        log: record.sealed.scope.to_string(),
        document: record.sealed.document.0,
        change: record.sealed.change.0,
        bytes: write_record(record),
        attachment,
        parked: None,
    }
}

impl Composed {
    fn of(record: &Record) -> Self {
        let unsealed = record.sealed.grant == UNSEALED;
        let state = if unsealed { WaitingState::Unsealed } else { WaitingState::Ready };
        Self { change: record.sealed.change, state }
    }
}

fn draft(
    document: &Document,
    signer: KeyId,
    composition: &Composition<'_>,
) -> Result<(Digest, Vec<u8>), WriteError> {
    let history = document.history();
    let heads = history.heads();
    let deps = history.newest(composition.deps.unwrap_or(&heads));
    let (map, puts): (Map, Vec<Put>) = match composition.say {
        Saying::Content(fields) => {
            let put = |(key, value): &(String, String)| -> Put {
                (Arc::from(key.as_str()), Arc::from(value.as_str()))
            };
            let mut puts: Vec<Put> = fields.iter().map(put).collect();
            puts.sort();
            (Map::Content, puts)
        }
        Saying::Act(act) => {
            let text = act.to_text();
            (Map::Acts, vec![(act_key(&signer, &deps, &text).into(), text.into())])
        }
    };
    let draft = Draft { signer, deps: &deps, time: composition.time, map, puts: &puts };
    let written = write(history, &draft)?;
    Ok((written.change.hash(), written.bytes))
}
