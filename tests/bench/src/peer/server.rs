//! The real server over a folder: router, hub, SQLite with every flush.

use std::{fs, path::Path, sync::Arc};

use kecuali_server::{
    clock::{Clock, SystemClock},
    config::Bounds,
    data::DataFolder,
    hub::{Hub, Start},
    router::router,
    state::AppState,
};
use kecuali_storage::Store;
use kecuali_storage_sqlite::SqliteStore;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::{
    counted::Counted,
    driver::{self, Role, number},
};
use crate::{Done, country::Country, error::BenchError};

/// Serves until it is told to stop.
pub(crate) fn run(folder: &Path) -> Done {
    let runtime = driver::runtime()?;
    let done = runtime.block_on(async {
        let server = Server::start(folder).await?;
        let ready = json!({ "ev": "ready", "port": server.port });
        driver::drive(Arc::new(server), ready).await
    });
    runtime.shutdown_background();
    done
}

/// A server that listens on loopback.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) port: u16,
    pub(crate) hub: Hub,
    store: Arc<Counted>,
}

impl Server {
    /// Starts it over a folder; an empty one gets the national log with everyone's grants.
    pub(crate) async fn start(folder: &Path) -> Result<Self, BenchError> {
        fs::create_dir_all(folder)?;
        let country = Country::found()?;
        let data = DataFolder::new(folder);
        let store = Arc::new(Counted::new(SqliteStore::open(&data.store_path())?));
        country.settle(store.as_ref())?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let shared: Arc<dyn Store> = Arc::<Counted>::clone(&store);
        let start = Start {
            root: country.root,
            store: shared,
            log_key: Country::log_key(),
            epoch: random()?,
            clock: Arc::clone(&clock),
            data: Some(data),
        };
        let (hub, _writer) = Hub::start(start)?;
        let state = AppState::new(hub.clone(), clock, Bounds::default(), random()?, random()?);
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router(state).into_make_service()).await {
                driver::complain(&error);
            }
        });
        Ok(Self { port, hub, store })
    }

    /// What was counted so far.
    #[cfg(test)]
    pub(crate) fn counted(&self) -> super::counted::Count {
        *self.store.counted().borrow()
    }
}

impl Role for Server {
    async fn command(self: Arc<Self>, name: String, arguments: Value) -> Result<Value, BenchError> {
        match name.as_str() {
            "mark" => {
                self.store.mark();
                Ok(json!({}))
            }
            "stored" => {
                let k = number(&arguments, "k");
                let mut counted = self.store.counted();
                let enough = counted.wait_for(|count| count.documents >= k).await;
                let enough = *enough.map_err(|_| BenchError::odd("the store is gone"))?;
                Ok(json!({ "t": enough.at }))
            }
            _ => Err(BenchError::odd(format!("no command {name}"))),
        }
    }
}

fn random<const N: usize>() -> Result<[u8; N], BenchError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
