//! The list is a function of its events alone.

use std::collections::BTreeMap;

use kecuali_publication::{
    Draft, EventKind, PublicRow, Reason, RowId, Shown, StatusCode, diff, replay,
};
use proptest::prelude::*;

use crate::{
    proofs::once,
    public::{items, moment, row},
};

/// What a log may come to for one of three rows, step by step.
#[derive(Debug, Clone, Copy)]
enum Now {
    Nothing,
    InForce(u8),
    Out(Reason),
}

fn now() -> impl Strategy<Value = Now> {
    let reasons = prop::sample::select(Reason::ALL.to_vec());
    prop_oneof![
        1 => Just(Now::Nothing),
        4 => (0_u8..3).prop_map(Now::InForce),
        3 => reasons.prop_map(Now::Out),
    ]
}

fn drafts() -> [Draft; 3] {
    let made = once();
    let mut rows = items(&made.scene, &made.item.issue);
    let (second, first) = (rows.remove(1), rows.remove(0));
    [first, second, row(&made.scene, &made.entry).unwrap()]
}

fn draft(base: &Draft, now: Now) -> Option<Draft> {
    let mut draft = base.clone();
    match now {
        Now::Nothing => return None,
        Now::InForce(version) => {
            draft.facts.information = Some(Shown::Open(format!("Versi {version}")));
        }
        Now::Out(reason) => {
            draft.status.code = StatusCode::Withdrawn;
            draft.status.reason = Some(reason);
        }
    }
    Some(draft)
}

proptest! {
    #[test]
    fn replaying_the_events_from_empty_equals_the_list(
        steps in prop::collection::vec((0_usize..3, now()), 0..40),
    ) {
        let base = drafts();
        let mut stored: BTreeMap<RowId, PublicRow> = BTreeMap::new();
        let mut replayed = BTreeMap::new();
        for ((which, now), n) in steps.into_iter().zip(1..) {
            let id = base[which].facts.id.clone();
            let previous = stored.get(&id).cloned();
            let change = diff(previous.as_ref(), draft(&base[which], now), moment(n));
            if let Some(event) = change {
                prop_assert_eq!(event.row.event, moment(n).name);
                let was = previous.is_some_and(|row| row.status.code == StatusCode::InForce);
                let is = event.row.status.code == StatusCode::InForce;
                let kind = match (was, is) {
                    (true, true) => EventKind::Amended,
                    (false, true) => EventKind::Published,
                    (_, false) => EventKind::Withdrawn,
                };
                prop_assert_eq!(event.kind, kind);
                prop_assert_eq!(event.reason().is_some(), !is);
                replay(&mut replayed, &event);
                stored.insert(id.clone(), event.row);
            }
            let again = diff(stored.get(&id), draft(&base[which], now), moment(n + 1));
            prop_assert_eq!(again, None, "the same facts are no news");
        }
        stored.retain(|_, row| row.status.code == StatusCode::InForce);
        prop_assert_eq!(replayed, stored);
    }
}

#[test]
fn a_decision_that_is_gone_without_an_end_was_void_and_shows_nothing() {
    let [.., own] = drafts();
    let row = diff(None, Some(own), moment(1)).unwrap().row;
    let event = diff(Some(&row), None, moment(2)).unwrap();
    assert_eq!((event.kind, event.reason()), (EventKind::Withdrawn, Some(Reason::Void)));
    assert!(event.row.facts.information.is_none() && event.row.facts.period.is_none());
    assert_eq!(event.row.facts.id, row.facts.id);
}

#[test]
fn what_ended_before_it_was_published_is_no_event() {
    let [first, ..] = drafts();
    assert_eq!(diff(None, draft(&first, Now::Out(Reason::Revoked)), moment(1)), None);
    assert_eq!(diff(None, None, moment(1)), None);
}
