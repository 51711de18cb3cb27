//! What stands in a cell of a page.

use kecuali_publication::{Basis, Chosen, Period, Shown};

/// A value ready to be shown: its lines, or that it was taken down. Neither, if it was never there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) lines: Vec<String>,
    /// The commitment of a value that is not shown any more.
    pub(crate) withheld: Option<String>,
}

impl Cell {
    pub(crate) fn text(value: Option<&Shown<String>>) -> Self {
        Self::of(value, |text| vec![clean(text)])
    }

    pub(crate) fn bases(value: Option<&Shown<Vec<Basis>>>) -> Self {
        Self::of(value, |bases| bases.iter().map(|basis| clean(&basis.text)).collect())
    }

    pub(crate) fn chosen(value: Option<&Shown<Vec<Chosen>>>) -> Self {
        Self::of(value, |chosen| chosen.iter().map(|one| clean(&one.text)).collect())
    }

    pub(crate) fn period(value: Option<&Shown<Period>>) -> Self {
        Self::of(value, |period| vec![clean(&period.text)])
    }

    pub(crate) fn is_there(&self) -> bool {
        !self.lines.is_empty() || self.withheld.is_some()
    }

    /// All in one line, if it may be shown.
    pub(crate) fn line(&self) -> Option<String> {
        (!self.lines.is_empty()).then(|| self.lines.join("; "))
    }

    fn of<T>(value: Option<&Shown<T>>, lines: impl FnOnce(&T) -> Vec<String>) -> Self {
        match value {
            None => Self::default(),
            Some(Shown::Withheld(left)) => {
                Self { lines: Vec::new(), withheld: Some(left.withheld.to_string()) }
            }
            Some(Shown::Open(value)) => Self { lines: lines(value), withheld: None },
        }
    }
}

/// A text as it may stand in a page or a feed. What has no sign of its own, or turns the direction
/// of what follows, is made visible: nothing on a page may read as something else than it is. The
/// signed value, unchanged, is one link away.
pub(crate) fn clean(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\t' => c,
        c if c.is_control() || turns(c) || matches!(c, '\u{fffe}' | '\u{ffff}') => '\u{fffd}',
        c => c,
    };
    text.trim().chars().map(shown).collect()
}

/// Whether it says in which direction text runs.
const fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_turn_or_hide_text_is_made_visible() {
        assert_eq!(
            clean(" a\u{202e}b\0\u{2067}c\u{7f}\n d "),
            "a\u{fffd}b\u{fffd}\u{fffd}c\u{fffd}\n d"
        );
        assert_eq!(clean("Pasal 17 huruf h — “rahasia”"), "Pasal 17 huruf h — “rahasia”");
    }
}
