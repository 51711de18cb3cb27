//! The people of this machine as a page or a list shows them.

use kecuali_domain::{Capability, OfficeId, act::Position};
use kecuali_encoding::KeyId;
use kecuali_ledger::Holding;
use kecuali_trust::{SigningKey, fingerprint_words};
use serde::Serialize;

use super::{
    Office,
    folder::{KeyFile, Person},
    people::{Newcomer, check_newcomer},
    role::Role,
    sealed_key::{Cost, Passphrase, SealedKey},
};
use crate::{catalogue::screen, error::OfficeError, machine::random};

/// A person with a key on this machine.
#[derive(Debug, Clone, Serialize)]
pub struct PersonView {
    /// The name of the key; `--as` takes it.
    pub key: String,
    /// The name.
    pub name: String,
    /// The position, in words.
    pub position: String,
    /// The role that was asked for.
    pub role: Role,
    /// The same in words.
    pub role_label: &'static str,
    /// The position endorsed for, when the role endorses.
    pub endorses_as: Option<Position>,
    /// The public key.
    pub public_key: KeyId,
    /// The public key in a form that is read aloud.
    pub fingerprint: String,
    /// Whether the key is under a passphrase.
    pub sealed: bool,
    /// Whether the key signs now without asking anybody.
    pub open: bool,
    /// What the key was given and holds now.
    pub grants: Vec<GrantView>,
    /// Why it may do nothing, as a code: `grant_absent`, `key_ended`, …
    pub without: Option<&'static str>,
    /// The same in words.
    pub without_label: Option<String>,
}

/// A grant in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GrantView {
    /// The office it acts for.
    pub office: OfficeId,
    /// What it allows.
    pub capabilities: Vec<Capability>,
    /// The position it endorses for.
    pub endorses_as: Option<Position>,
}

impl Office {
    /// From now on nobody signs for having the only key that may, where several people work here:
    /// on a page the name of who was chosen stands beside what is signed.
    pub(crate) const fn sign_by_choice(&mut self) {
        self.by_choice = true;
    }

    /// The key of who acts: the one named, or that of the only person there is.
    pub fn key_of(&self, acting: Option<&str>) -> Result<Option<KeyId>, OfficeError> {
        let name = match (acting, self.people()) {
            (Some(name), _) => name,
            (None, [only]) => &only.key,
            (None, _) => return Ok(None),
        };
        self.folder.public_key(name).map(Some)
    }

    /// The people with a key here, what each may do, and whether their keys are under a passphrase.
    /// Who is left out, because the key cannot be read, is among [`Office::broken_keys`].
    pub fn staff(&self) -> Result<Vec<PersonView>, OfficeError> {
        Ok(self.people().iter().filter_map(|person| self.person_view(person).ok()).collect())
    }

    /// Adds someone with a new key that is under a passphrase from the beginning: its open text is
    /// never on the disk. It still needs a grant.
    pub fn add_person(
        &mut self,
        newcomer: &Newcomer,
        passphrase: &Passphrase,
    ) -> Result<(), OfficeError> {
        check_newcomer(newcomer)?;
        self.judge_for(&[&newcomer.key, &newcomer.name], passphrase)?;
        self.in_turn(|office| {
            let machine = office.machine.as_mut();
            let key = SigningKey::from_bytes(&random(machine));
            let salt = random(machine);
            let sealed = SealedKey::seal(&newcomer.key, &key, passphrase, Cost::USUAL, salt);
            office.folder.keep_secret(&format!("{}.key", newcomer.key), &sealed.to_text())?;
            office.take_in(newcomer)
        })
    }

    fn person_view(&self, person: &Person) -> Result<PersonView, OfficeError> {
        let (public_key, sealed) = match self.folder.key_file(&person.key)? {
            KeyFile::Open(key) => (key.public(), false),
            KeyFile::Sealed(sealed) => (sealed.public(), true),
        };
        let standing = self.standing(public_key, &self.scope());
        let without = standing.as_ref().err().map(|why| why.code());
        Ok(PersonView {
            key: person.key.clone(),
            name: person.name.clone(),
            position: person.position.clone(),
            role: person.role,
            role_label: person.role.label(),
            endorses_as: person.endorses_as,
            public_key,
            fingerprint: fingerprint_words(public_key),
            sealed,
            open: !sealed || self.keyring.borrow().holds(public_key),
            grants: standing.unwrap_or_default().iter().map(GrantView::from).collect(),
            without,
            without_label: without.map(screen::without),
        })
    }
}

impl From<&Holding> for GrantView {
    fn from(holding: &Holding) -> Self {
        Self {
            office: holding.office.clone(),
            capabilities: Capability::ALL
                .into_iter()
                .filter(|one| holding.capabilities.has(*one))
                .collect(),
            endorses_as: holding.endorses_as,
        }
    }
}
