//! Whether fields that are to be written together fit into a document, in the words of whoever
//! wrote them: what a change may not hold is refused here, and not first by the format of changes.

use std::collections::BTreeMap;

use kecuali_document::caps;

use super::input::Fields;
use crate::{catalogue::input, error::OfficeError};

/// Fields, each once: the same value twice is one, two values are none.
pub(crate) fn once(fields: &Fields) -> Result<Fields, OfficeError> {
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    let mut all = Fields::with_capacity(fields.len());
    for (key, value) in fields {
        if key.len() > caps::KEY {
            return Err(OfficeError::Input(input::value_too_long(caps::CONTENT_VALUE)));
        }
        fits(key, value)?;
        match known.insert(key, value) {
            None => all.push((key.clone(), value.clone())),
            Some(before) if before == value => {}
            Some(_) => return Err(OfficeError::Input(input::two_values(key))),
        }
    }
    Ok(all)
}

/// That a value is no longer than a field may be; if not, by how much.
pub(crate) fn fits(field: &str, value: &str) -> Result<(), OfficeError> {
    match excess(value) {
        0 => Ok(()),
        excess => Err(OfficeError::Input(input::too_long(field, excess, caps::CONTENT_VALUE))),
    }
}

/// How many characters must go from the end of a value until it fits. The bound counts bytes, and a
/// letter may take several.
fn excess(value: &str) -> usize {
    let mut bytes = value.len();
    let too_much = |one: &char| {
        let is_over = bytes > caps::CONTENT_VALUE;
        bytes -= one.len_utf8();
        is_over
    };
    value.chars().rev().take_while(too_much).count()
}

/// The fields of a new entry: one at least, and no more than one change holds beside its salt.
pub(crate) fn new_entry(fields: &Fields) -> Result<Fields, OfficeError> {
    let fields = once(fields)?;
    if fields.iter().all(|(_, value)| value.trim().is_empty()) {
        return Err(OfficeError::Input(input::empty_entry()));
    }
    if fields.len() >= caps::PUTS {
        return Err(OfficeError::Input(input::too_many_fields(caps::PUTS - 1)));
    }
    Ok(fields)
}

/// That a value of one line holds nothing that nobody sees: it would be signed, published and
/// searched for as if it were not there, or turn around how the line reads.
pub(crate) fn visible(field: &str, value: &str) -> Result<(), OfficeError> {
    let Some(hidden) = hidden_sign(value) else { return Ok(()) };
    let before = value.split(hidden).next().unwrap_or_default();
    Err(OfficeError::Input(input::hidden_sign(field, u32::from(hidden), before)))
}

/// The first sign of a value that nobody sees.
pub(crate) fn hidden_sign(value: &str) -> Option<char> {
    value.chars().find(|one| is_hidden(*one))
}

/// Control characters, and what Unicode has without width or to turn the reading around.
fn is_hidden(one: char) -> bool {
    (one.is_control() && !one.is_whitespace())
        || matches!(
            one,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(all: &[(&str, &str)]) -> Fields {
        all.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_field_has_one_value() {
        let same = fields(&[("note", "A"), ("media", "printed"), ("note", "A")]);
        assert_eq!(once(&same).unwrap().len(), 2);
        let error = once(&fields(&[("note", "A"), ("note", "B")])).unwrap_err();
        assert_eq!((error.code(), error.exit().code()), ("input", 2));
        assert!(error.to_string().contains("`note`"), "{error}");
    }

    #[test]
    fn what_is_too_long_is_refused_with_the_name_of_the_field() {
        let most = "x".repeat(caps::CONTENT_VALUE);
        let long = format!("{most}x");
        let error = once(&fields(&[("note", &long)])).unwrap_err();
        assert_eq!((error.code(), error.exit().code()), ("input", 2));
        assert!(error.to_string().contains("`note` terlalu panjang: kurangi"), "{error}");
        assert!(once(&fields(&[("note", &most)])).is_ok());
        assert_eq!((excess(&most), excess(&long)), (0, 1));
        let wide = format!("{}ééx", "x".repeat(caps::CONTENT_VALUE - 2));
        assert_eq!(excess(&wide), 2, "characters are counted, not bytes");
        assert!(once(&fields(&[(&"k".repeat(caps::KEY + 1), "x")])).is_err());
    }

    #[test]
    fn an_entry_holds_something_and_not_too_much() {
        for empty in [&[][..], &[("information", "")], &[("information", " "), ("note", "")]] {
            assert_eq!(new_entry(&fields(empty)).unwrap_err().code(), "input");
        }
        let many = |count: usize| -> Fields {
            (0..count).map(|n| (format!("import/{n}"), "x".to_owned())).collect()
        };
        assert!(new_entry(&many(caps::PUTS - 1)).is_ok());
        assert!(new_entry(&many(caps::PUTS)).is_err(), "there is no place for the salt");
    }

    #[test]
    fn what_nobody_sees_is_said() {
        for hidden in ["\u{200b}", "\u{202e}", "\u{feff}", "\u{ad}", "\u{1b}", "\u{2066}"] {
            let error = visible("information", &format!("Rekam{hidden} medis")).unwrap_err();
            let code = format!("U+{:04X}", u32::from(hidden.chars().next().unwrap()));
            assert!(error.to_string().contains(&code), "{error}");
            assert!(!error.to_string().contains(hidden), "and is not repeated");
        }
        assert!(visible("information", "Rekam médis, 2025–2026 “asli”").is_ok());
    }
}
