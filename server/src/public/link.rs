//! Addresses that stand in answers.

use std::fmt::Write as _;

use kecuali_encoding::Digest;

use crate::{answer::DecisionView, index::Decided, site::Contact, state::AppState};

/// The permanent address of a row, for people.
pub(crate) fn row(state: &AppState, id: &str) -> String {
    state.site().address(&format!("/informasi/{id}"))
}

/// The permanent address of a determination, for people.
pub(crate) fn determination(state: &AppState, issue: &Digest) -> String {
    state.site().address(&format!("/penetapan/{issue}"))
}

/// A decision with its address.
pub(crate) fn decision(state: &AppState, decided: &Decided) -> DecisionView {
    DecisionView::new(decided, determination(state, &decided.issue))
}

/// Where objections and corrections go.
pub(crate) fn contact(state: &AppState) -> Option<String> {
    state.site().contact.as_ref().map(Contact::link)
}

/// An address with a query.
pub(crate) fn in_query(path: &str, pairs: &[(&str, String)]) -> String {
    let mut address = path.to_owned();
    for (number, (name, value)) in pairs.iter().enumerate() {
        address.push(if number == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        for byte in value.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                    address.push(char::from(byte));
                }
                other => drop(write!(address, "%{other:02X}")),
            }
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stands_in_an_address_as_it_is_read_back() {
        let pairs = [("q", "a&b =%é".to_owned()), ("limit", "5".to_owned())];
        assert_eq!(in_query("/x", &pairs), "/x?q=a%26b%20%3D%25%C3%A9&limit=5");
        assert_eq!(in_query("/x", &[]), "/x");
    }
}
