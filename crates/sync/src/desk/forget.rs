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
        let logged = self.book.store().documents(&scope.to_string())?;
        let logged: BTreeSet<DocumentId> = logged.into_iter().map(DocumentId).collect();
        let (mut once, mut more) = (BTreeSet::new(), BTreeSet::new());
        let own =
            |waiting: &&Waiting| waiting.scope == *scope && drafts.contains(&waiting.document);
        for waiting in self.waiting.iter().filter(own) {
            if !once.insert(waiting.document) {
                more.insert(waiting.document);
            }
        }
        once.retain(|document| !more.contains(document) && !logged.contains(document));
        let gone = self.waiting.iter().filter(own).filter(|one| once.contains(&one.document));
        let pending_removed = gone.map(Waiting::name).collect();
        self.book.store().commit(&Commit { pending_removed, ..Commit::default() })?;
        self.lay_out()?;
        Ok(once)
    }
}
