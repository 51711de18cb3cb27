//! Content at a point: values, conflicts, and the hash that approvals name.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_encoding::{Digest, canonical_json};

use crate::history::History;

/// The visible content at a point: for each key its distinct values, sorted by bytes.
pub type View = BTreeMap<String, Vec<String>>;

impl History {
    /// What is visible at the heads given, which must be here; `None` when one is not.
    pub fn view_at(&self, heads: &[Digest]) -> Option<View> {
        let places: Option<Vec<usize>> = heads.iter().map(|head| self.place(head)).collect();
        let past = self.past(&places?);
        let values = |key: &str| -> Vec<String> {
            let distinct: BTreeSet<String> =
                self.visible(key, &past).iter().map(|put| put.value().to_string()).collect();
            distinct.into_iter().collect()
        };
        let keys = self.writers.keys().map(|key| (key.to_string(), values(key)));
        Some(keys.filter(|(_, values)| !values.is_empty()).collect())
    }

    /// What is visible now.
    pub fn view(&self) -> View {
        self.view_at(&self.heads()).unwrap_or_default()
    }

    /// Who wrote each visible value of a key at the newest point: (value, change, time).
    pub fn sources(&self, key: &str) -> Vec<(String, Digest, u64)> {
        let places: Vec<usize> = self.heads().iter().filter_map(|head| self.place(head)).collect();
        let past = self.past(&places);
        let puts = self.visible(key, &past);
        puts.iter().map(|put| (put.value().to_string(), put.node.hash, put.node.time)).collect()
    }
}

/// The hash of a version: of all visible values, keys that were cleared left out.
pub fn content_version(view: &View) -> Digest {
    let cleared = |values: &[String]| values.iter().all(String::is_empty);
    let kept: BTreeMap<&String, &Vec<String>> =
        view.iter().filter(|(_, values)| !cleared(values)).collect();
    Digest::of(canonical_json(&kept).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cleared_field_is_as_if_it_never_was() {
        let empty = content_version(&View::new());
        let cleared = View::from([("a".to_owned(), vec![String::new()])]);
        assert_eq!(content_version(&cleared), empty);
        let conflict = View::from([("a".to_owned(), vec![String::new(), "x".to_owned()])]);
        assert_ne!(content_version(&conflict), empty);
    }
}
