//! Roles: named sets of capabilities that an administrator hands out at once.

use std::collections::BTreeSet;

use clap::ValueEnum;
use kecuali_domain::{
    Capability, OfficeId,
    office::{Level, Offices},
};
use kecuali_ledger::levels_allow;
use serde::{Deserialize, Serialize};

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

    /// What it may do at an office.
    pub fn capabilities(self, office: &OfficeId) -> BTreeSet<String> {
        let asked: &[Capability] = match self {
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
        };
        let allowed = Offices::bundled().get(office).map(|office| levels_allow(office.level));
        let may = |capability: &&Capability| allowed.is_some_and(|all| all.has(**capability));
        asked.iter().filter(may).map(ToString::to_string).collect()
    }

    /// What it may hand on: an administrator everything that such offices may hold, KPU RI's all.
    pub fn delegable(self, office: &OfficeId) -> BTreeSet<String> {
        if self != Self::Administrator {
            return BTreeSet::new();
        }
        let level = Offices::bundled().get(office).map_or(Level::RegencyCity, |one| one.level);
        levels_allow(level).iter().map(|capability| capability.to_string()).collect()
    }
}
