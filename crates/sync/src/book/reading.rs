//! The book read back from the store.

use std::collections::HashMap;

use kecuali_domain::{DocumentId, Kind, Scope};
use kecuali_encoding::Digest;
use kecuali_ledger::{Document, Point, Record, log_start, readmit, stamp};
use kecuali_storage::{LogHead, Member};

use super::{Book, BookError, Head, PAGE, PAGE_BYTES, damaged, staff_key};
use crate::codec::{Found, read_any_mark, read_found, read_mark, read_record};

impl Book {
    pub(super) fn read_national(&mut self) -> Result<(), BookError> {
        let mut determinations = HashMap::new();
        loop {
            let after = self.national.head().position;
            let page = self.store.members("national", after, PAGE, PAGE_BYTES)?;
            if page.is_empty() {
                return Ok(());
            }
            for member in page {
                self.read_national_member(&member, &mut determinations)?;
            }
        }
    }

    // Of national documents only a determination has more than one change.
    fn read_national_member(
        &mut self,
        member: &Member,
        determinations: &mut HashMap<DocumentId, Document>,
    ) -> Result<(), BookError> {
        let scope = Scope::National;
        let bad = |what: &dyn std::fmt::Display| damaged(&scope, member.position, what);
        let before = self.national.head();
        if member.change.is_none() {
            let mark = read_any_mark(&member.bytes).map_err(|error| bad(&error))?;
            let after = stamp(before, mark.hash(&self.national.root_id()), before);
            match read_mark(&member.bytes) {
                Ok(day) => self.national.take_day(&day, after),
                Err(_) => self.national.pass(after),
            }
        } else if let Some(record) = self.read_member(member).map_err(|error| bad(&error))? {
            let (id, kind) = (record.sealed.document, record.sealed.kind);
            let mut empty = Document::new(scope.clone(), id, kind);
            let document = match kind {
                Kind::Determination => determinations.entry(id).or_insert(empty),
                Kind::Entry | Kind::DraftDetermination | Kind::Policy | Kind::Roster => &mut empty,
            };
            let admitted =
                readmit(&self.national, document, &record).map_err(|error| bad(&error))?;
            self.national.take(&admitted);
            document.take(&admitted, Some(member.position), before, &self.national);
        } else {
            let hash = Digest(member.hash);
            self.national.pass(stamp(before, hash, before));
        }
        let digest = self.national.head().digest;
        if digest == Digest(member.digest) { Ok(()) } else { Err(bad(&"the running digest")) }
    }

    pub(super) fn read_head(&mut self, scope: Scope, head: LogHead) -> Result<(), BookError> {
        let log = scope.to_string();
        let last = self.store.members(&log, head.position.saturating_sub(1), 1, 0)?;
        let judged = last.first().map_or(0, |member| member.judged_position);
        let point = Point { position: head.position, digest: Digest(head.digest) };
        for position in self.staff(&scope)? {
            let found = self.store.members(&log, position.saturating_sub(1), 1, 0)?;
            let missing = || damaged(&scope, position, &"a grant is missing");
            let member = found.first().ok_or_else(missing)?;
            self.read_staff(&scope, member)?;
        }
        self.heads.insert(scope, Head { point, judged });
        Ok(())
    }

    fn read_staff(&mut self, scope: &Scope, member: &Member) -> Result<(), BookError> {
        let bad = |what: &dyn std::fmt::Display| damaged(scope, member.position, what);
        let record = read_record(&member.bytes).map_err(|error| bad(&error))?;
        let empty = Document::new(scope.clone(), record.sealed.document, record.sealed.kind);
        let admitted = readmit(&self.national, &empty, &record).map_err(|error| bad(&error))?;
        let at = Point { position: member.position, digest: Digest(member.digest) };
        self.learn_cuts_named_by(&admitted)?;
        self.national.take_staff(&admitted, scope, at, judged(member));
        Ok(())
    }

    pub(super) fn load(
        &self,
        scope: &Scope,
        id: DocumentId,
    ) -> Result<Option<Document>, BookError> {
        // Before its first exchange an office may have ten thousand drafts, and nothing to look up.
        let end = self.head(scope).position;
        if end == 0 {
            return Ok(None);
        }
        let members = self.store.document(&scope.to_string(), &id.0)?;
        let mut document: Option<Document> = None;
        // What another process put there since is of another moment than all else in this book.
        for member in members.into_iter().take_while(|member| member.position <= end) {
            let bad = |what: &dyn std::fmt::Display| damaged(scope, member.position, what);
            let Some(record) = self.read_member(&member).map_err(|error| bad(&error))? else {
                let new = || Document::new(scope.clone(), id, Kind::Entry);
                document.get_or_insert_with(new).close();
                break;
            };
            let document = document
                .get_or_insert_with(|| Document::new(scope.clone(), id, record.sealed.kind));
            let admitted = match readmit(&self.national, document, &record) {
                Ok(admitted) => admitted,
                // What it stands on may be what a newer program wrote.
                Err(refusal) if refusal.is_retry() && self.national.has_unknown() => {
                    document.close();
                    break;
                }
                Err(error) => return Err(bad(&error)),
            };
            if admitted.record_hash != Digest(member.hash) {
                return Err(bad(&"the record hash"));
            }
            document.take(&admitted, Some(member.position), judged(&member), &self.national);
        }
        Ok(document)
    }

    /// The record of a stored member; none when a newer program wrote it.
    ///
    /// A stored record was verified when it was taken; its hash is covered by the log's digest.
    fn read_member(&self, member: &Member) -> Result<Option<Record>, String> {
        match read_found(&member.bytes).map_err(|error| error.to_string())? {
            Found::Known(record) => Ok(Some(record)),
            Found::Newer(record) => {
                let unchanged = record.hash(&self.national.root_id()) == Digest(member.hash);
                if unchanged { Ok(None) } else { Err("the record hash".to_owned()) }
            }
        }
    }

    /// The digest of a log at a position that is here.
    pub(crate) fn digest_at(
        &self,
        scope: &Scope,
        position: u64,
    ) -> Result<Option<Digest>, BookError> {
        let head = self.head(scope);
        if position >= head.position {
            return Ok(Some(head.digest).filter(|_| position == head.position));
        }
        if *scope == Scope::National {
            return Ok(self.national.point(position).map(|point| point.digest));
        }
        if position == 0 {
            return Ok(Some(log_start(&self.national.root_id(), scope).digest));
        }
        let at = self.store.members(&scope.to_string(), position - 1, 1, 0)?;
        let here = at.first().filter(|member| member.position == position);
        Ok(here.map(|member| Digest(member.digest)))
    }

    /// Where in an office's log its staff's grants and revocations stand.
    pub(super) fn staff(&self, scope: &Scope) -> Result<Vec<u64>, BookError> {
        if let Some(positions) = self.batch.staff.get(scope) {
            return Ok(positions.clone());
        }
        let bytes = self.store.value(&staff_key(scope))?.unwrap_or_default();
        let position = |chunk: &[u8]| chunk.try_into().map(u64::from_be_bytes);
        let positions: Result<Vec<u64>, _> = bytes.chunks(8).map(position).collect();
        positions.map_err(|_| damaged(scope, 0, &"the list of its staff"))
    }

    pub(super) fn learn_cuts(&mut self) -> Result<(), BookError> {
        for (log, record) in self.national.cuts() {
            if let Some(member) = self.store.member_by_hash(&log, &record.0)? {
                self.national.learn_position(&log, record, member.position);
            }
        }
        Ok(())
    }
}

fn judged(member: &Member) -> Point {
    Point { position: member.judged_position, digest: Digest(member.judged_digest) }
}
