//! Which item in force covers an entry: an office that brings its old list along applies what KPU RI
//! has determined already, rather than propose it anew.

use std::sync::Arc;

use kecuali_domain::{
    act::ItemRef,
    content::Content,
    coverage::{Cover, How, Items},
    handle,
};
use serde::Serialize;

use super::{Name, Office, standing::shown};
use crate::{
    catalogue::{input::not_now, screen},
    error::OfficeError,
};

/// An entry, and the item that covers it.
#[derive(Debug, Clone, Serialize)]
pub struct CoverView {
    /// The entry by its handle.
    pub entry: String,
    /// The name of the information.
    pub information: String,
    /// The item, as people cite it; none where nothing covers the entry.
    pub item: Option<String>,
    /// Whether the item is in force. One that has ended is told, and covers nothing any more.
    pub in_force: bool,
    /// By what it was found.
    pub how: Option<How>,
    /// The same in words.
    pub label: &'static str,
    /// How much, in thousandths of the measure.
    pub likeness: u32,
    /// Whether the entry is submitted under it.
    pub taken: bool,
}

/// The items there are, those in force apart.
#[derive(Debug, Default)]
pub(crate) struct Covering {
    standing: Items<ItemRef>,
    ended: Items<ItemRef>,
}

impl Office {
    /// What covers each of these entries. What only reads alike is taken where `likely` says so.
    pub fn coverage(
        &mut self,
        names: &[Name],
        likely: bool,
    ) -> Result<Vec<CoverView>, OfficeError> {
        let covering = self.covering()?;
        let mut all = Vec::with_capacity(names.len());
        for name in names {
            let content = self.document(name)?.content();
            let found = covering.of(&content);
            let taken = found.is_some_and(|(cover, in_force)| in_force && is_taken(&cover, likely));
            all.push(CoverView {
                entry: handle(&name.0, name.1),
                information: shown(&content, "information"),
                item: found.map(|(cover, _)| self.cite(*cover.key)),
                in_force: found.is_some_and(|(_, in_force)| in_force),
                how: found.map(|(cover, _)| cover.how),
                label: screen::covered(found.map(|(cover, in_force)| (cover.how, in_force)), taken),
                likeness: found.map_or(0, |(cover, _)| cover.likeness),
                taken,
            });
        }
        Ok(all)
    }

    /// The item that covers an entry. That there is one is asked again in the turn that signs:
    /// meanwhile it may have ended.
    pub(crate) fn covering_item(
        &mut self,
        name: &Name,
        likely: bool,
    ) -> Result<ItemRef, OfficeError> {
        let covering = self.covering()?;
        let content = self.document(name)?.content();
        let found = covering.of(&content);
        let taken = found.filter(|(cover, in_force)| *in_force && is_taken(cover, likely));
        let missing = || OfficeError::not_now(&name.0, name.1, not_now::NOT_COVERED);
        taken.map(|(cover, _)| *cover.key).ok_or_else(missing)
    }

    /// Made once for a selection: each entry of it is asked about, when shown and when signed.
    fn covering(&mut self) -> Result<Arc<Covering>, OfficeError> {
        if let Some(covering) = &self.fresh().covering {
            return Ok(Arc::clone(covering));
        }
        let mut covering = Covering::default();
        for decision in self.determinations()? {
            let Some(issued) = self.national().issued(&decision.change) else { continue };
            let (number, year) = (issued.issue.number.clone(), issued.issue.year);
            for item in decision.items {
                let key = ItemRef { issue: decision.change, item: item.item };
                let side = if item.in_force { &mut covering.standing } else { &mut covering.ended };
                side.add(key, &number, year, &item.information);
            }
        }
        let covering = Arc::new(covering);
        self.fresh().covering = Some(Arc::clone(&covering));
        Ok(covering)
    }
}

impl Covering {
    /// The item that covers best, and whether it is in force. One that has ended is found only
    /// where none in force is.
    fn of(&self, content: &Content) -> Option<(Cover<'_, ItemRef>, bool)> {
        let name = content.one("information");
        let texts: Vec<&str> =
            content.iter().flat_map(|(_, values)| values).map(String::as_str).collect();
        let standing = self.standing.covering(name, &texts).map(|cover| (cover, true));
        standing.or_else(|| self.ended.covering(name, &texts).map(|cover| (cover, false)))
    }
}

fn is_taken(cover: &Cover<'_, ItemRef>, likely: bool) -> bool {
    likely || cover.how != How::Alike
}
