//! Starting the pages: a port of this machine, a link that opens the browser, and the end.

use std::{fs, io, net::Ipv4Addr, sync::Arc, time::Duration};

use tokio::{net::TcpListener, sync::oneshot};

use super::{
    app::{App, Machines, Setting},
    link::{Opener, address},
    routes::router,
    threads::{self, apart},
};
use crate::{
    error::OfficeError,
    office::{
        Office,
        copies::can_copy,
        folder::{Folder, own_folder},
    },
    os,
};

/// How long an answer that is being made may take when the program is to end.
const GRACE: Duration = Duration::from_millis(500);
/// How often one looks whether someone left the desk, a server became known, or what other
/// processes wrote is to be read.
const LOOK: Duration = Duration::from_secs(10);

/// How often one looks whether the copy of this day is due, or its stick was put in.
const COPIES: Duration = Duration::from_mins(5);
/// The first time, when the first page has come up.
const FIRST_COPY: Duration = Duration::from_secs(5);
/// After one that failed.
const COPIES_LATER: Duration = Duration::from_hours(1);

/// How the pages are to be served.
#[derive(Clone)]
pub struct Serving {
    /// The data folder.
    pub folder: std::path::PathBuf,
    /// The port that is asked for; otherwise the one of the last time, or any that is free.
    pub port: Option<u16>,
    /// Whether the sync goes on in the background.
    pub carries: bool,
    /// Clock and randomness.
    pub machines: Machines,
}

impl std::fmt::Debug for Serving {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Serving").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// Serves the pages until Ctrl-C. `opened` is told the link that lets someone in, as soon as it
/// works; where the pages of this folder are served already, that is all that happens.
pub fn serve(serving: &Serving, opened: impl FnOnce(&str)) -> Result<(), OfficeError> {
    own_folder(&serving.folder)?;
    let lock = Folder::new(&serving.folder).pages_lock();
    let lock = os::private_file(&lock).map_err(OfficeError::file(&lock))?;
    if lock.try_lock().is_err() {
        return open_beside(serving, opened);
    }
    os::forget_passing(&serving.folder).map_err(OfficeError::file(&serving.folder))?;
    let runtime = threads::runtime().map_err(OfficeError::file(&serving.folder))?;
    let outcome = runtime.block_on(run(serving, opened));
    // What still waits for the network then is cut off: all that was signed is on the disk.
    runtime.shutdown_background();
    outcome
}

/// The same pages are served by another process: it knows links that are made here.
fn open_beside(serving: &Serving, opened: impl FnOnce(&str)) -> Result<(), OfficeError> {
    // One that has just begun has no port yet, and opens the pages itself.
    let port = Folder::new(&serving.folder).last_port().ok_or(OfficeError::Locked)?;
    let mut machine = (serving.machines)();
    let links = Opener::of_folder(&serving.folder, machine.as_mut())?;
    opened(&address(port, &links.token(machine.as_mut())));
    Ok(())
}

async fn run(serving: &Serving, opened: impl FnOnce(&str)) -> Result<(), OfficeError> {
    let listener = listen(serving).await.map_err(OfficeError::file(&serving.folder))?;
    let port = listener.local_addr().map_err(OfficeError::file(&serving.folder))?.port();
    let setting =
        Setting { folder: serving.folder.clone(), port, machines: Arc::clone(&serving.machines) };
    let file = Folder::new(&serving.folder).pages_port();
    os::write_whole(&file, format!("{port}\n").as_bytes()).map_err(OfficeError::file(&file))?;
    let opened_there = tokio::task::spawn_blocking(move || App::open(setting)).await;
    let app =
        opened_there.map_err(io::Error::from).map_err(OfficeError::file(&serving.folder))??;
    if serving.carries {
        app.carrier().allow();
    }
    let asked_to_end = os::asked_to_end();
    let _looks = tokio::spawn(look(app.clone()));
    let _copies = tokio::spawn(copy_daily(app.clone()));
    opened(&app.link());
    let (stop, stopping) = oneshot::channel();
    let carrier = app.carrier().clone();
    let ends = async move {
        asked_to_end.await;
        carrier.end();
        let _waits: Result<(), ()> = stop.send(());
    };
    let served = axum::serve(listener, router(app)).with_graceful_shutdown(ends);
    let out_of_patience = async {
        let _stopped = stopping.await;
        let _over = tokio::time::timeout(GRACE, std::future::pending::<()>()).await;
    };
    tokio::select! {
        outcome = served => outcome.map_err(OfficeError::file(&serving.folder)),
        () = out_of_patience => Ok(()),
    }
}

/// Looks after everything from the start on.
async fn look(app: App) {
    let mut looks = tokio::time::interval(LOOK);
    loop {
        looks.tick().await;
        let app = app.clone();
        let _looked = tokio::task::spawn_blocking(move || app.look_after()).await;
    }
}

/// Writes the copy of each day, where a folder for it was chosen and is there. What stands in its way
/// is noted, and told by Kesehatan; it is not tried again at once.
async fn copy_daily(app: App) {
    let mut looks = tokio::time::interval(COPIES);
    looks.reset_after(FIRST_COPY);
    loop {
        looks.tick().await;
        let app = app.clone();
        let copied = apart(move || copy_if_due(&app)).await;
        if !matches!(copied, Ok(Ok(()))) {
            looks.reset_after(COPIES_LATER);
        }
    }
}

/// Through an office of its own, so that no page waits for a slow stick; where one is due, as that is
/// a second one in memory for as long as it takes.
fn copy_if_due(app: &App) -> Result<(), OfficeError> {
    if !can_copy(app.folder()) || !app.with(Office::is_copy_due)? {
        return Ok(());
    }
    Office::open(app.folder(), app.machine())?.copy_of_the_day(false).map(drop)
}

/// The port that was asked for, the one of the last time, or any that is free. Only this machine
/// reaches it.
async fn listen(serving: &Serving) -> io::Result<TcpListener> {
    if let Some(port) = serving.port {
        return TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
    }
    let folder = Folder::new(&serving.folder);
    let last = folder.last_port();
    // Until this one is known nobody is sent to the last one: someone else may listen there by now.
    let _forgotten: io::Result<()> = fs::remove_file(folder.pages_port());
    if let Some(port) = last
        && let Ok(listener) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await
    {
        return Ok(listener);
    }
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await
}
