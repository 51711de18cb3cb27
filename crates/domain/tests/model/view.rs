//! What the model and the fold are compared by.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use kecuali_domain::{
    act::{
        About, Act, Comment, Covers, Determine, Endorsement, ItemRef, Open, Position, Revoke, Seen,
        SetDay, Submission, TakeDown,
    },
    fold::{self, ActFact, EntryPolicy, EntryState, Finality, Outcome, Side},
    status::Status,
};
use kecuali_encoding::Digest;

use super::{
    history::{Deed, Done, Places, Policy, Told, describe, place},
    laws,
    model::{Past, places},
    status::status,
};

/// An entry as both sides tell it, acts by their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct View {
    pub(crate) outcome: Option<Outcome>,
    pub(crate) decision: Option<(usize, usize)>,
    pub(crate) conclusion: Option<(usize, Finality)>,
    pub(crate) contest: BTreeMap<usize, Option<usize>>,
    pub(crate) withheld: BTreeSet<String>,
    submissions: Vec<SubmissionView>,
    words: Vec<Option<bool>>,
    /// Each request about the decision in force, with what answered it.
    pub(crate) requests: BTreeMap<usize, Option<usize>>,
    statuses: [Status; 3],
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct SubmissionView {
    place: usize,
    forwards: Places,
    determined: Option<usize>,
    endings: Places,
    waits: bool,
}

/// Tells both one more act; they must agree, and the laws must hold.
pub(crate) fn tell(
    past: &mut Vec<Done>,
    state: &mut EntryState,
    before: &View,
    told: Told,
) -> View {
    let index = past.len();
    let verdict = Past(past).judge(&told);
    past.push(Done { told, verdict });
    let act = act_of(told.deed);
    let outcome = state.apply(&ActFact {
        id: digest_of(index),
        act: &act,
        seen: fold::Sight::These(&SEEN[usize::from(told.seen)]),
        by_national: !told.by_province,
        version: told.version,
        void: told.void,
        policy: &policy_of(told.policy),
        item_in_force: told.item_in_force,
    });
    let required = told.policy.required;
    let ours = View::of_model(Past(past), required);
    let theirs = View::of_fold(state, index, required);
    assert_eq!(Some(outcome), theirs.outcome, "\n{}", describe(past));
    assert_eq!(ours, theirs, "model (left) and fold (right) differ\n{}", describe(past));
    laws::hold(past, before, &ours);
    ours
}

impl View {
    /// All but what the last act was called and what is asked.
    pub(crate) fn without_requests(&self) -> Self {
        Self { outcome: None, requests: BTreeMap::new(), ..self.clone() }
    }

    /// What there is before anything was done.
    pub(crate) fn empty() -> Self {
        Self::of_model(Past(&[]), &[])
    }

    fn of_model(past: Past<'_>, required: &[Position]) -> Self {
        let on = |i: usize| past.0[i].verdict.on;
        let submission = |s| SubmissionView {
            place: s,
            forwards: past.forwards(s),
            determined: past.determined(s),
            endings: past.endings(s).map(place).sum(),
            waits: past.conclusion().is_none()
                && past.endings(s).next().is_none()
                && past.determined(s).is_none(),
        };
        let decision = past.decision();
        Self {
            outcome: past.0.last().map(|done| done.verdict.outcome),
            decision: decision.and_then(|i| Some((i, on(i)?))),
            conclusion: past.conclusion(),
            contest: places(past.sides()).map(|i| (i, on(i))).collect(),
            withheld: past.withheld().map(str::to_owned).collect(),
            submissions: past.submissions().map(submission).collect(),
            words: spoken().map(|(c, p)| past.word(c, p)).collect(),
            requests: past.requests().map(|i| (i, past.answer(i))).collect(),
            statuses: CONTENTS.map(|content| status(past, content, required)),
        }
    }

    fn of_fold(state: &EntryState, last: usize, required: &[Position]) -> Self {
        let required = required.iter().copied().collect();
        let pending: BTreeSet<_> = state.pending().map(|s| s.act).collect();
        let submissions = state.submissions().iter().map(|s| SubmissionView {
            place: place_of(s.act),
            forwards: s.forwards.iter().map(|act| place(place_of(*act))).sum(),
            determined: s.determined.map(place_of),
            endings: s.endings.keys().map(|act| place(place_of(*act))).sum(),
            waits: pending.contains(&s.act),
        });
        let side = |(act, side): (&Digest, &Side)| match side {
            Side::Determine { submission } => (place_of(*act), Some(place_of(*submission))),
            Side::Return | Side::Open => (place_of(*act), None),
        };
        let word = |(c, p)| state.word(&content_of(c), p).map(|word| word.agrees);
        Self {
            outcome: state.outcome(&digest_of(last)),
            decision: state.decision().map(|d| (place_of(d.act), place_of(d.submission))),
            conclusion: state.conclusion().map(|end| (place_of(end.act), end.how)),
            contest: state.contest().iter().map(side).collect(),
            withheld: state.withheld().clone(),
            submissions: submissions.collect(),
            words: spoken().map(word).collect(),
            requests: state
                .asked()
                .map(|request| (place_of(request.act), request.answer.map(place_of)))
                .collect(),
            statuses: CONTENTS.map(|content| state.status(content_of(content), &required)),
        }
    }
}

/// The contents acts are about, and one they are not.
const CONTENTS: [char; 3] = ['a', 'b', 'c'];

fn spoken() -> impl Iterator<Item = (char, Position)> {
    CONTENTS.into_iter().flat_map(|c| Position::ALL.map(|p| (c, p)))
}

/// The sets of acts, by their places.
static SEEN: LazyLock<Vec<BTreeSet<Digest>>> =
    LazyLock::new(|| (0..place(13)).map(|set| places(set).map(digest_of).collect()).collect());

fn digest_of(index: usize) -> Digest {
    Digest([u8::try_from(index).expect("a history is short"); 32])
}

fn place_of(act: Digest) -> usize {
    usize::from(act.0[0])
}

fn content_of(letter: char) -> Digest {
    Digest([u8::try_from(letter).expect("a content is an ASCII letter"); 32])
}

fn item_of(item: u32) -> ItemRef {
    ItemRef { issue: Digest([255; 32]), item }
}

fn policy_of(policy: Policy) -> EntryPolicy {
    EntryPolicy {
        required: policy.required.iter().copied().collect(),
        application_via_province: policy.province_for_applications,
        new_substance_via_province: policy.province_for_new_substance,
    }
}

fn act_of(deed: Deed) -> Act {
    let covers = |letter| Covers { heads: Vec::new(), content: content_of(letter) };
    let word = |c, position| Endorsement {
        covers: covers(c),
        position,
        note: None,
        recorded: None,
        batch: None,
    };
    let about = |s| About { submission: digest_of(s), reason: None };
    let reason = String::new;
    match deed {
        Deed::Endorse(c, position) => Act::Endorse(word(c, position)),
        Deed::Decline(c, position) => Act::Decline(word(c, position)),
        Deed::Submit(c, item) => {
            Act::Submit(Submission { covers: covers(c), under: item.map(item_of), batch: None })
        }
        Deed::Withdraw(s) => Act::Withdraw(about(s)),
        Deed::Forward(s) => Act::Forward(about(s)),
        Deed::Return(s) => Act::Return(about(s)),
        Deed::Determine(c, item, on) => Act::Determine(Determine {
            covers: covers(c),
            submission: on.map(digest_of),
            under: item_of(item),
            row: content_of(c),
            ends: None,
            batch: None,
        }),
        Deed::Open => Act::Open(Open { reason: reason() }),
        Deed::TakeDown(fields) => Act::TakeDown(TakeDown {
            fields: fields.iter().map(|&field| field.to_owned()).collect(),
            item: None,
            reason: reason(),
        }),
        Deed::Revoke => Act::Revoke(Revoke {
            items: BTreeSet::new(),
            reason: reason(),
            decision: None,
            day: None,
        }),
        Deed::Comment => Act::Comment(Comment { text: reason(), field: None }),
        Deed::Seen => Act::Seen(Seen {}),
        Deed::SetDay => Act::SetDay(SetDay { day: "2026-01-01".parse().expect("a day") }),
    }
}
