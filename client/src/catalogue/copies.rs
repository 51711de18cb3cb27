//! What is said about copies: those made by hand, and that of each day.

use crate::office::copies::Daily;

/// A file that is no copy of an office.
pub(crate) const NOT_A_COPY: &str = "bukan berkas cadangan";
/// A copy that was changed or cut off.
pub(crate) const COPY_BROKEN: &str = "berkas cadangan ini rusak";
/// A copy is under another passphrase.
pub(crate) const WRONG_COPY_PASSPHRASE: &str = "Frasa sandi itu tidak membuka cadangan ini.";
/// Where copies of each day go is not known any more.
pub(crate) const BROKEN: &str = "tempat cadangan harian tidak terbaca; pilih foldernya sekali lagi";
/// Copies of each day go into a folder that is there.
pub(crate) const NOT_A_FOLDER: &str = "Cadangan harian belum diatur: sebutkan letak folder yang ada \
     selengkapnya, misalnya E:\\ atau /media/usb.";
/// No more of them.
pub(crate) const ENDED: &str =
    "Cadangan harian dihentikan. Cadangan yang sudah ada tetap tersimpan di foldernya.";

/// What a copy of the day came to.
pub(crate) fn daily(daily: &Daily) -> String {
    match daily {
        Daily::Off => "Cadangan harian belum diatur: `kecuali backup FOLDER --daily`.".to_owned(),
        Daily::Made => "Cadangan hari ini sudah ada.".to_owned(),
        Daily::NoFolder { folder } => format!(
            "Belum dicadangkan: folder {} tidak ditemukan. Pasang USB atau drive itu.",
            folder.display()
        ),
        Daily::Written { file, erased } => {
            let mut said = format!("Cadangan ditulis dan dibaca ulang: {}.", file.display());
            if *erased > 0 {
                said = format!("{said} Cadangan lama yang dihapus: {erased}.");
            }
            said
        }
    }
}
