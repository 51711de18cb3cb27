//! What is drawn, and what it is for those who cannot see it.

use crate::font::Weight;

/// A paper as pages.
#[derive(Debug)]
pub(crate) struct Laid {
    pub(crate) pages: Vec<Page>,
    /// The structure of the text; the first element holds all others.
    pub(crate) tree: Vec<Element>,
}

/// A page; all places are measured from its lower left corner, in points.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) ink: Vec<Ink>,
}

/// Something that is drawn.
#[derive(Debug, Clone)]
pub(crate) enum Ink {
    Text(Run),
    Rule { x0: f32, y0: f32, x1: f32, y1: f32, weight: f32 },
}

/// Letters on one line.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) size: f32,
    pub(crate) weight: Weight,
    pub(crate) text: String,
    /// What they are part of; nothing, if they only furnish the page.
    pub(crate) element: Option<usize>,
}

/// A part of the structure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element {
    pub(crate) role: Role,
    /// Its place in the tree is after this one's.
    pub(crate) parent: usize,
}

/// What a part of the structure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Document,
    Title,
    Heading,
    Paragraph,
    List,
    ListItem,
    ItemLabel,
    ItemBody,
    Table,
    Row,
    ColumnHead,
    RowHead,
    Cell,
}

pub(super) const fn document() -> Element {
    Element { role: Role::Document, parent: 0 }
}

/// A band across the page, measured from its upper left corner: down is negative.
#[derive(Debug, Default)]
pub(super) struct Strip {
    pub(super) height: f32,
    pub(super) ink: Vec<Ink>,
    /// Whether it stays on the page of what follows.
    pub(super) holds: bool,
}

impl Strip {
    /// Nothing but room.
    pub(super) fn space(height: f32) -> Self {
        Self { height, ..Self::default() }
    }

    /// Lines of text on it.
    pub(super) fn write(&mut self, run: Run) {
        if !run.text.is_empty() {
            self.ink.push(Ink::Text(run));
        }
    }
}

impl Ink {
    /// The same at another place.
    pub(super) fn moved(self, right: f32, up: f32) -> Self {
        match self {
            Self::Text(run) => Self::Text(Run { x: run.x + right, y: run.y + up, ..run }),
            Self::Rule { x0, y0, x1, y1, weight } => {
                let (x0, x1) = (x0 + right, x1 + right);
                Self::Rule { x0, y0: y0 + up, x1, y1: y1 + up, weight }
            }
        }
    }
}
