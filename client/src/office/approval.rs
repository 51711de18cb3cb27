//! What an office says about its own entries: endorse, decline, submit, withdraw, comment.

use kecuali_domain::{
    Capability, Day, Kind,
    act::{About, Act, Batch, Comment, Endorsement, ItemRef, Paper, Position, Submission},
    field::Gate,
    fold::Submitted,
    handle,
    rules::{self, Finding, Severity, Substance},
};
use kecuali_encoding::Digest;
use kecuali_protocol::request::to_hex;
use serde::Serialize;

use super::{
    Name, Office,
    people::Signer,
    saying::{Ready, once},
    standing::FindingView,
    standing::last_open,
};
use crate::{
    catalogue::input::{self, not_now},
    error::OfficeError,
    machine::random,
};

/// An act that was signed, and what it comes to as far as it is known here.
#[derive(Debug, Clone, Serialize)]
pub struct Done {
    /// The document.
    pub document: String,
    /// The act.
    pub act: &'static str,
    /// Its change; none when it was only tried.
    pub change: Option<Digest>,
    /// Why it decides nothing as things stand, as a code.
    pub without_effect: Option<&'static str>,
    /// The same in words.
    pub sentence: Option<&'static str>,
    /// What the rules find and nothing forbids.
    pub warnings: Vec<FindingView>,
}

/// A yes or a no of someone who must be asked.
#[derive(Debug, Clone)]
pub struct Word {
    /// Whether it is a yes.
    pub agrees: bool,
    /// The position it is given for; with an own key that of the key.
    pub position: Option<Position>,
    /// What is said beside it; a no needs it.
    pub note: Option<String>,
    /// The paper it was copied from.
    pub recorded: Option<Paper>,
    /// The list it was given for.
    pub batch: Option<Batch>,
}

/// What entries are submitted under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Under {
    /// Nothing: they are new substance.
    New,
    /// An item of a determination in force.
    Item(ItemRef),
    /// Each under the item that covers it (`coverage.rs`).
    Covering {
        /// Also under one whose name only reads alike.
        likely: bool,
    },
}

impl From<Option<ItemRef>> for Under {
    fn from(item: Option<ItemRef>) -> Self {
        item.map_or(Self::New, Self::Item)
    }
}

impl Under {
    /// The item that one entry is submitted under.
    pub(crate) fn of(
        self,
        office: &mut Office,
        name: &Name,
    ) -> Result<Option<ItemRef>, OfficeError> {
        match self {
            Self::New => Ok(None),
            Self::Item(item) => Ok(Some(item)),
            Self::Covering { likely } => office.covering_item(name, likely).map(Some),
        }
    }
}

impl Office {
    /// Names a selection that is approved as one list.
    pub fn batch(&mut self, title: Option<String>, letter: Option<String>) -> Batch {
        Batch { id: to_hex(&random::<16>(self.machine.as_mut())), letter, title }
    }

    /// Endorses or declines entries as they are shown here: all of them, or none.
    pub fn give_word(
        &mut self,
        acting: Option<&str>,
        names: &[Name],
        word: &Word,
    ) -> Result<Vec<Done>, OfficeError> {
        let capability = match word.recorded {
            Some(_) => Capability::RecordEndorsement,
            None => Capability::Endorse,
        };
        if !word.agrees && word.note.is_none() {
            return Err(OfficeError::Input(input::note_missing()));
        }
        if let Some(paper) = &word.recorded {
            self.check_paper(&paper.letter, paper.day)?;
        }
        let gate = word.agrees.then_some((Gate::Endorse, Under::New));
        self.each(acting, &[capability], names, gate, |office, signer, name| {
            let position = word
                .position
                .or(signer.endorses_as)
                .ok_or_else(|| OfficeError::Input(input::position_missing()))?;
            let covers = office.document(name)?.version();
            let word = word.clone();
            let (note, recorded, batch) = (word.note, word.recorded, word.batch);
            let said = Endorsement { covers, position, note, recorded, batch };
            Ok(if word.agrees { Act::Endorse(said) } else { Act::Decline(said) })
        })
    }

    /// What is copied from paper has a number, and a day that has come.
    pub(crate) fn check_paper(&mut self, letter: &str, day: Day) -> Result<(), OfficeError> {
        if letter.trim().is_empty() {
            return Err(OfficeError::Input(input::letter_empty()));
        }
        let today = self.today();
        if day > today {
            return Err(OfficeError::Input(input::paper_in_the_future(day, today)));
        }
        Ok(())
    }

    /// Submits entries as they are shown here.
    pub fn submit(
        &mut self,
        acting: Option<&str>,
        names: &[Name],
        under: impl Into<Under>,
        batch: Option<&Batch>,
    ) -> Result<Vec<Done>, OfficeError> {
        let under = under.into();
        let gate = Some((Gate::Submit, under));
        self.each(acting, &[Capability::Submit], names, gate, |office, _, name| {
            let under = under.of(office, name)?;
            let document = office.document(name)?;
            let covers = document.version();
            let waits = |one: &Submitted| one.content == covers.content && one.under == under;
            if last_open(document).is_some_and(waits) && !office.unchecked {
                return Err(OfficeError::not_now(&name.0, name.1, not_now::WAITS_ALREADY));
            }
            Ok(Act::Submit(Submission { covers, under, batch: batch.cloned() }))
        })
    }

    /// Takes back the open submissions of entries; of what is determined it asks KPU RI to take that
    /// back.
    pub fn withdraw(
        &mut self,
        acting: Option<&str>,
        names: &[Name],
        reason: Option<&str>,
    ) -> Result<Vec<Done>, OfficeError> {
        let reason = reason.map(str::to_owned);
        self.each(acting, &[Capability::Submit], names, None, |office, _, name| {
            let submission = office.taken_back(name)?;
            Ok(Act::Withdraw(About { submission, reason: reason.clone() }))
        })
    }

    /// Says something about an entry that decides nothing.
    pub fn comment(
        &mut self,
        acting: Option<&str>,
        name: &Name,
        text: &str,
        field: Option<&str>,
    ) -> Result<Vec<Done>, OfficeError> {
        let any_of = [Capability::Draft, Capability::Forward, Capability::Review];
        let comment = Comment { text: text.to_owned(), field: field.map(str::to_owned) };
        let names = std::slice::from_ref(name);
        self.each(acting, &any_of, names, None, |_, _, _| Ok(Act::Comment(comment.clone())))
    }

    /// The submission of an entry that nothing has ended.
    pub(crate) fn open_submission(&mut self, name: &Name) -> Result<Digest, OfficeError> {
        let open = last_open(self.document(name)?).map(|one| one.act);
        open.ok_or_else(|| OfficeError::not_now(&name.0, name.1, not_now::NOTHING_SUBMITTED))
    }

    /// Makes one act for each entry: first all are held against the rules and the fold, then all are
    /// signed and kept in one commit; none in a trial.
    pub(crate) fn each(
        &mut self,
        acting: Option<&str>,
        any_of: &[Capability],
        names: &[Name],
        gate: Option<(Gate, Under)>,
        act: impl Fn(&mut Self, &Signer, &Name) -> Result<Act, OfficeError>,
    ) -> Result<Vec<Done>, OfficeError> {
        self.in_turn(|office| {
            office.is_as_seen(names)?;
            let mut prepared = Vec::with_capacity(names.len());
            for name in once(names) {
                let signer = office.signer(acting, any_of, &name.0)?;
                let warnings = office.gate(name, gate)?;
                let act = act(office, &signer, name)?;
                office.would_take_effect(name, &act)?;
                prepared.push((signer, Ready { name, act, rows: None, warnings }));
            }
            if office.trial { Ok(Vec::new()) } else { office.sign_all(prepared) }
        })
    }

    /// What stands in the way of an act on an entry as it is shown here; else what is to be told.
    fn gate(
        &mut self,
        name: &Name,
        gate: Option<(Gate, Under)>,
    ) -> Result<Vec<Finding>, OfficeError> {
        self.is_writable(name)?;
        let content = self.document(name)?.content();
        let Some((gate, under)) = gate else { return Ok(Vec::new()) };
        if let Some(key) = content.conflicts().next()
            && !self.unchecked
        {
            return Err(OfficeError::conflict(Kind::Entry, name, key));
        }
        let under = under.of(self, name)?;
        let substance = under.map_or(Ok(Substance::New), |item| self.applying(item))?;
        let findings = self.findings(name, &content, substance)?;
        self.pass(name, gate, findings)
    }

    /// Lets an act through that no finding blocks, with the warnings that remain.
    pub(crate) fn pass(
        &self,
        name: &Name,
        gate: Gate,
        findings: Vec<Finding>,
    ) -> Result<Vec<Finding>, OfficeError> {
        if !self.unchecked && rules::blocks(&findings, gate) {
            return Err(OfficeError::Blocked { handle: handle(&name.0, name.1), gate, findings });
        }
        let warns = |finding: &Finding| finding.rule().severity == Severity::Warning;
        Ok(findings.into_iter().filter(warns).collect())
    }
}
