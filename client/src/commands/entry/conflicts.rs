use serde_json::json;

use crate::{
    catalogue::screen,
    cli::Context,
    error::{Exit, OfficeError},
    office::{
        entry::{Conflict, Side},
        parallel::Parallel,
    },
    ui::time,
};

/// Which fields are shown that people wrote unseen of each other.
#[derive(Debug, clap::Args)]
pub(crate) struct Conflicts {
    /// Those that went together by themselves, so that nothing is to be decided; exit code 0
    #[arg(long)]
    parallel: bool,
}

impl Conflicts {
    pub(crate) fn run(&self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        if self.parallel {
            show(context, &office.parallel(usize::MAX)?.0, |one: &Parallel| {
                (&one.entry, &one.field, &one.label, &one.values)
            });
            return Ok(Exit::Success);
        }
        let found = office.conflicts()?;
        show(context, &found, |one: &Conflict| (&one.entry, &one.field, &one.label, &one.values));
        let (beside, _) = office.parallel(usize::MAX)?;
        if !beside.is_empty() {
            context.ui.remark(&screen::beside(beside.len()));
        }
        if found.is_empty() {
            return Ok(Exit::Success);
        }
        context.ui.remark(&screen::hint(screen::RESOLVE));
        Ok(Exit::Conflict)
    }
}

/// The entry, the content key, what people call it, and who wrote what.
type Field<'a> = (&'a String, &'a String, &'a String, &'a Vec<Side>);

fn show<T: serde::Serialize>(context: &Context, found: &[T], field: impl Fn(&T) -> Field<'_>) {
    let row = |one: &T, side: &Side| {
        let ((entry, field, ..), Side { value, by, time }) = (field(one), side);
        json!({ "entry": entry, "field": field, "value": value, "by": by, "time": time })
    };
    let rows = |one: &T| -> Vec<_> { field(one).3.iter().map(|side| row(one, side)).collect() };
    let rows: Vec<_> = found.iter().flat_map(rows).collect();
    let text = |one: &T| {
        let (entry, field, label, values) = field(one);
        let side = |side: &Side| format!("    {}  ({}, {})", side.value, side.by, time(side.time));
        let sides: Vec<String> = values.iter().map(side).collect();
        format!("{entry}  {label} [{field}]\n{}", sides.join("\n"))
    };
    context
        .ui
        .show_rows(&found, &rows, |found| found.iter().map(text).collect::<Vec<_>>().join("\n"));
}
