//! Every short history: all acts in all orders, with every way in which they can have been seen.

use kecuali_domain::{
    act::Position,
    fold::{EntryState, Outcome, Reason, VersionCheck},
};

use super::{
    history::{Deed, Done, Places, Policy, Told, place, sights},
    view::{View, tell},
};

const FIELD: &[&str] = &["title"];

/// A search: its beginning, which every later signer has seen, and what may come after it.
struct Search {
    policy: Policy,
    beginning: &'static [Deed],
    letters: fn(&[Done], Policy) -> Vec<Told>,
    /// How many acts are tried with everything they may have seen; those after them missed nothing,
    /// one act, or all.
    in_full: usize,
}

impl Search {
    /// Tells model and fold every history of so many more acts; says how many there were.
    fn run(&self, acts: usize) -> usize {
        let mut past = Vec::new();
        let mut state = EntryState::default();
        let mut view = View::empty();
        for (index, deed) in self.beginning.iter().enumerate() {
            let told = Told::sound(*deed, self.policy).having_seen(place(index) - 1);
            view = tell(&mut past, &mut state, &view, told);
            assert_eq!(view.outcome, Some(Outcome::Effect), "{deed:?}");
        }
        self.walk(&mut past, &state, &view, acts)
    }

    fn walk(&self, past: &mut Vec<Done>, state: &EntryState, view: &View, acts: usize) -> usize {
        let common = place(self.beginning.len()) - 1;
        let seen = if past.len() - self.beginning.len() < self.in_full {
            sights(past, common).collect()
        } else {
            all_but_one(past, common)
        };
        let mut count = 0;
        for letter in (self.letters)(past, self.policy) {
            for seen in seen.iter().copied() {
                let mut next = state.clone();
                let after = tell(past, &mut next, view, letter.having_seen(seen));
                count += 1;
                if acts > 1 && moved(letter.deed, &after) {
                    count += self.walk(past, &next, &after, acts - 1);
                }
                past.pop();
            }
        }
        count
    }
}

/// Of the ways to have seen these acts: all, none but the beginning, all but one and what had seen
/// that.
fn all_but_one(past: &[Done], beginning: Places) -> Vec<Places> {
    let all = place(past.len()) - 1;
    let after = |missed: usize| {
        let had_seen = |i: &usize| past[*i].told.has_seen(missed);
        all & !(0..past.len()).filter(had_seen).fold(place(missed), |miss, i| miss | place(i))
    };
    let missing = (0..past.len()).map(after).filter(|seen| seen & beginning == beginning);
    let mut ways: Vec<Places> = missing.chain([all, beginning]).collect();
    ways.sort_unstable();
    ways.dedup();
    ways
}

/// Whether an act left something that a later one can meet. No rule asks for other acts, and what
/// follows an end is told by the act after it.
fn moved(deed: Deed, after: &View) -> bool {
    let remark = matches!(deed, Deed::Comment | Deed::Seen);
    let told = [
        Outcome::Effect,
        Outcome::NoEffect(Reason::Contesting),
        Outcome::NoEffect(Reason::Request),
    ];
    !remark && after.outcome.is_some_and(|outcome| told.contains(&outcome))
}

fn submits(past: &[Done]) -> impl Iterator<Item = (usize, char)> {
    past.iter().enumerate().filter_map(|(i, done)| match done.told.deed {
        Deed::Submit(content, _) => Some((i, content)),
        _ => None,
    })
}

/// What moves a submission that needs nothing, as long as the entry goes on. A second item is
/// worth its name only beside the first.
fn decisions(past: &[Done], policy: Policy) -> Vec<Told> {
    if past.iter().any(|done| done.verdict.ends.is_some()) {
        return Vec::new();
    }
    let is_cited = |done: &Done| matches!(done.told.deed, Deed::Determine(..));
    let items = if past.iter().any(is_cited) { 1..=2 } else { 1..=1 };
    let mut deeds = vec![
        Deed::Submit('a', None),
        Deed::Determine('a', 1, None),
        Deed::Open,
        Deed::TakeDown(&[]),
    ];
    for (s, content) in submits(past) {
        deeds.extend([Deed::Withdraw(s), Deed::Return(s)]);
        deeds.extend(items.clone().map(|item| Deed::Determine(content, item, Some(s))));
    }
    deeds.into_iter().map(|deed| Told::sound(deed, policy)).collect()
}

/// The same; the fifth act is one that decides.
fn decisions_at_last(past: &[Done], policy: Policy) -> Vec<Told> {
    let may_decide = |deed| matches!(deed, Deed::Determine(..) | Deed::Return(_) | Deed::Open);
    let mut letters = decisions(past, policy);
    letters.retain(|told| past.len() < SUBMITTED.len() + 4 || may_decide(told.deed));
    letters
}

/// Everything, about everything, with everything that can be wrong with it.
fn everything(past: &[Done], policy: Policy) -> Vec<Told> {
    let patron = Position::Patron;
    let mut deeds = vec![
        Deed::Endorse('a', patron),
        Deed::Endorse('b', patron),
        Deed::Decline('a', patron),
        Deed::Submit('a', None),
        Deed::Submit('b', Some(1)),
        Deed::Determine('a', 2, None),
        Deed::Determine('b', 1, None),
        Deed::Open,
        Deed::TakeDown(&[]),
        Deed::TakeDown(FIELD),
        Deed::Revoke,
        Deed::Comment,
        Deed::Seen,
        Deed::SetDay,
    ];
    for (index, done) in past.iter().enumerate() {
        match done.told.deed {
            Deed::Submit(..) | Deed::Determine(..) => deeds.extend(about(index)),
            _ => {}
        }
    }
    deeds.iter().flat_map(|deed| flawed(Told::sound(*deed, policy))).collect()
}

fn about(it: usize) -> [Deed; 6] {
    let determine = |content, item| Deed::Determine(content, item, Some(it));
    [
        Deed::Withdraw(it),
        Deed::Forward(it),
        Deed::Return(it),
        determine('a', 1),
        determine('a', 2),
        determine('b', 1),
    ]
}

/// An act, and the same with something wrong.
fn flawed(told: Told) -> Vec<Told> {
    let void = Told { void: true, ..told };
    let outdated = Told { version: VersionCheck::Mismatch, ..told };
    let in_conflict = Told { version: VersionCheck::Conflict, ..told };
    let ended = Told { item_in_force: false, ..told };
    match told.deed {
        Deed::Determine('a', 1, _) => vec![told, void, outdated, in_conflict, ended],
        Deed::Submit(_, Some(_)) => vec![told, void, ended],
        Deed::Submit('a', _) => vec![told, void, outdated],
        Deed::Return(_) => vec![told, void, Told { by_province: true, ..told }],
        Deed::Open | Deed::Revoke | Deed::Comment => vec![told, void],
        _ => vec![told],
    }
}

/// What an office that needs endorsements and a province does, and who decides on it.
fn procedure(past: &[Done], policy: Policy) -> Vec<Told> {
    let mut deeds = vec![
        Deed::Endorse('a', Position::PpidSuperior),
        Deed::Decline('a', Position::PpidSuperior),
        Deed::Submit('a', Some(1)),
        Deed::Open,
        Deed::TakeDown(FIELD),
    ];
    for (s, _) in submits(past) {
        let determine = Deed::Determine('a', 1, Some(s));
        deeds.extend([Deed::Withdraw(s), Deed::Forward(s), Deed::Return(s), determine]);
    }
    deeds.into_iter().map(|deed| Told::sound(deed, policy)).collect()
}

/// What decides on which way a submission goes.
fn routes(past: &[Done], policy: Policy) -> Vec<Told> {
    let mut deeds = vec![Deed::Submit('a', None), Deed::Submit('a', Some(1))];
    for (s, _) in submits(past) {
        let determine = |item| Deed::Determine('a', item, Some(s));
        deeds.extend([Deed::Forward(s), determine(1), determine(2)]);
    }
    deeds.into_iter().flat_map(|deed| flawed(Told::sound(deed, policy))).collect()
}

const SUBMITTED: &[Deed] = &[Deed::Submit('a', None)];
const ENDORSED: &[Deed] =
    &[Deed::Endorse('a', Position::Patron), Deed::Endorse('a', Position::AdvisoryTeam)];

#[test]
fn three_acts_of_any_kind_come_to_the_same() {
    let letters = everything;
    let on_nothing = Search { policy: Policy::NOTHING, beginning: &[], letters, in_full: 3 };
    assert!(on_nothing.run(3) > 4_000);
    let on_one = Search { beginning: SUBMITTED, ..on_nothing };
    assert!(on_one.run(3) > 30_000);
}

#[test]
fn four_acts_on_a_submission_come_to_the_same() {
    let beginning = SUBMITTED;
    let search = Search { policy: Policy::NOTHING, beginning, letters: decisions, in_full: 4 };
    assert!(search.run(4) > 20_000);
}

#[test]
fn five_acts_on_a_submission_come_to_the_same() {
    let beginning = SUBMITTED;
    let search =
        Search { policy: Policy::NOTHING, beginning, letters: decisions_at_last, in_full: 2 };
    assert!(search.run(5) > 200_000);
}

#[test]
fn five_acts_of_the_whole_procedure_come_to_the_same() {
    let (policy, beginning) = (Policy::EVERYTHING, ENDORSED);
    let search = Search { policy, beginning, letters: procedure, in_full: 4 };
    assert!(search.run(5) > 50_000);
}

#[test]
fn three_acts_on_every_route_come_to_the_same() {
    for policy in [Policy::NOTHING, Policy::USUAL, Policy::REVERSE] {
        let policy = Policy { required: &[], ..policy };
        let search = Search { policy, beginning: &[], letters: routes, in_full: 3 };
        assert!(search.run(3) > 500);
    }
}
