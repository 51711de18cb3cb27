//! The folded state of a document, kept so that it need not be folded again.

/// A cache row: what a document's records come to, as of a position of its log.
///
/// Losing one costs time and nothing else. Its key is (log, document).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// The log the document is in.
    pub log: String,
    /// The document.
    pub document: [u8; 16],
    /// The position of the log up to which it was folded.
    pub position: u64,
    /// The version of the program that folded it; another version folds again.
    pub version: u32,
    /// The folded state.
    pub bytes: Vec<u8>,
}
