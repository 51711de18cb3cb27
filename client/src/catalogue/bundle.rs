//! Files that carry work instead of the network: what came out of one, and why one is not taken in.

use crate::{
    error::{BundleFault, FileKind},
    office::{bundle::Carried, exchange::Synced},
};

/// What happened, and what is kept.
pub(crate) fn sentence(why: BundleFault) -> String {
    match why {
        BundleFault::NotOne(kind) => {
            format!("Ini bukan berkas kiriman Kecuali ({}). {UNCHANGED}", called(kind))
        }
        BundleFault::Copy => format!("Ini cadangan Kecuali, bukan berkas kiriman. {UNCHANGED}"),
        BundleFault::ForAnother => format!(
            "Berkas kiriman ini dikunci untuk penerima lain, jadi tidak dapat dibuka di komputer ini. \
             {UNCHANGED}"
        ),
        BundleFault::Broken => format!(
            "Berkas kiriman ini tidak utuh: terpotong waktu disalin, atau berubah sesudah dibuat. \
             {UNCHANGED}"
        ),
        BundleFault::NoOpener => format!(
            "Pembuka berkas kiriman tidak ada di komputer ini (`keys/bundle.age`), jadi kiriman apa pun \
             tidak dapat dibaca. {UNCHANGED}"
        ),
    }
}

const UNCHANGED: &str = "Tidak ada yang diambil darinya, dan yang sudah ada di sini tetap.";

/// What a file is that is something else.
const fn called(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Pdf => "PDF",
        FileKind::Picture => "gambar",
        FileKind::Archive => "dokumen Word atau Excel, atau arsip ZIP",
        FileKind::OldDocument => "dokumen Office lama",
        FileKind::Text => "teks biasa",
        FileKind::Other => "jenisnya tidak dikenal",
    }
}

/// What to do next at a terminal.
pub(crate) const fn hint(why: BundleFault) -> &'static str {
    match why {
        BundleFault::NotOne(_) => {
            "Berkas kiriman dibuat pengirimnya dengan `kecuali bundle export`."
        }
        BundleFault::Copy => "Cadangan dipulihkan ke folder baru: `kecuali restore`.",
        BundleFault::ForAnother => {
            "Mintalah pengirim membuatnya lagi untuk kantor ini: `kecuali bundle export BERKAS --to KODE`."
        }
        BundleFault::Broken => RIGHT_AGAIN,
        BundleFault::NoOpener => "Periksa dengan `kecuali doctor`; berkas itu ada di cadangan.",
    }
}

/// What to do next on a page.
pub(crate) const fn on_page(why: BundleFault) -> &'static str {
    match why {
        BundleFault::NotOne(_) => {
            "Pilih berkas yang diunduh pengirimnya di halaman Sinkron; namanya biasanya diawali \
             “kecuali-” dan diakhiri “.bundle”."
        }
        BundleFault::Copy => {
            "Cadangan dipulihkan dengan membuka program ini pada folder data yang kosong."
        }
        BundleFault::ForAnother => {
            "Mintalah pengirim membuatnya lagi di halaman Sinkron, dengan kode kantor ini sebagai yang \
             membukanya."
        }
        BundleFault::Broken => RIGHT_AGAIN,
        BundleFault::NoOpener => "Lihat halaman Kesehatan; berkas itu ada di cadangan.",
    }
}

const RIGHT_AGAIN: &str = "Salin berkasnya sekali lagi; bila tetap begini, mintalah pengirim membuat yang baru. \
                           Pekerjaan pengirim tetap tersimpan di komputernya.";

/// No file was chosen in the form.
pub(crate) const NONE_CHOSEN: &str = "Pilih dulu berkas yang diterima.";

/// What came out of a file.
pub(crate) fn unpacked(synced: &Synced, carried: &Carried) -> String {
    let mut said = Vec::new();
    if synced.arrived > 0 {
        said.push(format!("{} perubahan dari kantor lain masuk ke sini.", synced.arrived));
    }
    if synced.received > 0 {
        said.push(format!(
            "{} perubahan yang dulu dibawa dari sini sudah diterima nasional.",
            synced.received
        ));
    }
    if synced.sealed > 0 {
        said.push(format!(
            "{} pekerjaan di sini ditandatangani, karena wewenangnya sudah datang.",
            synced.sealed
        ));
    }
    if carried.records > 0 {
        said.push(format!(
            "{} perubahan yang belum sampai ke server dititipkan di sini, dan ikut dikirim pada sinkron \
             berikutnya.",
            carried.records
        ));
    }
    if carried.left_out > 0 {
        said.push(format!(
            "{} perubahan tidak diambil: sudah ada di sini, atau wewenang penanda tangannya belum dikenal \
             di komputer ini. Yang belum dikenal tetap ada di berkasnya dan di pengirimnya; baca berkas ini \
             sekali lagi sesudah sinkron.",
            carried.left_out
        ));
    }
    if said.is_empty() {
        said.push("Tidak ada yang baru: semua isinya sudah ada di sini.".to_owned());
    }
    format!("Berkas dibaca. {}", said.join(" "))
}
