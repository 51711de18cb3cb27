//! Where everything stands on the pages of a PDF.
//!
//! A block becomes *strips*: bands of a height with ink on them, which are stacked until a page is
//! full. A strip is never cut. Rows of tables are strips too, made when they are placed: one that no
//! page holds is cut between its lines.

mod block;
mod ink;
mod sign;
mod table;

pub(crate) use self::ink::{Element, Ink, Laid, Page, Role, Run};
use self::ink::{Strip, document};
use crate::{
    Paper,
    breaking::lines,
    font::Weight,
    model::{Block, Section},
    text::{BETWEEN_MARKS, clean},
};

/// Letters of a paper, by what they are for.
const BODY: f32 = 11.0;
const SMALL: f32 = 8.5;
const FOOT: f32 = 7.5;
/// How far lines are apart, in parts of their size.
const LEADING: f32 = 1.3;
/// How much of what stands above a signature stays with it.
const TAIL: f32 = 50.0;

/// Where a page has room.
#[derive(Debug, Clone, Copy)]
struct Area {
    width: f32,
    height: f32,
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    /// The letters of tables.
    table: f32,
}

/// A4 as it stands, and on its side.
const UPRIGHT: Area = Area {
    width: 595.28,
    height: 841.89,
    left: 71.0,
    right: 57.0,
    top: 57.0,
    bottom: 62.0,
    table: 10.0,
};
const ON_ITS_SIDE: Area = Area {
    width: 841.89,
    height: 595.28,
    left: 48.0,
    right: 48.0,
    top: 57.0,
    bottom: 58.0,
    table: SMALL,
};

impl Area {
    fn room(&self) -> f32 {
        self.width - self.left - self.right
    }
}

/// Pages in the making.
struct Setting<'a> {
    /// What is seen on every page of the open section.
    marks: &'a [String],
    pages: Vec<Page>,
    tree: Vec<Element>,
    area: Area,
    /// How much of the open page is left.
    left: f32,
}

/// Lays a paper out.
pub(crate) fn lay(paper: &Paper) -> Laid {
    let mut setting =
        Setting { marks: &[], pages: Vec::new(), tree: vec![document()], area: UPRIGHT, left: 0.0 };
    for section in &paper.sections {
        setting.section(section);
    }
    if setting.pages.is_empty() {
        setting.begin_page();
    }
    setting.feet(&paper.trace);
    Laid { pages: setting.pages, tree: setting.tree }
}

impl<'a> Setting<'a> {
    fn section(&mut self, section: &'a Section) {
        self.marks = &section.marks;
        self.area = if section.wide { ON_ITS_SIDE } else { UPRIGHT };
        self.open_page(true);
        // What stands above something stays with it: it is placed when that is known.
        let mut held = Vec::new();
        let mut blocks = section.blocks.iter().peekable();
        while let Some(block) = blocks.next() {
            let next = blocks.peek().filter(|next| matches!(next, Block::Signatures(_)));
            let with_next = next.map_or(0.0, |next| self.height_of(next));
            if let Block::Table(table) = block {
                self.table(table, std::mem::take(&mut held), with_next);
                continue;
            }
            held.append(&mut self.strips(block));
            let is_above =
                matches!(block, Block::Letterhead(_) | Block::Title(_) | Block::Heading(_));
            if !is_above || blocks.peek().is_none() {
                self.place_all(std::mem::take(&mut held), with_next);
            }
        }
    }

    fn height_of(&mut self, block: &Block) -> f32 {
        let known = self.tree.len();
        let height = self.strips(block).iter().map(|strip| strip.height).sum();
        self.tree.truncate(known);
        height
    }

    /// Stacks strips; those that hold on to the next one move to a new page with it. What is signed
    /// does not stand on another page than the signature: the last lines go with it.
    fn place_all(&mut self, mut strips: Vec<Strip>, with_next: f32) {
        let page = self.page();
        if with_next > 0.0 {
            let mut tail = 0.0;
            for strip in strips.iter_mut().rev() {
                tail += strip.height;
                strip.holds |= tail <= TAIL;
            }
        }
        let mut below = with_next;
        let mut needed: Vec<f32> = Vec::with_capacity(strips.len());
        for strip in strips.iter().rev() {
            below = strip.height + if strip.holds { below } else { 0.0 };
            needed.push(below);
        }
        let mut is_held = false;
        for (strip, needed) in strips.into_iter().zip(needed.into_iter().rev()) {
            // Where a chain begins it is known to fit, if a page can hold it at all.
            let is_whole = is_held && needed <= page;
            if needed > self.left && self.is_begun() && !is_whole {
                self.begin_page();
            }
            is_held = strip.holds;
            self.place(strip);
        }
    }

    /// The height that a page has room for.
    const fn page(&self) -> f32 {
        self.area.height - self.area.top - self.area.bottom
    }

    /// Whether anything stands on the open page.
    fn is_begun(&self) -> bool {
        self.left < self.page()
    }

    /// Puts a strip where the open page goes on.
    fn place(&mut self, strip: Strip) {
        let top = self.area.bottom + self.left;
        let left = self.area.left;
        self.left -= strip.height;
        if let Some(page) = self.pages.last_mut() {
            page.ink.extend(strip.ink.into_iter().map(|ink| ink.moved(left, top)));
        }
    }

    fn begin_page(&mut self) {
        self.open_page(false);
    }

    /// Begins a page; the marks of a section are read aloud on its first one.
    fn open_page(&mut self, is_first: bool) {
        let Area { width, height, top, bottom, .. } = self.area;
        self.left = height - top - bottom;
        self.pages.push(Page { width, height, ink: Vec::new() });
        self.write_marks(is_first);
    }

    /// What must be seen on every page, in a frame above the text.
    fn write_marks(&mut self, is_first: bool) {
        let text = clean(&self.marks.join(BETWEEN_MARKS));
        if text.is_empty() {
            return;
        }
        let (size, weight) = (9.0, Weight::Bold);
        let wide = weight.width(&text, size);
        let x = (self.area.width - self.area.right - wide - 6.0).max(12.0);
        let y = self.area.height - 32.0;
        let element = is_first.then(|| self.element(Role::Paragraph, 0));
        let Some(page) = self.pages.last_mut() else { return };
        let (low, high, end) = (y - 4.5, y + 9.5, x + wide + 6.0);
        for (x0, y0, x1, y1) in [
            (x - 6.0, low, end, low),
            (x - 6.0, high, end, high),
            (x - 6.0, low, x - 6.0, high),
            (end, low, end, high),
        ] {
            page.ink.push(Ink::Rule { x0, y0, x1, y1, weight: 1.0 });
        }
        page.ink.push(Ink::Text(Run { x, y, size, weight, text, element }));
    }

    /// The feet of all pages, when it is known how many there are.
    fn feet(&mut self, trace: &str) {
        let all = self.pages.len();
        for (at, page) in self.pages.iter_mut().enumerate() {
            let area = if page.width > page.height { ON_ITS_SIDE } else { UPRIGHT };
            let (left, right) = (area.left, area.width - area.right);
            let high = area.bottom - 12.0;
            page.ink.push(Ink::Rule { x0: left, y0: high, x1: right, y1: high, weight: 0.4 });
            let number = format!("Halaman {} dari {all}", at + 1);
            let wide = Weight::Regular.width(&number, FOOT);
            let mut write = |x: f32, y: f32, text: String| {
                let run = Run { x, y, size: FOOT, weight: Weight::Regular, text, element: None };
                page.ink.push(Ink::Text(run));
            };
            let mut y = high - FOOT * LEADING;
            write(right - wide, y, number);
            let room = right - left - wide - 24.0;
            for line in lines(trace, Weight::Regular, FOOT, room) {
                write(left, y, line);
                y -= FOOT * LEADING;
            }
        }
    }

    /// A new element of the structure.
    fn element(&mut self, role: Role, parent: usize) -> usize {
        self.tree.push(Element { role, parent });
        self.tree.len() - 1
    }
}
