//! Documents that were read lately.

use std::collections::{HashMap, VecDeque};

use kecuali_domain::{DocumentId, Scope};
use kecuali_ledger::Document;

/// The name of a document everywhere: its log and its id.
pub(crate) type Name = (Scope, DocumentId);

/// Keeps the documents last brought in, up to a number; the log can make each of them again.
#[derive(Debug)]
pub(crate) struct Cache {
    documents: HashMap<Name, Document>,
    order: VecDeque<Name>,
    most: usize,
}

impl Cache {
    pub(crate) fn new(most: usize) -> Self {
        Self { documents: HashMap::new(), order: VecDeque::new(), most }
    }

    pub(crate) fn get(&self, name: &Name) -> Option<&Document> {
        self.documents.get(name)
    }

    pub(crate) fn get_mut(&mut self, name: &Name) -> Option<&mut Document> {
        self.documents.get_mut(name)
    }

    pub(crate) fn insert(&mut self, name: Name, document: Document) {
        while self.documents.len() >= self.most
            && let Some(oldest) = self.order.pop_front()
        {
            self.documents.remove(&oldest);
        }
        self.order.push_back(name.clone());
        self.documents.insert(name, document);
    }

    pub(crate) fn forget(&mut self, name: &Name) {
        self.documents.remove(name);
        self.order.retain(|other| other != name);
    }

    pub(crate) fn each(&mut self, change: impl Fn(&mut Document)) {
        for document in self.documents.values_mut() {
            change(document);
        }
    }
}
