//! Keys under a passphrase.

use crate::{
    error::KeyError,
    office::passphrase::{SHORTEST, Weakness},
};

/// What happened, in one sentence.
pub(crate) fn sentence(error: &KeyError) -> String {
    match error {
        KeyError::Locked(name) => {
            format!("Kunci `{name}` disegel dengan frasa sandi dan belum dibuka.")
        }
        KeyError::WrongPassphrase(name) => {
            format!("Frasa sandi itu tidak membuka kunci `{name}`.")
        }
        KeyError::Weak(Weakness::Short) => {
            format!("Frasa sandi sekurang-kurangnya {SHORTEST} huruf.")
        }
        KeyError::Weak(Weakness::Guessable) => "Frasa sandi itu mudah ditebak: hampir seluruhnya \
             nama di sekitar sini, angka berurutan, atau kata yang dicoba lebih dahulu."
            .to_owned(),
        KeyError::Retyped => "Kedua frasa sandi tidak sama.".to_owned(),
        KeyError::Installation => "Kunci pemasangan tidak disegel: dengan kunci itu komputer ini \
             menyinkronkan sendiri. Kunci itu tidak dapat memutuskan apa pun."
            .to_owned(),
        KeyError::NotSealed(name) => format!("Kunci `{name}` tidak disegel."),
    }
}

/// Where someone else puts an open key under a passphrase.
pub(crate) const SEALED_BY_ITS_HOLDER: &str = "Kunci ini dijaga oleh pemegangnya sendiri: pilih dulu \
     pemegangnya sebagai yang bekerja, lalu ketik frasa sandinya.";

/// What to do next.
pub(crate) const fn hint(error: &KeyError) -> Option<&'static str> {
    match error {
        KeyError::Locked(_) => Some(
            "Ulangi di terminal dan ketik frasa sandinya, atau sebutkan `--passphrase-file BERKAS`.",
        ),
        KeyError::WrongPassphrase(_) => Some(
            "Periksa huruf besar dan tata letak papan ketik, lalu ulangi. Frasa yang terlupa tidak \
             dapat dipulihkan: buat kunci baru dengan `kecuali join --person`, lalu minta \
             administrator menjalankan `kecuali roster grant --replaces KUNCI_LAMA`.",
        ),
        KeyError::Weak(_) => Some("Pakailah empat kata atau lebih yang tidak berkaitan."),
        KeyError::Retyped => Some("Ulangi; tidak ada yang diubah."),
        KeyError::NotSealed(_) => Some("Lihat semua kunci: `kecuali key list`."),
        KeyError::Installation => None,
    }
}

/// Asked on a terminal; what is typed is not shown.
pub(crate) fn ask(name: &str) -> String {
    format!("Frasa sandi kunci `{name}`: ")
}

/// Asked for a passphrase that is to be.
pub(crate) fn ask_new(name: &str) -> String {
    format!("Frasa sandi baru untuk kunci `{name}`: ")
}

/// Asked a second time.
pub(crate) const ASK_AGAIN: &str = "Sekali lagi: ";

pub(crate) fn sealed(name: &str) -> String {
    format!("Kunci `{name}` disegel.")
}

pub(crate) const SEALED_REMARK: &str = "\nSalinan lama (`kecuali backup`) masih memuat kunci ini tanpa segel. Frasa sandi yang terlupa \
     tidak dapat dipulihkan siapa pun.";

pub(crate) fn unsealed(name: &str) -> String {
    format!(
        "Kunci `{name}` tidak lagi disegel; siapa pun yang memegang folder ini dapat memakainya."
    )
}

/// Whether a key signs at once, in a list.
pub(crate) const OPEN: &str = "tanpa segel";
pub(crate) const LOCKED: &str = "disegel";

/// Work whose key is under a passphrase.
pub(crate) fn waits(count: usize) -> String {
    format!("{count} pekerjaan menunggu frasa sandi penanda tangannya: `kecuali sync --as KUNCI`.")
}

/// Too many passphrases were wrong.
pub(crate) fn guess_later(seconds: u64) -> String {
    format!("Frasa sandi terlalu sering keliru. Coba lagi {seconds} detik lagi.")
}
