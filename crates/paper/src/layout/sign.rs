//! Room for signatures.

use super::{
    BODY, LEADING, Setting,
    ink::{Ink, Role, Run, Strip},
};
use crate::{breaking::lines, font::Weight, model::Signature, text::BLANK};

/// Room for the signature itself.
const ROOM: f32 = 62.0;
/// How wide each stands where two share a line that stands upright.
const WIDE: f32 = 212.0;

/// The part of a strip that one signature takes.
struct Place {
    x: f32,
    element: usize,
    strip: Strip,
}

impl Setting<'_> {
    /// As many beside each other as a line holds; one alone stands at the right, and in the middle
    /// below others.
    pub(super) fn signatures(&mut self, signatures: &[Signature]) -> Vec<Strip> {
        let room = self.area.room();
        let beside = if room > 3.0 * WIDE { 3 } else { 2 };
        let mut strips = Vec::new();
        for (at, row) in signatures.chunks(beside).enumerate() {
            let step = match row.len() {
                1 => 0.0,
                2 => room - WIDE,
                _ => (room - WIDE) / 2.0,
            };
            let mut x = match row.len() {
                1 if at == 0 => room - WIDE,
                1 => (room - WIDE) / 2.0,
                _ => 0.0,
            };
            let mut places = Vec::with_capacity(row.len());
            for signature in row {
                let element = self.element(Role::Paragraph, 0);
                places.push(Place::begun(x, element, signature));
                x += step;
            }
            // All sign on one line.
            let line = places.iter().map(|place| place.strip.height).fold(0.0, f32::max) + ROOM;
            let mut whole = Strip::default();
            for (place, signature) in places.into_iter().zip(row) {
                let one = place.signed(line, signature);
                whole.height = whole.height.max(one.height);
                whole.ink.extend(one.ink);
            }
            strips.push(whole);
        }
        strips
    }
}

impl Place {
    /// What stands above the signature.
    fn begun(x: f32, element: usize, signature: &Signature) -> Self {
        let mut place = Self { x, element, strip: Strip::space(12.0) };
        for line in &signature.above {
            place.write(line, Weight::Regular);
        }
        place.write(&signature.position, Weight::Bold);
        place
    }

    /// The same with what stands below it.
    fn signed(mut self, line: f32, signature: &Signature) -> Strip {
        self.strip.height = line;
        match &signature.name {
            Some(name) => {
                self.write(name, Weight::Bold);
                self.underline();
            }
            None => self.write(BLANK, Weight::Regular),
        }
        for line in &signature.below {
            self.write(line, Weight::Regular);
        }
        self.strip
    }

    fn write(&mut self, text: &str, weight: Weight) {
        for text in lines(text, weight, BODY, WIDE) {
            let x = self.x + ((WIDE - weight.width(&text, BODY)) / 2.0).max(0.0);
            let y = -self.strip.height - BODY;
            self.strip.height += BODY * LEADING;
            let element = Some(self.element);
            self.strip.write(Run { x, y, size: BODY, weight, text, element });
        }
    }

    /// A rule below what was written last.
    fn underline(&mut self) {
        if let Some(Ink::Text(run)) = self.strip.ink.last() {
            let (x0, y) = (run.x, run.y - 1.8);
            let x1 = x0 + run.weight.width(&run.text, run.size);
            self.strip.ink.push(Ink::Rule { x0, y0: y, x1, y1: y, weight: 0.6 });
        }
    }
}
