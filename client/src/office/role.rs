//! Roles: named sets of capabilities that an administrator hands out at once.

use std::collections::BTreeSet;

use clap::ValueEnum;
use kecuali_domain::{Capability, act::Position, office::Level};
use kecuali_ledger::levels_allow;
use serde::{Deserialize, Serialize};

use crate::catalogue::authority;

/// A role. What is checked is never the role but its capabilities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
pub enum Role {
    /// Desk Pelayanan: collects and drafts
    ServiceDesk,
    /// PPID: drafts, records endorsements from paper, submits; at a province also forwards
    Ppid,
    /// Pembina, Tim Pertimbangan or Atasan PPID: endorses with an own key
    Endorser,
    /// Gives and ends the keys of an office
    Administrator,
    /// KPU RI: prepares, returns, comments
    Reviewer,
    /// KPU RI: issues, determines, revokes
    Issuer,
}

impl Role {
    /// What it is called in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ServiceDesk => "service_desk",
            Self::Ppid => "ppid",
            Self::Endorser => "endorser",
            Self::Administrator => "administrator",
            Self::Reviewer => "reviewer",
            Self::Issuer => "issuer",
        }
    }

    /// What people call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ServiceDesk => "Desk Pelayanan",
            Self::Ppid => "PPID",
            Self::Endorser => "Pemberi persetujuan",
            Self::Administrator => "Administrator",
            Self::Reviewer => "Penelaah KPU RI",
            Self::Issuer => "Penetap KPU RI",
        }
    }

    /// What it is made of; an office that may not hold all of it gets what it may.
    pub const fn all_of(self) -> &'static [Capability] {
        match self {
            Self::ServiceDesk => &[Capability::Draft],
            Self::Ppid => &[
                Capability::Draft,
                Capability::RecordEndorsement,
                Capability::Submit,
                Capability::Forward,
            ],
            Self::Endorser => &[Capability::Endorse],
            Self::Administrator => &[Capability::Administer],
            Self::Reviewer => &[Capability::Draft, Capability::Review],
            Self::Issuer => &[
                Capability::Draft,
                Capability::Review,
                Capability::Determine,
                Capability::Issue,
                Capability::Revoke,
            ],
        }
    }

    /// What it may do at an office of a level; nothing where there is no such office.
    pub fn capabilities(self, level: Option<Level>) -> BTreeSet<String> {
        let allowed = level.map(levels_allow);
        let may = |capability: &&Capability| allowed.is_some_and(|all| all.has(**capability));
        self.all_of().iter().filter(may).map(ToString::to_string).collect()
    }

    /// What it may hand on: an administrator everything that such offices may hold, KPU RI's all.
    pub fn delegable(self, level: Option<Level>) -> BTreeSet<String> {
        if self != Self::Administrator {
            return BTreeSet::new();
        }
        levels_allow(level.unwrap_or(Level::RegencyCity))
            .iter()
            .map(|capability| capability.to_string())
            .collect()
    }
}

/// Every role with what it is made of: for the help of the commands that name one.
pub(crate) fn roles_help() -> String {
    let line = |role: &Role| {
        let value = role.to_possible_value()?;
        let help = value.get_help()?.to_string();
        let all = authority::capabilities(role.all_of().iter().copied());
        Some(format!("  {:<14} {help}\n  {:<14} wewenang: {all}", value.get_name(), ""))
    };
    let lines: Vec<String> = Role::value_variants().iter().filter_map(line).collect();
    format!("Peran:\n{}", lines.join("\n"))
}

/// The positions that endorse, beside the roles.
pub(crate) fn people_help() -> String {
    let positions = Position::ALL.map(Position::as_str).join(", ");
    format!("{}\n\nENDORSES_AS (untuk peran endorser): {positions}", roles_help())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_called_the_same_everywhere() {
        for role in Role::value_variants() {
            assert_eq!(role.to_possible_value().unwrap().get_name(), role.name());
            assert_eq!(serde_json::to_value(role).unwrap(), role.name());
        }
    }
}
