//! What people call a capability, and whoever holds one.

use kecuali_domain::Capability;

use crate::office::role::Role;

/// What people call a capability.
pub(crate) const fn capability(one: Capability) -> &'static str {
    match one {
        Capability::Draft => "menyusun",
        Capability::Endorse => "menyetujui",
        Capability::RecordEndorsement => "mencatat persetujuan dari kertas",
        Capability::Submit => "mengajukan",
        Capability::Forward => "meneruskan",
        Capability::Review => "menelaah",
        Capability::Determine => "menetapkan",
        Capability::Issue => "menerbitkan keputusan",
        Capability::Revoke => "mencabut",
        Capability::Administer => "mengelola kunci",
        Capability::Log => "menandatangani atas nama server",
        Capability::Sync => "menyinkronkan",
    }
}

/// Several, in a row.
pub(crate) fn capabilities(all: impl IntoIterator<Item = Capability>) -> String {
    all.into_iter().map(capability).collect::<Vec<_>>().join(", ")
}

/// The same by their signed names; one that this program does not know keeps its name.
pub(crate) fn by_names<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    let label = |name: &String| name.parse().map_or(None, |one| Some(capability(one)));
    let shown = |name: &'a String| label(name).unwrap_or(name);
    names.into_iter().map(shown).collect::<Vec<_>>().join(", ")
}

/// What would be needed, any of these.
pub(crate) fn any_of(all: &[Capability]) -> String {
    let all: Vec<&str> = all.iter().map(|one| capability(*one)).collect();
    match all.as_slice() {
        [first @ .., last] if first.len() > 1 => format!("{}, atau {last}", first.join(", ")),
        few => few.join(" atau "),
    }
}

/// What signs for the trust root itself.
pub(crate) const ROOT: &str = "menandatangani atas nama akar kepercayaan";

/// What people call a holder, by what JSON calls it.
pub(crate) fn holder(holder: &str) -> &str {
    match holder {
        "person" => "orang",
        "installation" => "pemasangan",
        other => other,
    }
}

/// What someone with a role does, as it is said to whoever chooses one.
pub(crate) const fn duty(role: Role) -> &'static str {
    match role {
        Role::ServiceDesk => "mengumpulkan informasi dan menyusun entri",
        Role::Ppid => "menyusun, mencatat persetujuan dari kertas, dan mengajukan ke KPU RI",
        Role::Endorser => {
            "Pembina, Tim Pertimbangan, atau Atasan PPID: menyetujui dengan kunci sendiri"
        }
        Role::Administrator => "memberi dan mengakhiri kunci orang-orang kantor ini",
        Role::Reviewer => "menelaah pengajuan kantor, mengembalikan, memberi catatan",
        Role::Issuer => "menerbitkan keputusan, menetapkan, mencabut",
    }
}

/// Why a key may do nothing, and what mends it.
pub(crate) fn without(code: &str) -> &str {
    match code {
        "grant_absent" => {
            "Belum ada wewenang: kirim permohonan bergabung kepada administrator. Menyusun entri sudah \
             boleh; hasilnya menunggu wewenang itu."
        }
        "grant_expired" => {
            "Wewenangnya sudah lewat hari terakhirnya. Mintalah yang baru kepada administrator."
        }
        "key_ended" => {
            "Kunci ini sudah diakhiri administrator. Tambahkan orang itu sekali lagi, lalu kirim permohonan \
             untuk kunci barunya."
        }
        "grant_void" => {
            "Wewenangnya diberikan dengan kunci yang kemudian hilang. Mintalah yang baru kepada \
             administrator."
        }
        _ => "Belum berwenang. Tanyakan kepada administrator.",
    }
}

/// Where bundles go was changed in a request on its way.
pub(crate) fn server_not_alone() -> String {
    "Permohonan ini meminta kunci server bersama kunci lain, atau atas nama kantor selain KPU RI. \
     Program tidak membuat permohonan seperti itu. Tidak ada wewenang yang diberikan; hubungi kantor \
     itu lewat jalur lain, misalnya telepon."
        .to_owned()
}

pub(crate) fn key_twice() -> String {
    "Permohonan ini menyebut satu kunci lebih dari sekali. Tidak ada wewenang yang diberikan; \
     mintalah berkas permohonan yang baru dari kantor itu."
        .to_owned()
}

pub(crate) fn recipient_unsigned() -> String {
    "Permohonan ini berubah di jalan: alamat paketnya tidak ditandatangani oleh kunci komputer yang \
     meminta. Belum ada wewenang yang diberikan; mintalah berkas permohonan yang baru dari kantor itu."
        .to_owned()
}
