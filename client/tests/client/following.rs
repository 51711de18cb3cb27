//! How long one waits between tries, without waiting.

use std::{ops::ControlFlow, time::Duration};

use kecuali_client::{
    office::{Office, exchange::Transport, follow::Line},
    remote::RemoteError,
};
use kecuali_encoding::Digest;
use kecuali_protocol::sync::{Refusal, SyncRequest, SyncResponse};

use crate::world::{World, complete};

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

    fn rest(&mut self, time: Duration, _: &mut dyn FnMut() -> bool) {
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

/// A server that answers, and lets nobody wait for some tries.
#[derive(Debug, Default)]
struct Crowded {
    waits: usize,
    rests: Vec<u64>,
}

impl Transport for Crowded {
    fn exchange(&mut self, _: &SyncRequest) -> Result<SyncResponse, RemoteError> {
        Ok(SyncResponse::default())
    }
}

impl Line for Crowded {
    fn wait(&mut self, _: &Digest, _: &mut dyn FnMut() -> bool) -> Result<bool, RemoteError> {
        self.waits += 1;
        if self.waits == 9 {
            return Ok(false);
        }
        let (code, title) = ("busy".to_owned(), String::new());
        Err(RemoteError::Refused { status: 503, code, title })
    }

    fn rest(&mut self, time: Duration, _: &mut dyn FnMut() -> bool) {
        self.rests.push(time.as_secs());
    }
}

#[test]
fn who_may_not_wait_exchanges_later_each_time_until_a_wait_comes_back() {
    let mut world = World::new();
    let mut line = Crowded::default();
    let mut told = 0;
    let follow = world.office("RI").follow(&mut line, &mut |_| {
        told += 1;
        if told == 12 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    follow.unwrap();
    assert_eq!(line.rests, [1, 2, 4, 8, 16, 32, 60, 60, 1, 2]);
}

/// A server that has no room for anything, and is told to stop after so many tries.
#[derive(Debug, Default)]
struct Full(Vec<u64>);

impl Transport for Full {
    fn exchange(&mut self, request: &SyncRequest) -> Result<SyncResponse, RemoteError> {
        let refusal = |index| {
            let (code, sentence) = ("budget_spent".to_owned(), String::new());
            Refusal { index, code, sentence, retry: true }
        };
        let refusals = (0..).take(request.push.len()).map(refusal).collect();
        Ok(SyncResponse { refusals, ..SyncResponse::default() })
    }
}

impl Line for Full {
    fn wait(&mut self, _: &Digest, _: &mut dyn FnMut() -> bool) -> Result<bool, RemoteError> {
        panic!("what was refused has to be sent again");
    }

    fn rest(&mut self, time: Duration, news_here: &mut dyn FnMut() -> bool) {
        assert!(!news_here(), "what there was no room for is no news");
        self.0.push(time.as_secs());
    }
}

#[test]
fn what_there_is_no_room_for_is_kept_and_sent_again_after_a_long_rest() {
    let mut world = World::with("3604");
    world.draft("3604");
    let waiting = world.office("3604").waiting_documents();
    let mut line = Full::default();
    let mut told = 0;
    let follow = world.office("3604").follow(&mut line, &mut |synced| {
        let synced = synced.as_ref().unwrap();
        assert_eq!((synced.put_off(), synced.exit().code()), (Some("budget_spent"), 3));
        told += 1;
        if told == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    follow.unwrap();
    assert_eq!(line.0, [600, 600]);
    let office = world.office("3604");
    assert_eq!(office.waiting_documents().len(), waiting.len());
    assert!(office.parked().unwrap().is_empty(), "nothing is set aside");
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

    fn rest(&mut self, _: Duration, _: &mut dyn FnMut() -> bool) {
        panic!("what time does not mend is not tried again");
    }
}

#[test]
fn what_time_does_not_mend_ends_it() {
    let mut world = World::new();
    let ended = world.office("RI").follow(&mut Closed, &mut |_| ControlFlow::Continue(()));
    assert_eq!(ended.unwrap_err().exit().code(), 6);
}

/// A line that breaks after so many answers.
#[derive(Debug)]
struct Breaks<'a> {
    answers: usize,
    way: &'a mut dyn Transport,
}

impl Transport for Breaks<'_> {
    fn exchange(&mut self, request: &SyncRequest) -> Result<SyncResponse, RemoteError> {
        if self.answers == 0 {
            let (code, title) = ("busy".to_owned(), String::new());
            return Err(RemoteError::Refused { status: 503, code, title });
        }
        self.answers -= 1;
        self.way.exchange(request)
    }
}

#[test]
fn what_earlier_rounds_exchanged_comes_with_the_error_of_a_later_one() {
    let mut world = World::new();
    world.arrive("3604");
    world.draft("3604");
    let request = world.office("3604").join_request(false).unwrap();
    world.office("RI").grant_request(None, &request, None).unwrap();
    world.sync("RI");
    let mut way = world.way("3604");
    let office = world.office("3604");
    let error = office.sync(&mut Breaks { answers: 0, way: &mut way }).unwrap_err();
    assert!(error.partly().is_none(), "nothing was exchanged");
    let error = office.sync(&mut Breaks { answers: 1, way: &mut way }).unwrap_err();
    assert_eq!((error.code(), error.exit().code()), ("server_refused", 3));
    let part = error.partly().unwrap();
    assert_eq!((part.rounds, part.sealed, part.received), (1, 1, 0));
    assert!(part.arrived > 0, "{part:?}");
    assert_eq!(office.sync(&mut way).unwrap().received, 1);
}

/// A line during which someone signs beside it: while the first request is on its way, and while it
/// waits for news.
#[derive(Debug)]
struct Beside<'a> {
    way: &'a mut dyn Transport,
    desk: Office,
    requests: usize,
    heard: Vec<bool>,
}

impl Transport for Beside<'_> {
    fn exchange(&mut self, request: &SyncRequest) -> Result<SyncResponse, RemoteError> {
        self.requests += 1;
        let response = self.way.exchange(request);
        if self.requests == 1 {
            self.desk.add_entries(Some("siti"), &[complete("selagi di jalan")]).unwrap();
        }
        response
    }
}

impl Line for Beside<'_> {
    fn wait(&mut self, _: &Digest, news: &mut dyn FnMut() -> bool) -> Result<bool, RemoteError> {
        self.heard.push(news());
        self.desk.add_entries(Some("siti"), &[complete("selagi menunggu")]).unwrap();
        self.heard.push(news());
        Ok(true)
    }

    fn rest(&mut self, _: Duration, _: &mut dyn FnMut() -> bool) {
        panic!("the server is there");
    }
}

#[test]
fn what_is_signed_beside_an_exchange_goes_at_once() {
    let mut world = World::with("3604");
    let desk = world.second("3604");
    let mut way = world.way("3604");
    let mut line = Beside { way: &mut way, desk, requests: 0, heard: Vec::new() };
    let mut received = Vec::new();
    let followed = world.office("3604").follow(&mut line, &mut |told| {
        received.push(told.as_ref().unwrap().received);
        if received.len() == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    followed.unwrap();
    assert_eq!(received, [1, 1], "what came while the request was on its way, then the other");
    assert_eq!(line.requests, 3);
    assert_eq!(line.heard, [false, true], "nothing is new until it is signed");
}
