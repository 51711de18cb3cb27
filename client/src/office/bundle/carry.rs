//! Records that someone else signed, taken along to where a log takes them.

use std::collections::BTreeMap;

use kecuali_domain::{Kind, Scope};
use kecuali_ledger::{Admitted, Attached, Document, Judgement, National, Point, admit};
use kecuali_protocol::sync::PushedRecord;
use kecuali_storage::{Commit, Pending, Store as _};
use kecuali_sync::{read_attachment, read_record};

use super::Carried;
use crate::{
    error::OfficeError,
    office::{Name, Office},
};

/// What is known here with the carried records on top, as they are taken one by one.
struct Load {
    national: National,
    documents: BTreeMap<Name, Document>,
}

impl Office {
    /// Keeps what may stand in its log by all that is known here; the rest is left out. Nothing
    /// that arrives on a stick is kept before its signature, its grant and its bytes were checked.
    pub(super) fn carry(&mut self, records: &[PushedRecord]) -> Result<Carried, OfficeError> {
        self.in_turn(|office| {
            let national = office.national().clone();
            let mut load = Load { national, documents: BTreeMap::new() };
            let mut carried = Carried::default();
            let mut commit = Commit::default();
            for pushed in records {
                match office.take_along(&mut load, pushed)? {
                    Some(pending) => commit.pending_added.push(pending),
                    None => carried.left_out += 1,
                }
            }
            carried.records = commit.pending_added.len();
            office.store.commit(&commit)?;
            office.reopen()?;
            Ok(carried)
        })
    }

    fn take_along(
        &mut self,
        load: &mut Load,
        pushed: &PushedRecord,
    ) -> Result<Option<Pending>, OfficeError> {
        let Ok(record) = read_record(&pushed.record) else { return Ok(None) };
        let sealed = record.sealed.clone();
        let name = (sealed.scope.clone(), sealed.document);
        if !self.registers().contains(&sealed.scope) && sealed.scope != Scope::National {
            return Ok(None);
        }
        let shown = self.desk.document(&name.0, name.1)?.cloned();
        let new = || Document::new(name.0.clone(), name.1, sealed.kind);
        let document =
            load.documents.entry(name.clone()).or_insert_with(|| shown.unwrap_or_else(new));
        if document.history().contains(&sealed.change) {
            return Ok(None);
        }
        let rows = pushed.attachment.as_deref().map(read_attachment).transpose();
        let Ok(rows) = rows else { return Ok(None) };
        let attached = rows.as_ref().map_or(Attached::Nothing, Attached::Whole);
        let judged = load.national.head();
        let position = u64::MAX;
        let judgement = Judgement { national: &load.national, judged, position, stamped: false };
        let Ok(admitted) = admit(&judgement, document, &record, attached) else { return Ok(None) };
        document.take(&admitted, None, judged, &load.national);
        load.learn(&admitted, &name.0, sealed.kind, judged);
        Ok(Some(Pending {
            log: name.0.to_string(),
            document: name.1.0,
            change: sealed.change.0,
            bytes: pushed.record.clone(),
            attachment: pushed.attachment.clone(),
            parked: None,
        }))
    }
}

impl Load {
    /// A grant that is carried along makes what relies on it good.
    fn learn(&mut self, admitted: &Admitted, scope: &Scope, kind: Kind, judged: Point) {
        if *scope == Scope::National {
            self.national.take(admitted);
        } else if kind == Kind::Roster {
            let at = Point { position: u64::MAX - 1, digest: judged.digest };
            self.national.take_staff(admitted, scope, at, judged);
        }
    }
}
