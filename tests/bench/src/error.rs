//! What can go wrong in a measurement. Any of it ends the measurement: there is nothing to mend.

use kecuali_client::{error::OfficeError, remote::RemoteError};
use kecuali_protocol::{WireError, frame::FrameError};
use kecuali_server::hub::{StartError, Unreadable};
use kecuali_storage::StorageError;
use kecuali_storage_sqlite::OpenError;
use kecuali_sync::{BookError, ComposeError, ReceiveError};

/// A measurement that did not come about.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BenchError {
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error("the server cannot be reached: {0:?}")]
    Http(#[from] reqwest::Error),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error(transparent)]
    Book(#[from] BookError),
    #[error(transparent)]
    Compose(#[from] ComposeError),
    #[error(transparent)]
    Receive(#[from] ReceiveError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error(transparent)]
    Wire(#[from] WireError),
    #[error(transparent)]
    Frame(#[from] FrameError),
    #[error(transparent)]
    Office(#[from] OfficeError),
    #[error(transparent)]
    Remote(#[from] RemoteError),
    #[error("the machine gives no randomness: {0}")]
    Random(#[from] getrandom::Error),
    /// Something is not as the measurement needs it.
    #[error("{0}")]
    Odd(String),
}

impl BenchError {
    pub(crate) fn odd(what: impl Into<String>) -> Self {
        Self::Odd(what.into())
    }
}
