//! What is kept here and is not what was signed.

use crate::error::Broken;

/// What is wrong, and where.
pub(crate) fn sentence(broken: &Broken) -> String {
    match broken {
        Broken::Record { log, position } => {
            format!("Catatan `{log}` rusak pada posisi {position}: tanda tangannya tidak sah.")
        }
        Broken::Mark { log, position } => format!(
            "Catatan `{log}` rusak pada posisi {position}: tanda hari itu tidak ditandatangani server \
             yang berwenang."
        ),
        Broken::Chain { log, position } => {
            format!("Catatan `{log}` tidak utuh pada posisi {position}: rantainya salah.")
        }
        Broken::Checkpoint { log, position } => format!(
            "Tanda tangan server atas catatan `{log}` pada posisi {position} tidak sesuai dengan \
             catatan itu."
        ),
        Broken::Document { handle } => {
            format!("{handle}: isinya terbaca lain daripada yang tersimpan.")
        }
    }
}

/// What to do.
pub(crate) const HINT: &str = "Simpan folder ini apa adanya. Pulihkan cadangan ke folder lain: \
     `kecuali --data FOLDER restore SALINAN`, lalu `kecuali sync`.";
