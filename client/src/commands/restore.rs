use std::path::PathBuf;

use serde_json::json;

use crate::{
    catalogue::{screen, working},
    cli::Context,
    error::{Exit, KeyError, OfficeError},
    office::{
        backup::{Part, restore},
        backup_file::restore_file,
        keyring::Asks as _,
    },
};

/// Put a copy where no office is yet; the next sync brings what is newer
#[derive(Debug, clap::Args)]
pub(crate) struct Restore {
    /// The folder or the file that `backup` wrote
    copy: PathBuf,
    /// The store of the copy is lost: take the keys, and let the next sync bring the rest
    #[arg(long)]
    keys_only: bool,
}

impl Restore {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let folder = context.folder()?;
        let part = if self.keys_only { Part::KeysOnly } else { Part::Whole };
        if self.copy.is_file() {
            let name = self.copy.display().to_string();
            let said = context.door().passphrase(&name)?;
            let passphrase = said.ok_or(KeyError::Locked(name))?;
            let _working = context.ui.working(working::COPYING);
            restore_file(&self.copy, &passphrase, &folder)?;
        } else {
            let _working = context.ui.working(working::COPYING);
            restore(&self.copy, &folder, part)?;
        }
        let folder = folder.display().to_string();
        context.ui.show(&json!({ "folder": folder }), |_| screen::restored(&folder));
        Ok(Exit::Success)
    }
}
