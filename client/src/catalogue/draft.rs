//! Determinations that are being prepared, in lines.

use std::collections::BTreeSet;

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

/// What is not copied of what offices wrote for a test.
pub(crate) const TEST_NOT_COPIED: &str = "Tanggal, tempat, peserta, dan kesimpulan uji tidak disalin: \
    kantor menyiapkan bahannya, sedangkan pengujian dilakukan KPU RI. Uji dahulu, lalu tulis \
    hasilnya pada konsep; tanpa itu penetapannya tidak dapat diterbitkan.";

/// What entries do not agree on stands in no test sheet that they share.
pub(crate) fn differing(labels: &[String]) -> String {
    format!("Berbeda antarentri, jadi dibiarkan kosong: {}.", labels.join(", "))
}

/// What the public is told that a decision on paper lacks.
pub(crate) fn gaps(all: &BTreeSet<String>) -> String {
    if all.is_empty() {
        return "Didaftarkan dari kertas; tidak ada kekurangan yang ikut publik.".to_owned();
    }
    let lines: Vec<String> = all.iter().map(|rule| kecuali_publication::gap(rule)).collect();
    format!("Didaftarkan dari kertas; kekurangannya ikut publik:\n  - {}", lines.join("\n  - "))
}
