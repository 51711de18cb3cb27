//! `end-healing`: an administrator's word that nothing more will be given back.

use kecuali_storage::{Commit, Store as _};

use super::CommandError;
use crate::{
    config::Config,
    data::{DataFolder, Positions},
    hub::{HEALING, given_up},
};

/// For a server that is stopped. Positions after the store's heads are given out again.
pub(crate) fn run(config: &Config, yes: bool) -> Result<String, CommandError> {
    if !yes {
        let text = "records that no office has given back are given up, and their positions are \
                    given out again; stop the server, and add --yes if that is meant";
        return Err(CommandError::Refused(text.to_owned()));
    }
    let data = DataFolder::new(&config.data);
    // A server that runs holds in memory what is ended here, and would go on healing.
    let _lock = data.lock()?;
    let store = data.store()?;
    let heads = store.heads()?.into_iter();
    let heads: Positions = heads.map(|(log, head)| (log, head.position)).collect();
    // What was not published while it was healed is published when the server starts.
    let ended = [HEALING, "publication/format"].map(|name| (name.to_owned(), None));
    let values = ended.into_iter().chain([given_up(Some(&heads))]).collect();
    store.commit(&Commit { values, ..Commit::default() })?;
    data.write_high_water(&heads)?;
    Ok("healing is over".to_owned())
}
