//! What an office asks about a determination in force: to have it taken back. KPU RI answers by ending
//! the decision, or by a return that says no; until then the request waits.

use kecuali_domain::{
    Capability,
    act::{About, Act},
    fold::EntryState,
    status::Status,
};
use kecuali_encoding::Digest;
use kecuali_ledger::Document;
use serde::Serialize;

use super::{
    Name, Office,
    approval::Done,
    history::{Event, act_event},
    progress::is_determined,
    standing::last_open,
};
use crate::{
    catalogue::{input::not_now, request as words},
    error::OfficeError,
};

/// A request to have the determination in force taken back.
#[derive(Debug, Clone, Serialize)]
pub struct RequestView {
    /// Who asked, when, and why.
    pub asked: Event,
    /// The return that said no; none while it waits for an answer.
    pub answer: Option<Event>,
}

impl RequestView {
    /// Why the office asks, where it said so.
    pub fn reason(&self) -> &str {
        self.asked.detail.first().map_or("", String::as_str)
    }

    /// Why KPU RI said no; empty while it did not.
    pub fn refusal(&self) -> &str {
        let answer = self.answer.as_ref();
        answer.and_then(|answer| answer.detail.first()).map_or("", String::as_str)
    }
}

/// Whether a request is all of an entry that waits.
pub(crate) fn is_all_that_waits(state: &EntryState) -> bool {
    let asks = state.requests().next().is_some();
    asks && state.pending().next().is_none() && state.contest().is_empty()
}

/// The submission that is determined, when the office asks to have it back.
pub(crate) fn asked_back(document: &Document) -> Option<Digest> {
    document.state().requests().next().map(|request| request.submission)
}

impl Office {
    /// What was asked about the determination in force, answered or not, oldest first.
    pub fn requests(&mut self, name: &Name) -> Result<Vec<RequestView>, OfficeError> {
        // Where the item above was ended, nothing is left to be answered.
        let is_over = self.summary(name)?.status == Status::Revoked;
        if is_over || self.document(name)?.state().asked().next().is_none() {
            return Ok(Vec::new());
        }
        let holders = self.holders(&name.0)?;
        let document = self.document(name)?;
        let event = |act: &Digest| {
            let record = document.acts().iter().find(|record| record.id == *act)?;
            Some(act_event(document, record, &holders))
        };
        let view = |request: &kecuali_domain::fold::Request| {
            let answer = request.answer.and_then(|act| event(&act));
            Some(RequestView { asked: event(&request.act)?, answer })
        };
        Ok(document.state().asked().filter_map(view).collect())
    }

    /// Whether this office can ask for it: a determination is in force, and it does not ask yet.
    pub fn may_ask_back(&mut self, name: &Name) -> Result<bool, OfficeError> {
        let is_own = name.0 == self.scope() && is_determined(self.summary(name)?.status);
        let state = self.document(name)?.state();
        let asks = state.requests().next().is_some();
        Ok(is_own && state.decision().is_some() && state.pending().next().is_none() && !asks)
    }

    /// Whether a request is all of an entry that waits: it is answered, and nothing is determined.
    pub(crate) fn only_asks_back(&mut self, name: &Name) -> Result<bool, OfficeError> {
        Ok(is_all_that_waits(self.document(name)?.state()))
    }

    /// That an act which is about submissions does not meet a request alone.
    pub(crate) fn is_no_mere_request(&mut self, name: &Name) -> Result<(), OfficeError> {
        if !self.unchecked && self.only_asks_back(name)? {
            return Err(OfficeError::not_now(&name.0, name.1, words::ANSWER_FIRST));
        }
        Ok(())
    }

    /// As KPU RI: says no to what offices ask about determinations in force. They stay in force.
    pub fn refuse_requests(
        &mut self,
        acting: Option<&str>,
        names: &[Name],
        reason: &str,
    ) -> Result<Vec<Done>, OfficeError> {
        self.each(acting, &[Capability::Review], names, None, |office, _, name| {
            let asked = asked_back(office.document(name)?);
            let lacks = || OfficeError::not_now(&name.0, name.1, words::NOTHING_ASKED);
            let submission = asked.ok_or_else(lacks)?;
            Ok(Act::Return(About { submission, reason: Some(reason.to_owned()) }))
        })
    }

    /// The submission that an office takes back: what waits for a decision or, where nothing does,
    /// what is determined, which it asks KPU RI about.
    pub(super) fn taken_back(&mut self, name: &Name) -> Result<Digest, OfficeError> {
        let unchecked = self.unchecked;
        let is_over = self.summary(name)?.status == Status::Revoked;
        let document = self.document(name)?;
        let state = document.state();
        if let Some(waits) = state.pending().last() {
            return Ok(waits.act);
        }
        let asks = state.requests().next().is_some();
        if asks && state.contest().is_empty() && !unchecked {
            return Err(OfficeError::not_now(&name.0, name.1, words::ASKED_ALREADY));
        }
        let decided = state.decision().map(|decision| decision.submission);
        if decided.is_some() && is_over && !unchecked {
            return Err(OfficeError::not_now(&name.0, name.1, not_now::NOTHING_IN_FORCE));
        }
        let open = decided.or_else(|| last_open(document).map(|one| one.act));
        open.ok_or_else(|| OfficeError::not_now(&name.0, name.1, not_now::NOTHING_SUBMITTED))
    }

    /// The submission that is sent back: the open one or, where a request is all that waits at KPU
    /// RI, that of the decision, which says no to it.
    pub(super) fn sent_back(&mut self, name: &Name) -> Result<Digest, OfficeError> {
        let national = self.id().is_national();
        let document = self.document(name)?;
        match asked_back(document) {
            Some(asked) if national && is_all_that_waits(document.state()) => Ok(asked),
            Some(_) | None => self.open_submission(name),
        }
    }

    /// Why an office asks for a determination back, and who of it does.
    pub(super) fn why_asked(
        &mut self,
        name: &Name,
    ) -> Result<(Option<String>, Option<String>), OfficeError> {
        let open = self.requests(name)?.into_iter().find(|one| one.answer.is_none());
        let reason = open.as_ref().and_then(|one| one.asked.detail.first().cloned());
        Ok((reason, open.map(|one| one.asked.by)))
    }
}

/// The requests of an entry that nobody answered, as bytes: who says something about it has seen
/// these.
pub(super) fn seen_requests(document: &Document) -> Vec<Vec<u8>> {
    let open = document.state().requests();
    open.map(|request| request.act.as_bytes().to_vec()).collect()
}
