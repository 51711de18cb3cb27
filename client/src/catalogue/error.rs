//! Why a command did not do what was asked.

use std::{io, path::Path};

use kecuali_storage::StorageError;
use kecuali_sync::{BookError, ComposeError};

use super::{broken, key, refusal, store};
use crate::{error::OfficeError, remote::RemoteError};

/// What happened, in one sentence.
pub(crate) fn sentence(error: &OfficeError) -> String {
    match error {
        OfficeError::NoOffice(path) => {
            format!("Belum ada kantor di folder `{}`.", path.display())
        }
        OfficeError::OfficeExists(path) => format!("Folder `{}` sudah dipakai.", path.display()),
        OfficeError::FileExists(path) => format!("Berkas `{}` sudah ada.", path.display()),
        OfficeError::File { path, source } => {
            format!("Berkas `{}` tidak dapat dipakai: {}.", path.display(), system(source))
        }
        OfficeError::NotOwn(path) => not_own(path),
        OfficeError::Content { path, why } => {
            format!("Isi berkas `{}` tidak dapat dibaca: {why}.", path.display())
        }
        OfficeError::Broken(broken) => broken::sentence(broken),
        OfficeError::OfficeStore(error) => store::sentence(error),
        OfficeError::Key(error) => key::sentence(error),
        OfficeError::Unreadable { path, why } => super::import::unreadable(path, *why),
        OfficeError::Damaged { path, why } => {
            format!("Berkas `{}` rusak atau diubah orang: {why}.", path.display())
        }
        OfficeError::Bundle(why) => super::bundle::sentence(*why),
        OfficeError::Rows { path, problems } => rows(path, problems.len()),
        OfficeError::WrongRoot => "Berkas ini dibuat untuk akar kepercayaan yang lain.".to_owned(),
        OfficeError::Input(sentence)
        | OfficeError::Integrity(sentence)
        | OfficeError::Usage { sentence, .. } => sentence.clone(),
        OfficeError::NotFound { name, .. } => format!("Tidak ada yang bernama `{name}` di sini."),
        OfficeError::Ambiguous { name, all } => ambiguous(name, all),
        OfficeError::Blocked { handle, gate, .. } => {
            let act = super::screen::act(gate.as_str());
            format!("{handle}: tindakan \"{act}\" belum dapat dilakukan menurut kaidah.")
        }
        OfficeError::InConflict { handle, key, .. } => {
            format!("{handle}: isian \"{}\" ({key}) memuat beberapa nilai.", label(key))
        }
        OfficeError::NotNow { handle, why } => format!("{handle}: {why}"),
        OfficeError::WithoutEffect { handle, reason } => {
            format!("{handle}: {} Tidak ada yang ditandatangani.", reason.sentence())
        }
        OfficeError::Unconfirmed(question) => (*question).to_owned(),
        OfficeError::NotAsSeen { seen, now } => not_as_seen(seen, now),
        OfficeError::AlreadyIssued(number) => format!(
            "Keputusan {number} sudah diterbitkan; yang kedua hanya akan berselisih dengannya."
        ),
        OfficeError::AlreadyGranted => ALREADY_GRANTED.to_owned(),
        OfficeError::NoKey(capabilities) => no_key(capabilities),
        OfficeError::NobodyHere => NOBODY_HERE.to_owned(),
        OfficeError::NobodyChosen => NOBODY_CHOSEN.to_owned(),
        OfficeError::OtherActor => OTHER_ACTOR.to_owned(),
        OfficeError::LostByOffice => LOST_BY_OFFICE.to_owned(),
        OfficeError::Compose(ComposeError::Book(error)) | OfficeError::Book(error) => book(error),
        OfficeError::Remote(error) => remote(error),
        OfficeError::Partly { error, .. } => sentence(error),
        OfficeError::Locked => "Proses lain sedang menulis di folder ini.".to_owned(),
        OfficeError::Root(_) | OfficeError::Secret(_) | OfficeError::Compose(_) => {
            refusal::sentence(error.code())
        }
    }
}

fn not_own(path: &Path) -> String {
    format!(
        "`{}` milik pengguna lain di komputer ini, atau dapat diubah oleh mereka. Siapa pun yang \
         dapat mengubahnya dapat masuk sebagai orang kantor ini, jadi program tidak memakainya.",
        path.display()
    )
}

fn not_as_seen(seen: &str, now: &str) -> String {
    format!(
        "Pilihan ini bukan lagi yang dilihat: `{seen}` sudah menjadi `{now}`. Tidak ada yang \
         ditandatangani."
    )
}

fn no_key(capabilities: &str) -> String {
    format!("Tidak ada kunci di komputer ini yang berwenang; diperlukan wewenang {capabilities}.")
}

const NOBODY_HERE: &str = "Belum ada orang yang mempunyai kunci di komputer ini; tanpa kunci tidak ada \
                           yang dapat disimpan atas nama siapa pun.";

const NOBODY_CHOSEN: &str = "Belum dipilih siapa yang bekerja, jadi belum ada yang ditandatangani. Sesudah \
                             sepuluh menit tanpa kegiatan, pilihan yang dulu tidak berlaku lagi.";

const OTHER_ACTOR: &str = "Yang bekerja sudah berganti sejak halaman itu dibuka, mungkin di jendela lain; belum ada yang \
                           ditandatangani.";

const LOST_BY_OFFICE: &str = "Hanya KPU RI yang menyatakan kunci hilang, karena hal itu \
     membatalkan yang sudah ditandatangani dan dapat mengubah daftar publik.";

const ALREADY_GRANTED: &str =
    "Semua yang diminta sudah diberikan sebelumnya; tidak ada yang ditandatangani.";

fn ambiguous(name: &str, all: &[String]) -> String {
    if name == "--sheet" {
        return super::import::several_lists(all);
    }
    format!("`{name}` dapat berarti salah satu dari: {}.", some(all))
}

fn rows(path: &Path, wrong: usize) -> String {
    format!("Berkas `{}` memuat {wrong} kesalahan; tidak ada entri yang disimpan.", path.display())
}

/// The first of many names.
fn some(all: &[String]) -> String {
    const SHOWN: usize = 12;
    let shown = all.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    match all.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown}, dan {more} lainnya"),
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
        RemoteError::Stranger => "Yang menjawab bukan server Kecuali.".to_owned(),
        RemoteError::OtherRoot => {
            "Server itu memakai akar kepercayaan yang lain daripada kantor ini.".to_owned()
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
pub(super) fn system(error: &io::Error) -> String {
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
