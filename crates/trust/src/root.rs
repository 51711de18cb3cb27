//! The trust root: the few keys that everything else is granted from.

use kecuali_encoding::{Digest, Frame, KeyId, NotCanonical, canonical_json, read_canonical};
use serde::{Deserialize, Serialize};

use crate::key::{Signature, SigningKey, check_key, verify};

/// The name of a trust root: a hash of its first version, the same for ever.
pub type RootId = Digest;

/// The trust root with its whole history: version 1, and each later version signed by a key of
/// the one before.
///
/// As text it is one canonical JSON value, so a copy that differs in a byte is either refused or
/// another root. An older copy is a valid root of the same id: whoever holds a copy already takes
/// a new one only if it [extends](Self::extends) it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RootFile {
    id: RootId,
    chain: Chain,
}

impl RootFile {
    /// Starts a trust root with these keys.
    pub fn first(keys: impl IntoIterator<Item = KeyId>) -> Result<Self, RootError> {
        let root = Root::new(keys, 1);
        Self::checked(Chain { versions: vec![Signed { root, signatures: Vec::new() }] })
    }

    /// The same root with one more version, signed by one of the current keys.
    pub fn successor(
        &self,
        keys: impl IntoIterator<Item = KeyId>,
        signer: &SigningKey,
    ) -> Result<Self, RootError> {
        let key = signer.public();
        if !self.current_keys().contains(&key) {
            return Err(RootError::Signer(key));
        }
        let root = Root::new(keys, self.version() + 1);
        let signature = signer.sign(&root.signed_bytes(self.id));
        let mut chain = self.chain.clone();
        chain.versions.push(Signed { root, signatures: vec![BySigner { key, signature }] });
        Self::checked(chain)
    }

    /// Reads the text of a root file and verifies every step of its history.
    pub fn read(text: &str) -> Result<Self, RootError> {
        let chain: Chain = read_canonical(text)?;
        let file = Self::checked(chain)?;
        // An optional member has two canonical spellings, left out and empty; only one is ours.
        if file.to_text() == text { Ok(file) } else { Err(NotCanonical::Spelling.into()) }
    }

    /// The text of the file.
    pub fn to_text(&self) -> String {
        canonical_json(&self.chain)
    }

    /// The name of this root.
    pub const fn id(&self) -> RootId {
        self.id
    }

    /// The number of the newest version, from 1.
    pub fn version(&self) -> u64 {
        self.newest().version
    }

    /// The keys of the newest version, sorted.
    pub fn current_keys(&self) -> &[KeyId] {
        &self.newest().keys
    }

    /// Whether a key belongs to this or any earlier version.
    pub fn key_was_root(&self, key: KeyId) -> bool {
        self.chain.versions.iter().any(|version| version.root.keys.contains(&key))
    }

    /// Whether this file may take the place of one that is already trusted: the same history, and
    /// possibly more.
    pub fn extends(&self, trusted: &Self) -> bool {
        self.chain.versions.starts_with(&trusted.chain.versions)
    }

    fn newest(&self) -> &Root {
        &self.chain.versions.last().expect("a checked file has a version").root
    }

    fn checked(chain: Chain) -> Result<Self, RootError> {
        let first = chain.versions.first().ok_or(RootError::Empty)?;
        let id = Frame::new("kecuali/1/root").text(&canonical_json(&first.root)).digest();
        let mut before: Option<&Root> = None;
        for (signed, number) in chain.versions.iter().zip(1..) {
            signed.root.check(number)?;
            signed.check_signatures(id, before)?;
            before = Some(&signed.root);
        }
        Ok(Self { id, chain })
    }
}

/// Why a text is not a trust root, or a version cannot follow.
#[derive(Debug, thiserror::Error)]
pub enum RootError {
    /// Not the JSON of a root file in its one spelling.
    #[error("the root file is damaged or not a root file: {0}")]
    Text(#[from] NotCanonical),
    /// A file without any version.
    #[error("the root file holds no version")]
    Empty,
    /// Keys that are missing, too many, unsorted, repeated, or not keys.
    #[error("version {version} of the root needs 1 to {MOST_KEYS} usable keys, sorted, none twice")]
    Keys {
        /// The version in question.
        version: u64,
    },
    /// Another threshold than 1.
    #[error("this program knows only roots with threshold 1, not {found}; upgrade it")]
    Threshold {
        /// What the file asks for.
        found: u64,
    },
    /// Versions that are not 1, 2, 3 and so on.
    #[error("the root file has version {found} where {expected} belongs")]
    Version {
        /// The number that belongs there.
        expected: u64,
        /// The number found.
        found: u64,
    },
    /// A version without a valid signature of the version before.
    #[error("version {version} of the root is not signed by a key of the version before")]
    Signature {
        /// The version in question.
        version: u64,
    },
    /// A key that may not sign the next version.
    #[error("{0} is not a key of the current root")]
    Signer(KeyId),
}

impl RootError {
    /// The stable name of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Text(_) => "root_text",
            Self::Empty => "root_empty",
            Self::Keys { .. } => "root_keys",
            Self::Threshold { .. } => "root_threshold",
            Self::Version { .. } => "root_version",
            Self::Signature { .. } => "root_signature",
            Self::Signer(_) => "root_signer",
        }
    }
}

const MOST_KEYS: usize = 16;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Chain {
    versions: Vec<Signed>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signed {
    root: Root,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    signatures: Vec<BySigner>,
}

impl Signed {
    // Every signature must hold, not just one: a file has no room for bytes that nobody checks.
    fn check_signatures(&self, id: RootId, before: Option<&Root>) -> Result<(), RootError> {
        let error = || RootError::Signature { version: self.root.version };
        let Some(before) = before else {
            return if self.signatures.is_empty() { Ok(()) } else { Err(error()) };
        };
        if self.signatures.is_empty() || !self.signatures.is_sorted_by(|a, b| a.key < b.key) {
            return Err(error());
        }
        let bytes = self.root.signed_bytes(id);
        let holds = |by: &BySigner| {
            before.keys.contains(&by.key) && verify(by.key, &bytes, &by.signature).is_ok()
        };
        if self.signatures.iter().all(holds) { Ok(()) } else { Err(error()) }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BySigner {
    key: KeyId,
    signature: Signature,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Root {
    keys: Vec<KeyId>,
    threshold: u64,
    version: u64,
}

impl Root {
    fn new(keys: impl IntoIterator<Item = KeyId>, version: u64) -> Self {
        let mut keys: Vec<KeyId> = keys.into_iter().collect();
        keys.sort_unstable();
        Self { keys, threshold: 1, version }
    }

    fn signed_bytes(&self, id: RootId) -> Vec<u8> {
        let json = canonical_json(self);
        Frame::new("kecuali/1/root_successor").bytes(id.as_bytes()).text(&json).finish()
    }

    fn check(&self, expected: u64) -> Result<(), RootError> {
        if self.version != expected {
            return Err(RootError::Version { expected, found: self.version });
        }
        if self.threshold != 1 {
            return Err(RootError::Threshold { found: self.threshold });
        }
        let fits = (1..=MOST_KEYS).contains(&self.keys.len())
            && self.keys.is_sorted_by(|a, b| a < b)
            && self.keys.iter().all(|key| check_key(*key).is_ok());
        if fits { Ok(()) } else { Err(RootError::Keys { version: expected }) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_bytes(&[seed; 32])
    }

    fn three_versions() -> RootFile {
        let first = RootFile::first([key(1).public(), key(2).public()]).unwrap();
        let second = first.successor([key(2).public(), key(3).public()], &key(1)).unwrap();
        second.successor([key(4).public()], &key(3)).unwrap()
    }

    fn code(text: &str) -> &'static str {
        RootFile::read(text).unwrap_err().code()
    }

    #[test]
    fn a_file_is_read_back_and_keeps_the_id_of_its_first_version() {
        let file = three_versions();
        let read = RootFile::read(&file.to_text()).unwrap();
        assert_eq!(read, file);
        let first = RootFile::first([key(2).public(), key(1).public()]).unwrap();
        assert_eq!(read.id(), first.id());
        assert_eq!(read.version(), 3);
        assert_eq!(read.current_keys(), [key(4).public()]);
        assert!(read.key_was_root(key(1).public()) && !read.key_was_root(key(5).public()));
    }

    #[test]
    fn a_trusted_file_is_replaced_only_by_one_that_extends_it() {
        let file = three_versions();
        let first = RootFile::first([key(1).public(), key(2).public()]).unwrap();
        let fork = first.successor([key(9).public()], &key(1)).unwrap();
        assert!(file.extends(&first) && file.extends(&file));
        assert!(!first.extends(&file) && !fork.extends(&file));
        assert!(!file.extends(&RootFile::first([key(1).public()]).unwrap()));
    }

    #[test]
    fn only_a_current_key_signs_the_next_version() {
        let file = three_versions();
        let by_old = file.successor([key(5).public()], &key(1)).unwrap_err();
        assert_eq!(by_old.code(), "root_signer");

        let next = file.successor([key(5).public()], &key(4)).unwrap().to_text();
        let forged = next.replace(&key(4).public().to_string(), &key(3).public().to_string());
        assert_eq!(code(&forged), "root_signature");

        let root = Root::new([key(9).public()], 4);
        let signature = key(9).sign(&root.signed_bytes(file.id()));
        let by_outsider = BySigner { key: key(9).public(), signature };
        let mut chain = file.chain;
        chain.versions.push(Signed { root, signatures: vec![by_outsider] });
        assert_eq!(code(&canonical_json(&chain)), "root_signature");

        let only = RootFile::first([key(1).public()]).unwrap().to_text();
        let version = only.trim_start_matches(r#"{"versions":["#).trim_end_matches("]}");
        let unsigned = version.replace(r#""version":1"#, r#""version":2"#);
        assert_eq!(code(&format!(r#"{{"versions":[{version},{unsigned}]}}"#)), "root_signature");
    }

    #[test]
    fn every_broken_rule_has_its_own_code() {
        let good = RootFile::first([key(1).public()]).unwrap().to_text();
        assert_eq!(code(&good.replace(r#""threshold":1"#, r#""threshold":2"#)), "root_threshold");
        assert_eq!(code(&good.replace(r#""version":1"#, r#""version":2"#)), "root_version");
        assert_eq!(code(&good.replace(r#"{"root""#, r#"{ "root""#)), "root_text");
        let padded = good.replace(r#""version":1}"#, r#""version":1},"signatures":[]"#);
        assert_eq!(code(&padded), "root_text");
        assert_eq!(code(r#"{"versions":[]}"#), "root_empty");
        let weak = good.replace(&key(1).public().to_string(), &"0".repeat(64));
        assert_eq!(code(&weak), "root_keys");
    }

    #[test]
    fn a_root_has_one_to_sixteen_different_keys() {
        let keys = |n: u8| RootFile::first((1..=n).map(|seed| key(seed).public()));
        assert!(keys(1).is_ok() && keys(16).is_ok());
        for bad in [keys(0), keys(17), RootFile::first([key(1).public(), key(1).public()])] {
            assert_eq!(bad.unwrap_err().code(), "root_keys");
        }
    }

    #[test]
    fn every_flipped_bit_is_refused_or_makes_another_root() {
        let first = RootFile::first([key(1).public(), key(2).public()]).unwrap();
        let file = first.successor([key(3).public()], &key(1)).unwrap();
        let text = file.to_text().into_bytes();
        for place in 0..text.len() * 8 {
            let mut bytes = text.clone();
            bytes[place / 8] ^= 1 << (place % 8);
            let read = String::from_utf8(bytes).ok().and_then(|text| RootFile::read(&text).ok());
            assert!(read.is_none_or(|read| read.id() != file.id()), "bit {place}");
        }
    }

    proptest! {
        #[test]
        fn reading_never_panics(text: String) {
            drop(RootFile::read(&text));
        }
    }
}
