//! `backup`: a copy of the store, while the server runs or not.

use std::path::Path;

use super::CommandError;
use crate::{config::Config, data::DataFolder};

/// The log key and the high-water are not in it, on purpose.
pub(crate) fn run(config: &Config, file: &Path) -> Result<String, CommandError> {
    DataFolder::new(&config.data).back_up(file)?;
    Ok(format!("{}", file.display()))
}
