//! What a request may ask for: at all, and on the word of a code from a letter.

use std::collections::BTreeSet;

use kecuali_domain::act::Holder;

use super::super::{
    people::{AskedKey, JoinRequest},
    role::Role,
};
use crate::{catalogue::authority, error::OfficeError};

impl JoinRequest {
    /// That it can be granted at all. A server asks for its own key alone, at KPU RI: its key signs
    /// marks and checkpoints that the whole country believes, and never comes along with others.
    pub fn is_grantable(&self) -> Result<(), OfficeError> {
        let server = |asked: &AskedKey| matches!(asked.holder, Holder::Server(_));
        let alone = self.keys.len() == 1 && self.office.is_national();
        if self.keys.iter().any(server) && !alone {
            return Err(OfficeError::Input(authority::server_not_alone()));
        }
        let keys: BTreeSet<_> = self.keys.iter().map(|asked| asked.key).collect();
        if keys.len() < self.keys.len() {
            return Err(OfficeError::Input(authority::key_twice()));
        }
        Ok(())
    }

    /// Whether it asks for no more than an invitation offers: the machine and the people of one
    /// office below KPU RI, in the roles that offices have. All else is compared aloud, whatever
    /// code it was made with.
    pub(super) fn is_offered(&self) -> bool {
        let offered = |asked: &AskedKey| match (&asked.holder, asked.role) {
            (Holder::Installation(_), None) => asked.endorses_as.is_none(),
            (Holder::Person(_), Some(role)) => of_offices(role),
            (Holder::Installation(_), Some(_))
            | (Holder::Person(_), None)
            | (Holder::Server(_), _) => false,
        };
        !self.office.is_national() && self.is_grantable().is_ok() && self.keys.iter().all(offered)
    }
}

/// Whether offices below KPU RI have people in this role.
const fn of_offices(role: Role) -> bool {
    match role {
        Role::ServiceDesk | Role::Ppid | Role::Endorser | Role::Administrator => true,
        Role::Reviewer | Role::Issuer => false,
    }
}
