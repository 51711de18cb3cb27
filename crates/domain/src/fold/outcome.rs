//! What came of an act, and why.

use serde::{Deserialize, Serialize};

/// What came of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It took effect.
    Effect,
    /// It is kept and shown, and decides nothing, for this reason.
    NoEffect(Reason),
}

impl From<Result<(), Reason>> for Outcome {
    fn from(result: Result<(), Reason>) -> Self {
        result.map_or_else(Self::NoEffect, |()| Self::Effect)
    }
}

/// Why an act has no effect. The codes are those of `docs/PROTOCOL.md` section 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Its key was lost, or a grant it stands on was.
    Void,
    /// The version it approves is not the one its ancestors hold.
    CoversMismatch,
    /// The version it approves has an open conflict.
    CoversConflict,
    /// The entry came to its end before.
    Final,
    /// It belongs to another kind of document.
    WrongKind,
    /// A position that policy requires has not endorsed the content.
    EndorsementMissing,
    /// It names no submission in effect that it has seen, or one of other content.
    UnknownSubmission,
    /// The submission is determined: what the office asks is for KPU RI to answer.
    Request,
    /// The submission was ended before.
    AlreadyEnded,
    /// The submission is determined by a decision that the signer had not seen.
    Determined,
    /// There is nothing that could be concluded open.
    NoOpenSubmission,
    /// There is no decision that could be ended.
    NothingInForce,
    /// The item it cites is not in force.
    NotInForce,
    /// It waits for a decision by someone who has seen both sides.
    Contesting,
    /// The same item was determined for the same content already.
    SameDecision,
    /// The province has not passed the submission on.
    NotForwarded,
}

impl Reason {
    /// Every reason, in the order of the protocol.
    pub const ALL: [Self; 16] = [
        Self::Void,
        Self::CoversMismatch,
        Self::CoversConflict,
        Self::Final,
        Self::WrongKind,
        Self::EndorsementMissing,
        Self::UnknownSubmission,
        Self::Request,
        Self::AlreadyEnded,
        Self::Determined,
        Self::NoOpenSubmission,
        Self::NothingInForce,
        Self::NotInForce,
        Self::Contesting,
        Self::SameDecision,
        Self::NotForwarded,
    ];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Void => "void",
            Self::CoversMismatch => "covers_mismatch",
            Self::CoversConflict => "covers_conflict",
            Self::Final => "final",
            Self::WrongKind => "wrong_kind",
            Self::EndorsementMissing => "endorsement_missing",
            Self::UnknownSubmission => "unknown_submission",
            Self::Request => "request",
            Self::AlreadyEnded => "already_ended",
            Self::Determined => "determined",
            Self::NoOpenSubmission => "no_open_submission",
            Self::NothingInForce => "nothing_in_force",
            Self::NotInForce => "not_in_force",
            Self::Contesting => "contesting",
            Self::SameDecision => "same_decision",
            Self::NotForwarded => "not_forwarded",
        }
    }

    /// What happened and what can be done, in Bahasa Indonesia.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Void => {
                "Tidak berlaku: kunci penanda tangan atau pemberi wewenangnya dinyatakan hilang. Ulangi dengan kunci yang sah."
            }
            Self::CoversMismatch => {
                "Tidak berlaku: isi yang disetujui bukan isi yang tercatat. Buka versi terbaru, lalu ulangi."
            }
            Self::CoversConflict => {
                "Tidak berlaku: isian masih berbeda antara dua penyunting. Pilih salah satu nilai, lalu ulangi."
            }
            Self::Final => {
                "Tidak berlaku: entri ini sudah berakhir. Bila masih diperlukan, buat entri baru."
            }
            Self::WrongKind => "Tidak berlaku: tindakan ini bukan untuk entri daftar.",
            Self::EndorsementMissing => {
                "Belum berlaku: persetujuan pejabat yang diwajibkan untuk isi ini belum lengkap. Lengkapi, lalu ajukan lagi."
            }
            Self::UnknownSubmission => {
                "Tidak berlaku: pengajuan yang dirujuk tidak ada atau isinya lain. Periksa daftar pengajuan, lalu ulangi."
            }
            Self::Request => {
                "Pengajuan ini sudah ditetapkan. Penarikan dicatat sebagai permintaan kepada KPU RI; penetapan tetap berlaku sampai dijawab."
            }
            Self::AlreadyEnded => {
                "Tidak berlaku: pengajuan itu sudah dikembalikan, ditarik, atau dinyatakan terbuka. Tunggu pengajuan baru."
            }
            Self::Determined => {
                "Tidak berlaku: pengajuan itu sudah ditetapkan saat dikembalikan. Penetapan tetap; cabut bila memang keliru."
            }
            Self::NoOpenSubmission => {
                "Tidak berlaku: tidak ada pengajuan atau penetapan yang dapat dinyatakan terbuka."
            }
            Self::NothingInForce => {
                "Tidak berlaku: tidak ada penetapan yang sedang berlaku pada entri ini."
            }
            Self::NotInForce => {
                "Tidak berlaku: butir keputusan yang dirujuk tidak sedang berlaku. Pilih butir yang berlaku."
            }
            Self::Contesting => {
                "Belum berlaku: ada keputusan lain yang belum dilihat penanda tangan. KPU RI perlu memutuskan setelah melihat semuanya."
            }
            Self::SameDecision => {
                "Tidak mengubah apa pun: isi ini sudah ditetapkan di bawah butir yang sama."
            }
            Self::NotForwarded => {
                "Belum berlaku: pengajuan ini harus diteruskan KPU Provinsi lebih dahulu."
            }
        }
    }
}
