use crate::{
    cli::{BatchArgs, Context, Entries},
    error::{Exit, OfficeError},
    office::seen::Covered,
};

/// Submit entries to KPU RI as they are shown here
///
/// Under an item of a determination in force with `--under 731/3`; without, as new substance,
/// which goes through the province where policy says so.
#[derive(Debug, clap::Args)]
pub(crate) struct Submit {
    #[command(flatten)]
    entries: Entries,
    /// The item in force that they apply
    #[arg(long, value_name = "NUMBER/ITEM")]
    under: Option<String>,
    #[command(flatten)]
    batch: BatchArgs,
}

impl Submit {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        let under = self.under.as_deref().map(|under| office.item(under)).transpose()?;
        let batch = self.batch.batch(&mut office);
        self.entries.each(context, &mut office, Covered::Shown(under), |office, names| {
            office.submit(context.acting(), names, under, batch.as_ref())
        })
    }
}
