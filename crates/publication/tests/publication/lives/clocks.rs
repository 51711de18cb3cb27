//! The same history with right and with wrong clocks.

use std::collections::BTreeMap;

use kecuali_domain::{act::ItemRef, fold::Outcome, status::Status};
use kecuali_encoding::Digest;
use kecuali_ledger::{ActRecord, National};
use kecuali_publication::Draft;
use proptest::prelude::*;

use super::{
    config,
    deeds::{Step, steps},
    world::Life,
};

/// What a clock may show: any time that a change can carry.
fn clocks() -> impl Strategy<Value = Vec<u64>> {
    let last = kecuali_document::caps::TIME - 1;
    prop::collection::vec(prop_oneof![Just(0), Just(last), 0..=last], 28)
}

/// What a history comes to, without what must differ: a clock is part of what is signed, so every
/// hash is another one. Determinations are named by their place instead.
#[derive(Debug, PartialEq)]
struct Account {
    answers: Vec<&'static str>,
    day: String,
    determinations: Vec<(String, bool, Vec<u32>)>,
    papers: Vec<PaperAccount>,
    list: Vec<String>,
}

#[derive(Debug, PartialEq)]
struct PaperAccount {
    status: Status,
    content: BTreeMap<String, Vec<String>>,
    outcomes: Vec<(String, Option<Outcome>)>,
    decision: Option<(usize, u32, String)>,
    withheld: Vec<String>,
}

fn account(life: &Life) -> Account {
    let national = life.scene.national();
    let determination = |one: &kecuali_ledger::Issued| {
        let ended = one.ended.keys().copied().collect();
        (one.issue.number.clone(), one.contesting.is_some(), ended)
    };
    Account {
        answers: life.answers.clone(),
        day: format!("{:?}", national.now().day()),
        determinations: national.determinations().into_iter().map(determination).collect(),
        papers: (0..life.papers.len()).map(|place| paper(life, place)).collect(),
        list: life.list().values().map(|row| shown(national, row)).collect(),
    }
}

fn paper(life: &Life, place: usize) -> PaperAccount {
    let (scene, doc) = (&life.scene, &life.papers[place].doc);
    let document = scene.document(doc);
    let state = document.state();
    let decision = state.decision().map(|one| {
        let ItemRef { issue, item } = one.under;
        (number(scene.national(), &issue), item, format!("{:?}", one.ends))
    });
    let outcome = |act: &ActRecord| {
        let name = match &act.act {
            kecuali_domain::act::ReadAct::Known(act) => act.name().to_owned(),
            kecuali_domain::act::ReadAct::Unknown(_) => "unknown".to_owned(),
        };
        (name, state.outcome(&act.id))
    };
    PaperAccount {
        status: scene.status(doc),
        content: document.history().view().into_iter().collect(),
        outcomes: document.acts().iter().map(outcome).collect(),
        decision,
        withheld: state.withheld().iter().cloned().collect(),
    }
}

/// The place of a determination among all.
fn number(national: &National, issue: &Digest) -> usize {
    national.determinations().iter().position(|one| one.change == *issue).unwrap()
}

fn shown(national: &National, row: &Draft) -> String {
    let text = format!("{row:?}");
    let all = national.determinations().into_iter().enumerate();
    all.fold(text, |text, (place, one)| {
        text.replace(&format!("{:?}", one.change), &format!("determination {place}"))
    })
}

/// Lives a history; what the clocks of all who sign show is given step by step.
fn lived(steps: &[Step], clocks: Option<&[u64]>) -> Life {
    let mut life = Life::begun();
    for (place, step) in steps.iter().enumerate() {
        if let Some(clocks) = clocks {
            life.scene.show_time(clocks[place]);
        }
        life.live(step);
    }
    life
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn wrong_clocks_change_nothing_but_the_times_that_are_shown(
        steps in steps(28),
        clocks in clocks(),
    ) {
        let (right, wrong) = (lived(&steps, None), lived(&steps, Some(&clocks)));
        prop_assert_eq!(account(&right), account(&wrong));
    }
}
