//! SPDX licence expressions, as far as packages use them.

use std::{collections::BTreeSet, iter::Peekable};

/// Whether one can comply with the expression by licences from the list alone.
pub(crate) fn is_covered(expression: &str, allowed: &BTreeSet<String>) -> bool {
    // `/` is how older packages wrote OR.
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    any(&mut words, allowed) && words.next().is_none()
}

fn any<'a, I: Iterator<Item = &'a str>>(
    words: &mut Peekable<I>,
    allowed: &BTreeSet<String>,
) -> bool {
    let mut covered = all(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        covered |= all(words, allowed);
    }
    covered
}

fn all<'a, I: Iterator<Item = &'a str>>(
    words: &mut Peekable<I>,
    allowed: &BTreeSet<String>,
) -> bool {
    let mut covered = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        covered &= one(words, allowed);
    }
    covered
}

fn one<'a, I: Iterator<Item = &'a str>>(
    words: &mut Peekable<I>,
    allowed: &BTreeSet<String>,
) -> bool {
    match words.next() {
        Some("(") => {
            let covered = any(words, allowed);
            covered & words.next_if_eq(&")").is_some()
        }
        Some(name) if words.next_if_eq(&"WITH").is_some() => words
            .next()
            .is_some_and(|exception| allowed.contains(&format!("{name} WITH {exception}"))),
        Some(name) => allowed.contains(name),
        None => false,
    }
}

#[test]
fn an_expression_is_covered_when_one_can_comply_with_it() {
    let allowed = ["MIT", "ISC", "Unicode-3.0"].map(str::to_owned).into();
    for good in ["MIT", "MIT/Apache-2.0", "(MIT OR GPL-3.0) AND Unicode-3.0", "MIT AND ISC"] {
        assert!(is_covered(good, &allowed), "{good}");
    }
    for bad in ["GPL-3.0", "MIT AND GPL-3.0", "MIT WITH x", "(MIT", "MIT ISC", ""] {
        assert!(!is_covered(bad, &allowed), "{bad}");
    }
}
