//! The columns of a register in table formats.

use std::sync::LazyLock;

use kecuali_domain::{
    Day,
    content::Content,
    field::{FIELDS, Field, FieldKind, Visibility},
};
use kecuali_publication::format::{self, Cell, Kind};

use crate::{
    catalogue::export as words,
    office::{preview::read_aloud, standing::EntrySummary},
};

/// An entry with what is written in it.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) summary: EntrySummary,
    pub(super) content: Content,
    /// The day of the decision that it stands under.
    pub(super) decided_on: Option<Day>,
    /// The day on which it stands so.
    pub(super) as_of: Day,
}

pub(super) type Column = format::Column<Listed>;

static PUBLIC: LazyLock<Vec<Column>> = LazyLock::new(|| all(false));
static INTERNAL: LazyLock<Vec<Column>> = LazyLock::new(|| all(true));

/// Every column; those of internal fields only where they are asked for.
pub(super) fn columns(internal: bool) -> &'static [Column] {
    if internal { &INTERNAL } else { &PUBLIC }
}

fn all(internal: bool) -> Vec<Column> {
    let name = [
        column("entry", words::ENTRY, Kind::Text, 14),
        column("id", words::ID, Kind::Text, 32),
        column("status", words::STATUS, Kind::Text, 16),
    ];
    let standing = [
        column("under", words::UNDER, Kind::Text, 20),
        column("decided_on", words::DECIDED_ON, Kind::Day, 14),
        column("ends", words::ENDS, Kind::Day, 12),
        column("progress", words::PROGRESS, Kind::Text, 18),
        column("later_edits", words::LATER_EDITS, Kind::Number, 10),
        column("conflicts", words::CONFLICTS, Kind::Number, 10),
        column("as_of", words::AS_OF, Kind::Day, 14),
    ];
    let shown = |field: &&Field| internal || field.visibility() == Visibility::Public;
    let field = |field: &Field| {
        let kind = match field.kind {
            FieldKind::ChoiceSet(_) | FieldKind::LegalBasisSet => Kind::List("; "),
            // What is in conflict is text, whatever it should be.
            FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Day
            | FieldKind::Period
            | FieldKind::WholeNumber
            | FieldKind::Choice(_) => Kind::Text,
        };
        format::Column { name: field.name, title: field.label, kind, width: 30, read: of_field }
    };
    let fields = FIELDS.iter().filter(shown).map(field);
    name.into_iter().chain(fields).chain(standing).collect()
}

const fn column(name: &'static str, title: &'static str, kind: Kind, width: u8) -> Column {
    format::Column { name, title, kind, width, read: of_entry }
}

fn of_entry<'a>(row: &'a Listed, name: &str) -> Cell<'a> {
    let summary = &row.summary;
    let number = |number: usize| Cell::Number(u64::try_from(number).unwrap_or(u64::MAX));
    match name {
        "entry" => Cell::text(&summary.entry),
        "id" => Cell::text(summary.id.to_string()),
        "status" => Cell::text(summary.label),
        "under" => Cell::text(summary.under.as_deref().unwrap_or_default()),
        "decided_on" => row.decided_on.map_or(Cell::Empty, Cell::Day),
        "as_of" => Cell::Day(row.as_of),
        "ends" => summary.ends.map_or(Cell::Empty, Cell::Day),
        "progress" => Cell::text(summary.progress.label()),
        "later_edits" => number(summary.later_edits),
        "conflicts" => number(summary.conflicts),
        _ => Cell::Empty,
    }
}

fn of_field<'a>(row: &'a Listed, name: &str) -> Cell<'a> {
    let field = FIELDS.iter().find(|field| field.name == name);
    field.map_or(Cell::Empty, |field| Cell::text(in_words(field, &row.content)))
}

/// The value of a field as people read it, several side by side where they are in conflict.
pub(crate) fn in_words(field: &Field, content: &Content) -> String {
    let members = || {
        let chosen = content.set(field.name);
        chosen.filter(|(_, values)| values.iter().any(|value| !value.is_empty()))
    };
    let texts: Vec<String> = match field.kind {
        FieldKind::LegalBasisSet => members().map(|(_, values)| values.join(" | ")).collect(),
        FieldKind::ChoiceSet(choices) => {
            let label = |value: &str| {
                let choice = choices.iter().find(|choice| choice.value == value);
                choice.map_or(value, |choice| choice.label).to_owned()
            };
            members().map(|(value, _)| label(value)).collect()
        }
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Day
        | FieldKind::Period
        | FieldKind::WholeNumber
        | FieldKind::Choice(_) => {
            let values = content.values(field.name).iter();
            return values.map(|value| read_aloud(field, value)).collect::<Vec<_>>().join(" | ");
        }
    };
    texts.join("; ")
}
