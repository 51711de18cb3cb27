//! Softcopies: files under the hash of their bytes, `archive/<aa>/<hash>`, each once. A copy is
//! there whole or not at all, and is held against its hash whenever it is read.

use std::{
    fs::{self, File},
    io::{self, Read as _, Seek as _},
    path::{Path, PathBuf},
};

use kecuali_encoding::{Digest, Hasher};

use super::{PieceView, Softcopy};
use crate::{
    catalogue::input,
    error::{OfficeError, Sought},
    office::Office,
    os,
};

impl Office {
    /// Copies a file into the archive and notes it with a piece. The same file is kept once.
    pub fn archive_attach(
        &mut self,
        acting: Option<&str>,
        number: u32,
        path: &Path,
    ) -> Result<PieceView, OfficeError> {
        self.archivist(acting)?;
        self.archive_piece(number)?;
        let (hash, size) = self.take_in_softcopy(path)?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let softcopy = Softcopy { hash, name: name.unwrap_or_default(), size };
        let mut changed = self.archive_each(&[number], |piece, _| {
            if piece.softcopies.iter().all(|one| one.hash != hash) {
                piece.softcopies.push(softcopy.clone());
            }
            Ok(())
        })?;
        Ok(changed.remove(0))
    }

    /// A softcopy of a piece, opened at its beginning: by its name, or the beginning of its hash.
    /// What is not what was put in is not given out.
    pub fn archive_open(
        &mut self,
        number: u32,
        typed: &str,
    ) -> Result<(Softcopy, File), OfficeError> {
        let softcopies = self.archive_piece(number)?.piece.softcopies;
        let named = |one: &&Softcopy| {
            one.name == typed || (typed.len() >= 6 && one.hash.to_string().starts_with(typed))
        };
        let mut found = softcopies.iter().filter(named);
        let softcopy = match (found.next(), found.next()) {
            (Some(one), None) => one.clone(),
            (None, _) => return Err(OfficeError::not_found(Sought::Softcopy, typed)),
            (Some(_), Some(_)) => {
                let all = softcopies.iter().map(|one| one.hash.to_string()).collect();
                return Err(OfficeError::Ambiguous { name: typed.to_owned(), all });
            }
        };
        let path = self.softcopy_path(&softcopy.hash);
        let mut file = File::open(&path).map_err(OfficeError::file(&path))?;
        let (hash, _) = copied(&mut file, &mut io::sink()).map_err(OfficeError::file(&path))?;
        if hash != softcopy.hash {
            return Err(OfficeError::Damaged { path, why: input::SOFTCOPY_BROKEN });
        }
        file.rewind().map_err(OfficeError::file(&path))?;
        Ok((softcopy, file))
    }

    /// Writes a softcopy of a piece into a file that is not there yet.
    pub fn archive_get(
        &mut self,
        number: u32,
        typed: &str,
        to: &Path,
    ) -> Result<Softcopy, OfficeError> {
        let (softcopy, mut file) = self.archive_open(number, typed)?;
        let mut out = os::new_private_file(to).map_err(OfficeError::file(to))?;
        let written = copied(&mut file, &mut out).and_then(|done| out.sync_all().map(|()| done));
        written.map_err(OfficeError::file(to))?;
        Ok(softcopy)
    }

    /// Copies a file to where its hash says, by way of a name that nobody reads.
    fn take_in_softcopy(&self, path: &Path) -> Result<(Digest, u64), OfficeError> {
        let mut from = File::open(path).map_err(OfficeError::file(path))?;
        let folder = self.softcopies();
        os::private_folder(&folder).map_err(OfficeError::file(&folder))?;
        let mut beside =
            tempfile::NamedTempFile::new_in(&folder).map_err(OfficeError::file(&folder))?;
        let (hash, size) = copied(&mut from, &mut beside).map_err(OfficeError::file(path))?;
        let to = self.softcopy_path(&hash);
        let kept = File::open(&to).and_then(|mut kept| copied(&mut kept, &mut io::sink()));
        if kept.is_ok_and(|(there, _)| there == hash) {
            return Ok((hash, size));
        }
        let below = to.parent().unwrap_or(&folder);
        let moved = os::private_folder(below)
            .and_then(|()| beside.as_file().sync_all())
            .and_then(|()| beside.persist(&to).map_err(|error| error.error))
            .and_then(|_| os::keep_names(below));
        moved.map_err(OfficeError::file(&to))?;
        Ok((hash, size))
    }

    fn softcopies(&self) -> PathBuf {
        self.folder.path().join("archive")
    }

    fn softcopy_path(&self, hash: &Digest) -> PathBuf {
        let name = hash.to_string();
        let (first, _) = name.split_at(2);
        self.softcopies().join(first).join(&name)
    }
}

/// Copies all softcopies of an archive into the folder of another office, each checked.
pub(in crate::office) fn copy_all(from: &Path, to: &Path) -> Result<(), OfficeError> {
    let (from, to) = (from.join("archive"), to.join("archive"));
    for folder in folders(&from)? {
        for entry in fs::read_dir(&folder).map_err(OfficeError::file(&folder))? {
            let path = entry.map_err(OfficeError::file(&folder))?.path();
            let relative = path.strip_prefix(&from).unwrap_or(&path);
            let (copy, name) = (to.join(relative), path.file_name().unwrap_or_default());
            let below = copy.parent().unwrap_or(&to);
            os::private_folder(below).map_err(OfficeError::file(below))?;
            let mut file = File::open(&path).map_err(OfficeError::file(&path))?;
            // A copy that was cut short is made again over what it left.
            let mut out = os::private_file(&copy).map_err(OfficeError::file(&copy))?;
            out.set_len(0).map_err(OfficeError::file(&copy))?;
            let (hash, _) = copied(&mut file, &mut out).map_err(OfficeError::file(&copy))?;
            if name.to_str() != Some(hash.to_string().as_str()) {
                return Err(OfficeError::Damaged { path, why: input::SOFTCOPY_BROKEN });
            }
            out.sync_all().map_err(OfficeError::file(&copy))?;
        }
    }
    Ok(())
}

/// The folders in which softcopies lie; none where there is no archive.
fn folders(archive: &Path) -> Result<Vec<PathBuf>, OfficeError> {
    let found = match fs::read_dir(archive) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(OfficeError::file(archive)(error)),
    };
    let mut folders = Vec::new();
    for entry in found {
        let path = entry.map_err(OfficeError::file(archive))?.path();
        // What lies beside them was on its way when the machine stopped.
        folders.extend(Some(path).filter(|path| path.is_dir()));
    }
    Ok(folders)
}

/// Copies to the end. Says what it was, and how much.
fn copied(from: &mut File, to: &mut impl io::Write) -> io::Result<(Digest, u64)> {
    let (mut hasher, mut size) = (Hasher::default(), 0);
    let mut piece = vec![0; 64 * 1024];
    loop {
        let read = from.read(&mut piece)?;
        let Some(bytes) = piece.get(..read).filter(|bytes| !bytes.is_empty()) else {
            to.flush()?;
            return Ok((hasher.finish(), size));
        };
        hasher.update(bytes);
        to.write_all(bytes)?;
        size += u64::try_from(read).unwrap_or(u64::MAX);
    }
}
