//! A few connections that read.

use std::{
    path::PathBuf,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

use rusqlite::Connection;

use crate::open::{OpenError, open_reader};

/// The most connections that read at once; further readers wait for one.
const MOST: usize = 4;

/// Connections to one file, opened when first needed and kept.
#[derive(Debug)]
pub(crate) struct Readers {
    path: PathBuf,
    pool: Mutex<Pool>,
    returned: Condvar,
}

#[derive(Debug, Default)]
struct Pool {
    idle: Vec<Connection>,
    /// Connections that are idle or lent.
    open: usize,
}

/// A connection that goes back when it is no longer used, also after a panic.
struct Lent<'a> {
    connection: Option<Connection>,
    readers: &'a Readers,
}

impl Readers {
    /// Opens the first connection, so that a file that cannot be read is known at once.
    pub(crate) fn new(path: PathBuf) -> Result<Self, OpenError> {
        let first = open_reader(&path)?;
        let pool = Mutex::new(Pool { idle: vec![first], open: 1 });
        Ok(Self { path, pool, returned: Condvar::new() })
    }

    /// Runs `read` on a connection of its own.
    pub(crate) fn with<T, E: From<OpenError>>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut lent = Lent { connection: self.take(), readers: self };
        let connection = match lent.connection.take() {
            Some(connection) => connection,
            None => open_reader(&self.path)?,
        };
        read(lent.connection.insert(connection))
    }

    /// An idle connection, or none if the caller is to open one.
    fn take(&self) -> Option<Connection> {
        let mut pool = self.pool();
        while pool.idle.is_empty() && pool.open == MOST {
            pool = self.returned.wait(pool).unwrap_or_else(PoisonError::into_inner);
        }
        let connection = pool.idle.pop();
        if connection.is_none() {
            pool.open += 1;
        }
        connection
    }

    fn pool(&self) -> MutexGuard<'_, Pool> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut pool = self.readers.pool();
        match self.connection.take() {
            Some(connection) => pool.idle.push(connection),
            None => pool.open -= 1,
        }
        self.readers.returned.notify_one();
    }
}
