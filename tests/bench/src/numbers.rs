//! What the design set itself to reach, measured. Targets are of two cores to oneself; how noisy
//! the machine was is told by the first row, which is work that is always the same.

mod admit;
mod approval;
mod beside_nginx;
mod country;
mod exchange;
mod hostile;
mod import;
mod list;
pub(crate) mod office;
mod process;
pub(crate) mod program;
mod queue;
mod search;

use std::time::Duration;

use kecuali_encoding::Digest;
use reqwest::Client;
use serde_json::json;

use crate::{
    Done,
    error::BenchError,
    peer::driver::{self, complain, say},
    time::Stopwatch,
};

/// Runs the measurements of these names, or all. Every one is tried; the first failure is told.
pub(crate) fn run(quick: bool, names: &[String]) -> Done {
    let wanted = |name: &str| names.is_empty() || names.iter().any(|wanted| wanted == name);
    let mut failed = None;
    calibrate()?;
    for (name, measure) in MEASUREMENTS {
        if wanted(name)
            && let Err(error) = measure(quick)
        {
            complain(&format!("{name}: {error}"));
            failed = Some(error);
        }
    }
    failed.map_or(Ok(()), Err)
}

type Measurement = fn(bool) -> Done;

const MEASUREMENTS: [(&str, Measurement); 9] = [
    ("N-exchange", exchange::measure),
    ("N-admit", admit::measure),
    ("N-hostile", hostile::measure),
    ("N-client", office::measure),
    ("N-import", import::measure),
    ("N-country", country::measure),
    ("N-list", country::measure_five),
    ("N-static", country::measure_static),
    ("N-search", search::measure),
];

/// How a value is held against its target.
#[derive(Debug, Clone, Copy)]
enum Target {
    AtMost(f64),
    AtLeast(f64),
    /// It is told and not judged.
    None,
}

/// Prints one row.
fn row(name: &str, what: &str, value: f64, unit: &str, target: Target) -> Done {
    let (target, ok) = match target {
        Target::AtMost(most) => (Some(format!("<= {}", short(most))), Some(value <= most)),
        Target::AtLeast(least) => (Some(format!(">= {}", short(least))), Some(value >= least)),
        Target::None => (None, None),
    };
    let value = short(value);
    say(
        &json!({ "name": name, "what": what, "value": value, "unit": unit, "target": target, "ok": ok }),
    )
}

fn short(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

/// A count as a value.
fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

fn calibrate() -> Done {
    let block = vec![7_u8; 1 << 20];
    let watch = Stopwatch::start();
    for _ in 0..64 {
        std::hint::black_box(Digest::of(&block));
    }
    row("calibration", "SHA-256 of 64 MiB", watch.milliseconds(), "ms", Target::None)
}

/// What makes connections. When a whole country pushes at once the server lets bodies wait, for
/// longer than a line may stand still unless it is told so.
fn http() -> Result<Client, BenchError> {
    let client = Client::builder().no_proxy();
    #[cfg(target_os = "linux")]
    let client = client.tcp_user_timeout(Duration::from_mins(5));
    Ok(client.build()?)
}

/// Runs a measurement that exchanges with a server.
fn block_on<T>(work: impl Future<Output = Result<T, BenchError>>) -> Result<T, BenchError> {
    let runtime = driver::runtime()?;
    let done = runtime.block_on(work);
    runtime.shutdown_background();
    done
}
