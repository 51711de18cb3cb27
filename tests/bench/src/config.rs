//! What the harness says through the environment.

use std::path::PathBuf;

/// The file of entries, one JSON object a line.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub(crate) fn corpus() -> Option<PathBuf> {
    std::env::var("BENCH_CORPUS").ok().map(PathBuf::from)
}
