//! Blocks of text as strips.

use super::{
    BODY, LEADING, SMALL, Setting,
    ink::{Ink, Role, Run, Strip},
};
use crate::{
    breaking::lines,
    font::Weight,
    model::{Block, Letterhead, Pair},
};

/// How a paragraph is set.
#[derive(Debug, Clone, Copy)]
struct Style {
    size: f32,
    weight: Weight,
    stands: Stands,
    /// How far it stands in from the left.
    indent: f32,
}

/// Where lines stand.
#[derive(Debug, Clone, Copy)]
enum Stands {
    Left,
    Centre,
    Right,
}

impl Stands {
    /// How much of what a line leaves is before it.
    const fn share(self) -> f32 {
        match self {
            Self::Left => 0.0,
            Self::Centre => 0.5,
            Self::Right => 1.0,
        }
    }
}

const TEXT: Style =
    Style { size: BODY, weight: Weight::Regular, stands: Stands::Left, indent: 0.0 };
const DATELINE: Style = Style { stands: Stands::Right, ..TEXT };
const TITLE: Style =
    Style { size: 12.0, weight: Weight::Bold, stands: Stands::Centre, indent: 0.0 };
const HEADING: Style = Style { weight: Weight::Bold, ..TEXT };
const NOTE: Style = Style { size: SMALL, ..TEXT };
/// Room for the numbers of a list.
const NUMBER: f32 = 22.0;
/// How much of a line the labels of pairs may take.
const LABELS: f32 = 0.34;

impl Setting<'_> {
    /// A block other than a table.
    pub(super) fn strips(&mut self, block: &Block) -> Vec<Strip> {
        match block {
            Block::Letterhead(head) => self.letterhead(head),
            Block::Title(title) => {
                let element = self.element(Role::Title, 0);
                let mut strips = vec![Strip::space(8.0)];
                for line in title {
                    strips.extend(self.paragraph(line, TITLE, element));
                }
                strips.push(Strip::space(10.0));
                hold(strips)
            }
            Block::Dateline(text) => {
                let element = self.element(Role::Paragraph, 0);
                let mut strips = self.paragraph(text, DATELINE, element);
                strips.push(Strip::space(4.0));
                strips
            }
            Block::Heading(text) => {
                let element = self.element(Role::Heading, 0);
                let mut strips = vec![Strip::space(8.0)];
                strips.extend(self.paragraph(text, HEADING, element));
                strips.push(Strip::space(3.0));
                hold(strips)
            }
            Block::Text(text) => {
                let element = self.element(Role::Paragraph, 0);
                let mut strips = self.paragraph(text, TEXT, element);
                strips.push(Strip::space(6.0));
                strips
            }
            Block::Note(text) => {
                let element = self.element(Role::Paragraph, 0);
                let mut strips = vec![Strip::space(4.0)];
                strips.extend(self.paragraph(text, NOTE, element));
                strips.push(Strip::space(4.0));
                strips
            }
            Block::Numbered(texts) => self.numbered(texts),
            Block::Pairs(pairs) => self.pairs(pairs),
            Block::Signatures(signatures) => self.signatures(signatures),
            Block::Table(_) => Vec::new(),
        }
    }

    /// The office, centred above a double rule.
    fn letterhead(&mut self, head: &Letterhead) -> Vec<Strip> {
        let element = self.element(Role::Paragraph, 0);
        let name = Style { size: 15.0, ..TITLE };
        let address = Style { size: 9.0, weight: Weight::Regular, ..TITLE };
        let mut strips = Vec::new();
        for (all, style) in [(&head.name, name), (&head.address, address)] {
            for line in all {
                strips.extend(self.paragraph(line, style, element));
            }
        }
        let (x0, x1) = (0.0, self.area.room());
        let rule = |y: f32, weight: f32| Ink::Rule { x0, y0: y, x1, y1: y, weight };
        let ink = vec![rule(-7.0, 2.2), rule(-9.6, 0.6)];
        strips.push(Strip { height: 22.0, ink, holds: true });
        hold(strips)
    }

    fn paragraph(&self, text: &str, style: Style, element: usize) -> Vec<Strip> {
        let Style { size, weight, stands, indent } = style;
        let room = self.area.room() - indent;
        let strip = |text: String| {
            let spare = room - weight.width(&text, size);
            let x = indent + spare.max(0.0) * stands.share();
            let mut strip = Strip::space(size * LEADING);
            strip.write(Run { x, y: -size, size, weight, text, element: Some(element) });
            strip
        };
        together(lines(text, weight, size, room).into_iter().map(strip).collect(), 3)
    }

    fn numbered(&mut self, texts: &[String]) -> Vec<Strip> {
        let list = self.element(Role::List, 0);
        let mut strips = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            let item = self.element(Role::ListItem, list);
            let label = self.element(Role::ItemLabel, item);
            let body = self.element(Role::ItemBody, item);
            let mut set = self.paragraph(text, Style { indent: NUMBER, ..TEXT }, body);
            let text = format!("{}.", at + 1);
            let run = Run {
                x: 0.0,
                y: -BODY,
                size: BODY,
                weight: Weight::Regular,
                text,
                element: Some(label),
            };
            if let Some(first) = set.first_mut() {
                first.ink.insert(0, Ink::Text(run));
            }
            strips.append(&mut set);
            strips.push(Strip::space(3.0));
        }
        strips.push(Strip::space(3.0));
        strips
    }

    /// Labels, colons below each other, and values.
    fn pairs(&mut self, pairs: &[Pair]) -> Vec<Strip> {
        let longest = pairs.iter().map(|pair| Weight::Regular.width(&pair.label, BODY));
        let most = self.area.room() * LABELS;
        let label_room = longest.fold(0.0, f32::max).min(most) + 1.0;
        let table = self.element(Role::Table, 0);
        let mut strips = Vec::new();
        for pair in pairs {
            let row = self.element(Role::Row, table);
            let head = self.element(Role::RowHead, row);
            let cell = self.element(Role::Cell, row);
            let labels = lines(&pair.label, Weight::Regular, BODY, label_room);
            let indent = label_room + 16.0;
            let mut set = self.paragraph(&pair.value, Style { indent, ..TEXT }, cell);
            while set.len() < labels.len() {
                set.push(Strip::space(BODY * LEADING));
            }
            for (strip, text) in set.iter_mut().zip(labels) {
                let at = |x: f32, text: String, element: Option<usize>| {
                    Ink::Text(Run {
                        x,
                        y: -BODY,
                        size: BODY,
                        weight: Weight::Regular,
                        text,
                        element,
                    })
                };
                strip.ink.insert(0, at(0.0, text, Some(head)));
            }
            if let Some(first) = set.first_mut() {
                let run = Run {
                    x: label_room + 5.0,
                    y: -BODY,
                    size: BODY,
                    weight: Weight::Regular,
                    text: ":".to_owned(),
                    element: Some(head),
                };
                first.ink.insert(1, Ink::Text(run));
            }
            strips.append(&mut together(set, 6));
            strips.push(Strip::space(2.0));
        }
        strips.push(Strip::space(8.0));
        strips
    }
}

/// The same: a few lines stay together, and of more the first two and the last two.
fn together(mut strips: Vec<Strip>, few: usize) -> Vec<Strip> {
    let all = strips.len();
    for (at, strip) in strips.iter_mut().enumerate() {
        strip.holds = at + 1 < all && (all <= few || at == 0 || at + 2 == all);
    }
    strips
}

/// The same, kept together with what follows.
fn hold(mut strips: Vec<Strip>) -> Vec<Strip> {
    for strip in &mut strips {
        strip.holds = true;
    }
    strips
}
