use std::path::PathBuf;

use serde_json::json;

use crate::{
    catalogue::screen,
    cli::Context,
    error::{Exit, OfficeError},
    office::backup::{Part, restore},
};

/// Put a copy where no office is yet; the next sync brings what is newer
#[derive(Debug, clap::Args)]
pub(crate) struct Restore {
    /// The folder that `backup` wrote
    copy: PathBuf,
    /// The store of the copy is lost: take the keys, and let the next sync bring the rest
    #[arg(long)]
    keys_only: bool,
}

impl Restore {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let folder = context.folder()?;
        let part = if self.keys_only { Part::KeysOnly } else { Part::Whole };
        restore(&self.copy, &folder, part)?;
        let folder = folder.display().to_string();
        context.ui.show(&json!({ "folder": folder }), |_| screen::restored(&folder));
        Ok(Exit::Success)
    }
}
