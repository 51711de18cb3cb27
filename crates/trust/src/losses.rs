//! Lost keys: which revocations have effect, and what each cuts off.
//!
//! A revocation can be aimed at the very authority it stands on, so the question whether it has
//! effect is settled from the newest backwards: a revocation is undone only by newer ones that
//! have effect themselves. Those in an office's log are settled after the national ones, which
//! they never touch.

use std::collections::{BTreeMap, HashMap};

use kecuali_encoding::{Digest, KeyId};

use crate::{Link, NATIONAL, fact::Source, grants::Grants};

/// One revocation of a lost key.
#[derive(Debug, Clone)]
pub(crate) struct Loss {
    pub(crate) source: Source,
    pub(crate) key: KeyId,
    pub(crate) cuts: BTreeMap<String, Digest>,
    /// Where the cut of the revocation's own log stands there, if it does.
    own_cut: Option<u64>,
    /// For a national one: from which national positions on it had effect and had not.
    turns: Vec<(u64, bool)>,
}

impl Loss {
    pub(crate) fn new(
        source: Source,
        key: KeyId,
        cuts: BTreeMap<String, Digest>,
        own_cut: Option<u64>,
    ) -> Self {
        Self { source, key, cuts, own_cut, turns: Vec::new() }
    }

    /// Whether this cuts off a record of its own log.
    pub(crate) fn cuts_off_beside(&self, link: &Link<'_>) -> bool {
        self.key == link.by
            && self.source.place.log() == link.log
            && self.own_cut.is_none_or(|cut| link.position > cut)
    }

    /// For a national revocation: whether it has effect for who has read that far.
    pub(crate) fn has_effect_at(&self, national: u64) -> bool {
        let turn = self.turns.iter().rev().find(|(from, _)| *from <= national);
        turn.is_some_and(|(_, effect)| *effect)
    }
}

/// All revocations of lost keys, in log order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Losses {
    national: Vec<Loss>,
    national_by_key: HashMap<KeyId, Vec<usize>>,
    own: HashMap<String, Vec<Loss>>,
}

impl Losses {
    pub(crate) fn add(&mut self, loss: Loss, grants: &Grants) {
        if loss.source.place.log() == NATIONAL {
            self.add_national(loss, grants);
        } else {
            self.own.entry(loss.source.place.log().to_owned()).or_default().push(loss);
        }
    }

    /// How many there are, in all logs.
    pub(crate) fn len(&self) -> usize {
        self.national.len() + self.own.values().map(Vec::len).sum::<usize>()
    }

    /// The national revocations of a key.
    pub(crate) fn national_of(&self, key: KeyId) -> impl Iterator<Item = &Loss> {
        self.national_by_key.get(&key).into_iter().flatten().map(|index| &self.national[*index])
    }

    /// The revocations in an office's log.
    pub(crate) fn in_log(&self, log: &str) -> &[Loss] {
        self.own.get(log).map_or(&[], Vec::as_slice)
    }

    /// The revocation that stands at a place.
    pub(crate) fn at(&self, log: &str, position: u64) -> Option<&Loss> {
        let losses = if log == NATIONAL { &self.national } else { self.in_log(log) };
        let index = losses.binary_search_by_key(&position, |loss| loss.source.place.position());
        index.ok().map(|index| &losses[index])
    }

    /// The cuts named for other logs than the one the revocation stands in.
    pub(crate) fn cuts(&self) -> impl Iterator<Item = (&str, &Digest)> {
        let cuts = self.national.iter().flat_map(|loss| &loss.cuts);
        cuts.filter(|(log, _)| *log != NATIONAL).map(|(log, record)| (log.as_str(), record))
    }

    // A new revocation may undo older ones and thereby bring still older ones back. What changes
    // is noted with the position, so that any prefix is answered without computing it again.
    fn add_national(&mut self, loss: Loss, grants: &Grants) {
        let position = loss.source.place.position();
        self.national_by_key.entry(loss.key).or_default().push(self.national.len());
        self.national.push(loss);
        let effects = self.settle(grants);
        for (loss, effect) in self.national.iter_mut().zip(effects) {
            if loss.turns.last().is_none_or(|(_, before)| *before != effect) {
                loss.turns.push((position, effect));
            }
        }
    }

    fn settle(&self, grants: &Grants) -> Vec<bool> {
        let mut effects = vec![false; self.national.len()];
        for (index, loss) in self.national.iter().enumerate().rev() {
            // Only newer ones are settled as yet, so only newer ones are asked.
            let undone = grants.is_cut_off(&loss.source.link(), |link| {
                let of_key = self.national_by_key.get(&link.by).into_iter().flatten();
                of_key.into_iter().any(|i| effects[*i] && self.national[*i].cuts_off_beside(link))
            });
            effects[index] = !undone;
        }
        effects
    }
}
