//! Rows put together under the item that they apply: what 514 offices say once.

use std::{cmp::Reverse, fmt, str::FromStr};

use kecuali_domain::{Day, NotAName};
use kecuali_encoding::Digest;

use super::Asked;
use crate::{
    index::{Group, GroupKey},
    problem::Problem,
    public::store_failed,
    site::{row_view::RowView, words},
    state::AppState,
};

/// An item with what is under it.
#[derive(Debug)]
pub(super) struct Card {
    /// The item's own row; none where it never was public.
    pub(super) item: Option<RowView>,
    pub(super) decision: String,
    pub(super) number: u32,
    /// How many offices apply it, and how many rows answer in all.
    pub(super) offices: String,
    pub(super) any_office: bool,
    pub(super) rows: String,
    pub(super) address: String,
}

impl Card {
    pub(super) fn read(state: &AppState, group: &Group, asked: &Asked) -> Result<Self, Problem> {
        let own = group.own.as_ref().map(|own| state.store().row(&own.id));
        let own = own.transpose().map_err(|error| store_failed(&error))?.flatten();
        Ok(Self {
            item: own.as_ref().map(RowView::read).transpose()?,
            decision: crate::site::cell::clean(&group.decided.text),
            number: group.key.item,
            offices: words::number(super::count(group.offices.len())),
            any_office: !group.offices.is_empty(),
            rows: words::number(super::count(group.rows)),
            address: asked.under(&group.key.issue.to_string(), group.key.item),
        })
    }
}

/// The place of an item among items: the newest decision first, its items in their order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ItemPlace(Reverse<(Day, Digest)>, u32);

impl ItemPlace {
    pub(super) const fn of(key: GroupKey) -> Self {
        Self(Reverse((key.day, key.issue)), key.item)
    }
}

impl fmt::Display for ItemPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(Reverse((day, issue)), item) = self;
        write!(f, "{day}.{issue}.{item}")
    }
}

impl FromStr for ItemPlace {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let read = || {
            let (day, rest) = text.split_once('.')?;
            let (issue, item) = rest.split_once('.')?;
            let (day, issue) = (day.parse().ok()?, issue.parse().ok()?);
            Some(Self::of(GroupKey { day, issue, item: item.parse().ok()? }))
        };
        let text = || text.chars().take(40).collect();
        read().ok_or_else(|| NotAName { text: text(), expected: "the place of an item" })
    }
}
