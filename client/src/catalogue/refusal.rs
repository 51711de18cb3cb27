//! What a stable code says to people: refusals, alarms, damaged stores and proofs.

use kecuali_domain::Day;
use kecuali_protocol::problem::problem;
use kecuali_sync::TakeError;

use super::written_day;

/// The sentence of a code; one that this program does not know is named.
pub(crate) fn sentence(code: &str) -> String {
    let unknown = || format!("Ditolak dengan kode `{code}`, yang belum dikenal program ini.");
    known(code).map_or_else(unknown, str::to_owned)
}

/// The same about one file of several.
pub(crate) fn of_file(name: &str, code: &str) -> String {
    format!("{name}: {}", sentence(code))
}

/// The same as the end of a sentence about a file.
pub(crate) fn clause(code: &str) -> String {
    let sentence = sentence(code);
    let mut letters = sentence.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The sentence of a code, if this program knows it: its own, else that of the protocol.
pub(crate) fn known(code: &str) -> Option<&'static str> {
    let own = OWN.iter().find(|(known, _)| *known == code).map(|(_, sentence)| *sentence);
    own.or_else(|| problem(code).map(|problem| problem.title))
}

/// What is wrong with a log as the server gives it, and what to do next.
pub(crate) fn alarm(error: &TakeError) -> (String, Option<&'static str>) {
    match error {
        TakeError::Forked { log } => (
            format!(
                "Catatan {log} bercabang: yang tersimpan di sini berbeda dari yang ada di server."
            ),
            Some(LEAVE_AS_IT_IS),
        ),
        TakeError::Ahead { log } => (
            format!("Server kehilangan sebagian catatan {log} yang masih tersimpan di sini."),
            Some(LEAVE_AS_IT_IS),
        ),
        TakeError::Misplaced { .. }
        | TakeError::Judged { .. }
        | TakeError::Checkpoint { .. }
        | TakeError::Unauthorised { .. } => (sentence(error.code()), None),
    }
}

/// The day of the log runs ahead of this machine's clock, and what to do next.
pub(crate) fn day_ahead(day: Day) -> (String, &'static str) {
    let sentence = format!(
        "Hari log ({}) mendahului jam komputer ini: yang berjangka waktu dapat berakhir terlalu dini.",
        written_day(day)
    );
    let hint = "Periksa jam komputer ini; bila benar, administrator KPU RI menetapkan hari yang \
         benar (`kecuali day set`) dan operator memeriksa jam server.";
    (sentence, hint)
}

const LEAVE_AS_IT_IS: &str = "Simpan data di sini apa adanya, laporkan ke operator server, lalu \
     ulangi: `kecuali sync`.";

/// Codes that never travel.
const OWN: &[(&str, &str)] = &[
    ("backup_busy", "Proses lain sedang memakai penyimpanan; ulangi sebentar lagi."),
    ("backup_damaged", "Salinan rusak; periksa cakram dan simpan cadangan yang lebih lama."),
    ("backup_file", "Salinan tidak dapat ditulis di tempat itu."),
    ("backup_itself", "Salinan tidak boleh menimpa penyimpanan itu sendiri."),
    ("backup_open", "Penyimpanan tidak dapat disalin."),
    ("bad_key", "Kunci publik ini tidak dapat dipakai; minta lagi permohonan kuncinya."),
    ("cites_parked", "Keputusan yang dirujuk perubahan ini ditolak."),
    ("grant_parked", "Wewenang yang dipakai perubahan ini ditolak."),
    (
        "log_unauthorised",
        "Catatan dari server memuat perubahan yang tidak sah; catatan itu dihentikan.",
    ),
    ("part_checkpoint", "Tanda tangan server atas catatan tidak sah."),
    ("part_judged", "Catatan dari server dinilai pada posisi yang tidak mungkin."),
    ("part_misplaced", "Catatan dari server tidak menyambung dengan yang ada di sini."),
    ("proof_authority", "Penanda tangan dalam bukti tidak berwenang menandatanganinya."),
    ("proof_change", "Bukti memuat catatan tanpa tindakan yang sah."),
    ("proof_decision", "Bukti memuat keputusan lain, bukan keputusan yang membuat baris ini."),
    ("proof_ends", "Tanggal akhir tidak sesuai dengan jangka waktu yang ditandatangani."),
    ("proof_file", "Berkas ini bukan berkas yang ditandatangani dalam manifes."),
    ("proof_grant_missing", "Bukti tidak memuat pemberian wewenang yang menjadi dasarnya."),
    ("proof_grants", "Bukti memuat hal lain selain pemberian wewenang yang diperlukan."),
    ("proof_list", "Daftar ini bukan daftar yang ditandatangani."),
    ("proof_no_row", "Tidak ada penetapan untuk baris ini."),
    ("proof_openings", "Lampiran pembuka nilai bukan milik baris ini."),
    ("proof_record_missing", "Bukti tidak memuat catatan yang diperlukan."),
    ("proof_row", "Nilai dalam baris bukan nilai yang ditandatangani."),
    ("proof_signature", "Tanda tangan dalam bukti tidak sah."),
    ("proof_text", "Berkas ini rusak atau bukan bukti."),
    ("proof_too_long", "Berkas ini terlalu panjang untuk sebuah bukti."),
    ("root_empty", "Berkas akar kepercayaan tidak memuat versi apa pun."),
    ("root_keys", "Kunci dalam berkas akar kepercayaan tidak sah."),
    ("root_signature", "Versi baru akar kepercayaan tidak ditandatangani oleh versi sebelumnya."),
    ("root_signer", "Kunci ini bukan kunci akar kepercayaan yang berlaku."),
    ("root_text", "Berkas ini rusak atau bukan berkas akar kepercayaan."),
    ("root_threshold", "Akar kepercayaan ini memerlukan program yang lebih baru."),
    ("root_version", "Urutan versi akar kepercayaan tidak sah."),
    (
        "rows_too_large",
        "Isinya terlalu banyak untuk ditandatangani sekaligus; bagi butirnya menjadi beberapa \
         keputusan.",
    ),
    ("secret_damaged", "Berkas kunci rahasia rusak; pulihkan dari salinan."),
    ("secret_version", "Berkas ini bukan kunci rahasia yang dikenal program ini."),
    ("stands_on_parked", "Perubahan ini dibuat di atas perubahan lain yang ditolak."),
    ("store_busy", "Proses lain sedang memakai penyimpanan; ulangi sebentar lagi."),
    ("store_corrupt", "Data tersimpan rusak; pulihkan dari cadangan."),
    ("store_failed", "Penyimpanan gagal; periksa cakram, lalu ulangi."),
    ("store_foreign", "Berkas penyimpanan milik program lain."),
    (
        "store_from_the_future",
        "Penyimpanan ditulis oleh program yang lebih baru; mutakhirkan program ini.",
    ),
    ("store_full", "Penyimpanan komputer penuh; kosongkan sebagian, lalu ulangi."),
    ("store_migration", "Pemutakhiran penyimpanan gagal; isinya tetap seperti semula."),
    ("store_no_wal", "Tempat ini tidak aman untuk penyimpanan; pindahkan ke cakram setempat."),
    ("store_open", "Berkas penyimpanan tidak dapat dibuka."),
    ("store_outdated", "Penyimpanan ditulis oleh program lama; bukalah sekali untuk ditulisi."),
    ("store_read_only", "Penyimpanan hanya dapat dibaca."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_one_sentence() {
        assert!(OWN.is_sorted_by(|one, next| one.0 < next.0));
        for (code, sentence) in OWN {
            assert!(problem(code).is_none(), "{code} has a sentence in the protocol already");
            assert!(sentence.ends_with('.') && !sentence.contains('`'), "{code}");
        }
    }

    #[test]
    fn a_code_of_a_newer_server_is_named() {
        assert!(sentence("brand_new").contains("`brand_new`"));
        assert_eq!(sentence("healing"), problem("healing").unwrap().title);
    }
}
