//! What a look at the installation says.

use std::path::Path;

use kecuali_domain::Day;

use super::{error::system, written_day};
use crate::{
    error::OfficeError,
    office::{
        copies::Copies,
        health::{
            Asked, Light,
            probe::{Port, Written},
        },
    },
};

/// What it is called, how it is, and what to do if it is not as it should be.
pub(crate) type Words = (&'static str, String, &'static str);

pub(crate) const fn light(light: Light) -> &'static str {
    match light {
        Light::Green => "hijau",
        Light::Yellow => "kuning",
        Light::Red => "merah",
    }
}

pub(crate) fn program(version: &str, store: u32) -> Words {
    ("Program", format!("Versi {version}, penyimpanan versi {store}."), "")
}

pub(crate) fn disk(free: Option<u64>) -> Words {
    let sentence = match free {
        Some(bytes) => format!("Ruang kosong: {}.", size(bytes)),
        None => "Ruang kosong tidak dapat diketahui.".to_owned(),
    };
    ("Ruang penyimpanan", sentence, "Kosongkan ruang di drive folder data; sisakan 1 GiB.")
}

pub(crate) fn writing(written: &Written, light: Light) -> Words {
    let (sentence, next) = match written {
        Written::Within(time) => {
            let slow = if light == Light::Green { "" } else { " Itu lambat." };
            let took = format!("Berkas kecil ditulis, diganti, dan dihapus: {time} milidetik.");
            (format!("{took}{slow}"), SLOW_WRITING)
        }
        Written::Refused(error) => {
            (format!("Folder data tidak dapat ditulisi: {}.", system(error)), NO_WRITING)
        }
        Written::Held => ("Program lain menahan berkas di folder data.".to_owned(), HELD),
    };
    ("Tulis berkas", sentence, next)
}

const SLOW_WRITING: &str = "Kecualikan folder data dari pemindaian langsung antivirus. Bila tetap lambat, drive \
     ini sibuk, hampir penuh, atau mulai rusak: buat cadangan, lalu pindahkan folder data ke drive lain.";
const NO_WRITING: &str = "Beri pengguna ini izin menulis di folder data, dan izinkan program ini bila antivirus \
     melindungi folder itu. USB yang terkunci dibuka kuncinya; drive yang penuh dikosongkan.";
const HELD: &str = "Biasanya antivirus: kecualikan folder data dari pemindaian langsungnya (on-access), dan \
     jangan taruh folder itu di folder yang disinkronkan ke awan. Lalu periksa lagi.";

pub(crate) fn port(port: &Port) -> Words {
    let sentence = match port {
        Port::Never => "Halaman belum pernah dibuka; portnya dipilih saat dibuka.".to_owned(),
        Port::Free(port) => format!("Port {port} bebas untuk halaman."),
        Port::Ours(port) => format!("Halaman sedang dilayani di port {port}."),
        Port::Taken(port) => {
            format!("Port {port} yang biasa dipakai halaman dipakai program lain.")
        }
        Port::Refused(port, error) => {
            format!("Port {port} yang biasa dipakai halaman tidak diberikan: {}.", system(error))
        }
    };
    let next = "Tidak ada yang hilang: halaman memilih port lain saat dibuka. Markah peramban yang \
         lama diganti, atau program lain itu ditutup dulu.";
    ("Port halaman", sentence, next)
}

pub(crate) fn wal(bytes: u64) -> Words {
    let next = "Tutup program lain yang membuka folder ini, lalu jalankan `kecuali status`.";
    ("Catatan tulis", format!("Menunggu digabung: {}.", size(bytes)), next)
}

pub(crate) fn place(folder: &Path, is_beside: bool) -> Words {
    let mut sentence = format!("Data ada di `{}`.", folder.display());
    if is_beside {
        sentence.push_str(
            " Folder itu di samping program, dan dipakai lebih dahulu daripada folder pengguna.",
        );
    }
    ("Letak data", sentence, "")
}

pub(crate) fn private(open: &[String]) -> Words {
    let sentence = if open.is_empty() {
        "Folder data hanya untuk pemiliknya.".to_owned()
    } else {
        format!("Dapat dibaca pengguna lain di komputer ini: {}.", open.join(", "))
    };
    let next = "Cabut izin pengguna lain: `chmod -R go= FOLDER`. Anggap kunci yang sempat terbuka \
         sudah disalin orang bila komputer ini dipakai bersama.";
    ("Izin berkas", sentence, next)
}

pub(crate) fn clock(own: Day, log: Option<Day>, back: bool, skew: Option<u64>) -> Words {
    let mut sentence = format!("Tanggal komputer ini {}.", written_day(own));
    if let Some(log) = log {
        sentence = format!("{sentence} Hari log {}.", written_day(log));
    }
    if back {
        sentence = format!("{sentence} Jam mundur sejak pekerjaan terakhir.");
    }
    if let Some(skew) = skew {
        sentence = format!("{sentence} Selisih dengan server: {} menit.", skew / 60_000);
    }
    ("Jam", sentence, "Betulkan tanggal, jam, dan zona waktu komputer ini.")
}

pub(crate) fn store(sound: Option<bool>) -> Words {
    let sentence = match sound {
        Some(true) => "Penyimpanan utuh.",
        Some(false) => "Penyimpanan rusak.",
        None => "Penyimpanan tidak dapat diperiksa sekarang.",
    };
    let next = "Salin folder data ke tempat lain, lalu pulihkan cadangan ke folder baru: `kecuali \
         --data FOLDER restore SALINAN`. Periksa cakram.";
    ("Penyimpanan", sentence.to_owned(), next)
}

pub(crate) fn closed(why: &OfficeError) -> Words {
    let next = why.hint().unwrap_or("Hubungi pengelola program ini dan bacakan kode galatnya.");
    ("Penyimpanan", format!("{why} [{}]", why.code()), next)
}

pub(crate) fn keys(missing: &[String]) -> Words {
    let sentence = if missing.is_empty() {
        "Semua berkas kunci ada dan dapat dibaca.".to_owned()
    } else {
        format!("Berkas kunci hilang atau rusak: {}.", missing.join(", "))
    };
    let next = "Salin berkas itu dari cadangan ke folder `keys`; tanpa cadangan, buat kunci baru \
         dengan `kecuali join --person` dan mintakan wewenang.";
    ("Berkas kunci", sentence, next)
}

/// Someone as the page of people calls them.
pub(crate) fn person(name: &str, position: &str, role: &str) -> String {
    if position == role {
        return format!("{name} ({position})");
    }
    format!("{name} ({position} · {role})")
}

/// What is a key here and nobody's.
pub(crate) fn no_person(key: &str) -> String {
    match key {
        "installation" => "komputer ini".to_owned(),
        "bundle.age" => "pembuka berkas kiriman".to_owned(),
        other => other.to_owned(),
    }
}

/// The same with the file that is to be brought back.
pub(crate) fn with_file(called: &str, key: &str) -> String {
    let file = if key.contains('.') { key.to_owned() } else { format!("{key}.key") };
    format!("{called}: `{file}`")
}

pub(crate) fn sealed(open: &[String]) -> Words {
    let sentence = if open.is_empty() {
        "Semua kunci orang disegel dengan frasa sandi.".to_owned()
    } else {
        format!("Tanpa frasa sandi: {}.", open.join(", "))
    };
    ("Segel kunci", sentence, "Segel setiap kunci: `kecuali key seal KUNCI`.")
}

pub(crate) fn grants(without: &[String]) -> Words {
    let sentence = if without.is_empty() {
        "Setiap kunci di sini berwenang.".to_owned()
    } else {
        format!("Tanpa wewenang: {}.", without.join(", "))
    };
    let next = "Mintakan wewenang dengan `kecuali join --out BERKAS`, lalu `kecuali sync`; alasannya \
         pada `kecuali whoami`.";
    ("Wewenang", sentence, next)
}

pub(crate) fn backup(days: Option<u64>, copies: Option<&Copies>) -> Words {
    let mut sentence = match days {
        None => "Belum pernah disalin.".to_owned(),
        Some(days) => format!("Salinan terakhir {}.", ago(days)),
    };
    let next = match copies {
        None => "Salin ke media lain: `kecuali backup FOLDER`, lalu simpan di tempat terkunci.",
        Some(copies) if !copies.is_there => {
            sentence.push_str(" Folder cadangan harian tidak ditemukan.");
            "Pasang USB atau drive cadangan; salinan dibuat sendiri sesudahnya. Folder lain: `kecuali \
             backup FOLDER --daily`."
        }
        Some(copies) => {
            if let Some(code) = &copies.failed {
                sentence = format!("{sentence} Cadangan harian terakhir gagal [{code}].");
            }
            "Kosongkan ruang di folder cadangan atau periksa medianya, lalu jalankan `kecuali backup \
             --auto`."
        }
    };
    ("Cadangan", sentence, next)
}

pub(crate) fn sync(days: Option<u64>, server: bool) -> Words {
    let sentence = match days {
        None => "Belum pernah disinkronkan.".to_owned(),
        Some(days) => format!("Sinkronisasi terakhir {}.", ago(days)),
    };
    let next = if server {
        "Sinkronkan: `kecuali sync`; tanpa jaringan, `kecuali bundle export`."
    } else {
        "Sebutkan server: `kecuali sync --server URL`."
    };
    ("Sinkronisasi", sentence, next)
}

pub(crate) fn waiting(ready: usize, unsealed: usize, locked: usize) -> Words {
    let sentence = format!("Menunggu dikirim {ready}, wewenang {unsealed}, frasa sandi {locked}.");
    let next = if locked > 0 {
        "Buka kuncinya dan kirim: `kecuali sync --as KUNCI`."
    } else {
        "Kirim dengan `kecuali sync`; yang menunggu wewenang ditandatangani saat wewenang tiba."
    };
    ("Pekerjaan menunggu", sentence, next)
}

pub(crate) fn parked(count: usize) -> Words {
    let next = "Lihat dan selesaikan: `kecuali parked list`.";
    ("Pekerjaan ditolak", format!("Ditolak server dan disimpan di sini: {count}."), next)
}

pub(crate) fn server(asked: &Asked) -> Words {
    match asked {
        Ok(seen) if seen.answers => ("Server", "Server menjawab.".to_owned(), ""),
        Ok(_) => (
            "Server",
            "Server terhubung, tetapi sedang tidak melayani.".to_owned(),
            "Ulangi nanti; semua pekerjaan tetap tersimpan di sini.",
        ),
        Err(error) => {
            let next = error.hint().unwrap_or("Periksa alamat server, jaringan, dan proksi.");
            ("Server", format!("{error} [{}]", error.code()), next)
        }
    }
}

fn ago(days: u64) -> String {
    if days == 0 { "dalam 24 jam ini".to_owned() } else { format!("{days} hari yang lalu") }
}

fn size(bytes: u64) -> String {
    match bytes >> 20 {
        0 => format!("{} KiB", bytes >> 10),
        mib @ 1..=1023 => format!("{mib} MiB"),
        mib => format!("{} GiB", mib >> 10),
    }
}
