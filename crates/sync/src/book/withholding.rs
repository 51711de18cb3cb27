//! What was taken down is destroyed where it lies: salt and value of its openings, on every side.

use std::collections::BTreeMap;

use kecuali_domain::{
    Kind,
    act::{Act, ReadAct, TakeDown},
};
use kecuali_encoding::Digest;
use kecuali_ledger::{Admitted, Document, RowOpenings, Rows, withhold};

use super::{Book, BookError};
use crate::{cache::Name, codec::write_attachment};

impl Book {
    /// After a take-down: what is left of the openings of the rows it names.
    ///
    /// The commitments stay, so every signature still verifies. Whether the act has an effect is
    /// not asked: to destroy a salt too early shows less, never more.
    pub(super) fn withhold(
        &mut self,
        name: &Name,
        kind: Kind,
        admitted: &Admitted,
    ) -> Result<(), BookError> {
        let Some(ReadAct::Known(act)) = &admitted.act else { return Ok(()) };
        let Act::TakeDown(take_down) = act.as_ref() else { return Ok(()) };
        let Some(document) = self.documents.get(name).cloned() else { return Ok(()) };
        for change in rows_made(&document) {
            let Some(rows) = self.openings(&name.0, &change)? else { continue };
            let left = left_of(&document, kind, &change, &rows, take_down);
            if left != rows {
                let bytes = write_attachment(&left);
                self.openings.insert((name.0.clone(), change), bytes.clone());
                self.batch.attachments.push((name.0.to_string(), change.0, Some(bytes)));
            }
        }
        Ok(())
    }
}

/// The changes that made rows public: determines and issues.
fn rows_made(document: &Document) -> Vec<Digest> {
    let makes_rows = |act: &ReadAct| match act {
        ReadAct::Known(act) => matches!(act.as_ref(), Act::Determine(_) | Act::Issue(_)),
        ReadAct::Unknown(_) => false,
    };
    document.acts().iter().filter(|act| makes_rows(&act.act)).map(|act| act.id).collect()
}

fn left_of(
    document: &Document,
    kind: Kind,
    change: &Digest,
    rows: &Rows,
    take_down: &TakeDown,
) -> Rows {
    let label = match (kind, take_down.item) {
        (Kind::Entry, _) => "entry".to_owned(),
        (_, Some(item)) => format!("item/{item}"),
        (_, None) => "determination".to_owned(),
    };
    let values = values(document, change);
    let named = |field: &str| take_down.fields.is_empty() || take_down.fields.contains(field);
    let (scope, id) = (document.history().scope(), document.history().document());
    let left = |(row, openings): (&String, &RowOpenings)| {
        let openings = if *row == label {
            withhold(scope, id, row, openings, &values, named)
        } else {
            openings.clone()
        };
        (row.clone(), openings)
    };
    rows.iter().map(left).collect()
}

/// The values of a determined row that the entry's content holds.
fn values(document: &Document, change: &Digest) -> BTreeMap<String, String> {
    let acts = document.acts().iter().find(|act| act.id == *change).map(|act| &act.act);
    let Some(ReadAct::Known(act)) = acts else { return BTreeMap::new() };
    let Act::Determine(determine) = act.as_ref() else { return BTreeMap::new() };
    let content = document.content_at(&determine.covers.heads).unwrap_or_default();
    let row = kecuali_domain::field::public_row(&content).unwrap_or_default();
    row.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
