//! What was on the screen, as a short text: who approves a selection can say "this, as it was
//! shown, and nothing else".
//!
//! Between a look and a signature another process may bring what others wrote, and an act covers
//! whatever is there when it is signed. Only here, in the turn that signs, is that known.

use kecuali_domain::act::ItemRef;
use kecuali_encoding::{Digest, Frame};
use serde::Serialize;

use super::{Name, Office, approval::Under, request::seen_requests};
use crate::error::OfficeError;

/// How many digits of a digest are shown: enough that nobody gets two selections to agree.
pub(super) const DIGITS: usize = 16;

/// Which version of each entry an act is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covered {
    /// The one that is shown here, and what it is submitted under.
    Shown(Under),
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

impl Office {
    /// What a selection comes to now: each entry, the version that is covered, and the item.
    pub fn seen(&mut self, names: &[Name], covered: Covered) -> Result<String, OfficeError> {
        let mut sorted: Vec<&Name> = names.iter().collect();
        sorted.sort();
        let mut items = Vec::with_capacity(sorted.len());
        for name in sorted {
            let (content, under) = match covered {
                Covered::Shown(under) => {
                    let item = under.of(self, name)?;
                    (self.document(name)?.version().content, item)
                }
                Covered::Submitted(other) => match self.submitted(name) {
                    Ok((submitted, covers, _)) => (covers.content, other.or(submitted.under)),
                    // What is decided about an entry without a submission is about what is shown.
                    Err(OfficeError::NotNow { .. }) => {
                        (self.document(name)?.version().content, other)
                    }
                    Err(error) => return Err(error),
                },
            };
            let under = under.map(|item| format!("{}/{}", item.issue, item.item));
            let requests = seen_requests(self.document(name)?);
            let frame = Frame::new("kecuali/1/seen")
                .text(&name.0.to_string())
                .bytes(&name.1.0)
                .bytes(content.as_bytes())
                .text(under.as_deref().unwrap_or_default());
            // Who decides about an entry has read what its office asks.
            let frame = if requests.is_empty() { frame } else { frame.list(requests) };
            items.push(frame.finish());
        }
        let digest = Frame::new("kecuali/1/seen").list(items).digest();
        Ok(digest.to_string().chars().take(DIGITS).collect())
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
