//! The table of fields, with the rules that bear on each: what the code has, printed.

use kecuali_domain::{
    field::{Choice, FIELDS, Field, FieldKind, Gate},
    rules::{RULES, Rule},
};
use serde::Serialize;

use crate::{
    catalogue::screen,
    cli::Context,
    error::{Exit, OfficeError, Sought},
};

/// A field for someone who fills it in.
#[derive(Debug, Serialize)]
struct Described {
    field: &'static str,
    label: &'static str,
    help: &'static str,
    kind: &'static str,
    choices: Vec<Chosen>,
    public: bool,
    column: Option<&'static str>,
    required_for: Option<&'static str>,
    in_item: bool,
    rules: Vec<Bearing>,
}

#[derive(Debug, Serialize)]
struct Chosen {
    value: &'static str,
    label: &'static str,
}

/// A rule that bears on the field.
#[derive(Debug, Serialize)]
struct Bearing {
    rule: &'static str,
    code: &'static str,
    message: &'static str,
    blocks: Vec<&'static str>,
}

pub(super) fn run(context: &Context, field: Option<&str>) -> Result<Exit, OfficeError> {
    let wanted = |one: &&Field| field.is_none_or(|name| one.name == name);
    let all: Vec<Described> = FIELDS.iter().filter(wanted).map(describe).collect();
    if all.is_empty() {
        return Err(OfficeError::not_found(Sought::Field, field.unwrap_or_default()));
    }
    context.ui.show(&all, |all| all.iter().map(text).collect::<Vec<_>>().join("\n"));
    Ok(Exit::Success)
}

fn describe(field: &Field) -> Described {
    let bears: Vec<&Rule> =
        RULES.iter().copied().filter(|rule| rule.fields.contains(&field.name)).collect();
    let bearing = |rule: &&Rule| Bearing {
        rule: rule.id,
        code: rule.code,
        message: rule.message,
        blocks: rule.blocks.iter().map(|gate| gate.as_str()).collect(),
    };
    Described {
        field: field.name,
        label: field.label,
        help: field.help,
        kind: kind(field.kind),
        choices: choices(field.kind).iter().map(chosen).collect(),
        public: field.column.is_some(),
        column: field.column.map(kecuali_domain::field::Column::label),
        required_for: field.required_for.map(Gate::as_str),
        in_item: field.in_item,
        rules: bears.iter().map(bearing).collect(),
    }
}

const fn kind(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "text",
        FieldKind::LongText => "long_text",
        FieldKind::Day => "day",
        FieldKind::Period => "period",
        FieldKind::WholeNumber => "whole_number",
        FieldKind::Choice(_) => "choice",
        FieldKind::ChoiceSet(_) => "choice_set",
        FieldKind::LegalBasisSet => "legal_basis_set",
    }
}

const fn choices(kind: FieldKind) -> &'static [Choice] {
    match kind {
        FieldKind::Choice(choices) | FieldKind::ChoiceSet(choices) => choices,
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Day
        | FieldKind::Period
        | FieldKind::WholeNumber
        | FieldKind::LegalBasisSet => &[],
    }
}

const fn chosen(choice: &Choice) -> Chosen {
    Chosen { value: choice.value, label: choice.label }
}

fn text(one: &Described) -> String {
    let seen = one.column.map_or_else(|| screen::INTERNAL.to_owned(), screen::public_as);
    let needed = one.required_for.map(screen::needed_for).unwrap_or_default();
    let mut lines = vec![
        format!("{}  {}  [{}; {seen}{needed}]", one.field, one.label, screen::kind(one.kind)),
        format!("    {}", one.help),
    ];
    let choice = |choice: &Chosen| format!("    - {}: {}", choice.value, choice.label);
    lines.extend(one.choices.iter().map(choice));
    let rule = |rule: &Bearing| {
        let mark = if rule.blocks.is_empty() { "-" } else { "!" };
        format!("    {mark} {} {}", rule.rule, rule.message)
    };
    lines.extend(one.rules.iter().map(rule));
    lines.join("\n")
}
