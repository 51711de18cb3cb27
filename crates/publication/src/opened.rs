//! The one door by which values come into a public row: openings that come to a signed hash.

use std::collections::BTreeMap;

use kecuali_domain::{
    DocumentId, Scope,
    determination::DETERMINATION_FIELDS,
    field::{FIELDS, Field, Visibility},
};
use kecuali_encoding::Digest;
use kecuali_ledger::{Opening, RowMismatch, RowOpenings, row_hash, withhold};

use crate::column::{Shown, Withheld};

/// Which row of which document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) scope: &'a Scope,
    pub(crate) document: DocumentId,
    pub(crate) label: &'a str,
}

impl Place<'_> {
    /// The fields that a row of this label may show.
    fn fields(&self) -> impl Iterator<Item = &'static Field> {
        let (all, items) = match self.label {
            "entry" => (FIELDS, false),
            "determination" => (DETERMINATION_FIELDS, false),
            _ => (FIELDS, true),
        };
        let public = all.iter().filter(|field| field.visibility() == Visibility::Public);
        public.filter(move |field| field.in_item || !items)
    }

    fn is_public(&self, name: &str) -> bool {
        self.fields().any(|field| field.name == name)
    }
}

/// The openings of a row as the public may have them: each with its value, and a bare commitment
/// for what was taken down and for what is not a public field.
pub(crate) fn public_openings(
    place: &Place<'_>,
    openings: &RowOpenings,
    values: &BTreeMap<String, String>,
    taken_down: impl Fn(&str) -> bool,
) -> RowOpenings {
    let hidden = |name: &str| taken_down(name) || !place.is_public(name);
    let left = withhold(place.scope, place.document, place.label, openings, values, hidden);
    let with_value = |(name, opening): (String, Opening)| match opening {
        Opening::Open { salt, value: None } => {
            let value = values.get(&name).cloned();
            (name, Opening::Open { salt, value })
        }
        Opening::Open { .. } | Opening::Withheld(_) => (name, opening),
    };
    left.into_iter().map(with_value).collect()
}

/// The public values of a row whose openings came to the hash that was signed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Opened(BTreeMap<&'static str, Shown<String>>);

impl Opened {
    pub(crate) fn read(
        place: &Place<'_>,
        openings: &RowOpenings,
        signed: Digest,
    ) -> Result<Self, RowMismatch> {
        let hash = row_hash(place.scope, place.document, place.label, openings, &BTreeMap::new())?;
        if hash != signed {
            return Err(RowMismatch::Hash);
        }
        let shown = |field: &'static Field| {
            let shown = match openings.get(field.name)? {
                Opening::Withheld(left) => Shown::Withheld(Withheld { withheld: *left }),
                Opening::Open { value, .. } => Shown::Open(value.clone()?),
            };
            Some((field.name, shown))
        };
        Ok(Self(place.fields().filter_map(shown).collect()))
    }

    pub(crate) fn take(&mut self, name: &str) -> Option<Shown<String>> {
        self.0.remove(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(value: Option<&str>) -> Opening {
        Opening::Open { salt: [1; 32], value: value.map(str::to_owned) }
    }

    #[test]
    fn what_is_not_a_public_field_is_a_bare_commitment_even_if_someone_signed_it() {
        let scope: Scope = "office/3604".parse().unwrap();
        let document = DocumentId::new(1, [3; 10]);
        let place = Place { scope: &scope, document, label: "entry" };
        let openings: RowOpenings =
            [("information", open(None)), ("note", open(Some("CANARY"))), ("x", open(Some("C")))]
                .map(|(name, opening)| (name.to_owned(), opening))
                .into();
        let values = BTreeMap::from([("information".to_owned(), "Akta".to_owned())]);
        let signed = row_hash(&scope, document, "entry", &openings, &values).unwrap();

        let public = public_openings(&place, &openings, &values, |_| false);
        assert!(matches!(public["note"], Opening::Withheld(_)));
        assert!(matches!(public["x"], Opening::Withheld(_)));
        let mut opened = Opened::read(&place, &public, signed).unwrap();
        assert_eq!(opened.take("information"), Some(Shown::Open("Akta".to_owned())));
        assert!(opened.0.is_empty());
        let other = Opened::read(&place, &public, Digest::of(b"other"));
        assert_eq!(other.unwrap_err(), RowMismatch::Hash);
    }

    #[test]
    fn an_item_has_no_responsible_position_to_show() {
        let scope = Scope::National;
        let place = |label| Place { scope: &scope, document: DocumentId::new(1, [3; 10]), label };
        assert!(place("entry").is_public("responsible_position"));
        assert!(!place("item/1").is_public("responsible_position"));
        assert!(place("determination").is_public("title"));
        assert!(!place("determination").is_public("information"));
    }
}
