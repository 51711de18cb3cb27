//! Bounds of a document and its changes; part of the schema number, never lowered.

/// Operations in one change.
pub const PUTS: usize = 256;
/// Bytes of a key.
pub const KEY: usize = 200;
/// Bytes of a content value.
pub const CONTENT_VALUE: usize = 16 * 1024;
/// Bytes of an act.
pub const ACT_VALUE: usize = 256 * 1024;
/// Bytes of a change.
pub const CHANGE: usize = 512 * 1024;
/// Parents of a change.
pub const DEPS: usize = 128;
/// Changes that offices and provinces may bring to a document, and that KPU RI may on top.
pub const CHANGES: usize = 1_000;
/// Heads that offices and provinces may leave.
pub const HEADS: usize = 64;
/// Heads that KPU RI may leave on top, so that nobody can block a take-down.
pub const NATIONAL_HEADS: usize = 32;
/// Milliseconds since 1970 that a change may carry: below this.
pub const TIME: u64 = 1 << 48;
