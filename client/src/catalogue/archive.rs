//! What the archive says: where documents lie, and the label of a box.

use crate::office::archive::Place;

/// Under everything that shows the archive.
pub(crate) const STAYS_HERE: &str =
    "\nArsip ini hanya ada di komputer ini dan tidak pernah dikirim; `kecuali backup` menyalinnya.";

/// A piece was written down.
pub(crate) fn added(number: u32, entry: &str) -> String {
    format!("Dokumen {number} dicatat di balik {entry}.")
}

/// The same, where its softcopy could not be kept.
pub(crate) fn added_without(number: u32, entry: &str, why: &str) -> String {
    format!(
        "Dokumen {number} dicatat di balik {entry}, tetapi salinan digitalnya belum tersimpan: {why} Pilih \
         lagi berkasnya di bawah ini."
    )
}

/// A document has no name.
pub(crate) const NAME_MISSING: &str = "Isi nama dokumennya.";
/// Something is longer than what is kept.
pub(crate) const TOO_LONG: &str = "Terlalu panjang; ringkaskan menjadi kurang dari 2.000 huruf.";
/// A piece is said to be gone, and nobody said why.
pub(crate) const REASON_MISSING: &str = "Tulis mengapa dokumen ini tidak ada lagi di sini.";
/// No file was chosen.
pub(crate) const FILE_MISSING: &str = "Pilih berkasnya dahulu.";

/// Something was copied out of the archive.
pub(crate) fn copied_out(file: &str) -> String {
    format!("Salinan digital ditulis: {file}")
}

/// A label was written.
pub(crate) fn label_written(file: &str) -> String {
    format!("Label ditulis: {file}")
}

/// The parts of a place, in the order in which one walks there.
pub(crate) const PLACE: [&str; 5] = ["ruang", "rak/lemari", "boks", "folder", "nomor berkas"];
/// Nobody wrote down where it lies.
pub(crate) const NOWHERE: &str = "(tempat belum dicatat)";
/// It is not here any more.
pub(crate) const REMOVED: &str = "tidak ada lagi";
/// Above softcopies.
pub(crate) const SOFTCOPIES: &str = "Salinan digital:";
/// Above where it was.
pub(crate) const MOVES: &str = "Riwayat tempat:";

/// The columns of a label.
pub(crate) const LABEL_COLUMNS: [&str; 5] = ["Folder", "Nomor", "Dokumen", "Asli/salinan", "Entri"];

pub(crate) fn label_title(carton: &str) -> String {
    named("Boks", carton)
}

pub(crate) fn label_range(first: &str, last: &str) -> String {
    if first == last {
        format!("Nomor berkas {first}")
    } else {
        format!("Nomor berkas {first} s.d. {last}")
    }
}

/// Where something lies, in words.
pub(crate) fn place(place: &Place) -> String {
    let Place { room, rack, carton, folder, file_number } = place;
    let parts = PLACE.into_iter().zip([room, rack, carton, folder, file_number]);
    let said = parts.filter(|(_, text)| !text.is_empty());
    let said: Vec<String> = said.map(|(label, text)| named(label, text)).collect();
    if said.is_empty() { NOWHERE.to_owned() } else { said.join(", ") }
}

/// A part of a place; whoever wrote `Lemari 3` said already what it is.
fn named(label: &str, text: &str) -> String {
    let written = text.to_lowercase();
    let label_words = label.to_lowercase();
    let is_said = label_words.split('/').any(|word| written.starts_with(word));
    if is_said { text.to_owned() } else { format!("{label} {text}") }
}

/// What was corrected or put elsewhere is kept.
pub(crate) const KEPT: &str = "Tersimpan di arsip komputer ini.";
/// It was written down that something is not here any more.
pub(crate) const REMOVAL_KEPT: &str = "Dicatat sebagai tidak ada lagi; riwayatnya tetap ada.";
/// A softcopy was taken in.
pub(crate) const SOFTCOPY_KEPT: &str = "Salinan digital disimpan di arsip komputer ini.";
