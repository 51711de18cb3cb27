//! One-time codes: letters, and what became of them.

use super::written_day;
use crate::office::invitation::{InvitationView, Letter, Proven};

pub(crate) const TITLE: &str = "Kode masuk satu kali";

pub(crate) fn addressed(letter: &Letter) -> String {
    format!("Kepada: {} ({}). Dari: {}.", letter.name, letter.office, letter.from)
}

pub(crate) fn holds_until(letter: &Letter) -> String {
    format!("Berlaku sampai {}, untuk satu permohonan.", written_day(letter.until))
}

/// What the office does with it, in order.
pub(crate) fn steps(letter: &Letter) -> Vec<String> {
    let office = &letter.office;
    vec![
        format!("Siapkan kantor: `kecuali init --trust-root root.json --office {office}`."),
        format!(
            "Cocokkan angka panjang yang tampil dengan ini; bila berbeda, berhenti dan hubungi kami: \
             `{}`",
            letter.root
        ),
        format!(
            "Daftarkan orang-orangnya: `kecuali join --person KUNCI:NAMA:JABATAN:PERAN --out \
             join-{office}.json`; ketik kode di atas ketika diminta (yang diketik tidak tampil)."
        ),
        format!(
            "Kirim berkas `join-{office}.json` kepada kami lewat jalan apa pun; tidak ada rahasia \
             di dalamnya."
        ),
    ]
}

/// Asked on a terminal; what is typed is not shown.
pub(crate) const ASK_CODE: &str = "Kode dari surat undangan (Enter bila tidak ada): ";

pub(crate) const SECRET: &str = "Kode ini menggantikan pembacaan sidik kunci lewat telepon: siapa pun yang memegangnya dapat \
     memohon kunci atas nama kantor Anda. Jangan memotret atau meneruskannya; musnahkan setelah \
     dipakai. Kode yang hilang diganti dengan meminta surat baru.";

/// What became of the code that a request names.
pub(crate) const fn proven(proven: Proven) -> &'static str {
    match proven {
        Proven::NoCode => "tanpa kode",
        Proven::Verified => "kode terbukti",
        Proven::Used => "kode sudah dipakai untuk permohonan lain",
        Proven::Expired => "kode kedaluwarsa",
        Proven::Unknown => "kode tidak dikenal di sini",
        Proven::Beyond => "meminta lebih daripada yang ditawarkan surat undangan",
        Proven::Forged => "kode milik kantor lain, atau permohonan diubah",
    }
}

/// Asked before keys are granted on a code that does not hold.
pub(crate) const DOUBTFUL: &str = "Kode pada permohonan ini tidak membuktikan pengirimnya; bacakan \
     setiap sidik kunci bersama pemegangnya.";

/// Where every request is proven.
pub(crate) const ALL_PROVEN: &str =
    "\nSetiap permohonan membuktikan kodenya; sidik kunci tidak perlu dibacakan.";

pub(crate) fn written(letters: usize, folder: &str) -> String {
    format!("{letters} surat berisi kode ditulis ke `{folder}`.")
}

pub(crate) const KEEP_SECRET: &str = "\nCetak, masukkan ke amplop, lalu hapus folder itu: kode tidak \
     dapat ditampilkan lagi. Kode sebelumnya untuk kantor yang sama tidak berlaku lagi.";

/// The file that holds all letters.
pub(crate) const FILE: &str = "surat.html";

pub(crate) fn state(one: &InvitationView) -> &'static str {
    match (one.used, one.expired) {
        (true, _) => "sudah dipakai",
        (false, true) => "kedaluwarsa",
        (false, false) => "belum dipakai",
    }
}

/// Which offices would get a code.
pub(crate) fn would_invite(offices: &[&str], until: kecuali_domain::Day) -> String {
    let (count, until) = (offices.len(), written_day(until));
    format!("{count} kantor akan mendapat kode sampai {until}: {}", offices.join(", "))
}
