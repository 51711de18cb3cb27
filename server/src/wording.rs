//! Every Indonesian sentence of the public interface that is neither signed nor a problem.

use kecuali_publication::{EventKind, Reason, RowKind};

use crate::index::{Reported, Reporting};

/// Under what the list may be used.
pub(crate) const LICENCE: &str =
    "Informasi publik badan publik; bebas digunakan siapa pun (UU 14/2008).";

/// Why an answer may be older than it should.
pub(crate) const STALE: &str =
    "Server sedang dipulihkan dari cadangan; daftar ini mungkin belum yang terbaru.";

/// What a reader may do who does not agree.
pub(crate) const CONTACT: &str = "Sampaikan keberatan atau koreksi atas daftar ini ke alamat ini.";

/// How a decision is called of which something is in force.
pub(crate) const IN_FORCE: &str = "Berlaku";

/// How a decision of which nothing is in force any more is called.
pub(crate) const NO_ITEM_IN_FORCE: &str = "Tidak ada butir yang berlaku";

/// `514 kantor`.
pub(crate) fn offices(count: usize) -> String {
    format!("{count} kantor")
}

/// What an event is.
pub(crate) const fn event(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Published => "Masuk daftar",
        EventKind::Amended => "Diubah",
        EventKind::Withdrawn => "Keluar dari daftar",
    }
}

/// Why a row is not in force.
pub(crate) const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Revoked => "Dicabut",
        Reason::Opened => "Dinyatakan terbuka",
        Reason::TakenDown => "Diturunkan dari daftar; isinya tidak ditampilkan lagi",
        Reason::Lapsed => "Jangka waktu berakhir",
        Reason::Void => "Keputusan batal; isinya tidak ditampilkan lagi",
        Reason::Superseded => "Diakhiri oleh penetapan yang lebih baru",
    }
}

/// What a row is that is not in force.
pub(crate) const WITHDRAWN: &str = "Tidak berlaku";

/// What a kind of row is.
pub(crate) const fn kind(kind: RowKind) -> &'static str {
    match kind {
        RowKind::National => "Butir penetapan nasional, berlaku bagi semua kantor",
        RowKind::Office => "Entri satu kantor di bawah butir penetapan",
    }
}

/// How an office stands.
pub(crate) const fn reporting(how: Reporting) -> &'static str {
    match how {
        Reporting::Listed => "Memuat informasi yang dikecualikan",
        Reporting::NothingListed => "Sudah mengirim data, belum ada informasi sendiri yang berlaku",
        Reporting::NotReported => "Belum ada data dari kantor ini",
    }
}

/// How many offices stand how.
pub(crate) fn reported(counts: Reported) -> String {
    let Reported { listed, nothing_listed, not_reported } = counts;
    format!(
        "{listed} kantor memuat informasi yang dikecualikan, {nothing_listed} kantor telah mengirim \
         data tetapi belum memuat informasi sendiri, dari {not_reported} kantor belum ada data."
    )
}

/// What stands in the place of a value that was taken down.
pub(crate) const WITHHELD: &str = "Tidak ditampilkan lagi menurut keputusan KPU RI";

/// Where codes come from, and what a list of them holds.
pub(crate) mod codes {
    pub(crate) const ARTICLE_17: &str = "UU 14/2008 Pasal 17";
    pub(crate) const KEMENDAGRI_NOW: &str = "Kepmendagri 300.2.2-2430/2025";
    pub(crate) const KEMENDAGRI_2022: &str = "Kode wilayah Kemendagri tahun 2022";
    pub(crate) const KPU: &str = "Kode kantor KPU, tetap meskipun kode wilayah berubah";
    pub(crate) const REGISTER: &str = "Daftar ini";
    pub(crate) const OFFICES_WROTE: &str = "Sebagaimana ditulis kantor";
    pub(crate) const JDIH: &str = "Peraturan perundang-undangan";

    /// Name of a list, and what it holds.
    pub(crate) const LISTS: [(&str, &str); 9] = [
        ("bases", "Dasar pengecualian menurut Pasal 17 UU 14/2008"),
        ("document_types", "Jenis dokumen yang dipakai dalam daftar"),
        ("event_kinds", "Jenis peristiwa"),
        (
            "exceptions",
            "Keadaan yang membuat informasi tidak dikecualikan (Pasal 17 huruf i, Pasal 18 ayat (2) UU 14/2008)",
        ),
        ("instruments", "Peraturan yang dikenal, dengan masa berlakunya"),
        ("kinds", "Jenis baris"),
        ("offices", "Kode kantor dan wilayah, yang lama dan yang berlaku"),
        ("reasons", "Sebab baris tidak berlaku lagi"),
        ("statuses", "Status baris, nilai, dan kantor"),
    ];
}
