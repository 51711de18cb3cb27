//! Tables: rows in frames, the head again on every page.

use super::{
    LEADING, Setting,
    ink::{Ink, Role, Run, Strip},
};
use crate::{
    breaking::lines,
    font::Weight,
    model::{Align, Table},
};

const PAD: f32 = 4.0;
const FRAME: f32 = 0.5;
/// Room below a table.
const BELOW: f32 = 8.0;

/// A row whose lines are broken.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<Cell>,
    /// The edges of its cells, from left to right.
    edges: Vec<f32>,
    /// The most lines that one of its cells has.
    lines: usize,
    /// Of its letters.
    size: f32,
}

#[derive(Debug)]
struct Cell {
    lines: Vec<String>,
    align: Align,
    weight: Weight,
    element: usize,
}

impl Setting<'_> {
    /// Places a table: below what stands above it, and its last row on the page of a signature.
    pub(super) fn table(&mut self, table: &Table, above: Vec<Strip>, with_next: f32) {
        let element = self.element(Role::Table, 0);
        let edges = self.edges(table);
        let headings: Vec<String> =
            table.columns.iter().map(|column| column.heading.clone()).collect();
        let head = self.row(table, &edges, &headings, true, element);
        let full = self.page();
        let first = table.rows.first().map(|cells| {
            let known = self.tree.len();
            let height = self.row(table, &edges, cells, false, element).height(None);
            self.tree.truncate(known);
            height.min(full / 2.0)
        });
        let below = if table.rows.len() == 1 { BELOW + with_next } else { 0.0 };
        self.place_all(above, head.height(None) + first.unwrap_or_default() + below);
        self.place(head.strip(0, head.lines));
        for (at, cells) in table.rows.iter().enumerate() {
            let row = self.row(table, &edges, cells, false, element);
            let below = if at + 1 == table.rows.len() { with_next } else { 0.0 };
            let whole = row.height(None) + BELOW + below;
            if below > 0.0 && whole > self.left && whole + head.height(None) <= full {
                self.begin_page();
                self.place(head.strip(0, head.lines).furniture());
            }
            self.place_row(&row, &head);
        }
        self.place(Strip::space(BELOW));
    }

    /// Places a row; what is higher than half a page is cut between its lines where a page ends.
    fn place_row(&mut self, row: &Row, head: &Row) {
        let full = self.page();
        let mut from = 0;
        while from < row.lines {
            let rest = row.lines - from;
            let fitting = (1..=rest).take_while(|n| row.height(Some(*n)) <= self.left).count();
            let is_fresh = self.left >= full - head.height(None) - 0.5;
            if fitting == rest || (is_fresh && fitting == 0) {
                // A head that fills a page leaves no choice but to write on.
                let count = if fitting == 0 { 1 } else { rest };
                self.place(row.strip(from, count));
                from += count;
                continue;
            }
            let is_high = row.height(None) > full / 2.0;
            if is_high && fitting >= 3 || is_fresh && fitting > 0 {
                self.place(row.strip(from, fitting));
                from += fitting;
            }
            self.begin_page();
            self.place(head.strip(0, head.lines).furniture());
        }
    }

    /// The edges of columns that share the width.
    fn edges(&self, table: &Table) -> Vec<f32> {
        let all: f32 = table.columns.iter().map(|column| f32::from(column.share.max(1))).sum();
        let mut edges = vec![0.0];
        let mut at = 0.0;
        for column in &table.columns {
            at += f32::from(column.share.max(1)) / all.max(1.0) * self.area.room();
            edges.push(at);
        }
        edges
    }

    fn row(
        &mut self,
        table: &Table,
        edges: &[f32],
        texts: &[String],
        is_head: bool,
        parent: usize,
    ) -> Row {
        let row = self.element(Role::Row, parent);
        let weight = if is_head { Weight::Bold } else { Weight::Regular };
        let size = self.area.table;
        let role = if is_head { Role::ColumnHead } else { Role::Cell };
        let mut cells = Vec::with_capacity(table.columns.len());
        for (at, column) in table.columns.iter().enumerate() {
            let text = texts.get(at).map(String::as_str).unwrap_or_default();
            let room = edges.get(at + 1).zip(edges.get(at)).map_or(0.0, |(end, start)| end - start);
            let lines = lines(text, weight, size, room - 2.0 * PAD);
            let align = if is_head { Align::Centre } else { column.align };
            cells.push(Cell { lines, align, weight, element: self.element(role, row) });
        }
        let lines = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1);
        Row { cells, edges: edges.to_vec(), lines, size }
    }
}

impl Row {
    /// How high it is, or some of its lines.
    fn height(&self, lines: Option<usize>) -> f32 {
        let lines = lines.unwrap_or(self.lines);
        f32::from(u16::try_from(lines).unwrap_or(u16::MAX)) * self.size * LEADING + 2.0 * PAD
    }

    /// Some of its lines in their frames.
    fn strip(&self, from: usize, count: usize) -> Strip {
        let height = self.height(Some(count));
        let mut strip = Strip::space(height);
        let (left, right) = (0.0, self.edges.last().copied().unwrap_or_default());
        for y in [0.0, -height] {
            strip.ink.push(Ink::Rule { x0: left, y0: y, x1: right, y1: y, weight: FRAME });
        }
        for x in &self.edges {
            strip.ink.push(Ink::Rule { x0: *x, y0: 0.0, x1: *x, y1: -height, weight: FRAME });
        }
        for (cell, edges) in self.cells.iter().zip(self.edges.windows(2)) {
            let [start, end] = edges else { continue };
            let mut y = -PAD - self.size;
            for text in cell.lines.iter().skip(from).take(count) {
                let spare = end - start - 2.0 * PAD - cell.weight.width(text, self.size);
                let inside = if cell.align == Align::Centre { (spare / 2.0).max(0.0) } else { 0.0 };
                let x = start + PAD + inside;
                let (weight, element) = (cell.weight, Some(cell.element));
                strip.write(Run { x, y, size: self.size, weight, text: text.clone(), element });
                y -= self.size * LEADING;
            }
        }
        strip
    }
}

impl Strip {
    /// The same as furniture of the page: who is read to has heard it before.
    fn furniture(mut self) -> Self {
        for ink in &mut self.ink {
            if let Ink::Text(run) = ink {
                run.element = None;
            }
        }
        self
    }
}
