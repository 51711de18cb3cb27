//! The one office of these pages. Whoever looks, signs or syncs has it alone, for one step at a time.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
    },
};

use super::app::Machines;
use crate::{
    error::OfficeError,
    office::{Office, hold::Hold},
};

/// The office of a data folder; none until one is set up there.
#[derive(Clone)]
pub(crate) struct Held(Arc<Inner>);

struct Inner {
    folder: PathBuf,
    machines: Machines,
    office: Mutex<Option<Office>>,
    /// Whether `office` was ever there: then it stays, and nobody waits for it to ask that.
    is_there: AtomicBool,
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Held").field("folder", &self.0.folder).finish_non_exhaustive()
    }
}

impl Held {
    pub(crate) fn open(folder: PathBuf, machines: Machines) -> Result<Self, OfficeError> {
        let office = match Office::open(&folder, machines()) {
            Ok(office) => Some(office),
            Err(OfficeError::NoOffice(_)) => None,
            Err(error) => return Err(error),
        };
        let is_there = AtomicBool::new(office.is_some());
        Ok(Self(Arc::new(Inner { folder, machines, office: Mutex::new(office), is_there })))
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.0.folder
    }

    /// Whether an office is set up, by these pages or by another process. Every request asks this on
    /// a thread that must not wait for what the office is doing.
    pub(crate) fn is_there(&self) -> bool {
        if self.0.is_there.load(Ordering::Acquire) {
            return true;
        }
        let mut office = self.lock();
        if office.is_none() {
            *office = self.read();
        }
        self.0.is_there.store(office.is_some(), Ordering::Release);
        office.is_some()
    }

    /// Takes up the office that was set up.
    pub(crate) fn begin(&self, office: Office) {
        *self.lock() = Some(office);
        self.0.is_there.store(true, Ordering::Release);
    }

    /// Works with the office, on what every process has written so far. Blocks.
    pub(crate) fn with<T>(
        &self,
        work: impl FnOnce(&mut Office) -> Result<T, OfficeError>,
    ) -> Result<T, OfficeError> {
        self.alone(|office| {
            office.refresh()?;
            work(office)
        })
    }

    fn alone<T>(
        &self,
        work: impl FnOnce(&mut Office) -> Result<T, OfficeError>,
    ) -> Result<T, OfficeError> {
        let mut office = self.lock();
        if office.is_none() && self.0.is_there.load(Ordering::Acquire) {
            // It was there before a panic, and could not be opened at once.
            *office = self.read();
        }
        work(office.as_mut().ok_or_else(|| OfficeError::NoOffice(self.folder().to_owned()))?)
    }

    /// A panic in one page does not take the office away from the others: what is on the disk is
    /// whole, and is read again.
    fn lock(&self) -> MutexGuard<'_, Option<Office>> {
        self.0.office.lock().unwrap_or_else(|poisoned| {
            self.0.office.clear_poison();
            let mut office = poisoned.into_inner();
            *office = self.read();
            office
        })
    }

    fn read(&self) -> Option<Office> {
        Office::open(self.folder(), (self.0.machines)()).ok()
    }
}

impl Hold for Held {
    fn step<T>(
        &mut self,
        step: impl FnOnce(&mut Office) -> Result<T, OfficeError>,
    ) -> Result<T, OfficeError> {
        self.alone(step)
    }
}
