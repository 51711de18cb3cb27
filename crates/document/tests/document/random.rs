//! Random histories: several writers, each seeing some of what the others did.

use std::sync::Arc;

use kecuali_document::{Draft, History, Map, Side, Written, act_key, write};
use kecuali_domain::{DocumentId, Scope};
use kecuali_encoding::{Digest, KeyId};
use proptest::prelude::*;

/// One step: which earlier changes the writer had seen, and what it writes.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) signer: u8,
    pub(crate) seen: Vec<prop::sample::Index>,
    pub(crate) act: bool,
    pub(crate) puts: Vec<(String, String)>,
}

pub(crate) fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let put = ("[a-e]", "[xyz]{0,3}");
    let step = (
        0_u8..4,
        prop::collection::vec(any::<prop::sample::Index>(), 1..4),
        prop::bool::weighted(0.2),
        prop::collection::vec(put, 1..4),
    );
    let step = step.prop_map(|(signer, seen, act, puts)| Step { signer, seen, act, puts });
    prop::collection::vec(step, 1..most)
}

pub(crate) fn empty() -> History {
    let scope: Scope = "office/3604".parse().expect("a scope");
    History::new(scope, DocumentId::new(1_763_000_000_000, [1; 10]))
}

/// Writes each step at the heads it saw. Gives the history and the changes in order.
pub(crate) fn play(steps: &[Step]) -> (History, Vec<(KeyId, Written)>) {
    let mut history = empty();
    let mut known: Vec<Digest> = history.heads();
    let mut written = Vec::new();
    for (time, step) in steps.iter().enumerate() {
        let seen: Vec<Digest> = step.seen.iter().map(|index| *index.get(&known)).collect();
        let deps = history.newest(&seen);
        let signer = KeyId([step.signer; 32]);
        let puts = puts(step, &signer, &deps);
        let map = if step.act { Map::Acts } else { Map::Content };
        let time = u64::try_from(time).expect("few steps");
        let draft = Draft { signer, deps: &deps, time, map, puts: &puts };
        let change = write(&history, &draft).expect("an honest change");
        history.add(&change.change, Side::Office);
        known.push(change.change.hash());
        written.push((signer, change));
    }
    (history, written)
}

fn puts(step: &Step, signer: &KeyId, deps: &[Digest]) -> Vec<(Arc<str>, Arc<str>)> {
    if step.act {
        let value = format!(r#"{{"act":"comment","text":"{}"}}"#, step.puts[0].1);
        return vec![(act_key(signer, deps, &value).into(), value.into())];
    }
    let map: std::collections::BTreeMap<_, _> = step.puts.iter().cloned().collect();
    map.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
}
