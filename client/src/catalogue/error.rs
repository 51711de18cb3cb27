//! Why a command did not do what was asked, and what to do next.

use std::io;

use kecuali_domain::fold::Reason;
use kecuali_storage::StorageError;
use kecuali_sync::{BookError, ComposeError};

use super::refusal;
use crate::{error::OfficeError, remote::RemoteError};

/// What happened, in one sentence.
pub(crate) fn sentence(error: &OfficeError) -> String {
    match error {
        OfficeError::NoOffice(path) => {
            format!("Belum ada kantor di folder `{}`.", path.display())
        }
        OfficeError::OfficeExists(path) => format!("Folder `{}` sudah dipakai.", path.display()),
        OfficeError::File { path, source } => {
            format!("Berkas `{}` tidak dapat dipakai: {}.", path.display(), system(source))
        }
        OfficeError::Content { path, why } => {
            format!("Isi berkas `{}` tidak dapat dibaca: {why}.", path.display())
        }
        OfficeError::Damaged { path, why } => {
            format!("Berkas `{}` rusak atau diubah orang: {why}.", path.display())
        }
        OfficeError::Rows { path, problems } => {
            format!(
                "Berkas `{}` memuat {} kesalahan; tidak ada entri yang disimpan.",
                path.display(),
                problems.len()
            )
        }
        OfficeError::WrongRoot => "Berkas ini dibuat untuk akar kepercayaan yang lain.".to_owned(),
        OfficeError::Input(sentence) | OfficeError::Integrity(sentence) => sentence.clone(),
        OfficeError::NotFound(name) => format!("Tidak ada yang bernama `{name}` di sini."),
        OfficeError::Ambiguous { name, all } => {
            format!("`{name}` dapat berarti salah satu dari: {}.", all.join(", "))
        }
        OfficeError::Blocked { handle, gate, .. } => {
            let act = super::screen::act(gate.as_str());
            format!("{handle}: tindakan \"{act}\" belum dapat dilakukan menurut kaidah.")
        }
        OfficeError::InConflict { handle, key } => {
            format!("{handle}: isian \"{}\" ({key}) memuat beberapa nilai.", label(key))
        }
        OfficeError::NotNow { handle, why } => format!("{handle}: {why}"),
        OfficeError::WithoutEffect { handle, reason } => {
            format!("{handle}: {} Tidak ada yang ditandatangani.", reason.sentence())
        }
        OfficeError::Unconfirmed(question) => (*question).to_owned(),
        OfficeError::NotAsSeen { seen, now } => format!(
            "Pilihan ini bukan lagi yang dilihat: `{seen}` sudah menjadi `{now}`. Tidak ada yang \
             ditandatangani."
        ),
        OfficeError::AlreadyIssued(number) => format!(
            "Keputusan {number} sudah diterbitkan; yang kedua hanya akan berselisih dengannya."
        ),
        OfficeError::NoKey(capabilities) => format!(
            "Tidak ada kunci di komputer ini yang berwenang; diperlukan wewenang `{capabilities}`."
        ),
        OfficeError::LostByOffice => "Hanya KPU RI yang menyatakan kunci hilang, karena hal itu \
             membatalkan yang sudah ditandatangani dan dapat mengubah daftar publik."
            .to_owned(),
        OfficeError::Compose(ComposeError::Book(error)) | OfficeError::Book(error) => book(error),
        OfficeError::Remote(error) => remote(error),
        OfficeError::Locked => "Proses lain sedang menulis di folder ini.".to_owned(),
        OfficeError::Root(_) | OfficeError::Secret(_) | OfficeError::Compose(_) => {
            refusal::sentence(error.code())
        }
    }
}

/// The next thing to do, as a command where there is one.
pub(crate) fn hint(error: &OfficeError) -> Option<&'static str> {
    match error {
        OfficeError::NoOffice(_) => {
            Some("Siapkan dengan `kecuali init --trust-root root.json --office KODE`.")
        }
        OfficeError::NotFound(_) => Some("Lihat yang ada: `kecuali entry list`."),
        OfficeError::Ambiguous { name, .. } if name == "--as" => {
            Some("Sebutkan siapa yang bertindak: `--as KUNCI`.")
        }
        OfficeError::Ambiguous { .. } => Some("Tulis nama yang lebih lengkap."),
        OfficeError::Blocked { .. } => {
            Some("Perbaiki isian: `kecuali entry edit ENTRI --set ISIAN=NILAI`.")
        }
        OfficeError::Rows { .. } => {
            Some("Perbaiki berkas, lalu ulangi. Daftar isian: `kecuali entry fields`.")
        }
        OfficeError::InConflict { .. } => {
            Some("Pilih satu nilai: `kecuali entry resolve ENTRI --field ISIAN --value NILAI`.")
        }
        OfficeError::WithoutEffect { reason, .. } => without_effect(*reason),
        OfficeError::Unconfirmed(_) => {
            Some("Periksa yang ditampilkan, lalu ulangi dengan `--yes`.")
        }
        OfficeError::NotAsSeen { .. } => {
            Some("Lihat lagi dengan `--dry-run`, lalu ulangi dengan `--seen` yang baru.")
        }
        OfficeError::AlreadyIssued(_) => Some(
            "Lihat dengan `kecuali determination show NOMOR`; koreksi memakai nomor baru dan `--supersedes`.",
        ),
        OfficeError::NoKey(_) | OfficeError::Compose(ComposeError::Refused(_)) => {
            Some("Lihat wewenang setiap kunci: `kecuali whoami`.")
        }
        OfficeError::LostByOffice => Some(
            "Akhiri kunci ini sekarang juga dengan `kecuali roster revoke KUNCI --left --until TANGGAL` \
             (tanggal yang sudah lewat menghentikannya seketika), lalu laporkan kehilangannya kepada KPU RI.",
        ),
        OfficeError::Locked => Some("Tunggu atau tutup program lain itu, lalu ulangi."),
        OfficeError::Damaged { .. } => {
            Some("Jangan memakainya; mintalah salinan baru dari pengirimnya.")
        }
        OfficeError::Remote(error) => error.hint(),
        OfficeError::OfficeExists(_)
        | OfficeError::File { .. }
        | OfficeError::Content { .. }
        | OfficeError::Root(_)
        | OfficeError::WrongRoot
        | OfficeError::Secret(_)
        | OfficeError::Input(_)
        | OfficeError::NotNow { .. }
        | OfficeError::Compose(_)
        | OfficeError::Book(_)
        | OfficeError::Integrity(_) => None,
    }
}

/// What to do about an act that would decide nothing.
const fn without_effect(reason: Reason) -> Option<&'static str> {
    match reason {
        Reason::NotForwarded => Some(
            "Yang sudah diteruskan provinsi datang dengan `kecuali sync`; selain itu mintalah KPU \
             Provinsi menjalankan `kecuali review forward ENTRI`.",
        ),
        Reason::EndorsementMissing => Some(
            "Lihat siapa yang sudah menyetujui: `kecuali entry history ENTRI`; lengkapi dengan \
             `kecuali endorse ENTRI`.",
        ),
        Reason::CoversConflict => Some("Lihat semua yang berselisih: `kecuali entry conflicts`."),
        Reason::NotInForce => Some("Lihat butir yang berlaku: `kecuali determination list`."),
        Reason::Void
        | Reason::CoversMismatch
        | Reason::Final
        | Reason::UnknownSubmission
        | Reason::AlreadyEnded
        | Reason::Determined
        | Reason::NoOpenSubmission
        | Reason::NothingInForce
        | Reason::Contesting
        | Reason::SameDecision => {
            Some("Lihat apa yang sudah terjadi: `kecuali entry history ENTRI`.")
        }
        Reason::WrongKind | Reason::Request => None,
    }
}

/// Why there was no exchange with the server.
pub(crate) fn remote(error: &RemoteError) -> String {
    match error {
        RemoteError::NoServer => "Alamat server belum diketahui.".to_owned(),
        RemoteError::Address(text) => format!("`{text}` bukan alamat server."),
        RemoteError::Unreachable(_) => "Server tidak dapat dihubungi.".to_owned(),
        RemoteError::Refused { code, title, .. } => {
            let known = refusal::known(code).unwrap_or(title);
            format!("Server menolak permintaan ({code}): {known}")
        }
        RemoteError::TooLong => "Jawaban server terlalu panjang.".to_owned(),
        RemoteError::Frame(_) | RemoteError::Wire(_) => {
            "Jawaban server tidak dapat dibaca.".to_owned()
        }
        RemoteError::Machine(source) => {
            format!("Sambungan tidak dapat dibuat di komputer ini: {}.", system(source))
        }
    }
}

/// What to do where there was no exchange with the server.
pub(crate) const fn remote_hint(error: &RemoteError) -> Option<&'static str> {
    match error {
        RemoteError::NoServer | RemoteError::Address(_) => {
            Some("Sebutkan alamatnya: `kecuali sync --server URL`.")
        }
        RemoteError::Unreachable(_)
        | RemoteError::Machine(_)
        | RemoteError::Refused { status: 408 | 429 | 500..=599, .. } => Some(KEPT),
        RemoteError::Refused { status: 401 | 403, .. } => {
            Some("Lihat wewenang setiap kunci: `kecuali whoami`.")
        }
        RemoteError::Refused { .. }
        | RemoteError::TooLong
        | RemoteError::Frame(_)
        | RemoteError::Wire(_) => None,
    }
}

/// What is kept, and what to do, where the server could not take it.
pub(crate) const KEPT: &str = "Semua pekerjaan tetap tersimpan di sini. Ulangi `kecuali sync` nanti, \
     atau bawa dengan `kecuali bundle export`.";

fn label(key: &str) -> &str {
    kecuali_domain::field::field(key).map_or(key, |field| field.label)
}

fn book(error: &BookError) -> String {
    match error {
        BookError::Damaged { log, position, .. } => format!(
            "Catatan `{log}` rusak pada posisi {position}; pulihkan dari cadangan, lalu sinkronkan."
        ),
        BookError::Storage(StorageError::Full) => {
            "Penyimpanan komputer penuh; kosongkan sebagian, lalu ulangi.".to_owned()
        }
        BookError::Storage(error) => refusal::sentence(error.code()),
    }
}

/// What the operating system says, as far as it is one of the things people can mend.
fn system(error: &io::Error) -> String {
    let known = [
        (io::ErrorKind::NotFound, "tidak ditemukan"),
        (io::ErrorKind::PermissionDenied, "tidak ada izin"),
        (io::ErrorKind::AlreadyExists, "sudah ada"),
        (io::ErrorKind::StorageFull, "penyimpanan penuh"),
        (io::ErrorKind::IsADirectory, "itu folder, bukan berkas"),
        (io::ErrorKind::InvalidData, "bukan teks UTF-8"),
    ];
    let word = known.into_iter().find(|(kind, _)| *kind == error.kind());
    word.map_or_else(|| format!("gangguan sistem ({error})"), |(_, word)| word.to_owned())
}
