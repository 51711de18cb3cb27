//! What is said in the forms of people and keys, where something was not understood.

pub(crate) const NO_NAME: &str = "Isilah namanya.";
pub(crate) const NO_POST: &str = "Isilah jabatannya.";
pub(crate) const NO_ROLE: &str = "Pilihlah tugasnya.";
pub(crate) const NO_POSITION: &str = "Pilihlah untuk jabatan apa ia menyetujui.";
pub(crate) const NO_PASSPHRASE: &str = "Ketiklah frasa sandi yang baru, dua kali.";
/// The passphrase that a key is under now was not the one.
pub(crate) const NOT_THIS_PASSPHRASE: &str = "Bukan itu frasa sandinya. Periksa huruf besar dan tata letak papan ketik, \
     lalu ketik lagi.";
