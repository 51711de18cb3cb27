//! What is under way, told to who waits for it.

/// What is under way, and for how many seconds.
pub(crate) fn working(what: &str, seconds: u64) -> String {
    format!("{what}… {seconds} detik")
}

pub(crate) const SYNCING: &str = "Menyinkronkan";
pub(crate) const READING_A_LIST: &str = "Membaca daftar";
pub(crate) const VERIFYING: &str = "Memeriksa tanda tangan";
pub(crate) const COPYING: &str = "Menyalin";
