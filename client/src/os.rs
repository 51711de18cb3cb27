//! The only file that reaches for the machine itself: clock, randomness, file modes.

mod passing;

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::Path,
    process::Stdio,
    time::{Duration, UNIX_EPOCH},
};

use reqwest::ClientBuilder;

pub(crate) use self::passing::{Passing, forget_passing, passing};

use crate::machine::Machine;

/// This computer.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Machine for System {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    fn now(&mut self) -> u64 {
        let since = std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    }

    fn random(&mut self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("an operating system without randomness cannot make keys");
    }
}

/// Lets a request wait for as long as its own limit says. Linux alone would end a connection whose
/// bytes the server does not take for half a minute, as it does when a whole country sends at once.
pub(crate) fn patient(builder: ClientBuilder, patience: Duration) -> ClientBuilder {
    #[cfg(target_os = "linux")]
    return builder.tcp_user_timeout(patience);
    #[cfg(not(target_os = "linux"))]
    return builder.timeout(patience);
}

/// Limits what this process may use from now on: memory of its own, seconds of processor time, and
/// bytes in one file. Windows knows no such limits for a process by itself.
pub(crate) fn bound_this_process(memory: u64, seconds: u64, written: u64) {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // All that is mapped counts for `As`, the program itself among it.
        for (resource, most) in [
            (Resource::Data, memory),
            (Resource::As, memory.saturating_mul(4)),
            (Resource::Cpu, seconds),
            (Resource::Fsize, written),
            (Resource::Core, 0),
        ] {
            // Where a system does not know one of them, the counted limits remain.
            let _unknown = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
        }
    }
    #[cfg(not(unix))]
    let _ = (memory, seconds, written);
}

/// How many bytes may still be written where a folder is.
pub(crate) fn free_space(folder: &Path) -> io::Result<u64> {
    fs4::available_space(folder)
}

/// What in a folder others on this machine may read or write, by name. On Windows the rights of the
/// folder above decide, and nothing is named.
pub(crate) fn open_to_others(folder: &Path) -> Vec<String> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let is_open = |path: &Path| {
            fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o077 != 0)
        };
        // A folder that nobody else enters hides what is in it; keys are copied to other places.
        let all = [Some(folder.join("keys")), is_open(folder).then(|| folder.to_owned())];
        let files = all
            .into_iter()
            .flatten()
            .filter_map(|folder| fs::read_dir(folder).ok())
            .flatten()
            .flatten();
        let open = files.map(|entry| entry.path()).filter(|path| is_open(path));
        let mut names: Vec<String> = open
            .filter_map(|path| Some(path.strip_prefix(folder).ok()?.display().to_string()))
            .collect();
        names.sort();
        names
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        Vec::new()
    }
}

/// Whether nobody else has a say about a file or folder: it is this user's, and others may not write
/// to it. What is not there yet is nobody else's. On Windows the rights of the folder above decide,
/// and nothing is said.
pub(crate) fn is_own(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        // Whoever may do everything on this machine is kept from nothing by it.
        let own = rustix::process::geteuid();
        let is_mine = |found: &fs::Metadata| own.is_root() || found.uid() == own.as_raw();
        fs::metadata(path).is_ok_and(|found| is_mine(&found) && found.mode() & 0o022 == 0)
            || !path.exists()
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        true
    }
}

/// This program, to be started once more.
pub(crate) fn this_program() -> io::Result<std::path::PathBuf> {
    std::env::current_exe()
}

/// Opens an address in the browser of whoever sits here. Says whether a program for that was found.
pub(crate) fn open_in_browser(address: &str) -> bool {
    #[cfg(windows)]
    let mut command = std::process::Command::new("rundll32");
    #[cfg(windows)]
    command.arg("url.dll,FileProtocolHandler");
    #[cfg(target_os = "macos")]
    let mut command = std::process::Command::new("open");
    #[cfg(not(any(windows, target_os = "macos")))]
    let mut command = std::process::Command::new("xdg-open");
    command.arg(address);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}

/// Waits for Ctrl-C, or for the system to ask for the end. It is heard from the call on, whenever
/// one begins to wait.
#[cfg(unix)]
pub(crate) fn asked_to_end() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let both = [SignalKind::interrupt(), SignalKind::terminate()].map(signal);
    async move {
        let [Ok(mut interrupted), Ok(mut terminated)] = both else {
            return std::future::pending().await;
        };
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    }
}

/// The same on Windows, where closing the window, logging off and shutting down ask for it.
#[cfg(windows)]
pub(crate) fn asked_to_end() -> impl Future<Output = ()> {
    use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown};
    let all = (ctrl_c(), ctrl_break(), ctrl_close(), ctrl_logoff(), ctrl_shutdown());
    async move {
        let (Ok(mut interrupted), Ok(mut broken), Ok(mut closed), Ok(mut left), Ok(mut shut)) = all
        else {
            return std::future::pending().await;
        };
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = broken.recv() => {}
            _ = closed.recv() => {}
            _ = left.recv() => {}
            _ = shut.recv() => {}
        }
    }
}

/// Lets whoever started the program by a double click read what it says: Windows closes the window
/// with the program. Elsewhere nothing is waited for.
pub(crate) fn keep_window_open() {
    #[cfg(windows)]
    {
        use std::io::IsTerminal as _;
        if io::stdin().is_terminal() {
            let _read: io::Result<usize> = io::stdin().read_line(&mut String::new());
        }
    }
}

/// Writes a new file that only its owner may read; one that is there is never replaced. It is there
/// whole or not at all: half a key, or an empty secret, would be taken for one.
pub(crate) fn write_secret(path: &Path, text: &str) -> io::Result<()> {
    let folder = folder_of(path);
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    keep_names(folder)
}

/// Opens a file to write on it; one that is not there is made, for its owner alone.
pub(crate) fn private_file(path: &Path) -> io::Result<File> {
    private(OpenOptions::new().write(true).create(true).truncate(false)).open(path)
}

/// Makes a folder that only its owner may enter; one that is there keeps its mode.
pub(crate) fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path)
}

/// Writes a file in place of the one there, whole or not at all, for its owner alone. It is written
/// under a name that nobody can know before: where others may write too, nothing that they laid there
/// is written into, and no link followed.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(folder_of(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// The folder that a file lies in; of a plain name the one that one works in.
fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or_else(|| Path::new("."))
}

/// The same, and the name of the file is on the disk too when it returns.
pub(crate) fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_whole(path, bytes)?;
    path.parent().map_or(Ok(()), keep_names)
}

/// Puts the names of the files in a folder on the disk.
pub(crate) fn keep_names(folder: &Path) -> io::Result<()> {
    // Windows opens no folder as a file; its file systems keep a journal of names.
    #[cfg(unix)]
    {
        // The folder of a plain name is the one that one works in.
        let here = folder.as_os_str().is_empty();
        File::open(if here { Path::new(".") } else { folder })?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Makes a new file for its owner alone; one that is there is not touched.
pub(crate) fn new_private_file(path: &Path) -> io::Result<File> {
    private(OpenOptions::new().write(true).create_new(true)).open(path)
}

/// What is made so is for its owner alone.
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}

/// Who may do what with a file, as tests ask for it.
#[cfg(all(test, unix))]
pub(crate) fn mode(path: &Path) -> io::Result<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(fs::metadata(path)?.permissions().mode() & 0o777)
}

/// Lets whoever do what with a file.
#[cfg(all(test, unix))]
pub(crate) fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_file_is_written_into_nothing_that_others_laid_beside_it() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let shared = tempfile::tempdir().unwrap();
        let (to, victim) = (shared.path().join("reg.csv"), shared.path().join("victim"));
        fs::write(&victim, "kept").unwrap();
        symlink(&victim, shared.path().join("reg.csv.partial")).unwrap();
        symlink(&victim, &to).unwrap();
        write_whole(&to, b"internal").unwrap();
        assert_eq!(fs::read_to_string(&victim).unwrap(), "kept");
        let written = fs::symlink_metadata(&to).unwrap();
        assert!(written.is_file(), "the link itself was replaced");
        assert_eq!(written.permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_to_string(&to).unwrap(), "internal");
    }
}
