//! Something that happened to the list, ready to be shown.

use kecuali_domain::{Day, field::FIELDS};
use kecuali_publication::{EventKind, PublicRow, Reason};
use kecuali_storage::{Event, Store};
use serde_json::Value;

use super::{cell::Cell, row_view::OfficeView, words};
use crate::{problem::Problem, public::store_failed, wording};

#[derive(Debug, Clone)]
pub(crate) struct EventView {
    pub(crate) seq: u64,
    pub(crate) name: String,
    pub(crate) kind: EventKind,
    pub(crate) kind_text: &'static str,
    pub(crate) reason: Option<&'static str>,
    pub(crate) reason_code: Option<&'static str>,
    /// That in the words of the decision, where they may be shown.
    pub(crate) reason_text: Option<String>,
    /// The decision that revoked the row, where one was named.
    pub(crate) revoked_by: Option<String>,
    pub(crate) row: String,
    pub(crate) office: OfficeView,
    /// What the row was about then, if that may be shown still.
    pub(crate) heading: Option<String>,
    pub(crate) decision: Option<String>,
    pub(crate) period: Option<String>,
    pub(crate) day: String,
    pub(crate) day_code: String,
    /// The columns that say something else than before, by their headings.
    pub(crate) changed: Vec<&'static str>,
    /// What it said before must not be shown any more.
    pub(crate) hides_before: bool,
    columns: Option<Value>,
}

impl EventView {
    pub(crate) fn new(event: &Event) -> Self {
        let row: Option<PublicRow> =
            event.body.as_deref().and_then(|body| serde_json::from_slice(body).ok());
        let facts = row.as_ref().map(|row| &row.facts);
        let day: Option<Day> = event.day.parse().ok();
        let reason = Reason::ALL.iter().find(|one| Some(one.code()) == event.reason.as_deref());
        let kind = kind(&event.kind);
        let was_gone = row.as_ref().is_some_and(|row| row.status_since < row.updated);
        let office = facts.map_or_else(
            || office(event),
            |facts| OfficeView {
                id: facts.office.id.to_string(),
                code: facts.office.code.clone(),
                name: facts.office.name.clone(),
            },
        );
        Self {
            seq: event.seq,
            name: event.name.clone(),
            kind,
            kind_text: match kind {
                EventKind::Withdrawn if was_gone => words::CHANGED_AFTERWARDS,
                EventKind::Published | EventKind::Amended | EventKind::Withdrawn => {
                    wording::event(kind)
                }
            },
            reason: reason.map(|reason| words::reason(*reason)),
            reason_code: reason.map(|reason| reason.code()),
            reason_text: row
                .as_ref()
                .and_then(|row| row.status.reason_text.as_deref())
                .map(super::cell::clean),
            revoked_by: row.as_ref().and_then(|row| words::revoked_by(&row.status)),
            row: event.row.clone(),
            office,
            heading: facts.and_then(|facts| Cell::text(facts.information.as_ref()).line()),
            decision: facts.map(|facts| super::cell::clean(&facts.determination.text)),
            period: facts.and_then(|facts| Cell::period(facts.period.as_ref()).line()),
            day: day.map_or_else(|| event.day.clone(), Day::written_out),
            day_code: event.day.clone(),
            changed: Vec::new(),
            hides_before: false,
            columns: facts.and_then(|facts| serde_json::to_value(facts).ok()),
        }
    }

    /// What the row is called in a list of events.
    pub(crate) fn title(&self) -> &str {
        self.heading.as_deref().unwrap_or(words::WITHHELD)
    }

    /// Calls the row what it is called today, where what it said then must not be shown any more.
    fn call_as_now(&mut self, store: &dyn Store) -> Result<(), Problem> {
        let row = store.row(&self.row).map_err(|error| store_failed(&error))?;
        let row: Option<PublicRow> = row.and_then(|row| serde_json::from_slice(&row.body).ok());
        self.heading = row.and_then(|row| Cell::text(row.facts.information.as_ref()).line());
        Ok(())
    }

    /// Names the columns of an amendment that differ from what the row said before.
    pub(crate) fn compare(&mut self, before: &Self) {
        if self.kind != EventKind::Amended {
            return;
        }
        self.hides_before = before.columns.is_none();
        let (Some(now), Some(then)) = (&self.columns, &before.columns) else { return };
        let differs = |name: &str| now.get(name) != then.get(name);
        let fields = FIELDS.iter().filter(|field| field.column.is_some());
        self.changed =
            fields.filter(|field| differs(field.name)).map(|field| field.label).collect();
        if differs("determination") {
            self.changed.push(kecuali_domain::field::Column::Decision.label());
        }
    }
}

/// The newest events before a number, newest first.
pub(crate) fn newest(
    store: &dyn Store,
    before: Option<u64>,
    most: usize,
) -> Result<Vec<EventView>, Problem> {
    let last = store.last_event().map_err(|error| store_failed(&error))?;
    let last = last.map_or(0, |event| event.seq);
    let end = before.map_or(last, |before| last.min(before.saturating_sub(1)));
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    between(store, end.saturating_sub(most), end).map(|mut events| {
        events.reverse();
        events
    })
}

/// The events after a number up to another.
pub(crate) fn between(store: &dyn Store, after: u64, end: u64) -> Result<Vec<EventView>, Problem> {
    let most = usize::try_from(end.saturating_sub(after)).unwrap_or(0);
    if most == 0 {
        return Ok(Vec::new());
    }
    let events = store.events(after, most).map_err(|error| store_failed(&error))?;
    let mut views: Vec<EventView> = events.iter().map(EventView::new).collect();
    for view in views.iter_mut().filter(|view| view.heading.is_none()) {
        view.call_as_now(store)?;
    }
    Ok(views)
}

fn kind(code: &str) -> EventKind {
    let all = [EventKind::Published, EventKind::Amended, EventKind::Withdrawn];
    all.into_iter().find(|kind| kind.code() == code).unwrap_or(EventKind::Amended)
}

fn office(event: &Event) -> OfficeView {
    let known = kecuali_domain::office::Offices::bundled().by_code(&event.office);
    OfficeView {
        id: event.office.clone(),
        code: known.and_then(|known| known.kemendagri_code.clone()),
        name: known.map_or_else(|| event.office.clone(), |known| known.local_name().to_owned()),
    }
}
