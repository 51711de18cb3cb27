use crate::{
    cli::{Context, Entries},
    commands::show_done,
    error::{Exit, OfficeError},
    office::seen::Covered,
};

/// Take submissions back; what is determined already becomes a request to KPU RI
#[derive(Debug, clap::Args)]
pub(crate) struct Withdraw {
    #[command(flatten)]
    entries: Entries,
    /// Why
    #[arg(long)]
    reason: Option<String>,
}

impl Withdraw {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        let Some(names) = self.entries.pick(context, &mut office, Covered::Submitted(None))? else {
            return Ok(Exit::Success);
        };
        let done = office.withdraw(context.acting(), &names, self.reason.as_deref())?;
        show_done(context, &done);
        Ok(Exit::Success)
    }
}
