//! The model: section 6 as questions about the acts so far. Nothing is kept up to date; every
//! answer is looked up in the acts and their outcomes again.

use kecuali_domain::{
    act::Position,
    fold::{Finality, Outcome, Reason, VersionCheck},
};

use super::history::{Deed, Done, Places, Told, Verdict, holds, place};

/// The acts so far.
#[derive(Clone, Copy)]
pub(crate) struct Past<'a>(pub(crate) &'a [Done]);

impl Past<'_> {
    /// What comes of one more act.
    pub(crate) fn judge(self, told: &Told) -> Verdict {
        let on = self.stands_on(told);
        let result = self.admit(told).and_then(|()| self.rule(told, on));
        let worked = result.is_ok();
        Verdict {
            outcome: result.into(),
            on,
            closes: worked && self.would_close(told),
            ends: self.would_end(told.deed).filter(|_| worked),
            only_answers: worked && self.would_only_answer(told),
        }
    }

    /// The act that ended the entry.
    pub(crate) fn conclusion(self) -> Option<(usize, Finality)> {
        self.0.iter().enumerate().find_map(|(i, done)| Some((i, done.verdict.ends?)))
    }

    /// The determine in force.
    pub(crate) fn decision(self) -> Option<usize> {
        let last = self.effective().filter(|i| matches!(self.deed(*i), Deed::Determine(..))).last();
        last.filter(|_| self.conclusion().is_none())
    }

    /// The submits in effect.
    pub(crate) fn submissions(self) -> impl Iterator<Item = usize> {
        self.effective().filter(move |i| matches!(self.deed(*i), Deed::Submit(..)))
    }

    /// What ended a submission since it was last determined.
    pub(crate) fn endings(self, submission: usize) -> impl Iterator<Item = usize> {
        let since = self.determined(submission);
        self.effective().filter(move |i| {
            since.is_none_or(|since| since < *i)
                && !self.0[*i].verdict.only_answers
                && match self.deed(*i) {
                    Deed::Withdraw(about) | Deed::Return(about) => about == submission,
                    Deed::Open => {
                        self.0[*i].verdict.ends.is_none() && self.0[*i].told.has_seen(submission)
                    }
                    _ => false,
                }
        })
    }

    /// The determine last in effect on a submission.
    pub(crate) fn determined(self, submission: usize) -> Option<usize> {
        let on_it = |i: &usize| {
            matches!(self.deed(*i), Deed::Determine(..))
                && self.0[*i].verdict.on == Some(submission)
        };
        self.effective().filter(on_it).last()
    }

    /// The forwards in effect on a submission.
    pub(crate) fn forwards(self, submission: usize) -> Places {
        let it = Deed::Forward(submission);
        self.effective().filter(|i| self.deed(*i) == it).map(place).sum()
    }

    /// The open contest: what was thrown in since the last act that closed one.
    pub(crate) fn sides(self) -> Places {
        if self.conclusion().is_some() {
            return 0;
        }
        let closed = self.0.iter().rposition(|done| done.verdict.closes);
        let since = closed.map_or(0, |i| i + 1);
        (since..self.0.len()).fold(0, |sides, i| {
            let before = Past(&self.0[..i]);
            let Done { told, verdict } = &self.0[i];
            match told.deed {
                Deed::Determine(content, ..)
                    if verdict.outcome == Outcome::NoEffect(Reason::Contesting) =>
                {
                    sides | place(i) | (before.standing(content) & !told.seen)
                }
                Deed::Open if verdict.outcome == Outcome::Effect && sides != 0 => sides | place(i),
                _ if sides != 0 && Self::found_nothing(told, verdict.outcome) => sides | place(i),
                _ => sides,
            }
        })
    }

    /// What the office asks about the decision in force.
    pub(crate) fn requests(self) -> impl Iterator<Item = usize> {
        let asked = Outcome::NoEffect(Reason::Request);
        let about = move |i: &usize| {
            let decided = self.decided_on();
            matches!(self.deed(*i), Deed::Withdraw(about) if decided == Some(about))
        };
        (0..self.0.len()).filter(move |i| self.0[*i].verdict.outcome == asked && about(i))
    }

    /// The return in effect that said no to a request.
    pub(crate) fn answer(self, request: usize) -> Option<usize> {
        let Deed::Withdraw(submission) = self.deed(request) else { return None };
        self.effective().find(|i| {
            let Done { told, .. } = &self.0[*i];
            let in_force = Past(&self.0[..*i]).decided_on() == Some(submission);
            told.deed == Deed::Return(submission) && is_answer(told, request) && in_force
        })
    }

    /// The fields withheld.
    pub(crate) fn withheld(self) -> impl Iterator<Item = &'static str> {
        self.effective()
            .flat_map(move |i| match self.deed(i) {
                Deed::TakeDown(fields) => fields,
                _ => &[],
            })
            .copied()
    }

    /// Whether a position's last effective word on a content is an endorse, if it said one.
    pub(crate) fn word(self, content: char, position: Position) -> Option<bool> {
        let word = |i| match self.deed(i) {
            Deed::Endorse(c, p) if (c, p) == (content, position) => Some(true),
            Deed::Decline(c, p) if (c, p) == (content, position) => Some(false),
            _ => None,
        };
        self.effective().filter_map(word).last()
    }

    fn admit(self, told: &Told) -> Result<(), Reason> {
        let covers = matches!(
            told.deed,
            Deed::Endorse(..) | Deed::Decline(..) | Deed::Submit(..) | Deed::Determine(..)
        );
        let decides = !matches!(told.deed, Deed::Comment | Deed::Seen);
        let takes_away = matches!(told.deed, Deed::Open | Deed::TakeDown(_) | Deed::Revoke);
        require(!told.void || takes_away, Reason::Void)?;
        if covers {
            require(told.version != VersionCheck::Conflict, Reason::CoversConflict)?;
            require(told.version == VersionCheck::Matches, Reason::CoversMismatch)?;
        }
        require(!decides || self.conclusion().is_none(), Reason::Final)
    }

    fn rule(self, told: &Told, on: Option<usize>) -> Result<(), Reason> {
        match told.deed {
            Deed::Endorse(..) | Deed::Decline(..) | Deed::Comment | Deed::Seen => Ok(()),
            Deed::SetDay => Err(Reason::WrongKind),
            Deed::Submit(content, _) => {
                let agrees = |p: &Position| self.word(content, *p) == Some(true);
                require(told.policy.required.iter().all(agrees), Reason::EndorsementMissing)
            }
            Deed::Withdraw(about) => {
                self.known(about, told)?;
                require(self.decided_on() != Some(about), Reason::Request)?;
                let may = self.is_open(about) || self.contested(about) && !self.withdrawn(about);
                require(may, Reason::AlreadyEnded)
            }
            Deed::Forward(about) => {
                self.known(about, told)?;
                require(self.is_open(about), Reason::AlreadyEnded)
            }
            Deed::Return(about) => {
                self.known(about, told)?;
                let unseen = self.decision().is_some_and(|decision| !told.has_seen(decision));
                let determined = unseen && self.decided_on() == Some(about);
                require(!determined, Reason::Determined)?;
                let answers = self.requests().any(|i| self.would_answer(i, about, told));
                let may = self.is_open(about) || self.settles(about, told) || answers;
                require(may, Reason::AlreadyEnded)
            }
            Deed::Open => {
                let waits = |s| told.has_seen(s) && !self.endings(s).any(|i| told.has_seen(i));
                let may = self.decision().is_some()
                    || self.sides_seen(told)
                    || self.submissions().any(waits);
                require(may, Reason::NoOpenSubmission)
            }
            Deed::TakeDown(fields) if !fields.is_empty() => Ok(()),
            Deed::TakeDown(_) | Deed::Revoke => {
                let side = |i| matches!(self.deed(i), Deed::Determine(..)) && told.has_seen(i);
                let may = self.decision().is_some() || places(self.sides()).any(side);
                require(may, Reason::NothingInForce)
            }
            Deed::Determine(content, item, _) => self.determine(told, content, item, on),
        }
    }

    fn determine(
        self,
        told: &Told,
        content: char,
        item: u32,
        on: Option<usize>,
    ) -> Result<(), Reason> {
        require(told.item_in_force, Reason::NotInForce)?;
        let on = on.ok_or(Reason::UnknownSubmission)?;
        require(!self.withdrawn(on), Reason::AlreadyEnded)?;
        let passed = self.forwards(on) & told.seen != 0;
        require(passed || !self.needs_province(on, item), Reason::NotForwarded)?;
        let over = !self.is_open(on) && self.endings(on).all(|i| told.has_seen(i));
        require(!over || self.contested(on), Reason::AlreadyEnded)?;
        if (self.standing(content) | self.sides()) & !told.seen == 0 {
            return Ok(());
        }
        let same = self.decision().is_some_and(
            |i| matches!(self.deed(i), Deed::Determine(c, n, _) if (c, n) == (content, item)),
        );
        Err(if same { Reason::SameDecision } else { Reason::Contesting })
    }

    /// The submission a determine names or, naming none, stands on in the contest.
    fn stands_on(self, told: &Told) -> Option<usize> {
        let Deed::Determine(content, _, named) = told.deed else { return None };
        let fits = |s: &usize| told.has_seen(*s) && self.content(*s) == content;
        let candidates = self.submissions().filter(fits);
        match named {
            Some(named) => candidates.into_iter().find(|s| *s == named),
            None => candidates.filter(|s| self.contested(*s)).last(),
        }
    }

    /// What a determine of a content must have seen, but for the sides of a contest.
    fn standing(self, content: char) -> Places {
        let returns = self
            .submissions()
            .filter(|s| self.content(*s) == content)
            .flat_map(|s| self.endings(s))
            .filter(|i| matches!(self.deed(*i), Deed::Return(_)));
        let opens = self
            .effective()
            .filter(|i| self.deed(*i) == Deed::Open && self.0[*i].verdict.ends.is_none());
        let in_vain = (0..self.0.len())
            .filter(|i| Self::found_nothing(&self.0[*i].told, self.0[*i].verdict.outcome));
        let decision = self.decision().into_iter();
        decision.chain(returns).chain(opens).chain(in_vain).fold(0, |all, i| all | place(i))
    }

    /// Whether an act would have ended a decision, and there was none.
    fn found_nothing(told: &Told, outcome: Outcome) -> bool {
        matches!(told.deed, Deed::Revoke | Deed::TakeDown([]))
            && outcome == Outcome::NoEffect(Reason::NothingInForce)
    }

    fn would_close(self, told: &Told) -> bool {
        match told.deed {
            Deed::Determine(..) => true,
            Deed::Open => self.sides_seen(told),
            Deed::Return(about) => self.settles(about, told),
            _ => false,
        }
    }

    fn would_end(self, deed: Deed) -> Option<Finality> {
        match deed {
            Deed::Revoke => Some(Finality::Revoked),
            Deed::TakeDown(fields) => fields.is_empty().then_some(Finality::TakenDown),
            Deed::Open => self.decision().map(|_| Finality::Opened),
            _ => None,
        }
    }

    /// Whether a return has nothing to end.
    fn would_only_answer(self, told: &Told) -> bool {
        let Deed::Return(about) = told.deed else { return false };
        !self.is_open(about) && !self.settles(about, told)
    }

    fn known(self, submission: usize, told: &Told) -> Result<(), Reason> {
        let known = self.submissions().any(|s| s == submission) && told.has_seen(submission);
        require(known, Reason::UnknownSubmission)
    }

    fn sides_seen(self, told: &Told) -> bool {
        let sides = self.sides();
        sides != 0 && sides & !told.seen == 0
    }

    /// Whether a determine that is a side of the contest stands on a submission.
    fn contested(self, submission: usize) -> bool {
        places(self.sides()).any(|i| self.0[i].verdict.on == Some(submission))
    }

    pub(crate) fn is_open(self, submission: usize) -> bool {
        self.endings(submission).next().is_none()
    }

    fn withdrawn(self, submission: usize) -> bool {
        self.endings(submission).any(|i| matches!(self.deed(i), Deed::Withdraw(_)))
    }

    /// The submission of the decision in force.
    fn decided_on(self) -> Option<usize> {
        self.0[self.decision()?].verdict.on
    }

    pub(crate) fn content(self, submission: usize) -> char {
        let Deed::Submit(content, _) = self.deed(submission) else { return '-' };
        content
    }

    pub(crate) fn waits_for_province(self, submission: usize) -> bool {
        self.via_province(submission) && self.forwards(submission) == 0
    }

    fn via_province(self, submission: usize) -> bool {
        let told = &self.0[submission].told;
        match told.deed {
            Deed::Submit(_, Some(_)) if told.item_in_force => told.policy.province_for_applications,
            _ => told.policy.province_for_new_substance,
        }
    }

    /// Whether a determine under an item must follow a forward.
    fn needs_province(self, submission: usize, item: u32) -> bool {
        let told = &self.0[submission].told;
        let another = matches!(told.deed, Deed::Submit(_, Some(applied)) if applied != item);
        self.via_province(submission) || another && told.policy.province_for_new_substance
    }

    /// Whether a return is KPU RI's word on a contest that it has seen all of.
    fn settles(self, about: usize, told: &Told) -> bool {
        !told.by_province && self.contested(about) && self.sides_seen(told)
    }

    /// Whether a return says no to a request about a submission that nobody answered yet.
    fn would_answer(self, request: usize, about: usize, told: &Told) -> bool {
        self.deed(request) == Deed::Withdraw(about)
            && self.answer(request).is_none()
            && is_answer(told, request)
    }

    fn deed(self, index: usize) -> Deed {
        self.0[index].told.deed
    }

    fn effective(self) -> impl Iterator<Item = usize> {
        (0..self.0.len()).filter(move |i| self.0[*i].verdict.outcome == Outcome::Effect)
    }
}

pub(crate) fn places(set: Places) -> impl Iterator<Item = usize> {
    (0..16).filter(move |i| holds(set, *i))
}

/// Whether an act is KPU RI's, by someone who had a request on screen.
const fn is_answer(told: &Told, request: usize) -> bool {
    !told.by_province && told.has_seen(request)
}

const fn require(holds: bool, otherwise: Reason) -> Result<(), Reason> {
    if holds { Ok(()) } else { Err(otherwise) }
}
