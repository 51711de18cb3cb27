//! N-list: the public list, pulled by someone who has it already.

use kecuali_client::office::{Name, Office};
use reqwest::{Client, StatusCode, header};
use serde_json::Value;

use super::{
    Target::{AtMost, None as Untold},
    count, http,
    program::Program,
    row,
};
use crate::{Done, error::BenchError, time::Stopwatch};

const TRIES: usize = 200;

/// Determines all entries, the last after the others, and pulls what that changes.
pub(super) async fn measure(national: &mut Office, entries: &[Name], server: &Program) -> Done {
    let Some((last, others)) = entries.split_last() else { return Ok(()) };
    let puller = Puller { client: http()?, base: format!("http://127.0.0.1:{}", server.port) };
    determine(national, others, server)?;
    let rows = others.len();
    let (event, tag) = puller.whole(rows).await?;
    let most = AtMost(1.0);
    puller.unchanged("/api/v1/list", &tag, rows, most).await?;
    let changes = format!("/api/v1/events?after={event}");
    let (_, tag) = puller.get(&changes).await?;
    puller.unchanged(&changes, &tag, rows, most).await?;
    determine(national, std::slice::from_ref(last), server)?;
    let watch = Stopwatch::start();
    let (body, _) = puller.get(&changes).await?;
    let what = format!("{rows} rows: one change");
    row("N-list", &format!("{what}: time"), watch.milliseconds(), "ms", Untold)?;
    let read: Value = serde_json::from_slice(&body)?;
    if read["events"].as_array().map(Vec::len) != Some(1) {
        return Err(BenchError::odd("not one event came"));
    }
    row("N-list", &format!("{what}: body"), count(body.len()), "B", AtMost(2_048.0))
}

/// KPU RI determines through the office program, and brings it to the server.
pub(super) fn determine(national: &mut Office, entries: &[Name], server: &Program) -> Done {
    tokio::task::block_in_place(|| {
        let what = |how: &str| format!("determining {} entries: {how}", entries.len());
        let watch = Stopwatch::start();
        national.determine(None, entries, None, Some("1"))?;
        row("N-list", &what("signing"), watch.seconds(), "s", Untold)?;
        let watch = Stopwatch::start();
        let mut remote = national.remote(&format!("http://127.0.0.1:{}", server.port))?;
        let synced = national.sync(&mut remote)?;
        row("N-list", &what("until they are published"), watch.seconds(), "s", Untold)?;
        let all = synced.received == entries.len() && synced.refused.is_empty();
        if all { Ok(()) } else { Err(BenchError::odd("not all decisions were taken")) }
    })
}

struct Puller {
    client: Client,
    base: String,
}

impl Puller {
    /// The whole list: the last event and the list's tag.
    async fn whole(&self, rows: usize) -> Result<(String, String), BenchError> {
        let (page, _) = self.get("/api/v1/entries?limit=1").await?;
        let page: Value = serde_json::from_slice(&page)?;
        // The item of the determination is a row, too.
        if page["count"] != rows + 1 {
            return Err(BenchError::odd(format!("{} rows are in force", page["count"])));
        }
        let watch = Stopwatch::start();
        let (list, tag) = self.get("/api/v1/list").await?;
        let what = format!("{rows} rows: all of them");
        row("N-list", &what, watch.seconds(), "s", Untold)?;
        row("N-list", &format!("{what}: body"), count(list.len()) / 1_048_576.0, "MiB", Untold)?;
        let event = page["event"].as_str().unwrap_or_default().to_owned();
        Ok((event, tag))
    }

    /// Asks again and again for what it has already. What the client and the line take is in it.
    async fn unchanged(&self, path: &str, tag: &str, rows: usize, most: super::Target) -> Done {
        let mut times = Vec::with_capacity(TRIES);
        for _ in 0..TRIES {
            let watch = Stopwatch::start();
            let request = self.client.get(format!("{}{path}", self.base));
            let answer = request.header(header::IF_NONE_MATCH, tag).send().await?;
            let status = answer.status();
            drop(answer.bytes().await?);
            times.push(watch.milliseconds());
            if status != StatusCode::NOT_MODIFIED {
                return Err(BenchError::odd(format!("{path}: {status}")));
            }
        }
        times.sort_by(f64::total_cmp);
        let path = path.split('?').next().unwrap_or_default();
        let what = format!("{rows} rows: nothing new on {path}, there and back");
        row("N-list", &what, times[TRIES / 2], "ms", most)
    }

    /// A body and its tag.
    async fn get(&self, path: &str) -> Result<(Vec<u8>, String), BenchError> {
        let answer = self.client.get(format!("{}{path}", self.base)).send().await?;
        let status = answer.status();
        let tag = answer.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
        let tag = tag.unwrap_or_default().to_owned();
        let body = answer.bytes().await?.to_vec();
        if status == StatusCode::OK {
            Ok((body, tag))
        } else {
            Err(BenchError::odd(format!("{path}: {status}: {}", String::from_utf8_lossy(&body))))
        }
    }
}
