use crate::{
    cli::{Context, Entries},
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
        self.entries.each(context, &mut office, Covered::Submitted(None), |office, names| {
            office.withdraw(context.acting(), names, self.reason.as_deref())
        })
    }
}
