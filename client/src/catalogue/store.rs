//! Why the store of an office is not opened, and what to do.

use kecuali_storage_sqlite::OpenError;

use super::refusal;
use crate::error::StoreError;

/// What happened, in one sentence.
pub(crate) fn sentence(error: &StoreError) -> String {
    match error {
        StoreError::Newer(path) => format!(
            "Penyimpanan `{}` ditulis oleh program yang lebih baru; mutakhirkan program ini. Isinya \
             tidak disentuh.",
            path.display()
        ),
        StoreError::Missing(path) => format!(
            "Penyimpanan `{}` hilang atau kosong, padahal kantor ini sudah disiapkan.",
            path.display()
        ),
        StoreError::Unusable { path, error } => {
            format!("Penyimpanan `{}`: {}.", path.display(), refusal::clause(error.code()))
        }
    }
}

/// The next thing to do.
pub(crate) const fn hint(error: &StoreError) -> Option<&'static str> {
    match error {
        StoreError::Newer(_) | StoreError::Unusable { error: OpenError::NoWal, .. } => None,
        StoreError::Unusable { error: OpenError::Busy, .. } => {
            Some("Tunggu atau tutup program lain itu, lalu ulangi.")
        }
        StoreError::Missing(_) | StoreError::Unusable { .. } => Some(
            "Pulihkan cadangan ke folder lain: `kecuali --data FOLDER restore SALINAN`. Tanpa cadangan: \
             `kecuali --data FOLDER restore FOLDER_INI --keys-only`, lalu `kecuali sync` membawa yang \
             sudah diterima server.",
        ),
    }
}
