//! A line that says when it is busy, and ends when the program does.

use std::time::Duration;

use kecuali_encoding::Digest;
use kecuali_protocol::sync::{SyncRequest, SyncResponse};

use super::{Carrier, State};
use crate::{
    office::{exchange::Transport, follow::Line},
    remote::{Remote, RemoteError},
};

#[derive(Debug)]
pub(super) struct Watched {
    pub(super) remote: Remote,
    pub(super) carrier: Carrier,
    pub(super) turn: u64,
}

impl Transport for Watched {
    fn exchange(&mut self, request: &SyncRequest) -> Result<SyncResponse, RemoteError> {
        self.carrier.set(State::Working);
        self.remote.exchange(request)
    }
}

impl Line for Watched {
    fn wait(
        &mut self,
        digest: &Digest,
        news_here: &mut dyn FnMut() -> bool,
    ) -> Result<bool, RemoteError> {
        let carrier = self.carrier.clone();
        let turn = self.turn;
        self.remote.wait(digest, &mut || carrier.is_over(turn) || news_here())
    }

    fn rest(&mut self, time: Duration, news_here: &mut dyn FnMut() -> bool) {
        self.carrier.rest(self.turn, time, news_here);
    }
}
