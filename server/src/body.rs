//! Bodies on their way: how much of them is held at once, and how slowly they may come.
//!
//! Room is taken for what has come, not for what was announced: whoever announces much and sends
//! nothing holds nothing. (A piece that came and waits for its room lies where the connection keeps
//! what it reads, in any case.) So bodies that have come in part can fill the room together and leave none
//! for their ends. Then a few of them take turns, in the order in which they came to that: each turn
//! has room for the rest of any body.

use std::{sync::Arc, time::Duration};

use axum::body::{Body, Bytes};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use kecuali_protocol::limits;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout},
};

use crate::problem::Problem;

/// Bytes of bodies that are held at once, beside those whose turn it is; what is in work of them is
/// held opened, too.
const ROOM: usize = 4 << 20;
/// Bodies whose turn it is at once, 2 MiB each.
const TURNS: usize = 4;
/// For how long nothing may come of a body.
const PAUSE: Duration = Duration::from_secs(10);
/// For how long any body may be on its way.
const TIME: Duration = Duration::from_secs(30);
/// What is added for each of these that has come: 64 KiB a second is fast enough for a large one.
const STEP: usize = 64 << 10;

/// Ends a body whose channel holds one piece. The channel gives up at once when its sender goes, and
/// may lose a piece that was just put in: so an empty one follows, which fits in only when the last
/// was taken, and which nobody misses.
pub(crate) async fn end<E: Send>(
    to: &mut http_body_util::channel::Sender<Bytes, E>,
) -> Result<(), http_body_util::channel::SendError> {
    to.send_data(Bytes::new()).await
}

/// The room for all bodies.
#[derive(Debug)]
pub(crate) struct Rooms {
    pieces: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

/// What one body holds of it, until it is dropped.
#[derive(Debug, Default)]
pub(crate) struct Room {
    pieces: Option<OwnedSemaphorePermit>,
    turn: Option<OwnedSemaphorePermit>,
}

impl Rooms {
    pub(crate) fn new() -> Self {
        let room = |most| Arc::new(Semaphore::new(most));
        Self { pieces: room(ROOM), turns: room(TURNS) }
    }

    /// Reads a body, and says what it holds. Whoever waits for room has time: when a whole country
    /// comes back at once, being turned away would only bring everyone back once more.
    pub(crate) async fn read(&self, body: Body) -> Result<(Bytes, Room), Problem> {
        let mut body = Limited::new(body, limits::WRAPPED_BODY);
        let mut room = Room::default();
        let (mut pieces, mut received, mut took) = (Vec::new(), 0, Duration::ZERO);
        loop {
            let began = Instant::now();
            let left = time_for(received).saturating_sub(took).min(PAUSE);
            let frame = timeout(left, body.frame()).await;
            let frame = frame.map_err(|_| Problem::new("request_timeout"))?;
            took += began.elapsed();
            let Some(frame) = frame else { return Ok((whole(pieces, received), room)) };
            let frame = frame.map_err(|error| {
                let too_long = error.downcast_ref::<LengthLimitError>().is_some();
                Problem::new(if too_long { "body_too_large" } else { "malformed" })
            })?;
            if let Ok(piece) = frame.into_data() {
                received += piece.len();
                pieces.push(piece);
                self.grow(&mut room, received).await?;
            }
        }
    }

    /// Takes room until a body holds as much as this, or it is its turn.
    async fn grow(&self, room: &mut Room, bytes: usize) -> Result<(), Problem> {
        let held = room.pieces.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let lacking = bytes.saturating_sub(held);
        if lacking == 0 || room.turn.is_some() {
            return Ok(());
        }
        let lacking = u32::try_from(lacking).unwrap_or(u32::MAX);
        let closed = |_| Problem::new("unavailable");
        tokio::select! {
            biased;
            more = Arc::clone(&self.pieces).acquire_many_owned(lacking) => {
                let more = more.map_err(closed)?;
                match &mut room.pieces {
                    Some(pieces) => pieces.merge(more),
                    none => *none = Some(more),
                }
            }
            turn = Arc::clone(&self.turns).acquire_owned() => {
                room.turn = Some(turn.map_err(closed)?);
            }
        }
        Ok(())
    }
}

/// For how long a body may have been on its way of which so much has come.
fn time_for(received: usize) -> Duration {
    TIME + Duration::from_secs(u64::try_from(received / STEP).unwrap_or(0))
}

fn whole(mut pieces: Vec<Bytes>, received: usize) -> Bytes {
    if pieces.len() == 1 {
        return pieces.remove(0);
    }
    let mut whole = Vec::with_capacity(received);
    for piece in pieces {
        whole.extend_from_slice(&piece);
    }
    whole.into()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the clock of every test here is paused")]
mod tests {
    use axum::Error;
    use http_body_util::channel::{Channel, Sender};
    use tokio::time::sleep;

    use super::*;

    type Way = Sender<Bytes, Error>;

    const PIECE: usize = 16 << 10;
    const WHOLE: usize = limits::WRAPPED_BODY;
    /// Longer than anything here may take.
    const EVER: Duration = Duration::from_hours(1);

    fn body() -> (Way, Body) {
        let (way, body) = Channel::<Bytes, Error>::new(1);
        (way, Body::new(body))
    }

    /// Sends so many bytes, a piece each so often.
    async fn send(mut way: Way, bytes: usize, piece: usize, each: Duration) {
        for at in (0..bytes).step_by(piece) {
            sleep(each).await;
            let piece = vec![7; piece.min(bytes - at)].into();
            if way.send_data(piece).await.is_err() {
                return;
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_ends_only_when_its_last_piece_was_taken() {
        let (mut way, mut body) = body();
        way.send_data(Bytes::from_static(b"]")).await.unwrap();
        let mut ending = std::pin::pin!(end(&mut way));
        let waits = timeout(Duration::from_secs(1), &mut ending).await;
        assert!(waits.is_err(), "whoever lets go of the way now may lose the piece");
        let piece = body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert_eq!(&piece[..], b"]");
        ending.await.unwrap();
    }

    fn seconds(since: Instant) -> u64 {
        since.elapsed().as_secs()
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_comes_whole_and_its_room_is_given_back() {
        let rooms = Rooms::new();
        let (way, body) = body();
        let sending = send(way, 100_000, PIECE, Duration::ZERO);
        let (read, ()) = tokio::join!(rooms.read(body), sending);
        let (bytes, room) = read.unwrap();
        assert_eq!(bytes, vec![7; 100_000]);
        assert_eq!(rooms.pieces.available_permits(), ROOM - 100_000);
        drop(room);
        assert_eq!(rooms.pieces.available_permits(), ROOM);
    }

    #[tokio::test(start_paused = true)]
    async fn bodies_that_do_not_come_hold_nobody_up() {
        let rooms = Arc::new(Rooms::new());
        let mut ways = Vec::new();
        let mut slow = Vec::new();
        for _ in 0..2_000 {
            let (mut way, body) = body();
            way.send_data(vec![7].into()).await.unwrap();
            ways.push(way);
            let rooms = Arc::clone(&rooms);
            slow.push(tokio::spawn(async move { rooms.read(body).await.map(drop) }));
        }
        tokio::task::yield_now().await;
        let start = Instant::now();
        let (way, body) = body();
        let sending = send(way, WHOLE, PIECE, Duration::ZERO);
        let (read, ()) = tokio::join!(rooms.read(body), sending);
        assert_eq!((read.unwrap().0.len(), seconds(start)), (WHOLE, 0));
        for slow in slow {
            assert_eq!(slow.await.unwrap().unwrap_err().code(), "request_timeout");
        }
        assert_eq!(seconds(start), PAUSE.as_secs());
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_may_be_slow_and_not_too_slow() {
        let cases = [
            // A piece in a while, as on a bad line; the same for ever; and one byte at a time.
            (WHOLE, PIECE, Duration::from_millis(200), Ok(WHOLE), 25),
            (100_000, PIECE, Duration::from_secs(4), Ok(100_000), 28),
            (WHOLE, PIECE, Duration::from_secs(4), Err("request_timeout"), 31),
            (WHOLE, 1, Duration::from_secs(9), Err("request_timeout"), 30),
            (WHOLE, 1, Duration::from_secs(11), Err("request_timeout"), 10),
        ];
        for (bytes, piece, each, expected, after) in cases {
            let rooms = Rooms::new();
            let start = Instant::now();
            let (way, body) = body();
            let sending = tokio::spawn(send(way, bytes, piece, each));
            let read = rooms.read(body).await;
            let read = read.as_ref().map(|(body, _)| body.len()).map_err(Problem::code);
            assert_eq!((read, seconds(start)), (expected, after), "{piece} each {each:?}");
            sending.abort();
        }
    }

    #[tokio::test(start_paused = true)]
    async fn bodies_that_filled_the_room_together_come_to_their_ends_in_turns() {
        let rooms = Arc::new(Rooms::new());
        let bodies = (0..40).map(|_| {
            let rooms = Arc::clone(&rooms);
            tokio::spawn(async move {
                let (way, body) = body();
                let sending = send(way, WHOLE, PIECE, Duration::from_millis(1));
                let (read, ()) = tokio::join!(rooms.read(body), sending);
                let (bytes, room) = read.unwrap();
                // It is worked on.
                sleep(Duration::from_millis(100)).await;
                drop(room);
                bytes.len()
            })
        });
        let bodies: Vec<_> = bodies.collect();
        let all = async {
            for body in bodies {
                assert_eq!(body.await.unwrap(), WHOLE);
            }
        };
        timeout(EVER, all).await.expect("every body comes to its end");
        assert_eq!(rooms.pieces.available_permits(), ROOM);
        assert_eq!(rooms.turns.available_permits(), TURNS);
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_longer_than_any_is_refused() {
        let rooms = Rooms::new();
        let (way, body) = body();
        let sending = tokio::spawn(send(way, WHOLE + PIECE, PIECE, Duration::ZERO));
        assert_eq!(rooms.read(body).await.unwrap_err().code(), "body_too_large");
        sending.await.unwrap();
        assert_eq!(rooms.pieces.available_permits(), ROOM);
    }
}
