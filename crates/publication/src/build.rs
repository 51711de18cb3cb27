//! Effective decisions to rows: what a document of a log comes to on the public list.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    Day,
    act::{Act, Determine, ItemRef},
    field::public_row,
    fold::Outcome,
};
use kecuali_encoding::Digest;
use kecuali_ledger::{ActRecord, Document, Issued, National, RowMismatch, RowOpenings, Rows};

use crate::{
    column::Shown,
    name::RowId,
    opened::{Opened, Place, public_openings},
    row::{Draft, Facts, Parts},
    standing::{
        Reason, Status, continued, entry_ended, is_void, item_ended, known, lapsed, take_downs,
    },
};

/// The row of an office's entry, or none when nothing of it was ever effectively determined.
///
/// `openings` are those of the determine that [`effective`] names, `decided` is the determination
/// of the item it names. A row that is not in force says so, and a caller keeps it only if it was
/// on the list before ([`crate::diff`]).
pub fn office_row(
    entry: &Document,
    openings: Option<&Rows>,
    decided: &Decided<'_>,
    national: &National,
) -> Result<Option<Draft>, BuildError> {
    let Some((_, determine)) = determined(entry)? else { return Ok(None) };
    let item = continued(national, determine.under);
    if item.issue != decided.issued.change {
        return Err(BuildError::OtherDetermination(item));
    }
    let ends = earlier(determine.ends, decided.ends(item.item));
    let status = office_status(entry, item, ends, decided, national);
    let Some(office) = entry.history().scope().office().cloned() else { return Ok(None) };
    let id = RowId::Office { office, entry: entry.history().document() };
    let values = settle(&status, || {
        let rows = openings.ok_or(BuildError::OpeningsMissing)?;
        open_entry(entry, determine, rows)
    })?;
    decided.draft(id, item.item, values, ends, status).map(Some)
}

/// The rows of a determination, one an item.
pub fn national_rows(decided: &Decided<'_>, national: &National) -> Result<Vec<Draft>, BuildError> {
    let items = decided.issued.issue.items.keys();
    items.filter_map(|item| national_row(decided, *item, national).transpose()).collect()
}

/// The row of one item, or none when there is no such item or it never took effect.
pub fn national_row(
    decided: &Decided<'_>,
    item: u32,
    national: &National,
) -> Result<Option<Draft>, BuildError> {
    let Some(signed) = decided.issued.issue.items.get(&item) else { return Ok(None) };
    if decided.issued.contesting.is_some() {
        return Ok(None);
    }
    let status = decided.item_status(item, national);
    let label = format!("item/{item}");
    let values = settle(&status, || {
        let Decided { document, openings, .. } = *decided;
        open_national(document, &label, Some(item), openings, signed.row)
    })?;
    let id = RowId::National { determination: decided.issued.document, item };
    decided.draft(id, item, values, signed.ends, status).map(Some)
}

/// What a row of an entry is made from, so that a caller knows what to load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effective {
    /// The determine: its openings are those of the row.
    pub determine: Digest,
    /// The item it stands under now, in force or ended.
    pub item: ItemRef,
}

/// The decision that makes an entry's row, or made it when the entry has come to its end.
pub fn effective(entry: &Document, national: &National) -> Result<Option<Effective>, BuildError> {
    let found = determined(entry)?;
    Ok(found.map(|(record, determine)| Effective {
        determine: record.id,
        item: continued(national, determine.under),
    }))
}

/// A determination as rows are made from it.
#[derive(Debug)]
pub struct Decided<'a> {
    issued: &'a Issued,
    document: &'a Document,
    openings: &'a Rows,
    void: bool,
    title: Result<Option<Shown<String>>, BuildError>,
}

impl<'a> Decided<'a> {
    /// Reads a determination's document and the openings of its issue.
    pub fn read(
        national: &'a National,
        document: &'a Document,
        openings: &'a Rows,
    ) -> Result<Self, BuildError> {
        let found = document.acts().iter().find_map(|act| Some((act, national.issued(&act.id)?)));
        let (act, issued) = found.ok_or(BuildError::NotIssued)?;
        let void = is_void(act, national);
        let row = issued.issue.row;
        let own = open_national(document, "determination", None, openings, row);
        let title = own.map(|mut own| own.take("title"));
        Ok(Self { issued, document, openings, void, title })
    }

    /// What was issued.
    pub const fn issued(&self) -> &'a Issued {
        self.issued
    }

    pub(crate) const fn source(&self) -> (&'a Document, &'a Rows) {
        (self.document, self.openings)
    }

    fn ends(&self, item: u32) -> Option<Day> {
        self.issued.issue.items.get(&item).and_then(|item| item.ends)
    }

    fn ended(&self, item: u32, national: &National) -> Option<Status> {
        if national.now().item_stands(ItemRef { issue: self.issued.change, item }) {
            return None;
        }
        // What does not stand though nothing ended it has lost its ground.
        let end = self.issued.ended.get(&item).filter(|_| !self.void);
        let void = || Status::withdrawn(Reason::Void, None, None);
        Some(end.map_or_else(void, |end| item_ended(national, end)))
    }

    fn item_status(&self, item: u32, national: &National) -> Status {
        let whole = take_downs(self.document)
            .find(|take_down| take_down.item == Some(item) && take_down.fields.is_empty());
        whole
            .map(|act| Status::withdrawn(Reason::TakenDown, Some(&act.reason), None))
            .or_else(|| self.ended(item, national))
            .or_else(|| lapsed(national, self.ends(item)))
            .unwrap_or_else(Status::in_force)
    }

    fn draft(
        &self,
        id: RowId,
        item: u32,
        values: Opened,
        ends: Option<Day>,
        status: Status,
    ) -> Result<Draft, BuildError> {
        let title = settle(&status, || self.title.clone())?;
        let facts = Facts::of(Parts {
            id,
            values,
            ends,
            issue: &self.issued.issue,
            change: self.issued.change,
            item,
            title,
        });
        let facts = if hides(&status) { facts.without_values() } else { facts };
        Ok(Draft { facts, status, ends })
    }
}

/// Why a row cannot be built. Each is a fault of the caller or of the store, and an alarm.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// A row is built from a log alone.
    #[error("the document holds acts that are in no log yet")]
    Provisional,
    /// The document given for a determination holds none that took a place in `national`.
    #[error("the document is not a determination of this national log")]
    NotIssued,
    /// The decision stands under an item of another determination than the one given.
    #[error("the row stands under item {} of {}, which was not given", .0.item, .0.issue)]
    OtherDetermination(ItemRef),
    /// A row in force whose openings are gone; nothing was taken down.
    #[error("the openings of a row in force are missing")]
    OpeningsMissing,
    /// The version that was determined is not here whole, or in conflict.
    #[error("the version that was determined cannot be read")]
    Version,
    /// The openings do not come to what was signed.
    #[error("the openings do not come to the row that was signed: {0}")]
    Row(#[from] RowMismatch),
}

impl BuildError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Provisional => "row_provisional",
            Self::NotIssued => "row_not_issued",
            Self::OtherDetermination(_) => "row_other_determination",
            Self::OpeningsMissing => "row_openings_missing",
            Self::Version => "row_version",
            Self::Row(_) => "row_mismatch",
        }
    }
}

/// The openings of an entry's row as the public may have them, each with its value.
pub(crate) fn entry_openings(
    entry: &Document,
    determine: &Determine,
    rows: &Rows,
) -> Result<RowOpenings, BuildError> {
    let openings = rows.get("entry").ok_or(BuildError::OpeningsMissing)?;
    let content = entry.content_at(&determine.covers.heads).ok_or(BuildError::Version)?;
    let values = public_row(&content).map_err(|_| BuildError::Version)?;
    let values = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let withheld = entry.state().withheld();
    Ok(public_openings(&place_of(entry, "entry"), openings, &values, |name| {
        withheld.contains(name)
    }))
}

/// The openings of one row of a determination as the public may have them.
pub(crate) fn national_openings(
    document: &Document,
    label: &str,
    item: Option<u32>,
    rows: &Rows,
) -> Result<RowOpenings, BuildError> {
    let openings = rows.get(label).ok_or(BuildError::OpeningsMissing)?;
    let about = |item_of_act: Option<u32>| item_of_act == item;
    let (mut whole, mut fields) = (false, BTreeSet::new());
    for take_down in take_downs(document).filter(|act| about(act.item)) {
        whole |= take_down.fields.is_empty();
        fields.extend(take_down.fields.iter().map(String::as_str));
    }
    let place = place_of(document, label);
    let taken_down = |name: &str| whole || fields.contains(name);
    Ok(public_openings(&place, openings, &BTreeMap::new(), taken_down))
}

/// The determine in force, or the last that was when the entry has come to its end.
pub(crate) fn determined(entry: &Document) -> Result<Option<(&ActRecord, &Determine)>, BuildError> {
    if entry.acts().iter().any(|act| act.position.is_none()) {
        return Err(BuildError::Provisional);
    }
    let state = entry.state();
    let decision = state.decision().map(|decision| decision.act);
    let ended = state.conclusion().is_some();
    let is_it = |record: &&ActRecord| match decision {
        Some(act) => record.id == act,
        None => ended && state.outcome(&record.id) == Some(Outcome::Effect),
    };
    let mut determines = entry.acts().iter().filter(is_it).filter_map(|record| {
        if let Act::Determine(determine) = known(record)? {
            Some((record, determine))
        } else {
            None
        }
    });
    Ok(determines.next_back())
}

fn office_status(
    entry: &Document,
    item: ItemRef,
    ends: Option<Day>,
    decided: &Decided<'_>,
    national: &National,
) -> Status {
    let conclusion = entry.state().conclusion();
    let ended = conclusion.map(|conclusion| entry_ended(entry, conclusion));
    ended
        .or_else(|| decided.ended(item.item, national))
        .or_else(|| lapsed(national, ends))
        .unwrap_or_else(Status::in_force)
}

fn open_entry(entry: &Document, determine: &Determine, rows: &Rows) -> Result<Opened, BuildError> {
    let openings = entry_openings(entry, determine, rows)?;
    Ok(Opened::read(&place_of(entry, "entry"), &openings, determine.row)?)
}

fn open_national(
    document: &Document,
    label: &str,
    item: Option<u32>,
    rows: &Rows,
    signed: Digest,
) -> Result<Opened, BuildError> {
    let openings = national_openings(document, label, item, rows)?;
    Ok(Opened::read(&place_of(document, label), &openings, signed)?)
}

fn place_of<'a>(document: &'a Document, label: &'a str) -> Place<'a> {
    Place { scope: document.history().scope(), document: document.history().document(), label }
}

/// The values that a row of this status shows. Those of a row in force must be read; but nothing
/// that is damaged or gone may keep a row from leaving the list.
fn settle<T: Default>(
    status: &Status,
    read: impl FnOnce() -> Result<T, BuildError>,
) -> Result<T, BuildError> {
    match status.reason {
        None => read(),
        Some(reason) if reason.hides_values() => Ok(T::default()),
        Some(_) => Ok(read().unwrap_or_default()),
    }
}

fn hides(status: &Status) -> bool {
    status.reason.is_some_and(Reason::hides_values)
}

fn earlier(one: Option<Day>, other: Option<Day>) -> Option<Day> {
    one.into_iter().chain(other).min()
}
