//! What a person should look at in a row. Nothing of it keeps the row out, and nothing is mended.

use kecuali_domain::{legal_basis, period, rules::Finding};
use serde::{Serialize, Serializer, ser::SerializeStruct as _};

use crate::catalogue::import as words;

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// Where it is, unless the rule says so.
    place: String,
    /// What it is.
    pub cause: Cause,
}

/// Where a flag comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// A rule of law that the row breaks.
    Rule(Finding),
    /// A legal basis that was not understood with certainty.
    Legal(legal_basis::Doubt),
    /// A period that was not.
    Period(period::Doubt),
    /// Something about how the row stands in its file.
    Mark(Mark),
}

/// What is odd about a row in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A quotation mark is never closed.
    Unclosed,
    /// It is hidden in the file.
    Hidden,
    /// Some bytes were no characters.
    Undecodable,
    /// There is a sign in it that nobody sees: it is kept beside the batch alone.
    Invisible(char),
    /// The value stands in a merged cell that begins in a row above.
    FromAbove(u32),
    /// A merged cell reaches in from another column; its text is not taken twice.
    FromAside,
    /// There is something in a column that has no heading.
    Outside,
    /// The value is what a formula came to.
    Formula,
    /// The value does not have the form of the field: it is kept beside the batch alone.
    DoesNotFit,
    /// The value is longer than a field can be: it is kept beside the batch alone.
    TooLong,
    /// Two columns give one field different values: the first stands.
    TwoValues,
    /// It reads like another field.
    BelongsTo(&'static str),
    /// The heading or the cell speaks of two fields, and only one was filled.
    TwoFields,
    /// The number of the row stands in another row, too.
    NumberAgain(u32),
    /// Nothing in it became a field.
    Empty,
}

impl Mark {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unclosed => "row_unclosed",
            Self::Hidden => "row_hidden",
            Self::Undecodable => "row_undecodable",
            Self::Invisible(_) => "row_invisible",
            Self::FromAbove(_) => "row_merged_above",
            Self::FromAside => "row_merged_aside",
            Self::Outside => "row_outside",
            Self::Formula => "row_formula",
            Self::DoesNotFit => "row_does_not_fit",
            Self::TooLong => "row_too_long",
            Self::TwoValues => "row_two_values",
            Self::BelongsTo(_) => "row_wrong_column",
            Self::TwoFields => "row_two_fields",
            Self::NumberAgain(_) => "row_number_again",
            Self::Empty => "row_empty",
        }
    }
}

impl Flag {
    pub(crate) fn mark(place: &str, mark: Mark) -> Self {
        Self::at(place, Cause::Mark(mark))
    }

    pub(crate) fn at(place: &str, cause: Cause) -> Self {
        Self { place: place.to_owned(), cause }
    }

    pub(crate) const fn rule_broken(finding: Finding) -> Self {
        Self { place: String::new(), cause: Cause::Rule(finding) }
    }

    /// The field, or the letter of the column where there is none; empty for the whole row.
    pub fn field(&self) -> &str {
        match &self.cause {
            Cause::Rule(finding) => &finding.key,
            Cause::Legal(_) | Cause::Period(_) | Cause::Mark(_) => &self.place,
        }
    }

    /// The stable code.
    pub fn name(&self) -> &'static str {
        match &self.cause {
            Cause::Rule(finding) => finding.rule().code,
            Cause::Legal(doubt) => doubt.code(),
            Cause::Period(doubt) => doubt.code(),
            Cause::Mark(mark) => mark.code(),
        }
    }

    /// The number of the rule, where it is one.
    pub const fn rule(&self) -> Option<&'static str> {
        match &self.cause {
            Cause::Rule(finding) => Some(finding.rule().id),
            Cause::Legal(_) | Cause::Period(_) | Cause::Mark(_) => None,
        }
    }

    /// What people read, the same for every row that has it.
    pub fn sentence(&self) -> String {
        match &self.cause {
            Cause::Rule(finding) => finding.rule().message.to_owned(),
            Cause::Legal(doubt) => doubt.sentence(),
            Cause::Period(doubt) => doubt.sentence().to_owned(),
            Cause::Mark(mark) => words::mark(mark),
        }
    }

    /// What it is about in this row: the other document, the other row.
    pub fn detail(&self) -> Option<String> {
        match &self.cause {
            Cause::Rule(finding) => finding.detail.clone(),
            Cause::Mark(Mark::FromAbove(row) | Mark::NumberAgain(row)) => Some(words::row(*row)),
            Cause::Mark(Mark::Invisible(sign)) => Some(format!("U+{:04X}", u32::from(*sign))),
            Cause::Legal(_) | Cause::Period(_) | Cause::Mark(_) => None,
        }
    }
}

impl Serialize for Flag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut flag = serializer.serialize_struct("Flag", 5)?;
        flag.serialize_field("code", self.name())?;
        flag.serialize_field("rule", &self.rule())?;
        flag.serialize_field("field", self.field())?;
        flag.serialize_field("sentence", &self.sentence())?;
        flag.serialize_field("detail", &self.detail())?;
        flag.end()
    }
}
