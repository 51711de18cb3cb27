use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use clap::Subcommand;

use crate::{
    catalogue::{
        import::{self as words, checked},
        input, screen, working,
    },
    cli::{Consent, Context, entry},
    error::{Exit, OfficeError},
    office::import::{
        apart::Reader,
        aside::Named,
        batch::BatchView,
        checked::{CheckView, RowView},
        columns::{Column, label, read_saying},
        flags::Flag,
        header::HeaderRow,
        plan::{Plan, Planned, SheetView, Table, Wish},
        provenance::Provenance,
    },
    os,
    ui::{table, time},
};

/// Import a list: each of its rows becomes a draft
///
/// From CSV, JSON, XLSX, ODS, ODT or DOCX. Without `--yes` it shows what was understood and writes
/// nothing. What every cell said stays in this office, beside the batch.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Import {
    #[command(subcommand)]
    other: Option<Other>,
    /// The list
    #[arg(value_name = "FILE", required = true)]
    file: Option<PathBuf>,
    /// A sheet, or the number of a table; may be repeated
    #[arg(long, value_name = "NAME")]
    sheet: Vec<String>,
    /// What a column becomes: `Heading=field`, `C=field`, or `Heading=-` for nothing; may be repeated
    #[arg(long, value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// The row that has the headings; 0 where there are none
    #[arg(long, value_name = "ROW")]
    header: Option<u32>,
    /// Rows to leave out: `5`, `12-14`, `SHEET!5`; several with commas
    #[arg(long, value_name = "ROWS", value_delimiter = ',')]
    skip: Vec<String>,
    /// Rows to take in that do not look like entries
    #[arg(long, value_name = "ROWS", value_delimiter = ',')]
    take: Vec<String>,
    #[command(flatten)]
    consent: Consent,
}

/// What else is done with imports.
#[derive(Debug, Subcommand)]
enum Other {
    /// List the batches that were imported, and what is left of each
    List,
    /// Show a batch row by row: the draft of each, what to look at in it, and the rows that became none
    Show {
        /// The batch, or its beginning
        batch: String,
    },
    /// Erase the drafts of a batch that were neither sent nor written on
    Undo {
        /// The batch, or its beginning
        batch: String,
        #[command(flatten)]
        consent: Consent,
    },
    /// Show where an entry comes from: file, sheet, row, and what every cell said
    Origin {
        /// The entry
        entry: String,
    },
}

impl Import {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        match self.other {
            None => self.import(context),
            Some(Other::List) => list(context),
            Some(Other::Show { batch }) => show(context, &batch),
            Some(Other::Undo { batch, consent }) => undo(context, &batch, consent),
            Some(Other::Origin { entry }) => origin(context, &entry),
        }
    }

    fn import(self, context: &Context) -> Result<Exit, OfficeError> {
        let Some(file) = self.file else {
            return Err(OfficeError::Input(input::nothing_to_add()));
        };
        let said: Result<_, _> = self.map.iter().map(|text| read_saying(text)).collect();
        let header = match self.header {
            None => HeaderRow::Found,
            Some(0) => HeaderRow::None,
            Some(row) => HeaderRow::At(row),
        };
        let named = |all: &[String]| all.iter().map(|text| Named::read(text)).collect();
        let (skip, take): (Result<Vec<_>, _>, Result<Vec<_>, _>) =
            (named(&self.skip), named(&self.take));
        let wish = Wish { sheets: self.sheet, said: said?, header, skip: skip?, take: take? };
        let mut office = context.office()?;
        let program = os::this_program().map_err(OfficeError::file(&file))?;
        let told = context.ui.working(working::READING_A_LIST);
        let plan = office.plan_import(&Reader::of(program), &file, &wish)?;
        drop(told);
        there_are(&plan, self.skip.iter().zip(&wish.skip).chain(self.take.iter().zip(&wish.take)))?;
        if !self.consent.given(
            context,
            words::WRITES_DRAFTS,
            || Ok(&plan),
            |plan| plan_text(plan),
        )? {
            context.ui.remark(&screen::hint(words::MAP));
            context.ui.remark(&screen::hint(words::ROWS));
            return Ok(Exit::Success);
        }
        let imported = office.import(context.acting(), plan)?;
        context.ui.show(&imported, |imported| imported.entries.join("\n"));
        context.ui.remark(&words::imported(imported.entries.len(), &imported.batch));
        Ok(Exit::Success)
    }
}

/// That every row that was named is one of the list: a slip in a number leaves nothing out unseen.
fn there_are<'a>(
    plan: &Plan,
    mut all: impl Iterator<Item = (&'a String, &'a Named)>,
) -> Result<(), OfficeError> {
    let is_there = |named: &Named| {
        plan.tables.iter().any(|table| {
            let mut rows = table.rows.iter().chain(&table.aside);
            rows.any(|row| named.names(&table.sheet, row.row))
        })
    };
    let missing = all.find(|(_, named)| !is_there(named));
    missing.map_or(Ok(()), |(text, _)| Err(OfficeError::Input(words::no_such_row(text))))
}

fn list(context: &Context) -> Result<Exit, OfficeError> {
    let batches = context.office()?.imports()?;
    context.ui.show(&batches, |batches| {
        let row = |one: &BatchView| {
            let (unsent, sent, edited) = (one.unsent.len(), one.sent.len(), one.edited.len());
            let left = words::left(unsent, sent, edited, one.batch.undone);
            vec![one.batch.batch.clone(), time(one.batch.time), one.batch.file.clone(), left]
        };
        table(&batches.iter().map(row).collect::<Vec<_>>())
    });
    Ok(Exit::Success)
}

fn show(context: &Context, typed: &str) -> Result<Exit, OfficeError> {
    let check = context.office()?.check_import(typed, |_| 0, usize::MAX)?;
    context.ui.show(&check, check_text);
    Ok(Exit::Success)
}

fn check_text(check: &CheckView) -> String {
    let place = |sheet: &str, row| words::row_of(row, Some(sheet).filter(|name| !name.is_empty()));
    let draft = |one: &RowView| {
        let found = one.told.len() + one.findings.len();
        let (fate, found) = (checked::fate(one.fate).to_owned(), checked::to_look_at(found));
        vec![place(&one.sheet, one.row), one.entry.clone(), fate, found, short(&one.information)]
    };
    let mut lines = vec![table(&check.entries.iter().map(draft).collect::<Vec<_>>())];
    lines.push(checked::rows_left_out(check.batch.batch.left_out.as_ref()));
    let left_out = check.left_out.iter().flatten();
    lines.extend(left_out.map(|row| {
        let why = checked::omitted(row.why);
        format!("  {} {why}: \"{}\"", place(&row.sheet, row.row), short(&row.line))
    }));
    lines.join("\n")
}

fn undo(context: &Context, typed: &str, consent: Consent) -> Result<Exit, OfficeError> {
    let mut office = context.office()?;
    let look = || office.import_by(typed);
    let text = |view: &BatchView| stays(words::would_erase(view.unsent.len()), view);
    if !consent.given(context, words::ERASES_DRAFTS, look, text)? {
        return Ok(Exit::Success);
    }
    let undone = office.undo_import(typed)?;
    context.ui.show(&undone, |done| stays(words::undone(done.erased.len()), &done.left));
    Ok(Exit::Success)
}

fn stays(first: String, view: &BatchView) -> String {
    let mut lines = vec![first];
    lines.extend((!view.sent.is_empty()).then(|| words::stay_sent(&view.sent)));
    lines.extend((!view.edited.is_empty()).then(|| words::stay_edited(&view.edited)));
    lines.join("\n")
}

fn origin(context: &Context, typed: &str) -> Result<Exit, OfficeError> {
    let mut office = context.office()?;
    let name = entry(&mut office, typed)?;
    let Some(found) = office.provenance(&name)? else {
        return Err(OfficeError::Input(words::not_imported(typed)));
    };
    context.ui.show(&found, origin_text);
    Ok(Exit::Success)
}

fn origin_text(found: &Provenance) -> String {
    let sheet = if found.sheet.is_empty() { words::UNNAMED } else { &found.sheet };
    let mut lines = vec![
        format!("{}  {}  sha256 {}", found.entry, found.file, found.source.sha256),
        format!("{}, {}  [{}]", sheet, words::row(found.row), found.batch),
    ];
    lines.extend(found.title.clone());
    for cell in &found.cells {
        let raw = cell.raw.as_ref().map(|raw| format!("  [{raw}]")).unwrap_or_default();
        let text = cell.text.replace('\n', "\n    ");
        lines.push(format!(
            "  {}  {} → {}:\n    {text}{raw}",
            cell.column, cell.heading, cell.becomes
        ));
    }
    lines.join("\n")
}

fn plan_text(plan: &Plan) -> String {
    let origin = &plan.origin;
    let format = words::format(origin.format, origin.encoding.as_deref(), origin.separator);
    let mut parts = vec![format!("Berkas  {} ({format})", plan.file)];
    parts.extend((!plan.before.is_empty()).then(|| words::imported_before(&plan.before)));
    parts.extend(plan.sheets.iter().map(sheet_text));
    let several = plan.takes_several();
    parts.extend(plan.tables.iter().map(|table| table_text(table, several)));
    parts.push(flags_text(plan));
    parts.join("\n")
}

fn sheet_text(sheet: &SheetView) -> String {
    let mut parts = vec![words::sheet(&sheet.name, sheet.rows)];
    parts.extend(sheet.hidden.then(|| words::HIDDEN.to_owned()));
    parts.extend((!sheet.taken).then(|| words::NOT_TAKEN.to_owned()));
    parts.join(", ")
}

fn table_text(one: &Table, several: bool) -> String {
    let sheet = several.then_some(one.sheet.as_str());
    let mut lines = vec![words::table_head(sheet, one.header, one.rows.len())];
    lines.extend(one.titles.iter().map(|(row, text)| words::title(*row, text)));
    if !one.again.is_empty() {
        let rows: Vec<String> = one.again.iter().map(u32::to_string).collect();
        lines.push(words::headings_again(&rows));
    }
    let column = |one: &Column| {
        let examples: Vec<String> = one.examples.iter().map(|text| short(text)).collect();
        let heading = if one.heading.is_empty() { words::UNNAMED } else { &one.heading };
        vec![
            format!("  {}", one.letter),
            short(heading),
            words::becomes(&one.becomes),
            words::how(one.how).to_owned(),
            examples.join(" | "),
        ]
    };
    lines.push(table(&one.columns.iter().map(column).collect::<Vec<_>>()));
    let left = |row: &Planned| {
        let why = row.left.map_or("", words::left_out);
        format!("  {} {why}: \"{}\"", words::row(row.row), short(&row.line()))
    };
    lines.extend(one.aside.iter().map(left));
    lines.extend(one.understood.iter().map(|one| words::understood(&short(&one.text), &one.read)));
    lines.join("\n")
}

/// Every finding once, with the rows that have it.
fn flags_text(plan: &Plan) -> String {
    const SHOWN: usize = 8;
    let several = plan.takes_several();
    let placed =
        plan.tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)));
    let rows = || plan.tables.iter().flat_map(|table| &table.rows);
    let mut found: BTreeMap<(String, &str), Flagged> = BTreeMap::new();
    for (number, (table, row)) in placed.enumerate() {
        for flag in &row.flags {
            // A rule has a number that people cite; the code of anything else tells them nothing.
            let key = (flag.sentence(), flag.rule().unwrap_or_default());
            let one = found.entry(key).or_default();
            one.fields.insert(label(flag.field().split('/').next().unwrap_or_default()));
            if one.rows.last() != Some(&number) {
                one.rows.push(number);
                if one.places.len() < SHOWN {
                    let sheet = several.then_some(table.sheet.as_str());
                    one.places.push(flagged_row(sheet, row, flag));
                }
            }
        }
    }
    if found.is_empty() {
        return words::NOTHING_FLAGGED.to_owned();
    }
    let named = rows().filter(|row| row.fields.iter().any(|(key, _)| key == "information")).count();
    let flagged = rows().filter(|row| !row.flags.is_empty()).count();
    let mut lines = vec![words::rows_flagged(flagged, plan.rows())];
    lines.extend((plan.compared < named).then(|| words::compared(plan.compared)));
    for ((sentence, rule), Flagged { fields, rows, places }) in found {
        let rows = words::flagged(rows.len(), &places, rows.len() > SHOWN);
        let fields: Vec<String> = fields.into_iter().filter(|field| !field.is_empty()).collect();
        let rule = if rule.is_empty() { String::new() } else { format!(" ({rule})") };
        lines.push(format!("  - {sentence}{rule}"));
        lines.extend((!fields.is_empty()).then(|| format!("      {}", fields.join("; "))));
        lines.push(format!("      {rows}"));
    }
    lines.join("\n")
}

/// The fields and the rows that one finding is about.
#[derive(Default)]
struct Flagged {
    fields: BTreeSet<String>,
    /// By their place among all rows of the list.
    rows: Vec<usize>,
    places: Vec<String>,
}

fn flagged_row(sheet: Option<&str>, row: &Planned, flag: &Flag) -> String {
    let place = sheet.map_or_else(|| row.row.to_string(), |sheet| format!("{sheet} {}", row.row));
    match flag.detail() {
        Some(detail) => format!("{place} ~ {detail}"),
        None => place,
    }
}

fn short(text: &str) -> String {
    const MOST: usize = 32;
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(MOST).collect();
    if cut == line { line } else { format!("{}…", cut.trim_end()) }
}
