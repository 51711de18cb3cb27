//! What is not what was signed.

/// Something that is kept here and is not what was signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", crate::catalogue::broken::sentence(self))]
pub enum Broken {
    /// The signature of a record in a log does not verify, or the record is none.
    Record {
        /// The log.
        log: String,
        /// Where.
        position: u64,
    },
    /// A mark in a log is not one that a log key signed for its place.
    Mark {
        /// The log.
        log: String,
        /// Where.
        position: u64,
    },
    /// The running digest of a log does not come out.
    Chain {
        /// The log.
        log: String,
        /// Where.
        position: u64,
    },
    /// A checkpoint that is kept is not one that a log key signed, or the log has another digest.
    Checkpoint {
        /// The log.
        log: String,
        /// Where.
        position: u64,
    },
    /// Automerge alone reads another content than this program.
    Document {
        /// The document.
        handle: String,
    },
}

impl Broken {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Record { .. } => "record_broken",
            Self::Mark { .. } => "mark_broken",
            Self::Chain { .. } => "chain_broken",
            Self::Checkpoint { .. } => "checkpoint_broken",
            Self::Document { .. } => "document_differs",
        }
    }
}
