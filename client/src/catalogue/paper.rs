//! What stands on papers.

mod cover;
mod testing;

use std::{collections::BTreeSet, path::Path};

pub(crate) use self::{cover::HandedOver, testing::Testing};

pub(crate) const KPU: &str = "KPU";
pub(crate) const KPU_IN_FULL: &str = "KOMISI PEMILIHAN UMUM";
pub(crate) const KIP_IN_FULL: &str = "KOMISI INDEPENDEN PEMILIHAN";
pub(crate) const RI_IN_FULL: &str = "REPUBLIK INDONESIA";
pub(crate) const PPID: &str = "PPID";

/// Where a place and a day are written by hand.
pub(crate) const BLANK: &str = "……………………";
pub(crate) const BLANK_DAY: &str = "……………………………";
pub(crate) const NOT_FILLED: &str = "(belum diisi)";

/// What must be seen on every page.
pub(crate) const DRAFT: &str = "RANCANGAN – belum ditetapkan";
pub(crate) const OVER: &str = "MEMUAT YANG TIDAK BERLAKU LAGI";
pub(crate) const CONTESTED: &str = "MEMUAT KEPUTUSAN YANG BERSELISIH";
pub(crate) const INTERNAL: &str = "DOKUMEN INTERNAL KPU";

/// Who hands out what another office wrote.
pub(crate) fn copied_from(office: &str) -> String {
    format!("Salinan dari catatan {office}")
}
/// Minutes of what several offices tested.
pub(crate) const OF_SEVERAL_OFFICES: &str =
    "Berita acara memuat pengujian satu kantor; sebutkan entri satu kantor saja.";

pub(crate) const LIST: &str = "DAFTAR INFORMASI YANG DIKECUALIKAN";
pub(crate) const NUMBER: &str = "No.";
pub(crate) const INFORMATION: &str = "Informasi";
pub(crate) const LEGAL_BASIS: &str = "Dasar hukum pengecualian";
pub(crate) const IF_OPENED: &str = "Konsekuensi bila dibuka";
pub(crate) const IF_CLOSED: &str = "Konsekuensi bila ditutup";
pub(crate) const PERIOD: &str = "Jangka waktu";
pub(crate) const RESPONSIBLE: &str = "Penanggung jawab";
pub(crate) const REMARKS: &str = "Keterangan";
pub(crate) const DOCUMENT_TYPE: &str = "Jenis dokumen";
pub(crate) const ENDS: &str = "Hari terakhir";
pub(crate) const EXCEPTIONS: &str =
    "Tidak dikecualikan bila (Pasal 17 huruf i, Pasal 18 ayat (2) UU 14/2008)";
pub(crate) const AS_OF: &str = "Keadaan per";
pub(crate) const UNDER: &str = "Penetapan";
pub(crate) const AS_DETERMINED: &str =
    "Isi baris ini sebagaimana ditetapkan; perubahan sesudahnya tidak ikut.";
pub(crate) const IN_CONFLICT: &str = "Isian bentrok: nilai yang berbeda dipisahkan garis tegak.";

pub(crate) const ENTRY: &str = "Sebutan";
pub(crate) const STATUS: &str = "Status";
pub(crate) const ABOUT_EXEMPTION: &str = "IV. Pengecualian";
pub(crate) const PREPARED: &str = "Konsep penetapan";
pub(crate) const IN_FORCE: &str = "Berlaku";
pub(crate) const NOT_IN_FORCE: &str = "Tidak berlaku";
/// A draft was written on after it was issued.
pub(crate) const WRITTEN_LATER: &str = "KONSEPNYA DIUBAH SESUDAH DITERBITKAN";
/// A determination that is being prepared has nothing to test.
pub(crate) const NO_ITEM_YET: &str = "Konsep penetapan ini belum mempunyai butir.";
pub(crate) const PART: &str = "Unsur";
pub(crate) const FOUND: &str = "Uraian";

pub(crate) const LETTER_NUMBER: &str = "Nomor";
pub(crate) const DAY: &str = "Tanggal";
pub(crate) const ENCLOSED: &str = "Lampiran";
pub(crate) const ENCLOSED_HOW: &str = "daftar dan lembar persetujuan";
pub(crate) const SUBJECT: &str = "Hal";
pub(crate) const TO: &str = "Yth.";
pub(crate) const TO_PLACE: &str = "di tempat";
pub(crate) const ASKS_FOR: &str = "Sehubungan dengan hal tersebut, mohon Saudara memberikan \
    pendapat atas setiap informasi dalam daftar dan menandatangani lembar persetujuan terlampir. \
    Informasi yang tidak disetujui ditulis nomornya pada kolom Catatan, dan dicatat sebagai tidak \
    disetujui. \
    Daftar yang disetujui akan diajukan untuk ditetapkan sesuai dengan ketentuan peraturan \
    perundang-undangan.";
pub(crate) const CLOSES: &str =
    "Demikian disampaikan. Atas perhatian dan persetujuan Saudara diucapkan terima kasih.";
pub(crate) const ATTACHED: &str = "Lampiran surat permohonan persetujuan";

pub(crate) const APPROVAL_SHEET: &str = "LEMBAR PERSETUJUAN";
pub(crate) const POSITION: &str = "Jabatan";
pub(crate) const OPINION: &str = "Pendapat";
pub(crate) const NOTE: &str = "Catatan";
pub(crate) const YES_OR_NO: &str = "(……) setuju\n(……) tidak setuju";

pub(crate) const MINUTES: &str = "BERITA ACARA";
pub(crate) const NAME_AND_POSITION: &str = "Nama dan jabatan";
pub(crate) const SIGNS: &str = "Tanda tangan";
/// Stands for the conclusion of a test that has none.
pub(crate) const NOT_CONCLUDED: &str = "(belum disimpulkan)";
pub(crate) const MINUTES_CLOSE: &str = "Demikian berita acara ini dibuat dengan sebenarnya untuk \
    dipergunakan sebagaimana mestinya.";

pub(crate) const NATURE: &str = "Sifat";
pub(crate) const NEW_SUBSTANCE: &str = "substansi baru";
pub(crate) const COVER_CLOSES: &str =
    "Demikian disampaikan. Atas perhatian Saudara diucapkan terima kasih.";
/// A letter that goes with a submission is written by whoever submits.
pub(crate) const COVER_GOES_UP: &str =
    "Surat pengantar kepada KPU RI dibuat oleh kantor yang mengajukan, bukan oleh KPU RI.";
/// Nothing was submitted that is undecided.
pub(crate) const NOTHING_SUBMITTED: &str = "Tidak ada pengajuan kantor ini yang menunggu keputusan. \
    Ajukan dahulu entrinya, atau sebutkan entri yang dimaksud.";

/// The unit that has what was tested.
pub(crate) fn unit(name: &str) -> String {
    format!("Unit kerja yang menguasai: {name}")
}

/// An item by the name of its determination.
pub(crate) fn item_of(determination: &str, item: u32) -> String {
    format!("{determination} butir {item}")
}

/// A decision by its number and day.
pub(crate) fn decision(number: &str, year: u16, day: &str) -> String {
    format!("Keputusan KPU Nomor {number} Tahun {year} tanggal {day}")
}

/// What applies an item has no sheet of its own.
pub(crate) fn tested_with_its_item(item: &str) -> String {
    format!(
        "Informasi ini menerapkan {item}. Yang diuji adalah butir itu: lembar pengujian \
         konsekuensinya ada pada penetapan itu di KPU RI, dan dicetak dari sana."
    )
}

/// The draft that an item was issued from is not here.
pub(crate) fn sheet_elsewhere(item: &str) -> String {
    format!(
        "Lembar pengujian konsekuensi {item} ada di KPU RI, pada konsep penetapannya; di komputer \
         ini tidak ada."
    )
}

/// A determination was entered without its test.
pub(crate) fn test_not_recorded(item: &str) -> String {
    format!("Lembar pengujian konsekuensi {item} belum dicatat lengkap di register ini.")
}

/// Whom it is for, and through whom.
pub(crate) fn to_kpu_ri(through: Option<&str>) -> String {
    let through = through.map(|office| format!("\nmelalui {office}")).unwrap_or_default();
    format!(
        "Yth. Ketua Komisi Pemilihan Umum Republik Indonesia\nc.q. PPID KPU{through}\ndi Jakarta"
    )
}

/// An entry that applies an item that stands.
pub(crate) fn applies(item: &str) -> String {
    format!("menerapkan {item}")
}

/// The name of a list.
pub(crate) fn list_of(office: &str) -> String {
    format!("Daftar Informasi yang Dikecualikan {office}")
}

/// What a letter is about.
pub(crate) fn approval_of(office: &str) -> String {
    format!("Permohonan persetujuan {}", list_of(office))
}

/// Why it is written.
pub(crate) fn asks(entries: usize, office: &str) -> String {
    format!(
        "Sesuai dengan Pasal 19 Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi \
         Publik, konsekuensi diuji dengan saksama dan penuh ketelitian sebelum suatu informasi \
         publik dinyatakan dikecualikan. Bersama ini disampaikan daftar yang memuat {entries} \
         informasi pada {office} untuk memperoleh persetujuan."
    )
}

/// What those who sign the sheet declare.
pub(crate) fn declares(entries: usize, seen: &str) -> String {
    format!(
        "Yang bertanda tangan di bawah ini telah membaca daftar terlampir yang memuat {entries} \
         informasi dengan tanda isi {seen}, dan menyatakan pendapat sebagai berikut."
    )
}

/// What becomes of the sheet.
pub(crate) fn how_recorded(seen: &str) -> String {
    format!(
        "Setelah ditandatangani, persetujuan dicatat dengan nomor dan tanggal lembar ini serta \
         tanda isi {seen}. Bila satu isian dalam daftar berubah, tanda isinya lain dan persetujuan \
         ini tidak lagi mencakupnya."
    )
}

/// The foot of a list.
pub(crate) fn trace_of_list(office: &str, entries: usize, seen: &str) -> String {
    format!("{office}  •  {entries} informasi  •  tanda isi {seen}")
}

/// The foot of a test sheet.
pub(crate) fn trace_of_sheet(entry: &str, seen: &str) -> String {
    format!("{entry}  •  tanda isi {seen}")
}

/// A paper was written.
pub(crate) fn printed(
    file: &Path,
    entries: usize,
    internal: bool,
    seen: &str,
    strange: &BTreeSet<char>,
) -> String {
    let warning = if internal { format!("\n{}", super::export::NOT_PUBLIC) } else { String::new() };
    let strange = if strange.is_empty() { String::new() } else { not_as_written(strange) };
    format!("{entries} entri dicetak ke {}, tanda isi {seen}.{warning}{strange}", file.display())
}

/// Letters that a paper does not show as they were written, at most this many by name.
fn not_as_written(strange: &BTreeSet<char>) -> String {
    const NAMED: usize = 8;
    let name = |c: &char| {
        // What steers other letters, or is none, is not shown again.
        let sign =
            if c.is_alphanumeric() || *c >= '\u{1f000}' { format!("{c} ") } else { String::new() };
        format!("{sign}U+{:04X}", u32::from(*c))
    };
    let named: Vec<String> = strange.iter().take(NAMED).map(name).collect();
    let more = strange.len().saturating_sub(NAMED);
    let more = if more == 0 { String::new() } else { format!(", dan {more} lainnya") };
    format!(
        "\nHuruf ini tidak tampil sebagaimana ditulis (menjadi kotak atau tanda \u{fffd}, atau \
         terbalik urutannya): {}{more}. Periksa kertasnya sebelum diserahkan.",
        named.join(", ")
    )
}

/// What papers say of where the office is.
pub(crate) fn whereabouts(address: &[String], place: Option<&str>) -> String {
    let address = if address.is_empty() { "(tanpa alamat)".to_owned() } else { address.join("\n") };
    let place = place.unwrap_or("(dikosongkan untuk diisi)");
    format!("Alamat dalam kop:\n{address}\nTempat penandatanganan: {place}")
}

/// More than a letterhead has room for.
pub(crate) fn no_room(lines: usize, letters: usize) -> String {
    format!(
        "Kop memuat paling banyak {lines} baris alamat dan satu tempat, masing-masing paling \
         panjang {letters} huruf."
    )
}

/// The end of a file's name says nothing.
pub(crate) fn not_a_form(path: &Path) -> String {
    format!("Akhiri nama berkas `{}` dengan .pdf, .docx, atau .html.", path.display())
}

/// Nothing is in force here.
pub(crate) fn nothing_in_force() -> String {
    "Belum ada entri yang ditetapkan dan masih berlaku di kantor ini. Untuk mencetak rancangan, \
     sebutkan entrinya atau pilih dengan `--all-with STATUS`."
        .to_owned()
}

/// A signer is not written as one.
pub(crate) fn not_a_signer(text: &str) -> String {
    format!("`{text}` bukan penanda tangan; tulis JABATAN=NAMA, misalnya `PPID=Siti Aminah`.")
}
