//! What is shown: the logs with waiting records on top.
//!
//! An office may have ten thousand drafts that no log holds. Few documents of them are in memory at
//! a time; any other is made again from its log and from its records, as it was when they were laid
//! upon each other. That comes to the same as long as all of them were laid on the national log
//! alone: whatever changes that has everything made anew, and while waiting records bear on
//! authority (`ahead`) no document is let go of.

use kecuali_domain::{Kind, Scope};
use kecuali_encoding::Digest;
use kecuali_ledger::{Admitted, Document, National, Point, Record, readmit};

use super::{Desk, readable};
use crate::{
    book::BookError,
    cache::Name,
    waiting::{UNSEALED, Waiting, WaitingState},
};

impl Desk {
    /// The waiting records of a document that are shown, in the order in which they were signed.
    pub(super) fn laid(&self, name: &Name) -> impl Iterator<Item = &Waiting> {
        let places = self.places.get(name).into_iter().flatten();
        let all = places.filter_map(|place| self.waiting.get(*place));
        all.filter(|waiting| !matches!(waiting.state, WaitingState::Parked { .. }))
    }

    /// Finds the places of waiting records anew, after some have gone.
    pub(super) fn find_places(&mut self) {
        self.places.clear();
        for (place, waiting) in self.waiting.iter().enumerate() {
            let name = (waiting.scope.clone(), waiting.document);
            self.places.entry(name).or_default().push(place);
        }
    }

    /// Has a document in memory, with the records that were laid upon it.
    pub(super) fn make_ready(&mut self, name: &Name) -> Result<(), BookError> {
        if self.shown.get(name).is_some() {
            return Ok(());
        }
        self.lay_document(name)?.map_err(|unshown| BookError::Damaged {
            log: name.0.to_string(),
            position: 0,
            what: unshown.sentence,
        })
    }

    /// Makes a document anew, unless one of its waiting records cannot be shown any more.
    pub(super) fn lay_document(&mut self, name: &Name) -> Result<Result<(), Unshown>, BookError> {
        let Some(kind) = self.laid(name).next().map(|waiting| waiting.kind) else {
            return Ok(Ok(()));
        };
        let mut document = self.begin(name, kind)?;
        let national = self.book.national();
        for waiting in self.laid(name) {
            let record = readable(&waiting.bytes, &waiting.scope)?;
            match self.fits(national, &document, &record) {
                Ok(admitted) => document.take(&admitted, None, national.head(), national),
                Err(unshown) => return Ok(Err(unshown)),
            }
        }
        self.bring_in(name, document);
        Ok(Ok(()))
    }

    /// Shows a waiting record, unless what it stands on is not shown.
    pub(super) fn show(
        &mut self,
        waiting: &Waiting,
        record: &Record,
    ) -> Result<Result<(), Unshown>, BookError> {
        let name = (waiting.scope.clone(), waiting.document);
        if self.laid(&name).next().is_some() {
            self.make_ready(&name)?;
        } else {
            let document = self.begin(&name, waiting.kind)?;
            self.bring_in(&name, document);
        }
        let document = self.shown.get(&name).expect("put there just now");
        let admitted = match self.fits(self.national(), document, record) {
            Ok(admitted) => admitted,
            Err(unshown) => return Ok(Err(unshown)),
        };
        let judged = self.national().head();
        self.look_ahead(waiting, &admitted, judged);
        let national = self.ahead.as_ref().unwrap_or_else(|| self.book.national());
        let document = self.shown.get_mut(&name).expect("put there just now");
        document.take(&admitted, None, judged, national);
        Ok(Ok(()))
    }

    /// Whether a record that is kept here stands on what is shown.
    fn fits(
        &self,
        national: &National,
        document: &Document,
        record: &Record,
    ) -> Result<Admitted, Unshown> {
        let admitted = readmit(national, document, record)
            .map_err(|refusal| Unshown::on_parent(refusal.to_string()))?;
        match self.leans_on_parked(&admitted) {
            Some(unshown) => Err(unshown),
            None => Ok(admitted),
        }
    }

    /// Takes what bears on authority into account for all that is laid later.
    fn look_ahead(&mut self, waiting: &Waiting, admitted: &Admitted, judged: Point) {
        let is_national = waiting.scope == Scope::National;
        if !is_national && waiting.kind != Kind::Roster {
            return;
        }
        let ahead = self.ahead.get_or_insert_with(|| self.book.national().clone());
        if is_national {
            ahead.take(admitted);
        } else {
            let position = self.book.head(&waiting.scope).position;
            let later = u64::try_from(self.waiting.len()).unwrap_or(u64::MAX);
            let at = Point { position: position + 1 + later, digest: UNSEALED };
            ahead.take_staff(admitted, &waiting.scope, at, judged);
        }
    }

    /// A document as its log has it, empty where no log does.
    fn begin(&mut self, name: &Name, kind: Kind) -> Result<Document, BookError> {
        let logged = self.book.document(&name.0, name.1)?.cloned();
        Ok(logged.unwrap_or_else(|| Document::new(name.0.clone(), name.1, kind)))
    }

    fn bring_in(&mut self, name: &Name, document: Document) {
        let keep = self.ahead.is_some();
        self.shown.insert(name.clone(), document, |_| keep);
    }

    /// What is cited, or the grant relied on, may be a parked record of this desk: no server will
    /// ever have it, so what leans on it would be sent again for ever.
    fn leans_on_parked(&self, admitted: &Admitted) -> Option<Unshown> {
        let parked = |change: &Digest| self.parked.contains(change);
        let cited = admitted.cites().map(|item| item.issue).filter(&parked);
        let cited = cited.map(|on| Unshown::leaning(CITES, "the determination", on));
        let granted = Some(admitted.grant).filter(parked);
        cited.or_else(|| granted.map(|on| Unshown::leaning(RELIES_ON, "the grant", on)))
    }
}

/// The code of a waiting record whose parent was refused for good.
const STANDS_ON: &str = "stands_on_parked";
/// The code of one that cites a determination which was.
const CITES: &str = "cites_parked";
/// The code of one that relies on a grant which was.
const RELIES_ON: &str = "grant_parked";

/// Why a waiting record is not shown: it is parked with what it stands on.
pub(super) struct Unshown {
    pub(super) code: &'static str,
    pub(super) sentence: String,
    pub(super) leans_on: Option<Digest>,
}

impl Unshown {
    const fn on_parent(sentence: String) -> Self {
        Self { code: STANDS_ON, sentence, leans_on: None }
    }

    fn leaning(code: &'static str, what: &str, on: Digest) -> Self {
        let sentence = format!("{what} {on} was refused for good");
        Self { code, sentence, leans_on: Some(on) }
    }
}
