//! N-static: the public list beside nginx, which serves the same bytes from files, in the same run.
//!
//! Both answer over loopback to `wrk`, in turn, without a line of log for each request. Where one
//! of the two programs is not installed there is nothing to measure.

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use reqwest::{Client, header};
use serde_json::Value;
use tokio::time::Instant;

use super::{
    Target::{self, AtLeast},
    http,
    program::Program,
    row,
};
use crate::{Done, error::BenchError};

/// Rounds, taken in turn; the median is told.
const ROUNDS: usize = 3;
const SECONDS: &str = "4s";
/// How long an edition may take to be printed.
const PATIENCE: Duration = Duration::from_mins(2);

/// What is asked of both.
struct Asked {
    what: String,
    path: String,
    file: &'static str,
}

/// Measures the whole list and one office, whole and with nothing new.
pub(super) async fn measure(folder: &Path, office: &str, rows: usize, server: &Program) -> Done {
    if !(installed("nginx", "-v") && installed("wrk", "-v")) {
        return row("N-static", "nginx and wrk are not installed", 0.0, "", Target::None);
    }
    let base = format!("http://127.0.0.1:{}", server.port);
    let client = http()?;
    let event = printed(&client, &base).await?;
    let asked = [
        ("the whole list", "/api/v1/list".to_owned(), "list"),
        ("the list as CSV", format!("/api/v1/snapshots/{event}/daftar.csv"), "csv"),
        ("a page of an office", format!("/api/v1/entries?office={office}"), "page"),
        ("an office as CSV", format!("/api/v1/offices/{office}/entries.csv"), "office"),
    ];
    let folder = folder.join("nginx");
    fs::create_dir_all(&folder)?;
    let mut all = Vec::new();
    for (what, path, file) in asked {
        let answer = client.get(format!("{base}{path}")).send().await?.error_for_status()?;
        let body = answer.bytes().await?;
        fs::write(folder.join(file), &body)?;
        let what = format!("{rows} rows, {what}, {} B", body.len());
        all.push(Asked { what, path, file });
    }
    let nginx = Nginx::start(&folder)?;
    for one in &all {
        compare(&client, one, &base, &nginx.base).await?;
    }
    Ok(())
}

async fn compare(client: &Client, asked: &Asked, ours: &str, theirs: &str) -> Done {
    let ours = format!("{ours}{}", asked.path);
    let theirs = format!("{theirs}/{}", asked.file);
    for (how, least) in [("", 0.5), (", nothing new", 1.0)] {
        let mut rates = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            rates.0.push(rate(client, &ours, !how.is_empty()).await?);
            rates.1.push(rate(client, &theirs, !how.is_empty()).await?);
        }
        let (ours, theirs) = (median(rates.0), median(rates.1));
        let what = format!("{}{how}", asked.what);
        row("N-static", &format!("{what}: ours"), ours, "requests/s", Target::None)?;
        row("N-static", &format!("{what}: nginx"), theirs, "requests/s", Target::None)?;
        row("N-static", &format!("{what}: ours / nginx"), ours / theirs, "", AtLeast(least))?;
    }
    Ok(())
}

/// Requests a second that an address answers.
async fn rate(client: &Client, url: &str, known: bool) -> Result<f64, BenchError> {
    let mut wrk = Command::new("wrk");
    wrk.args(["-t1", "-c16", "-d", SECONDS]);
    if known {
        let answer = client.head(url).send().await?;
        let tag = answer.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
        let tag = tag.ok_or_else(|| BenchError::odd(format!("{url} has no tag")))?;
        wrk.arg("-H").arg(format!("If-None-Match: {tag}"));
    }
    let said = tokio::task::block_in_place(|| wrk.arg(url).output())?;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    if said.contains("Non-2xx") && !known {
        return Err(BenchError::odd(format!("{url}: {said}")));
    }
    let rate = said.lines().find_map(|line| line.trim().strip_prefix("Requests/sec:"));
    let rate = rate.and_then(|rate| rate.trim().parse().ok());
    rate.ok_or_else(|| BenchError::odd(format!("wrk: {said}")))
}

/// Waits until the list is printed as it is, and says its event.
async fn printed(client: &Client, base: &str) -> Result<String, BenchError> {
    let until = Instant::now() + PATIENCE;
    let mut looks = tokio::time::interval(Duration::from_millis(200));
    while Instant::now() < until {
        looks.tick().await;
        let read = async |path: &str| -> Result<Value, BenchError> {
            let answer = client.get(format!("{base}{path}")).send().await?.error_for_status()?;
            Ok(serde_json::from_slice(&answer.bytes().await?)?)
        };
        let event = read("/api/v1/checkpoint").await?["event"].clone();
        if read("/api/v1/snapshots").await?["latest"] == event {
            return Ok(event.as_str().unwrap_or_default().to_owned());
        }
    }
    Err(BenchError::odd("the list was not printed"))
}

struct Nginx {
    child: Child,
    base: String,
}

impl Nginx {
    /// Starts nginx over a folder, as it is set up to serve files fast.
    fn start(folder: &Path) -> Result<Self, BenchError> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let place = folder.display();
        let config = format!(
            "daemon off; worker_processes 2; pid {place}/pid; error_log {place}/error;\n\
             events {{ worker_connections 512; }}\n\
             http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;\n\
             open_file_cache max=100; default_type application/json;\n\
             client_body_temp_path {place}/body; proxy_temp_path {place}/proxy;\n\
             fastcgi_temp_path {place}/fastcgi; uwsgi_temp_path {place}/uwsgi;\n\
             scgi_temp_path {place}/scgi;\n\
             server {{ listen 127.0.0.1:{port}; root {place}; }} }}\n"
        );
        let file = folder.join("nginx.conf");
        fs::write(&file, config)?;
        let mut nginx = Command::new("nginx");
        nginx.arg("-c").arg(&file).stdout(Stdio::null()).stderr(Stdio::null());
        let base = format!("http://127.0.0.1:{port}");
        Ok(Self { child: nginx.spawn()?, base })
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Its workers go when it is told to; killed, it would leave them behind.
        let told = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status();
        drop(told);
        drop(self.child.wait());
    }
}

fn installed(program: &str, flag: &str) -> bool {
    let mut tried = Command::new(program);
    tried.arg(flag).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}
