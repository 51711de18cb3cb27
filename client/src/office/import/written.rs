//! JSON as someone wrote it: members in their order, and one that stands there twice stands here
//! twice, too.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};

/// A value as it was written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Written {
    /// `null`.
    Nothing,
    /// `true` or `false`.
    Flag(bool),
    /// A number, in its digits.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// An object.
    Object(Vec<(String, Self)>),
}

impl Written {
    /// Reads a file's text. What some editors put before the first letter is no part of it.
    pub(crate) fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text.trim_start_matches('\u{feff}'))
    }

    /// The texts of a value; none where it is none, an error where it holds something else.
    pub(crate) fn texts(&self) -> Result<Vec<&str>, NotText> {
        match self {
            Self::Nothing => Ok(Vec::new()),
            Self::Number(text) | Self::Text(text) => Ok(vec![text]),
            Self::List(all) => {
                let one = |one: &'_ Self| match one {
                    Self::Number(_) | Self::Text(_) => Ok(()),
                    Self::Nothing | Self::Flag(_) | Self::List(_) | Self::Object(_) => {
                        Err(NotText(None))
                    }
                };
                all.iter().try_for_each(one)?;
                Ok(all.iter().filter_map(Self::text).collect())
            }
            Self::Flag(true) => Err(NotText(Some("true"))),
            Self::Flag(false) => Err(NotText(Some("false"))),
            Self::Object(_) => Err(NotText(None)),
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Number(text) | Self::Text(text) => Some(text),
            Self::Nothing | Self::Flag(_) | Self::List(_) | Self::Object(_) => None,
        }
    }
}

/// A value that no field can hold, with its word where it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotText(pub(crate) Option<&'static str>);

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

// serde_json refuses nesting deeper than 128, so the recursion is bounded.
impl<'de> Visitor<'de> for Reader {
    type Value = Written;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Written, E> {
        Ok(Written::Nothing)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Written, E> {
        Ok(Written::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Written, E> {
        Ok(Written::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Written, E> {
        Ok(Written::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Written, E> {
        Ok(Written::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Written, E> {
        Ok(Written::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Written, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Written::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Written, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = entries.next_entry()? {
            members.push(member);
        }
        Ok(Written::Object(members))
    }
}
