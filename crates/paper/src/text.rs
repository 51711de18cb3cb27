//! Text as it is put on paper: every letter can be seen, and none changes the order of others.

/// What stands on a line where a name is to be written by hand.
pub(crate) const BLANK: &str = "…………………………………………";

/// What stands between two marks.
pub(crate) const BETWEEN_MARKS: &str = "  •  ";

/// A text in which nothing is invisible. Letters of no width are left out; those that steer, and
/// those that no file may hold, become a sign that something stood there.
pub(crate) fn clean(text: &str) -> String {
    text.chars().filter_map(shown).collect()
}

fn shown(c: char) -> Option<char> {
    match c {
        '\n' => Some(c),
        // A carriage return comes with a line break.
        '\r' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => None,
        '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}'
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
        assert_eq!(escaped("<b> & \"'"), "&lt;b&gt; &amp; &quot;&#39;");
    }
}
