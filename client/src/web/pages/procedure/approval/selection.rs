//! A list that something is about to be said of: what is part of it, and what is not.

use axum::response::Response;

use crate::{
    catalogue::procedure as words,
    error::OfficeError,
    office::{
        Name, Office,
        approval::Done,
        procedure::{Hindered, Step, grouped, written},
        seen::Covered,
    },
    web::{session::Notice, visit::Visit},
};

/// What is signed, and what is not.
#[derive(Debug)]
pub(super) struct Selection {
    /// The entries that it is about.
    pub(super) steps: Vec<Step>,
    /// The chosen entries that it is not about.
    pub(super) hindered: Vec<Hindered>,
    /// The entries, as the form carries them.
    pub(super) entries: String,
    /// What the selection comes to, as the form carries it.
    pub(super) token: String,
    /// The same, to be compared by people.
    pub(super) mark: String,
}

impl Selection {
    /// Parts the chosen entries by whether an act could be signed on them now.
    pub(super) fn of(
        office: &mut Office,
        names: &[Name],
        covered: Covered,
        act: impl Fn(&mut Office, &[Name]) -> Result<Vec<Done>, OfficeError>,
    ) -> Result<Self, OfficeError> {
        let parted = office.apart(names, act)?;
        Self::showing(office, &parted.fitting, parted.hindered, covered)
    }

    /// A list of these entries.
    pub(super) fn showing(
        office: &mut Office,
        names: &[Name],
        hindered: Vec<Hindered>,
        covered: Covered,
    ) -> Result<Self, OfficeError> {
        let token = office.seen(names, covered)?;
        Ok(Self {
            steps: office.steps(names)?,
            hindered,
            entries: names.iter().map(written).collect::<Vec<_>>().join(" "),
            mark: grouped(&token),
            token,
        })
    }

    /// Whether nothing is left to be signed.
    pub(super) fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

/// Says what was signed, and what of it decides nothing.
pub(super) fn told(visit: &Visit, sentence: String, done: &[Done], to: &str) -> Response {
    if let Some(why) = done.iter().find_map(|one| one.sentence) {
        let without = done.iter().filter(|one| one.sentence == Some(why));
        let entries: Vec<String> = without.map(|one| one.document.clone()).collect();
        visit.tell(Notice { text: words::without_effect(&entries, why), warns: true });
    }
    visit.go(to, sentence)
}
