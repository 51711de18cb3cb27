//! Every code under which something is refused, on the wire and in the public API.
//!
//! A code is a promise: it is never renamed, and never gets another meaning. Codes of refused
//! changes are those of the crates that refuse them; here each gets its HTTP status, whether the
//! same thing may be sent again, and the title that people read (RFC 9457).

/// One way to be refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem {
    /// The stable code.
    pub code: &'static str,
    /// The HTTP status where the whole request is refused; within a sync answer it says nothing.
    pub status: u16,
    /// Whether the same bytes may pass later; else the refusal is final.
    pub retry: bool,
    /// What happened, in Indonesian, one sentence.
    pub title: &'static str,
}

/// The problem with this code, if this program knows it.
pub fn problem(code: &str) -> Option<&'static Problem> {
    let at = PROBLEMS.binary_search_by(|problem| problem.code.cmp(code)).ok()?;
    PROBLEMS.get(at)
}

/// Whether a code says that the server has no room for more now: what is sent again soon is sent in
/// vain.
pub fn lacks_room(code: &str) -> bool {
    matches!(code, "budget_spent" | "disk_low")
}

/// Every problem, sorted by code.
pub const PROBLEMS: &[Problem] = &[
    last(422, "act_misplaced", "Tindakan ini tidak sesuai dengan dokumen atau tempatnya."),
    last(422, "act_not_canonical", "Tindakan ini tidak ditulis dalam bentuk baku."),
    last(409, "actor_reused", "Perubahan lain sudah memakai tanda pembuat yang sama."),
    retry(
        503,
        "ahead",
        "Server tidak lagi memiliki catatan yang sudah ada di sini; kiriman ditahan.",
    ),
    last(413, "body_too_large", "Kiriman melebihi ukuran terbesar yang diterima."),
    retry(
        503,
        "budget_spent",
        "Kantor ini sudah mengirim sebanyak yang diterima dalam sehari; sisanya dikirim lagi nanti.",
    ),
    last(400, "bundle_unknown", "Berkas ini bukan paket Kecuali yang dikenal program ini."),
    retry(503, "busy", "Server sedang sibuk."),
    last(422, "change_act_key", "Tindakan harus berdiri sendiri dengan kunci yang cocok."),
    last(422, "change_bytes", "Isi perubahan tidak sama bila ditulis ulang."),
    last(422, "change_empty", "Perubahan tidak berisi apa pun."),
    last(422, "change_hash", "Catatan menyebut perubahan lain daripada yang dibawanya."),
    last(422, "change_key_order", "Nama isian dalam perubahan tidak urut atau berulang."),
    last(422, "change_no_parents", "Perubahan tidak menyebut perubahan sebelumnya."),
    last(
        422,
        "change_redundant_parent",
        "Perubahan menyebut perubahan sebelumnya secara berlebih.",
    ),
    last(422, "change_time", "Waktu pada perubahan di luar batas."),
    last(422, "change_too_long", "Perubahan terlalu besar."),
    last(422, "change_too_many_keys", "Perubahan mengubah terlalu banyak isian sekaligus."),
    last(422, "change_too_many_parents", "Perubahan menyebut terlalu banyak perubahan sebelumnya."),
    last(
        422,
        "change_too_many_predecessors",
        "Perubahan ditolak: terlalu banyak nilai yang ditimpa sekaligus.",
    ),
    last(422, "change_value_size", "Isian kosong namanya atau terlalu panjang."),
    retry(409, "citation_missing", "Penetapan yang dirujuk belum ada di server."),
    last(400, "cursor_invalid", "Penanda halaman tidak dikenal; mulai lagi dari awal daftar."),
    retry(
        409,
        "cursor_unknown",
        "Posisi catatan nasional yang ditandatangani belum dikenal server.",
    ),
    retry(
        503,
        "disk_low",
        "Ruang penyimpanan server hampir habis; kiriman ditunda sampai ada ruang lagi.",
    ),
    last(409, "duplicate", "Perubahan ini sudah ada dalam dokumen."),
    last(422, "ends_mismatch", "Tanggal akhir tidak sesuai dengan jangka waktu dalam baris."),
    last(
        422,
        "entry_unsalted",
        "Entri ini tidak memiliki garam acak; salin ke entri baru lalu ajukan.",
    ),
    last(410, "event_unknown", "Peristiwa ini tidak dikenal; ambil ulang seluruh daftar."),
    retry(503, "fork", "Catatan server bercabang; kiriman ditahan sampai diselesaikan."),
    retry(403, "grant_absent", "Kunci ini belum diberi wewenang menurut catatan server."),
    last(403, "grant_depth", "Rantai pemberian wewenang terlalu panjang."),
    last(403, "grant_exceeds", "Wewenang yang diberikan melebihi yang boleh diteruskan."),
    last(403, "grant_expired", "Masa berlaku wewenang kunci ini sudah berakhir."),
    last(403, "grant_insufficient", "Kunci penanda tangan tidak berwenang untuk tindakan ini."),
    last(403, "grant_mismatch", "Wewenang yang disebut catatan tidak berlaku untuk kuncinya."),
    last(403, "grant_void", "Wewenang kunci ini batal karena kunci pemberinya hilang."),
    last(422, "guard_actors", "Bentuk perubahan ditolak: terlalu banyak pembuat."),
    last(422, "guard_column", "Bentuk perubahan ditolak: ada kolom yang tidak dikenal."),
    last(422, "guard_compressed", "Bentuk perubahan ditolak: ada kolom yang dimampatkan."),
    last(422, "guard_malformed", "Bentuk perubahan ditolak: rusak atau terpotong."),
    last(422, "guard_message", "Bentuk perubahan ditolak: membawa pesan tambahan."),
    last(422, "guard_not_a_change", "Bentuk perubahan ditolak: bukan satu perubahan utuh."),
    last(422, "guard_object", "Bentuk perubahan ditolak: menulis di luar tempatnya."),
    last(422, "guard_operations", "Bentuk perubahan ditolak: terlalu banyak operasi."),
    last(422, "guard_parents", "Bentuk perubahan ditolak: terlalu banyak pendahulu."),
    last(422, "guard_too_long", "Bentuk perubahan ditolak: terlalu besar."),
    last(422, "guard_trailing", "Bentuk perubahan ditolak: ada sisa di belakangnya."),
    last(422, "guard_value", "Bentuk perubahan ditolak: isian bukan teks atau terlalu panjang."),
    retry(503, "healing", "Server sedang dipulihkan dari cadangan; kiriman ditunda."),
    retry(403, "installation_unknown", "Pemasangan ini belum diberi wewenang untuk sinkronisasi."),
    retry(500, "internal", "Terjadi kesalahan pada server."),
    last(403, "key_ended", "Kunci penanda tangan sudah dicabut atau habis masa berlakunya."),
    last(422, "kind_mismatch", "Jenis dokumen tidak sesuai dengan catatan pertamanya."),
    last(409, "limit_bytes", "Dokumen sudah mencapai ukuran terbesarnya."),
    last(409, "limit_changes", "Dokumen sudah mencapai jumlah perubahan terbanyak."),
    retry(409, "limit_heads", "Terlalu banyak perubahan serentak yang belum digabungkan."),
    last(413, "limit_items", "Kiriman berisi terlalu banyak bagian."),
    last(413, "limit_part", "Salah satu bagian kiriman melebihi batasnya."),
    last(400, "malformed", "Kiriman rusak atau tidak sesuai bentuk yang ditetapkan."),
    last(405, "method_not_allowed", "Cara permintaan ini tidak berlaku untuk alamat tersebut."),
    retry(409, "newer", "Kiriman dibuat oleh program yang lebih baru daripada server."),
    retry(401, "nonce_missing", "Permintaan belum membawa tanda sekali pakai dari server."),
    retry(401, "nonce_stale", "Tanda sekali pakai dari server sudah kedaluwarsa."),
    last(403, "not_allowed", "Tidak seorang pun boleh melakukan ini pada dokumen jenis ini."),
    last(404, "not_found", "Yang dicari tidak ada."),
    last(
        422,
        "openings_mismatch",
        "Lampiran pembuka nilai tidak cocok dengan yang ditandatangani.",
    ),
    last(422, "openings_misplaced", "Lampiran pembuka nilai kurang atau tidak pada tempatnya."),
    retry(409, "parent_missing", "Perubahan sebelumnya belum ada di server."),
    retry(422, "push_ended", "Terlalu banyak catatan tidak sah; sisanya belum diperiksa."),
    last(400, "query_invalid", "Pilihan dalam alamat permintaan tidak dikenal atau salah."),
    last(422, "record_name", "Catatan menyebut nama yang tidak berlaku."),
    last(401, "request_signature_bad", "Tanda tangan permintaan tidak sah."),
    retry(408, "request_timeout", "Permintaan tidak selesai dikirim pada waktunya."),
    last(403, "root_only_appoints", "Kunci akar hanya mengangkat administrator KPU RI."),
    last(422, "signature_bad", "Tanda tangan catatan tidak sah."),
    last(410, "snapshot_gone", "Berkas daftar pada peristiwa itu tidak disimpan lagi."),
    retry(500, "store_damaged", "Penyimpanan server rusak; server tidak menerima kiriman."),
    retry(503, "unavailable", "Layanan sedang tidak tersedia."),
    last(415, "unsupported_media_type", "Jenis isi kiriman tidak diterima."),
    last(414, "uri_too_long", "Alamat permintaan terlalu panjang."),
    last(403, "wrong_office", "Perubahan ini bukan untuk satuan kerja penanda tangannya."),
    last(403, "wrong_position", "Kunci ini diberi wewenang untuk jabatan yang lain."),
    last(422, "wrong_root", "Kiriman ini dibuat untuk akar kepercayaan yang lain."),
];

const fn last(status: u16, code: &'static str, title: &'static str) -> Problem {
    Problem { code, status, retry: false, title }
}

const fn retry(status: u16, code: &'static str, title: &'static str) -> Problem {
    Problem { code, status, retry: true, title }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{frame::FrameError, limits, wire::WireError};

    #[test]
    fn codes_are_unique_and_sorted() {
        assert!(PROBLEMS.is_sorted_by(|a, b| a.code < b.code));
    }

    #[test]
    fn every_problem_is_found_by_its_code() {
        for each in PROBLEMS {
            assert_eq!(problem(each.code), Some(each));
        }
        assert_eq!(problem("no_such_code"), None);
    }

    #[test]
    fn every_problem_is_complete() {
        for Problem { code, status, title, .. } in PROBLEMS {
            assert!(code.len() <= limits::CODE, "{code}");
            assert!(code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{code}");
            assert!((400..=599).contains(status), "{code}");
            assert!(title.ends_with('.') && title.len() <= limits::SENTENCE, "{code}");
        }
    }

    #[test]
    fn what_there_is_no_room_for_is_kept_and_sent_later() {
        for code in ["budget_spent", "disk_low"] {
            let known = problem(code).unwrap();
            assert!(lacks_room(code) && known.retry && known.status >= 500, "{code}");
        }
        assert!(!lacks_room("busy"));
    }

    #[test]
    fn what_the_client_can_do_nothing_about_is_sent_again() {
        for each in PROBLEMS.iter().filter(|each| each.status >= 500) {
            assert!(each.retry, "{}", each.code);
        }
    }

    #[test]
    fn the_errors_of_this_crate_have_a_problem() {
        let frame = [
            FrameError::Empty,
            FrameError::Unknown(9),
            FrameError::TooLong { limit: 1 },
            FrameError::Damaged,
        ];
        let wire = [
            WireError::TooLong { limit: 1 },
            WireError::TooManyItems { limit: 1 },
            WireError::Shape { at: 0 },
            WireError::Message,
            WireError::Spelling,
            WireError::Limit { what: "push", limit: 1 },
            WireError::Order { what: "cursors" },
            WireError::Misplaced { what: "index" },
            WireError::Newer { version: 2 },
        ];
        let codes = frame.map(FrameError::code).into_iter().chain(wire.map(WireError::code));
        for code in codes.chain([crate::bundle::BundleError::Magic.code()]) {
            assert!(problem(code).is_some(), "{code}");
        }
    }
}
