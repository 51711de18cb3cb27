//! What the kernel says about a process, where it says it in files.

use std::fs;

/// The most memory that a process had at once, in MiB.
pub(super) fn peak(process: &str) -> Option<f64> {
    field(process, "VmHWM:")
}

/// Starts counting the most memory of a process from now.
pub(super) fn reset_peak(process: &str) -> bool {
    fs::write(format!("/proc/{process}/clear_refs"), "5").is_ok()
}

/// The memory that a process has now, in MiB.
pub(super) fn resident(process: &str) -> Option<f64> {
    field(process, "VmRSS:")
}

fn field(process: &str, name: &str) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib / 1_024.0)
}
