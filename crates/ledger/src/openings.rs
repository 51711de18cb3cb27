//! Rows as salted hashes, and what opens them.

use std::collections::BTreeMap;

use kecuali_domain::{DocumentId, Scope};
use kecuali_encoding::{Digest, Frame};

/// What opens one field of a row, or what is left of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// The salt, and the value where the document's content does not hold it.
    Open {
        /// 32 random bytes.
        salt: [u8; 32],
        /// The value, if the content does not hold it.
        value: Option<String>,
    },
    /// The field was taken down: its commitment alone is left, and still proves the row.
    Withheld(Digest),
}

/// The openings of one row, by field name.
pub type RowOpenings = BTreeMap<String, Opening>;

/// The openings beside a record, by the label of the row: `entry`, `determination`, `item/<n>`.
pub type Rows = BTreeMap<String, RowOpenings>;

/// Why openings do not open a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowMismatch {
    /// A field of the row has no opening, or an opening no field.
    #[error("the openings do not name the fields of the row")]
    Fields,
    /// A value is given twice, or nowhere.
    #[error("the value of a field is given twice or not at all")]
    Value,
    /// The hash comes out different.
    #[error("the openings do not come to the hash that was signed")]
    Hash,
}

/// The commitment of one field.
fn commitment(
    scope: &Scope,
    document: DocumentId,
    label: &str,
    name: &str,
    salt: &[u8; 32],
    value: &str,
) -> Digest {
    Frame::new("kecuali/1/field")
        .text(&scope.to_string())
        .bytes(&document.0)
        .text(label)
        .text(name)
        .bytes(salt)
        .text(value)
        .digest()
}

/// The hash of a row, from its openings and the values that the content holds.
///
/// Every field of `values` must be opened, or withheld; a field that `values` lacks must bring
/// its value along.
pub fn row_hash(
    scope: &Scope,
    document: DocumentId,
    label: &str,
    openings: &RowOpenings,
    values: &BTreeMap<String, String>,
) -> Result<Digest, RowMismatch> {
    if values.keys().any(|name| !openings.contains_key(name)) {
        return Err(RowMismatch::Fields);
    }
    let mut parts: Vec<Vec<u8>> = Vec::with_capacity(openings.len() * 2);
    for (name, opening) in openings {
        let commitment = match (opening, values.get(name)) {
            (Opening::Withheld(left), _) => *left,
            (Opening::Open { salt, value: Some(value) }, None)
            | (Opening::Open { salt, value: None }, Some(value)) => {
                commitment(scope, document, label, name, salt, value)
            }
            (Opening::Open { .. }, _) => return Err(RowMismatch::Value),
        };
        parts.push(name.as_bytes().to_vec());
        parts.push(commitment.0.to_vec());
    }
    Ok(Frame::new("kecuali/1/row").list(parts).digest())
}

/// What is left of a row's openings when fields are taken down: salt and value are destroyed.
#[must_use]
pub fn withhold(
    scope: &Scope,
    document: DocumentId,
    label: &str,
    openings: &RowOpenings,
    values: &BTreeMap<String, String>,
    fields: impl Fn(&str) -> bool,
) -> RowOpenings {
    let left = |name: &String, opening: &Opening| match opening {
        Opening::Open { salt, value } if fields(name) => {
            let value = value.as_ref().or_else(|| values.get(name)).map_or("", String::as_str);
            Opening::Withheld(commitment(scope, document, label, name, salt, value))
        }
        Opening::Open { .. } | Opening::Withheld(_) => opening.clone(),
    };
    openings.iter().map(|(name, opening)| (name.clone(), left(name, opening))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> (Scope, DocumentId) {
        ("office/3604".parse().unwrap(), DocumentId::new(1, [3; 10]))
    }

    fn row() -> (RowOpenings, BTreeMap<String, String>) {
        let open = |salt, value: Option<&str>| Opening::Open {
            salt: [salt; 32],
            value: value.map(str::to_owned),
        };
        let openings = [("description", open(1, None)), ("period", open(2, Some("5 tahun")))];
        let values = BTreeMap::from([("description".to_owned(), "Akta".to_owned())]);
        (openings.map(|(name, opening)| (name.to_owned(), opening)).into(), values)
    }

    #[test]
    fn a_withheld_field_leaves_the_hash_as_it_was_signed() {
        let (scope, document) = place();
        let (openings, values) = row();
        let signed = row_hash(&scope, document, "entry", &openings, &values).unwrap();
        let left = withhold(&scope, document, "entry", &openings, &values, |f| f == "description");
        assert!(matches!(left["description"], Opening::Withheld(_)));
        assert_eq!(row_hash(&scope, document, "entry", &left, &values).unwrap(), signed);
        assert_eq!(row_hash(&scope, document, "entry", &left, &BTreeMap::new()).unwrap(), signed);
    }

    #[test]
    fn another_value_label_or_document_is_another_row() {
        let (scope, document) = place();
        let (openings, values) = row();
        let hash = |label, document, values: &BTreeMap<String, String>| {
            row_hash(&scope, document, label, &openings, values).unwrap()
        };
        let signed = hash("entry", document, &values);
        let other = BTreeMap::from([("description".to_owned(), "Akta lain".to_owned())]);
        assert_ne!(hash("entry", document, &other), signed);
        assert_ne!(hash("item/1", document, &values), signed);
        assert_ne!(hash("entry", DocumentId::new(2, [3; 10]), &values), signed);
    }

    #[test]
    fn a_field_without_opening_or_with_two_values_is_refused() {
        let (scope, document) = place();
        let (openings, mut values) = row();
        values.insert("period".to_owned(), "5 tahun".to_owned());
        let twice = row_hash(&scope, document, "entry", &openings, &values);
        assert_eq!(twice, Err(RowMismatch::Value));
        values.remove("period");
        values.insert("informasi".to_owned(), "x".to_owned());
        let more = row_hash(&scope, document, "entry", &openings, &values);
        assert_eq!(more, Err(RowMismatch::Fields));
    }
}
