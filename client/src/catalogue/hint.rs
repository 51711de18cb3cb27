//! What to do next where a command did not do what was asked.

use kecuali_domain::{Kind, field::Gate, fold::Reason};
use kecuali_sync::ComposeError;

use super::{broken, bundle, import, key, store};
use crate::{
    error::{OfficeError, Sought},
    remote::RemoteError,
};

/// The next thing to do, as a command where there is one.
pub(crate) fn of(error: &OfficeError) -> Option<&'static str> {
    match error {
        OfficeError::Usage { .. } => Some("Lihat bantuan dengan `--help`."),
        OfficeError::NoOffice(_) => {
            Some("Siapkan dengan `kecuali init --trust-root root.json --office KODE`.")
        }
        OfficeError::NotFound { what, .. } => Some(where_listed(*what)),
        OfficeError::Ambiguous { name, .. } => Some(which_one(name)),
        OfficeError::Blocked { gate, .. } => Some(mend(*gate)),
        OfficeError::Rows { .. } => {
            Some("Perbaiki berkas, lalu ulangi. Daftar isian: `kecuali entry fields`.")
        }
        OfficeError::InConflict { kind: Kind::DraftDetermination, .. } => {
            Some("Tulis satu nilai: `kecuali determination draft KONSEP --set ISIAN=NILAI`.")
        }
        OfficeError::InConflict { .. } => {
            Some("Pilih satu nilai: `kecuali entry resolve ENTRI --field ISIAN --value NILAI`.")
        }
        OfficeError::WithoutEffect { reason, .. } => without_effect(*reason),
        OfficeError::Unconfirmed(_) => Some(CONFIRM),
        OfficeError::NotAsSeen { .. } => {
            Some("Lihat lagi dengan `--dry-run`, lalu ulangi dengan `--seen` yang baru.")
        }
        OfficeError::AlreadyIssued(_) => Some(
            "Lihat dengan `kecuali determination show NOMOR`; koreksi memakai nomor baru dan `--supersedes`.",
        ),
        OfficeError::AlreadyGranted => {
            Some("Lihat `kecuali roster list`; yang belum terkirim dibawa `kecuali sync`.")
        }
        OfficeError::NoKey(_) | OfficeError::Compose(ComposeError::Refused(_)) => {
            Some("Lihat wewenang setiap kunci: `kecuali whoami`.")
        }
        OfficeError::NobodyHere => Some(GET_A_KEY),
        OfficeError::NobodyChosen | OfficeError::OtherActor => {
            Some("Sebutkan siapa yang bekerja: `--as KUNCI`.")
        }
        OfficeError::LostByOffice => Some(END_BY_OFFICE),
        OfficeError::NotOwn(_) => Some(NOT_OWN),
        OfficeError::Locked => Some("Tunggu atau tutup program lain itu, lalu ulangi."),
        OfficeError::Unreadable { why, .. } => Some(import::unreadable_hint(*why)),
        OfficeError::Damaged { .. } => Some(DAMAGED),
        OfficeError::Bundle(why) => Some(bundle::hint(*why)),
        OfficeError::Remote(error) => error.hint(),
        OfficeError::Partly { error, .. } => of(error),
        OfficeError::FileExists(_) => Some("Pilih nama lain, atau timpa dengan `--force`."),
        OfficeError::OfficeExists(_) => Some("Sebutkan folder yang belum dipakai."),
        OfficeError::Broken(_) => Some(broken::HINT),
        OfficeError::OfficeStore(error) => store::hint(error),
        OfficeError::Key(error) => key::hint(error),
        OfficeError::File { .. }
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

const CONFIRM: &str = "Periksa yang ditampilkan, lalu ulangi dengan `--yes`.";

const NOT_OWN: &str = "Bila folder itu memang Anda buat sendiri, cabut izin menulis pengguna lain: \
                       `chmod -R go-w FOLDER`. Bila bukan, jangan memakainya: sebutkan folder Anda \
                       sendiri dengan `--data FOLDER`.";

const GET_A_KEY: &str = "Buat kuncinya beserta permohonan kepada administrator: `kecuali join \
                         --person \"siti:Siti Aminah:PPID:ppid\" --out join.json`. Sesudah itu \
                         langsung dapat bekerja.";

const END_BY_OFFICE: &str = "Akhiri kunci ini sekarang juga dengan `kecuali roster revoke KUNCI --left --until \
                             TANGGAL` (tanggal yang sudah lewat menghentikannya seketika), lalu laporkan \
                             kehilangannya kepada KPU RI.";

/// How to say which one is meant.
fn which_one(name: &str) -> &'static str {
    match name {
        "--as" => "Sebutkan siapa yang bertindak: `--as KUNCI`.",
        "--sheet" => "Sebutkan lembarnya: `--sheet NAMA`; boleh lebih dari satu.",
        _ => "Tulis nama yang lebih lengkap.",
    }
}

const DAMAGED: &str = "Jangan memakainya; mintalah salinan baru dari pengirimnya.";

/// Where to see what there is.
const fn where_listed(what: Sought) -> &'static str {
    match what {
        Sought::Entry => "Lihat yang ada: `kecuali entry list`.",
        Sought::Draft | Sought::Determination => "Lihat yang ada: `kecuali determination list`.",
        Sought::Person => "Lihat kunci di komputer ini: `kecuali whoami`.",
        Sought::Office => {
            "Tulis kode Kemendagri atau kode kantor, misalnya 36.04 atau 3604; kantor yang \
             ditambahkan KPU RI ada pada `kecuali policy show`."
        }
        Sought::Key => "Lihat semua kunci: `kecuali roster list`.",
        Sought::Parked => "Lihat yang ditolak: `kecuali parked list`.",
        Sought::Field => "Lihat semua isian: `kecuali entry fields`.",
        Sought::Import => "Lihat yang pernah diimpor: `kecuali import list`.",
        Sought::Form => "Lihat yang belum disimpan: `kecuali scratch list`.",
        Sought::Trash => "Lihat yang dapat dikembalikan: `kecuali entry trash`.",
        Sought::Piece => "Lihat isi arsip: `kecuali archive find`.",
        Sought::Softcopy => "Lihat salinan digitalnya: `kecuali archive show NOMOR`.",
    }
}

/// How to mend what the rules found.
const fn mend(gate: Gate) -> &'static str {
    match gate {
        Gate::Endorse | Gate::Submit => {
            "Perbaiki isian: `kecuali entry edit ENTRI --set ISIAN=NILAI`."
        }
        Gate::Determine => {
            "Kembalikan agar kantornya memperbaiki: `kecuali review return ENTRI --reason ALASAN`."
        }
        Gate::Issue => {
            "Perbaiki konsepnya: `kecuali determination draft KONSEP --set ISIAN=NILAI`."
        }
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
        Reason::CoversConflict => Some("Lihat semua yang bentrok: `kecuali entry conflicts`."),
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

/// What to do where there was no exchange with the server.
pub(crate) const fn of_remote(error: &RemoteError) -> Option<&'static str> {
    match error {
        RemoteError::NoServer | RemoteError::Address(_) => {
            Some("Sebutkan alamatnya: `kecuali sync --server URL`.")
        }
        RemoteError::OtherRoot => Some("Periksa alamatnya: `kecuali sync --server URL`."),
        RemoteError::Stranger => Some(STRANGER),
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

/// What to do where another machine answers in the place of the server.
const STRANGER: &str = "Bila jaringan ini meminta masuk (Wi-Fi), bukalah peramban dan masuk dahulu; \
     atau periksa alamat server. Semua pekerjaan tetap tersimpan di sini.";

/// What is kept, and what to do, where the server could not take it.
pub(crate) const KEPT: &str = "Semua pekerjaan tetap tersimpan di sini. Ulangi `kecuali sync` nanti, \
     atau bawa dengan `kecuali bundle export`.";
