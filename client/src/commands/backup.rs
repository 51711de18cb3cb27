use std::path::PathBuf;

use serde_json::json;

use crate::{
    catalogue::screen,
    cli::Context,
    error::{Exit, OfficeError},
};

/// Write a copy of this office into a new folder; it holds the keys, so keep it as secret
#[derive(Debug, clap::Args)]
pub(crate) struct Backup {
    /// A folder that does not exist yet
    folder: PathBuf,
}

impl Backup {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        context.office()?.backup(&self.folder)?;
        let folder = self.folder.display().to_string();
        context.ui.show(&json!({ "folder": folder }), |_| screen::copied(&folder));
        context.ui.remark(screen::COPY_IS_SECRET);
        Ok(Exit::Success)
    }
}
