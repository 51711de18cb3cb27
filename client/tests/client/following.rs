//! How long one waits between tries, without waiting.

use std::{ops::ControlFlow, time::Duration};

use kecuali_client::{
    office::{exchange::Transport, follow::Line},
    remote::RemoteError,
};
use kecuali_encoding::Digest;
use kecuali_protocol::sync::{SyncRequest, SyncResponse};

use crate::world::World;

/// A server that is away for some tries, then has news that bring nothing.
#[derive(Debug, Default)]
struct Away {
    tries: usize,
    waits: usize,
    rests: Vec<u64>,
}

impl Transport for Away {
    fn exchange(&mut self, _: &SyncRequest) -> Result<SyncResponse, RemoteError> {
        self.tries += 1;
        if self.tries <= 8 {
            let (code, title) = ("busy".to_owned(), String::new());
            return Err(RemoteError::Refused { status: 503, code, title });
        }
        Ok(SyncResponse::default())
    }
}

impl Line for Away {
    fn wait(&mut self, _: &Digest, _: &mut dyn FnMut() -> bool) -> Result<bool, RemoteError> {
        self.waits += 1;
        Ok(true)
    }

    fn rest(&mut self, time: Duration) {
        self.rests.push(time.as_secs());
    }
}

#[test]
fn each_try_comes_a_little_later_and_news_that_bring_nothing_are_not_hunted() {
    let mut world = World::new();
    let mut line = Away::default();
    let mut told = 0;
    let follow = world.office("RI").follow(&mut line, &mut |_| {
        told += 1;
        if told == 12 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    follow.unwrap();
    assert_eq!(line.rests, [1, 2, 4, 8, 16, 32, 60, 60, 1]);
    assert_eq!((line.tries, line.waits), (12, 2));
}

#[derive(Debug)]
struct Closed;

impl Transport for Closed {
    fn exchange(&mut self, _: &SyncRequest) -> Result<SyncResponse, RemoteError> {
        let (code, title) = ("request_signature_bad".to_owned(), String::new());
        Err(RemoteError::Refused { status: 401, code, title })
    }
}

impl Line for Closed {
    fn wait(&mut self, _: &Digest, _: &mut dyn FnMut() -> bool) -> Result<bool, RemoteError> {
        Ok(false)
    }

    fn rest(&mut self, _: Duration) {
        panic!("what time does not mend is not tried again");
    }
}

#[test]
fn what_time_does_not_mend_ends_it() {
    let mut world = World::new();
    let ended = world.office("RI").follow(&mut Closed, &mut |_| ControlFlow::Continue(()));
    assert_eq!(ended.unwrap_err().exit().code(), 6);
}
