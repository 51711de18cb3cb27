//! Legal bases as people write them, as a content key and value.

use kecuali_domain::legal_basis::{LegalBasis, LegalText};

/// The content key and value of a legal basis: one typed by its name, or read out of a text.
///
/// A text with several citations is kept whole under one of them: under a claim that Pasal 17 does
/// not bear out, so that the rules stop it; else under a ground of Pasal 17; else the first.
pub(crate) fn read_basis(text: &str) -> (String, String) {
    let text = text.trim();
    // The name of a text that was not understood is a hash of it, and names nothing by itself.
    let named = text.parse().ok().filter(|basis| !matches!(basis, LegalBasis::Raw(_)));
    if let Some(basis) = named {
        let value = basis.label().unwrap_or_else(|| text.to_owned());
        return (basis.key(), value);
    }
    let read = LegalText::read(text);
    let bases = read.bases();
    let ground = bases.iter().find(|basis| matches!(basis, LegalBasis::Article17(_)));
    let invalid = read.parts.iter().flat_map(|part| &part.invalid).next();
    let key = match (invalid, ground.or_else(|| bases.first())) {
        (Some(claim), _) => claim.clone(),
        (None, Some(first)) => first.key(),
        (None, None) => LegalBasis::raw(text).key(),
    };
    (key, text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> String {
        let (key, value) = read_basis(text);
        assert!(value == text || text.parse::<LegalBasis>().is_ok(), "the words are kept");
        key.strip_prefix("legal_basis/").unwrap().to_owned()
    }

    #[test]
    fn a_citation_is_recognised_in_the_ways_that_offices_write_it() {
        for text in [
            "uu-14-2008:17.h.4",
            "Pasal 17 huruf h angka 4: informasi publik yang apabila dibuka",
            "UU No. 14/2008 KIP (Pasal 17 huruf h angka 4)",
            "UU 11/2008 jo. UU 14/2008 Pasal 17 huruf h angka 4 jo. Keputusan Sekjen Nomor 8",
        ] {
            assert_eq!(key(text), "uu-14-2008:17.h.4", "{text}");
        }
        assert_eq!(key("UU No. 17/2003 (Pasal 30 ayat 1)"), "uu-17-2003:30 ayat (1)");
    }

    #[test]
    fn what_is_in_doubt_is_kept_as_it_is_and_what_is_wrong_where_the_rules_stop_it() {
        let raw = format!("raw:{}", "0".repeat(64));
        for text in ["Pasal 17", "UU 43/2009", "rahasia", &raw] {
            assert_eq!(key(text), LegalBasis::raw(text).to_string());
        }
        assert_eq!(key("UU 14/2008 Pasal 17 huruf h angka 3 dan 9"), "uu-14-2008:17.h.9");
    }
}
