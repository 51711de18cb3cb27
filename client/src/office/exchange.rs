//! Sync: what waits here goes to the server, what is new there comes here.

use std::fmt;

use kecuali_encoding::KeyId;
use kecuali_protocol::{
    problem::{lacks_room, problem},
    sync::{SyncRequest, SyncResponse},
};
use kecuali_storage::{Commit, Store as _};
use kecuali_sync::{Received, Refused, TakeError, Waiting, WaitingState};
use serde::Serialize;

use super::{
    Office,
    hold::{Edition, Hold},
    jakarta_day,
    standing::LAST_SYNC,
};
use crate::{
    catalogue::refusal,
    error::{Exit, OfficeError},
    remote::RemoteError,
};

/// More rounds than any honest exchange takes.
const ROUNDS: usize = 10_000;

/// A way to the server.
pub trait Transport: fmt::Debug {
    /// Sends one request and brings its answer.
    fn exchange(&mut self, request: &SyncRequest) -> Result<SyncResponse, RemoteError>;
}

/// What a sync came to.
#[derive(Debug, Default, Serialize)]
pub struct Synced {
    /// How many requests it took.
    pub rounds: usize,
    /// Own records that the server's logs hold now.
    pub received: usize,
    /// Members that others brought.
    pub arrived: usize,
    /// Work that was signed because its grant has come.
    pub sealed: usize,
    /// Work whose grant has come, and whose key is under a passphrase that nobody said.
    pub locked: usize,
    /// Records that the server did not take.
    pub refused: Vec<RefusedView>,
    /// What must be told: a log that may not be as the server gives it.
    pub alarms: Vec<Alarm>,
    /// What the server says about itself, as a code.
    pub notice: Option<String>,
    /// As what it left the desk: whatever waits in another edition may be new.
    #[serde(skip)]
    pub left: Edition,
}

/// A record that was not taken.
#[derive(Debug, Clone, Serialize)]
pub struct RefusedView {
    /// The change.
    pub change: String,
    /// The stable code.
    pub code: String,
    /// What is wrong.
    pub sentence: String,
    /// Whether it is sent again by itself; otherwise it is kept aside.
    pub retry: bool,
}

/// Something that is not as the server says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alarm {
    /// The stable code.
    pub code: &'static str,
    /// What is wrong.
    pub sentence: String,
    /// What to do next.
    pub hint: Option<&'static str>,
}

/// A clock may be wrong by so many milliseconds without an alarm.
const CLOCK: u64 = 3_600_000;

impl Synced {
    /// Whether anything went out or came in.
    pub const fn moved(&self) -> bool {
        self.received > 0 || self.arrived > 0 || self.sealed > 0
    }

    /// Why the server cannot take anything now, as a code; all that waits is kept and sent later.
    pub fn put_off(&self) -> Option<&str> {
        let refused = self.refused.iter().filter(|one| one.retry).map(|one| one.code.as_str());
        self.notice.as_deref().into_iter().chain(refused).find(|code| is_server_side(code))
    }

    /// Whether the server has no room for what was sent.
    pub(super) fn finds_no_room(&self) -> bool {
        self.refused.iter().any(|one| lacks_room(&one.code))
    }

    /// An error after which this is all that was exchanged.
    fn cut_short(self, error: OfficeError) -> OfficeError {
        if self.rounds == 0 && !self.moved() {
            return error;
        }
        OfficeError::Partly { synced: Box::new(self), error: Box::new(error) }
    }

    /// How a command ends that came to this.
    pub fn exit(&self) -> Exit {
        let refused = self.refused.iter().any(|one| !one.retry);
        match (self.alarms.is_empty(), refused, self.put_off()) {
            (false, _, _) => Exit::Integrity,
            (true, true, _) => Exit::NotAuthorised,
            (true, false, Some(_)) => Exit::Offline,
            (true, false, None) => Exit::Success,
        }
    }
}

/// Whether a code says that the server cannot, and not that what it was sent is wrong.
fn is_server_side(code: &str) -> bool {
    problem(code).is_some_and(|problem| problem.status >= 500)
}

/// Exchanges everything there is to exchange. Office and folder are free while a request is on its
/// way.
pub(crate) fn exchange(
    office: &mut impl Hold,
    transport: &mut dyn Transport,
) -> Result<Synced, OfficeError> {
    let mut synced = Synced { sealed: office.step(Office::seal)?, ..Synced::default() };
    for _ in 0..ROUNDS {
        match round(office, transport, &mut synced) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return Err(synced.cut_short(error)),
        }
    }
    office.step(|office| {
        synced.tell(office.day_alarm());
        synced.locked = office.locked_work();
        Ok(synced)
    })
}

/// One request and its answer. Says whether there is more.
fn round(
    office: &mut impl Hold,
    transport: &mut dyn Transport,
    synced: &mut Synced,
) -> Result<bool, OfficeError> {
    let ask = |office: &mut Office| Ok((office.desk.request(), office.edition()));
    let (request, asked) = office.step(|office| office.in_turn(ask))?;
    let response = transport.exchange(&request)?;
    let (received, left) = office.step(|office| office.take_answer(&request, asked, &response))?;
    // Not later: whoever waited for the office meanwhile may sign before the next step.
    synced.left = left;
    let more = received.more;
    synced.add(received);
    let sealed = office.step(Office::seal)?;
    synced.sealed += sealed;
    Ok(more || sealed > 0)
}

impl Office {
    /// Exchanges everything there is to exchange. The folder is free while a request is on its way.
    pub fn sync(&mut self, transport: &mut dyn Transport) -> Result<Synced, OfficeError> {
        exchange(self, transport)
    }

    /// At KPU RI: the day of the log runs ahead of this machine's clock.
    pub(crate) fn day_alarm(&mut self) -> Option<Alarm> {
        if !self.id().is_national() {
            return None;
        }
        let today = jakarta_day(self.machine.now().saturating_add(CLOCK));
        let day = self.desk.book().day_ahead_of(today)?;
        let (sentence, hint) = refusal::day_ahead(day);
        Some(Alarm { code: "day_ahead", sentence, hint: Some(hint) })
    }

    fn take_answer(
        &mut self,
        request: &SyncRequest,
        asked: Edition,
        response: &SyncResponse,
    ) -> Result<(Received, Edition), OfficeError> {
        self.in_turn(|office| {
            let written = office.edition() != asked;
            // Another process of this folder synced while the request was on its way. What it took
            // is here, and the server knows the push of both: the next answer says the rest.
            if !office.desk.stands_where(request) {
                return Ok((Received { more: true, ..Received::default() }, office.edition()));
            }
            let mut received = office.desk.receive(request, response)?;
            // What was signed while the request was on its way goes at once.
            received.more |= written && office.has_waiting();
            let now = office.machine.now().to_string().into_bytes();
            let values = vec![(LAST_SYNC.to_owned(), Some(now))];
            office.store.commit(&Commit { values, ..Commit::default() })?;
            Ok((received, office.edition()))
        })
    }

    /// Signs what waited for a grant that is here now, with every key that signs without asking
    /// anybody: what is under a passphrase and not open waits on. Says how much.
    pub fn seal(&mut self) -> Result<usize, OfficeError> {
        let unsealed = |one: &&Waiting| one.state == WaitingState::Unsealed;
        let mut unsealed = self.desk.waiting().iter().filter(unsealed).peekable();
        if unsealed.peek().is_none() {
            return Ok(0);
        }
        let (usable, _) = self.keys_of_people();
        let signers: Vec<KeyId> = usable.iter().map(|key| key.public()).collect();
        let signs = |one: &Waiting| {
            signers.contains(&one.signer) && self.standing(one.signer, &one.scope).is_ok()
        };
        if !unsealed.any(signs) {
            return Ok(0);
        }
        self.in_turn(|office| Ok(office.desk.seal(&usable)?))
    }

    /// How much could be signed, if its key were not under a passphrase.
    pub(crate) fn locked_work(&self) -> usize {
        let unsealed = |one: &&Waiting| one.state == WaitingState::Unsealed;
        let unsealed: Vec<&Waiting> = self.desk.waiting().iter().filter(unsealed).collect();
        if unsealed.is_empty() {
            return 0;
        }
        let (_, locked) = self.keys_of_people();
        let waits = |one: &&&Waiting| {
            locked.contains(&one.signer) && self.standing(one.signer, &one.scope).is_ok()
        };
        unsealed.iter().filter(waits).count()
    }
}

impl Synced {
    pub(crate) fn add(&mut self, received: Received) {
        self.rounds += 1;
        self.received += received.stamped;
        self.arrived += received.arrived;
        self.refused.extend(received.refused.iter().map(RefusedView::from));
        for alarm in &received.alarms {
            self.tell(Some(Alarm::from(alarm)));
        }
        self.notice = received.notice;
    }

    fn tell(&mut self, alarm: Option<Alarm>) {
        self.alarms.extend(alarm.filter(|alarm| !self.alarms.contains(alarm)));
    }
}

impl From<&TakeError> for Alarm {
    fn from(error: &TakeError) -> Self {
        let (sentence, hint) = refusal::alarm(error);
        Self { code: error.code(), sentence, hint }
    }
}

impl From<&Refused> for RefusedView {
    fn from(refused: &Refused) -> Self {
        Self {
            change: refused.change.to_string(),
            code: refused.code.clone(),
            sentence: refusal::known(&refused.code).unwrap_or(&refused.sentence).to_owned(),
            retry: refused.retry,
        }
    }
}
