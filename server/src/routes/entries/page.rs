//! A page of rows or of groups: found in the index, with bodies from the store.

use kecuali_domain::Day;
use kecuali_encoding::Frame;

use super::asked::{Asked, Grouping};
use crate::{
    answer::{EntriesAnswer, Envelope, GroupPage, GroupView, RowPage},
    index::{Group, GroupKey, Query},
    problem::Problem,
    public::{
        link::{decision, in_query},
        moment::{NotMade, listed},
    },
    publisher::Listing,
    state::AppState,
    wording,
};

/// What is asked for, where, and from where on.
#[derive(Debug)]
pub(crate) struct Turn {
    pub(crate) path: String,
    pub(crate) asked: Asked,
    pub(crate) query: Query,
    pub(crate) after: Option<String>,
    pub(crate) limit: usize,
}

impl Turn {
    /// Reads what turns pages; a cursor of another query is an error, not another list.
    pub(crate) fn new(path: String, asked: Asked, query: Query) -> Result<Self, Problem> {
        let limit = asked.limit()?;
        let mut turn = Self { path, asked, query, after: None, limit };
        if let Some(cursor) = &turn.asked.cursor {
            let after = cursor.split_once('.').map(|(_, after)| after.to_owned());
            let after = after.filter(|after| turn.cursor(after) == *cursor);
            turn.after = Some(after.ok_or_else(|| Problem::new("cursor_invalid"))?);
        }
        Ok(turn)
    }

    /// What the answer is a function of, beside the list.
    pub(crate) fn told(&self) -> [String; 5] {
        let group = if self.asked.group.is_some() { "item" } else { "" };
        let after = self.after.clone().unwrap_or_default();
        let query = self.query.digest().to_string();
        [self.path.clone(), query, group.to_owned(), after, self.limit.to_string()]
    }

    /// The answer, and the listing that it is of.
    pub(crate) fn answer(
        &self,
        state: &AppState,
        listing: &Listing,
    ) -> Result<EntriesAnswer, NotMade> {
        match self.asked.group {
            None => self.rows(state, listing).map(EntriesAnswer::Rows),
            Some(Grouping::Item) => self.groups(state, listing).map(EntriesAnswer::Groups),
        }
    }

    fn rows(&self, state: &AppState, listing: &Listing) -> Result<RowPage, NotMade> {
        let hits = listing.index.search(&self.query, self.after.as_deref(), self.limit);
        let entries =
            hits.ids.iter().map(|id| listed(state, listing, id)).collect::<Result<_, _>>()?;
        let last = hits.ids.last().filter(|_| hits.more);
        let next = last.map(|last| self.next(last));
        let envelope = Envelope { next, ..Envelope::new(state, listing, hits.total) };
        Ok(RowPage { envelope, entries })
    }

    fn groups(&self, state: &AppState, listing: &Listing) -> Result<GroupPage, NotMade> {
        let after = self.after.as_deref().map(read_key).transpose()?;
        let all = listing.index.groups(&self.query);
        let (count, rows) = (all.len(), all.iter().map(|group| group.rows).sum());
        let mut rest = all.into_iter().filter(|group| after.is_none_or(|after| group.key > after));
        let page: Vec<Group> = rest.by_ref().take(self.limit).collect();
        let last = page.last().filter(|_| rest.next().is_some());
        let next = last.map(|last| self.next(&write_key(last.key)));
        let groups =
            page.iter().map(|group| self.group(state, listing, group)).collect::<Result<_, _>>()?;
        let envelope = Envelope { next, ..Envelope::new(state, listing, count) };
        Ok(GroupPage { envelope, rows, groups })
    }

    fn group(
        &self,
        state: &AppState,
        listing: &Listing,
        group: &Group,
    ) -> Result<GroupView, NotMade> {
        let own = group.own.as_ref().map(|row| listed(state, listing, &row.id)).transpose()?;
        let mut pairs = self.asked.pairs();
        pairs.retain(|(name, _)| !["determination", "item", "group", "limit"].contains(name));
        pairs.push(("determination", group.decided.issue.to_string()));
        pairs.push(("item", group.key.item.to_string()));
        Ok(GroupView {
            determination: decision(state, &group.decided),
            item: group.key.item,
            entry: own,
            rows: group.rows,
            offices: group.offices.len(),
            offices_text: wording::offices(group.offices.len()),
            entries: in_query(&self.path, &pairs),
        })
    }

    fn next(&self, last: &str) -> String {
        let mut pairs = self.asked.pairs();
        pairs.push(("cursor", self.cursor(last)));
        in_query(&self.path, &pairs)
    }

    fn cursor(&self, after: &str) -> String {
        let group = u64::from(self.asked.group.is_some());
        let bound = Frame::new("kecuali/1/page")
            .text(&self.path)
            .bytes(&self.query.digest().0)
            .number(group)
            .text(after)
            .digest()
            .to_string();
        let bound: String = bound.chars().take(16).collect();
        format!("{bound}.{after}")
    }
}

fn write_key(key: GroupKey) -> String {
    format!("{}.{}.{}", key.day, key.issue, key.item)
}

fn read_key(text: &str) -> Result<GroupKey, Problem> {
    let read = || {
        let mut parts = text.split('.');
        let day: Day = parts.next()?.parse().ok()?;
        let issue = parts.next()?.parse().ok()?;
        let item = parts.next()?.parse().ok()?;
        Some(GroupKey { day, issue, item })
    };
    read().ok_or_else(|| Problem::new("cursor_invalid"))
}
