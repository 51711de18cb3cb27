//! `serve`: until someone asks to stop.

use std::{num::NonZeroUsize, sync::Arc, time::Duration};

use tokio::{net::TcpListener, time::MissedTickBehavior};

use super::CommandError;
use crate::{
    clock::{Clock, SystemClock},
    config::Config,
    connections,
    data::{DataError, DataFolder, random},
    hub::{Health, Hub, Start},
    observe,
    os::{allow_files, asked_to_stop},
    press::keep_printed,
    router::service,
    state::AppState,
};

/// How often the clock is looked at for a new day.
const LOOK: Duration = Duration::from_secs(20);
/// For how long a server waits for what it lost, in milliseconds.
const HEALING_TIME: u64 = 24 * 3_600_000;
/// Threads for what blocks: more syncs than this never run at once.
const BLOCKING_THREADS: usize = 128;

pub(crate) fn run(config: &Config) -> Result<String, CommandError> {
    observe::start(&config.log, config.log_format).map_err(CommandError::Log)?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let data = DataFolder::new(&config.data);
    let lock = data.lock()?;
    let start = Start {
        root: data.root()?,
        store: Arc::new(data.store()?),
        log_key: data.log_key()?,
        epoch: random().map_err(DataError::from)?,
        clock: Arc::clone(&clock),
        data: Some(data),
    };
    let (hub, writer) = Hub::start_sharing(start, config.share)?;
    let secret = random().map_err(DataError::from)?;
    let process = random().map_err(DataError::from)?;
    let room = connections::room(allow_files(connections::WANTED));
    let bounds = connections::within(config.bounds, room);
    let state = AppState::new(hub, Arc::clone(&clock), bounds, secret, process)
        .with_site(config.site.clone());
    let failed = |source| CommandError::Serve { address: config.listen, source };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(carriers())
        .enable_all()
        .max_blocking_threads(BLOCKING_THREADS)
        .build()
        .map_err(failed)?;
    runtime.block_on(serve(config, state, clock, room)).map_err(failed)?;
    // Every handle to the hub was in the runtime: with it the last push is handed over.
    drop(runtime);
    writer.finish();
    drop(lock);
    tracing::info!("stopped");
    Ok(String::new())
}

/// Threads that carry connections: half of the cores. What takes long is done on others, which the
/// other half is for; more carriers wake each other for work that is done by then.
fn carriers() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    (cores / 2).max(1)
}

async fn serve(
    config: &Config,
    state: AppState,
    clock: Arc<dyn Clock>,
    room: usize,
) -> std::io::Result<()> {
    let listener = TcpListener::bind(config.listen).await?;
    let address = listener.local_addr()?;
    let days = tokio::spawn(keep_days(state.hub().clone(), clock));
    let printing = tokio::spawn(keep_printed(state.hub().clone(), config.keep));
    let stopping = state.clone();
    let stop = async move {
        asked_to_stop().await;
        tracing::info!("stopping");
        stopping.stop();
    };
    if config.site.public_url.is_none() {
        tracing::warn!(
            "public_url is not set: there is no sitemap, and feeds hold short addresses"
        );
    }
    tracing::info!(%address, root = %state.hub().root_id(), connections = room, "serving");
    connections::serve(listener, service(state), room, stop).await;
    days.abort();
    printing.abort();
    Ok(())
}

/// Writes each day's mark when it is due, and gives healing up when its time is over.
async fn keep_days(hub: Hub, clock: Arc<dyn Clock>) {
    let mut looks = tokio::time::interval(LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut tried = None;
    loop {
        looks.tick().await;
        if let Health::Healing { since, .. } = hub.health()
            && clock.milliseconds().saturating_sub(since) > HEALING_TIME
            && hub.end_healing().await.is_ok()
        {
            tracing::error!("ALARM: healing was given up after a day");
        }
        let day = clock.day();
        let due = hub.listing().day.is_some_and(|last| last < day);
        // A jump that waits for KPU RI is an alarm once a day, not every time we look.
        if due && tried != Some((hub.listing().day, day)) {
            tried = Some((hub.listing().day, day));
            if let Ok(Some(point)) = hub.keep_day(day).await {
                tracing::info!(%day, position = point.position, "a new day");
            }
        }
    }
}
