use crate::{
    cli::{Context, Entries},
    commands::endorse::{WordArgs, give},
    error::{Exit, OfficeError},
};

/// Decline entries as they are shown here; say why with `--note`
#[derive(Debug, clap::Args)]
pub(crate) struct Decline {
    #[command(flatten)]
    entries: Entries,
    #[command(flatten)]
    word: WordArgs,
}

impl Decline {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        give(context, &self.entries, &self.word, false)
    }
}
