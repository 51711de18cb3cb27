//! Canonical JSON (RFC 8785), with whole numbers only.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// The largest whole number that every JSON reader keeps exactly (2^53 − 1).
const LARGEST: u64 = (1 << 53) - 1;

/// A text that is JSON in another spelling than RFC 8785, or not the expected JSON at all.
#[derive(Debug, thiserror::Error)]
pub enum NotCanonical {
    /// Not JSON, or not of the expected shape.
    #[error("not the expected JSON: {0}")]
    Shape(#[from] serde_json::Error),
    /// The same value has another, canonical spelling.
    #[error("not in the canonical form of RFC 8785")]
    Spelling,
    /// A number that readers may round.
    #[error("a number is not whole, or is beyond 2^53")]
    Number,
}

/// Writes a value in the one spelling of RFC 8785.
///
/// # Panics
///
/// When the value cannot be JSON (a map with keys that are not text), which is a programming error.
pub fn canonical_json<T: Serialize>(value: &T) -> String {
    serde_json_canonicalizer::to_string(value).expect("the project's own types are JSON")
}

/// Reads a text that must be canonical; anything else would let one fact have two hashes.
pub fn read_canonical<T: DeserializeOwned>(text: &str) -> Result<T, NotCanonical> {
    let value: Value = serde_json::from_str(text)?;
    if !numbers_are_whole(&value) {
        return Err(NotCanonical::Number);
    }
    if canonical_json(&value) != text {
        return Err(NotCanonical::Spelling);
    }
    Ok(serde_json::from_value(value)?)
}

// serde_json refuses nesting deeper than 128, so the recursion is bounded.
fn numbers_are_whole(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => true,
        Value::Number(number) => number
            .as_u64()
            .or_else(|| number.as_i64().map(i64::unsigned_abs))
            .is_some_and(|n| n <= LARGEST),
        Value::Array(items) => items.iter().all(numbers_are_whole),
        Value::Object(members) => members.values().all(numbers_are_whole),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_the_canonical_spelling_is_read() {
        assert!(read_canonical::<Value>(r#"{"a":1,"b":[]}"#).is_ok());
        for other in [r#"{"b":[],"a":1}"#, r#"{"a": 1}"#, r#"{"a":1,"a":1}"#, r#""\u0061""#] {
            assert!(
                matches!(read_canonical::<Value>(other), Err(NotCanonical::Spelling)),
                "{other}"
            );
        }
        for number in ["1.5", "1e3", "9007199254740992"] {
            assert!(read_canonical::<Value>(number).is_err(), "{number}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(map: std::collections::BTreeMap<String, Vec<String>>) {
            let text = canonical_json(&map);
            let read: std::collections::BTreeMap<String, Vec<String>> = read_canonical(&text).unwrap();
            prop_assert_eq!(read, map);
        }

        #[test]
        fn reading_never_panics(text: String) {
            drop(read_canonical::<Value>(&text));
        }
    }
}
