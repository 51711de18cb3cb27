//! What the public and its programs ask for over HTTP, all at the same time as offices push.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use reqwest::{Client, StatusCode, header};
use serde_json::Value;
use tokio::{
    task::JoinSet,
    time::{MissedTickBehavior, interval, timeout},
};

use super::{
    Size,
    rows::{self, Asked},
};
use crate::{
    Done,
    country::Country,
    error::BenchError,
    numbers::{
        Target::{AtLeast, AtMost, None as Untold},
        admit::office,
        count, http,
        program::Program,
        row,
    },
    time::Stopwatch,
};

/// Offices that push meanwhile.
const OFFICES: usize = 4;
/// Milliseconds between two requests: 200 a second.
const EVERY: u64 = 5;
/// How long the first edition of the list may take to be printed.
const PRINTED: Duration = Duration::from_mins(2);

/// The server program over a folder that has a list already, in a process of its own.
pub(super) async fn measure(folder: &Path, country: &Country, size: Size) -> Done {
    let Size { rows, requests, records } = size;
    let server = Program::start(&folder.join("server"), country)?;
    let base = format!("http://127.0.0.1:{}", server.port);
    let crowd = Crowd { client: http()?, base, tags: Arc::default() };
    crowd.wait_for_the_list(rows).await?;
    let mut pushes = JoinSet::new();
    for number in 0..OFFICES {
        let office = office(folder, number, records)?;
        office.connect(http()?, server.port)?;
        pushes.spawn(async move { office.exchange().await });
    }
    let answers = crowd.ask(&rows::asked(rows), requests).await?;
    pushes.join_all().await.into_iter().collect::<Result<Vec<()>, _>>()?;
    tell(rows, &answers)
}

fn tell(rows: usize, answers: &[Answered]) -> Done {
    let mut times: Vec<f64> = answers.iter().filter_map(Answered::milliseconds).collect();
    times.sort_by(f64::total_cmp);
    let at = |hundredths: usize| {
        times.get(times.len().saturating_sub(1) * hundredths / 100).copied().unwrap_or(f64::NAN)
    };
    let say = |what: &str, value, unit, target| {
        let what = format!("{rows} rows: 200 requests/s while offices push: {what}");
        row("N-search", &what, value, unit, target)
    };
    let known = answers.iter().filter(|answer| matches!(answer, Answered::Known(_))).count();
    say("answered busy", count(answers.len() - times.len()), "", AtMost(0.0))?;
    say("answered that nothing is new", count(known), "", AtLeast(1.0))?;
    say("median", at(50), "ms", Untold)?;
    say("p99", at(99), "ms", AtMost(1_000.0))
}

/// How a request was answered, and in how many milliseconds.
enum Answered {
    Whole(f64),
    /// Who asked has the newest already.
    Known(f64),
    Busy,
}

impl Answered {
    const fn milliseconds(&self) -> Option<f64> {
        match self {
            Self::Whole(time) | Self::Known(time) => Some(*time),
            Self::Busy => None,
        }
    }
}

/// All who ask. They have one cache together, as behind one proxy.
#[derive(Clone)]
struct Crowd {
    client: Client,
    base: String,
    /// The tag of the last answer of an address.
    tags: Arc<Mutex<HashMap<String, String>>>,
}

impl Crowd {
    /// Looks whether it is the list that was made, and waits until its files are printed.
    async fn wait_for_the_list(&self, rows: usize) -> Done {
        let whole = self.client.get(format!("{}/api/v1/entries?limit=1", self.base));
        let whole: Value = serde_json::from_slice(&whole.send().await?.bytes().await?)?;
        if whole["count"] != rows {
            return Err(BenchError::odd("the list is not the one that was made"));
        }
        let file = Asked { address: rows::CSV.to_owned(), again: false };
        let printed = async {
            let mut looks = interval(Duration::from_millis(100));
            loop {
                looks.tick().await;
                let answer = self.client.get(format!("{}{}", self.base, file.address)).send();
                if answer.await?.status() == StatusCode::OK {
                    return Ok(());
                }
            }
        };
        let late = |_| BenchError::odd("the files of the list are not printed");
        timeout(PRINTED, printed).await.map_err(late)?
    }

    /// Asks so often, at an even pace, whatever the answers take.
    async fn ask(&self, asked: &[Asked], requests: usize) -> Result<Vec<Answered>, BenchError> {
        let mut ticks = interval(Duration::from_millis(EVERY));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
        let mut answers = JoinSet::new();
        for one in asked.iter().cycle().take(requests).cloned() {
            ticks.tick().await;
            let crowd = self.clone();
            answers.spawn(async move { crowd.pull(one).await });
        }
        answers.join_all().await.into_iter().collect()
    }

    async fn pull(&self, asked: Asked) -> Result<Answered, BenchError> {
        let Asked { address, again } = asked;
        let mut request = self.client.get(format!("{}{address}", self.base));
        let known = self.tags().get(&address).cloned().filter(|_| again);
        if let Some(tag) = known {
            request = request.header(header::IF_NONE_MATCH, tag);
        }
        let watch = Stopwatch::start();
        let answer = request.send().await?;
        let (status, tag) = (answer.status(), answer.headers().get(header::ETAG).cloned());
        drop(answer.bytes().await?);
        let time = watch.milliseconds();
        if let Some(tag) = tag.as_ref().and_then(|tag| tag.to_str().ok()) {
            self.tags().insert(address.clone(), tag.to_owned());
        }
        match status {
            StatusCode::OK => Ok(Answered::Whole(time)),
            StatusCode::NOT_MODIFIED => Ok(Answered::Known(time)),
            StatusCode::SERVICE_UNAVAILABLE => Ok(Answered::Busy),
            other => Err(BenchError::odd(format!("{address}: {other}"))),
        }
    }

    fn tags(&self) -> std::sync::MutexGuard<'_, HashMap<String, String>> {
        self.tags.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
