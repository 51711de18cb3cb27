//! Logs in memory.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use crate::{Append, LogHead, Member, StorageError};

/// Logs by name; copying it shares every log, and appending copies the one it touches.
#[derive(Debug, Clone, Default)]
pub(super) struct Logs(BTreeMap<String, Arc<Log>>);

#[derive(Debug, Clone, Default)]
struct Log {
    /// The member at position n is at index n − 1.
    members: Vec<Arc<Member>>,
    /// Indices of members by their change.
    by_change: HashMap<[u8; 32], usize>,
}

impl Logs {
    pub(super) fn append(&mut self, append: &Append) -> Result<(), StorageError> {
        let found = self.head(&append.log);
        let continues = match found {
            Some(head) => head == append.after,
            None => append.after.position == 0,
        };
        if !continues {
            return self.repeats(append).then_some(()).ok_or_else(|| StorageError::HeadMoved {
                log: append.log.clone(),
                expected: append.after,
                found,
            });
        }
        if append.members.is_empty() {
            return Ok(());
        }
        let log = Arc::make_mut(self.0.entry(append.log.clone()).or_default());
        append.members.iter().try_for_each(|member| log.push(&append.log, member))
    }

    /// Whether every member is already there. An append of no members asks for its head.
    fn repeats(&self, append: &Append) -> bool {
        let mut there = self.members(&append.log, append.after.position);
        let mut is_there = |given: &Member| there.next().is_some_and(|kept| kept.is_same_as(given));
        !append.members.is_empty() && append.members.iter().all(&mut is_there)
    }

    pub(super) fn attach(
        &mut self,
        log: &str,
        change: &[u8; 32],
        attachment: Option<&Vec<u8>>,
    ) -> bool {
        let Some(log) = self.0.get_mut(log).filter(|log| log.by_change.contains_key(change)) else {
            return false;
        };
        let log = Arc::make_mut(log);
        let member = &mut log.members[log.by_change[change]];
        Arc::make_mut(member).attachment = attachment.cloned();
        true
    }

    pub(super) fn heads(&self) -> Vec<(String, LogHead)> {
        self.0.keys().filter_map(|name| Some((name.clone(), self.head(name)?))).collect()
    }

    pub(super) fn head(&self, log: &str) -> Option<LogHead> {
        let last = self.0.get(log)?.members.last()?;
        Some(LogHead { position: last.position, digest: last.digest })
    }

    /// Members after a position, in order.
    pub(super) fn members(&self, log: &str, after: u64) -> impl Iterator<Item = &Member> {
        let after = usize::try_from(after).unwrap_or(usize::MAX);
        let members = self.0.get(log).and_then(|log| log.members.get(after..)).unwrap_or_default();
        members.iter().map(Arc::as_ref)
    }

    pub(super) fn by_change(&self, log: &str, change: &[u8; 32]) -> Option<&Member> {
        let log = self.0.get(log)?;
        Some(&log.members[*log.by_change.get(change)?])
    }

    pub(super) fn documents(&self, log: &str) -> Vec<[u8; 16]> {
        let documents: BTreeSet<_> = self.members(log, 0).filter_map(|m| m.document).collect();
        documents.into_iter().collect()
    }
}

impl Log {
    fn push(&mut self, name: &str, member: &Member) -> Result<(), StorageError> {
        if let Some(change) = member.change
            && self.by_change.insert(change, self.members.len()).is_some()
        {
            return Err(StorageError::DuplicateChange { log: name.to_owned(), change });
        }
        self.members.push(Arc::new(member.clone()));
        Ok(())
    }
}
