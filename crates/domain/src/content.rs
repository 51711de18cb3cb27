//! What a document says: each content key with the values that are visible for it.

use std::{
    collections::BTreeMap,
    ops::Bound::{Included, Unbounded},
};

/// The key under which every entry begins: 32 random bytes, as 64 hexadecimal digits.
///
/// A determine makes public the hash of the version it determined. With this in the version
/// nobody can confirm a guess at a field that is internal or was taken down.
pub const SALT: &str = "salt";

/// Whether a value is a salt.
pub fn is_salt(value: &str) -> bool {
    value.parse::<kecuali_encoding::Digest>().is_ok()
}

/// The content of one version of a document.
///
/// A key with two or more distinct values is in *conflict*: people wrote it without seeing each
/// other, and nobody has chosen yet. A key whose only value is empty is cleared and not here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content(BTreeMap<String, Vec<String>>);

impl Content {
    /// Content without conflicts, one value a key.
    pub fn of<K: Into<String>, V: Into<String>>(values: impl IntoIterator<Item = (K, V)>) -> Self {
        values.into_iter().map(|(key, value)| (key.into(), vec![value.into()])).collect()
    }

    /// Sets what is visible for a key; equal values are one.
    pub fn put(&mut self, key: impl Into<String>, mut values: Vec<String>) {
        values.sort_unstable();
        values.dedup();
        if values.iter().all(String::is_empty) {
            self.0.remove(&key.into());
        } else {
            self.0.insert(key.into(), values);
        }
    }

    /// The value of a key, when there is exactly one.
    pub fn one(&self, key: &str) -> Option<&str> {
        match self.values(key) {
            [value] => Some(value),
            _ => None,
        }
    }

    /// Whether anything is written for a key, in conflict or not.
    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// Every value that is visible for a key, sorted; an empty one means that someone cleared it.
    pub fn values(&self, key: &str) -> &[String] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }

    /// The members of a collection: what follows `name/` in its keys, with the values there.
    pub fn set<'a>(&'a self, name: &str) -> impl Iterator<Item = (&'a str, &'a [String])> {
        let prefix = format!("{name}/");
        let from = (Included(prefix.as_str()), Unbounded);
        let mut members = Vec::new();
        for (key, values) in self.0.range::<str, _>(from) {
            match key.strip_prefix(&prefix) {
                Some(member) => members.push((member, values.as_slice())),
                None => break,
            }
        }
        members.into_iter()
    }

    /// The part of the content below `name/`, as content of its own.
    #[must_use]
    pub fn below(&self, name: &str) -> Self {
        self.set(name).map(|(member, values)| (member.to_owned(), values.to_vec())).collect()
    }

    /// The keys in conflict, sorted.
    pub fn conflicts(&self) -> impl Iterator<Item = &str> {
        self.iter().filter(|(_, values)| values.len() > 1).map(|(key, _)| key)
    }

    /// Every key with its values, sorted by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0.iter().map(|(key, values)| (key.as_str(), values.as_slice()))
    }
}

impl FromIterator<(String, Vec<String>)> for Content {
    fn from_iter<T: IntoIterator<Item = (String, Vec<String>)>>(all: T) -> Self {
        let mut content = Self::default();
        all.into_iter().for_each(|(key, values)| content.put(key, values));
        content
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_no_conflict_and_a_cleared_key_is_absent() {
        let text = |values: &[&str]| values.iter().map(ToString::to_string).collect();
        let mut content = Content::default();
        content.put("a", text(&["x", "x"]));
        content.put("b", text(&["y", "x"]));
        content.put("c", text(&["", "x"]));
        content.put("d", text(&[""]));
        assert_eq!((content.one("a"), content.one("b"), content.one("d")), (Some("x"), None, None));
        assert_eq!(content.conflicts().collect::<Vec<_>>(), ["b", "c"]);
        assert!(content.has("b") && !content.has("d"));
        content.put("a", Vec::new());
        assert!(!content.has("a"));
    }

    #[test]
    fn a_collection_holds_its_own_members_only() {
        let content =
            Content::of([("x", "0"), ("x.", "1"), ("x/b", "2"), ("x/a", "3"), ("xy/a", "4")]);
        let members: Vec<_> = content.set("x").map(|(member, _)| member).collect();
        assert_eq!(members, ["a", "b"]);
        assert_eq!(content.below("x"), Content::of([("a", "3"), ("b", "2")]));
    }
}
