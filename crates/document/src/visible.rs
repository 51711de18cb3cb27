//! What is visible at a point of a history.

use std::sync::Arc;

use crate::{
    history::{History, Node},
    set::Places,
};

/// A put that nothing in the same past has overwritten.
#[derive(Debug, Clone, Copy)]
pub(crate) struct VisiblePut<'a> {
    pub(crate) node: &'a Node,
    pub(crate) index: usize,
}

impl VisiblePut<'_> {
    pub(crate) fn counter(&self) -> u64 {
        self.node.start + u64::try_from(self.index).expect("a change has at most 256 puts")
    }

    pub(crate) fn value(&self) -> &Arc<str> {
        &self.node.puts[self.index].1
    }
}

impl History {
    /// The puts of a content key that are visible in a past.
    ///
    /// A put overwrites whatever was visible at its parents. So one is visible exactly when no
    /// later put of the key in the same past descends from it: from the newest backwards, those
    /// that are in nobody's past yet.
    pub(crate) fn visible(&self, key: &str, past: &Places) -> Vec<VisiblePut<'_>> {
        let mut found = Vec::new();
        let mut covered = Places::default();
        for (place, index) in self.writers.get(key).into_iter().flatten().rev() {
            if past.contains(*place) && !covered.contains(*place) {
                let node = &self.nodes[*place];
                covered.extend(&node.past);
                found.push(VisiblePut { node, index: *index });
            }
        }
        found
    }
}
