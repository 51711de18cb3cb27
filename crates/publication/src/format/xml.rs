//! Text within XML, as spreadsheets read it.

use std::fmt::Write as _;

/// A text for an element or an attribute. What XML cannot hold is spelled `_x0007_`, and so is the
/// beginning of what would otherwise be read as such a spelling.
pub(super) fn text(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len() + 16);
    let mut rest = raw.chars();
    while let Some(c) = rest.next() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '_' if is_spelling(rest.as_str()) => out.push_str("_x005F_"),
            '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'.. => out.push(c),
            _ => drop(write!(out, "_x{:04X}_", u32::from(c))),
        }
    }
    out
}

/// Whether what follows a `_` makes it the beginning of `_x0007_`.
fn is_spelling(rest: &str) -> bool {
    let mut rest = rest.chars();
    rest.next() == Some('x')
        && rest.by_ref().take(4).filter(char::is_ascii_hexdigit).count() == 4
        && rest.next() == Some('_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_spelled_and_nothing_reads_as_a_spelling() {
        assert_eq!(text("a<b>&\"c\"\n"), "a&lt;b&gt;&amp;&quot;c&quot;\n");
        assert_eq!(text("\u{7}\r\u{ffff}"), "_x0007__x000D__xFFFF_");
        assert_eq!(text("_x0041_ _x004 __x0041_"), "_x005F_x0041_ _x004 __x005F_x0041_");
    }
}
