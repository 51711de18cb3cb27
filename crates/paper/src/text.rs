//! Text as it is put on paper: every letter can be seen, and none changes the order of others. What
//! could not be kept as it was is known ([`Paper::replaced`], [`Paper::undrawn`]), so that whoever
//! prints can be told.

use std::collections::BTreeSet;

use crate::{Paper, font::Weight};

/// What stands on a line where a name is to be written by hand.
pub(crate) const BLANK: &str = "…………………………………………";

/// What stands between two marks.
pub(crate) const BETWEEN_MARKS: &str = "  •  ";

impl Paper {
    /// Letters on it that steer others or that no file may hold: in every form a sign stands in their
    /// place.
    pub fn replaced(&self) -> BTreeSet<char> {
        let letters = self.texts().into_iter().flat_map(str::chars);
        letters.filter(|c| *c != REPLACED && shown(*c) == Some(REPLACED)).collect()
    }

    /// Letters on it that a PDF does not draw as people read them: the font does not have them, or
    /// they run from right to left, where ours stand as they are stored. Copied they are themselves.
    pub fn undrawn(&self) -> BTreeSet<char> {
        let letters = self.texts().into_iter().flat_map(str::chars).filter_map(shown);
        letters
            .filter(|c| *c != '\n' && (!Weight::Regular.font().has(*c) || is_turned(*c)))
            .collect()
    }
}

/// Whether a letter is of a script that runs from right to left.
const fn is_turned(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// A text in which nothing is invisible. Letters of no width are left out; those that steer, and
/// those that no file may hold, become a sign that something stood there.
pub(crate) fn clean(text: &str) -> String {
    text.chars().filter_map(shown).collect()
}

fn shown(c: char) -> Option<char> {
    match c {
        '\n' => Some(c),
        // A carriage return comes with a line break.
        // The others choose a shape of the letter before them, or join letters.
        '\r'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2064}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => None,
        // Letters that are blank, and those that a text is hidden with.
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}' => {
            Some(REPLACED)
        }
        '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2065}'..='\u{206f}'
        | '\u{fff9}'..='\u{fffb}' => Some(REPLACED),
        '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
        c if c.is_whitespace() => Some(' '),
        // What no letter is: such as bullets that a word processor took from a font of signs, and
        // that mean nothing without it.
        '\u{fdd0}'..='\u{fdef}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => Some(REPLACED),
        c if c.is_control() || u32::from(c) & 0xfffe == 0xfffe => Some(REPLACED),
        c => Some(c),
    }
}

/// A sign that something stood there.
pub(crate) const REPLACED: char = '\u{fffd}';

/// The same for markup: what would be read as markup is not.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_the_order_of_letters_is_seen_and_does_not_steer() {
        assert_eq!(clean("a\u{202e}b\u{7}c"), "a\u{fffd}b\u{fffd}c");
        assert_eq!(clean("ru\u{ad}mah\u{200b} \tx\r\ny\u{a0}z"), "rumah  x\ny z");
        assert_eq!(clean("\u{fffe}\u{1ffff}\u{f0b7}\u{10abcd}\u{fdd0}"), "\u{fffd}".repeat(5));
        assert_eq!(clean("❤\u{fe0f} a\u{34f}b\u{2063}c"), "❤ abc");
        assert_eq!(clean("\u{61c}\u{3164}\u{e0041}\u{2065}"), "\u{fffd}".repeat(4));
        assert_eq!(escaped("<b> & \"'"), "&lt;b&gt; &amp; &quot;&#39;");
    }
}
