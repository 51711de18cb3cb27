//! The people who work on this machine, and which of their keys signs.

use std::sync::Arc;

use kecuali_domain::{
    Capability, OfficeId, Scope,
    act::{Holder, Position},
};
use kecuali_encoding::{Frame, KeyId};
use kecuali_ledger::Holding;
use kecuali_protocol::request::to_hex;
use kecuali_trust::{NoStanding, RootId, Signature, SigningKey, fingerprint_words, verify};
use serde::{Deserialize, Serialize};

use super::{
    Office,
    folder::{INSTALLATION_KEY, Person, check_key_name},
    invitation::CodeProof,
    role::Role,
};
use crate::{
    catalogue::{authority, input},
    error::{OfficeError, Sought},
    machine::random,
};

/// A key that is about to sign, and whose it is.
#[derive(Debug)]
pub struct Signer {
    /// What people call the holder.
    pub name: String,
    /// The position endorsed for, as granted.
    pub endorses_as: Option<Position>,
    pub(crate) key: Arc<SigningKey>,
}

/// Someone who is to get a key.
#[derive(Debug, Clone)]
pub struct Newcomer {
    /// The name of the key.
    pub key: String,
    /// The name.
    pub name: String,
    /// The position, in words.
    pub position: String,
    /// The role that is asked for.
    pub role: Role,
    /// The position to endorse for.
    pub endorses_as: Option<Position>,
}

/// A person or the installation, as `whoami` shows them.
#[derive(Debug, Clone, Serialize)]
pub struct Held {
    /// The name of the key; `--as` takes it.
    pub key: String,
    /// The name of the person; none for the installation.
    pub name: Option<String>,
    /// The position, in words.
    pub position: Option<String>,
    /// The role that was asked for.
    pub role: Option<Role>,
    /// The public key.
    pub public_key: KeyId,
    /// The public key in a form that is read aloud.
    pub fingerprint: String,
    /// What it may do now.
    pub capabilities: Vec<Capability>,
    /// Why it may do nothing, as a code: `grant_absent`, `key_ended`, …
    pub without: Option<&'static str>,
}

/// What an installation asks an administrator for. A file, to be carried or mailed; nothing in it
/// is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JoinRequest {
    /// The id of the trust root that it is for.
    pub root: String,
    /// The office.
    pub office: OfficeId,
    /// The keys, the installation's first.
    pub keys: Vec<AskedKey>,
    /// That its sender had a one-time code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<CodeProof>,
}

/// One key of a join request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedKey {
    /// The public key.
    pub key: KeyId,
    /// Who or what holds it.
    pub holder: Holder,
    /// The name of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The position, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub position: String,
    /// The role that is asked for; none for an installation or a server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The position to endorse for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endorses_as: Option<Position>,
    /// Where bundles for an installation are encrypted to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// The signature of the key on that: people compare the fingerprint of the key alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient_signature: Option<Signature>,
}

impl AskedKey {
    /// Whether the key itself says where bundles for it are encrypted to, if anything does.
    pub(crate) fn says_its_recipient(&self, root: &RootId, office: &OfficeId) -> bool {
        self.recipient.as_deref().is_none_or(|recipient| {
            let said = recipient_said(root, office, recipient);
            let by_key = |signature| verify(self.key, &said, signature).is_ok();
            self.recipient_signature.as_ref().is_some_and(by_key)
        })
    }
}

/// What an installation signs of its recipient.
fn recipient_said(root: &RootId, office: &OfficeId, recipient: &str) -> Vec<u8> {
    let frame = Frame::new("kecuali/1/recipient").bytes(root.as_bytes());
    frame.text(office.as_str()).text(recipient).finish()
}

/// What a server asks for when it is set up: the right to sign marks and checkpoints.
#[derive(Debug, Deserialize)]
struct ServerRequest {
    root: String,
    key: KeyId,
    holder: String,
}

impl JoinRequest {
    /// Reads a request of an office, or that of a server.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        match serde_json::from_str::<ServerRequest>(text) {
            Ok(asked) if asked.holder == "server" => Ok(Self::of_server(asked.root, asked.key)),
            Ok(_) | Err(_) => serde_json::from_str(text),
        }
    }

    /// A request for the key of a server alone.
    pub(crate) fn of_server(root: String, key: KeyId) -> Self {
        let key = AskedKey {
            key,
            holder: Holder::Server("server".to_owned()),
            name: None,
            position: String::new(),
            role: None,
            endorses_as: None,
            recipient: None,
            recipient_signature: None,
        };
        Self { root, office: OfficeId::national(), keys: vec![key], proof: None }
    }
}

impl Office {
    /// The people with a key here.
    pub fn people(&self) -> &[Person] {
        &self.installation.people
    }

    /// What the keys on this machine are called, those of the trust root among them.
    pub(crate) fn key_names(&self) -> Result<Vec<String>, OfficeError> {
        self.folder.key_names()
    }

    /// The keys on this machine, and what each may do now. A person whose key file is gone or
    /// damaged is left out, and is among those of [`Office::broken_keys`].
    pub fn whoami(&self) -> Result<Vec<Held>, OfficeError> {
        let installation = self.held(INSTALLATION_KEY, None)?;
        let people = self.people().iter().filter_map(|one| self.held(&one.key, Some(one)).ok());
        Ok(std::iter::once(installation).chain(people).collect())
    }

    /// The people whose key files cannot be read, by the names of their keys: what they could do
    /// waits for a copy of the file, and nobody else is kept from anything.
    pub fn broken_keys(&self) -> Vec<String> {
        let broken = self.people().iter().filter(|one| self.folder.key_file(&one.key).is_err());
        broken.map(|person| person.key.clone()).collect()
    }

    fn held(&self, name: &str, person: Option<&Person>) -> Result<Held, OfficeError> {
        let public_key = self.folder.public_key(name)?;
        let standing = self.standing(public_key, &self.scope());
        let all = |held: &[Holding]| {
            let may = |one: &Capability| held.iter().any(|held| held.capabilities.has(*one));
            Capability::ALL.into_iter().filter(may).collect()
        };
        Ok(Held {
            key: name.to_owned(),
            name: person.map(|person| person.name.clone()),
            position: person.map(|person| person.position.clone()),
            role: person.map(|person| person.role),
            public_key,
            fingerprint: fingerprint_words(public_key),
            capabilities: standing.as_deref().map(all).unwrap_or_default(),
            without: standing.as_ref().err().map(|why| why.code()),
        })
    }

    /// What a key holds for records of a log, by all that is known here.
    pub(crate) fn standing(&self, key: KeyId, scope: &Scope) -> Result<Vec<Holding>, NoStanding> {
        let grants = self.national().now().standing(key, &scope.to_string())?;
        Ok(grants.into_iter().map(|(_, holding)| holding).collect())
    }

    /// Adds people with new keys, who still need a grant.
    pub fn add_people(&mut self, newcomers: &[Newcomer]) -> Result<(), OfficeError> {
        self.in_turn(|office| {
            for newcomer in newcomers {
                check_newcomer(newcomer)?;
                office.folder.new_key(&newcomer.key, office.machine.as_mut())?;
                office.take_in(newcomer)?;
            }
            Ok(())
        })
    }

    /// Writes down someone whose key is here.
    pub(super) fn take_in(&mut self, newcomer: &Newcomer) -> Result<(), OfficeError> {
        let mut installation = self.installation.clone();
        installation.people.push(Person {
            key: newcomer.key.clone(),
            id: to_hex(&random::<16>(self.machine.as_mut())),
            name: newcomer.name.clone(),
            position: newcomer.position.clone(),
            role: newcomer.role,
            endorses_as: newcomer.endorses_as,
        });
        self.folder.set_installation(&installation)?;
        self.installation = installation;
        Ok(())
    }

    /// The request for grants to the keys of this machine: all that hold nothing yet, or all.
    pub fn join_request(&self, all: bool) -> Result<JoinRequest, OfficeError> {
        let installation = self.folder.key(INSTALLATION_KEY)?;
        let root = self.national().root_id();
        let recipient = self.recipient()?;
        let signed = recipient.as_deref().map(|text| recipient_said(&root, self.id(), text));
        let mut keys = vec![AskedKey {
            key: installation.public(),
            holder: Holder::Installation(self.installation.id.clone()),
            name: None,
            position: String::new(),
            role: None,
            endorses_as: None,
            recipient,
            recipient_signature: signed.map(|said| installation.sign(&said)),
        }];
        for person in self.people() {
            keys.push(AskedKey {
                key: self.folder.public_key(&person.key)?,
                holder: Holder::Person(person.id.clone()),
                name: Some(person.name.clone()),
                position: person.position.clone(),
                role: Some(person.role),
                endorses_as: person.endorses_as,
                recipient: None,
                recipient_signature: None,
            });
        }
        let lacks = |asked: &AskedKey| {
            matches!(self.standing(asked.key, &self.scope()), Err(NoStanding::Absent))
        };
        keys.retain(|asked| all || lacks(asked));
        let root = root.to_string();
        Ok(JoinRequest { root, office: self.id().clone(), keys, proof: None })
    }

    /// The key that signs: the one named, or the only one here that may do it in this log.
    ///
    /// Someone without any grant yet may draft and endorse all the same; that work waits for the
    /// grant. Decisions do not wait: for them the grant comes first.
    pub fn signer(
        &self,
        acting: Option<&str>,
        any_of: &[Capability],
        scope: &Scope,
    ) -> Result<Signer, OfficeError> {
        if let Some(named) = acting {
            let person = self.people().iter().find(|p| p.key == named || p.name == named);
            let person = person.ok_or_else(|| OfficeError::not_found(Sought::Person, named))?;
            let may = self.unchecked || self.may(person, any_of, scope)?;
            return if may { self.signing(person) } else { Err(lacking(any_of)) };
        }
        if self.by_choice && self.people().len() > 1 {
            return Err(OfficeError::NobodyChosen);
        }
        let (mut able, mut unread): (Vec<&Person>, Option<OfficeError>) = (Vec::new(), None);
        for person in self.people() {
            match self.may(person, any_of, scope) {
                Ok(true) => able.push(person),
                Ok(false) => {}
                // One key file that cannot be read keeps nobody else from signing.
                Err(error) => unread = unread.or(Some(error)),
            }
        }
        match able.as_slice() {
            [] if self.people().is_empty() => Err(OfficeError::NobodyHere),
            [] => Err(unread.unwrap_or_else(|| lacking(any_of))),
            [one] => self.signing(one),
            several => Err(OfficeError::Ambiguous {
                name: "--as".to_owned(),
                all: several.iter().map(|person| person.key.clone()).collect(),
            }),
        }
    }

    pub(super) fn may(
        &self,
        person: &Person,
        any_of: &[Capability],
        scope: &Scope,
    ) -> Result<bool, OfficeError> {
        let key = self.folder.public_key(&person.key)?;
        Ok(match self.standing(key, scope) {
            Ok(held) => {
                any_of.iter().any(|one| held.iter().any(|held| held.capabilities.has(*one)))
            }
            Err(NoStanding::Absent) => {
                let asked = person.role.capabilities(self.level(self.id()));
                any_of.iter().any(|one| waits(*one) && asked.contains(one.as_str()))
            }
            Err(_) => false,
        })
    }

    fn signing(&self, person: &Person) -> Result<Signer, OfficeError> {
        let key = self.secret_key(&person.key)?;
        Ok(Signer { name: person.name.clone(), endorses_as: person.endorses_as, key })
    }
}

/// That a key may be called so, and that an endorser says for which position.
pub(super) fn check_newcomer(newcomer: &Newcomer) -> Result<(), OfficeError> {
    check_key_name(&newcomer.key)?;
    if newcomer.role == Role::Endorser && newcomer.endorses_as.is_none() {
        return Err(OfficeError::Input(input::endorser_without_position()));
    }
    Ok(())
}

/// Whether work that takes this capability may be done before the grant is here.
const fn waits(capability: Capability) -> bool {
    match capability {
        Capability::Draft
        | Capability::Endorse
        | Capability::RecordEndorsement
        | Capability::Submit => true,
        Capability::Forward
        | Capability::Review
        | Capability::Determine
        | Capability::Issue
        | Capability::Revoke
        | Capability::Administer
        | Capability::Log
        | Capability::Sync => false,
    }
}

fn lacking(any_of: &[Capability]) -> OfficeError {
    OfficeError::NoKey(authority::any_of(any_of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_request_is_read_as_one_for_its_key_alone() {
        let key = "7".repeat(64);
        let text = format!(
            r#"{{"root": "r", "office": "RI", "key": "{key}", "holder": "server", "capabilities": ["log"]}}"#
        );
        let request = JoinRequest::read(&text).unwrap();
        assert_eq!(request.keys[0].holder, Holder::Server("server".to_owned()));
        let again = serde_json::to_string(&request).unwrap();
        assert_eq!(JoinRequest::read(&again).unwrap(), request);
    }
}
