//! Keys of others: join requests, grants, revocations.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    Capability, Day, Kind, OfficeId, Scope,
    act::{Act, Grant, Holder, KeyEnd, ReadAct, RevokeKey},
    office::Level,
};
use kecuali_encoding::{Digest, KeyId};
use kecuali_sync::Saying;
use kecuali_trust::{BadKey, NoStanding, check_key, fingerprint_words};
use serde::Serialize;

use super::{
    Office,
    found::server_grant,
    people::{AskedKey, JoinRequest, Signer},
};
use crate::{
    catalogue::{authority, refusal},
    error::{OfficeError, Sought},
};

/// A key that was ever granted something.
#[derive(Debug, Clone, Serialize)]
pub struct Granted {
    /// The key.
    pub key: KeyId,
    /// The key in a form that is read aloud.
    pub fingerprint: String,
    /// Who or what holds it: `person`, `installation` or `server`.
    pub holder: &'static str,
    /// The office it acts for.
    pub office: OfficeId,
    /// The holder's position, in words.
    pub position: String,
    /// What it was given.
    pub capabilities: BTreeSet<String>,
    /// The last day it holds.
    pub until: Option<Day>,
    /// The log that holds the grant.
    pub log: Scope,
    /// Whether a log holds the grant, or it waits here.
    pub received: bool,
    /// Why it holds nothing now, as a code.
    pub without: Option<&'static str>,
}

/// So much of a key is typed at least: fewer signs may be a slip.
const SHORTEST: usize = 4;

/// How a key is to end.
#[derive(Debug, Clone)]
pub enum End {
    /// Its holder left; older work is admitted until a day.
    Left(Day),
    /// It may be in wrong hands; what stands after the cuts is void.
    Lost(BTreeMap<String, Digest>),
}

impl End {
    /// The same as it is signed.
    pub(crate) fn how(&self) -> KeyEnd {
        match self {
            Self::Left(until) => KeyEnd::Left { until: *until },
            Self::Lost(cuts) => KeyEnd::Lost { cuts: cuts.clone() },
        }
    }
}

impl Office {
    /// Grants what a request asks for. Says how many keys got something; one that holds just that
    /// already gets nothing more.
    pub fn grant_request(
        &mut self,
        acting: Option<&str>,
        request: &JoinRequest,
        replaces: Option<KeyId>,
    ) -> Result<usize, OfficeError> {
        if request.root != self.national().root_id().to_string() {
            return Err(OfficeError::WrongRoot);
        }
        let root = self.national().root_id();
        if !request.keys.iter().all(|asked| asked.says_its_recipient(&root, &request.office)) {
            return Err(OfficeError::Input(authority::recipient_unsigned()));
        }
        request.is_grantable()?;
        let all: Vec<&AskedKey> = request.keys.iter().collect();
        self.in_turn(|office| {
            let signer = office.administrator(acting, &request.office)?;
            let mut granted = 0;
            for asked in &all {
                check_key(asked.key).map_err(not_a_key)?;
                let person = matches!(asked.holder, Holder::Person(_));
                let replaces = replaces.filter(|_| person);
                let (scope, grant) = office.grant_for(&request.office, asked, replaces);
                if !office.is_granted(&scope, &grant)? {
                    office.grant(&signer, &scope, grant)?;
                    granted += 1;
                }
            }
            office.use_up(request)?;
            Ok(granted)
        })
    }

    /// The request that a server would make for its key.
    pub fn server_request(&self, key: KeyId) -> JoinRequest {
        JoinRequest::of_server(self.national().root_id().to_string(), key)
    }

    /// Whether an administrator of this office may end a key so at all.
    ///
    /// What a lost key voids may be the ground of what is public, so KPU RI alone says it.
    pub fn may_end(&self, end: &End) -> Result<(), OfficeError> {
        match end {
            End::Lost(_) if !self.id().is_national() => Err(OfficeError::LostByOffice),
            End::Lost(_) | End::Left(_) => Ok(()),
        }
    }

    /// Ends a key, in every log that granted it something. What falls with it was shown before, by
    /// [`Office::falling`].
    pub fn revoke_key(
        &mut self,
        acting: Option<&str>,
        key: KeyId,
        end: &End,
    ) -> Result<usize, OfficeError> {
        self.may_end(end)?;
        self.in_turn(|office| {
            office.is_as_previewed(|office| office.falling(key, end))?;
            if office.national().root().key_was_root(key) {
                return office.revoke_root_key(key, end).map(|()| 1);
            }
            let grants = office.grants_of(key)?;
            let signer = office.administrator(acting, &grants[0].office)?;
            let logs: BTreeSet<Scope> = grants.into_iter().map(|grant| grant.log).collect();
            for log in &logs {
                let act = Act::RevokeKey(RevokeKey { key, how: end.how() });
                let name = (log.clone(), office.new_id());
                office.say(&signer, &name, Kind::Roster, Saying::Act(&act), None)?;
            }
            Ok(logs.len())
        })
    }

    /// What a key was ever granted; one that is known here at all.
    pub fn grants_of(&mut self, key: KeyId) -> Result<Vec<Granted>, OfficeError> {
        let mut grants = self.roster()?;
        grants.retain(|grant| grant.key == key);
        if grants.is_empty() && !self.national().root().key_was_root(key) {
            return Err(OfficeError::not_found(Sought::Key, key.to_string()));
        }
        Ok(grants)
    }

    /// The key that a person means: by itself or its fingerprint, or the beginning of one.
    pub fn key_by(&mut self, typed: &str) -> Result<KeyId, OfficeError> {
        let typed = typed.trim();
        if let Ok(key) = typed.parse() {
            return Ok(key);
        }
        let plain = typed.replace('-', "").to_lowercase();
        let begins = |granted: &Granted| {
            let words = granted.fingerprint.replace('-', "").to_lowercase();
            granted.key.to_string().starts_with(&plain) || words.starts_with(&plain)
        };
        let mut found = self.roster()?;
        found.retain(|granted| plain.len() >= SHORTEST && begins(granted));
        let keys: BTreeSet<KeyId> = found.iter().map(|granted| granted.key).collect();
        match keys.into_iter().collect::<Vec<_>>().as_slice() {
            [key] => Ok(*key),
            [] => Err(OfficeError::not_found(Sought::Key, typed)),
            several => {
                let all = several.iter().map(|key| fingerprint_words(*key)).collect();
                Err(OfficeError::Ambiguous { name: typed.to_owned(), all })
            }
        }
    }

    /// Every key that was ever granted something, as far as it is known here.
    pub fn roster(&mut self) -> Result<Vec<Granted>, OfficeError> {
        let scopes = std::iter::once(Scope::National).chain(self.registers());
        let mut all = Vec::new();
        for scope in scopes.collect::<Vec<_>>() {
            all.extend(self.roster_of(&scope)?);
        }
        Ok(all)
    }

    /// Every key that one log ever granted something.
    pub(crate) fn roster_of(&mut self, scope: &Scope) -> Result<Vec<Granted>, OfficeError> {
        let grants = self.grants_in(scope)?.into_iter();
        Ok(grants.map(|(received, grant)| self.granted(grant, scope, received)).collect())
    }

    /// Every grant of a log, and whether the log holds it yet.
    fn grants_in(&mut self, scope: &Scope) -> Result<Vec<(bool, Grant)>, OfficeError> {
        let mut all = Vec::new();
        for id in self.rosters(scope)? {
            let Some(document) = self.desk.document(scope, id)? else { continue };
            for record in document.acts() {
                let ReadAct::Known(act) = &record.act else { continue };
                let Act::Grant(grant) = act.as_ref() else { continue };
                all.push((record.position.is_some(), grant.clone()));
            }
        }
        Ok(all)
    }

    fn granted(&self, grant: Grant, log: &Scope, received: bool) -> Granted {
        let standing = self.standing(grant.key, log);
        let holder = match grant.holder {
            Holder::Person(_) => "person",
            Holder::Installation(_) => "installation",
            Holder::Server(_) => "server",
        };
        Granted {
            key: grant.key,
            fingerprint: fingerprint_words(grant.key),
            holder,
            office: grant.office,
            position: grant.position,
            capabilities: grant.capabilities,
            until: grant.until,
            log: log.clone(),
            received,
            without: standing.err().map(NoStanding::code),
        }
    }

    fn administrator(
        &self,
        acting: Option<&str>,
        office: &OfficeId,
    ) -> Result<Signer, OfficeError> {
        self.signer(acting, &[Capability::Administer], &Scope::Office(office.clone()))
    }

    pub(crate) fn grant_key(
        &mut self,
        signer: &Signer,
        office: &OfficeId,
        asked: &AskedKey,
    ) -> Result<(), OfficeError> {
        let (scope, grant) = self.grant_for(office, asked, None);
        self.grant(signer, &scope, grant)
    }

    /// What a key is to get, and where it is to stand.
    fn grant_for(
        &self,
        office: &OfficeId,
        asked: &AskedKey,
        replaces: Option<KeyId>,
    ) -> (Scope, Grant) {
        if let Holder::Server(_) = asked.holder {
            return (Scope::National, server_grant(asked.key));
        }
        let level = self.level(office);
        let sync = || [Capability::Sync.to_string()].into();
        let grant = Grant {
            key: asked.key,
            holder: asked.holder.clone(),
            office: office.clone(),
            position: asked.position.clone(),
            endorses_as: asked.endorses_as,
            capabilities: asked.role.map_or_else(sync, |role| role.capabilities(level)),
            delegable: asked.role.map(|role| role.delegable(level)).unwrap_or_default(),
            until: None,
            replaces,
            recipient: asked.recipient.clone(),
        };
        (log_of(&grant, level), grant)
    }

    /// Whether a key that holds anything was given just this already.
    fn is_granted(&mut self, scope: &Scope, grant: &Grant) -> Result<bool, OfficeError> {
        if self.standing(grant.key, scope).is_err() {
            return Ok(false);
        }
        let same = |(_, before): (bool, Grant)| {
            let before = Grant { replaces: grant.replaces, ..before };
            before == *grant
        };
        Ok(self.grants_in(scope)?.into_iter().any(same))
    }

    pub(crate) fn grant(
        &mut self,
        signer: &Signer,
        scope: &Scope,
        grant: Grant,
    ) -> Result<(), OfficeError> {
        let name = (scope.clone(), self.new_id());
        let act = Act::Grant(grant);
        self.say(signer, &name, Kind::Roster, Saying::Act(&act), None).map(drop)
    }
}

/// Staff of a regency or city stands in its own log, where alone it acts; all others in `national`.
fn log_of(grant: &Grant, level: Option<Level>) -> Scope {
    let administers = grant.capabilities.contains(Capability::Administer.as_str());
    let staff = matches!(grant.holder, Holder::Person(_)) && !administers;
    if staff && level == Some(Level::RegencyCity) {
        Scope::Office(grant.office.clone())
    } else {
        Scope::National
    }
}

fn not_a_key(error: BadKey) -> OfficeError {
    OfficeError::Input(refusal::sentence(error.code()))
}
