//! Erasing what was never sent: an entry that only this machine has is nobody else's business.
//!
//! What is erased lies in the trash for thirty days, on this machine alone, and comes back as it
//! was, under its old name. What anybody else may have is not erased but withdrawn.

use std::collections::BTreeSet;

use kecuali_domain::{Capability, Day, DocumentId, Kind, handle, handle_fits, status::Status};
use kecuali_encoding::KeyId;
use kecuali_protocol::{request::to_hex, sync::PushedRecord};
use kecuali_storage::{Commit, Store as _};
use kecuali_sync::{WaitingState, read_record};
use serde::{Deserialize, Serialize};

use super::{Name, Office, input::Fields, slips::Slips};
use crate::{
    catalogue::input::not_now,
    error::{OfficeError, Sought},
};

/// So many days the trash keeps what was erased.
pub const KEPT_DAYS: i32 = 30;
/// The documents of which a bundle carried something out of this machine.
const CARRIED_OUT: &str = "client/carried_out";

/// What was erased.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Discarded {
    name: Name,
    by: String,
    day: Day,
    time: u64,
    /// All that it held, its salt included, so that it comes back the same.
    fields: Fields,
}

/// An entry in the trash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiscardedView {
    /// The handle that it had, and will have again.
    pub entry: String,
    /// The name of the information.
    pub information: String,
    /// Who erased it.
    pub by: String,
    /// When, in milliseconds since 1970.
    pub time: u64,
    /// The last day on which it can be brought back.
    pub until: Day,
}

impl Office {
    /// That an entry can be erased: all of it waits here, written by people of this machine, and
    /// nobody else can have any of it. Otherwise says what can be done instead.
    pub fn may_discard(&mut self, name: &Name) -> Result<(), OfficeError> {
        let lacks = |why| Err(OfficeError::not_now(&name.0, name.1, why));
        if name.0 != self.scope() || self.document(name)?.kind() != Kind::Entry {
            return lacks(not_now::NOT_OWN);
        }
        if self.store.documents(&name.0.to_string())?.contains(&name.1.0) {
            let (never, draft) = (not_now::RECEIVED, not_now::RECEIVED_DRAFT);
            return lacks(if self.waits_for_nobody(name)? { draft } else { never });
        }
        if self.carried_out()?.contains(name) {
            return lacks(not_now::CARRIED_OUT);
        }
        let own: BTreeSet<KeyId> = self.whoami()?.iter().map(|held| held.public_key).collect();
        let waiting = self.desk.waiting().iter();
        let mut of_entry = waiting.filter(|one| (&one.scope, one.document) == (&name.0, name.1));
        if of_entry.clone().any(|one| matches!(one.state, WaitingState::Parked { .. })) {
            return lacks(not_now::SEEN_BY_THE_SERVER);
        }
        if !of_entry.all(|one| own.contains(&one.signer)) {
            return lacks(not_now::OF_ANOTHER_MACHINE);
        }
        let content = self.document(name)?.content();
        let conflict = content.conflicts().next();
        conflict.map_or(Ok(()), |key| Err(OfficeError::conflict(Kind::Entry, name, key)))
    }

    /// Whether no submission of it is under way, so that none can be taken back.
    fn waits_for_nobody(&mut self, name: &Name) -> Result<bool, OfficeError> {
        let before = [Status::Draft, Status::Declined, Status::Endorsed, Status::Withdrawn];
        Ok(before.contains(&self.summary(name)?.status))
    }

    /// Erases an entry that was never sent, with all that was said about it here. For thirty days
    /// [`Self::restore_entry`] brings its text back.
    pub fn discard_entry(
        &mut self,
        acting: Option<&str>,
        name: &Name,
    ) -> Result<DiscardedView, OfficeError> {
        let by = self.signer(acting, &[Capability::Draft], &name.0)?.name;
        self.empty_trash()?;
        self.in_turn(|office| {
            office.may_discard(name)?;
            let content = office.document(name)?.content();
            let fields = content.iter().filter_map(|(key, values)| {
                values.first().map(|value| (key.to_owned(), value.clone()))
            });
            let fields = fields.collect();
            let (day, time) = (office.today(), office.machine.now());
            let discarded = Discarded { name: name.clone(), by, day, time, fields };
            // First the trash: an entry is never in neither.
            office.trash_slips().write(&to_hex(&name.1.0), &discarded)?;
            office.desk.forget_all(&name.0, [name.1].into())?;
            Ok(discarded.view())
        })
    }

    /// What was erased and can be brought back, the last first.
    pub fn trash(&mut self) -> Result<Vec<DiscardedView>, OfficeError> {
        Ok(self.in_trash()?.iter().map(Discarded::view).collect())
    }

    /// Brings an entry back from the trash, under its old name. Says that name.
    pub fn restore_entry(
        &mut self,
        acting: Option<&str>,
        typed: &str,
    ) -> Result<Name, OfficeError> {
        let found = self.find_in_trash(typed)?;
        let scope = self.scope();
        let signer = self.signer(acting, &[Capability::Draft], &scope)?;
        self.in_turn(|office| {
            let Discarded { name, fields, .. } = found;
            // Its sending may have been under way: then a sync has brought it back.
            if office.desk.document(&name.0, name.1)?.is_none() {
                let now = office.machine.now();
                office.keep_new(&signer, &[(name.1, now, fields)])?;
            }
            office.trash_slips().erase(&to_hex(&name.1.0))?;
            Ok(name)
        })
    }

    /// Erases an entry from the trash before its time. Says what it was.
    pub fn erase_from_trash(&mut self, typed: &str) -> Result<DiscardedView, OfficeError> {
        let found = self.find_in_trash(typed)?;
        self.trash_slips().erase(&to_hex(&found.name.1.0))?;
        Ok(found.view())
    }

    /// Whether a draft of this id lies in the trash: what is begun now is another one.
    pub(super) fn is_in_trash(&self, id: DocumentId) -> bool {
        self.trash_slips().read(&to_hex(&id.0)).is_ok_and(|slip| slip.is_some())
    }

    fn find_in_trash(&mut self, typed: &str) -> Result<Discarded, OfficeError> {
        let mut found = self.in_trash()?;
        found.retain(|one| handle_fits(typed, &one.name.0, one.name.1));
        match found.len() {
            1 => Ok(found.remove(0)),
            0 => Err(OfficeError::not_found(Sought::Trash, typed)),
            _ => {
                let all = found.iter().map(|one| one.view().entry).collect();
                Err(OfficeError::Ambiguous { name: typed.to_owned(), all })
            }
        }
    }

    /// Erases for good what has lain in the trash for its time, once a day. Says how much it was.
    pub fn empty_trash(&mut self) -> Result<usize, OfficeError> {
        let day = self.trash_day();
        if self.emptied == Some(day) {
            return Ok(0);
        }
        let slips = self.trash_slips();
        let mut over = slips.all()?;
        over.retain(|one| one.until() < day);
        for one in &over {
            slips.erase(&to_hex(&one.name.1.0))?;
        }
        self.emptied = Some(day);
        Ok(over.len())
    }

    fn in_trash(&mut self) -> Result<Vec<Discarded>, OfficeError> {
        let day = self.trash_day();
        let mut all = self.trash_slips().all()?;
        all.retain(|one| one.until() >= day);
        all.sort_by_key(|one| std::cmp::Reverse(one.time));
        Ok(all)
    }

    /// A wrong clock erases nothing: a day must be over by this machine *and* by the log.
    fn trash_day(&mut self) -> Day {
        self.day().min(self.own_day())
    }

    fn trash_slips(&self) -> Slips<Discarded> {
        Slips::new(self.folder.path().join("trash"))
    }

    /// Remembers what a bundle takes out of this machine, before it does.
    pub(super) fn remember_carried_out(
        &mut self,
        records: &[PushedRecord],
    ) -> Result<(), OfficeError> {
        let mut out = self.carried_out()?;
        // What a log holds by now needs no remembering.
        let waits: BTreeSet<Name> =
            self.desk.waiting().iter().map(|one| (one.scope.clone(), one.document)).collect();
        out.retain(|name| waits.contains(name));
        let sealed = records.iter().filter_map(|one| read_record(&one.record).ok());
        out.extend(sealed.map(|record| (record.sealed.scope, record.sealed.document)));
        let bytes = serde_json::to_vec(&out).expect("names are JSON");
        let values = vec![(CARRIED_OUT.to_owned(), Some(bytes))];
        self.store.commit(&Commit { values, ..Commit::default() })?;
        Ok(())
    }

    /// The documents of which someone may have something from a bundle.
    pub(super) fn carried_out(&self) -> Result<BTreeSet<Name>, OfficeError> {
        let bytes = self.store.value(CARRIED_OUT)?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default())
    }
}

impl Discarded {
    fn until(&self) -> Day {
        let span = jiff::Span::new().days(KEPT_DAYS);
        Day(self.day.0.checked_add(span).unwrap_or(self.day.0))
    }

    fn view(&self) -> DiscardedView {
        let information = self.fields.iter().find(|(key, _)| key == "information");
        DiscardedView {
            entry: handle(&self.name.0, self.name.1),
            information: information.map(|(_, value)| value.clone()).unwrap_or_default(),
            by: self.by.clone(),
            time: self.time,
            until: self.until(),
        }
    }
}
