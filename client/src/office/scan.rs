//! Scans of signed papers: their hash is signed and kept, the file stays where it is.

use std::path::Path;

use kecuali_encoding::Digest;

use crate::error::OfficeError;

/// The hash of a file that stays where it is.
pub(crate) fn hash_file(path: &Path) -> Result<Digest, OfficeError> {
    std::fs::read(path).map(|bytes| Digest::of(&bytes)).map_err(OfficeError::file(path))
}
