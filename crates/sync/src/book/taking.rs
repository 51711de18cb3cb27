//! Members are taken into the book: records that are judged here, and what logs hold.

use kecuali_domain::{
    Kind, Scope,
    act::{Act, KeyEnd, ReadAct},
};
use kecuali_encoding::Digest;
use kecuali_ledger::{
    Admitted, Attached, DayMark, Document, Inspected, Judgement, Mark, MarkError, Opaque, Point,
    Refusal, admit_inspected, stamp,
};
use kecuali_storage::{Append, LogHead, Member};

use super::{Book, BookError, Head, TakeRefusal, Taken};
use crate::{
    cache::Name,
    codec::{Found, read_attachment, read_found, read_record, write_mark},
};

/// A record in the bytes that are kept, with what came beside it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parcel<'a> {
    /// The record.
    pub(crate) bytes: &'a [u8],
    /// Its openings.
    pub(crate) attachment: Option<&'a [u8]>,
}

impl Book {
    /// Takes a record that someone sends, judged now.
    pub fn admit(&mut self, bytes: &[u8], attachment: Option<&[u8]>) -> Result<Taken, TakeRefusal> {
        let record = read_record(bytes)?;
        self.admit_inspected(Inspected::not_yet(&record), Parcel { bytes, attachment })
    }

    /// The same, with what was found out about the record ahead.
    pub(crate) fn admit_inspected(
        &mut self,
        inspected: Inspected<'_>,
        parcel: Parcel<'_>,
    ) -> Result<Taken, TakeRefusal> {
        let judged = self.national.head();
        self.take(inspected, parcel, judged, false)
    }

    /// Takes a record that a log holds, judged where that log says.
    pub fn follow(
        &mut self,
        bytes: &[u8],
        attachment: Option<&[u8]>,
        judged: Point,
    ) -> Result<Taken, TakeRefusal> {
        let parcel = Parcel { bytes, attachment };
        match read_found(bytes)? {
            Found::Known(record) => {
                self.follow_inspected(Inspected::not_yet(&record), parcel, judged)
            }
            Found::Newer(record) => self.pass_record(&record, parcel, judged),
        }
    }

    /// The same, with what was found out about the record ahead.
    pub(crate) fn follow_inspected(
        &mut self,
        inspected: Inspected<'_>,
        parcel: Parcel<'_>,
        judged: Point,
    ) -> Result<Taken, TakeRefusal> {
        let record = inspected.record();
        match self.take(inspected, parcel, judged, true) {
            // A grant, a citation or a parent may be what a newer program wrote.
            Err(TakeRefusal::Refused(refusal))
                if refusal.is_retry() && self.national.has_unknown() =>
            {
                self.pass_record(&record.into(), parcel, judged)
            }
            taken => taken,
        }
    }

    /// Keeps a record that a log holds and this program cannot follow: its document is closed
    /// here until the program is upgraded, and the log goes on.
    pub(crate) fn pass_record(
        &mut self,
        record: &Opaque,
        parcel: Parcel<'_>,
        judged: Point,
    ) -> Result<Taken, TakeRefusal> {
        let scope = &record.scope;
        let here = (scope.clone(), record.change);
        let member = self.store.member_by_change(&scope.to_string(), &record.change.0);
        if self.batch.changes.contains(&here) || member.map_err(BookError::from)?.is_some() {
            return Ok(Taken::Before);
        }
        let root = self.national.root_id();
        record.verify(&root).map_err(Refusal::from)?;
        let name = (scope.clone(), record.document);
        let kind = record.kind.parse().unwrap_or(Kind::Entry);
        let mut document = match self.document(scope, record.document)? {
            Some(document) => document.clone(),
            None => Document::new(scope.clone(), record.document, kind),
        };
        document.close();
        let before = self.head(scope);
        let hash = record.hash(&root);
        let after = stamp(before, hash, judged);
        if *scope == Scope::National {
            self.national.pass(after);
        } else {
            self.heads.insert(scope.clone(), Head { point: after, judged: judged.position });
        }
        self.documents.forget(&name);
        self.bring_in(&name, document);
        self.batch.documents.insert(name);
        self.batch.changes.insert(here);
        let member = Member {
            position: after.position,
            digest: after.digest.0,
            judged_position: judged.position,
            judged_digest: judged.digest.0,
            hash: hash.0,
            change: Some(record.change.0),
            document: Some(record.document.0),
            bytes: parcel.bytes.to_vec(),
            attachment: parcel.attachment.map(<[u8]>::to_vec),
        };
        self.append(scope, before, member);
        Ok(Taken::At(scope.clone(), after))
    }

    /// Keeps a mark of a kind that this program does not know.
    pub(crate) fn pass_mark(&mut self, mark: &Mark, bytes: &[u8]) -> Result<Point, MarkError> {
        let before = self.national.head();
        let root = self.national.root_id();
        mark.check(before, self.national.now().is_log_key(mark.key), &root)?;
        let hash = mark.hash(&root);
        let after = stamp(before, hash, before);
        self.national.pass(after);
        self.append(&Scope::National, before, mark_member(before, after, hash, bytes.to_vec()));
        Ok(after)
    }

    /// Takes a day mark at the end of `national`.
    pub fn mark(&mut self, mark: &DayMark) -> Result<Point, MarkError> {
        self.national.check_day(mark)?;
        let before = self.national.head();
        let hash = mark.hash(&self.national.root_id());
        let after = stamp(before, hash, before);
        self.national.take_day(mark, after);
        self.batch.day = true;
        self.append(&Scope::National, before, mark_member(before, after, hash, write_mark(mark)));
        Ok(after)
    }

    fn take(
        &mut self,
        inspected: Inspected<'_>,
        parcel: Parcel<'_>,
        judged: Point,
        stamped: bool,
    ) -> Result<Taken, TakeRefusal> {
        let record = inspected.record();
        let sealed = &record.sealed;
        let scope = sealed.scope.clone();
        let name = (scope.clone(), sealed.document);
        if self.batch.changes.contains(&(scope.clone(), sealed.change)) {
            return Ok(Taken::Before);
        }
        let fresh = match self.document(&scope, sealed.document)? {
            Some(document) if document.is_closed() && stamped => {
                return self.pass_record(&record.into(), parcel, judged);
            }
            Some(_) => false,
            None => true,
        };
        if fresh {
            let document = Document::new(scope.clone(), sealed.document, sealed.kind);
            self.bring_in(&name, document);
        }
        let taken = self.join(&name, inspected, parcel, judged, stamped);
        if fresh && taken.is_err() {
            self.documents.forget(&name);
        }
        taken
    }

    fn join(
        &mut self,
        name: &Name,
        inspected: Inspected<'_>,
        parcel: Parcel<'_>,
        judged: Point,
        stamped: bool,
    ) -> Result<Taken, TakeRefusal> {
        let (scope, record) = (&name.0, inspected.record());
        if self.batch.appends.is_empty() {
            // What was fresh is in the store by now.
            self.openings.clear();
        }
        let before = self.head(scope);
        let rows = parcel.attachment.map(read_attachment).transpose()?;
        let attached = match (&rows, stamped) {
            (None, _) => Attached::Nothing,
            (Some(rows), true) => Attached::Left(rows),
            (Some(rows), false) => Attached::Whole(rows),
        };
        let document = self.documents.get(name).expect("brought in just now");
        if document.history().contains(&record.sealed.change) {
            return Ok(Taken::Before);
        }
        if document.is_closed() {
            return Err(Refusal::Newer.into());
        }
        let position = before.position + 1;
        let judgement = Judgement { national: &self.national, judged, position, stamped };
        let admitted = admit_inspected(&judgement, document, inspected, attached)?;
        let after = stamp(before, admitted.record_hash, judged);
        self.apply(name, record.sealed.kind, &admitted, after, judged)?;
        self.withhold(name, record.sealed.kind, &admitted)?;
        if let Some(attachment) = parcel.attachment {
            let key = (scope.clone(), admitted.change.hash());
            self.openings.insert(key, attachment.to_vec());
        }
        let member = Member {
            position: after.position,
            digest: after.digest.0,
            judged_position: judged.position,
            judged_digest: judged.digest.0,
            hash: admitted.record_hash.0,
            change: Some(admitted.change.hash().0),
            document: Some(name.1.0),
            bytes: parcel.bytes.to_vec(),
            attachment: parcel.attachment.map(<[u8]>::to_vec),
        };
        self.batch.documents.insert(name.clone());
        self.batch.changes.insert((scope.clone(), admitted.change.hash()));
        self.append(scope, before, member);
        Ok(Taken::At(scope.clone(), after))
    }

    fn apply(
        &mut self,
        name: &Name,
        kind: Kind,
        admitted: &Admitted,
        after: Point,
        judged: Point,
    ) -> Result<(), BookError> {
        let scope = &name.0;
        // What must be read is read first: if it cannot be, the book is as it was.
        self.learn_cuts_named_by(admitted)?;
        let of_staff = kind == Kind::Roster && *scope != Scope::National;
        let staff = if of_staff { Some(self.staff(scope)?) } else { None };
        if *scope == Scope::National {
            let outcome = self.national.take(admitted);
            self.batch.national.push((admitted.change.hash(), outcome));
        } else {
            self.heads.insert(scope.clone(), Head { point: after, judged: judged.position });
        }
        if let Some(mut staff) = staff {
            self.national.take_staff(admitted, scope, after, judged);
            staff.push(after.position);
            self.batch.staff.insert(scope.clone(), staff);
        }
        let document = self.documents.get_mut(name).expect("brought in just now");
        document.take(admitted, Some(after.position), judged, &self.national);
        self.note_day_or_loss(admitted);
        self.note_cut(scope, admitted.record_hash, after.position);
        Ok(())
    }

    /// A record that a revocation named as a cut before it was here has its place now.
    fn note_cut(&mut self, scope: &Scope, record: Digest, position: u64) {
        let log = scope.to_string();
        if self.national.wants_position(&log, &record) {
            self.national.learn_position(&log, record, position);
            self.refold();
        }
    }

    /// Where the records stand that a revocation names as cuts, as far as they are here.
    pub(super) fn learn_cuts_named_by(&mut self, admitted: &Admitted) -> Result<(), BookError> {
        let Some(ReadAct::Known(act)) = &admitted.act else { return Ok(()) };
        let Act::RevokeKey(revoke) = act.as_ref() else { return Ok(()) };
        let KeyEnd::Lost { cuts } = &revoke.how else { return Ok(()) };
        for (log, record) in cuts {
            if let Some(position) = self.position_of(log, record)? {
                self.national.learn_position(log, *record, position);
            }
        }
        Ok(())
    }

    fn position_of(&self, log: &str, record: &Digest) -> Result<Option<u64>, BookError> {
        let appends = log.parse().ok().and_then(|scope: Scope| self.batch.appends.get(&scope));
        let fresh = appends.and_then(|append| append.members.iter().find(|m| m.hash == record.0));
        if let Some(member) = fresh {
            return Ok(Some(member.position));
        }
        Ok(self.store.member_by_hash(log, &record.0)?.map(|member| member.position))
    }

    fn note_day_or_loss(&mut self, admitted: &Admitted) {
        let Some(ReadAct::Known(act)) = &admitted.act else { return };
        if matches!(act.as_ref(), Act::SetDay(_)) {
            self.batch.day = true;
        }
        if let Act::RevokeKey(revoke) = act.as_ref()
            && matches!(revoke.how, KeyEnd::Lost { .. })
        {
            self.refold();
        }
    }

    fn append(&mut self, scope: &Scope, before: Point, member: Member) {
        let append = self.batch.appends.entry(scope.clone()).or_insert_with(|| Append {
            log: scope.to_string(),
            after: LogHead { position: before.position, digest: before.digest.0 },
            members: Vec::new(),
        });
        append.members.push(member);
    }

    /// A key was lost, or where it was cut off is known now: what stands on it may have no effect.
    fn refold(&mut self) {
        self.batch.refold = true;
        let national = &self.national;
        self.documents.each(|document| document.refold(national));
    }
}

fn mark_member(before: Point, after: Point, hash: Digest, bytes: Vec<u8>) -> Member {
    Member {
        position: after.position,
        digest: after.digest.0,
        judged_position: before.position,
        judged_digest: before.digest.0,
        hash: hash.0,
        change: None,
        document: None,
        bytes,
        attachment: None,
    }
}
