//! Where the server's logs are not what stands here.

use kecuali_domain::Scope;
use kecuali_encoding::Digest;
use kecuali_protocol::sync::{Cursor, SyncRequest, SyncResponse};

use super::Desk;
use crate::{book::BookError, healing::can_give, replica::TakeError};

impl Desk {
    /// What is still worth giving back of what the server asks for, and an alarm for each log of
    /// which nothing will come by itself: it has two branches, or the server does not take it back.
    ///
    /// A server that is being healed may not take a log yet, because it lacks another; any other
    /// has had its chance when it asks again for what it was given.
    pub(super) fn compare(
        &self,
        request: &SyncRequest,
        response: &SyncResponse,
    ) -> Result<(Vec<Cursor>, Vec<TakeError>), BookError> {
        let healing = response.notice.as_deref() == Some("healing");
        let (mut asked, mut alarms) = (Vec::new(), Vec::new());
        for cursor in response.asked.iter().flatten() {
            let Ok(scope) = cursor.log.parse::<Scope>() else { continue };
            if self.book.digest_at(&scope, cursor.position)? != Some(Digest(cursor.digest)) {
                alarms.push(TakeError::Forked { log: cursor.log.clone() });
                continue;
            }
            let mut given = request.given.iter().flatten();
            let tried = given.any(|part| part.log == cursor.log && part.after == cursor.position);
            if healing || (!tried && can_give(&self.book, cursor)) {
                asked.push(cursor.clone());
            } else {
                alarms.push(TakeError::Ahead { log: cursor.log.clone() });
            }
        }
        Ok((asked, alarms))
    }
}
