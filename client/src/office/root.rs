//! The trust root: its keys, its next version, and taking up one that someone made.

use std::path::Path;

use kecuali_domain::{
    Kind, Scope,
    act::{Act, RevokeKey},
};
use kecuali_encoding::KeyId;
use kecuali_sync::Saying;
use kecuali_trust::{RootFile, RootId, fingerprint_words};
use serde::Serialize;

use super::{
    Office,
    folder::{check_key_name, read_root, write},
    people::Signer,
    roster::End,
};
use crate::{
    catalogue::{authority, input},
    error::OfficeError,
};

/// The trust root as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RootView {
    /// Its name, the same for ever.
    pub root: RootId,
    /// The name in a form that is read aloud. It stands for the first version, whose keys hold for
    /// ever: the keys of a later version alone do not say whose root it is.
    pub fingerprint: String,
    /// The number of the newest version.
    pub version: u64,
    /// The keys of that version.
    pub keys: Vec<RootKey>,
}

/// A key of the trust root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RootKey {
    /// The key.
    pub key: KeyId,
    /// The key in a form that is read aloud.
    pub fingerprint: String,
    /// The name under which its secret is on this machine, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub here: Option<String>,
}

/// What the next version of the trust root would change.
#[derive(Debug, Clone, Serialize)]
pub struct RootChange {
    /// The root as it is.
    pub before: RootView,
    /// The root as it would be.
    pub after: RootView,
}

impl Office {
    /// The trust root as it is known here.
    pub fn root(&self) -> Result<RootView, OfficeError> {
        self.root_view(self.national().root())
    }

    /// Makes a secret key for a coming version of the trust root, and keeps it here.
    pub fn new_root_key(&mut self, name: &str) -> Result<RootKey, OfficeError> {
        check_key_name(name)?;
        self.in_turn(|office| {
            let key = office.folder.new_key(name, office.machine.as_mut())?.public();
            Ok(RootKey { key, fingerprint: fingerprint_words(key), here: Some(name.to_owned()) })
        })
    }

    /// What the next version of the trust root would be with these keys and no others.
    pub fn root_change(&self, keys: &[KeyId]) -> Result<RootChange, OfficeError> {
        let next = self.next_root(keys)?;
        Ok(RootChange { before: self.root()?, after: self.root_view(&next)? })
    }

    /// Makes the next version of the trust root, signed with a key of this one that is here, takes
    /// it up, and writes it for all others.
    pub fn root_successor(&mut self, keys: &[KeyId], out: &Path) -> Result<RootView, OfficeError> {
        self.in_turn(|office| {
            let next = office.next_root(keys)?;
            // First the copy: what others cannot get is better not in force here.
            write(out, next.to_text().as_bytes())?;
            office.take_up(&next)?;
            office.root()
        })
    }

    /// Takes up a later version of the trust root that this office already trusts.
    pub fn take_root(&mut self, path: &Path) -> Result<RootView, OfficeError> {
        let given = read_root(path)?;
        self.in_turn(|office| {
            let known = office.national().root();
            if known.extends(&given) && *known != given {
                return Err(OfficeError::Input(input::root_known(known.version())));
            }
            if !given.extends(known) {
                return Err(OfficeError::WrongRoot);
            }
            office.take_up(&given)?;
            office.root()
        })
    }

    /// Ends a key of the trust root, whatever version it belongs to.
    pub(crate) fn revoke_root_key(&mut self, key: KeyId, end: &End) -> Result<(), OfficeError> {
        if let End::Lost(cuts) = end
            && !cuts.contains_key(&Scope::National.to_string())
        {
            return Err(OfficeError::Input(input::no_cut()));
        }
        let signer = self.root_signer(|public| public != key)?;
        let name = (Scope::National, self.new_id());
        let act = Act::RevokeKey(RevokeKey { key, how: end.how() });
        self.say(&signer, &name, Kind::Roster, Saying::Act(&act), None).map(drop)
    }

    fn next_root(&self, keys: &[KeyId]) -> Result<RootFile, OfficeError> {
        let signer = self.root_signer(|_| true)?;
        Ok(self.national().root().successor(keys.iter().copied(), &signer.key)?)
    }

    /// A key of the newest version that is on this machine and fits.
    fn root_signer(&self, fits: impl Fn(KeyId) -> bool) -> Result<Signer, OfficeError> {
        let current = self.national().root().current_keys();
        for name in self.folder.key_names()? {
            let public = self.folder.public_key(&name)?;
            if current.contains(&public) && fits(public) {
                let key = self.secret_key(&name)?;
                return Ok(Signer { name, endorses_as: None, key });
            }
        }
        Err(OfficeError::NoKey(authority::ROOT.to_owned()))
    }

    fn take_up(&mut self, root: &RootFile) -> Result<(), OfficeError> {
        self.folder.set_root(root)?;
        self.reopen()
    }

    fn root_view(&self, root: &RootFile) -> Result<RootView, OfficeError> {
        let mut here = Vec::new();
        for name in self.folder.key_names()? {
            here.push((self.folder.public_key(&name)?, name));
        }
        let view = |key: &KeyId| RootKey {
            key: *key,
            fingerprint: fingerprint_words(*key),
            here: here.iter().find(|(known, _)| known == key).map(|(_, name)| name.clone()),
        };
        Ok(RootView {
            root: root.id(),
            fingerprint: root_fingerprint(root),
            version: root.version(),
            keys: root.current_keys().iter().map(view).collect(),
        })
    }
}

/// The name of a trust root in a form that is read aloud.
pub fn root_fingerprint(root: &RootFile) -> String {
    fingerprint_words(KeyId(*root.id().as_bytes()))
}
