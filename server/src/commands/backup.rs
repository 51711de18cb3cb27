//! `backup`: a copy of the store, while the server runs or not.

use std::path::Path;

use super::CommandError;
use crate::{config::Config, data::DataFolder};

/// The log key and the high-water are not in it, on purpose.
pub(crate) fn run(config: &Config, file: &Path, force: bool) -> Result<String, CommandError> {
    if file.exists() && !force {
        let text = format!(
            "{} is there already; choose another name, or add --force to replace it",
            file.display()
        );
        return Err(CommandError::Refused(text));
    }
    DataFolder::new(&config.data).back_up(file)?;
    Ok(format!("{}", file.display()))
}
