//! What is due about an entry on the day of the log.

use kecuali_domain::{
    content::Content,
    rules::{Finding, InForce, Upkeep, check_upkeep},
};
use kecuali_publication::continued;

use super::{Name, Office};
use crate::error::OfficeError;

impl Office {
    /// What the rules find due: on the decision in force, or on a test that was ordered.
    pub(super) fn due(
        &mut self,
        name: &Name,
        content: &Content,
    ) -> Result<Vec<Finding>, OfficeError> {
        let given = Upkeep {
            day: self.day(),
            holidays: &self.national().now().holidays(),
            in_force: self.decision_in_force(name)?,
            // Where papers lie is in no log: this machine's archive says so of its own office.
            hardcopy_placed: self.is_placed(name)?,
        };
        Ok(check_upkeep(content, &given))
    }

    /// The decision on an entry, while it and its item stand. Whoever has signed something about
    /// the entry since, a comment even, has looked at it.
    fn decision_in_force(&mut self, name: &Name) -> Result<Option<InForce>, OfficeError> {
        let today = self.day();
        // What is being written for the first time has no decision.
        let Some(document) = self.desk.document(&name.0, name.1)? else { return Ok(None) };
        let last = document.acts().last().map(|act| (act.position, act.judged));
        let Some((under, own)) = document.state().decision().map(|one| (one.under, one.ends))
        else {
            return Ok(None);
        };
        let national = self.national();
        if !national.now().item_stands(continued(national, under)) {
            return Ok(None);
        }
        let day = match last {
            Some((Some(_), judged)) => national.at(judged).day(),
            Some((None, _)) | None => None,
        };
        Ok(Some(InForce { ends: self.ends(own, Some(under)), verified: day.unwrap_or(today) }))
    }
}
