use std::path::Path;

use crate::error::OfficeError;

/// Whether a file that is there may be written over.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Overwriting {
    /// Write over a file that is there
    #[arg(long)]
    force: bool,
}

impl Overwriting {
    /// That a file may be written there.
    pub(crate) fn allows(self, path: &Path) -> Result<(), OfficeError> {
        let is_there = path.try_exists().map_err(OfficeError::file(path))?;
        if is_there && !self.force {
            return Err(OfficeError::FileExists(path.to_owned()));
        }
        Ok(())
    }
}
