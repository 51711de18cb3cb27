use std::collections::BTreeSet;

use kecuali_domain::Day;

use crate::{
    catalogue::question,
    cli::{Context, Entries, entry},
    commands::{entry::lines, show_done},
    error::{Exit, OfficeError},
    office::{Name, Office, review::Comparison, standing::FieldView},
    ui::public_rows,
};

/// Decide about what offices submitted: provinces forward or return, KPU RI determines
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Review {
    /// List what waits for this office
    List,
    /// Show an entry with all its fields
    Show {
        /// The entry
        entry: String,
    },
    /// Compare the last submission with the one before, or with what is there now
    Diff {
        /// The entry
        entry: String,
    },
    /// Province: pass submissions on to KPU RI
    Forward {
        #[command(flatten)]
        entries: Entries,
        /// What is said beside it
        #[arg(long)]
        note: Option<String>,
    },
    /// Send submissions back
    Return {
        #[command(flatten)]
        entries: Entries,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// KPU RI: determine submissions; what is shown first becomes public
    Determine {
        #[command(flatten)]
        entries: Entries,
        /// The item they are determined under; otherwise the one they were submitted under
        #[arg(long, value_name = "NUMBER/ITEM")]
        under: Option<String>,
        /// Names the selection in which they are decided; it becomes public
        #[arg(long, value_name = "ID")]
        batch: Option<String>,
        /// Yes, make it public
        #[arg(long)]
        yes: bool,
    },
    /// KPU RI: declare information open; final
    Open {
        #[command(flatten)]
        entries: Entries,
        /// Why, in words for the public
        #[arg(long)]
        reason: String,
        /// Yes, declare it open
        #[arg(long)]
        yes: bool,
    },
    /// KPU RI: take rows, or fields of them, off the list at once; final
    Takedown {
        #[command(flatten)]
        entries: Entries,
        /// A field to withhold; without, the whole row; may be repeated
        #[arg(long, value_name = "FIELD")]
        field: Vec<String>,
        /// Why, in words for the public
        #[arg(long)]
        reason: String,
        /// Yes, take it down
        #[arg(long)]
        yes: bool,
    },
    /// KPU RI: revoke the decisions in force on entries, not the determination above; final
    Revoke {
        #[command(flatten)]
        entries: Entries,
        /// Why, in words for the public
        #[arg(long)]
        reason: String,
        /// The number of the decision that revokes
        #[arg(long, value_name = "NUMBER")]
        decision: Option<String>,
        /// The day of that decision
        #[arg(long, value_name = "DAY", requires = "decision")]
        day: Option<Day>,
        /// Yes, revoke them
        #[arg(long)]
        yes: bool,
    },
}

impl Review {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        match &self {
            Self::List => context.ui.show(&office.inbox()?, |entries| lines(entries)),
            Self::Show { entry } => {
                let show = super::entry::Entry::Show { entry: entry.clone() };
                return show.run(context);
            }
            Self::Diff { entry: typed } => {
                let name = entry(&mut office, typed)?;
                context.ui.show(&office.compare(&name)?, diff);
            }
            Self::Forward { entries, .. }
            | Self::Return { entries, .. }
            | Self::Determine { entries, .. }
            | Self::Open { entries, .. }
            | Self::Takedown { entries, .. }
            | Self::Revoke { entries, .. } => {
                let Some(names) = self.agreed(context, &mut office, entries)? else {
                    return Ok(Exit::Success);
                };
                let done = self.decide(context, &mut office, &names)?;
                show_done(context, &done);
            }
        }
        Ok(Exit::Success)
    }

    /// The entries to decide about; none when they were only to be shown. What makes rows public
    /// or takes them away shows them first, and wants a yes.
    fn agreed(
        &self,
        context: &Context,
        office: &mut Office,
        entries: &Entries,
    ) -> Result<Option<Vec<Name>>, OfficeError> {
        let go_on = match self {
            Self::Determine { yes, under, .. } => {
                let names = entries.names(office)?;
                let under = under.as_deref().map(|under| office.item(under)).transpose()?;
                let look = || office.determination_preview(&names, under);
                let question = question::BECOMES_PUBLIC;
                let given = entries.consent(*yes).given(context, question, look, |rows| {
                    format!("Yang menjadi publik:\n\n{}", public_rows(rows))
                })?;
                return Ok(given.then_some(names));
            }
            Self::Open { yes, .. } | Self::Takedown { yes, .. } | Self::Revoke { yes, .. } => *yes,
            Self::List
            | Self::Show { .. }
            | Self::Diff { .. }
            | Self::Forward { .. }
            | Self::Return { .. } => return entries.pick(context, office),
        };
        let names = entries.names(office)?;
        let look = || office.summaries(&names);
        let question = question::LEAVES_THE_LIST;
        let given = entries.consent(go_on).given(context, question, look, |all| lines(all))?;
        Ok(given.then_some(names))
    }

    fn decide(
        &self,
        context: &Context,
        office: &mut Office,
        names: &[Name],
    ) -> Result<Vec<crate::office::approval::Done>, OfficeError> {
        let acting = context.acting();
        match self {
            Self::List | Self::Show { .. } | Self::Diff { .. } => Ok(Vec::new()),
            Self::Forward { note, .. } => office.forward(acting, names, note.as_deref()),
            Self::Return { reason, .. } => office.send_back(acting, names, reason),
            Self::Determine { under, batch, .. } => {
                let under = under.as_deref().map(|under| office.item(under)).transpose()?;
                office.determine(acting, names, under, batch.as_deref())
            }
            Self::Open { reason, .. } => office.open_information(acting, names, reason),
            Self::Takedown { field, reason, .. } => {
                let fields: BTreeSet<String> = field.iter().cloned().collect();
                office.take_down(acting, names, &fields, reason)
            }
            Self::Revoke { reason, decision, day, .. } => {
                let decision = decision.clone().map(|decision| (decision, *day));
                office.revoke_decisions(acting, names, reason, decision)
            }
        }
    }
}

fn diff(comparison: &Comparison) -> String {
    let line = |mark: char| {
        move |field: &FieldView| format!("{mark} {}: {}", field.label, field.values.join(" | "))
    };
    let other = comparison.other.iter().map(line('-'));
    let submitted = comparison.submitted.iter().map(line('+'));
    other.chain(submitted).collect::<Vec<_>>().join("\n")
}
