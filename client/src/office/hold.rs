//! Having an office: alone, or with others, each for one step at a time.
//!
//! The pages have one office in memory for whoever looks, signs and syncs: an office of ten thousand
//! drafts is a large one. A sync has it while it makes a request and while it takes an answer, and
//! never while that is on its way, so whatever changed meanwhile has to be asked for
//! ([`Office::edition`]).

use super::{Office, reading::is_shown};
use crate::error::OfficeError;

/// Which desk it is, and which edition of it.
pub(crate) type Edition = (u64, u64);

/// Who has an office.
pub(crate) trait Hold {
    /// Does one step with it. Nobody else has it meanwhile, so a step is short.
    fn step<T>(
        &mut self,
        step: impl FnOnce(&mut Office) -> Result<T, OfficeError>,
    ) -> Result<T, OfficeError>;
}

impl Hold for Office {
    fn step<T>(
        &mut self,
        step: impl FnOnce(&mut Self) -> Result<T, OfficeError>,
    ) -> Result<T, OfficeError> {
        step(self)
    }
}

impl Office {
    /// Another one whenever the logs or what waits may have changed, here or elsewhere.
    pub(super) const fn edition(&self) -> Edition {
        (self.reopened, self.desk.edition())
    }

    /// Whether anything waits that was not refused for good.
    pub(super) fn has_waiting(&self) -> bool {
        self.desk.waiting().iter().any(is_shown)
    }

    /// Whether something waits that may be newer than an edition. Who is writing is not waited for.
    pub(super) fn has_news(&mut self, since: Edition) -> Result<bool, OfficeError> {
        if !self.turns.is_taken() {
            self.refresh()?;
        }
        Ok(self.edition() != since && self.has_waiting())
    }
}
