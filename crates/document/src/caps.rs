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
/// Operations that one change may overwrite, all its keys together.
pub const PREDECESSORS: usize = 8_192;
/// Changes that each side may bring to a document: its office, the province, KPU RI.
pub const CHANGES: usize = 1_000;
/// Bytes of changes that each side may bring to a document.
pub const BYTES: usize = 4 * 1024 * 1024;
/// Heads that the office may leave.
pub const HEADS: usize = 64;
/// Heads that the province may leave on top.
pub const PROVINCE_HEADS: usize = 16;
/// Heads that KPU RI may leave on top of those, so that nobody can block a take-down.
pub const NATIONAL_HEADS: usize = 32;
/// Milliseconds since 1970 that a change may carry: below this.
pub const TIME: u64 = 1 << 48;
