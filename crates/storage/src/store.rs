//! What a store promises.

use std::fmt::Debug;

use crate::{Commit, Event, Folded, LogHead, Member, Pending, Row, StorageError};

/// The one place where an installation or a server keeps what must not be lost.
///
/// - **Every method is a transaction**, whole or not at all; no transaction outlives a call.
/// - **What [`commit`](Self::commit) acknowledged is kept**, through a killed process and a power
///   cut (a store in memory: as long as it lives).
/// - **Reads see what was committed**, all of a commit or nothing of it, and at once what another
///   handle committed. Two reads are two moments.
/// - **Commits are one after the other**, also those of other handles and processes.
/// - Methods block; asynchronous callers use a thread. A read does not wait for a commit.
///
/// What is unknown is empty or `None`, never an error. Lists without another order said are in the
/// byte order of their keys. An error means that nothing was changed.
pub trait Store: Debug + Send + Sync {
    /// Applies everything in `commit`, or nothing.
    ///
    /// An append fails with [`StorageError::HeadMoved`] unless the log ends at its `after`; one
    /// whose members are all there already is left as it is. The other refusals are told by
    /// [`StorageError`]; the one named is the first in the order of [`Commit`].
    fn commit(&self, commit: &Commit) -> Result<(), StorageError>;

    /// Every log that has a member, with its head.
    fn heads(&self) -> Result<Vec<(String, LogHead)>, StorageError>;

    /// Where a log ends.
    fn head(&self, log: &str) -> Result<Option<LogHead>, StorageError>;

    /// Members after a position, in order, up to a number and a total [`Member::size`]; at least
    /// one if there is one and `max_count` is not 0.
    fn members(
        &self,
        log: &str,
        after: u64,
        max_count: usize,
        max_bytes: usize,
    ) -> Result<Vec<Member>, StorageError>;

    /// The member that carries this change.
    fn member_by_change(
        &self,
        log: &str,
        change: &[u8; 32],
    ) -> Result<Option<Member>, StorageError>;

    /// The member that is this record or mark.
    fn member_by_hash(&self, log: &str, hash: &[u8; 32]) -> Result<Option<Member>, StorageError>;

    /// All members of one document, in the order of the log.
    fn document(&self, log: &str, document: &[u8; 16]) -> Result<Vec<Member>, StorageError>;

    /// The documents that have a member in the log.
    fn documents(&self, log: &str) -> Result<Vec<[u8; 16]>, StorageError>;

    /// What is pending, parked or not, for one log or for all, in the order it was added.
    fn pending(&self, log: Option<&str>) -> Result<Vec<Pending>, StorageError>;

    /// A named small value.
    fn value(&self, name: &str) -> Result<Option<Vec<u8>>, StorageError>;

    /// The folded state kept for a document.
    fn folded(&self, log: &str, document: &[u8; 16]) -> Result<Option<Folded>, StorageError>;

    /// A row of the public list, in force or withdrawn.
    fn row(&self, id: &str) -> Result<Option<Row>, StorageError>;

    /// Rows by id, of one office or of all, whose id comes after `after_id`, up to `limit`.
    fn rows(
        &self,
        office: Option<&str>,
        only_in_force: bool,
        after_id: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Row>, StorageError>;

    /// How many rows are in force, of one office or of all.
    fn count_in_force(&self, office: Option<&str>) -> Result<u64, StorageError>;

    /// Rows, in force or withdrawn, under a determination or one item of it, by id.
    fn rows_under(&self, issue: &[u8; 32], item: Option<u32>) -> Result<Vec<Row>, StorageError>;

    /// Rows in force whose last day comes before `day` (`YYYY-MM-DD`), by last day, then id.
    fn rows_ending_before(&self, day: &str) -> Result<Vec<Row>, StorageError>;

    /// Events after a number, in order, up to `limit`; without body where it was erased.
    fn events(&self, after_seq: u64, limit: usize) -> Result<Vec<Event>, StorageError>;

    /// The event of this name.
    fn event_by_name(&self, name: &str) -> Result<Option<Event>, StorageError>;

    /// The event with the largest number.
    fn last_event(&self) -> Result<Option<Event>, StorageError>;

    /// The body of an event, unless it had none or it was erased.
    fn event_body(&self, seq: u64) -> Result<Option<Vec<u8>>, StorageError>;
}
