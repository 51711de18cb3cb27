//! When a key is declared lost, what it signed is folded again as void. That must not show anybody
//! what a person who may had taken away.

use super::{
    history::{Deed, Policy, Told, place, sights},
    random::play,
    view::View,
};

const DEEDS: [Deed; 6] = [
    Deed::Determine('a', 1, Some(0)),
    Deed::Return(0),
    Deed::Open,
    Deed::TakeDown(&["title"]),
    Deed::TakeDown(&[]),
    Deed::Revoke,
];

/// Every history of so many of these acts on a submission, with all that they may have seen.
fn every(history: &[Told], more: usize, check: &dyn Fn(&[Told])) {
    check(history);
    if more == 0 {
        return;
    }
    let (past, _) = play(history.iter().copied());
    for deed in DEEDS {
        for seen in sights(&past, place(0)) {
            let told = Told::sound(deed, Policy::NOTHING).having_seen(seen);
            every(&[history, &[told]].concat(), more - 1, check);
        }
    }
}

/// A history and what becomes of it when one act is void.
fn every_loss(check: impl Fn(&[Told], &View, &View)) {
    let submit = Told::sound(Deed::Submit('a', None), Policy::NOTHING);
    every(&[submit], 3, &|history| {
        let (_, before) = play(history.iter().copied());
        for lost in 1..history.len() {
            let mut afterwards = history.to_vec();
            afterwards[lost].void = true;
            check(&afterwards, &before, &play(afterwards.iter().copied()).1);
        }
    });
}

#[test]
fn a_lost_key_shows_no_field_that_was_withheld() {
    every_loss(|history, before, after| {
        let hidden = after.withheld.is_superset(&before.withheld);
        assert!(hidden || after.decision.is_none(), "{history:#?}");
    });
}

#[test]
fn a_lost_key_makes_nothing_public_that_its_signer_had_not_seen_ended() {
    every_loss(|history, before, after| {
        let (Some((end, _)), Some((decision, _))) = (before.conclusion, after.decision) else {
            return;
        };
        let knew = decision < end || history[decision].has_seen(end);
        assert!(knew, "{history:#?}");
    });
}
