//! A log as a bundle carries it.

use kecuali_domain::Scope;
use kecuali_protocol::{limits, sync::LogPart};

use crate::{
    book::{Book, BookError},
    grants::bring_grants,
    spans::{Room, closed_parts},
};

impl Book {
    /// A log up to the last checkpoint that was kept of it, from its beginning, in the spans that
    /// whoever takes it can give back; none where there is no room for all of it.
    pub fn carried(
        &self,
        scope: &Scope,
        room: &mut usize,
    ) -> Result<Option<Vec<LogPart>>, BookError> {
        let mut left = Room { bytes: *room, members: limits::BUNDLE_ITEMS };
        let log = scope.to_string();
        let (mut parts, all) = closed_parts(self.store().as_ref(), &log, 0, &mut left)?;
        if !all || parts.is_empty() {
            return Ok(None);
        }
        if *scope == Scope::National {
            for part in &mut parts {
                if let Some(checkpoint) = part.checkpoint.as_mut() {
                    bring_grants(self, part.after, checkpoint)?;
                }
            }
        }
        *room = left.bytes;
        Ok(Some(parts))
    }
}
