//! What was said about an entry, and decides nothing.

use kecuali_domain::act::{Act, Comment, ReadAct};
use kecuali_ledger::ActRecord;
use serde::Serialize;

use super::{
    Name, Office,
    history::{Event, act_event},
};
use crate::error::OfficeError;

/// What was said about an entry.
#[derive(Debug, Clone, Serialize)]
pub struct CommentView {
    /// Who said it, and when.
    #[serde(flatten)]
    pub event: Event,
    /// The words.
    pub text: String,
    /// The field it is about.
    pub field: Option<String>,
}

impl Office {
    /// What was said about an entry, oldest first.
    pub fn comments(&mut self, name: &Name) -> Result<Vec<CommentView>, OfficeError> {
        let holders = self.holders(&name.0)?;
        let document = self.document(name)?;
        let mut all = Vec::new();
        for record in document.acts() {
            let ReadAct::Known(act) = &record.act else { continue };
            let Act::Comment(Comment { text, field }) = act.as_ref() else { continue };
            let event = act_event(document, record, &holders);
            all.push(CommentView { event, text: text.clone(), field: field.clone() });
        }
        Ok(all)
    }

    /// What is to be looked at now: what was said since an entry was last submitted, or at all where
    /// it never was.
    pub fn remarks(&mut self, name: &Name) -> Result<Vec<CommentView>, OfficeError> {
        let document = self.document(name)?;
        let last = document.state().submissions().last().map(|one| one.act);
        let before =
            document.acts().iter().take_while(|record| last.is_some_and(|act| record.id != act));
        let is_comment = |record: &&ActRecord| match &record.act {
            ReadAct::Known(act) => matches!(act.as_ref(), Act::Comment(_)),
            ReadAct::Unknown(_) => false,
        };
        let earlier = before.filter(is_comment).count();
        Ok(self.comments(name)?.split_off(earlier))
    }
}
