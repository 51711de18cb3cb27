//! What the program asks of the machine it runs on, handed in so that a test can say what it is.

use std::fmt;

/// A clock and randomness.
pub trait Machine: fmt::Debug + Send {
    /// Milliseconds since 1970. Shown to people, decides nothing.
    fn now(&mut self) -> u64;

    /// Fills bytes that nobody can guess.
    fn random(&mut self, bytes: &mut [u8]);
}

/// So many random bytes.
pub fn random<const N: usize>(machine: &mut dyn Machine) -> [u8; N] {
    let mut bytes = [0; N];
    machine.random(&mut bytes);
    bytes
}

/// A machine for tests: its clock stands where it is put, its randomness follows from a seed.
#[derive(Debug, Clone)]
pub struct Replay {
    now: u64,
    seed: String,
    drawn: u64,
}

impl Replay {
    /// Starts at a time, with a seed.
    pub const fn new(now: u64, seed: String) -> Self {
        Self { now, seed, drawn: 0 }
    }
}

impl Machine for Replay {
    fn now(&mut self) -> u64 {
        self.now += 1;
        self.now
    }

    fn random(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            self.drawn += 1;
            let digest = kecuali_encoding::Frame::new("kecuali/test/random")
                .text(&self.seed)
                .number(self.drawn)
                .digest();
            chunk.copy_from_slice(&digest.0[..chunk.len()]);
        }
    }
}
