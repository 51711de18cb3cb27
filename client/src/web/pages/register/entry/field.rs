//! Values of fields as people read and type them.

use kecuali_domain::{
    content::{Content, SALT},
    field::{Choice, FIELDS, Field, FieldKind},
    legal_basis::COLLECTION,
    period::{Doubt, Period, PeriodText},
};

use crate::office::standing::label_of;

/// A field as it is read.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    pub(crate) name: String,
    pub(crate) label: String,
    /// Its values; several where they are in conflict or where it is a collection.
    pub(crate) values: Vec<String>,
    pub(crate) public: bool,
    pub(crate) in_conflict: bool,
}

/// Every field that says something, in the order of the form; what else there is, after it.
pub(crate) fn shown(content: &Content) -> Vec<Shown> {
    let mut all: Vec<Shown> = FIELDS.iter().map(|field| of(field, content)).collect();
    all.retain(|one| !one.values.is_empty());
    let known = |key: &str| {
        let base = key.split('/').next().unwrap_or(key);
        key == SALT || FIELDS.iter().any(|field| field.name == base)
    };
    let others = content.iter().filter(|(key, _)| !known(key));
    all.extend(others.map(|(key, values)| Shown {
        name: key.to_owned(),
        label: label_of(key),
        values: values.to_vec(),
        public: false,
        in_conflict: values.len() > 1,
    }));
    all
}

fn of(field: &Field, content: &Content) -> Shown {
    let values: Vec<String> = match field.kind {
        FieldKind::LegalBasisSet => bases(content).into_iter().map(|(_, text)| text).collect(),
        FieldKind::ChoiceSet(choices) => chosen(field.name, choices, content),
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Day
        | FieldKind::Period
        | FieldKind::WholeNumber
        | FieldKind::Choice(_) => {
            content.values(field.name).iter().map(|value| read(field, value)).collect()
        }
    };
    let in_conflict = match field.kind {
        FieldKind::LegalBasisSet | FieldKind::ChoiceSet(_) => {
            content.set(field.name).any(|(_, values)| values.len() > 1)
        }
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Day
        | FieldKind::Period
        | FieldKind::WholeNumber
        | FieldKind::Choice(_) => values.len() > 1,
    };
    let values = values.into_iter().filter(|value| !value.is_empty()).collect();
    Shown {
        name: field.name.to_owned(),
        label: field.label.to_owned(),
        values,
        public: field.column.is_some(),
        in_conflict,
    }
}

/// A stored value as people read it.
pub(crate) fn read(field: &Field, value: &str) -> String {
    match field.kind {
        FieldKind::Period => {
            Period::read(value).map_or_else(|_| value.to_owned(), |period| period_in_words(&period))
        }
        FieldKind::Choice(choices) => label(choices, value).unwrap_or(value).to_owned(),
        FieldKind::Day => day(value).unwrap_or_else(|| value.to_owned()),
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::WholeNumber
        | FieldKind::ChoiceSet(_)
        | FieldKind::LegalBasisSet => value.to_owned(),
    }
}

/// A period as it is understood; in the words of the office where it is not.
fn period_in_words(period: &Period) -> String {
    let doubts = PeriodText::read(&period.raw).doubts;
    if period.raw.is_empty() || !doubts.contains(&Doubt::NotUnderstood) {
        return period.limit.label();
    }
    format!("{} (belum dipahami sebagai jangka waktu)", period.raw)
}

/// A stored value as it stands in a box to be typed on.
pub(crate) fn typed(field: &Field, value: &str) -> String {
    match field.kind {
        FieldKind::Period => {
            Period::read(value).map_or_else(|_| value.to_owned(), |period| period.raw)
        }
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Day
        | FieldKind::WholeNumber
        | FieldKind::Choice(_)
        | FieldKind::ChoiceSet(_)
        | FieldKind::LegalBasisSet => value.to_owned(),
    }
}

/// The legal bases, by their content keys, in the words of the office.
pub(crate) fn bases(content: &Content) -> Vec<(String, String)> {
    let all = content.set(COLLECTION).filter_map(|(member, values)| {
        let text = values.first().filter(|value| !value.is_empty())?;
        Some((format!("{COLLECTION}/{member}"), text.clone()))
    });
    all.collect()
}

fn chosen(name: &str, choices: &[Choice], content: &Content) -> Vec<String> {
    let is_chosen = |value: &str| content.has(&format!("{name}/{value}"));
    let labels = choices.iter().filter(|choice| is_chosen(choice.value));
    labels.map(|choice| choice.label.to_owned()).collect()
}

fn label<'a>(choices: &'a [Choice], value: &str) -> Option<&'a str> {
    choices.iter().find(|choice| choice.value == value).map(|choice| choice.label)
}

fn day(value: &str) -> Option<String> {
    value.parse().ok().map(kecuali_domain::Day::written_out)
}
