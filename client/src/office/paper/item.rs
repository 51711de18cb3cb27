//! Lembar pengujian konsekuensi of KPU RI's own test: of items of a determination, by the draft that
//! it was issued from. The draft is read by KPU RI alone, so no other office has this sheet.

use kecuali_document::Map;
use kecuali_domain::{
    OfficeId, Scope, act::ItemRef, content::Content, determination::DeterminationDraft, handle,
    rules::Check,
};
use kecuali_encoding::Digest;
use kecuali_ledger::Issued;
use kecuali_paper::{Paper, Section};

use super::{
    Made,
    letterhead::{NOTHING, Sender},
    sheet::{INFORMATION, pair, section},
    shown::{Said, token},
};
use crate::{
    catalogue::{paper as words, written_day},
    error::OfficeError,
    office::{Name, Office},
};

/// The test of an item.
struct Tested {
    /// The item, as people cite it.
    called: String,
    status: &'static str,
    /// The decision, where there is one.
    decision: Option<String>,
    said: Said,
    marks: Vec<String>,
}

impl Office {
    /// The sheets of items that were decided, each with a complete test.
    pub(super) fn item_tests_paper(
        &mut self,
        items: &[ItemRef],
        sender: &Sender<'_>,
    ) -> Result<Made, OfficeError> {
        let mut all = Vec::new();
        let mut versions = Vec::new();
        for item in items {
            let (tested, version) = self.tested(*item)?;
            all.push(tested);
            versions.push(version);
        }
        Ok(made(&all, &versions, sender))
    }

    /// Whether the complete test of an item is here.
    pub(crate) fn has_sheet(&mut self, item: ItemRef) -> bool {
        self.tested(item).is_ok()
    }

    /// The sheets of items as a paper that nobody is asked to sign anew.
    pub(crate) fn item_tests(&mut self, items: &[ItemRef]) -> Result<Paper, OfficeError> {
        let sender = Sender::of(&OfficeId::national(), &NOTHING);
        Ok(self.item_tests_paper(items, &sender)?.paper)
    }

    /// The sheets of a determination that is being prepared, as they stand.
    pub(super) fn draft_tests_paper(
        &mut self,
        name: &Name,
        sender: &Sender<'_>,
    ) -> Result<Made, OfficeError> {
        let document = self.document(name)?;
        let version = document.version().content;
        let read = DeterminationDraft::read(&document.content());
        if read.items.is_empty() {
            return Err(OfficeError::Input(words::NO_ITEM_YET.to_owned()));
        }
        let tested = |(number, item): (&u32, &Content)| Tested {
            called: words::item_of(&handle(&name.0, name.1), *number),
            status: words::PREPARED,
            decision: None,
            said: Said::of(sheet(item, &read.sheet)),
            marks: vec![words::DRAFT.to_owned()],
        };
        let all: Vec<Tested> = read.items.iter().map(tested).collect();
        Ok(made(&all, &[(name.clone(), version)], sender))
    }

    /// The test of an item that was decided, and the version of the draft that it stands in.
    fn tested(&mut self, item: ItemRef) -> Result<(Tested, (Name, Digest)), OfficeError> {
        let called = self.cite(item);
        let elsewhere = || OfficeError::Input(words::sheet_elsewhere(&called));
        let issued = self.national().issued(&item.issue).cloned().ok_or_else(elsewhere)?;
        let draft = self.draft_of(&issued)?.ok_or_else(elsewhere)?;
        let written_later = self.is_written_later(&draft, &issued)?;
        let document = self.document(&draft)?;
        let version = document.version().content;
        let read = DeterminationDraft::read(&document.content());
        let content = read.items.get(&item.item).ok_or_else(elsewhere)?;
        let content = sheet(content, &read.sheet);
        if !is_complete(&content) {
            return Err(OfficeError::Input(words::test_not_recorded(&called)));
        }
        let decided = &issued.issue;
        let ends = decided.items.get(&item.item).and_then(|one| one.ends);
        let stands = self.national().now().item_stands(item) && !self.is_over(ends);
        let mut marks = Vec::new();
        marks.extend((!stands).then(|| words::OVER.to_owned()));
        marks.extend(written_later.then(|| words::WRITTEN_LATER.to_owned()));
        let day = written_day(decided.day);
        let tested = Tested {
            called,
            status: if stands { words::IN_FORCE } else { words::NOT_IN_FORCE },
            decision: Some(words::decision(&decided.number, decided.year, &day)),
            said: Said::of(content),
            marks,
        };
        Ok((tested, (draft, version)))
    }

    /// Whether the draft was written on after the determination was signed, by the clocks of those
    /// who did.
    fn is_written_later(&mut self, draft: &Name, issued: &Issued) -> Result<bool, OfficeError> {
        let decision = self.document(&(Scope::National, issued.document))?;
        let signed = decision.acts().iter().find(|act| act.id == issued.change);
        let Some(time) = signed.map(|act| act.time) else { return Ok(false) };
        let history = self.document(draft)?.history();
        let later = |map, at| map == Map::Content && at > time;
        Ok(history.changes().any(|change| later(change.map(), change.time())))
    }
}

/// What is said of an item: its own fields, and the test that it has, or that all items share.
fn sheet(item: &Content, shared: &Content) -> Content {
    if Check::TestIncomplete.rule().fields.iter().any(|key| item.has(key)) {
        return item.clone();
    }
    let both = item.iter().chain(shared.iter());
    both.map(|(key, values)| (key.to_owned(), values.to_vec())).collect()
}

/// Whether a test says all that the rules ask of one.
fn is_complete(content: &Content) -> bool {
    Check::TestIncomplete.rule().fields.iter().all(|key| content.has(key))
}

fn made(all: &[Tested], versions: &[(Name, Digest)], sender: &Sender<'_>) -> Made {
    let seen = token(versions.iter().map(|((scope, id), version)| (scope, id, version)));
    let called: Vec<&str> = all.iter().map(|one| one.called.as_str()).collect();
    let called = called.join(", ");
    let paper = Paper {
        title: format!("{} {called}", sender.testing.sheet_of),
        trace: words::trace_of_sheet(&called, &seen),
        sections: all.iter().map(|one| one.section(sender)).collect(),
    };
    Made { paper, entries: all.len(), internal: true, seen }
}

impl Tested {
    fn section(&self, sender: &Sender<'_>) -> Section {
        let mut about = vec![pair(words::ENTRY, &self.called), pair(words::STATUS, self.status)];
        about.extend(self.decision.iter().map(|decision| pair(words::UNDER, decision)));
        let in_item =
            |name: &&str| kecuali_domain::field::field(name).is_some_and(|one| one.in_item);
        let information: Vec<&str> = INFORMATION.into_iter().filter(in_item).collect();
        section(sender, about, &self.said, &information, self.marks.clone())
    }
}
