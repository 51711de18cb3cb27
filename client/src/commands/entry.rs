mod alike;
pub(crate) mod changes;
mod conflicts;
mod discard;
mod fields;
mod list;

use std::path::PathBuf;

use kecuali_domain::{
    field::{Choice, FIELDS, FieldKind},
    handle,
    period::Period,
};
use serde_json::json;

use crate::{
    catalogue::{input, procedure, request as words, screen, written_day},
    cli::{Context, entry},
    error::{Exit, OfficeError},
    office::{
        history::Event,
        import::{UnknownHeading, read_list},
        input::{Fields, read_assignment, read_change},
        request::RequestView,
        standing::{EntrySummary, EntryView, FieldView, FindingView},
    },
    ui::{findings_text, table, time},
};

/// Write and read entries of the register
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Entry {
    /// Add an entry, or a whole list from a file
    #[command(after_help = screen::SEVERAL)]
    Add {
        /// A field and its value; may be repeated
        #[arg(long, value_name = "FIELD=VALUE")]
        set: Vec<String>,
        /// Begin with the fields of this entry; `--set` changes them
        #[arg(long, value_name = "ENTRY", conflicts_with = "from")]
        copy: Option<String>,
        /// A JSON list of entries, with field names or with the headings of published tables
        #[arg(long, value_name = "FILE", conflicts_with = "set")]
        from: Option<PathBuf>,
        /// Keep headings that nobody knows as internal text, below `import/`
        #[arg(long, requires = "from")]
        keep_unknown: bool,
        /// Say how many entries would be added, and add none
        #[arg(long)]
        dry_run: bool,
    },
    /// List the fields of an entry: their names, who sees them, and which rules bear on them
    Fields {
        /// One field; without, all of them
        field: Option<String>,
    },
    /// Change fields of an entry
    #[command(after_help = screen::SEVERAL)]
    Edit {
        /// The entry
        entry: String,
        /// A field and its value; an empty value clears it; may be repeated
        #[arg(long, value_name = "FIELD=VALUE", required = true)]
        set: Vec<String>,
    },
    /// Show an entry with all its fields, and what the rules find
    Show {
        /// The entry
        entry: String,
    },
    /// List the entries that are read here, or count what each filter would leave
    List(list::List),
    /// Erase an entry that was never sent; for 30 days `restore` brings it back
    Discard(discard::Discard),
    /// Show what reads like an entry: items in force, what others propose, what was declared open
    Alike(alike::Alike),
    /// List what was erased and can be brought back
    Trash(discard::Trash),
    /// Bring an erased entry back, under its old name
    Restore {
        /// The entry
        entry: String,
    },
    /// Show what happened to an entry, and who did it
    History {
        /// The entry
        entry: String,
    },
    /// Show who changed which field when, with what was taken out and put in
    Changes(changes::Changes),
    /// List fields that two people wrote without seeing each other; exit code 4 when there are any
    Conflicts(conflicts::Conflicts),
    /// Settle such a field with one of its values, or with a third
    Resolve {
        /// The entry
        entry: String,
        /// The field
        #[arg(long)]
        field: String,
        /// The value that shall stand
        #[arg(long)]
        value: String,
    },
}

impl Entry {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        match self {
            Self::Add { set, copy: Some(typed), dry_run, .. } => {
                add(context, &[copy(context, &typed, &set)?], dry_run)
            }
            Self::Add { set, copy: None, from, keep_unknown, dry_run } => {
                let unknown =
                    if keep_unknown { UnknownHeading::Kept } else { UnknownHeading::Refused };
                add(context, &rows_of(&set, from, unknown)?, dry_run)
            }
            Self::Alike(command) => command.run(context),
            Self::Fields { field } => fields::run(context, field.as_deref()),
            Self::Edit { entry, set } => edit(context, &entry, &set),
            Self::Show { entry } => show(context, &entry),
            Self::List(command) => command.run(context),
            Self::Discard(command) => command.run(context),
            Self::Trash(command) => command.run(context),
            Self::Restore { entry } => discard::restore(context, &entry),
            Self::History { entry } => history(context, &entry),
            Self::Changes(command) => command.run(context),
            Self::Conflicts(command) => command.run(context),
            Self::Resolve { entry, field, value } => resolve(context, &entry, &field, &value),
        }
    }
}

fn assignments(set: &[String]) -> Result<Fields, OfficeError> {
    set.iter().map(|text| read_assignment(text)).collect()
}

fn rows_of(
    set: &[String],
    from: Option<PathBuf>,
    unknown: UnknownHeading,
) -> Result<Vec<Fields>, OfficeError> {
    match from {
        Some(path) => read_list(&path, unknown),
        None if set.is_empty() => Err(OfficeError::Input(input::nothing_to_add())),
        None => Ok(vec![assignments(set)?]),
    }
}

/// The fields of an entry, with those that are given in the place of its own.
fn copy(context: &Context, typed: &str, set: &[String]) -> Result<Fields, OfficeError> {
    let mut office = context.office()?;
    let name = entry(&mut office, typed)?;
    let (mut fields, given) = (office.copied(&name)?, assignments(set)?);
    fields.retain(|(key, _)| given.iter().all(|(other, _)| other != key));
    fields.extend(given);
    Ok(fields)
}

fn add(context: &Context, rows: &[Fields], dry_run: bool) -> Result<Exit, OfficeError> {
    let mut office = context.office()?;
    if dry_run {
        office.could_add(context.acting(), rows)?;
        let count = rows.len();
        context.ui.show(&json!({ "entries": count }), |_| screen::would_add(count));
        return Ok(Exit::Success);
    }
    let names = office.add_entries(context.acting(), rows)?;
    let handles: Vec<String> = names.iter().map(|(scope, id)| handle(scope, *id)).collect();
    context.ui.show(&json!({ "entries": handles }), |_| handles.join("\n"));
    context.ui.remark(&screen::added(handles.len()));
    Ok(Exit::Success)
}

fn edit(context: &Context, typed: &str, set: &[String]) -> Result<Exit, OfficeError> {
    let mut office = context.office()?;
    let name = entry(&mut office, typed)?;
    let there = office.content(&name)?;
    let fields: Result<Fields, _> = set.iter().map(|text| read_change(text, &there)).collect();
    office.edit(context.acting(), &name, &fields?)?;
    let summary = office.summary(&name)?;
    context.ui.show(&summary, |summary| lines(std::slice::from_ref(summary)));
    Ok(Exit::Success)
}

fn show(context: &Context, typed: &str) -> Result<Exit, OfficeError> {
    let mut office = context.office()?;
    let name = entry(&mut office, typed)?;
    context.ui.show(&office.entry(&name)?, view);
    Ok(Exit::Success)
}

fn view(view: &EntryView) -> String {
    let asked: String = view.requests.iter().map(|one| request_lines(one) + "\n\n").collect();
    let ended: String = view.ended.iter().map(|one| event_line(one) + "\n\n").collect();
    let content = content_text(&view.fields, &view.findings);
    format!("{}\n{ended}{asked}{content}", head(&view.summary))
}

/// What the office asked about the determination in force, and what KPU RI said to that.
pub(crate) fn request_lines(request: &RequestView) -> String {
    let asked = format!("  ! {}\n{}", words::WAITS, event_line(&request.asked));
    match &request.answer {
        Some(answer) => format!("{asked}\n  {}\n{}", words::REFUSED, event_line(answer)),
        None => asked,
    }
}

/// Which entry it is, where it stands, and what comes next.
pub(crate) fn head(summary: &EntrySummary) -> String {
    let EntrySummary { entry, progress, next, .. } = summary;
    format!("{entry}  {}  ({})\n{next}\n", standing(summary), progress.label())
}

/// Where it stands, how often it was changed since, and what became of that.
fn standing(summary: &EntrySummary) -> String {
    let edits = Some(summary.later_edits).filter(|edits| *edits > 0).map(screen::later_edits);
    let beside = summary.beside().map(str::to_lowercase);
    let all = [Some(summary.label.to_owned()), edits, beside];
    all.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Fields with all their values, and what the rules find.
pub(crate) fn content_text(fields: &[FieldView], findings: &[FindingView]) -> String {
    let line = |field: &FieldView| {
        let mark = if field.public { String::new() } else { format!(" ({})", screen::INTERNAL) };
        // A line of a value never begins where the name of a field does.
        let shown = |value: &String| readable(field, value).replace('\n', "\n    ");
        let values: Vec<String> = field.values.iter().map(shown).collect();
        let values = values.join(&format!("\n    {}", screen::OR));
        format!("{}{mark}:\n    {values}", field.label)
    };
    let fields: Vec<String> = fields.iter().map(line).collect();
    let found = match findings {
        [] => String::new(),
        some => format!("\n\n{}\n{}", screen::FOUND, findings_text(some)),
    };
    format!("{}{found}", fields.join("\n"))
}

/// A period in the words in which it was written, a day written out, a choice by its label: two members of a set are
/// not both `ya`. Everything else as it is.
pub(crate) fn readable(field: &FieldView, value: &str) -> String {
    let (name, member) = field.field.split_once('/').unwrap_or((&field.field, ""));
    let known = FIELDS.iter().find(|known| known.name == name);
    let label = |choices: &[Choice], chosen: &str| {
        choices.iter().find(|one| one.value == chosen).map(|one| one.label.to_owned())
    };
    let read = known.and_then(|known| match known.kind {
        FieldKind::Period => Period::read(value).ok().map(|period| period.raw),
        FieldKind::Day => value.parse().ok().map(written_day),
        FieldKind::Choice(choices) => label(choices, value),
        FieldKind::ChoiceSet(choices) => label(choices, member).filter(|_| !value.is_empty()),
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::WholeNumber
        | FieldKind::LegalBasisSet => None,
    });
    read.unwrap_or_else(|| value.to_owned())
}

/// Entries, a line each.
pub(crate) fn lines(entries: &[EntrySummary]) -> String {
    table(&rows(entries))
}

/// Entries as rows of a list.
pub(crate) fn rows(entries: &[EntrySummary]) -> Vec<Vec<String>> {
    entries.iter().map(row).collect()
}

/// An entry as a row of a list.
pub(crate) fn row(entry: &EntrySummary) -> Vec<String> {
    let conflict = if entry.conflicts > 0 { "!" } else { " " };
    vec![
        format!("{conflict}{}", entry.entry),
        standing(entry),
        entry.progress.label().to_owned(),
        entry.under.clone().unwrap_or_default(),
        entry.information.clone(),
    ]
}

fn history(context: &Context, typed: &str) -> Result<Exit, OfficeError> {
    let mut office = context.office()?;
    let name = entry(&mut office, typed)?;
    context.ui.show(&office.history(&name)?, |events| {
        events.iter().map(history_line).collect::<Vec<_>>().join("\n")
    });
    Ok(Exit::Success)
}

/// What happened, with what an act was about.
fn history_line(event: &Event) -> String {
    let under = event.under.clone();
    let about: Vec<String> =
        under.into_iter().chain(event.version.as_ref().map(procedure::version)).collect();
    let line = event_line(event);
    if about.is_empty() { line } else { format!("{line}\n    {}", about.join(", ")) }
}

/// What happened, when, by whom, and where it stands.
pub(crate) fn event_line(event: &Event) -> String {
    let place = event.place().map(|place| format!("  [{place}]")).unwrap_or_default();
    let when = event.day.map(written_day).or_else(|| event.time.map(time)).unwrap_or_default();
    let detail = event.said(&event.by).join(", ");
    let head = format!("{when}  {}  {}", event.title(), event.done_by());
    let why = event.sentence.map(|why| format!("\n    ! {why}")).unwrap_or_default();
    format!("{}{place}\n    {detail}{why}", head.trim_end()).trim_end().to_owned()
}

fn resolve(context: &Context, typed: &str, field: &str, value: &str) -> Result<Exit, OfficeError> {
    let mut office = context.office()?;
    let name = entry(&mut office, typed)?;
    office.resolve(context.acting(), &name, field, value)?;
    let summary = office.summary(&name)?;
    context.ui.show(&summary, |summary| lines(std::slice::from_ref(summary)));
    Ok(Exit::Success)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_read_by_its_label() {
        let read = |name: &str, value: &str| {
            let (field, label) = (name.to_owned(), String::new());
            readable(&FieldView { field, label, values: Vec::new(), public: true }, value)
        };
        assert_eq!(
            read("exceptions/written_consent", "ya"),
            "Pihak yang rahasianya diungkapkan memberi persetujuan tertulis"
        );
        assert_eq!(read("test_conclusion", "exempt"), "Dikecualikan");
        assert_eq!(read("exceptions/of_a_newer_program", "ya"), "ya");
        assert_eq!(read("note", "ya"), "ya");
    }
}
