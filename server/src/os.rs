//! What is not the same on every operating system.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

/// Makes a folder that only this user may enter.
pub(crate) fn private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)?;
    keep_private(path)
}

/// Creates a file that must not exist yet and that only this user may read.
pub(crate) fn create_private(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    private(&mut options).open(path)
}

/// Opens a file to write it anew; only this user may read it.
pub(crate) fn rewrite_private(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    private(&mut options).open(path)
}

/// Takes away what others may do with a file or a folder.
#[cfg(unix)]
pub(crate) fn keep_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mut rights = fs::metadata(path)?.permissions();
    let own = rights.mode() & 0o700;
    if rights.mode() & 0o777 == own {
        return Ok(());
    }
    rights.set_mode(own);
    fs::set_permissions(path, rights)
}

/// The rights of the folder above say who may read it.
#[cfg(not(unix))]
pub(crate) fn keep_private(path: &Path) -> io::Result<()> {
    fs::metadata(path).map(drop)
}

#[cfg(unix)]
fn private(options: &mut fs::OpenOptions) -> &mut fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn private(options: &mut fs::OpenOptions) -> &mut fs::OpenOptions {
    options
}

/// Lets this process have so many files open at once, connections among them, or as many as the
/// machine allows. Says how many; where nobody counts them, as many as were asked for.
#[cfg(unix)]
pub(crate) fn allow_files(wanted: usize) -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let wanted_here = u64::try_from(wanted).unwrap_or(u64::MAX);
    let may = limit.maximum.map_or(wanted_here, |most| most.min(wanted_here));
    if limit.current.is_some_and(|now| now < may) {
        // What is refused here leaves the limit as it was, which is read again.
        let _refused = setrlimit(Resource::Nofile, Rlimit { current: Some(may), ..limit });
    }
    let now = getrlimit(Resource::Nofile).current;
    now.and_then(|now| usize::try_from(now).ok()).map_or(wanted, |now| now.min(wanted))
}

/// Connections are no files here.
#[cfg(not(unix))]
pub(crate) const fn allow_files(wanted: usize) -> usize {
    wanted
}

/// Resolves when the service manager or a person asks the program to stop.
#[cfg(unix)]
pub(crate) async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return interrupted().await;
    };
    tokio::select! {
        () = interrupted() => {}
        _ = terminate.recv() => {}
    }
}

/// Resolves when a person asks the program to stop.
#[cfg(not(unix))]
pub(crate) async fn asked_to_stop() {
    interrupted().await;
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
