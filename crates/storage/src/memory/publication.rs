//! The public list in memory.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Bound,
    sync::Arc,
};

use crate::{Commit, Event, Row, RowStatus, StorageError};

#[derive(Debug, Clone, Default)]
pub(super) struct Publication {
    rows: BTreeMap<String, Arc<Row>>,
    /// The event with the number n is at index n − 1.
    events: Vec<Arc<Event>>,
    /// Indices of events by their names.
    by_name: HashMap<String, usize>,
}

impl Publication {
    pub(super) fn apply(&mut self, commit: &Commit) -> Result<(), StorageError> {
        let rows = commit.rows.iter().map(|row| (row.id.clone(), Arc::new(row.clone())));
        self.rows.extend(rows);
        commit.events.iter().try_for_each(|event| self.happen(event))?;
        commit.event_bodies_erased.iter().try_for_each(|seq| self.erase_body(*seq))
    }

    fn happen(&mut self, event: &Event) -> Result<(), StorageError> {
        let expected = self.events.last().map_or(1, |last| last.seq + 1);
        if event.seq != expected {
            return Err(StorageError::EventOrder { expected, found: event.seq });
        }
        if self.by_name.insert(event.name.clone(), self.events.len()).is_some() {
            return Err(StorageError::EventNameTaken { name: event.name.clone() });
        }
        self.events.push(Arc::new(event.clone()));
        Ok(())
    }

    fn erase_body(&mut self, seq: u64) -> Result<(), StorageError> {
        let event = index(seq).and_then(|index| self.events.get_mut(index));
        Arc::make_mut(event.ok_or(StorageError::NoSuchEvent { seq })?).body = None;
        Ok(())
    }

    pub(super) fn row(&self, id: &str) -> Option<Row> {
        self.rows.get(id).map(|row| Row::clone(row))
    }

    pub(super) fn rows(
        &self,
        office: Option<&str>,
        only_in_force: bool,
        after_id: Option<&str>,
        limit: usize,
    ) -> Vec<Row> {
        let after = after_id.map_or(Bound::Unbounded, Bound::Excluded);
        let rows = self.rows.range::<str, _>((after, Bound::Unbounded)).map(|(_, row)| row);
        rows.filter(|row| office.is_none_or(|office| row.office == office))
            .filter(|row| !only_in_force || row.status == RowStatus::InForce)
            .take(limit)
            .map(|row| Row::clone(row))
            .collect()
    }

    pub(super) fn count_in_force(&self, office: Option<&str>) -> u64 {
        let rows = self.rows.values().filter(|row| row.status == RowStatus::InForce);
        let counted = rows.filter(|row| office.is_none_or(|office| row.office == office)).count();
        u64::try_from(counted).expect("memory holds fewer than 2^64 rows")
    }

    pub(super) fn rows_under(&self, issue: &[u8; 32], item: Option<u32>) -> Vec<Row> {
        let rows = self.rows.values().filter(|row| row.issue == *issue);
        let rows = rows.filter(|row| item.is_none_or(|item| row.item == item));
        rows.map(|row| Row::clone(row)).collect()
    }

    pub(super) fn rows_ending_before(&self, day: &str) -> Vec<Row> {
        let ended = |row: &Arc<Row>| {
            row.status == RowStatus::InForce && row.ends.as_deref().is_some_and(|ends| ends < day)
        };
        let ended = self.rows.values().filter(|row| ended(row));
        let mut rows: Vec<Row> = ended.map(|row| Row::clone(row)).collect();
        rows.sort_by(|a, b| (&a.ends, &a.id).cmp(&(&b.ends, &b.id)));
        rows
    }

    pub(super) fn events(&self, after_seq: u64, limit: usize) -> Vec<Event> {
        let after = usize::try_from(after_seq).unwrap_or(usize::MAX);
        self.events.iter().skip(after).take(limit).map(|event| Event::clone(event)).collect()
    }

    pub(super) fn event_by_name(&self, name: &str) -> Option<Event> {
        self.by_name.get(name).map(|index| Event::clone(&self.events[*index]))
    }

    pub(super) fn last_event(&self) -> Option<Event> {
        self.events.last().map(|event| Event::clone(event))
    }

    pub(super) fn event(&self, seq: u64) -> Option<&Event> {
        self.events.get(index(seq)?).map(Arc::as_ref)
    }
}

fn index(seq: u64) -> Option<usize> {
    usize::try_from(seq).ok()?.checked_sub(1)
}
