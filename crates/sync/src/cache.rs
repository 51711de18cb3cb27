//! Documents that were read lately.

use std::collections::{HashMap, VecDeque};

use kecuali_domain::{DocumentId, Scope};
use kecuali_ledger::Document;

/// The name of a document everywhere: its log and its id.
pub(crate) type Name = (Scope, DocumentId);

/// How many of the oldest are looked at when another comes in: enough to get back to the number
/// after a large push. Of a push nothing may be dropped, and looking at all of it for each that
/// comes in would take longer than the push itself.
const LOOKS: usize = 2;

/// Keeps the documents last brought in, up to a number; the log can make each of them again.
#[derive(Debug)]
pub(crate) struct Cache {
    /// Boxed: a table has room for twice as many as it holds, and a document is large.
    documents: HashMap<Name, Box<Document>>,
    order: VecDeque<Name>,
    most: usize,
}

impl Cache {
    pub(crate) fn new(most: usize) -> Self {
        Self { documents: HashMap::new(), order: VecDeque::new(), most }
    }

    pub(crate) fn get(&self, name: &Name) -> Option<&Document> {
        self.documents.get(name).map(AsRef::as_ref)
    }

    pub(crate) fn get_mut(&mut self, name: &Name) -> Option<&mut Document> {
        self.documents.get_mut(name).map(AsMut::as_mut)
    }

    /// Brings a document in, in the place of what was known of it, and drops the oldest beyond the
    /// number, but none that is to be kept.
    pub(crate) fn insert(&mut self, name: Name, document: Document, keep: impl Fn(&Name) -> bool) {
        if let Some(known) = self.documents.get_mut(&name) {
            **known = document;
            return;
        }
        for _ in 0..LOOKS {
            if self.documents.len() < self.most {
                break;
            }
            let Some(oldest) = self.order.pop_front() else { break };
            if keep(&oldest) {
                self.order.push_back(oldest);
            } else {
                self.documents.remove(&oldest);
            }
        }
        self.order.push_back(name.clone());
        self.documents.insert(name, Box::new(document));
    }

    pub(crate) fn forget(&mut self, name: &Name) {
        self.documents.remove(name);
        self.order.retain(|other| other != name);
    }

    pub(crate) fn clear(&mut self) {
        self.documents.clear();
        self.order.clear();
    }

    pub(crate) fn each(&mut self, change: impl Fn(&mut Document)) {
        for document in self.documents.values_mut() {
            change(document);
        }
    }
}

#[cfg(test)]
mod tests {
    use kecuali_domain::Kind;

    use super::*;

    fn name(number: u64) -> Name {
        (Scope::National, DocumentId::new(number, [0; 10]))
    }

    #[test]
    fn the_oldest_are_dropped_but_none_that_no_store_holds_yet() {
        let mut cache = Cache::new(2);
        for number in 0..5 {
            let (scope, id) = name(number);
            let document = Document::new(scope, id, Kind::Policy);
            cache.insert(name(number), document, |other| *other == name(0));
        }
        let kept = (0..5).filter(|number| cache.get(&name(*number)).is_some());
        assert_eq!(kept.collect::<Vec<_>>(), [0, 4]);
    }

    #[test]
    fn a_push_larger_than_the_number_is_kept_whole_and_dropped_bit_by_bit() {
        let mut cache = Cache::new(8);
        let mut bring = |number: u64, keep: bool| {
            let (scope, id) = name(number);
            let looked = std::cell::Cell::new(0);
            let document = Document::new(scope, id, Kind::Policy);
            cache.insert(name(number), document, |_| {
                looked.set(looked.get() + 1);
                keep
            });
            assert!(looked.get() <= LOOKS, "each looks at a few, however many there are");
            cache.documents.len()
        };
        let pushed = (0..100).map(|number| bring(number, true)).last();
        assert_eq!(pushed, Some(100));
        let after = (100..200).map(|number| bring(number, false)).last();
        assert_eq!(after, Some(8));
    }
}
