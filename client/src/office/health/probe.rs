//! What is found out by trying it: whether the data folder takes a file the way the program writes
//! one, and whether the pages can have the port they had.

use std::{
    fs, io,
    net::{Ipv4Addr, TcpListener},
    path::Path,
    time::UNIX_EPOCH,
};

use crate::{machine::Machine, office::folder::Folder, os};

/// How the names of the folders begin that a small file is written in.
const PROBE: &str = "probe-";
/// Nobody is still trying after so long, in milliseconds.
const LEFT: u64 = 3_600_000;

/// What became of a small file in the data folder.
#[derive(Debug)]
pub(crate) enum Written {
    /// It was written, replaced and erased, in so many milliseconds.
    Within(u64),
    /// It could not be written.
    Refused(io::Error),
    /// It was there and could not be replaced or erased: someone else has it open.
    Held,
}

/// How the port is that the pages had the last time.
#[derive(Debug)]
pub(crate) enum Port {
    /// There were no pages yet.
    Never,
    /// Nobody has it.
    Free(u16),
    /// The pages are served there.
    Ours(u16),
    /// Another program has it.
    Taken(u16),
    /// The system gives it to nobody.
    Refused(u16, io::Error),
}

/// Writes a small file, replaces it and erases it, as the program does with its own. Nothing stays
/// behind, whatever becomes of it.
pub(super) fn writing(folder: &Path, machine: &mut dyn Machine) -> Written {
    let began = machine.now();
    forget_left(folder, began);
    // A folder of its own, so that two who look at the same time do not meet.
    let place = match tempfile::Builder::new().prefix(PROBE).tempdir_in(folder) {
        Ok(place) => place,
        Err(error) => return Written::Refused(error),
    };
    match write_and_replace(place.path()).and_then(|()| place.close()) {
        Ok(()) => Written::Within(machine.now().saturating_sub(began)),
        Err(error) if is_held(&error) => Written::Held,
        Err(error) => Written::Refused(error),
    }
}

fn write_and_replace(place: &Path) -> io::Result<()> {
    let file = place.join("probe");
    for text in ["first", "second"] {
        os::write_durably(&file, text.as_bytes())?;
    }
    fs::remove_file(file)
}

/// Whether it is another program that stands in the way. The folder is new and our own, so rights do
/// not: Windows says that access is denied where what reads a file does not let it be replaced.
fn is_held(error: &io::Error) -> bool {
    // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
    let shared = cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33));
    shared || error.kind() == io::ErrorKind::PermissionDenied
}

/// Erases what was held at an earlier look, or left by one that was killed.
fn forget_left(folder: &Path, now: u64) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_probe = entry.file_name().to_str().is_some_and(|name| name.starts_with(PROBE));
        let written = entry.metadata().and_then(|found| found.modified());
        let since = written.ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        if is_probe && since.is_some_and(|since| since.as_millis() + u128::from(LEFT) < now.into())
        {
            let _held_still: io::Result<()> = fs::remove_dir_all(entry.path());
        }
    }
}

/// Looks whether the pages of a folder can have the port of the last time, as they would find out.
pub(super) fn port(folder: &Folder) -> Port {
    let Some(port) = folder.last_port() else { return Port::Never };
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_free) => Port::Free(port),
        Err(_) if folder.is_served() => Port::Ours(port),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => Port::Taken(port),
        Err(error) => Port::Refused(port, error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Replay;

    fn look(folder: &Path, now: u64) -> Written {
        writing(folder, &mut Replay::new(now, String::new()))
    }

    fn names(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_small_file_is_written_replaced_and_gone() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(look(folder.path(), 5), Written::Within(1)), "one tick of this clock");
        assert_eq!(names(folder.path()), 0);
    }

    #[test]
    fn a_folder_that_takes_no_file_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        for none in [file, folder.path().join("none")] {
            assert!(matches!(look(&none, 5), Written::Refused(_)), "{}", none.display());
        }
    }

    #[test]
    fn access_that_is_denied_in_a_folder_of_our_own_is_another_program() {
        assert!(is_held(&io::ErrorKind::PermissionDenied.into()));
        assert!(!is_held(&io::ErrorKind::StorageFull.into()));
        assert_eq!(is_held(&io::Error::from_raw_os_error(32)), cfg!(windows));
    }

    #[test]
    fn what_an_earlier_look_left_is_erased_and_what_another_is_at_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let left = folder.path().join("probe-left");
        fs::create_dir_all(left.join("probe")).unwrap();
        fs::write(folder.path().join("store.sqlite"), "").unwrap();
        let written = fs::metadata(&left).unwrap().modified().unwrap();
        let written = written.duration_since(UNIX_EPOCH).unwrap().as_millis();
        let written = u64::try_from(written).unwrap();
        look(folder.path(), written + LEFT - 10);
        assert_eq!(names(folder.path()), 2);
        look(folder.path(), written + LEFT + 1);
        assert_eq!(names(folder.path()), 1, "only what is not a probe");
    }
}
