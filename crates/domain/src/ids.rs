//! Names of offices, documents, people and days.

use std::{fmt, str::FromStr};

use kecuali_encoding::Frame;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A text that is not the kind of name that was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {expected}")]
pub struct NotAName {
    /// What was given, shortened.
    pub text: String,
    /// What would have been right, with its article.
    pub expected: &'static str,
}

impl NotAName {
    pub(crate) fn new(text: &str, expected: &'static str) -> Self {
        Self { text: text.chars().take(40).collect(), expected }
    }
}

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
pub(crate) use as_text;

/// The permanent name of an office: opaque, never reused, not derived from a current code.
///
/// It happens to equal the office's Kemendagri code without the dot at the time the table was
/// first made; codes change (26 of 514 did between 2022 and 2025) and this does not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfficeId(String);

impl OfficeId {
    /// KPU RI, the national office.
    pub fn national() -> Self {
        Self("RI".to_owned())
    }

    /// Whether this is KPU RI.
    pub fn is_national(&self) -> bool {
        self.0 == "RI"
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OfficeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for OfficeId {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let fits = (2..=8).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if fits { Ok(Self(text.to_owned())) } else { Err(NotAName::new(text, "an office id")) }
    }
}
as_text!(OfficeId);

/// The name of a document: a UUID, version 7 when this project makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub [u8; 16]);

impl DocumentId {
    /// A version 7 UUID (RFC 9562) from a time in milliseconds since 1970 and ten random bytes.
    pub fn new(milliseconds: u64, random: [u8; 10]) -> Self {
        let mut bytes = [0; 16];
        bytes[..6].copy_from_slice(&milliseconds.to_be_bytes()[2..]);
        bytes[6..].copy_from_slice(&random);
        bytes[6] = 0x70 | (bytes[6] & 0x0f);
        bytes[8] = 0x80 | (bytes[8] & 0x3f);
        Self(bytes)
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl FromStr for DocumentId {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let error = || NotAName::new(text, "a document id");
        let digits: String = text.chars().filter(|c| *c != '-').collect();
        let mut bytes = [0; 16];
        if digits.len() != 32 || !digits.is_ascii() {
            return Err(error());
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| error())?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| error())?;
        }
        let id = Self(bytes);
        if id.to_string() == text { Ok(id) } else { Err(error()) }
    }
}
as_text!(DocumentId);

/// Which log a document lives in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// What everyone reads: determinations, policy, the roster of KPU RI, provinces and offices.
    National,
    /// One office's register; its province and KPU RI read it too.
    Office(OfficeId),
}

impl Scope {
    /// The office whose log this is, if it is an office's.
    pub fn office(&self) -> Option<&OfficeId> {
        match self {
            Self::National => None,
            Self::Office(office) => Some(office),
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::National => f.write_str("national"),
            Self::Office(office) => write!(f, "office/{office}"),
        }
    }
}

impl FromStr for Scope {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        if text == "national" {
            return Ok(Self::National);
        }
        let office = text.strip_prefix("office/").and_then(|id| id.parse().ok());
        office.map(Self::Office).ok_or_else(|| NotAName::new(text, "a scope"))
    }
}
as_text!(Scope);

/// What a document is about; fixed by its first record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A row of one office's register.
    Entry,
    /// A Keputusan that is being prepared.
    DraftDetermination,
    /// An issued Keputusan.
    Determination,
    /// One dated piece of national data.
    Policy,
    /// One grant or one revocation of a key.
    Roster,
}

impl Kind {
    /// Every kind, in a fixed order.
    pub const ALL: [Self; 5] =
        [Self::Entry, Self::DraftDetermination, Self::Determination, Self::Policy, Self::Roster];

    /// The name that is signed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::DraftDetermination => "draft_determination",
            Self::Determination => "determination",
            Self::Policy => "policy",
            Self::Roster => "roster",
        }
    }

    /// Whether documents of this kind may live in this log (`design` table of kinds).
    pub fn lives_in(self, scope: &Scope) -> bool {
        match self {
            Self::Entry => scope.office().is_some(),
            Self::DraftDetermination => scope.office().is_some_and(OfficeId::is_national),
            Self::Determination | Self::Policy => *scope == Scope::National,
            Self::Roster => true,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let kind = Self::ALL.into_iter().find(|kind| kind.as_str() == text);
        kind.ok_or_else(|| NotAName::new(text, "a kind of document"))
    }
}
as_text!(Kind);

const HANDLE_DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How people name a document: `3604-K7QF2M`, its office and the start of a digest of its name.
///
/// Letters that are read as digits (I, L, O, U) do not occur. Any prefix that fits one document
/// only is accepted where a handle is asked for.
pub fn handle(scope: &Scope, document: DocumentId) -> String {
    let office = scope.office().map_or("NAS", OfficeId::as_str);
    let digits = handle_digits(scope, document);
    format!("{office}-{}", digits.iter().take(6).map(|d| char::from(*d)).collect::<String>())
}

/// Whether a text that a person typed names this document: an id, a handle, or a prefix of one.
pub fn handle_fits(typed: &str, scope: &Scope, document: DocumentId) -> bool {
    let typed = typed.trim();
    if typed.eq_ignore_ascii_case(&document.to_string()) {
        return true;
    }
    let typed = typed.to_ascii_uppercase();
    let office = scope.office().map_or("NAS", OfficeId::as_str);
    let digits =
        typed.strip_prefix(office).and_then(|rest| rest.strip_prefix('-')).unwrap_or(&typed);
    !digits.is_empty() && handle_digits(scope, document).starts_with(digits.as_bytes())
}

fn handle_digits(scope: &Scope, document: DocumentId) -> [u8; 32] {
    let digest =
        Frame::new("kecuali/1/handle").text(&scope.to_string()).bytes(&document.0).digest();
    digest.0.map(|byte| HANDLE_DIGITS[usize::from(byte % 32)])
}

/// A calendar day in Asia/Jakarta, the only notion of time that decides anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub jiff::civil::Date);

impl Day {
    /// How many days later another day is; negative when it is earlier.
    pub fn days_until(self, later: Self) -> i32 {
        self.0.until(later.0).map_or(0, |span| span.get_days())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for Day {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let date: Option<jiff::civil::Date> = text.parse().ok();
        let day = date.filter(|date| (0..=9999).contains(&date.year())).map(Self);
        day.filter(|day| day.to_string() == text)
            .ok_or_else(|| NotAName::new(text, "a day like 2026-11-23"))
    }
}
as_text!(Day);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_spelling() {
        for bad in ["office/36O4 ", "office/", "National", "office/ri"] {
            assert!(bad.parse::<Scope>().is_err(), "{bad}");
        }
        for bad in ["2026-2-03", "2026-02-30", "20260203", "+002026-02-03"] {
            assert!(bad.parse::<Day>().is_err(), "{bad}");
        }
        let id = DocumentId::new(1_763_000_000_000, [7; 10]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!(id.to_string().to_uppercase().parse::<DocumentId>().is_err());
    }

    #[test]
    fn a_handle_is_accepted_by_prefix_in_any_case() {
        let scope: Scope = "office/3604".parse().unwrap();
        let id = DocumentId::new(1_763_000_000_000, [7; 10]);
        let whole = handle(&scope, id);
        assert!(whole.starts_with("3604-") && whole.len() == 11, "{whole}");
        assert!(handle_fits(&whole, &scope, id));
        assert!(handle_fits(&whole.to_lowercase(), &scope, id));
        assert!(handle_fits(whole.get(5..8).unwrap(), &scope, id));
        assert!(!handle_fits("3604-", &scope, id));
        assert!(!handle_fits("3603-ABC", &scope, id));
    }

    #[test]
    fn days_are_counted_across_a_leap_year() {
        let from: Day = "2028-02-28".parse().unwrap();
        assert_eq!(from.days_until("2028-03-01".parse().unwrap()), 2);
    }
}
