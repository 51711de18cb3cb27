use serde::Serialize;

use crate::{
    catalogue::{oversight as words, procedure, screen},
    cli::{Context, entry},
    commands::entry::{event_line, rows},
    error::{Exit, OfficeError},
    office::{
        procedure::{Opinion, Returned, Stage, Step},
        standing::EntrySummary,
    },
    ui::findings_text,
};

/// The procedure of this office: whom to ask, what to submit, what was sent, what came back
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Approval {
    /// List the own entries by the step that they stand at
    List {
        /// Only this step
        #[arg(long, value_name = "STAGE")]
        stage: Option<Stage>,
    },
    /// Show entries as those see them who approve them: the version, who agreed, what stands in the
    /// way, and why it came back
    Show {
        /// Handles of entries, or the beginning of one
        #[arg(value_name = "ENTRY", required = true)]
        entries: Vec<String>,
    },
}

/// An entry at its step.
#[derive(Debug, Serialize)]
struct Staged {
    stage: Stage,
    #[serde(flatten)]
    summary: EntrySummary,
}

impl Approval {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        office.refresh()?;
        match self {
            Self::List { stage } => {
                let mut all: Vec<Staged> = office
                    .staged()?
                    .into_iter()
                    .map(|(stage, summary)| Staged { stage, summary })
                    .collect();
                all.retain(|one| stage.is_none_or(|stage| one.stage == stage));
                context.ui.show(&all, |all| {
                    let part = |stage: Stage| part(context, stage, all);
                    let parts: Vec<String> = Stage::ALL.into_iter().filter_map(part).collect();
                    parts.join("\n\n")
                });
            }
            Self::Show { entries } => {
                let names = entries.iter().map(|typed| entry(&mut office, typed));
                let names = names.collect::<Result<Vec<_>, _>>()?;
                context.ui.show(&office.steps(&names)?, |steps| {
                    steps.iter().map(text).collect::<Vec<_>>().join("\n\n")
                });
            }
        }
        Ok(Exit::Success)
    }
}

/// A step with its entries, and what is done now.
fn part(context: &Context, stage: Stage, all: &[Staged]) -> Option<String> {
    let here = all.iter().filter(|one| one.stage == stage);
    let here: Vec<EntrySummary> = here.map(|one| one.summary.clone()).collect();
    let (label, count) = (procedure::stage(stage), here.len());
    let list = context.ui.list(&rows(&here));
    (count > 0).then(|| format!("{label} ({count})\n{list}\n{}", words::at_stage(stage)))
}

fn text(step: &Step) -> String {
    let Step { summary, version, words: said, hindrances, returned, .. } = step;
    let version = words::version(version.number, &version.mark);
    let mut lines = vec![
        format!("{}  {}  {version}", summary.entry, summary.label),
        format!("  {}", summary.information),
    ];
    lines.extend(said.iter().map(opinion));
    lines.extend(returned.as_ref().map(returned_text));
    if summary.conflicts > 0 {
        lines.push(format!("  ! {}", screen::CONFLICT_IN_THE_WAY));
    }
    lines.extend(Some(findings_text(hindrances)).filter(|text| !text.is_empty()));
    lines.join("\n")
}

fn opinion(opinion: &Opinion) -> String {
    let event = opinion.event.as_ref().map(|event| format!("\n  {}", event_line(event)));
    let word = words::word(opinion.agrees);
    format!("  {}: {word}{}", opinion.label, event.unwrap_or_default())
}

fn returned_text(returned: &Returned) -> String {
    let mended = if returned.is_mended { format!(", {}", words::MENDED) } else { String::new() };
    let mut lines = vec![format!("  {}{mended}:", words::RETURNED), event_line(&returned.event)];
    let remark = |one: &crate::office::procedure::Remark| {
        format!("    {} ({}): {}", one.label, one.by, one.text)
    };
    lines.extend(returned.remarks.iter().map(remark));
    lines.join("\n")
}
