//! Pending records in memory.

use crate::{Commit, Pending, StorageError};

/// Pending records in the order they were added.
#[derive(Debug, Clone, Default)]
pub(super) struct Waiting(Vec<Pending>);

impl Waiting {
    pub(super) fn apply(&mut self, commit: &Commit) -> Result<(), StorageError> {
        for (log, change) in &commit.pending_removed {
            self.0.retain(|pending| !(pending.log == *log && pending.change == *change));
        }
        for pending in &commit.pending_added {
            match self.find(&pending.log, &pending.change) {
                Some(there) => there.clone_from(pending),
                None => self.0.push(pending.clone()),
            }
        }
        for (log, change, reason) in &commit.pending_parked {
            let missing = || StorageError::NotPending { log: log.clone(), change: *change };
            self.find(log, change).ok_or_else(missing)?.parked.clone_from(reason);
        }
        Ok(())
    }

    pub(super) fn attach(
        &mut self,
        log: &str,
        change: &[u8; 32],
        attachment: Option<&Vec<u8>>,
    ) -> bool {
        let Some(pending) = self.find(log, change) else { return false };
        pending.attachment = attachment.cloned();
        true
    }

    pub(super) fn list(&self, log: Option<&str>) -> Vec<Pending> {
        self.0.iter().filter(|p| log.is_none_or(|log| p.log == log)).cloned().collect()
    }

    fn find(&mut self, log: &str, change: &[u8; 32]) -> Option<&mut Pending> {
        self.0.iter_mut().find(|pending| pending.log == log && pending.change == *change)
    }
}
