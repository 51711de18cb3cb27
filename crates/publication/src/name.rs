//! Names that the public uses: of rows, and of events.

use std::{fmt, str::FromStr};

use kecuali_domain::{DocumentId, NotAName, OfficeId, Scope, handle};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Serialises a name through its one text form.
macro_rules! as_text {
    ($name:ty) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    };
}

/// The permanent name of a row: the part of its address that never changes and is never reused.
///
/// `3604-<entry>` for an office's entry, `RI-<determination>.<item>` for an item. It holds the
/// office because a document is named within its log only, and it needs no escaping in an address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowId {
    /// An office's entry.
    Office {
        /// The office whose log it is in.
        office: OfficeId,
        /// The entry.
        entry: DocumentId,
    },
    /// An item of a determination.
    National {
        /// The document that issued it.
        determination: DocumentId,
        /// Its number there, from 1.
        item: u32,
    },
}

impl RowId {
    /// The office whose row it is; KPU RI for an item.
    pub fn office(&self) -> OfficeId {
        match self {
            Self::Office { office, .. } => office.clone(),
            Self::National { .. } => OfficeId::national(),
        }
    }

    /// How people name it: the handle of its document, and the item.
    pub fn handle(&self) -> String {
        match self {
            Self::Office { office, entry } => handle(&Scope::Office(office.clone()), *entry),
            Self::National { determination, item } => {
                format!("{}.{item}", handle(&Scope::National, *determination))
            }
        }
    }
}

impl fmt::Display for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Office { office, entry } => write!(f, "{office}-{entry}"),
            Self::National { determination, item } => write!(f, "RI-{determination}.{item}"),
        }
    }
}

impl FromStr for RowId {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        read_row(text).filter(|id| id.to_string() == text).ok_or_else(|| not(text, "a row id"))
    }
}
as_text!(RowId);

fn read_row(text: &str) -> Option<RowId> {
    let (office, rest) = text.split_once('-')?;
    Some(match rest.split_once('.') {
        None => RowId::Office { office: office.parse().ok()?, entry: rest.parse().ok()? },
        Some((determination, item)) => RowId::National {
            determination: determination.parse().ok()?,
            item: item.parse().ok().filter(|item| *item > 0)?,
        },
    })
}

/// The name of an event, `<epoch>.<n>`, which is never used twice. Opaque to who pulls.
///
/// The epoch is random and stored before the first event of each publisher; `n` never goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventName {
    /// Eight random bytes.
    pub epoch: [u8; 8],
    /// The number of the event, from 1.
    pub n: u64,
}

impl fmt::Display for EventName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}.{}", u64::from_be_bytes(self.epoch), self.n)
    }
}

impl FromStr for EventName {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let read = text.split_once('.').and_then(|(epoch, n)| {
            let epoch = u64::from_str_radix(epoch, 16).ok()?.to_be_bytes();
            Some(Self { epoch, n: n.parse().ok()? })
        });
        read.filter(|name| name.to_string() == text).ok_or_else(|| not(text, "an event name"))
    }
}
as_text!(EventName);

fn not(text: &str, expected: &'static str) -> NotAName {
    NotAName { text: text.chars().take(40).collect(), expected }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_has_one_spelling() {
        let id = DocumentId::new(1, [7; 10]);
        for good in [format!("3604-{id}"), format!("RI-{id}"), format!("RI-{id}.2")] {
            assert_eq!(good.parse::<RowId>().unwrap().to_string(), good);
        }
        for bad in [format!("3604-{id}.2"), format!("RI-{id}.0"), format!("RI-{id}.02")] {
            assert!(bad.parse::<RowId>().is_err(), "{bad}");
        }
        let name = EventName { epoch: [0, 1, 2, 3, 4, 5, 6, 0xff], n: 12 };
        assert_eq!(name.to_string(), "00010203040506ff.12");
        for bad in ["10203040506ff.12", "00010203040506FF.1", "00010203040506ff.01", ".1", ""] {
            assert!(bad.parse::<EventName>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_entry_of_kpu_ri_and_an_item_never_share_a_name() {
        let entry = DocumentId::new(1, [7; 10]);
        let office = RowId::Office { office: OfficeId::national(), entry };
        let item = RowId::National { determination: entry, item: 1 };
        assert_ne!(office.to_string(), item.to_string());
        assert_ne!(office.handle(), item.handle());
    }

    proptest! {
        #[test]
        fn event_names_are_read_back(epoch: [u8; 8], n: u64) {
            let name = EventName { epoch, n };
            prop_assert_eq!(name.to_string().parse(), Ok(name));
        }

        #[test]
        fn reading_never_panics(text: String) {
            drop((text.parse::<EventName>(), text.parse::<RowId>()));
        }
    }
}
