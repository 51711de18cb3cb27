//! Who may do what, of the people on this machine: administrator, reviewer and issuer are
//! different people, and a refusal says whose turn it is.

use kecuali_domain::Capability;

use crate::{catalogue::authority, error::OfficeError, office::Office, web::visit::Hand};

/// Whether who acts may do something, or who else here may.
#[derive(Debug, Clone, Default)]
pub(crate) struct May {
    /// Whether the person who acts may, or nobody was chosen and only one here may.
    pub(crate) now: bool,
    /// Those of this machine who may: names and positions.
    pub(crate) who: Vec<String>,
    /// What it takes, in words.
    pub(crate) takes: String,
}

impl May {
    /// Asks of the people of this machine.
    pub(crate) fn of(hand: &Hand<'_>, any_of: &[Capability]) -> Result<Self, OfficeError> {
        Self::among(hand.office, hand.acting, any_of)
    }

    /// Why something is not offered to who acts, and whose turn it is. It is offered to who may, and
    /// as long as nobody was chosen or granted anything: they are told when they try.
    pub(crate) fn kept_from(
        hand: &Hand<'_>,
        any_of: &[Capability],
    ) -> Result<Option<String>, OfficeError> {
        let held = hand.office.held_by(hand.acting)?;
        if held.is_empty() || any_of.iter().any(|one| held.contains(one)) {
            return Ok(None);
        }
        Ok(Self::of(hand, any_of)?.refusal())
    }

    fn among(
        office: &Office,
        acting: Option<&str>,
        any_of: &[Capability],
    ) -> Result<Self, OfficeError> {
        let held = office.whoami()?;
        let able = held.iter().filter(|held| {
            held.name.is_some() && any_of.iter().any(|one| held.capabilities.contains(one))
        });
        let able: Vec<_> = able.collect();
        let now = match acting {
            Some(key) => able.iter().any(|held| held.key == key),
            None => able.len() == 1 && office.people().len() == 1,
        };
        let called = |held: &&crate::office::people::Held| {
            let name = held.name.clone().unwrap_or_default();
            format!("{name} ({})", held.position.clone().unwrap_or_default())
        };
        Ok(Self { now, who: able.iter().map(called).collect(), takes: authority::any_of(any_of) })
    }

    /// What was signed; or why nothing was, where that is to be said in the page it was asked on:
    /// something changed meanwhile, or it is someone else's turn.
    pub(crate) fn or_whose<T>(
        &self,
        done: Result<T, OfficeError>,
    ) -> Result<Result<T, String>, OfficeError> {
        match done {
            Ok(done) => Ok(Ok(done)),
            Err(OfficeError::NotAsSeen { .. }) => Ok(Err(CHANGED.to_owned())),
            Err(error @ OfficeError::OtherActor) => Ok(Err(error.to_string())),
            Err(
                error @ (OfficeError::NoKey(_)
                | OfficeError::NobodyHere
                | OfficeError::NobodyChosen
                | OfficeError::Ambiguous { .. }),
            ) => {
                let whose = self.refusal().unwrap_or_else(|| error.to_string());
                Ok(Err(format!("Belum ada yang ditandatangani. {whose}")))
            }
            Err(error) => Err(error),
        }
    }

    /// Why it is not done, and whose turn it is; nothing where it may be done.
    pub(crate) fn refusal(&self) -> Option<String> {
        if self.now {
            return None;
        }
        Some(if self.who.is_empty() {
            format!("Tidak ada orang di komputer ini yang berwenang {}.", self.takes)
        } else {
            format!("Yang berwenang {} di komputer ini: {}.", self.takes, self.who.join(", "))
        })
    }
}

const CHANGED: &str = "Belum ada yang ditandatangani: sementara Anda melihat, ada yang berubah. \
                       Ini keadaannya sekarang; periksa lagi, lalu putuskan.";
