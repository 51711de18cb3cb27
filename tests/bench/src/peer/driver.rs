//! Commands come as JSON lines, several at a time; answers go as JSON lines.

use std::{
    fmt::Display,
    io::{self, BufRead as _, Write as _},
    sync::Arc,
};

use serde_json::{Value, json};
use tokio::{runtime::Runtime, sync::mpsc};

use crate::{Done, error::BenchError};

/// Threads that serve; what blocks has its own.
const WORKERS: usize = 2;

/// One side of a workload.
pub(crate) trait Role: Send + Sync + 'static {
    /// Works one command off.
    fn command(
        self: Arc<Self>,
        name: String,
        arguments: Value,
    ) -> impl Future<Output = Result<Value, BenchError>> + Send;
}

/// The threads of a peer.
pub(crate) fn runtime() -> io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(WORKERS).enable_all().build()
}

/// Announces that it is ready, then works commands off until `exit` or the end of the input.
pub(crate) async fn drive<R: Role>(role: Arc<R>, ready: Value) -> Done {
    let (heard, mut lines) = mpsc::channel(64);
    // The thread ends with the process: it may wait for a line that never comes.
    std::thread::spawn(move || {
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            if heard.blocking_send(line).is_err() {
                break;
            }
        }
    });
    say(&ready)?;
    while let Some(line) = lines.recv().await {
        let Ok(asked) = serde_json::from_str::<Value>(&line) else { continue };
        let id = asked["id"].clone();
        let name = asked["cmd"].as_str().unwrap_or_default().to_owned();
        if name == "exit" {
            return say(&json!({ "id": id }));
        }
        let role = Arc::clone(&role);
        tokio::spawn(async move {
            let mut answer = match role.command(name, asked).await {
                Ok(answer) => answer,
                Err(error) => json!({ "error": error.to_string() }),
            };
            answer["id"] = id;
            if let Err(error) = say(&answer) {
                complain(&error);
            }
        });
    }
    Ok(())
}

/// Writes one line on standard output.
pub(crate) fn say(line: &Value) -> Done {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

/// Writes what went wrong on standard error.
pub(crate) fn complain(error: &dyn Display) {
    // There is nowhere left to say that this failed.
    drop(writeln!(io::stderr().lock(), "kecuali-bench: {error}"));
}

/// A whole number among the arguments; 0 where there is none.
pub(crate) fn number(arguments: &Value, name: &str) -> usize {
    arguments[name].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or_default()
}

/// A text among the arguments; empty where there is none.
pub(crate) fn text<'a>(arguments: &'a Value, name: &str) -> &'a str {
    arguments[name].as_str().unwrap_or_default()
}
