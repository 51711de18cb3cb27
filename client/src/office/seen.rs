//! What was on the screen, as a short text: who approves a selection can say "this, as it was
//! shown, and nothing else".
//!
//! Between a look and a signature another process may bring what others wrote, and an act covers
//! whatever is there when it is signed, and has seen it all: what it replaces or ends was on the
//! screen, or it is not signed. Only here, in the turn that signs, is that known.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    act::{ItemRef, Position},
    fold::{Conclusion, Decision, EntryState, Request, Side, Submitted, Word},
};
use kecuali_encoding::{Digest, Frame, canonical_json};
use serde::Serialize;

use super::{Name, Office, approval::Under, request::seen_requests};
use crate::error::OfficeError;

/// How many digits of a digest are shown: enough that nobody gets two selections to agree.
pub(super) const DIGITS: usize = 16;

/// Which version of each entry an act is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covered {
    /// The one that is shown here, and what it is to be submitted under: its words alone, as they may
    /// stand on a paper that comes back signed after weeks.
    Shown(Under),
    /// The same, about to be submitted.
    Sent(Under),
    /// The one that was submitted; under another item than that of the submission, when one is
    /// given.
    Submitted(Option<ItemRef>),
}

/// What a person has seen, and signs or does not.
#[derive(Debug)]
pub(crate) struct Expected {
    token: String,
    /// None where it is not a selection of entries, but the preview of a determination.
    covered: Option<Covered>,
}

/// A preview of what becomes public, or of what leaves the list, as a short text.
pub fn previewed<T: Serialize>(preview: &T) -> String {
    let bytes = serde_json::to_vec(preview).unwrap_or_default();
    Digest::of(&bytes).to_string().chars().take(DIGITS).collect()
}

/// Where an entry stands: what an act that is signed now stands on, replaces or ends. A person who
/// was shown another standing signs something else than they saw.
#[derive(Serialize)]
struct Standing<'a> {
    submissions: &'a [Submitted],
    decision: Option<&'a Decision>,
    conclusion: Option<Conclusion>,
    contest: &'a BTreeMap<Digest, Side>,
    withheld: &'a BTreeSet<String>,
    /// What the office asks about the decision, answered or not.
    asked: Vec<&'a Request>,
    /// The last words on the version that is covered.
    words: Vec<Option<Word>>,
}

impl<'a> Standing<'a> {
    fn of(state: &'a EntryState, content: &Digest) -> Self {
        Self {
            submissions: state.submissions(),
            decision: state.decision(),
            conclusion: state.conclusion(),
            contest: state.contest(),
            withheld: state.withheld(),
            asked: state.asked().collect(),
            words: Position::ALL.into_iter().map(|one| state.word(content, one)).collect(),
        }
    }
}

/// What one entry came to at a moment.
pub(crate) struct Sighted(Vec<u8>);

/// What entries that were sighted one by one come to together: as [`Office::seen`] of all of them.
pub(crate) fn together(all: BTreeMap<Name, Sighted>) -> String {
    let items: Vec<Vec<u8>> = all.into_values().map(|one| one.0).collect();
    let digest = Frame::new("kecuali/1/seen").list(items).digest();
    digest.to_string().chars().take(DIGITS).collect()
}

impl Office {
    /// What a selection comes to now: each entry, the version that is covered, the item, and, where it
    /// is not the words alone that are signed, where the entry stands.
    pub fn seen(&mut self, names: &[Name], covered: Covered) -> Result<String, OfficeError> {
        let mut all = BTreeMap::new();
        for name in names {
            all.insert(name.clone(), self.sighted(name, covered)?);
        }
        Ok(together(all))
    }

    /// What one entry comes to now.
    pub(crate) fn sighted(
        &mut self,
        name: &Name,
        covered: Covered,
    ) -> Result<Sighted, OfficeError> {
        let (content, under) = match covered {
            Covered::Shown(under) | Covered::Sent(under) => {
                let item = under.of(self, name)?;
                (self.document(name)?.version().content, item)
            }
            Covered::Submitted(other) => match self.submitted(name) {
                Ok((submitted, covers, _)) => (covers.content, other.or(submitted.under)),
                // What is decided about an entry without a submission is about what is shown.
                Err(OfficeError::NotNow { .. }) => (self.document(name)?.version().content, other),
                Err(error) => return Err(error),
            },
        };
        let under = under.map(|item| format!("{}/{}", item.issue, item.item));
        let document = self.document(name)?;
        let frame = |purpose| {
            Frame::new(purpose)
                .text(&name.0.to_string())
                .bytes(&name.1.0)
                .bytes(content.as_bytes())
                .text(under.as_deref().unwrap_or_default())
        };
        let frame = match covered {
            Covered::Shown(_) => {
                let (frame, requests) = (frame("kecuali/1/seen"), seen_requests(document));
                if requests.is_empty() { frame } else { frame.list(requests) }
            }
            Covered::Sent(_) | Covered::Submitted(_) => {
                let standing = Standing::of(document.state(), &content);
                frame("kecuali/2/seen").text(&canonical_json(&standing))
            }
        };
        Ok(Sighted(frame.finish()))
    }

    /// From now on signs a selection only while it comes to what was seen.
    pub fn sign_only(&mut self, token: &str, covered: Covered) {
        self.expected = Some(Expected { token: token.to_owned(), covered: Some(covered) });
    }

    /// From now on issues, ends or takes down a determination only while that comes to the preview
    /// that was seen.
    pub fn sign_previewed(&mut self, token: &str) {
        self.expected = Some(Expected { token: token.to_owned(), covered: None });
    }

    /// That a determination comes to what was seen of it. Asked within the turn.
    pub(crate) fn is_as_previewed<T: Serialize>(
        &mut self,
        look: impl FnOnce(&mut Self) -> Result<T, OfficeError>,
    ) -> Result<(), OfficeError> {
        let Some(Expected { token, covered: None }) = &self.expected else { return Ok(()) };
        let token = token.clone();
        let now = previewed(&look(self)?);
        if now == token { Ok(()) } else { Err(OfficeError::NotAsSeen { seen: token, now }) }
    }

    /// From now on signs whatever is there again.
    pub(crate) fn sign_anything(&mut self) {
        self.expected = None;
    }

    /// That a selection which is about to be signed is what was seen. Asked within the turn.
    pub(crate) fn is_as_seen(&mut self, names: &[Name]) -> Result<(), OfficeError> {
        let Some(Expected { token, covered: Some(covered) }) = &self.expected else {
            return Ok(());
        };
        let (token, covered) = (token.clone(), *covered);
        let now = self.seen(names, covered)?;
        if now == token { Ok(()) } else { Err(OfficeError::NotAsSeen { seen: token, now }) }
    }
}
