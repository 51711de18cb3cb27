//! What is asked before something that cannot be undone, and what follows from it.

pub(crate) const BECOMES_PUBLIC: &str =
    "Ini menjadi publik bagi semua orang dan tidak dapat ditarik kembali.";
pub(crate) const DECISION_BECOMES_PUBLIC: &str =
    "Keputusan ini menjadi publik bagi semua orang dan tidak dapat ditarik kembali.";
/// For a row that is on the list, and for a submission that is not.
pub(crate) const OPENS: &str = "Informasi ini dinyatakan terbuka; barisnya, bila ada di daftar publik, \
     keluar dan tidak dapat dikembalikan.";
pub(crate) const WITHHOLDS: &str = "Isian ini disembunyikan dari daftar publik untuk seterusnya, apa pun yang ditetapkan kemudian.";
pub(crate) const LEAVES_THE_LIST: &str =
    "Ini mengeluarkan baris dari daftar publik dan tidak dapat dibatalkan.";
pub(crate) const KEY_ENDS: &str = "Kunci ini berakhir untuk selamanya.";
pub(crate) const SERVER_KEY: &str = "Cocokkan sidik kunci server ini lewat telepon; kunci yang salah \
     dapat menyusun log atas nama server.";
pub(crate) const POLICY_HOLDS: &str = "Kebijakan ini akan berlaku bagi semua kantor.";
pub(crate) const DISCARDED: &str = "Yang dibuang tidak dapat dikembalikan.";
pub(crate) const ENTRY_DISCARDED: &str =
    "Entri ini dihapus dari komputer ini; selama 30 hari dapat dikembalikan.";
pub(crate) const DRAFT_DISCARDED: &str = "Konsep keputusan ini dibuang bagi semua orang di KPU RI.";
pub(crate) const OVERWRITES: &str =
    "Isian yang ditandai sudah diubah orang lain sejak itu; menulis ulang menggantikannya.";
pub(crate) const DAY_JUMPS: &str = "Hari log akan mundur, melompat, atau mendahului komputer ini; \
     wewenang dan jangka waktu berakhir menurut hari ini.";
pub(crate) const ROOT_CHANGES: &str = "Akar kepercayaan berganti kunci; cocokkan sidik setiap kunci \
     dengan pemegangnya lebih dahulu.";
