//! Openings with salts that are counted, not drawn.

use std::collections::BTreeMap;

use kecuali_domain::{DocumentId, Scope, content::Content, field::public_row};
use kecuali_encoding::{Digest, Frame};
use kecuali_ledger::{Opening, RowOpenings, row_hash};

/// Makes one salt after the other.
#[derive(Debug, Clone, Default)]
pub struct Salts(u64);

impl Salts {
    /// The next one.
    pub fn draw(&mut self) -> [u8; 32] {
        self.0 += 1;
        Frame::new("kecuali/test/salt").number(self.0).digest().0
    }

    /// The openings and the hash of an entry's row: values stay in the content.
    pub fn entry_row(
        &mut self,
        scope: &Scope,
        document: DocumentId,
        content: &Content,
    ) -> (RowOpenings, Digest) {
        let row = public_row(content).expect("a story determines what is not in conflict");
        let values: BTreeMap<String, String> =
            row.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let open = |name: &String| (name.clone(), Opening::Open { salt: self.draw(), value: None });
        let openings: RowOpenings = values.keys().map(open).collect();
        let hash = row_hash(scope, document, "entry", &openings, &values).expect("all are opened");
        (openings, hash)
    }

    /// The openings and the hash of a row whose values travel with it.
    pub fn carried_row(
        &mut self,
        scope: &Scope,
        document: DocumentId,
        label: &str,
        values: &[(&str, &str)],
    ) -> (RowOpenings, Digest) {
        let open = |(name, value): &(&str, &str)| {
            let opening = Opening::Open { salt: self.draw(), value: Some((*value).to_owned()) };
            ((*name).to_owned(), opening)
        };
        let openings: RowOpenings = values.iter().map(open).collect();
        let nothing = BTreeMap::new();
        let hash = row_hash(scope, document, label, &openings, &nothing).expect("all are opened");
        (openings, hash)
    }
}
