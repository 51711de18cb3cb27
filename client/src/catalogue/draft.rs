//! Determinations that are being prepared, in lines.

/// What is being prepared, in a line.
pub(crate) fn line(
    draft: &str,
    number: &str,
    title: &str,
    items: usize,
    number_taken: bool,
) -> String {
    let number = if number.is_empty() { "(belum bernomor)" } else { number };
    let title = if title.is_empty() { "(belum berjudul)" } else { title };
    let taken = if number_taken { ", nomornya sudah diterbitkan" } else { "" };
    format!("{draft}  konsep{taken}  {number}  {title}  ({items} butir)")
}

/// What was being prepared was thrown away.
pub(crate) fn discarded(draft: &str) -> String {
    format!("Konsep {draft} dibuang.")
}

/// What entries do not agree on stands in no test sheet that they share.
pub(crate) fn differing(labels: &[String]) -> String {
    format!("Berbeda antarentri, jadi dibiarkan kosong: {}.", labels.join(", "))
}
