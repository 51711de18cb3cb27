//! Words that were given on paper: who signed the record only copied them, and is never read as the
//! one who agreed.

use kecuali_domain::{
    Day,
    act::{Act, Endorsement},
};

use super::history::Event;
use crate::catalogue::{procedure as words, screen};

/// What stands on the paper that a word was copied from.
#[derive(Debug, Clone)]
pub struct OnPaper {
    /// Whether it is a yes.
    pub agrees: bool,
    /// For which position it was signed.
    pub position: &'static str,
    /// The number of the letter.
    pub letter: String,
    /// The day on it.
    pub day: Day,
    /// Whether a scan of it was recorded.
    pub scanned: bool,
    /// What was noted beside it.
    pub note: Option<String>,
}

impl OnPaper {
    /// None where an act is no word, or one that was given with an own key.
    pub(super) fn of(act: &Act) -> Option<Self> {
        let copied = |word: &Endorsement, agrees| {
            let paper = word.recorded.as_ref()?;
            Some(Self {
                agrees,
                position: screen::position(word.position),
                letter: paper.letter.clone(),
                day: paper.day,
                scanned: paper.scan.is_some(),
                note: word.note.clone(),
            })
        };
        if let Act::Endorse(word) = act {
            return copied(word, true);
        }
        if let Act::Decline(word) = act { copied(word, false) } else { None }
    }
}

impl Event {
    /// What it is called where people read it.
    pub fn title(&self) -> &str {
        self.paper.as_ref().map_or(&self.label, |paper| words::on_paper(paper.agrees))
    }

    /// Who did it; nobody where what was said names who copied it.
    pub fn done_by(&self) -> &str {
        if self.paper.is_some() { "" } else { &self.by }
    }

    /// What was said, whoever signed it being called so.
    pub fn said(&self, by: &str) -> Vec<String> {
        let Some(paper) = &self.paper else { return self.detail.clone() };
        let copied = words::copied_from_paper(by, paper);
        std::iter::once(copied).chain(paper.note.clone()).collect()
    }
}
