//! Drafts that nobody else has seen, taken back.

use std::collections::BTreeSet;

use kecuali_domain::{DocumentId, Scope};
use kecuali_storage::Commit;

use super::Desk;
use crate::{book::BookError, waiting::Waiting};

impl Desk {
    /// Forgets documents that no log holds and that are one waiting record each: those that were
    /// begun here and neither received nor written on. The others stay. Says which are gone.
    ///
    /// A record whose sending was under way may stand in the server's log all the same; then the
    /// next answer brings it back, as it brings what another installation wrote.
    pub fn forget(
        &mut self,
        scope: &Scope,
        drafts: &BTreeSet<DocumentId>,
    ) -> Result<BTreeSet<DocumentId>, BookError> {
        let (mut once, mut more) = (BTreeSet::new(), BTreeSet::new());
        for waiting in self.waiting.iter().filter(|waiting| waiting.scope == *scope) {
            if drafts.contains(&waiting.document) && !once.insert(waiting.document) {
                more.insert(waiting.document);
            }
        }
        once.retain(|document| !more.contains(document));
        self.forget_all(scope, once)
    }

    /// The same for documents with whatever was written on them here since.
    pub fn forget_all(
        &mut self,
        scope: &Scope,
        mut documents: BTreeSet<DocumentId>,
    ) -> Result<BTreeSet<DocumentId>, BookError> {
        for logged in self.book.store().documents(&scope.to_string())? {
            documents.remove(&DocumentId(logged));
        }
        let is_gone = |one: &&Waiting| one.scope == *scope && documents.contains(&one.document);
        let gone: Vec<&Waiting> = self.waiting.iter().filter(is_gone).collect();
        let known = gone.iter().map(|one| one.document).collect();
        let pending_removed = gone.into_iter().map(Waiting::name).collect();
        self.book.store().commit(&Commit { pending_removed, ..Commit::default() })?;
        self.lay_out()?;
        Ok(known)
    }
}
