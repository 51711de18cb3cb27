//! Starting the pages: a port of this machine, a link that opens the browser, and the end.

use std::{fs, net::Ipv4Addr, path::Path, sync::Arc};

use tokio::net::TcpListener;

use super::{
    app::{App, Machines, Setting},
    link::{Opener, address},
    routes::router,
};
use crate::{error::OfficeError, os};

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
    os::private_folder(&serving.folder).map_err(OfficeError::file(&serving.folder))?;
    let lock = serving.folder.join("pages.lock");
    let lock = os::private_file(&lock).map_err(OfficeError::file(&lock))?;
    if lock.try_lock().is_err() {
        return open_beside(serving, opened);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(OfficeError::file(&serving.folder))?;
    runtime.block_on(run(serving, opened))
}

/// The same pages are served by another process: it knows links that are made here.
fn open_beside(serving: &Serving, opened: impl FnOnce(&str)) -> Result<(), OfficeError> {
    let port = last_port(&serving.folder).ok_or(OfficeError::Locked)?;
    let mut machine = (serving.machines)();
    let opener = Opener::of_folder(&serving.folder, machine.as_mut())?;
    opened(&address(port, &opener.token(machine.as_mut())));
    Ok(())
}

async fn run(serving: &Serving, opened: impl FnOnce(&str)) -> Result<(), OfficeError> {
    let listener = listen(serving).await.map_err(OfficeError::file(&serving.folder))?;
    let port = listener.local_addr().map_err(OfficeError::file(&serving.folder))?.port();
    let setting =
        Setting { folder: serving.folder.clone(), port, machines: Arc::clone(&serving.machines) };
    let app = App::open(setting)?;
    let file = serving.folder.join("pages.port");
    os::write_whole(&file, format!("{port}\n").as_bytes()).map_err(OfficeError::file(&file))?;
    if serving.carries {
        app.carrier().start();
    }
    opened(&app.link());
    let served = axum::serve(listener, router(app.clone())).with_graceful_shutdown(stopped());
    let outcome = served.await.map_err(OfficeError::file(&serving.folder));
    app.carrier().end();
    outcome
}

/// The port that was asked for, the one of the last time, or any that is free. Only this machine
/// reaches it.
async fn listen(serving: &Serving) -> std::io::Result<TcpListener> {
    if let Some(port) = serving.port {
        return TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
    }
    if let Some(port) = last_port(&serving.folder) {
        if let Ok(listener) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            return Ok(listener);
        }
    }
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await
}

fn last_port(folder: &Path) -> Option<u16> {
    fs::read_to_string(folder.join("pages.port")).ok()?.trim().parse().ok()
}

/// Waits for Ctrl-C, or for the system to ask for the end.
async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = ended.recv() => {}
            }
            return;
        }
    }
    let _interrupted: Result<(), std::io::Error> = tokio::signal::ctrl_c().await;
}
