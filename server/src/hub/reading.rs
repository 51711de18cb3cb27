//! What readers get: under a lock that they share, from what is committed.

use std::sync::PoisonError;

use kecuali_domain::Scope;
use kecuali_encoding::KeyId;
use kecuali_ledger::Point;
use kecuali_protocol::{
    problem::problem,
    sync::{SyncRequest, SyncResponse, vector_digest},
};
use kecuali_publication::{
    ListProof, ProofError, RowId, RowProof,
    format::{Edition, Manifest},
};
use kecuali_sync::{Book, BookError, Outcome, Strays, answer, cursors, readable};
use kecuali_trust::NoStanding;

use super::{Health, Hub};
use crate::publisher::{Drafts, list_proof, manifest};

/// What someone may read.
#[derive(Debug, Clone)]
pub struct Reader {
    logs: Vec<Scope>,
    /// Nobody granted it anything: it reads what everyone may.
    pub is_stranger: bool,
}

/// Nothing can be read just now.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The logs are being read again after a failure.
    #[error("the logs are being read again")]
    Closed,
    /// The store failed.
    #[error(transparent)]
    Book(#[from] BookError),
}

/// Where a reader's logs ended at one moment.
#[derive(Debug)]
pub(crate) struct Ends {
    logs: Vec<(Scope, Point)>,
    pub(crate) digest: [u8; 32],
}

impl Hub {
    /// What an installation may read now. One that holds nothing reads `national`, in which there
    /// is nothing private; one whose key was ended reads nothing.
    pub fn reader(&self, installation: KeyId) -> Result<Result<Reader, NoStanding>, Unreadable> {
        self.read(|book| match readable(book, installation) {
            Ok(logs) => Ok(Reader { logs, is_stranger: false }),
            Err(NoStanding::Absent | NoStanding::Expired { .. } | NoStanding::Void { .. }) => {
                Ok(Reader { logs: vec![Scope::National], is_stranger: true })
            }
            Err(ended @ NoStanding::Ended { .. }) => Err(ended),
        })
    }

    /// Where the one who asks has read what this server has not; none where that cannot be said
    /// before its cursors are here.
    pub(crate) fn strays(
        &self,
        reader: &Reader,
        request: &SyncRequest,
    ) -> Result<Option<Strays>, Unreadable> {
        let healing = self.health() != Health::Serving;
        let strays = self.read(|book| {
            let vectors = self.shared.vectors.lock().unwrap_or_else(PoisonError::into_inner);
            Strays::of(book, &reader.logs, request, &vectors)
        });
        let put_off = |strays: Strays| if healing { strays.put_off("healing") } else { strays };
        Ok(strays??.map(put_off))
    }

    /// The answer to a request whose push was worked off.
    pub fn answer(
        &self,
        reader: &Reader,
        request: &SyncRequest,
        outcomes: &[Outcome],
    ) -> Result<SyncResponse, Unreadable> {
        let shared = &self.shared;
        let answered = self.read(|book| {
            let mut vectors = shared.vectors.lock().unwrap_or_else(PoisonError::into_inner);
            let answered =
                answer(book, &reader.logs, request, outcomes, &mut vectors, &shared.log_key);
            let granted = book.national().now().is_log_key(shared.log_key.public());
            answered.map(|answered| (answered, granted))
        });
        let (mut response, granted) = answered??;
        if !granted {
            // A replica takes no member that a log key has not signed for.
            response.parts.clear();
            response.more = false;
            response.notice = Some("unavailable".to_owned());
        }
        for refusal in &mut response.refusals {
            if let Some(known) = problem(&refusal.code) {
                known.title.clone_into(&mut refusal.sentence);
            }
        }
        if self.health() != Health::Serving {
            response.notice = Some("healing".to_owned());
        } else if let Some(asked) = response.asked.as_ref().filter(|_| !reader.is_stranger) {
            // Cursors prove nothing, and who has another branch shows them with every sync.
            let mut claimed = shared.claims();
            let logs = asked.iter().map(|cursor| &cursor.log);
            let logs: Vec<&String> = logs.filter(|log| claimed.insert((*log).clone())).collect();
            drop(claimed);
            if !logs.is_empty() {
                tracing::error!(?logs, "ALARM: a caller has read what this store does not have");
            }
        } else if reader.is_stranger && response.notice.is_none() {
            response.notice = Some("installation_unknown".to_owned());
        }
        Ok(response)
    }

    /// Where a reader's logs end.
    pub(crate) fn ends(&self, reader: &Reader) -> Result<Ends, Unreadable> {
        self.read(|book| Ends {
            logs: reader.logs.iter().map(|log| (log.clone(), book.head(log))).collect(),
            digest: vector_digest(&cursors(book, &reader.logs)),
        })
    }

    /// Whether any of these logs has gone on.
    pub(crate) fn has_moved(&self, ends: &Ends) -> Result<bool, Unreadable> {
        self.read(|book| ends.logs.iter().any(|(log, end)| book.head(log) != *end))
    }

    /// The list checkpoint with what proves its key; none while there is no checkpoint.
    pub fn list_proof(&self) -> Result<Option<Result<ListProof, ProofError>>, Unreadable> {
        let listing = self.listing();
        let Some(checkpoint) = &listing.checkpoint else { return Ok(None) };
        self.read(|book| Some(list_proof(book.national(), self.store().as_ref(), checkpoint)))
    }

    /// The word of this server for an edition of the list.
    pub(crate) fn manifest(
        &self,
        edition: Edition,
    ) -> Result<Result<Manifest, ProofError>, Unreadable> {
        let (store, key) = (self.store().as_ref(), &self.shared.log_key);
        self.read(|book| manifest(book.national(), store, edition, key))
    }

    /// The proof of one row.
    pub fn row_proof(&self, id: &RowId) -> Result<Result<RowProof, ProofError>, Unreadable> {
        self.read(|book| Drafts::shared(book).proof(id))
    }

    pub(super) fn read<T>(&self, read: impl FnOnce(&Book) -> T) -> Result<T, Unreadable> {
        self.shared.book().as_ref().map(read).ok_or(Unreadable::Closed)
    }
}
