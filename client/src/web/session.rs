//! Who sits at the browser.
//!
//! Logging in proves only that one may read the data folder. Who acts is chosen then, among the
//! people of this machine, and is asked again after a while of doing nothing. Keys that were opened
//! with a passphrase are let go of with whoever acted.

use std::{
    collections::{BTreeSet, HashMap},
    mem,
};

use kecuali_protocol::request::to_hex;

use super::link::Opener;
use crate::{
    machine::{Machine, random},
    office::keyring::Keyring,
};

/// After so many milliseconds without a step of a person, it is asked again who acts.
const IDLE: u64 = 10 * 60 * 1_000;
/// After so many, one logs in again.
const LONGEST: u64 = 12 * 60 * 60 * 1_000;
const MOST: usize = 64;

/// Everyone who is logged in.
#[derive(Debug)]
pub(crate) struct Sessions {
    machine: Box<dyn Machine>,
    /// When this program began: which links were used before, it does not know.
    began: u64,
    open: HashMap<String, Session>,
    used_links: BTreeSet<String>,
}

/// One browser.
#[derive(Debug, Clone)]
struct Session {
    csrf: String,
    acting: Option<String>,
    keys: Keyring,
    last: u64,
    notices: Vec<Notice>,
}

/// What a page is told about the session it is in.
#[derive(Debug, Clone)]
pub(crate) struct Seat {
    /// The name of the session, as its cookie says it.
    pub(crate) id: String,
    /// What every form of it carries.
    pub(crate) csrf: String,
    /// The key of the person who acts, once that was chosen.
    pub(crate) acting: Option<String>,
    /// The keys of that person which are under a passphrase, and open.
    pub(crate) keys: Keyring,
}

/// Something to be told on the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    /// What was done.
    pub(crate) text: String,
    /// Whether it needs attention.
    pub(crate) warns: bool,
}

impl Sessions {
    pub(crate) fn new(mut machine: Box<dyn Machine>) -> Self {
        let began = machine.now();
        Self { machine, began, open: HashMap::new(), used_links: BTreeSet::new() }
    }

    /// A token for a new link.
    pub(crate) fn new_link(&mut self, opener: &Opener) -> String {
        opener.token(self.machine.as_mut())
    }

    /// Logs in with a token, and says the name of the session. A token is good once.
    pub(crate) fn enter(&mut self, opener: &Opener, token: &str) -> Option<String> {
        let now = self.machine.now();
        // A clock that was set back makes no new link an old one.
        self.began = self.began.min(now);
        let nonce = opener.nonce(token, self.began, now)?;
        if !self.used_links.insert(nonce) {
            return None;
        }
        self.forget_old(now);
        let id = self.secret();
        let csrf = self.secret();
        let session = Session {
            csrf,
            acting: None,
            keys: Keyring::default(),
            last: now,
            notices: Vec::new(),
        };
        self.open.insert(id.clone(), session);
        Some(id)
    }

    /// The session of a cookie. A step of a person keeps it awake; what a page asks by itself, such
    /// as the state of the sync, does not.
    pub(crate) fn seat(&mut self, id: &str, is_step: bool) -> Option<Seat> {
        let now = self.machine.now();
        let session = self.open.get_mut(id)?;
        let idle = now.saturating_sub(session.last);
        if idle > LONGEST {
            self.open.remove(id);
            return None;
        }
        if idle > IDLE {
            session.lock();
        }
        if is_step {
            session.last = now;
        }
        Some(Seat {
            id: id.to_owned(),
            csrf: session.csrf.clone(),
            acting: session.acting.clone(),
            keys: session.keys.clone(),
        })
    }

    /// Says who acts from now on, with keys of theirs that were opened.
    pub(crate) fn act_as(&mut self, id: &str, key: String, keys: Keyring) {
        if let Some(session) = self.open.get_mut(id) {
            session.acting = Some(key);
            session.keys = keys;
        }
    }

    /// Nobody acts in this session until someone is chosen, and no key of it is open.
    pub(crate) fn lock(&mut self, id: &str) {
        if let Some(session) = self.open.get_mut(id) {
            session.lock();
        }
    }

    /// Locks every session in which nobody did anything for a while: a browser that was closed asks
    /// for nothing any more.
    pub(crate) fn lock_idle(&mut self) {
        let now = self.machine.now();
        for session in self.open.values_mut() {
            if now.saturating_sub(session.last) > IDLE {
                session.lock();
            }
        }
    }

    /// The keys under a passphrase that are open, session by session.
    pub(crate) fn open_keys(&self) -> Vec<Keyring> {
        let rings = self.open.values().map(|session| &session.keys);
        rings.filter(|ring| !ring.is_empty()).cloned().collect()
    }

    /// Ends a session.
    pub(crate) fn leave(&mut self, id: &str) {
        self.open.remove(id);
    }

    /// Keeps something to be told on the next page.
    pub(crate) fn tell(&mut self, id: &str, notice: Notice) {
        if let Some(session) = self.open.get_mut(id) {
            session.notices.push(notice);
        }
    }

    /// What is to be told now; told once.
    pub(crate) fn told(&mut self, id: &str) -> Vec<Notice> {
        self.open.get_mut(id).map(|session| mem::take(&mut session.notices)).unwrap_or_default()
    }

    fn secret(&mut self) -> String {
        to_hex(&random::<32>(self.machine.as_mut()))
    }

    /// Nobody opens so many windows; who runs a loop does not fill the memory.
    fn forget_old(&mut self, now: u64) {
        self.open.retain(|_, session| now.saturating_sub(session.last) <= LONGEST);
        while self.open.len() >= MOST {
            let oldest = self.open.iter().min_by_key(|(_, session)| session.last);
            let Some(oldest) = oldest.map(|(id, _)| id.clone()) else { return };
            self.open.remove(&oldest);
        }
    }
}

impl Session {
    fn lock(&mut self) {
        self.acting = None;
        self.keys.lock_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    };

    use kecuali_trust::SigningKey;

    use super::*;

    /// A clock that a test puts.
    #[derive(Debug, Clone, Default)]
    struct Clock(Arc<AtomicU64>);

    impl Machine for Clock {
        fn now(&mut self) -> u64 {
            self.0.load(Ordering::Relaxed)
        }

        fn random(&mut self, bytes: &mut [u8]) {
            let drawn = self.0.fetch_add(1, Ordering::Relaxed);
            bytes.fill(u8::try_from(drawn % 251).unwrap());
        }
    }

    fn entered() -> (Clock, Sessions, String, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let mut clock = Clock::default();
        let opener = Opener::of_folder(folder.path(), &mut clock).unwrap();
        let mut sessions = Sessions::new(Box::new(clock.clone()));
        let token = sessions.new_link(&opener);
        let id = sessions.enter(&opener, &token).unwrap();
        assert!(sessions.enter(&opener, &token).is_none(), "a link is good once");
        (clock, sessions, id, folder)
    }

    #[test]
    fn who_does_nothing_for_ten_minutes_is_asked_again_who_acts() {
        let (clock, mut sessions, id, _folder) = entered();
        sessions.act_as(&id, "siti".to_owned(), opened());
        clock.0.fetch_add(IDLE - 10, Ordering::Relaxed);
        assert!(sessions.seat(&id, false).unwrap().acting.is_some(), "a page that asks is no step");
        clock.0.fetch_add(20, Ordering::Relaxed);
        let seat = sessions.seat(&id, true).unwrap();
        assert!(seat.acting.is_none());
        assert!(seat.keys.is_empty(), "the key is locked with its holder");
    }

    #[test]
    fn keys_of_a_browser_that_was_closed_are_let_go_of_without_being_asked() {
        let (clock, mut sessions, id, _folder) = entered();
        sessions.act_as(&id, "siti".to_owned(), opened());
        sessions.lock_idle();
        assert!(!sessions.open[&id].keys.is_empty());
        clock.0.fetch_add(IDLE + 10, Ordering::Relaxed);
        sessions.lock_idle();
        assert!(sessions.open[&id].keys.is_empty());
    }

    #[test]
    fn a_clock_that_is_set_back_shuts_nobody_out() {
        let folder = tempfile::tempdir().unwrap();
        let mut clock = Clock::default();
        clock.0.store(10 * IDLE, Ordering::Relaxed);
        let opener = Opener::of_folder(folder.path(), &mut clock).unwrap();
        let mut sessions = Sessions::new(Box::new(clock.clone()));
        clock.0.store(IDLE, Ordering::Relaxed);
        let token = sessions.new_link(&opener);
        assert!(sessions.enter(&opener, &token).is_some());
        assert!(sessions.enter(&opener, &token).is_none(), "a link is good once, on any clock");
    }

    fn opened() -> Keyring {
        let mut keys = Keyring::default();
        keys.add(Arc::new(SigningKey::from_bytes(&[1; 32])));
        keys
    }

    #[test]
    fn who_is_away_for_half_a_day_logs_in_again() {
        let (clock, mut sessions, id, _folder) = entered();
        clock.0.fetch_add(LONGEST + 10, Ordering::Relaxed);
        assert!(sessions.seat(&id, true).is_none());
        assert!(sessions.seat("", true).is_none());
    }

    #[test]
    fn what_is_to_be_told_is_told_once() {
        let (_clock, mut sessions, id, _folder) = entered();
        sessions.tell(&id, Notice { text: "Tersimpan".to_owned(), warns: false });
        assert_eq!(sessions.told(&id).len(), 1);
        assert!(sessions.told(&id).is_empty());
    }
}
