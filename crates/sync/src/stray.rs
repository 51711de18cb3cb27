//! A replica that shows a place in a log which this server does not have there.
//!
//! Either the server lost the end of its log, or positions were given out twice: a fork. What such
//! a replica brings for that log would stand on another place than its signer saw, so it waits.

use std::collections::BTreeMap;

use kecuali_domain::Scope;
use kecuali_encoding::Digest;
use kecuali_protocol::{
    problem::problem,
    sync::{Cursor, Have, PushedRecord, SyncRequest},
};

use crate::{
    answer::{Outcome, Vectors},
    book::{Book, BookError},
    codec::read_found,
};

/// The code of a replica that has read further than the log goes.
pub(crate) const AHEAD: &str = "ahead";
/// The code of a replica that has read something else at its place.
pub(crate) const FORK: &str = "fork";

/// How a cursor misses the log, if it does.
pub(crate) fn stray(
    book: &Book,
    scope: &Scope,
    have: Option<&Cursor>,
) -> Result<Option<&'static str>, BookError> {
    let Some(cursor) = have.filter(|cursor| cursor.position > 0) else { return Ok(None) };
    if cursor.position > book.head(scope).position {
        return Ok(Some(AHEAD));
    }
    let here = book.digest_at(scope, cursor.position)?;
    Ok(Some(FORK).filter(|_| here != Some(Digest(cursor.digest))))
}

/// The logs in which the one who asks has what this server has not, with the code of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Strays(BTreeMap<Scope, &'static str>);

impl Strays {
    /// Holds what a request shows against the logs that its sender may read. None where it shows a
    /// digest that is not known here: nobody can say then where its sender stands, so its push must
    /// wait for the cursors, which come with the next request.
    pub fn of(
        book: &Book,
        readable: &[Scope],
        request: &SyncRequest,
        vectors: &Vectors,
    ) -> Result<Option<Self>, BookError> {
        let known;
        let have = match &request.have {
            Have::Vector(vector) => vector,
            Have::Digest(digest) => match vectors.get(digest) {
                Some(vector) => {
                    known = vector;
                    known.as_ref()
                }
                None => return Ok(None),
            },
        };
        let have: BTreeMap<&str, &Cursor> =
            have.iter().map(|cursor| (cursor.log.as_str(), cursor)).collect();
        let mut strays = BTreeMap::new();
        for scope in readable {
            if let Some(code) = stray(book, scope, have.get(scope.to_string().as_str()).copied())? {
                strays.insert(scope.clone(), code);
            }
        }
        Ok(Some(Self(strays)))
    }

    /// The same logs with another code: while a server is being healed, all of a push is put off.
    #[must_use]
    pub fn put_off(self, code: &'static str) -> Self {
        Self(self.0.into_keys().map(|scope| (scope, code)).collect())
    }

    /// Each log with its code: `ahead` or `fork`.
    pub fn iter(&self) -> impl Iterator<Item = (&Scope, &'static str)> {
        self.0.iter().map(|(scope, code)| (scope, *code))
    }

    /// Has a push worked on, but for the records of these logs: those are to be sent again later.
    pub fn around<E>(
        &self,
        push: Vec<PushedRecord>,
        admit: impl FnOnce(Vec<PushedRecord>) -> Result<Vec<Outcome>, E>,
    ) -> Result<Vec<Outcome>, E> {
        if self.0.is_empty() {
            return admit(push);
        }
        let held: Vec<Option<&str>> = push.iter().map(|pushed| self.holds(pushed)).collect();
        let rest = push.into_iter().zip(&held).filter(|(_, code)| code.is_none());
        let rest: Vec<PushedRecord> = rest.map(|(pushed, _)| pushed).collect();
        let mut worked = admit(rest)?.into_iter();
        let outcome = |code: Option<&'static str>| match code {
            Some(code) => Some(hold_back(code)),
            None => worked.next(),
        };
        Ok(held.into_iter().filter_map(outcome).collect())
    }

    fn holds(&self, pushed: &PushedRecord) -> Option<&'static str> {
        // What cannot be read is refused by those who judge it.
        let found = read_found(&pushed.record).ok()?;
        self.0.get(found.scope()).copied()
    }
}

fn hold_back(code: &'static str) -> Outcome {
    let sentence = problem(code).map_or(code, |problem| problem.title).to_owned();
    Outcome::Refused { code, sentence, retry: true }
}
