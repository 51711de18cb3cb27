//! The office side: installations with a store each, over one folder.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use reqwest::Client;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{
    driver::{self, Role, number, text},
    ids,
    installation::Installation,
};
use crate::{
    Done,
    corpus::{self, spread},
    country::{Country, Seat},
    error::BenchError,
    time::now,
};

/// Plays installations until it is told to stop.
pub(crate) fn run(folder: &Path) -> Done {
    let runtime = driver::runtime()?;
    let installations = Installations {
        folder: folder.to_owned(),
        country: Country::found()?,
        http: http()?,
        all: Mutex::default(),
    };
    let ready = json!({ "ev": "ready" });
    let done = runtime.block_on(driver::drive(Arc::new(installations), ready));
    runtime.shutdown_background();
    done
}

/// What makes connections.
pub(crate) fn http() -> Result<Client, BenchError> {
    Ok(Client::builder().no_proxy().build()?)
}

#[derive(Debug)]
struct Installations {
    folder: PathBuf,
    country: Country,
    http: Client,
    all: Mutex<Vec<Arc<Installation>>>,
}

impl Role for Installations {
    async fn command(self: Arc<Self>, name: String, arguments: Value) -> Result<Value, BenchError> {
        let t0 = now();
        match name.as_str() {
            "init" => self.init(number(&arguments, "m").max(1), text(&arguments, "name"))?,
            "create" => self.create(number(&arguments, "from"), number(&arguments, "n"))?,
            "open" => self.all().iter().try_for_each(|one| one.open())?,
            "connect" => self.connect(&arguments)?,
            "insync" => return self.in_sync().await,
            "fetch" => return self.fetch(&arguments).await,
            "edit" => self.edit(number(&arguments, "k"), text(&arguments, "tag"))?,
            "watch" => return self.watch(&arguments).await,
            "set" => return self.set(&arguments).await,
            // Whatever was answered is on the disk already.
            "flush" => {}
            _ => return Err(BenchError::odd(format!("no command {name}"))),
        }
        Ok(json!({ "t": t0, "t0": t0, "t1": now() }))
    }
}

impl Installations {
    /// One that is called `b…` reads the whole country, as KPU RI does; the others are offices.
    fn init(&self, m: usize, name: &str) -> Done {
        let one = |number: usize| {
            let seat =
                if name.starts_with('b') { Seat::national() } else { Seat::of_office(number)? };
            let folder = self.folder.join(format!("{name}{number}"));
            Installation::new(&folder, seat, &self.country).map(Arc::new)
        };
        let all: Result<Vec<_>, _> = (0..m).map(one).collect();
        *self.all.lock().unwrap_or_else(PoisonError::into_inner) = all?;
        Ok(())
    }

    fn create(&self, from: usize, n: usize) -> Done {
        for (number, one) in self.all().iter().enumerate() {
            let first = from + number * n;
            one.create(first, &corpus::read(first, n)?)?;
        }
        Ok(())
    }

    fn connect(&self, arguments: &Value) -> Done {
        let port = u16::try_from(number(arguments, "port"));
        let port = port.map_err(|_| BenchError::odd("no such port"))?;
        let mode = text(arguments, "mode").to_owned();
        for one in self.all() {
            one.connect(self.http.clone(), port)?;
            let mode = mode.clone();
            tokio::spawn(async move {
                let done = match mode.as_str() {
                    "none" => greet(&one).await,
                    _ => one.exchange().await,
                };
                one.tell(&done);
                if mode == "live"
                    && done.is_ok()
                    && let Err(error) = one.follow().await
                {
                    driver::complain(&error);
                }
            });
        }
        Ok(())
    }

    async fn in_sync(&self) -> Result<Value, BenchError> {
        let mut last = 0_f64;
        for one in self.all() {
            last = last.max(one.in_sync().await?);
        }
        Ok(json!({ "t": last }))
    }

    async fn fetch(&self, arguments: &Value) -> Result<Value, BenchError> {
        let t0 = now();
        let one = self.first()?;
        one.in_sync().await?;
        let mut names = ids::read(Path::new(text(arguments, "ids")))?;
        names.truncate(number(arguments, "n"));
        one.exchange().await?;
        one.adopt(names)?;
        let t1 = now();
        one.keep_ids()?;
        Ok(json!({ "t0": t0, "t1": t1, "t2": t1 }))
    }

    fn edit(&self, k: usize, tag: &str) -> Done {
        let one = self.first()?;
        spread(one.len(), k).try_for_each(|index| one.set_status(index, tag))
    }

    async fn watch(&self, arguments: &Value) -> Result<Value, BenchError> {
        let one = self.first()?;
        let indexes = match arguments["i"].as_u64() {
            Some(_) => vec![number(arguments, "i")],
            None => spread(one.len(), number(arguments, "k")).collect(),
        };
        Ok(json!({ "t": one.watch(indexes, text(arguments, "tag")).await? }))
    }

    async fn set(&self, arguments: &Value) -> Result<Value, BenchError> {
        let t = now();
        let one = self.first()?;
        one.set_status(number(arguments, "i"), text(arguments, "tag"))?;
        one.exchange().await?;
        Ok(json!({ "t": t }))
    }

    fn all(&self) -> Vec<Arc<Installation>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn first(&self) -> Result<Arc<Installation>, BenchError> {
        self.all().into_iter().next().ok_or_else(|| BenchError::odd("`init` comes first"))
    }
}

async fn greet(one: &Installation) -> Done {
    one.line()?.greet().await
}

/// Lets every installation exchange at once; ends when all have.
pub(crate) async fn exchange_all(all: &[Arc<Installation>]) -> Done {
    let mut under_way = JoinSet::new();
    for one in all {
        let one = Arc::clone(one);
        under_way.spawn(async move { one.exchange().await });
    }
    while let Some(done) = under_way.join_next().await {
        done.map_err(|error| BenchError::odd(error.to_string()))??;
    }
    Ok(())
}
