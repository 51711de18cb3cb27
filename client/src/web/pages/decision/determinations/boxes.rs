//! The form of a determination that is being prepared: its own boxes, the test sheet that its
//! items share, and the boxes of each item, which are those of an entry.
//!
//! A determination may have thousands of items: a form shows some of them, and what it does not
//! show it does not touch. As in the form of an entry, each box carries what stood in it, and only
//! what was changed is written; what someone else changed meanwhile is shown first.

use kecuali_domain::{
    content::Content,
    determination::{DETERMINATION_FIELDS, DeterminationDraft, determination_field},
    field::{FIELDS, Field},
};

use crate::{
    office::standing::FindingView,
    web::{
        answers::Answers,
        pages::register::entry::{
            changes::Changes,
            form::{Cell, Way, cell},
            trouble::{Trouble, troubles},
        },
    },
};

/// Public too, though in no row: they stand in what is signed itself.
const SIGNED: [&str; 6] = ["number", "year", "authority", "signatory", "place", "day"];

/// So many items stand in a form: each has the boxes of an entry.
const ITEMS: usize = 5;

/// Which items a form shows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shown {
    /// A page of them; 0 is the first, too.
    pub(super) page: usize,
    /// The page with this item, which may not be there yet.
    pub(super) item: Option<u32>,
}

/// The form.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) own: Vec<Cell>,
    pub(crate) sheet: Vec<Cell>,
    pub(crate) items: Vec<ItemBoxes>,
    /// How many items there are, in this form or not.
    pub(crate) all: usize,
    /// Which page of them this is, and of how many.
    pub(crate) number: usize,
    pub(crate) pages: usize,
    /// The number of the last item.
    last: u32,
}

/// The boxes of one item.
#[derive(Debug)]
pub(crate) struct ItemBoxes {
    pub(crate) number: u32,
    pub(crate) title: String,
    pub(crate) boxes: Vec<Cell>,
}

impl Form {
    /// The form of what is there, and of one item more where that is asked for.
    pub(super) fn of(content: &Content, findings: &[FindingView], shown: Shown) -> Self {
        let read = DeterminationDraft::read(content);
        let mut items = read.items;
        if let Some(number) = shown.item.or_else(|| items.is_empty().then_some(1)) {
            items.entry(number).or_default();
        }
        let pages = items.len().div_ceil(ITEMS).max(1);
        let place = shown.item.and_then(|item| items.keys().position(|number| *number == item));
        let number = place.map_or(shown.page, |place| place / ITEMS + 1).clamp(1, pages);
        let here = items.iter().skip((number - 1) * ITEMS).take(ITEMS);
        let of = |fields: Vec<&Field>| {
            fields.into_iter().map(|field| cell(field, content, findings)).collect()
        };
        let mut own: Vec<Cell> = of(DETERMINATION_FIELDS.iter().collect());
        for cell in own.iter_mut().filter(|cell| SIGNED.contains(&cell.name.as_str())) {
            cell.public = true;
        }
        Self {
            own,
            sheet: of(FIELDS.iter().filter(|one| is_shared(one)).collect()),
            items: here.map(|(number, item)| boxes(*number, item, findings)).collect(),
            all: items.len(),
            number,
            pages,
            last: items.keys().next_back().copied().unwrap_or_default(),
        }
    }

    /// The number of an item that is not there yet.
    pub(crate) const fn next(&self) -> u32 {
        self.last.saturating_add(1)
    }

    /// The same with what was typed in it, and what is to be looked at.
    pub(crate) fn with(mut self, answers: &Answers, changes: &Changes) -> Self {
        for cell in self.cells() {
            cell.take(answers);
            let wrong = changes.wrong.iter().find(|(name, _)| cell.is_named(name));
            cell.wrong = wrong.map(|(_, sentence)| sentence.clone());
            for (name, now) in &changes.meanwhile {
                if cell.is_named(name) {
                    cell.changed_meanwhile(name, now);
                }
            }
        }
        self
    }

    /// What has to be looked at, in the order of the form.
    pub(crate) fn troubles(&self) -> Vec<Trouble> {
        let items = self.items.iter().flat_map(|item| &item.boxes);
        troubles(self.own.iter().chain(&self.sheet).chain(items))
    }

    fn cells(&mut self) -> impl Iterator<Item = &mut Cell> {
        let items = self.items.iter_mut().flat_map(|item| &mut item.boxes);
        self.own.iter_mut().chain(&mut self.sheet).chain(items)
    }
}

/// Whether a field of an entry is one of the test sheet that all items share.
fn is_shared(field: &Field) -> bool {
    determination_field(field.name).is_some()
}

fn boxes(number: u32, content: &Content, findings: &[FindingView]) -> ItemBoxes {
    let prefix = format!("item/{number}/");
    let below = |finding: &FindingView| {
        let field = finding.field.strip_prefix(&prefix)?.to_owned();
        Some(FindingView { field, ..finding.clone() })
    };
    let findings: Vec<FindingView> = findings.iter().filter_map(below).collect();
    // An item with a test sheet of its own is judged by that, so it stands in the form.
    let has_sheet = FIELDS.iter().any(|field| is_shared(field) && content.has(field.name));
    let fields = FIELDS.iter().filter(|field| field.in_item && (has_sheet || !is_shared(field)));
    let boxes = fields.map(|field| named(cell(field, content, &findings), &prefix)).collect();
    let title = content.one("information").unwrap_or_default().to_owned();
    ItemBoxes { number, title, boxes }
}

/// A box of an entry as one of an item.
fn named(mut cell: Cell, prefix: &str) -> Cell {
    cell.name.insert_str(0, prefix);
    match &mut cell.kind {
        Way::Ticks(ticks) => ticks.iter_mut().for_each(|tick| tick.key.insert_str(0, prefix)),
        Way::Bases(bases) => {
            bases.there.iter_mut().for_each(|basis| basis.key.insert_str(0, prefix));
        }
        Way::Line | Way::Text | Way::Day | Way::Number | Way::Period | Way::Choice(_) => (),
    }
    cell
}
