//! The fields of an entry: one table says what each is called, who sees it and when it is needed.

mod table;

use std::collections::BTreeMap;

use kecuali_encoding::canonical_json;

pub use self::table::FIELDS;
pub(crate) use self::table::internal;
use crate::{content::Content, ids::Day, legal_basis, period::Period};

/// One content field.
///
/// A field is public exactly when it fills a column of the public list; there is no other way to
/// make it so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its content key; of a collection, what stands before `/` in its keys.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// One sentence that helps to fill it.
    pub help: &'static str,
    /// What its values look like.
    pub kind: FieldKind,
    /// The column of the public list that it fills, if it is public.
    pub column: Option<Column>,
    /// The first act that needs it.
    pub required_for: Option<Gate>,
    /// Whether an item of a determination has it too.
    pub in_item: bool,
}

impl Field {
    /// Who sees it.
    pub const fn visibility(&self) -> Visibility {
        if self.column.is_some() { Visibility::Public } else { Visibility::Internal }
    }

    /// Whether a value has the form of this field; an empty one clears it and always has.
    pub fn accepts(&self, value: &str) -> bool {
        let fits = match self.kind {
            FieldKind::Text => !value.contains('\n'),
            FieldKind::LongText | FieldKind::LegalBasisSet | FieldKind::ChoiceSet(_) => true,
            FieldKind::Day => value.parse::<Day>().is_ok(),
            FieldKind::Period => Period::read(value).is_ok(),
            FieldKind::WholeNumber => value.parse::<u32>().is_ok_and(|n| n.to_string() == value),
            FieldKind::Choice(choices) => choices.iter().any(|choice| choice.value == value),
        };
        fits || value.is_empty()
    }

    const fn is_collection(&self) -> bool {
        matches!(self.kind, FieldKind::LegalBasisSet | FieldKind::ChoiceSet(_))
    }
}

/// What the values of a field look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    Text,
    /// Any text.
    LongText,
    /// A day, `2026-11-23`.
    Day,
    /// A [`Period`].
    Period,
    /// A whole number.
    WholeNumber,
    /// One of these.
    Choice(&'static [Choice]),
    /// Any of these, a key each: `name/value`. What is not empty there is chosen.
    ChoiceSet(&'static [Choice]),
    /// [`legal_basis::LegalBasis`], a key each.
    LegalBasisSet,
}

impl FieldKind {
    /// The values that may be chosen; none where it is no choice.
    pub const fn choices(self) -> &'static [Choice] {
        match self {
            Self::Choice(choices) | Self::ChoiceSet(choices) => choices,
            Self::Text
            | Self::LongText
            | Self::Day
            | Self::Period
            | Self::WholeNumber
            | Self::LegalBasisSet => &[],
        }
    }
}

/// A value that may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub value: &'static str,
    /// What people read.
    pub label: &'static str,
}

/// Who sees a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// Everyone, once KPU RI has determined it.
    Public,
    /// The office, its province and KPU RI.
    Internal,
}

/// The columns of the public list that a content field can fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Informasi.
    Information,
    /// Dasar hukum.
    LegalBasis,
    /// Konsekuensi bila dibuka.
    ConsequenceIfOpened,
    /// Konsekuensi bila ditutup.
    ConsequenceIfClosed,
    /// Jangka waktu.
    Period,
    /// Nomor dan tanggal keputusan.
    Decision,
    /// Penanggung jawab, a position and never a name.
    Responsible,
}

impl Column {
    /// The heading of the column.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Information => "Informasi",
            Self::LegalBasis => "Dasar hukum",
            Self::ConsequenceIfOpened => "Konsekuensi bila dibuka",
            Self::ConsequenceIfClosed => "Konsekuensi bila ditutup",
            Self::Period => "Jangka waktu",
            Self::Decision => "Nomor dan tanggal keputusan",
            Self::Responsible => "Penanggung jawab",
        }
    }
}

/// The acts that wait for complete content. A draft waits for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// Endorse.
    Endorse,
    /// Submit.
    Submit,
    /// Determine.
    Determine,
    /// Issue.
    Issue,
}

impl Gate {
    /// Every gate, in the order of the procedure.
    pub const ALL: [Self; 4] = [Self::Endorse, Self::Submit, Self::Determine, Self::Issue];

    /// The name of the act, as it is signed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Endorse => "endorse",
            Self::Submit => "submit",
            Self::Determine => "determine",
            Self::Issue => "issue",
        }
    }
}

/// The field that a content key of an entry belongs to, if this program knows it.
pub fn field(key: &str) -> Option<&'static Field> {
    let (name, member) = key.split_once('/').map_or((key, false), |(name, _)| (name, true));
    FIELDS.iter().find(|field| field.name == name && field.is_collection() == member)
}

/// Who sees a content key of an entry; one that this program does not know is internal.
pub fn visibility(key: &str) -> Visibility {
    field(key).map_or(Visibility::Internal, Field::visibility)
}

/// The public row of an entry: what is hashed, signed and published, and nothing else.
///
/// It is read out of the content by the names in [`FIELDS`], never filtered from it. A collection
/// is the canonical JSON array of its sorted members; what is absent stays absent. The answer
/// does not depend on whether this program understands a member, so that older replicas agree.
pub fn public_row(content: &Content) -> Result<BTreeMap<&'static str, String>, InConflict> {
    row(content, FIELDS.iter())
}

pub(crate) fn row(
    content: &Content,
    fields: impl Iterator<Item = &'static Field>,
) -> Result<BTreeMap<&'static str, String>, InConflict> {
    let mut row = BTreeMap::new();
    for field in fields.filter(|field| field.visibility() == Visibility::Public) {
        let value = if field.is_collection() {
            members(content, field)?
        } else {
            single(content, field.name)?
        };
        row.extend(value.map(|value| (field.name, value)));
    }
    Ok(row)
}

/// A public field holds several values, and nobody has chosen yet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the field `{key}` holds several values; choose one of them first")]
pub struct InConflict {
    /// The content key.
    pub key: String,
}

impl InConflict {
    /// The name that programs may rely on.
    pub const fn code(&self) -> &'static str {
        "field_in_conflict"
    }
}

fn single(content: &Content, key: &str) -> Result<Option<String>, InConflict> {
    match content.values(key) {
        [] => Ok(None),
        [value] => Ok(Some(value.clone())),
        [_, _, ..] => Err(InConflict { key: key.to_owned() }),
    }
}

fn members(content: &Content, field: &Field) -> Result<Option<String>, InConflict> {
    let mut members = Vec::new();
    for (member, values) in content.set(field.name) {
        match values {
            [value] if field.kind == FieldKind::LegalBasisSet => {
                members.push(legal_basis::public_member(member, value));
            }
            [_] => members.push(member.to_owned()),
            _ => return Err(InConflict { key: format!("{}/{member}", field.name) }),
        }
    }
    members.sort_unstable();
    Ok(if members.is_empty() { None } else { Some(canonical_json(&members)) })
}

#[cfg(test)]
mod tests;
