//! What the desk sends, and what it does with the answer.

use kecuali_encoding::Digest;
use kecuali_protocol::{
    limits,
    sync::{Have, PushedRecord, SyncRequest, SyncResponse, VERSION, vector_digest},
};
use kecuali_storage::StorageError;

use super::Desk;
use crate::{
    answer::cursors,
    book::BookError,
    healing::{give, keep_checkpoints},
    replica::{TakeError, take_part},
    waiting::{Waiting, WaitingState},
};

/// With more logs than this only the digest of the cursors is sent.
const FEW_LOGS: usize = 4;
/// About how many bytes of members an answer may bring.
const WANT_BYTES: u32 = 1 << 20;

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
    /// What the server says about itself: `healing`, `fork`, `ahead`.
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
        let push = self.push();
        SyncRequest { version: VERSION, have, push, want_bytes: WANT_BYTES, given }
    }

    fn push(&self) -> Vec<PushedRecord> {
        let mut room = limits::BODY / 2;
        let mut push = Vec::new();
        for waiting in self.waiting.iter().filter(|w| w.state == WaitingState::Ready) {
            let size = waiting.bytes.len() + waiting.attachment.as_ref().map_or(0, Vec::len);
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

    /// Takes an answer: reads the logs on, lets go of what stands in them, parks what was refused.
    pub fn receive(
        &mut self,
        request: &SyncRequest,
        response: &SyncResponse,
    ) -> Result<Received, ReceiveError> {
        let mut received = Received {
            notice: response.notice.clone(),
            more: response.more || response.vector_unknown,
            ..Received::default()
        };
        self.send_vector = response.vector_unknown;
        let asked = response.asked.clone().unwrap_or_default();
        received.more |= !asked.is_empty() && asked != self.asked;
        self.asked = asked;
        for part in &response.parts {
            received.arrived += part.members.len();
            if let Err(alarm) = take_part(&mut self.book, part, &request.push) {
                received.alarms.push(alarm);
            }
        }
        let (_, mut commit) = self.book.finish();
        keep_checkpoints(&self.book, response, &mut commit);
        let standing = |waiting: &Waiting| {
            commit.appends.iter().any(|append| {
                append.log == waiting.scope.to_string()
                    && append.members.iter().any(|m| m.change == Some(waiting.change.0))
            })
        };
        let landed: Vec<_> = self
            .waiting
            .iter()
            .filter(|waiting| standing(waiting))
            .map(|waiting| (waiting.scope.to_string(), waiting.change.0))
            .collect();
        received.stamped = landed.len();
        received.arrived = received.arrived.saturating_sub(landed.len());
        commit.pending_removed = landed;
        self.park(request, response, &mut commit, &mut received);
        if let Err(error) = self.book.store().commit(&commit) {
            self.book = self.book.reopen()?;
            self.lay_out()?;
            return Err(error.into());
        }
        self.lay_out()?;
        let sent = request.push.len();
        let ready = self.waiting.iter().filter(|w| w.state == WaitingState::Ready).count();
        let retried = received.refused.iter().filter(|refused| refused.retry).count();
        received.more |= sent > 0 && ready > retried && received.stamped > 0;
        Ok(received)
    }

    fn park(
        &self,
        request: &SyncRequest,
        response: &SyncResponse,
        commit: &mut kecuali_storage::Commit,
        received: &mut Received,
    ) {
        for refusal in &response.refusals {
            let pushed =
                usize::try_from(refusal.index).ok().and_then(|index| request.push.get(index));
            let own =
                pushed.and_then(|pushed| self.waiting.iter().find(|w| w.bytes == pushed.record));
            let Some(waiting) = own else { continue };
            if !refusal.retry {
                let reason = Waiting::parked(&refusal.code, &refusal.sentence);
                let key = (waiting.scope.to_string(), waiting.change.0, Some(reason));
                commit.pending_parked.push(key);
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
