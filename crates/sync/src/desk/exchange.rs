//! What the desk sends, and what it does with the answer.

use std::collections::HashSet;

use kecuali_encoding::Digest;
use kecuali_protocol::{
    limits,
    sync::{
        Cursor, Have, LogPart, PushedRecord, SyncRequest, SyncResponse, VERSION, vector_digest,
    },
};
use kecuali_storage::{Commit, StorageError};

use super::Desk;
use crate::{
    answer::{FEW_LOGS, cursors},
    book::BookError,
    healing::give,
    replica::{TakeError, take_part},
    spans::keep_checkpoints,
    waiting::{Waiting, WaitingState},
};

/// How many bytes of members an answer may bring: as many as the server puts into one.
const WANT_BYTES: u32 = u32::MAX;
/// What a request takes beside its records: all cursors, and its heads.
const OVERHEAD: usize = limits::LOGS * limits::CURSOR + 1_024;
/// What a record takes in a body beside its own bytes, at most.
const FRAMING: usize = 16;

/// What an answer changed.
#[derive(Debug, Default)]
pub struct Received {
    /// Own records that stand in a log now.
    pub stamped: usize,
    /// Members that others brought.
    pub arrived: usize,
    /// Records that were refused.
    pub refused: Vec<Refused>,
    /// What must be told: a log that may not be as the server gives it.
    pub alarms: Vec<TakeError>,
    /// What the server says about itself, as a code: `healing`, `fork`, `ahead`, and others.
    pub notice: Option<String>,
    /// There is more to exchange: ask again.
    pub more: bool,
}

/// A record that was not taken.
#[derive(Debug, Clone)]
pub struct Refused {
    /// The change.
    pub change: Digest,
    /// The stable code.
    pub code: String,
    /// What is wrong.
    pub sentence: String,
    /// Whether it is sent again by itself; otherwise it is parked.
    pub retry: bool,
}

/// The answer could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// The store failed.
    #[error(transparent)]
    Book(#[from] BookError),
    /// The store failed while keeping it.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Desk {
    /// What to send: where this replica stands, and what waits, oldest first.
    pub fn request(&self) -> SyncRequest {
        let cursors = cursors(&self.book, &self.book.logs());
        let have = if cursors.len() <= FEW_LOGS || self.send_vector {
            Have::Vector(cursors)
        } else {
            Have::Digest(vector_digest(&cursors))
        };
        let given = give(&self.book, &self.asked);
        // A server that asks back stamps nothing yet; one body holds a push or what is given.
        let push = if given.is_some() { Vec::new() } else { self.push() };
        SyncRequest { version: VERSION, have, push, want_bytes: WANT_BYTES, given }
    }

    /// Whether the logs still end where they ended for this request. If not, someone else has taken
    /// an answer meanwhile: the one to this request does not follow on, and means no harm.
    pub fn stands_where(&self, request: &SyncRequest) -> bool {
        let cursors = cursors(&self.book, &self.book.logs());
        match &request.have {
            Have::Vector(then) => *then == cursors,
            Have::Digest(then) => *then == vector_digest(&cursors),
        }
    }

    fn push(&self) -> Vec<PushedRecord> {
        let mut room = limits::BODY - OVERHEAD;
        let mut push = Vec::new();
        for waiting in self.fresh() {
            let attachment = waiting.attachment.as_ref().map_or(0, Vec::len);
            let size = waiting.bytes.len() + attachment + FRAMING;
            if push.len() == limits::PUSH_RECORDS || (size > room && !push.is_empty()) {
                break;
            }
            room = room.saturating_sub(size);
            push.push(PushedRecord {
                record: waiting.bytes.clone(),
                attachment: waiting.attachment.clone(),
            });
        }
        push
    }

    /// What is ready and was not refused for now since the last time that all of it was tried.
    fn fresh(&self) -> impl Iterator<Item = &Waiting> {
        let ready = self.waiting.iter().filter(|w| w.state == WaitingState::Ready);
        ready.filter(|waiting| !self.put_off.contains(&waiting.change))
    }

    /// Takes an answer: reads the logs on, lets go of what stands in them, parks what was refused.
    pub fn receive(
        &mut self,
        request: &SyncRequest,
        response: &SyncResponse,
    ) -> Result<Received, ReceiveError> {
        let mut received = Received { notice: response.notice.clone(), ..Received::default() };
        let mut closed = Vec::new();
        for part in &response.parts {
            match take_part(&mut self.book, part, &request.push) {
                Ok(()) => closed.push(part),
                Err(alarm) => received.alarms.push(alarm),
            }
        }
        let (batch, mut commit) = self.book.finish();
        let taken: usize = commit.appends.iter().map(|append| append.members.len()).sum();
        let kept = self.complete(request, response, &closed, &mut commit, &mut received);
        if let Err(error) = kept.and_then(|()| self.book.store().commit(&commit)) {
            self.book = self.book.reopen()?;
            self.lay_out()?;
            return Err(error.into());
        }
        received.arrived = taken.saturating_sub(received.stamped);
        self.lay_again(&batch, &commit)?;
        let (asked, strays) = self.compare(request, response)?;
        received.alarms.extend(strays);
        received.more = self.goes_on(request, response, &received, taken, asked);
        Ok(received)
    }

    /// What is to be stored beside the members: checkpoints, and what became of what waits.
    fn complete(
        &self,
        request: &SyncRequest,
        response: &SyncResponse,
        closed: &[&LogPart],
        commit: &mut Commit,
        received: &mut Received,
    ) -> Result<(), StorageError> {
        keep_checkpoints(self.book.store().as_ref(), closed, commit)?;
        commit.pending_removed = self.landed(request, commit)?;
        received.stamped = commit.pending_removed.len();
        self.park(request, response, commit, received);
        Ok(())
    }

    /// What waits and stands in a log: by this very answer, or since longer without being asked.
    fn landed(
        &self,
        request: &SyncRequest,
        commit: &Commit,
    ) -> Result<Vec<(String, [u8; 32])>, StorageError> {
        let logged = commit.appends.iter().flat_map(|append| {
            append.members.iter().filter_map(|m| Some((append.log.as_str(), m.change?)))
        });
        let logged: HashSet<(&str, [u8; 32])> = logged.collect();
        let pushed: HashSet<&[u8]> = request.push.iter().map(|p| p.record.as_slice()).collect();
        let mut landed = Vec::new();
        for waiting in &self.waiting {
            let (log, change) = (waiting.scope.to_string(), waiting.change.0);
            let now = logged.contains(&(log.as_str(), change));
            let pushed = || pushed.contains(waiting.bytes.as_slice());
            if now || (pushed() && self.book.store().member_by_change(&log, &change)?.is_some()) {
                landed.push((log, change));
            }
        }
        Ok(landed)
    }

    /// Whether to ask again at once. An answer that moved nothing is no reason to.
    fn goes_on(
        &mut self,
        request: &SyncRequest,
        response: &SyncResponse,
        received: &Received,
        taken: usize,
        asked: Vec<Cursor>,
    ) -> bool {
        self.send_vector = response.vector_unknown;
        let by_digest = matches!(request.have, Have::Digest(_));
        let asks = !asked.is_empty() && asked != self.asked;
        self.asked = asked;
        let retried = received.refused.iter().filter(|refused| refused.retry);
        self.put_off.extend(retried.map(|refused| refused.change));
        let unsent = self.fresh().any(|w| !request.push.iter().any(|p| p.record == w.bytes));
        if self.fresh().next().is_none() {
            self.put_off.clear();
        }
        // What is given back leaves no room for a push: that has its turn when all is given.
        let gave = request.given.is_some() && self.asked.is_empty() && received.alarms.is_empty();
        let worked = received.stamped > 0 || !received.refused.is_empty() || gave;
        (response.more && taken > 0)
            || (response.vector_unknown && by_digest)
            || asks
            || (unsent && worked)
    }

    fn park(
        &self,
        request: &SyncRequest,
        response: &SyncResponse,
        commit: &mut Commit,
        received: &mut Received,
    ) {
        for refusal in &response.refusals {
            let pushed =
                usize::try_from(refusal.index).ok().and_then(|index| request.push.get(index));
            let own =
                pushed.and_then(|pushed| self.waiting.iter().find(|w| w.bytes == pushed.record));
            let Some(waiting) = own else { continue };
            let key = (waiting.scope.to_string(), waiting.change.0);
            if commit.pending_removed.contains(&key) {
                continue;
            }
            if !refusal.retry {
                let reason = Waiting::parked(&refusal.code, &refusal.sentence);
                commit.pending_parked.push((key.0, key.1, Some(reason)));
            }
            received.refused.push(Refused {
                change: waiting.change,
                code: refusal.code.clone(),
                sentence: refusal.sentence.clone(),
                retry: refusal.retry,
            });
        }
    }
}
