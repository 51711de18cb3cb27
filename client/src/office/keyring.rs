//! Keys under a passphrase: who opens them, for how long, and who is asked.
//!
//! A key that was opened is in a [`Keyring`], in memory alone. Whoever keeps one (a session of the
//! pages) hands it to an office for one act by [`Office::with_keys`]; the office's own ring holds
//! what was opened by [`Office::unlock`], or by asking for a passphrase when a key was to sign.

use std::{collections::BTreeMap, fmt, sync::Arc};

use kecuali_encoding::KeyId;
use kecuali_trust::SigningKey;

use super::{
    Office,
    folder::{INSTALLATION_KEY, KeyFile},
    passphrase::judge,
    people::Newcomer,
    sealed_key::{Cost, Passphrase, SealedKey},
};
use crate::{
    error::{KeyError, OfficeError, Sought},
    machine::random,
    os,
};

/// Keys that were opened. Each is wiped from memory when the last ring lets go of it.
#[derive(Debug, Clone, Default)]
pub struct Keyring(BTreeMap<KeyId, Arc<SigningKey>>);

impl Keyring {
    /// Takes up a key that was opened.
    pub fn add(&mut self, key: Arc<SigningKey>) {
        self.0.insert(key.public(), key);
    }

    /// Lets go of one key.
    pub fn lock(&mut self, key: KeyId) {
        self.0.remove(&key);
    }

    /// Lets go of all keys.
    pub fn lock_all(&mut self) {
        self.0.clear();
    }

    /// Whether a key is in it.
    pub fn holds(&self, key: KeyId) -> bool {
        self.0.contains_key(&key)
    }

    /// Whether no key is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn get(&self, key: KeyId) -> Option<Arc<SigningKey>> {
        self.0.get(&key).map(Arc::clone)
    }
}

/// Who is asked for the passphrase of a key that is about to sign.
pub trait Asks: fmt::Debug + Send {
    /// The passphrase; none where nobody is there to say it.
    fn passphrase(&self, key: &str) -> Result<Option<Passphrase>, OfficeError>;
}

impl Office {
    /// Who is asked from now on for the passphrase of a locked key. Without, such a key does not
    /// sign.
    pub fn ask(&mut self, asks: Box<dyn Asks>) {
        self.asks = Some(asks);
    }

    /// The file of a key that is under a passphrase; none where it is not.
    ///
    /// [`SealedKey::open`] takes its time on purpose. The pages call it while they hold no office,
    /// and add what comes out to the ring of a session.
    pub fn sealed_key(&self, named: &str) -> Result<Option<SealedKey>, OfficeError> {
        match self.folder.key_file(&self.key_name(named)?)? {
            KeyFile::Open(_) => Ok(None),
            KeyFile::Sealed(sealed) => Ok(Some(sealed)),
        }
    }

    /// Opens a key for as long as this office is open here, or until [`lock`](Self::lock). A key
    /// that is not under a passphrase needs none.
    pub fn unlock(&mut self, named: &str, passphrase: &Passphrase) -> Result<(), OfficeError> {
        if let Some(sealed) = self.sealed_key(named)? {
            self.keyring.get_mut().add(sealed.open(passphrase)?);
        }
        Ok(())
    }

    /// The same, asking for the passphrase.
    pub fn unlock_by_asking(&self, named: &str) -> Result<(), OfficeError> {
        self.secret_key(&self.key_name(named)?).map(drop)
    }

    /// Lets go of every key that was opened here.
    pub fn lock(&mut self) {
        self.keyring.get_mut().lock_all();
    }

    /// Does something with the keys of a ring, and with no other key that is under a passphrase.
    pub fn with_keys<T>(&mut self, keys: &Keyring, work: impl FnOnce(&mut Self) -> T) -> T {
        let own = self.keyring.replace(keys.clone());
        let done = work(self);
        self.keyring.replace(own);
        done
    }

    /// Puts a key under a passphrase, or under another one. It must be open here, or is asked for.
    pub fn seal_key(&mut self, named: &str, passphrase: &Passphrase) -> Result<(), OfficeError> {
        let name = self.sealable(named)?;
        self.check_passphrase(&name, passphrase)?;
        let key = self.secret_key(&name)?;
        // A key that lies open in what a copy left is under no passphrase, whatever is said here.
        os::forget_passing(self.path()).map_err(OfficeError::file(self.path()))?;
        self.in_turn(|office| {
            let salt = random(office.machine.as_mut());
            let sealed = SealedKey::seal(&name, &key, passphrase, Cost::USUAL, salt);
            // What cannot be opened again would be a key that is gone.
            sealed.open(passphrase)?;
            office.folder.replace_key(&name, &sealed.to_text())
        })
    }

    /// That a passphrase is good enough for a key.
    pub fn check_passphrase(
        &self,
        named: &str,
        passphrase: &Passphrase,
    ) -> Result<(), OfficeError> {
        let person = self.people().iter().find(|one| one.key == named || one.name == named);
        let of_person = person.map(|one| [one.key.as_str(), one.name.as_str()]);
        let called: Vec<&str> =
            [named].into_iter().chain(of_person.into_iter().flatten()).collect();
        self.judge_for(&called, passphrase)
    }

    /// The same for whoever begins KPU RI, before there is an office.
    pub(crate) fn judge_first(
        newcomer: &Newcomer,
        passphrase: &Passphrase,
    ) -> Result<(), OfficeError> {
        let names = [newcomer.key.as_str(), newcomer.name.as_str(), "KPU RI"];
        Ok(judge(passphrase, &names).map_err(KeyError::Weak)?)
    }

    /// The same for whoever is called so.
    pub(super) fn judge_for(
        &self,
        names: &[&str],
        passphrase: &Passphrase,
    ) -> Result<(), OfficeError> {
        let office = self.own_name();
        let names = [names, &[self.id().as_str(), &office]].concat();
        Ok(judge(passphrase, &names).map_err(KeyError::Weak)?)
    }

    /// Takes a key from under its passphrase. It must be open here, or is asked for.
    pub fn unseal_key(&mut self, named: &str) -> Result<(), OfficeError> {
        let name = self.sealable(named)?;
        if self.sealed_key(&name)?.is_none() {
            return Err(KeyError::NotSealed(name).into());
        }
        let key = self.secret_key(&name)?;
        let text = zeroize::Zeroizing::new(key.to_secret_text());
        self.in_turn(|office| office.folder.replace_key(&name, &text))
    }

    /// A key that is about to sign: open, opened before, or opened by whoever is asked.
    pub(crate) fn secret_key(&self, name: &str) -> Result<Arc<SigningKey>, OfficeError> {
        let sealed = match self.folder.key_file(name)? {
            KeyFile::Open(key) => return Ok(Arc::new(key)),
            KeyFile::Sealed(sealed) => sealed,
        };
        if let Some(key) = self.keyring.borrow().get(sealed.public()) {
            return Ok(key);
        }
        let said = self.asks.as_ref().map(|asks| asks.passphrase(name)).transpose()?;
        let said = said.flatten().ok_or_else(|| KeyError::Locked(name.to_owned()))?;
        let key = sealed.open(&said)?;
        self.keyring.borrow_mut().add(Arc::clone(&key));
        Ok(key)
    }

    /// The keys of people that sign now without asking anybody, and the public ones of the rest.
    pub(crate) fn keys_of_people(&self) -> (Vec<Arc<SigningKey>>, Vec<KeyId>) {
        let (mut usable, mut locked) = (Vec::new(), Vec::new());
        for person in self.people() {
            match self.folder.key_file(&person.key) {
                Ok(KeyFile::Open(key)) => usable.push(Arc::new(key)),
                Ok(KeyFile::Sealed(sealed)) => match self.keyring.borrow().get(sealed.public()) {
                    Some(key) => usable.push(key),
                    None => locked.push(sealed.public()),
                },
                // What waits for it waits on; the rest does not wait for its file.
                Err(_) => {}
            }
        }
        (usable, locked)
    }

    /// The file name of a key, by that or by the name of its person.
    fn key_name(&self, named: &str) -> Result<String, OfficeError> {
        let person = self.people().iter().find(|one| one.key == named || one.name == named);
        let known = person.map(|one| one.key.clone());
        let other = || Ok(self.folder.key_names()?.into_iter().find(|name| name == named));
        match known.map_or_else(other, |name| Ok::<_, OfficeError>(Some(name)))? {
            Some(name) => Ok(name),
            None => Err(OfficeError::not_found(Sought::Person, named)),
        }
    }

    fn sealable(&self, named: &str) -> Result<String, OfficeError> {
        let name = self.key_name(named)?;
        if name == INSTALLATION_KEY { Err(KeyError::Installation.into()) } else { Ok(name) }
    }
}
