use serde::Serialize;

use crate::{
    catalogue::{oversight as words, screen},
    cli::{Context, entry},
    commands::entry::{event_line, head, lines},
    error::{Exit, OfficeError},
    office::{
        contest::{Contest as Contested, NumberContest, SideView},
        standing::EntrySummary,
    },
};

/// Decisions that were made unseen of each other, side by side, until KPU RI settles them
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Contest {
    /// List entries with such decisions, and numbers given twice; exit code 4 when there are any
    List,
    /// Show the decisions about one entry side by side
    Show {
        /// The entry
        entry: String,
    },
}

/// All that is in contest.
#[derive(Debug, Serialize)]
struct Contests {
    entries: Vec<EntrySummary>,
    numbers: Vec<NumberContest>,
}

impl Contest {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        match self {
            Self::List => {
                office.refresh()?;
                let entries = office.contests()?.into_iter().map(|one| one.summary).collect();
                let all = Contests { entries, numbers: office.number_contests()? };
                context.ui.show_rows(&all, &all.entries, Contests::text);
                if all.entries.is_empty() && all.numbers.is_empty() {
                    context.ui.remark(words::NO_CONTEST);
                    return Ok(Exit::Success);
                }
                context.ui.remark(&screen::hint(words::SETTLE));
                Ok(Exit::Conflict)
            }
            Self::Show { entry: typed } => {
                let name = entry(&mut office, &typed)?;
                context.ui.show(&office.contest(&name)?, text);
                Ok(Exit::Success)
            }
        }
    }
}

impl Contests {
    fn text(&self) -> String {
        let numbers = self.numbers.iter().map(|one| words::number_twice(&one.number, &one.titles));
        let entries = Some(lines(&self.entries)).filter(|text| !text.is_empty());
        entries.into_iter().chain(numbers).collect::<Vec<_>>().join("\n")
    }
}

fn text(contest: &Contested) -> String {
    let sides = contest.sides.iter().map(side);
    let all = std::iter::once(head(&contest.summary)).chain(sides);
    all.collect::<Vec<_>>().join("\n")
}

fn side(side: &SideView) -> String {
    let mut lines = vec![event_line(&side.event)];
    lines.extend(side.in_force.then(|| format!("    {}", words::IN_FORCE_MEANWHILE)));
    lines.extend(
        side.under.as_deref().map(|under| format!("    {}", screen::submitted_under(Some(under)))),
    );
    for field in &side.fields {
        let text = if field.withheld { "(disembunyikan)" } else { &field.text };
        lines.push(format!("    {}: {}", field.label, text.replace('\n', "\n      ")));
    }
    lines.join("\n")
}
