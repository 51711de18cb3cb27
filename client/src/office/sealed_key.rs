//! A secret key under a passphrase: one line of text in the place of the open one
//! (`docs/decisions/0013-keys-under-a-passphrase.md`).
//!
//! ```text
//! KECUALI-SEALED-1 argon2id m=65536,t=3,p=1 SALT PUBLIC SEALED
//! ```
//!
//! `SEALED` is the text of the open file, encrypted with ChaCha20-Poly1305 under the Argon2id hash
//! of the passphrase; all that stands before it is authenticated with it.

use std::{fmt, sync::Arc};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    ChaCha20Poly1305, KeyInit as _, Nonce,
    aead::{Aead as _, Payload},
};
use kecuali_encoding::KeyId;
use kecuali_protocol::request::{read_hex, to_hex};
use kecuali_trust::{BadSecret, SigningKey};
use zeroize::Zeroizing;

use crate::error::KeyError;

const VERSION: &str = "KECUALI-SEALED-1";
const FUNCTION: &str = "argon2id";
/// The open text is a line of 147 bytes; the seal adds its tag of 16.
const SEALED: usize = 163;

/// What a person knows and nobody else. Wiped from memory when dropped, and never shown.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// A passphrase as it was typed.
    pub fn new(typed: impl Into<String>) -> Self {
        Self(Zeroizing::new(typed.into()))
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// What one guess at a passphrase costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory: u32,
    /// How often it is gone over.
    pub passes: u32,
    /// How many lanes.
    pub lanes: u32,
}

impl Cost {
    /// What keys are sealed with: the second choice of RFC 9106 on one lane, some tenths of a second
    /// on an old PC.
    pub const USUAL: Self = Self { memory: 64 << 10, passes: 3, lanes: 1 };
    /// Less protects nobody.
    const LEAST: Self = Self { memory: 19 << 10, passes: 2, lanes: 1 };
    /// More is no file of this program, and would take the machine down.
    const MOST: Self = Self { memory: 1 << 20, passes: 16, lanes: 8 };

    fn is_fair(self) -> bool {
        let fits = |of: fn(&Self) -> u32| (of(&Self::LEAST)..=of(&Self::MOST)).contains(&of(&self));
        fits(|cost| cost.memory) && fits(|cost| cost.passes) && fits(|cost| cost.lanes)
    }

    fn read(text: &str) -> Option<Self> {
        let (memory, rest) = text.strip_prefix("m=")?.split_once(",t=")?;
        let (passes, lanes) = rest.split_once(",p=")?;
        let number = |text: &str| text.parse().ok();
        let cost = Self { memory: number(memory)?, passes: number(passes)?, lanes: number(lanes)? };
        Some(cost).filter(|cost| cost.is_fair() && cost.to_string() == text)
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "m={},t={},p={}", self.memory, self.passes, self.lanes)
    }
}

/// A key that only its passphrase opens. Nothing in it is secret but to those who guess.
#[derive(Debug, Clone)]
pub struct SealedKey {
    name: String,
    cost: Cost,
    salt: [u8; 16],
    public: KeyId,
    sealed: [u8; SEALED],
}

impl SealedKey {
    /// Seals a key. The salt comes from the machine's randomness and is never used twice.
    pub(crate) fn seal(
        name: &str,
        key: &SigningKey,
        passphrase: &Passphrase,
        cost: Cost,
        salt: [u8; 16],
    ) -> Self {
        let public = key.public();
        let mut sealed = Self { name: name.to_owned(), cost, salt, public, sealed: [0; SEALED] };
        let open = Zeroizing::new(key.to_secret_text());
        let header = sealed.header();
        let payload = Payload { msg: open.as_bytes(), aad: header.as_bytes() };
        let bytes = sealed.cipher(passphrase).encrypt(&Nonce::default(), payload);
        let bytes = bytes.expect("a line is no longer than a cipher takes");
        sealed.sealed = bytes.try_into().expect("the open text has one length");
        sealed
    }

    /// Opens the key. Takes as long as a guess is meant to take; no lock of an office is needed.
    pub fn open(&self, passphrase: &Passphrase) -> Result<Arc<SigningKey>, KeyError> {
        let wrong = || KeyError::WrongPassphrase(self.name.clone());
        let header = self.header();
        let payload = Payload { msg: &self.sealed, aad: header.as_bytes() };
        let opened = self.cipher(passphrase).decrypt(&Nonce::default(), payload);
        let opened = Zeroizing::new(opened.map_err(|_| wrong())?);
        let text = str::from_utf8(&opened).map_err(|_| wrong())?;
        let key = SigningKey::from_secret_text(text).map_err(|_| wrong())?;
        if key.public() == self.public { Ok(Arc::new(key)) } else { Err(wrong()) }
    }

    /// Reads a key file; none where it is not one under a passphrase.
    pub(crate) fn read(name: &str, text: &str) -> Result<Option<Self>, BadSecret> {
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        let damaged = BadSecret::Damaged;
        match words.as_slice() {
            [VERSION, FUNCTION, cost, salt, public, sealed] => Ok(Some(Self {
                name: name.to_owned(),
                cost: Cost::read(cost).ok_or(damaged)?,
                salt: read_hex(salt).map_err(|_| damaged)?,
                public: public.parse().map_err(|_| damaged)?,
                sealed: read_hex(sealed).map_err(|_| damaged)?,
            })),
            [VERSION, ..] => Err(damaged),
            _ => Ok(None),
        }
    }

    /// The content of its file.
    pub fn to_text(&self) -> String {
        format!("{} {}\n", self.header(), to_hex(&self.sealed))
    }

    /// What the key is called here.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The public key.
    pub const fn public(&self) -> KeyId {
        self.public
    }

    fn header(&self) -> String {
        format!("{VERSION} {FUNCTION} {} {} {}", self.cost, to_hex(&self.salt), self.public)
    }

    /// The salt is new each time, so that no two texts are ever encrypted under one key, and the
    /// nonce is always zero.
    fn cipher(&self, passphrase: &Passphrase) -> ChaCha20Poly1305 {
        let Cost { memory, passes, lanes } = self.cost;
        let params = Params::new(memory, passes, lanes, Some(32)).expect("a fair cost fits");
        let mut key = Zeroizing::new([0_u8; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.text().as_bytes(), &self.salt, &mut *key)
            .expect("salt and length fit");
        ChaCha20Poly1305::new((&*key).into())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GOLDEN: &str = include_str!("../../tests/golden/siti.key");
    const CHEAP: Cost = Cost::LEAST;

    fn siti() -> SigningKey {
        SigningKey::from_bytes(&[7; 32])
    }

    fn phrase(text: &str) -> Passphrase {
        Passphrase::new(text)
    }

    fn read(text: &str) -> SealedKey {
        SealedKey::read("siti", text).unwrap().unwrap()
    }

    #[test]
    fn the_golden_file_is_written_and_opened_for_ever() {
        let sealed =
            SealedKey::seal("siti", &siti(), &phrase("kuda nil makan awan"), Cost::USUAL, [9; 16]);
        assert_eq!(sealed.to_text(), GOLDEN);
        let opened = read(GOLDEN).open(&phrase("kuda nil makan awan")).unwrap();
        assert_eq!(opened.public(), siti().public());
    }

    #[test]
    fn another_passphrase_opens_nothing_and_is_told_as_such() {
        let error = read(GOLDEN).open(&phrase("kuda nil makan awam")).unwrap_err();
        assert_eq!(error.code(), "passphrase_wrong");
    }

    #[test]
    fn nothing_of_the_line_can_be_changed_without_notice() {
        let sealed = SealedKey::seal("siti", &siti(), &phrase("benar sekali"), CHEAP, [1; 16]);
        let text = sealed.to_text();
        let words: Vec<&str> = text.split_whitespace().collect();
        let other = SigningKey::from_bytes(&[8; 32]).public().to_string();
        let bent = |word: &str| {
            let (first, rest) = word.split_at(1);
            format!("{}{rest}", if first == "0" { "1" } else { "0" })
        };
        for (at, with) in [
            (2, "m=19457,t=2,p=1".to_owned()),
            (3, bent(words[3])),
            (4, other),
            (5, bent(words[5])),
        ] {
            let mut changed: Vec<String> = words.iter().map(ToString::to_string).collect();
            changed[at] = with;
            let error = read(&changed.join(" ")).open(&phrase("benar sekali")).unwrap_err();
            assert_eq!(error.code(), "passphrase_wrong", "word {at}");
        }
    }

    #[test]
    fn a_cost_that_protects_nobody_or_takes_the_machine_down_is_no_cost() {
        for cost in [
            "m=8192,t=3,p=1",
            "m=65536,t=1,p=1",
            "m=65536,t=3,p=0",
            "m=4294967295,t=3,p=1",
            "m=65536,t=4000000000,p=1",
            "m=065536,t=3,p=1",
            "m=65536,t=3",
        ] {
            let text = GOLDEN.replace("m=65536,t=3,p=1", cost);
            assert_eq!(SealedKey::read("siti", &text).unwrap_err(), BadSecret::Damaged, "{cost}");
        }
    }

    #[test]
    fn an_open_file_is_none_of_these() {
        assert!(SealedKey::read("siti", &siti().to_secret_text()).unwrap().is_none());
        assert!(SealedKey::read("siti", "").unwrap().is_none());
    }

    #[test]
    fn a_passphrase_is_never_shown() {
        assert!(!format!("{:?}", phrase("rahasia sekali")).contains("rahasia"));
    }

    proptest! {
        #[test]
        fn whatever_stands_in_a_file_ends_in_a_value(text in "KECUALI-SEALED-1 [ -~]{0,300}") {
            drop(SealedKey::read("siti", &text));
        }
    }
}
