//! Why a key under a passphrase did not sign, or was not sealed.

use super::Exit;
use crate::{catalogue, office::passphrase::Weakness};

/// Why a key under a passphrase did not sign, or was not sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", catalogue::key::sentence(self))]
pub enum KeyError {
    /// The key is under a passphrase, and nobody was there to say it.
    Locked(String),
    /// The passphrase does not open the key.
    WrongPassphrase(String),
    /// The passphrase is guessed too soon.
    Weak(Weakness),
    /// The two times that a new passphrase was typed differ.
    Retyped,
    /// The installation's own key works while nobody is there, so it is not sealed.
    Installation,
    /// The key is not under a passphrase.
    NotSealed(String),
}

impl KeyError {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Locked(_) => "key_locked",
            Self::WrongPassphrase(_) => "passphrase_wrong",
            Self::Weak(_) => "passphrase_weak",
            Self::Retyped => "passphrase_retyped",
            Self::Installation => "key_of_installation",
            Self::NotSealed(_) => "key_not_sealed",
        }
    }

    /// The exit code.
    pub const fn exit(&self) -> Exit {
        match self {
            Self::Locked(_) | Self::WrongPassphrase(_) => Exit::NotAuthorised,
            Self::Weak(_) | Self::Retyped | Self::Installation | Self::NotSealed(_) => Exit::Usage,
        }
    }
}
