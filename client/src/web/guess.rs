//! Guesses at passphrases: a few go at once, then each waits longer than the one before.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use crate::machine::Machine;

/// So many mistakes are made by people.
const FREE: u32 = 5;
/// How long the first guess after those waits, in milliseconds; each that follows waits twice as
/// long.
const FIRST_WAIT: u64 = 5_000;
const LONGEST_WAIT: u64 = 5 * 60 * 1_000;

/// How often the passphrase of each key was wrong of late.
#[derive(Debug, Clone)]
pub(crate) struct Guesses(Arc<Mutex<Inner>>);

#[derive(Debug)]
struct Inner {
    machine: Box<dyn Machine>,
    wrong: BTreeMap<String, Wrong>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Wrong {
    count: u32,
    until: u64,
}

/// One guess that may be made. It counts as wrong until it came out.
#[derive(Debug)]
pub(crate) struct Guess {
    all: Guesses,
    key: String,
}

impl Guesses {
    pub(crate) fn new(machine: Box<dyn Machine>) -> Self {
        Self(Arc::new(Mutex::new(Inner { machine, wrong: BTreeMap::new() })))
    }

    /// Whether one may guess now; otherwise, in how many seconds.
    pub(crate) fn begin(&self, key: &str) -> Result<Guess, u64> {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = inner.machine.now();
        let wrong = inner.wrong.entry(key.to_owned()).or_default();
        if wrong.until > now {
            return Err((wrong.until - now).div_ceil(1_000));
        }
        wrong.count += 1;
        if wrong.count >= FREE {
            let doubled = FIRST_WAIT.checked_shl(wrong.count - FREE).unwrap_or(LONGEST_WAIT);
            wrong.until = now + doubled.min(LONGEST_WAIT);
        }
        Ok(Guess { all: self.clone(), key: key.to_owned() })
    }
}

impl Guess {
    /// Whether the guess was right.
    pub(crate) fn came_out(self, right: bool) {
        if right {
            let mut inner = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
            inner.wrong.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Replay;

    #[test]
    fn whoever_guesses_waits_longer_each_time_and_a_right_one_ends_it() {
        let guesses = Guesses::new(Box::new(Replay::new(1_000_000, "guess".to_owned())));
        for _ in 0..FREE {
            guesses.begin("siti").unwrap().came_out(false);
        }
        let wait = guesses.begin("siti").unwrap_err();
        assert_eq!(wait, 5);
        assert!(guesses.begin("budi").is_ok(), "one key does not keep another");
        guesses.begin("budi").unwrap().came_out(true);
        for _ in 0..FREE {
            guesses.begin("budi").unwrap().came_out(false);
        }
    }
}
