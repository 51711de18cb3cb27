use std::path::PathBuf;

use serde_json::json;

use crate::{
    catalogue::screen,
    cli::Context,
    error::{Exit, OfficeError},
};

/// Write a copy of this office into a new folder; it holds the keys, so keep it as secret
///
/// With `--file`, into one file under a passphrase of its own.
#[derive(Debug, clap::Args)]
pub(crate) struct Backup {
    /// A folder, or with `--file` a file, that does not exist yet
    folder: PathBuf,
    /// Write one file under a passphrase
    #[arg(long)]
    file: bool,
    /// The passphrase that is to be, in the first line of a file; asked for without it
    #[arg(long, value_name = "FILE", requires = "file")]
    new_passphrase_file: Option<PathBuf>,
}

impl Backup {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        if self.file {
            let name = self.folder.display().to_string();
            let file = self.new_passphrase_file.as_deref();
            office.backup_file(&self.folder, &context.door().new_passphrase(&name, file)?)?;
        } else {
            office.backup(&self.folder)?;
        }
        let folder = self.folder.display().to_string();
        context.ui.show(&json!({ "folder": folder }), |_| screen::copied(&folder));
        context.ui.remark(screen::COPY_IS_SECRET);
        Ok(Exit::Success)
    }
}
