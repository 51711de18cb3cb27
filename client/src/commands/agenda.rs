use serde::Serialize;

use crate::{
    catalogue::{agenda as words, oversight},
    cli::Context,
    error::{Exit, OfficeError},
    office::agenda::{Agenda as Shown, Section, Task, Waits},
    ui::time,
};

/// Show what waits for whom: what can be done next with the keys of this machine
///
/// Of everyone here together, or of one person with `--as`.
#[derive(Debug, clap::Args)]
pub(crate) struct Agenda {
    /// Only this task, with all that waits for it
    #[arg(long, value_name = "TASK")]
    task: Option<Task>,
    /// No more than so many of each task
    #[arg(long, value_name = "COUNT", default_value_t = 5)]
    first: usize,
}

/// One thing that waits, on a line of its own.
#[derive(Debug, Serialize)]
struct Line<'a> {
    task: Task,
    #[serde(flatten)]
    waits: &'a Waits,
}

impl Agenda {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        let first = if self.task.is_some() { usize::MAX } else { self.first };
        let mut agenda = office.agenda(context.acting(), first)?;
        agenda.sections.retain(|section| self.task.is_none_or(|task| section.task == task));
        let lines: Vec<Line<'_>> = agenda
            .sections
            .iter()
            .flat_map(|section| {
                section.first.iter().map(|waits| Line { task: section.task, waits })
            })
            .collect();
        context.ui.show_rows(&agenda, &lines, text);
        if agenda.sections.is_empty() {
            context.ui.remark(oversight::NOTHING_WAITS);
        }
        Ok(Exit::Success)
    }
}

fn text(agenda: &Shown) -> String {
    agenda.sections.iter().map(section_text).collect::<Vec<_>>().join("\n\n")
}

/// A task with what waits for it.
pub(super) fn section_text(section: &Section) -> String {
    let lines: String = section.first.iter().map(waits_text).collect();
    let more = match section.count - section.first.len() {
        0 => String::new(),
        count => format!("\n{}", words::more(count)),
    };
    let stages = match section.stages.as_slice() {
        [] => section.count.to_string(),
        stages => words::stages(stages),
    };
    format!("{} ({stages}):{lines}{more}", section.label)
}

fn waits_text(one: &Waits) -> String {
    let mut said: Vec<String> = one.by.iter().chain(&one.reason).cloned().collect();
    said.extend(Some(words::coming(one)).filter(|coming| !coming.is_empty()));
    said.extend(one.since.filter(|_| said.is_empty()).map(time));
    let said = said.join(": ");
    format!("\n  {}  {}  {said}", one.entry, one.information).trim_end().to_owned()
}
