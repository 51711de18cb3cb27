mod diff;
mod queue;

use std::collections::BTreeSet;

use kecuali_domain::Day;

use crate::{
    catalogue::{question, resubmission as words, screen},
    cli::{Asked, Context, Entries, day_argument, entry},
    commands::entry::{content_text, event_line, head, lines, request_lines},
    error::{Exit, OfficeError},
    office::{Name, Office, resubmission::Again, seen::Covered, submission::SubmissionView},
    ui::public_rows,
};

/// Decide about what offices submitted: provinces forward or return, KPU RI determines
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Review {
    /// List what waits for this office, oldest first
    List(queue::List),
    /// Show what an office submitted: that version is decided about, not what is there now
    Show {
        /// The entry
        entry: String,
    },
    /// Compare the last submission with the one before, or with what is there now
    Diff {
        /// The entry
        entry: String,
        /// Show what was taken out and put in word by word
        #[arg(long)]
        words: bool,
    },
    /// Province: pass submissions on to KPU RI
    Forward {
        #[command(flatten)]
        entries: Entries,
        /// What is said beside it
        #[arg(long)]
        note: Option<String>,
    },
    /// Send submissions back; KPU RI: say no to a request to take a determination back
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
        #[arg(long, value_name = "DAY", value_parser = day_argument, requires = "decision")]
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
            Self::List(command) => command.run(context, &mut office)?,
            Self::Show { entry: typed } => {
                let name = entry(&mut office, typed)?;
                let submission = office.submission(&name)?;
                context.ui.show(&submission, submitted_text);
                if submission.edits_since > 0 {
                    context.ui.remark(&screen::hint(screen::COMPARE));
                }
            }
            Self::Diff { entry: typed, words } => {
                let name = entry(&mut office, typed)?;
                let text = if *words { diff::by_words } else { diff::by_fields };
                context.ui.show(&office.compare(&name)?, text);
            }
            Self::Forward { entries, .. }
            | Self::Return { entries, .. }
            | Self::Determine { entries, .. }
            | Self::Open { entries, .. }
            | Self::Takedown { entries, .. }
            | Self::Revoke { entries, .. } => {
                return self.agreed(context, &mut office, entries);
            }
        }
        Ok(Exit::Success)
    }

    /// Decides about entries. What makes rows public or takes them away shows them first, and wants
    /// a yes.
    fn agreed(
        &self,
        context: &Context,
        office: &mut Office,
        entries: &Entries,
    ) -> Result<Exit, OfficeError> {
        let act = |office: &mut Office, names: &[Name]| self.decide(context, office, names);
        let (yes, question) = match self {
            Self::Determine { yes, under, .. } => {
                let under = under.as_deref().map(|under| office.item(under)).transpose()?;
                let covered = Covered::Submitted(under);
                let question = question::BECOMES_PUBLIC;
                let asked = Asked { context, question, yes: *yes, covered };
                let look = |office: &mut Office, names: &[Name]| {
                    office.determination_preview(names, under)
                };
                return entries.agreed(&asked, office, act, look, |rows| {
                    format!("{}\n\n{}", screen::PUBLIC_ROWS, public_rows(rows))
                });
            }
            Self::Open { yes, .. } => (*yes, question::OPENS),
            Self::Takedown { yes, field, .. } if !field.is_empty() => (*yes, question::WITHHOLDS),
            Self::Takedown { yes, .. } | Self::Revoke { yes, .. } => {
                (*yes, question::LEAVES_THE_LIST)
            }
            Self::List(_)
            | Self::Show { .. }
            | Self::Diff { .. }
            | Self::Forward { .. }
            | Self::Return { .. } => {
                return entries.each(context, office, Covered::Submitted(None), act);
            }
        };
        let asked = Asked { context, question, yes, covered: Covered::Submitted(None) };
        entries.agreed(&asked, office, act, Office::summaries, lines)
    }

    fn decide(
        &self,
        context: &Context,
        office: &mut Office,
        names: &[Name],
    ) -> Result<Vec<crate::office::approval::Done>, OfficeError> {
        let acting = context.acting();
        match self {
            Self::List(_) | Self::Show { .. } | Self::Diff { .. } => Ok(Vec::new()),
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

/// Why a submission came back before, and what it is now.
fn again_lines(again: &Again) -> String {
    let mut lines = vec![format!("\n  ! {}", words::again(again.is_unchanged))];
    lines.extend(again.returned.iter().map(event_line));
    let was = (!again.is_same_item).then(|| words::was_under(again.was_under.as_deref()));
    lines.extend(was.map(|was| format!("    {was}")));
    lines.join("\n")
}

fn submitted_text(view: &SubmissionView) -> String {
    let mut parts = vec![head(&view.summary), event_line(&view.submitted)];
    parts.push(format!("    {}", screen::submitted_under(view.summary.under.as_deref())));
    parts.extend(view.endorsements.iter().map(event_line));
    parts.extend(view.again.iter().map(again_lines));
    parts.extend(view.requests.iter().map(request_lines));
    if view.edits_since > 0 {
        parts.push(format!("\n  ! {}", screen::edited_since(view.edits_since)));
    }
    let content = content_text(&view.fields, &view.findings);
    format!("{}\n\n{content}\n\n{}", parts.join("\n"), screen::seen(&view.seen))
}
