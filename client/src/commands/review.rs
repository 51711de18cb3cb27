use crate::{
    cli::{Context, Entries, entry},
    commands::{entry::lines, show_done},
    error::{Exit, OfficeError},
    office::{review::Comparison, standing::FieldView},
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
    /// KPU RI: determine submissions; they become public
    Determine {
        #[command(flatten)]
        entries: Entries,
        /// The item they are determined under; otherwise the one they were submitted under
        #[arg(long, value_name = "NUMBER/ITEM")]
        under: Option<String>,
        /// Names the selection in which they are decided; it becomes public
        #[arg(long, value_name = "ID")]
        batch: Option<String>,
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
}

impl Review {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        let (entries, confirmed) = match &self {
            Self::List => {
                context.ui.show(&office.inbox()?, |entries| lines(entries));
                return Ok(Exit::Success);
            }
            Self::Show { entry } => {
                let show = super::entry::Entry::Show { entry: entry.clone() };
                return show.run(context);
            }
            Self::Diff { entry: typed } => {
                let name = entry(&mut office, typed)?;
                context.ui.show(&office.compare(&name)?, diff);
                return Ok(Exit::Success);
            }
            Self::Forward { entries, .. }
            | Self::Return { entries, .. }
            | Self::Determine { entries, .. } => (entries, true),
            Self::Open { entries, yes, .. } | Self::Takedown { entries, yes, .. } => {
                (entries, *yes)
            }
        };
        let Some(names) = entries.pick(context, &mut office)? else { return Ok(Exit::Success) };
        if !confirmed {
            return Err(OfficeError::Unconfirmed);
        }
        let done = self.decide(context, &mut office, &names)?;
        show_done(context, &done);
        Ok(Exit::Success)
    }

    fn decide(
        &self,
        context: &Context,
        office: &mut crate::office::Office,
        names: &[crate::office::Name],
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
                office.take_down(acting, names, &field.iter().cloned().collect(), reason)
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
