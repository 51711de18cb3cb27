//! One-time codes: who asks for keys is known by a code from a letter, and no fingerprint has to be
//! read aloud (`docs/decisions/0014-one-time-codes-for-offices.md`).

mod code;
mod letter;
mod list;
mod offered;

use std::collections::BTreeSet;

use kecuali_domain::{Capability, Day, OfficeId, Scope, office::Offices};
use kecuali_encoding::{Digest, Frame, KeyId, canonical_json};
use kecuali_ledger::OfficeTree as _;
use kecuali_storage::{Commit, Store as _};
use kecuali_trust::{Signature, verify};
use serde::{Deserialize, Serialize};

pub use self::{
    code::Code,
    letter::{Letter, letters_page},
};
use super::{Office, people::JoinRequest, standing::name_of};
use crate::{
    catalogue::{authority, input, invitation},
    error::{OfficeError, Sought},
    machine::random,
};

/// The small value that holds the invitations of this office.
const INVITATIONS: &str = "client/invitations";
/// How long a letter holds where nothing else is said.
pub const USUAL_DAYS: i32 = 30;

/// A code that was given out, without the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Invitation {
    /// Whom it was given to.
    office: OfficeId,
    /// The public half of the key that is made of the code.
    key: KeyId,
    /// The last day it holds.
    until: Day,
    /// What was granted on it: the request, and nothing else is any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    used: Option<Digest>,
}

/// What a join request shows that its sender had a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeProof {
    /// The public half of the key that is made of the code.
    pub key: KeyId,
    /// Its signature over the rest of the request.
    pub signature: Signature,
}

/// Whether a request comes from an office that was given a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Proven {
    /// It names no code: fingerprints are read aloud.
    NoCode,
    /// It was made with the code that this office was given.
    Verified,
    /// Its code was used before, for another request.
    Used,
    /// Its code holds no more.
    Expired,
    /// Its code was not given out here, or another one has taken its place.
    Unknown,
    /// It was changed on its way, or its code was given to another office.
    Forged,
    /// It asks for more than the invitation offered: fingerprints are read aloud.
    Beyond,
}

impl Proven {
    /// What people read.
    pub const fn label(self) -> &'static str {
        invitation::proven(self)
    }

    /// Whether a code is named that does not hold.
    pub const fn is_doubtful(self) -> bool {
        !matches!(self, Self::NoCode | Self::Verified)
    }
}

/// A code that was given out, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InvitationView {
    /// Whom it was given to.
    pub office: OfficeId,
    /// What that office is called.
    pub name: String,
    /// The last day it holds.
    pub until: Day,
    /// Whether it was used: keys were granted on it.
    pub used: bool,
    /// Whether its last day is over and it was not used.
    pub expired: bool,
}

impl Office {
    /// Gives each of these offices a new code; one given before holds no more. Only the letters hold
    /// the codes: they cannot be had again.
    pub fn invite(
        &mut self,
        acting: Option<&str>,
        offices: &[OfficeId],
        until: Day,
    ) -> Result<Vec<Letter>, OfficeError> {
        for office in offices {
            self.may_invite(acting, office)?;
        }
        let today = self.today();
        if until < today {
            return Err(OfficeError::Input(input::day_is_over(until)));
        }
        self.in_turn(|office| {
            let offices: BTreeSet<&OfficeId> = offices.iter().collect();
            let mut all = office.kept_invitations()?;
            all.retain(|one| !offices.contains(&one.office));
            let letters: Vec<Letter> =
                offices.into_iter().map(|id| office.new_letter(id, until)).collect();
            let root = office.national().root_id();
            all.extend(letters.iter().map(|letter| Invitation {
                office: letter.office.clone(),
                key: letter.code.key(&root, &letter.office).public(),
                until,
                used: None,
            }));
            office.keep_invitations(&all)?;
            Ok(letters)
        })
    }

    /// The day so many days from now.
    pub fn days_from_now(&mut self, days: i32) -> Day {
        let today = self.today();
        let span = jiff::Span::new().try_days(days).unwrap_or_default();
        Day(today.0.checked_add(span).unwrap_or(today.0))
    }

    /// The codes that were given out here, without the codes.
    pub fn invitations(&mut self) -> Result<Vec<InvitationView>, OfficeError> {
        let today = self.today();
        let view = |one: Invitation| InvitationView {
            name: name_of(&one.office),
            expired: one.used.is_none() && one.until < today,
            used: one.used.is_some(),
            office: one.office,
            until: one.until,
        };
        Ok(self.kept_invitations()?.into_iter().map(view).collect())
    }

    /// What the codes that were given out here come to: another text after any change.
    pub(crate) fn invitations_mark(&self) -> Result<String, OfficeError> {
        let kept = self.store.value(INVITATIONS)?.unwrap_or_default();
        Ok(Digest::of(&kept).to_string())
    }

    /// The offices of a province that this office may invite: at KPU RI the province itself, too.
    pub fn offices_of(&self, province: &OfficeId) -> Vec<OfficeId> {
        let tree = self.national().now().offices();
        let known = Offices::bundled().iter().map(|office| &office.id).chain(tree.changed());
        let all: BTreeSet<&OfficeId> = known.collect();
        let of_it = |id: &&OfficeId| *id == province || tree.is_below(id, province);
        all.into_iter().filter(of_it).filter(|id| *id != self.id()).cloned().collect()
    }

    /// The request for grants, with the proof of a code.
    pub fn join_request_with(&self, all: bool, typed: &str) -> Result<JoinRequest, OfficeError> {
        let key = self.own_code(typed)?.key(&self.national().root_id(), self.id());
        let mut request = self.join_request(all)?;
        let signature = key.sign(&said(&request));
        request.proof = Some(CodeProof { key: key.public(), signature });
        Ok(request)
    }

    /// That what was typed is a code for this office, before anything is done with it.
    pub fn is_own_code(&self, typed: &str) -> Result<(), OfficeError> {
        self.own_code(typed).map(drop)
    }

    fn own_code(&self, typed: &str) -> Result<Code, OfficeError> {
        let code = Code::read(typed, &self.national().root_id(), self.id());
        code.ok_or_else(|| OfficeError::Input(input::not_a_code(self.id())))
    }

    /// Whether a request comes from an office that was given a code here.
    pub fn proven(&mut self, request: &JoinRequest) -> Result<Proven, OfficeError> {
        let Some(proof) = &request.proof else { return Ok(Proven::NoCode) };
        let today = self.today();
        let all = self.kept_invitations()?;
        let Some(known) = all.iter().find(|one| one.key == proof.key) else {
            return Ok(Proven::Unknown);
        };
        let said = said(request);
        let signed = verify(proof.key, &said, &proof.signature).is_ok();
        Ok(if !signed || known.office != request.office {
            Proven::Forged
        } else if !request.is_offered() {
            Proven::Beyond
        } else if let Some(used) = known.used {
            if used == Digest::of(&said) { Proven::Verified } else { Proven::Used }
        } else if known.until < today {
            Proven::Expired
        } else {
            Proven::Verified
        })
    }

    /// Notes that keys were granted on a code: it holds for this request and for no other.
    pub(super) fn use_up(&mut self, request: &JoinRequest) -> Result<(), OfficeError> {
        if self.proven(request)? != Proven::Verified {
            return Ok(());
        }
        let key = request.proof.map(|proof| proof.key);
        let mut all = self.kept_invitations()?;
        for one in all.iter_mut().filter(|one| Some(one.key) == key) {
            one.used = Some(Digest::of(&said(request)));
        }
        self.keep_invitations(&all)
    }

    /// That someone here gives keys to this office. Nothing is signed, so no key is opened.
    fn may_invite(&self, acting: Option<&str>, office: &OfficeId) -> Result<(), OfficeError> {
        if self.level(office).is_none() {
            return Err(OfficeError::not_found(Sought::Office, office.as_str()));
        }
        let tree = self.national().now().offices();
        let above = self.id().is_national() || tree.is_below(office, self.id());
        let administers = self.able(acting, Capability::Administer, office)?;
        let lacking =
            || OfficeError::NoKey(authority::capability(Capability::Administer).to_owned());
        match (above && administers, office.is_national()) {
            (false, _) => Err(lacking()),
            // What KPU RI's own keys may do is nothing that a letter stands for.
            (true, true) => Err(OfficeError::Input(input::no_code_for_national())),
            (true, false) => Ok(()),
        }
    }

    fn able(
        &self,
        acting: Option<&str>,
        capability: Capability,
        office: &OfficeId,
    ) -> Result<bool, OfficeError> {
        let scope = Scope::Office(office.clone());
        for person in self.people() {
            let meant = acting.is_none_or(|named| person.key == named || person.name == named);
            if meant && self.may(person, &[capability], &scope)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn new_letter(&mut self, office: &OfficeId, until: Day) -> Letter {
        let root = self.national().root_id();
        let code = Code::new(&random(self.machine.as_mut()), &root, office);
        let (office, name) = (office.clone(), name_of(office));
        Letter { office, name, code, until, root, from: name_of(self.id()) }
    }

    fn kept_invitations(&self) -> Result<Vec<Invitation>, OfficeError> {
        let kept = self.store.value(INVITATIONS)?;
        let read = |bytes: Vec<u8>| serde_json::from_slice(&bytes).ok();
        Ok(kept.and_then(read).unwrap_or_default())
    }

    fn keep_invitations(&self, all: &[Invitation]) -> Result<(), OfficeError> {
        let bytes = canonical_json(&all).into_bytes();
        let values = vec![(INVITATIONS.to_owned(), Some(bytes))];
        Ok(self.store.commit(&Commit { values, ..Commit::default() })?)
    }
}

/// What the key of a code signs: the request without the proof.
fn said(request: &JoinRequest) -> Vec<u8> {
    let request = JoinRequest { proof: None, ..request.clone() };
    Frame::new("kecuali/1/join").text(&canonical_json(&request)).finish()
}
