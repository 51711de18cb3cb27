//! `verify`: is what is stored what was signed?

use super::CommandError;
use crate::{
    config::Config,
    data::DataFolder,
    verification::{Verified, verify},
};

pub(crate) fn run(config: &Config) -> Result<String, CommandError> {
    let data = DataFolder::new(&config.data);
    let Verified { members, rows } = verify(data.root()?, &data.store_read_only()?)?;
    Ok(format!("{members} members of logs and {rows} public rows are right"))
}
