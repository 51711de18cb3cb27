//! What a key may do.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::ids::{NotAName, as_text};

/// One permission. Capabilities are checked, never job titles; a role is a named set of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capability {
    /// Write content of its own office's documents.
    Draft,
    /// Endorse or decline with its own key.
    Endorse,
    /// Record an endorsement that was signed on paper.
    RecordEndorsement,
    /// Submit to KPU RI and withdraw.
    Submit,
    /// As a province: pass a submission on, or send it back.
    Forward,
    /// As KPU RI: return a submission, comment.
    Review,
    /// As KPU RI: determine entries.
    Determine,
    /// As KPU RI: issue determinations.
    Issue,
    /// As KPU RI: revoke, open, take down.
    Revoke,
    /// Grant and revoke keys, set policy.
    Administer,
    /// As a server: sign marks and checkpoints. Decides nothing about content.
    Log,
    /// As an installation: sign requests. Decides nothing about content.
    Sync,
}

impl Capability {
    /// Every capability; the position here is its bit in a set.
    pub const ALL: [Self; 12] = [
        Self::Draft,
        Self::Endorse,
        Self::RecordEndorsement,
        Self::Submit,
        Self::Forward,
        Self::Review,
        Self::Determine,
        Self::Issue,
        Self::Revoke,
        Self::Administer,
        Self::Log,
        Self::Sync,
    ];

    /// The name that is signed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Endorse => "endorse",
            Self::RecordEndorsement => "record_endorsement",
            Self::Submit => "submit",
            Self::Forward => "forward",
            Self::Review => "review",
            Self::Determine => "determine",
            Self::Issue => "issue",
            Self::Revoke => "revoke",
            Self::Administer => "administer",
            Self::Log => "log",
            Self::Sync => "sync",
        }
    }
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Capability {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let found = Self::ALL.into_iter().find(|capability| capability.as_str() == text);
        found.ok_or_else(|| NotAName::new(text, "a capability"))
    }
}
as_text!(Capability);

/// A set of capabilities.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Capabilities(u32);

impl Capabilities {
    /// All of them: what the trust root may hand out.
    pub const ALL: Self = Self((1 << Capability::ALL.len()) - 1);

    /// The set as bits, in the order of [`Capability::ALL`].
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Reads bits; those without a meaning are dropped.
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits & Self::ALL.0)
    }

    /// Reads names, and says whether any of them is unknown to this program.
    pub fn from_names<'a>(names: impl IntoIterator<Item = &'a str>) -> (Self, bool) {
        names.into_iter().fold((Self::default(), false), |(set, unknown), name| {
            name.parse().map_or((set, true), |capability| (set.with(capability), unknown))
        })
    }

    /// This set and one more.
    #[must_use]
    pub fn with(self, capability: Capability) -> Self {
        Self(self.0 | bit(capability))
    }

    /// Whether it holds a capability.
    pub fn has(self, capability: Capability) -> bool {
        self.0 & bit(capability) != 0
    }

    /// Whether everything in this set is in the other too.
    pub const fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// The members, in the fixed order.
    pub fn iter(self) -> impl Iterator<Item = Capability> {
        Capability::ALL.into_iter().filter(move |capability| self.has(*capability))
    }
}

impl FromIterator<Capability> for Capabilities {
    fn from_iter<T: IntoIterator<Item = Capability>>(all: T) -> Self {
        all.into_iter().fold(Self::default(), Self::with)
    }
}

fn bit(capability: Capability) -> u32 {
    let place = Capability::ALL.iter().position(|other| *other == capability);
    1 << place.expect("every capability is in ALL")
}
