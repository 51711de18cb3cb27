//! The one thread that owns the end of every log.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, atomic::Ordering},
    thread::JoinHandle,
};

use kecuali_domain::Day;
use kecuali_ledger::{DayMark, Point};
use kecuali_protocol::sync::{LogPart, PushedRecord};
use kecuali_storage::{Commit, StorageError};
use kecuali_sync::{Book, BookError, Outcome, take_given};
use tokio::sync::mpsc;

use super::{
    Extent, Health, Job, Shared,
    budget::{Budget, Room},
    loss::{Loss, write_health},
    start::taken_down,
};
use crate::{
    data::{Positions, TakenDown},
    publisher::{PublishError, Publisher},
};

/// Records in one commit, unless a single push holds more: a commit costs one flush of the disk,
/// and readers wait while it is made.
const BATCH: usize = 512;

/// The writer's thread.
#[derive(Debug)]
pub struct WriterThread(pub(super) JoinHandle<()>);

impl WriterThread {
    /// Waits until everything that was taken on is on the disk and answered; to be called when
    /// all handles to the hub were dropped.
    pub fn finish(self) {
        if self.0.join().is_err() {
            tracing::error!("the writer ended in a panic");
        }
    }
}

pub(super) struct Writer {
    shared: Arc<Shared>,
    publisher: Publisher,
    loss: Loss,
    budget: Budget,
    /// The disk has room for KPU RI's records and `national` alone.
    disk_low: bool,
}

/// What a batch makes of the server's health and of what offices have spent, until it is committed.
struct Turn<'a> {
    healing: bool,
    budget: Budget,
    loss: Cow<'a, Loss>,
}

/// What a batch came to, once it is committed.
struct Worked {
    done: Vec<Done>,
    publisher: Publisher,
    loss: Option<Loss>,
    budget: Budget,
}

/// What became of a job.
enum Done {
    Push(Vec<Outcome>),
    Day(Option<Point>),
    EndHealing,
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Publish(#[from] PublishError),
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error("a panic")]
    Panic,
}

impl Writer {
    pub(super) fn new(shared: Arc<Shared>, publisher: Publisher, loss: Loss) -> Self {
        Self { shared, publisher, loss, budget: Budget::default(), disk_low: false }
    }

    pub(super) fn run(&mut self, mut waiting: mpsc::Receiver<Job>) {
        while let Some(first) = waiting.blocking_recv() {
            let mut records = first.records();
            let mut jobs = vec![first];
            while records < BATCH
                && let Ok(job) = waiting.try_recv()
            {
                records += job.records();
                jobs.push(job);
            }
            self.work(jobs);
        }
    }

    fn work(&mut self, jobs: Vec<Job>) {
        match self.attempt(&jobs) {
            Ok(done) => {
                for (job, done) in jobs.into_iter().zip(done) {
                    job.answer(done);
                }
            }
            // One push of the batch may be the cause; the others need not suffer for it.
            Err(Failure::Panic) if jobs.len() > 1 => {
                for job in jobs {
                    self.work(vec![job]);
                }
            }
            // A job that is dropped is answered `busy` by its other end.
            Err(error) => tracing::error!(%error, "a batch was not committed"),
        }
    }

    /// Works jobs off and commits what they come to. After a failure the book is read again, so
    /// that nobody ever sees what is not on the disk.
    fn attempt(&mut self, jobs: &[Job]) -> Result<Vec<Done>, Failure> {
        self.look_at_the_disk();
        let shared = Arc::clone(&self.shared);
        let mut slot = shared.book_mut();
        if slot.is_none() {
            *slot = Some(self.reopen()?);
        }
        let book = slot.as_mut().expect("it was read again just now");
        let attempt = catch_unwind(AssertUnwindSafe(|| self.commit(book, jobs)));
        match attempt.unwrap_or(Err(Failure::Panic)) {
            Ok(Worked { done, publisher, loss, budget }) => {
                self.publisher = publisher;
                self.budget = budget;
                if let Some(loss) = loss {
                    self.loss = loss;
                }
                self.tell(book);
                drop(slot);
                Ok(done)
            }
            Err(error) => {
                *slot = None;
                match self.reopen() {
                    Ok(book) => *slot = Some(book),
                    Err(error) => tracing::error!(%error, "the logs cannot be read"),
                }
                Err(error)
            }
        }
    }

    fn look_at_the_disk(&mut self) {
        let low = self.shared.is_disk_low();
        if low && !self.disk_low {
            tracing::error!("ALARM: the disk is nearly full: offices are put off");
        }
        self.disk_low = low;
    }

    fn commit(&self, book: &mut Book, jobs: &[Job]) -> Result<Worked, Failure> {
        let was_healing = *self.shared.health.borrow() != Health::Serving;
        let (budget, loss) = (self.budget.clone(), Cow::Borrowed(&self.loss));
        let mut turn = Turn { healing: was_healing, budget, loss };
        let done = jobs.iter().map(|job| self.take(book, job, &mut turn)).collect();
        let given_up = was_healing && jobs.iter().any(Job::ends_healing);
        let healed = given_up || (was_healing && turn.loss.is_made_up(book));
        if given_up && !turn.loss.is_made_up(book) {
            turn.loss.to_mut().give_up(book);
        }
        let (batch, mut commit) = book.finish();
        let publisher = match (healed, turn.healing) {
            (true, _) => self.publisher.publish_all(book, &mut commit)?,
            (false, true) => self.publisher.clone(),
            (false, false) => self.publisher.publish(book, &batch, &mut commit)?,
        };
        let mut publisher = publisher.hearing(book, &mut commit);
        let health = self.health(was_healing, healed, turn.healing);
        commit.values.extend(health.map(write_health));
        let loss = if let Cow::Owned(loss) = turn.loss { Some(loss) } else { None };
        commit.values.extend(loss.as_ref().map(Loss::value));
        // Before it is done: a store that is older than this must not show these rows.
        if !commit.event_bodies_erased.is_empty() {
            self.write_taken_down(book, &commit);
        }
        if commit != Commit::default() {
            self.shared.whole.commit(&commit)?;
        }
        // Before anyone is answered: what was taken down is in no file from here on.
        if let (Some(press), false) = (&self.shared.press, commit.event_bodies_erased.is_empty()) {
            press.withdraw(publisher.seq());
        }
        if let Some(health) = health {
            self.begin(health);
            publisher = self.veiled(publisher);
        }
        if healed || !turn.healing {
            self.write_high_water(book);
        }
        Ok(Worked { done, publisher, loss, budget: turn.budget })
    }

    /// What the server is doing from now on, if that is something else.
    fn health(&self, was_healing: bool, healed: bool, healing: bool) -> Option<Health> {
        let since = || self.shared.clock.milliseconds();
        match (was_healing, healed, healing) {
            (true, true, _) => Some(Health::Serving),
            (false, _, true) => Some(Health::Healing { since: since(), extent: Extent::Unknown }),
            (true, false, _) | (false, _, false) => None,
        }
    }

    fn begin(&self, health: Health) {
        self.shared.health.send_replace(health);
        match health {
            Health::Serving => {
                self.shared.claims().clear();
                tracing::warn!("healed");
            }
            Health::Healing { .. } => {
                tracing::error!("ALARM: the store is older than it was: records of it came back");
            }
        }
    }

    /// Hides from the public what a store that is being healed must not show, and nothing else.
    fn veiled(&self, publisher: Publisher) -> Publisher {
        let is_healing = *self.shared.health.borrow() != Health::Serving;
        let gone =
            if is_healing { taken_down(self.shared.data.as_ref()) } else { TakenDown::new() };
        let again = |changed: bool| {
            let public = self.shared.store.as_ref();
            changed.then(|| publisher.read_again(public)).transpose()
        };
        match self.shared.veil.hide(&gone).and_then(again) {
            Ok(again) => again.unwrap_or(publisher),
            Err(error) => {
                tracing::error!(%error, "ALARM: the list is not read again; start the server anew");
                publisher
            }
        }
    }

    fn take(&self, book: &mut Book, job: &Job, turn: &mut Turn<'_>) -> Done {
        match job {
            Job::Push { push, given, .. } => {
                self.take_back(book, given, turn);
                let put_off = || push.iter().map(put_off).collect();
                if turn.healing {
                    return Done::Push(put_off());
                }
                let room = Room {
                    share: self.shared.share,
                    now: self.shared.clock.milliseconds(),
                    disk_low: self.disk_low,
                };
                Done::Push(turn.budget.admit(book, push, room))
            }
            Job::Day { day, .. } if !turn.healing => Done::Day(self.mark(book, *day)),
            Job::Day { .. } => Done::Day(None),
            Job::EndHealing { .. } => Done::EndHealing,
        }
    }

    /// Takes back what was lost, also when healing was given up since, or never began: what follows
    /// at its own place takes nobody else's. What nobody knew to be lost begins it.
    fn take_back(&self, book: &mut Book, given: &[LogPart], turn: &mut Turn<'_>) {
        let ends = |book: &Book| -> BTreeMap<String, u64> {
            let logs =
                given.iter().filter_map(|part| Some((part.log.clone(), part.log.parse().ok()?)));
            logs.map(|(log, scope)| (log, book.head(&scope).position)).collect()
        };
        let before = ends(book);
        let errors = take_given(book, given, self.shared.log_key.public());
        if let Some(error) = errors.first() {
            tracing::warn!(code = error.code(), count = errors.len(), %error, "not taken back");
        }
        let after = ends(book);
        let moved = before.into_iter().map(|(log, before)| (before, after[&log], log));
        let moved = moved.filter(|(before, now, _)| now > before);
        let moved: BTreeMap<_, _> = moved.map(|(before, now, log)| (log, (before, now))).collect();
        if !turn.healing && !moved.is_empty() {
            turn.healing = turn.loss.to_mut().finds(&moved);
            if !turn.healing {
                tracing::warn!(logs = ?moved.keys(), "what was given up came back");
            }
        }
    }

    /// The day goes on by a mark only from a day that KPU RI has set.
    fn mark(&self, book: &mut Book, day: Day) -> Option<Point> {
        let national = book.national();
        let (last, granted) = (national.now().day()?, self.is_granted(book));
        if !granted || last >= day {
            return None;
        }
        let mark = DayMark::sign(day, national.head(), &national.root_id(), &self.shared.log_key);
        let marked = book.mark(&mark);
        if let Err(error) = &marked {
            let code = error.code();
            tracing::error!(code, %last, %day, "ALARM: the day cannot go on: {error}");
        }
        marked.ok()
    }

    fn is_granted(&self, book: &Book) -> bool {
        book.national().now().is_log_key(self.shared.log_key.public())
    }

    // After the commit and before the answers. If it fails, a restore of an older backup may go
    // unnoticed here; callers still show their checkpoints.
    fn write_high_water(&self, book: &Book) {
        let Some(data) = &self.shared.data else { return };
        let position = |scope| (format!("{scope}"), book.head(&scope).position);
        let positions: Positions = book.logs().into_iter().map(position).collect();
        if let Err(error) = data.write_high_water(&positions) {
            tracing::error!(%error, "ALARM: the high-water was not written");
        }
    }

    // Rows that change together are hidden together: none of them was in an older store as it is.
    fn write_taken_down(&self, book: &Book, commit: &Commit) {
        let Some(data) = &self.shared.data else { return };
        let logs = commit.appends.iter().filter_map(|append| {
            let position = book.head(&append.log.parse().ok()?).position;
            Some((append.log.clone(), position))
        });
        let logs: Positions = logs.collect();
        let rows = commit.rows.iter().map(|row| (row.id.clone(), logs.clone())).collect();
        if let Err(error) = data.add_taken_down(rows) {
            tracing::error!(%error, "ALARM: it was not written what was taken down");
        }
    }

    fn tell(&self, book: &Book) {
        let stale = *self.shared.health.borrow() != Health::Serving;
        let before = Arc::clone(&self.shared.listing.borrow());
        let key = &self.shared.log_key;
        let listing = self.publisher.listing(book, key, stale, Some(&before));
        if !Arc::ptr_eq(&before, &listing) {
            self.shared.listing.send_replace(listing);
            self.shared.listings.fetch_add(1, Ordering::Release);
        }
        let logs = book.logs().len();
        self.shared.moved.send_modify(|moved| {
            moved.commits += 1;
            moved.logs = logs;
        });
    }

    fn reopen(&self) -> Result<Book, PublishError> {
        let (root, store) = (self.shared.root.clone(), Arc::clone(&self.shared.whole));
        Ok(Book::open(root, store).map_err(|error: BookError| error)?)
    }
}

fn put_off(_: &PushedRecord) -> Outcome {
    let sentence = "the server is being restored from a backup".to_owned();
    Outcome::Refused { code: "healing", sentence, retry: true }
}

impl Job {
    fn records(&self) -> usize {
        match self {
            Self::Push { push, given, .. } => {
                push.len() + given.iter().map(|part| part.members.len()).sum::<usize>()
            }
            Self::Day { .. } | Self::EndHealing { .. } => 1,
        }
    }

    const fn ends_healing(&self) -> bool {
        matches!(self, Self::EndHealing { .. })
    }

    // Whoever asked may be gone; what was done stays done.
    fn answer(self, done: Done) {
        match (self, done) {
            (Self::Push { done, .. }, Done::Push(outcomes)) => drop(done.send(outcomes)),
            (Self::Day { done, .. }, Done::Day(point)) => drop(done.send(point)),
            (Self::EndHealing { done }, Done::EndHealing) => drop(done.send(())),
            (Self::Push { .. } | Self::Day { .. } | Self::EndHealing { .. }, _) => {}
        }
    }
}
