//! Ed25519 keys and signatures.

use std::{fmt, str::FromStr};

use ed25519_dalek::{Signer as _, VerifyingKey};
use kecuali_encoding::{Frame, KeyId};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::hex::{read_hex, write_hex};

/// A secret key. It is wiped from memory when dropped, and `Debug` shows its public half only.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// Makes the key that belongs to 32 secret bytes, which must come from the machine's randomness.
    pub fn from_bytes(secret: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(secret))
    }

    /// The public half, which is the holder's name everywhere.
    pub fn public(&self) -> KeyId {
        KeyId(self.0.verifying_key().to_bytes())
    }

    /// Signs bytes. The same bytes always give the same signature (RFC 8032).
    pub fn sign(&self, bytes: &[u8]) -> Signature {
        Signature(self.0.sign(bytes).to_bytes())
    }

    /// The content of a secret key file: one line with a version, the secret and the public half.
    ///
    /// The caller keeps this text as it would the key: it is not wiped from memory.
    pub fn to_secret_text(&self) -> String {
        struct Secret<'a>(&'a [u8; 32]);
        impl fmt::Display for Secret<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_hex(f, self.0)
            }
        }
        format!("{SECRET_VERSION} {} {}\n", Secret(self.0.as_bytes()), self.public())
    }

    /// Reads a secret key file.
    ///
    /// The public half is there so that a damaged file is an error and never another key.
    pub fn from_secret_text(text: &str) -> Result<Self, BadSecret> {
        let mut words = text.split_ascii_whitespace();
        match (words.next(), words.next(), words.next(), words.next()) {
            (Some(SECRET_VERSION), Some(secret), Some(public), None) => {
                let key = Self::from_bytes(&read_hex(secret).ok_or(BadSecret::Damaged)?);
                let same = public.parse() == Ok(key.public());
                if same { Ok(key) } else { Err(BadSecret::Damaged) }
            }
            (Some(SECRET_VERSION), ..) => Err(BadSecret::Damaged),
            _ => Err(BadSecret::Version),
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SigningKey").field(&self.public()).finish()
    }
}

/// An Ed25519 signature, shown as 128 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Signature(pub [u8; 64]);

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(f, &self.0)
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature(")?;
        self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str("…)")
    }
}

impl FromStr for Signature {
    type Err = BadSignature;

    fn from_str(text: &str) -> Result<Self, BadSignature> {
        read_hex(text).map(Self).ok_or(BadSignature)
    }
}

impl Serialize for Signature {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Signature {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// Verifies one signature, strictly: a key or a nonce of small order and a scalar in another
/// spelling are refused, so that every machine accepts the same signatures. Costs about 50 µs.
pub fn verify(key: KeyId, bytes: &[u8], signature: &Signature) -> Result<(), BadSignature> {
    let key = VerifyingKey::from_bytes(key.as_bytes()).map_err(|_| BadSignature)?;
    let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
    key.verify_strict(bytes, &signature).map_err(|_| BadSignature)
}

/// Whether a key can be given to someone: it is a point of the curve, and not of small order.
pub fn check_key(key: KeyId) -> Result<(), BadKey> {
    match VerifyingKey::from_bytes(key.as_bytes()) {
        Ok(point) if !point.is_weak() => Ok(()),
        Ok(_) | Err(_) => Err(BadKey(key)),
    }
}

/// A short form of a key that two people compare by reading it aloud: six groups of four
/// characters, without letters that are taken for digits (120 bits of a hash).
pub fn fingerprint_words(key: KeyId) -> String {
    const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let digest = Frame::new("kecuali/1/fingerprint").bytes(key.as_bytes()).digest();
    let digits = digest.0.map(|byte| char::from(DIGITS[usize::from(byte % 32)]));
    let groups: Vec<String> = digits.chunks(4).take(6).map(String::from_iter).collect();
    groups.join("-")
}

/// A signature that this key did not make over these bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature was not made by this key over these bytes")]
pub struct BadSignature;

impl BadSignature {
    /// The stable name of this error.
    pub const fn code(self) -> &'static str {
        "bad_signature"
    }
}

/// 32 bytes that nobody may use as a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a usable Ed25519 key; ask its holder for the join request again")]
pub struct BadKey(pub KeyId);

impl BadKey {
    /// The stable name of this error.
    pub const fn code(self) -> &'static str {
        "bad_key"
    }
}

/// A secret key file that cannot be used. Says nothing of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadSecret {
    /// Not a secret key file of a version this program knows.
    #[error("this is not a secret key file of this version ({SECRET_VERSION})")]
    Version,
    /// Something in it was changed or lost.
    #[error("the secret key file is damaged; restore it from a copy")]
    Damaged,
}

impl BadSecret {
    /// The stable name of this error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Version => "secret_version",
            Self::Damaged => "secret_damaged",
        }
    }
}

const SECRET_VERSION: &str = "KECUALI-SECRET-1";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_bytes(&[seed; 32])
    }

    proptest! {
        #[test]
        fn a_signature_holds_for_its_bytes_its_key_and_nothing_else(
            bytes in prop::collection::vec(any::<u8>(), 1..40), at: prop::sample::Index, bit in 0_u8..8,
        ) {
            let signature = key(1).sign(&bytes);
            prop_assert_eq!(verify(key(1).public(), &bytes, &signature), Ok(()));
            prop_assert_eq!(verify(key(2).public(), &bytes, &signature), Err(BadSignature));

            let mut other = bytes.clone();
            other[at.index(bytes.len())] ^= 1 << bit;
            prop_assert_eq!(verify(key(1).public(), &other, &signature), Err(BadSignature));

            let mut bent = signature;
            bent.0[at.index(64)] ^= 1 << bit;
            prop_assert_eq!(verify(key(1).public(), &bytes, &bent), Err(BadSignature));
        }

        #[test]
        fn a_secret_file_with_one_changed_character_is_never_another_key(
            at: prop::sample::Index, to in "[0-9a-fA-F \\n]",
        ) {
            let text = key(3).to_secret_text();
            let place = at.index(text.len());
            let changed: String = text.char_indices()
                .map(|(i, c)| if i == place { to.clone() } else { c.to_string() })
                .collect();
            let read = SigningKey::from_secret_text(&changed);
            prop_assert!(read.is_err() || read.unwrap().public() == key(3).public());
        }
    }

    #[test]
    fn the_first_test_of_rfc_8032_is_met() {
        let secret = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
        let key = SigningKey::from_bytes(&read_hex(secret).unwrap());
        let public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        assert_eq!(key.public().to_string(), public);
        assert!(key.sign(b"").to_string().starts_with("e5564300c360ac729086e2cc806e828a"));
    }

    #[test]
    fn keys_of_small_order_are_refused_whatever_they_are_said_to_sign() {
        let mut neutral = [0; 32];
        neutral[0] = 1;
        for weak in [KeyId([0; 32]), KeyId(neutral)] {
            assert_eq!(check_key(weak), Err(BadKey(weak)));
            // With the neutral element as key and nonce, the lax equation holds for any message.
            let mut signature = [0; 64];
            signature[0] = 1;
            assert_eq!(verify(weak, b"anything", &Signature(signature)), Err(BadSignature));
        }
        let mut off_the_curve = [0; 32];
        off_the_curve[0] = 2;
        assert!(check_key(KeyId(off_the_curve)).is_err());
        assert_eq!(check_key(key(1).public()), Ok(()));
    }

    #[test]
    fn a_secret_file_is_read_back_and_its_version_is_checked() {
        let text = key(4).to_secret_text();
        assert_eq!(SigningKey::from_secret_text(&text).unwrap().public(), key(4).public());
        let newer = text.replace("SECRET-1", "SECRET-2");
        assert_eq!(SigningKey::from_secret_text(&newer).unwrap_err(), BadSecret::Version);
        assert_eq!(SigningKey::from_secret_text("").unwrap_err(), BadSecret::Version);
    }

    #[test]
    fn debug_output_does_not_hold_the_secret() {
        let shown = format!("{:?}", key(0xab));
        assert!(!shown.contains("abab") && shown.contains("KeyId("), "{shown}");
    }

    #[test]
    fn a_fingerprint_is_six_groups_of_four_and_differs_between_keys() {
        let words = fingerprint_words(key(1).public());
        assert_eq!(words.split('-').map(str::len).collect::<Vec<_>>(), [4; 6]);
        assert_ne!(words, fingerprint_words(key(2).public()));
    }
}
