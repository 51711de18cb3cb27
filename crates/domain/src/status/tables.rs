//! The one table of statuses and the one table of acts: names, labels, what next, who may.

use super::{ActRow, Status, StatusRow};
use crate::capability::Capability;

impl Status {
    /// Its words: the table of statuses.
    #[expect(clippy::too_many_lines, reason = "it is the table, one row a status")]
    pub const fn row(self) -> StatusRow {
        match self {
            Self::Draft => StatusRow {
                id: "draft",
                label: "Konsep",
                next: "Lengkapi isian, lalu mintakan persetujuan pejabat yang diwajibkan.",
            },
            Self::Declined => StatusRow {
                id: "declined",
                label: "Tidak disetujui",
                next: "Baca catatan pejabat, perbaiki isian, lalu mintakan persetujuan lagi.",
            },
            Self::Endorsed => StatusRow {
                id: "endorsed",
                label: "Disetujui",
                next: "Persetujuan sudah lengkap. Ajukan ke KPU RI.",
            },
            Self::AtProvince => StatusRow {
                id: "at_province",
                label: "Di KPU Provinsi",
                next: "Tunggu KPU Provinsi meneruskan atau mengembalikan pengajuan.",
            },
            Self::AtNational => StatusRow {
                id: "at_national",
                label: "Di KPU RI",
                next: "Tunggu penetapan KPU RI.",
            },
            Self::Returned => StatusRow {
                id: "returned",
                label: "Dikembalikan",
                next: "Baca alasannya, perbaiki isian, mintakan persetujuan lagi, lalu ajukan ulang.",
            },
            Self::Withdrawn => StatusRow {
                id: "withdrawn",
                label: "Ditarik",
                next: "Ajukan lagi bila masih diperlukan.",
            },
            Self::ConcludedOpen => StatusRow {
                id: "concluded_open",
                label: "Dinyatakan terbuka",
                next: "KPU RI menyatakan informasi ini terbuka. Ajukan lagi hanya bila ada alasan baru.",
            },
            Self::Determined => StatusRow {
                id: "determined",
                label: "Ditetapkan",
                next: "Penetapan berlaku. Perhatikan akhir jangka waktunya.",
            },
            Self::DeterminedEdited => StatusRow {
                id: "determined_edited",
                label: "Ditetapkan, ada perubahan",
                next: "Penetapan tetap berlaku untuk isi lama. Ajukan perubahan agar ditinjau KPU RI.",
            },
            Self::Contesting => StatusRow {
                id: "contesting",
                label: "Keputusan berselisih",
                next: "Tunggu KPU RI memutuskan. Penetapan yang sudah berlaku, bila ada, tetap berlaku.",
            },
            Self::Revoked => StatusRow {
                id: "revoked",
                label: "Dicabut",
                next: "Informasi ini tidak lagi dikecualikan oleh penetapan itu; layani permohonannya dan masukkan ke Daftar Informasi Publik. Pengecualian baru memerlukan uji dan penetapan baru.",
            },
            Self::Opened => StatusRow {
                id: "opened",
                label: "Dibuka",
                next: "Informasi ini terbuka. Layani permohonan sebagaimana informasi publik lainnya, dan masukkan ke Daftar Informasi Publik.",
            },
            Self::TakenDown => StatusRow {
                id: "taken_down",
                label: "Diturunkan",
                next: "Baris ini sudah diturunkan dari daftar. Bila masih diperlukan, buat entri baru.",
            },
        }
    }
}

const OFFICE: &str = "Kantor pemilik entri";
const PROVINCE: &str = "KPU Provinsi di atasnya";
const NATIONAL: &str = "KPU RI";
const ADMINISTRATORS: &str = "Administrator KPU RI atau kantor, sebatas wewenangnya";
const AT_OFFICE: [Status; 6] = [
    Status::Draft,
    Status::Declined,
    Status::Endorsed,
    Status::Returned,
    Status::Withdrawn,
    Status::ConcludedOpen,
];
const WITH_A_DECISION: &[Status] =
    &[Status::Determined, Status::DeterminedEdited, Status::Contesting];

/// The table of acts, in the order of [`crate::act::Act`].
pub const ACTS: [ActRow; 17] = [
    ActRow {
        id: "endorse",
        label: "Setujui",
        any_of: &[Capability::Endorse, Capability::RecordEndorsement],
        who: OFFICE,
        from: &AT_OFFICE,
        to: &AT_OFFICE,
    },
    ActRow {
        id: "decline",
        label: "Tidak setujui",
        any_of: &[Capability::Endorse, Capability::RecordEndorsement],
        who: OFFICE,
        from: &AT_OFFICE,
        to: &[Status::Declined],
    },
    ActRow {
        id: "submit",
        label: "Ajukan",
        any_of: &[Capability::Submit],
        who: OFFICE,
        from: &[
            Status::Draft,
            Status::Declined,
            Status::Endorsed,
            Status::Returned,
            Status::Withdrawn,
            Status::ConcludedOpen,
            Status::AtProvince,
            Status::AtNational,
        ],
        to: &[Status::AtProvince, Status::AtNational],
    },
    ActRow {
        id: "withdraw",
        label: "Tarik pengajuan",
        any_of: &[Capability::Submit],
        who: OFFICE,
        from: &[Status::AtProvince, Status::AtNational],
        to: &[
            Status::Withdrawn,
            Status::Declined,
            Status::Endorsed,
            Status::Returned,
            Status::ConcludedOpen,
            Status::AtProvince,
            Status::AtNational,
        ],
    },
    ActRow {
        id: "forward",
        label: "Teruskan ke KPU RI",
        any_of: &[Capability::Forward],
        who: PROVINCE,
        from: &[Status::AtProvince],
        to: &[Status::AtNational],
    },
    ActRow {
        id: "return",
        label: "Kembalikan",
        any_of: &[Capability::Forward, Capability::Review],
        who: "KPU Provinsi di atasnya, atau KPU RI",
        from: &[Status::AtProvince, Status::AtNational, Status::Contesting],
        to: &[
            Status::Returned,
            Status::Declined,
            Status::Endorsed,
            Status::Withdrawn,
            Status::ConcludedOpen,
            Status::AtProvince,
            Status::AtNational,
            Status::Determined,
            Status::DeterminedEdited,
        ],
    },
    ActRow {
        id: "determine",
        label: "Tetapkan",
        any_of: &[Capability::Determine],
        who: NATIONAL,
        from: &[
            Status::AtProvince,
            Status::AtNational,
            Status::Returned,
            Status::ConcludedOpen,
            Status::Declined,
            Status::Endorsed,
            Status::Withdrawn,
            Status::Determined,
            Status::DeterminedEdited,
            Status::Contesting,
        ],
        to: WITH_A_DECISION,
    },
    ActRow {
        id: "open",
        label: "Nyatakan terbuka",
        any_of: &[Capability::Revoke],
        who: NATIONAL,
        from: &[
            Status::AtProvince,
            Status::AtNational,
            Status::Returned,
            Status::Withdrawn,
            Status::Declined,
            Status::Endorsed,
            Status::Determined,
            Status::DeterminedEdited,
            Status::Contesting,
        ],
        to: &[
            Status::ConcludedOpen,
            Status::Opened,
            Status::Declined,
            Status::Endorsed,
            Status::Returned,
            Status::Withdrawn,
            Status::AtProvince,
            Status::AtNational,
        ],
    },
    ActRow {
        id: "take_down",
        label: "Turunkan dari daftar",
        any_of: &[Capability::Revoke],
        who: NATIONAL,
        from: WITH_A_DECISION,
        to: &[Status::TakenDown],
    },
    ActRow {
        id: "comment",
        label: "Beri catatan",
        any_of: &[Capability::Draft, Capability::Forward, Capability::Review],
        who: "Kantor pemilik entri, KPU Provinsi di atasnya, atau KPU RI",
        from: &[],
        to: &[],
    },
    ActRow {
        id: "seen",
        label: "Tandai sudah dilihat",
        any_of: &[Capability::Draft, Capability::Forward, Capability::Review],
        who: "Kantor pemilik entri, KPU Provinsi di atasnya, atau KPU RI",
        from: &[],
        to: &[],
    },
    ActRow {
        id: "issue",
        label: "Terbitkan keputusan",
        any_of: &[Capability::Issue],
        who: NATIONAL,
        from: &[],
        to: &[],
    },
    ActRow {
        id: "revoke",
        label: "Cabut",
        any_of: &[Capability::Revoke],
        who: NATIONAL,
        from: WITH_A_DECISION,
        to: &[Status::Revoked],
    },
    ActRow {
        id: "set_policy",
        label: "Atur kebijakan",
        any_of: &[Capability::Administer],
        who: NATIONAL,
        from: &[],
        to: &[],
    },
    ActRow {
        id: "set_day",
        label: "Atur hari",
        any_of: &[Capability::Administer],
        who: NATIONAL,
        from: &[],
        to: &[],
    },
    ActRow {
        id: "grant",
        label: "Beri wewenang",
        any_of: &[Capability::Administer],
        who: ADMINISTRATORS,
        from: &[],
        to: &[],
    },
    ActRow {
        id: "revoke_key",
        label: "Cabut kunci",
        any_of: &[Capability::Administer],
        who: ADMINISTRATORS,
        from: &[],
        to: &[],
    },
];
