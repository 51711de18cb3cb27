//! What stands in the columns: a machine value and the words people read, or that it is withheld.

use kecuali_domain::{
    Day,
    field::{Choice, FIELDS},
    legal_basis::LegalBasis,
    period::{self, Limit},
};
use kecuali_encoding::Digest;
use serde::{Deserialize, Serialize};

use crate::wording;

/// A public value, or what is left of one that was taken down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Shown_{T}"))]
#[serde(untagged)]
pub enum Shown<T> {
    /// It was taken down; its commitment still proves the row.
    Withheld(Withheld),
    /// As it was signed.
    Open(T),
}

/// A value that is not shown any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    /// The commitment of the field, as `docs/PROTOCOL.md` section 3 makes it.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Hash"))]
    pub withheld: Digest,
}

impl<T> Shown<T> {
    /// The same with another reading of the value.
    pub(crate) fn map<U>(self, read: impl FnOnce(T) -> U) -> Shown<U> {
        match self {
            Self::Withheld(left) => Shown::Withheld(left),
            Self::Open(value) => Shown::Open(read(value)),
        }
    }
}

/// One legal basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Basis {
    /// `uu-14-2008:17.h.3`; absent for a text that nobody has understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// How it is cited.
    pub text: String,
}

/// A value that was chosen from a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Chosen {
    /// Its stable name.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// How long the information stays exempted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Period {
    /// As people wrote it.
    pub text: String,
    /// What it means, where this was understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub structured: Option<Limit>,
    /// The last day the row is in force: of its own period and of the item it stands under, the
    /// earlier. Absent while neither has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Day>,
    /// That day in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_text: Option<String>,
}

impl Period {
    pub(crate) fn read(value: &str, ends: Option<Day>) -> Self {
        let period = period::Period::read(value).ok();
        let raw = period.as_ref().map_or(value, |period| period.raw.trim());
        let text = match (&period, raw) {
            (Some(period), "") => wording::limit(&period.limit),
            (_, raw) => raw.to_owned(),
        };
        let structured = period.map(|period| period.limit);
        Self { text, structured, ends, ends_text: ends.map(Day::written_out) }
    }
}

/// The members of a collection as it stands in a row: a canonical JSON array of texts.
fn members(value: &str) -> Vec<String> {
    serde_json::from_str(value).unwrap_or_else(|_| vec![value.to_owned()])
}

pub(crate) fn bases(value: &str) -> Vec<Basis> {
    let basis = |member: String| {
        if let Some(raw) = member.strip_prefix("raw:") {
            return Basis { id: None, text: raw.to_owned() };
        }
        let label = member.parse().ok().as_ref().and_then(LegalBasis::label);
        Basis { text: label.unwrap_or_else(|| member.clone()), id: Some(member) }
    };
    members(value).into_iter().map(basis).collect()
}

pub(crate) fn exceptions(value: &str) -> Vec<Chosen> {
    let chosen = |id: String| Chosen { text: exception_label(&id).to_owned(), id };
    members(value).into_iter().map(chosen).collect()
}

/// What makes information available before its period ends: all that can be chosen.
pub fn known_exceptions() -> &'static [Choice] {
    let field = FIELDS.iter().find(|field| field.name == "exceptions");
    field.map_or(&[], |field| field.kind.choices())
}

fn exception_label(id: &str) -> &str {
    let chosen = known_exceptions().iter().find(|choice| choice.value == id);
    chosen.map_or(id, |choice| choice.label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_shown_as_written_and_in_words_where_nothing_was_written() {
        let raw = r#"{"limit":{"one":{"days":0,"kind":"fixed_term","months":0,"years":5}},"raw":" 5 th "}"#;
        assert_eq!(Period::read(raw, None).text, "5 th");
        let period = Period::read(&raw.replace(" 5 th ", ""), Some("2030-08-20".parse().unwrap()));
        assert_eq!(period.text, "5 tahun sejak tanggal keputusan");
        assert_eq!(period.ends_text.as_deref(), Some("20 Agustus 2030"));
        let unread = Period::read("selamanya", None);
        assert_eq!((unread.text.as_str(), unread.structured), ("selamanya", None));
    }

    #[test]
    fn a_collection_keeps_its_machine_values_beside_the_words() {
        let bases = bases(r#"["raw:Pasal 17 UU KIP","uu-14-2008:17.h.3"]"#);
        assert_eq!((bases[0].id.as_deref(), bases[0].text.as_str()), (None, "Pasal 17 UU KIP"));
        assert_eq!(bases[1].text, "UU 14/2008 Pasal 17 huruf h angka 3");
        let exceptions = exceptions(r#"["court_or_ki","newer"]"#);
        assert_eq!(exceptions[0].text, "Putusan Komisi Informasi atau pengadilan");
        assert_eq!(exceptions[1].text, "newer");
    }

    #[test]
    fn a_withheld_value_is_told_from_every_open_one() {
        let json = format!(r#"{{"withheld":"{}"}}"#, Digest::of(b"x"));
        let withheld: Shown<Period> = serde_json::from_str(&json).unwrap();
        assert!(matches!(withheld, Shown::Withheld(_)));
        let open: Shown<Period> = serde_json::from_str(r#"{"text":"x"}"#).unwrap();
        assert!(matches!(open, Shown::Open(_)));
    }
}
