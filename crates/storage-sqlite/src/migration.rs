//! The schema, as numbered steps that are never edited once released.

use rusqlite::{Connection, TransactionBehavior};

use crate::open::{APPLICATION, Found, OpenError, inspect};

/// One step a line, in order. `user_version` of a file is the number of steps it has had.
const STEPS: &[&str] = &[include_str!("../migrations/0001_logs_and_public_list.sql")];

/// The version this program writes.
pub(crate) fn known_version() -> u32 {
    u32::try_from(STEPS.len()).expect("there are fewer than 2^32 migrations")
}

/// Brings a file that was found to be ours or new to the version of this program.
///
/// All steps are one transaction, and the version is read inside it: of several processes that
/// open an old file one migrates it, and the others find it done.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), OpenError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = match inspect(&transaction)? {
        Found::Nothing => 0,
        Found::Ours(version) => version,
    };
    let done = usize::try_from(done).expect("a version counts the steps of a slice");
    for (number, step) in STEPS.iter().enumerate().skip(done) {
        transaction
            .execute_batch(step)
            .map_err(|source| OpenError::Migration { step: number + 1, source })?;
    }
    if done < STEPS.len() {
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", known_version())?;
    }
    Ok(transaction.commit()?)
}

/// How SQLite would run a query on the newest schema.
#[cfg(test)]
pub(crate) fn plan_of(query: &str) -> String {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate(&mut connection).unwrap();
    let mut statement = connection.prepare(&format!("explain query plan {query}")).unwrap();
    let none = vec![rusqlite::types::Null; statement.parameter_count()];
    let steps = statement
        .query_map(rusqlite::params_from_iter(none), |row| row.get::<_, String>(3))
        .unwrap();
    steps.collect::<Result<Vec<_>, _>>().unwrap().join("\n")
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn a_released_step_is_never_edited() {
        let pinned = ["732022d0daa31516939f7bc1990a95fb537cd0382ee194a8a67ffb5ea6e5602e"];
        let add = |hex: String, byte: &u8| hex + &format!("{byte:02x}");
        let hash = |step: &&str| Sha256::digest(step).iter().fold(String::new(), add);
        assert_eq!(STEPS.iter().map(hash).collect::<Vec<_>>(), pinned);
    }

    #[test]
    fn every_file_is_a_step() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        assert_eq!(fs::read_dir(folder).unwrap().count(), STEPS.len());
    }
}
