//! Long random histories.

use kecuali_domain::{
    act::Position,
    fold::{EntryState, Outcome, VersionCheck},
};
use proptest::{collection::vec, prelude::*};

use super::{
    history::{Deed, Done, Places, Policy, Told, place},
    model::Past,
    view::{View, tell},
};

/// An act before it has its place: what it is about and who it saw are counted back from there.
#[derive(Debug, Clone)]
struct Draft {
    kind: usize,
    content: char,
    item: u32,
    about: usize,
    position: usize,
    saw: Places,
    flaw: u8,
}

fn draft() -> impl Strategy<Value = Draft> {
    // An act has seen few of those before it, or nearly all: what it saw, saw too.
    let saw = prop_oneof![
        2 => Just(Places::MAX),
        2 => (any::<Places>(), any::<Places>()).prop_map(|(a, b)| a & b),
        1 => any::<Places>(),
        1 => Just(0),
    ];
    let content = prop_oneof![4 => Just('a'), 1 => Just('b')];
    let flaw = prop_oneof![20 => Just(0_u8), 2 => 1..6_u8];
    (0..KINDS.len(), content, 1..3_u32, 0..3_usize, 0..3_usize, saw, flaw).prop_map(
        |(kind, content, item, about, position, saw, flaw)| Draft {
            kind,
            content,
            item,
            about,
            position,
            saw,
            flaw,
        },
    )
}

/// A place that no act has.
const UNKNOWN: usize = 15;

/// How often each kind of act is drawn.
const KINDS: &[u8] = b"eddnsssswwffrrrDDDDDDDDNNNoookKvccS";

impl Draft {
    fn place(&self, past: &[Done], policy: Policy) -> Told {
        let submits: Vec<usize> = past
            .iter()
            .enumerate()
            .filter(|(_, done)| matches!(done.told.deed, Deed::Submit(..)))
            .map(|(index, _)| index)
            .collect();
        let about = submits.iter().rev().nth(self.about).or_else(|| submits.last()).copied();
        let told =
            Told::sound(self.deed(about.unwrap_or(UNKNOWN)), policy).having_seen(self.sight(past));
        match self.flaw {
            1 => Told { void: true, ..told },
            2 => Told { version: VersionCheck::Mismatch, ..told },
            3 => Told { version: VersionCheck::Conflict, ..told },
            4 => Told { item_in_force: false, ..told },
            5 => Told { by_province: true, ..told },
            _ => told,
        }
    }

    /// What it saw, and all that was seen there.
    fn sight(&self, past: &[Done]) -> Places {
        let saw = |index: &usize| self.saw & place(past.len() - 1 - index) != 0;
        (0..past.len()).filter(saw).fold(0, |all, i| all | place(i) | past[i].told.seen)
    }

    fn deed(&self, about: usize) -> Deed {
        let (content, position) = (self.content, Position::ALL[self.position]);
        match KINDS[self.kind] {
            b'e' | b'd' => Deed::Endorse(content, position),
            b'n' => Deed::Decline(content, position),
            b's' => Deed::Submit(content, (self.item == 1).then_some(1)),
            b'w' => Deed::Withdraw(about),
            b'f' => Deed::Forward(about),
            b'r' => Deed::Return(about),
            b'D' => Deed::Determine(content, self.item, Some(about)),
            b'N' => Deed::Determine(content, self.item, None),
            b'o' => Deed::Open,
            b'k' => Deed::TakeDown(&["title"]),
            b'K' => Deed::TakeDown(&[]),
            b'v' => Deed::Revoke,
            b'c' => Deed::Comment,
            _ => Deed::Seen,
        }
    }
}

const POLICIES: [Policy; 4] = [Policy::NOTHING, Policy::USUAL, Policy::REVERSE, Policy::EVERYTHING];

/// A beginning that gets somewhere: endorsed, submitted, forwarded.
fn beginning(of: usize) -> &'static [Deed] {
    const ALL: [Deed; 5] = [
        Deed::Endorse('a', Position::Patron),
        Deed::Endorse('a', Position::AdvisoryTeam),
        Deed::Endorse('a', Position::PpidSuperior),
        Deed::Submit('a', None),
        Deed::Forward(3),
    ];
    match of {
        0 => &[],
        1 => &[Deed::Submit('a', None)],
        _ => &ALL,
    }
}

pub(crate) fn play(told: impl IntoIterator<Item = Told>) -> (Vec<Done>, View) {
    let (mut past, mut state) = (Vec::new(), EntryState::default());
    let mut view = View::empty();
    for told in told {
        view = tell(&mut past, &mut state, &view, told);
    }
    (past, view)
}

fn history() -> impl Strategy<Value = Vec<Told>> {
    (0..POLICIES.len(), 0..3_usize, vec(draft(), 1..=12)).prop_map(|(policy, start, drafts)| {
        let policy = POLICIES[policy];
        let mut past = Vec::new();
        for deed in beginning(start) {
            let seen = place(past.len()) - 1;
            let told = Told::sound(*deed, policy).having_seen(seen);
            past.push(Done { told, verdict: Past(&past).judge(&told) });
        }
        for draft in drafts {
            if past.len() == 12 {
                break;
            }
            let told = draft.place(&past, policy);
            past.push(Done { told, verdict: Past(&past).judge(&told) });
        }
        past.into_iter().map(|done| done.told).collect()
    })
}

/// A history without some of its acts; that others had seen them is forgotten.
fn without(history: &[Told], is_left_out: impl Fn(Deed) -> bool) -> Vec<Told> {
    let stays: Vec<usize> = (0..history.len()).filter(|i| !is_left_out(history[*i].deed)).collect();
    let now_at = |then: usize| stays.iter().position(|i| *i == then).unwrap_or(then);
    let deed = |deed| match deed {
        Deed::Withdraw(s) => Deed::Withdraw(now_at(s)),
        Deed::Forward(s) => Deed::Forward(now_at(s)),
        Deed::Return(s) => Deed::Return(now_at(s)),
        Deed::Determine(content, item, Some(s)) => Deed::Determine(content, item, Some(now_at(s))),
        other => other,
    };
    let moved = |i: &usize| {
        let told = history[*i];
        let seen = stays.iter().filter(|other| told.has_seen(**other)).map(|i| place(now_at(*i)));
        Told { deed: deed(told.deed), seen: seen.sum(), ..told }
    };
    stays.iter().map(moved).collect()
}

fn is_remark(deed: Deed) -> bool {
    matches!(deed, Deed::Comment | Deed::Seen)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_long_history_comes_to_the_same(history in history()) {
        play(history);
    }

    #[test]
    fn nobody_is_stuck_who_has_seen_all(mut history in history()) {
        history.truncate(8);
        let (past, before) = play(history.iter().copied());
        let submit = past.len() + 3;
        let way = Position::ALL.map(|position| Deed::Endorse('a', position)).into_iter().chain([
            Deed::Submit('a', None),
            Deed::Forward(submit),
            Deed::Determine('a', 1, Some(submit)),
        ]);
        for (index, deed) in (past.len()..).zip(way) {
            history.push(Told::sound(deed, Policy::EVERYTHING).having_seen(place(index) - 1));
        }
        let (_, after) = play(history);
        let determined = Some((submit + 2, submit));
        let expected = if before.conclusion.is_some() { None } else { determined };
        prop_assert_eq!(after.decision, expected);
    }

    #[test]
    fn remarks_change_nothing_for_the_other_acts(history in history()) {
        let outcomes = |past: &[Done]| -> Vec<Outcome> {
            let others = past.iter().filter(|done| !is_remark(done.told.deed));
            others.map(|done| done.verdict.outcome).collect()
        };
        let shorter = without(&history, is_remark);
        let ((all, with), (fewer, without)) = (play(history), play(shorter));
        prop_assert_eq!(outcomes(&all), outcomes(&fewer));
        prop_assert_eq!(with.withheld, without.withheld);
        prop_assert_eq!(with.contest.len(), without.contest.len());
        prop_assert_eq!(with.decision.is_some(), without.decision.is_some());
    }
}
