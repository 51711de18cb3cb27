//! What a row comes to by the logs.

use std::{borrow::Cow, collections::HashMap};

use kecuali_domain::{DocumentId, Kind, OfficeId, Scope};
use kecuali_encoding::Digest;
use kecuali_ledger::{Document, Rows};
use kecuali_publication::{
    BuildError, Decided, Draft, ProofError, RowId, RowProof, effective, national_row, office_row,
};
use kecuali_storage::Commit;
use kecuali_sync::{Book, BookError, read_attachment};

use super::records;

#[derive(Debug, thiserror::Error)]
pub(crate) enum DraftError {
    #[error(transparent)]
    Book(#[from] BookError),
    #[error(transparent)]
    Build(#[from] BuildError),
}

/// Where documents are read.
enum Logs<'a> {
    /// By the writer, who keeps ready what was read.
    Own(&'a mut Book),
    /// By one of many who read.
    Shared(&'a Book),
}

/// Makes rows from a book; a determination is read once for all rows under it.
pub(crate) struct Drafts<'a> {
    logs: Logs<'a>,
    /// What lies beside records that are in the book and not in the store yet.
    fresh: HashMap<(String, [u8; 32]), Vec<u8>>,
    determinations: HashMap<Digest, (Document, Rows)>,
}

/// A document of an entry with what its row is made of.
struct Entry {
    document: Document,
    openings: Option<Rows>,
    issue: Digest,
}

impl Logs<'_> {
    const fn book(&self) -> &Book {
        match self {
            Self::Own(book) => book,
            Self::Shared(book) => book,
        }
    }

    fn document(
        &mut self,
        scope: &Scope,
        id: DocumentId,
    ) -> Result<Option<Cow<'_, Document>>, BookError> {
        match self {
            Self::Own(book) => Ok(book.document(scope, id)?.map(Cow::Borrowed)),
            Self::Shared(book) => book.read_document(scope, id),
        }
    }
}

impl<'a> Drafts<'a> {
    /// From what is committed.
    pub(crate) fn shared(book: &'a Book) -> Self {
        Self { logs: Logs::Shared(book), fresh: HashMap::new(), determinations: HashMap::new() }
    }

    /// `commit` is what was taken into the book and is not in the store yet.
    pub(crate) fn new(book: &'a mut Book, commit: &Commit) -> Self {
        let mut fresh = HashMap::new();
        for append in &commit.appends {
            for member in &append.members {
                if let (Some(change), Some(attachment)) = (member.change, &member.attachment) {
                    fresh.insert((append.log.clone(), change), attachment.clone());
                }
            }
        }
        Self { logs: Logs::Own(book), fresh, determinations: HashMap::new() }
    }

    /// The row as it would be now; none when nothing of it was ever determined.
    pub(crate) fn draft(&mut self, id: &RowId) -> Result<Option<Draft>, DraftError> {
        match id {
            RowId::Office { office, entry } => {
                let Some(entry) = self.entry(office, *entry)? else { return Ok(None) };
                let decided = self.decided(entry.issue)?;
                let national = self.logs.book().national();
                Ok(office_row(&entry.document, entry.openings.as_ref(), &decided, national)?)
            }
            RowId::National { determination, item } => {
                let Some(issue) = self.issue(*determination)? else { return Ok(None) };
                let decided = self.decided(issue)?;
                Ok(national_row(&decided, *item, self.logs.book().national())?)
            }
        }
    }

    /// The proof of a row that is or was on the list.
    pub(crate) fn proof(&mut self, id: &RowId) -> Result<RowProof, ProofError> {
        let store = std::sync::Arc::clone(self.logs.book().store());
        let records = records(store.as_ref());
        let missing = |error: DraftError| match error {
            DraftError::Book(_) => ProofError::RecordMissing,
            DraftError::Build(error) => error.into(),
        };
        match id {
            RowId::Office { office, entry } => {
                let entry =
                    self.entry(office, *entry).map_err(missing)?.ok_or(ProofError::NoRow)?;
                let decided = self.decided(entry.issue).map_err(missing)?;
                let openings = entry.openings.ok_or(BuildError::OpeningsMissing)?;
                let national = self.logs.book().national();
                RowProof::of_entry(&entry.document, &openings, &decided, national, &records)
            }
            RowId::National { determination, item } => {
                let issue = self.issue(*determination).map_err(missing)?;
                let issue = issue.ok_or(ProofError::NoRow)?;
                let decided = self.decided(issue).map_err(missing)?;
                RowProof::of_item(&decided, *item, self.logs.book().national(), &records)
            }
        }
    }

    fn entry(&mut self, office: &OfficeId, id: DocumentId) -> Result<Option<Entry>, DraftError> {
        let scope = Scope::Office(office.clone());
        let Some(document) = self.logs.document(&scope, id)? else { return Ok(None) };
        let state = document.state();
        let decided = state.decision().is_some() || state.conclusion().is_some();
        if document.kind() != Kind::Entry || !decided {
            return Ok(None);
        }
        let document = document.into_owned();
        let Some(made_by) = effective(&document, self.logs.book().national())? else {
            return Ok(None);
        };
        let openings = self.openings(&scope, &made_by.determine)?;
        let issue = made_by.item.issue;
        self.read(issue)?;
        Ok(Some(Entry { document, openings, issue }))
    }

    fn issue(&mut self, determination: DocumentId) -> Result<Option<Digest>, DraftError> {
        let Some(document) = self.logs.document(&Scope::National, determination)? else {
            return Ok(None);
        };
        let acts: Vec<Digest> = document.acts().iter().map(|act| act.id).collect();
        let issue = acts.into_iter().find(|act| self.logs.book().national().issued(act).is_some());
        if let Some(issue) = issue {
            self.read(issue)?;
        }
        Ok(issue)
    }

    fn read(&mut self, issue: Digest) -> Result<(), DraftError> {
        if self.determinations.contains_key(&issue) {
            return Ok(());
        }
        let issued = self.logs.book().national().issued(&issue).ok_or(BuildError::NotIssued)?;
        let id = issued.document;
        let document = self.logs.document(&Scope::National, id)?.map(Cow::into_owned);
        let document = document.ok_or(BuildError::NotIssued)?;
        let openings = self.openings(&Scope::National, &issue)?.unwrap_or_default();
        self.determinations.insert(issue, (document, openings));
        Ok(())
    }

    fn openings(&self, scope: &Scope, change: &Digest) -> Result<Option<Rows>, DraftError> {
        match self.fresh.get(&(scope.to_string(), change.0)) {
            // It was read before it was admitted.
            Some(bytes) => Ok(read_attachment(bytes).ok()),
            None => Ok(self.logs.book().openings(scope, change)?),
        }
    }

    fn decided(&self, issue: Digest) -> Result<Decided<'_>, DraftError> {
        let (document, openings) = self.determinations.get(&issue).ok_or(BuildError::NotIssued)?;
        Ok(Decided::read(self.logs.book().national(), document, openings)?)
    }
}
