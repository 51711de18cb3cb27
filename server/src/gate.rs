//! How much is worked on at once: of everyone, and of each installation.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use kecuali_encoding::KeyId;
use kecuali_protocol::limits;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::{body::Rooms, config::Bounds, problem::Problem};

/// Syncs of installations that nobody granted anything, at once, all together.
const STRANGERS: usize = 4;
/// Waits for news of such installations at once: some offices that are about to join. Their keys cost
/// nothing, so they never take a place from an office that was granted one.
const STRANGERS_WAITS: usize = 64;
/// Answers of the whole list at once.
const WHOLE_LISTS: usize = 4;
/// Files of the list that are read from the disk at once, each with two pieces in memory.
const FILES: usize = 64;
/// Proofs that are put together at once.
const PROOFS: usize = 2;

/// Lets requests in, or says `busy`.
#[derive(Debug)]
pub(crate) struct Gate {
    public: Arc<Semaphore>,
    whole_lists: Arc<Semaphore>,
    files: Arc<Semaphore>,
    proofs: Arc<Semaphore>,
    syncs: Arc<Semaphore>,
    strangers: Arc<Semaphore>,
    bodies: Rooms,
    waits: Arc<Semaphore>,
    strangers_waits: Arc<Semaphore>,
    installations: Arc<Mutex<HashMap<KeyId, Busy>>>,
}

/// What one installation is doing here.
#[derive(Debug, Default)]
struct Busy {
    syncs: usize,
    waits: VecDeque<(u64, oneshot::Sender<()>)>,
    last: u64,
}

impl Gate {
    pub(crate) fn new(bounds: Bounds) -> Self {
        let room = |most| Arc::new(Semaphore::new(most));
        Self {
            public: room(bounds.public_requests),
            whole_lists: room(WHOLE_LISTS),
            files: room(FILES),
            proofs: room(PROOFS),
            syncs: room(bounds.syncs),
            strangers: room(STRANGERS),
            bodies: Rooms::new(),
            waits: room(bounds.waits),
            strangers_waits: room(STRANGERS_WAITS),
            installations: Arc::default(),
        }
    }

    pub(crate) fn public(&self) -> Result<OwnedSemaphorePermit, Problem> {
        enter(&self.public)
    }

    pub(crate) fn whole_list(&self) -> Result<OwnedSemaphorePermit, Problem> {
        enter(&self.whole_lists)
    }

    pub(crate) fn file(&self) -> Result<OwnedSemaphorePermit, Problem> {
        enter(&self.files)
    }

    pub(crate) fn proof(&self) -> Result<OwnedSemaphorePermit, Problem> {
        enter(&self.proofs)
    }

    pub(crate) fn stranger(&self) -> Result<OwnedSemaphorePermit, Problem> {
        enter(&self.strangers)
    }

    /// The room for bodies on their way.
    pub(crate) const fn bodies(&self) -> &Rooms {
        &self.bodies
    }

    /// A sync of one installation.
    pub(crate) async fn sync(&self, installation: KeyId) -> Result<Sync, Problem> {
        {
            let mut all = self.installations();
            let busy = all.entry(installation).or_default();
            if busy.syncs >= limits::SYNCS_PER_INSTALLATION {
                return Err(Problem::new("busy"));
            }
            busy.syncs += 1;
        }
        let mine = Mine { all: Arc::clone(&self.installations), installation, wait: None };
        let room = Arc::clone(&self.syncs).acquire_owned().await;
        let room = room.map_err(|_| Problem::new("unavailable"))?;
        Ok(Sync { _mine: mine, _room: room })
    }

    /// A wait of one installation, which ends its oldest when it has too many.
    pub(crate) fn wait(&self, installation: KeyId, stranger: bool) -> Result<Wait, Problem> {
        let room = enter(if stranger { &self.strangers_waits } else { &self.waits })?;
        let (end, ended) = oneshot::channel();
        let mut all = self.installations();
        let busy = all.entry(installation).or_default();
        busy.last += 1;
        let number = busy.last;
        busy.waits.push_back((number, end));
        if busy.waits.len() > limits::WAITS_PER_INSTALLATION {
            busy.waits.pop_front();
        }
        drop(all);
        let all = Arc::clone(&self.installations);
        let mine = Mine { all, installation, wait: Some(number) };
        Ok(Wait { ended, _mine: mine, _room: room })
    }

    fn installations(&self) -> MutexGuard<'_, HashMap<KeyId, Busy>> {
        self.installations.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn enter(room: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Problem> {
    Arc::clone(room).try_acquire_owned().map_err(|_| Problem::new("busy"))
}

/// A sync that was let in; dropping it lets the next in.
#[derive(Debug)]
pub(crate) struct Sync {
    _mine: Mine,
    _room: OwnedSemaphorePermit,
}

/// A wait that was let in.
#[derive(Debug)]
pub(crate) struct Wait {
    ended: oneshot::Receiver<()>,
    _mine: Mine,
    _room: OwnedSemaphorePermit,
}

impl Wait {
    /// Resolves when a newer wait of the same installation takes its place.
    pub(crate) async fn ended(&mut self) {
        // The other end says nothing; that it is gone is the message.
        drop((&mut self.ended).await);
    }
}

#[derive(Debug)]
struct Mine {
    all: Arc<Mutex<HashMap<KeyId, Busy>>>,
    installation: KeyId,
    wait: Option<u64>,
}

impl Drop for Mine {
    fn drop(&mut self) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(busy) = all.get_mut(&self.installation) else { return };
        match self.wait {
            None => busy.syncs -= 1,
            Some(number) => busy.waits.retain(|(other, _)| *other != number),
        }
        if busy.syncs == 0 && busy.waits.is_empty() {
            all.remove(&self.installation);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: KeyId = KeyId([1; 32]);
    const OTHER: KeyId = KeyId([2; 32]);

    #[tokio::test]
    async fn one_installation_syncs_twice_at_once_and_not_more() {
        let gate = Gate::new(Bounds::default());
        let first = gate.sync(ONE).await.unwrap();
        let _second = gate.sync(ONE).await.unwrap();
        assert_eq!(gate.sync(ONE).await.unwrap_err().code(), "busy");
        assert!(gate.sync(OTHER).await.is_ok());
        drop(first);
        assert!(gate.sync(ONE).await.is_ok());
    }

    #[tokio::test]
    async fn a_third_wait_ends_the_oldest() {
        let gate = Gate::new(Bounds::default());
        let mut first = gate.wait(ONE, false).unwrap();
        let _second = gate.wait(ONE, false).unwrap();
        let _other = gate.wait(OTHER, false).unwrap();
        let _third = gate.wait(ONE, false).unwrap();
        first.ended().await;
    }

    #[tokio::test]
    async fn nothing_is_remembered_of_who_has_left() {
        let gate = Gate::new(Bounds { waits: 1, ..Bounds::default() });
        let wait = gate.wait(ONE, false).unwrap();
        assert_eq!(gate.wait(OTHER, false).unwrap_err().code(), "busy");
        drop((wait, gate.sync(ONE).await.unwrap()));
        assert!(gate.installations().is_empty());
    }

    #[test]
    fn strangers_who_wait_leave_the_places_of_offices_alone() {
        let gate = Gate::new(Bounds { waits: 1, ..Bounds::default() });
        let key = |number: usize| KeyId([u8::try_from(number).unwrap(); 32]);
        let waits: Vec<_> = (0..STRANGERS_WAITS).map(|n| gate.wait(key(n), true)).collect();
        assert!(waits.iter().all(Result::is_ok));
        assert_eq!(gate.wait(key(STRANGERS_WAITS), true).unwrap_err().code(), "busy");
        let _office = gate.wait(key(STRANGERS_WAITS), false).unwrap();
    }
}
