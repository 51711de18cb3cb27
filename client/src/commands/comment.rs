use crate::{
    cli::{Context, entry},
    commands::show_done,
    error::{Exit, OfficeError},
};

/// Say something about an entry that decides nothing; the office, its province and KPU RI read it
#[derive(Debug, clap::Args)]
pub(crate) struct CommentOn {
    /// The entry
    entry: String,
    /// What is said
    text: String,
    /// The field it is about
    #[arg(long)]
    field: Option<String>,
}

impl CommentOn {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        let name = entry(&mut office, &self.entry)?;
        let done = office.comment(context.acting(), &name, &self.text, self.field.as_deref())?;
        show_done(context, &done);
        Ok(Exit::Success)
    }
}
