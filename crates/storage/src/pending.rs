//! What was signed here and waits for its place in a log.

/// Something signed here that no log holds yet.
///
/// Its key is (log, change).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The log it is meant for.
    pub log: String,
    /// The document its change belongs to.
    pub document: [u8; 16],
    /// The hash of its change.
    pub change: [u8; 32],
    /// The signed record.
    pub bytes: Vec<u8>,
    /// What travels beside the signed bytes.
    pub attachment: Option<Vec<u8>>,
    /// Why it was finally refused, if it was; a parked record is kept and not sent again.
    pub parked: Option<Vec<u8>>,
}
