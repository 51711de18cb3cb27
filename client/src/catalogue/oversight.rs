//! What those read who look at other offices, and at decisions that stand against each other.

use kecuali_domain::act::KeyEnd;

use super::written_day;

/// A key was ended, and how.
pub(crate) fn key_end(end: &KeyEnd) -> String {
    match end {
        KeyEnd::Left { until } => {
            format!("diakhiri; pekerjaan lama diterima s.d. {}", written_day(*until))
        }
        KeyEnd::Lost { .. } => "dinyatakan hilang".to_owned(),
    }
}

/// How much has come from an office.
pub(crate) fn come(records: u64, last: Option<&str>) -> String {
    match last {
        None => "belum ada yang datang".to_owned(),
        Some(day) => format!("{records} catatan, terakhir {day}"),
    }
}

/// How many keys hold something.
pub(crate) fn keys(count: usize) -> String {
    if count == 0 { "belum ada kunci".to_owned() } else { format!("{count} kunci") }
}

/// How many entries there are, and what of them waits and is determined.
pub(crate) fn entries(all: usize, waiting: usize, determined: usize) -> String {
    format!("{all} entri: {waiting} menunggu, {determined} ditetapkan")
}

/// How much of the offices below is shown.
pub(crate) fn offices(shown: usize, all: usize, silent: usize, keyless: usize) -> String {
    format!("\n{shown} dari {all} kantor; {silent} belum mengirim, {keyless} tanpa kunci.")
}

/// A decision is the one that is in force until the contest is settled.
pub(crate) const IN_FORCE_MEANWHILE: &str = "berlaku sementara";

/// Nothing stands against another decision.
pub(crate) const NO_CONTEST: &str = "Tidak ada keputusan yang berselisih.";

/// How a contest ends.
pub(crate) const SETTLE: &str = "KPU RI menyelesaikannya dengan satu keputusan baru: `kecuali review determine`, `return` atau \
     `open`.";

/// A number that was given twice.
pub(crate) fn number_twice(number: &str, titles: &[String]) -> String {
    format!("{number}  nomor dipakai {} kali: {}", titles.len(), titles.join(" | "))
}

/// Nothing waits for who asked.
pub(crate) const NOTHING_WAITS: &str = "Tidak ada yang menunggu.";

/// What a position said about a version.
pub(crate) const fn word(agrees: Option<bool>) -> &'static str {
    match agrees {
        Some(true) => "setuju",
        Some(false) => "menolak",
        None => "belum",
    }
}

/// Which version an approval given now covers.
pub(crate) fn version(number: usize, mark: &str) -> String {
    format!("versi {number} ({mark})")
}

/// What is done now at a step.
pub(crate) const fn at_stage(stage: crate::office::procedure::Stage) -> &'static str {
    use crate::office::procedure::Stage;
    match stage {
        Stage::Ask => {
            "Cetak dengan `kecuali print approval`, lalu catat dengan `kecuali endorse --recorded`."
        }
        Stage::Submit => "Ajukan dengan `kecuali submit`.",
        Stage::Sent => "Menunggu KPU Provinsi atau KPU RI; `kecuali withdraw` menariknya kembali.",
        Stage::Returned => "Perbaiki dengan `kecuali entry edit`, lalu mintakan persetujuan lagi.",
    }
}

/// An entry came back.
pub(crate) const RETURNED: &str = "Dikembalikan";
/// It was written on since.
pub(crate) const MENDED: &str = "sudah disunting sejak itu";

/// Entries that an act was not signed on.
pub(crate) fn left_out(count: usize) -> String {
    format!("Tidak diikutkan: {count} entri")
}

/// What reads like an entry: what it is.
pub(crate) const fn beside(what: crate::office::alike::Beside, same: bool) -> &'static str {
    use crate::office::alike::Beside;
    match (what, same) {
        (Beside::Item, true) => "butir berlaku, nama sama",
        (Beside::Item, false) => "butir berlaku, mirip",
        (Beside::Proposal, true) => "usulan lain, nama sama",
        (Beside::Proposal, false) => "usulan lain, mirip",
        (Beside::Open, true) => "dinyatakan terbuka, nama sama",
        (Beside::Open, false) => "dinyatakan terbuka, mirip",
    }
}

/// What waits for the next sync.
pub(crate) fn unsent(unsealed: usize, parked: usize) -> String {
    let mut all = Vec::new();
    if unsealed > 0 {
        all.push(format!("{unsealed} menunggu wewenang"));
    }
    if parked > 0 {
        all.push(format!("{parked} ditolak"));
    }
    all.join(", ")
}

/// Where the server is.
pub(crate) fn server(address: Option<&str>) -> String {
    address.map_or_else(
        || "Alamat server belum diketahui; pekerjaan dibawa dengan berkas.".to_owned(),
        |address| format!("Server: {address}"),
    )
}

/// How long something waits for a decision.
pub(crate) fn age(days: i32) -> String {
    format!("{days} hari")
}

/// Nothing of a selection can be signed now.
pub(crate) const NONE_FITS: &str =
    "Tidak satu pun entri yang dipilih dapat ditandatangani sekarang; tidak ada yang disimpan.";
