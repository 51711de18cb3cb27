//! What the terminal says about the pages.

/// Where the pages are.
pub(crate) fn open(link: &str) -> String {
    format!(
        "Halaman kantor terbuka di peramban. Tautan masuk, berlaku sekali selama dua menit:\n{link}\nTekan Ctrl-C untuk mengakhiri."
    )
}

/// No browser was found.
pub(crate) const OPEN_BY_HAND: &str = "Buka tautan itu di peramban komputer ini.";
