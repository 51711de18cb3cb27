//! What came back and was submitted again, in words.

use super::screen::submitted_under;

/// Whether the fields of a submission that came back were changed since.
pub(crate) const fn again(is_unchanged: bool) -> &'static str {
    if is_unchanged {
        "Diajukan lagi tanpa perubahan isi sejak dikembalikan:"
    } else {
        "Diajukan lagi dengan perubahan sesudah dikembalikan:"
    }
}

/// What it applied before it came back, where that is something else.
pub(crate) fn was_under(item: Option<&str>) -> String {
    format!("Sebelumnya diajukan sebagai {}.", submitted_under(item))
}
