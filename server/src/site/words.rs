//! The words of the site that no template holds: titles, and names of what happens.

use kecuali_domain::office::Office;
use kecuali_publication::{Chosen, Reason, Shown, Status};

use super::cell::clean;

pub(crate) const NATIONAL_LETTERHEAD: &str = "Komisi Pemilihan Umum Republik Indonesia";
/// What the list is called.
pub(crate) const LIST: &str = "Daftar Informasi Publik yang Dikecualikan";
/// What it is, in the sentences that catalogues show.
pub(crate) const ABOUT_LIST: &str = "Daftar informasi publik di Komisi Pemilihan Umum, KPU Provinsi, \
    dan KPU Kabupaten/Kota yang dikecualikan menurut Undang-Undang Nomor 14 Tahun 2008 tentang \
    Keterbukaan Informasi Publik: informasinya, dasar hukum, konsekuensi, jangka waktu, dan \
    keputusan yang menetapkannya. Isi informasinya sendiri tidak termuat.";
pub(crate) const KEYWORDS: [&str; 5] = [
    "informasi yang dikecualikan",
    "keterbukaan informasi publik",
    "PPID",
    "pemilihan umum",
    "UU 14/2008",
];
pub(crate) const PUBLISHER: &str = "Komisi Pemilihan Umum";
pub(crate) const COUNTRY: &str = "Indonesia";
pub(crate) const CHANGES_FEED: &str = "Perubahan Daftar Informasi Publik yang Dikecualikan";
/// Where a value is that was taken down.
pub(crate) const WITHHELD: &str = "Informasi yang tidak ditampilkan lagi";

/// What an event is that changes what is told of a row which had left the list before.
pub(crate) const CHANGED_AFTERWARDS: &str = "Keterangan diubah setelah keluar dari daftar";

/// The lists of the offices, together.
pub(crate) const SERIES: &str = "Daftar Informasi Publik yang Dikecualikan menurut kantor";
pub(crate) const SERVICE: &str = "API Daftar Informasi Publik yang Dikecualikan";

/// What the list of one office is called.
pub(crate) fn list_of(office: &str) -> String {
    format!("{LIST} – {office}")
}

/// A page, where nobody said where the site lives.
pub(crate) fn page(path: &str) -> String {
    format!("halaman {path}")
}

/// A period in a line of its own.
pub(crate) fn period(text: &str) -> String {
    format!("Jangka waktu: {text}")
}

/// A reason in a line of its own.
pub(crate) fn because(reason: &str) -> String {
    format!("Sebab: {reason}")
}

/// Titles of pages.
pub(crate) mod title {
    pub(crate) const HOME: &str = super::LIST;
    pub(crate) const LIST: &str = "Daftar";
    pub(crate) const NATIONAL: &str = "Daftar nasional";
    pub(crate) const OFFICES: &str = "Kantor";
    pub(crate) const CHANGES: &str = "Perubahan terbaru";
    pub(crate) const DETERMINATIONS: &str = "Penetapan";
    pub(crate) const DOWNLOADS: &str = "Unduh data";
    pub(crate) const VERIFY: &str = "Memeriksa keaslian";
    pub(crate) const ABOUT: &str = "Tentang daftar ini";
}

/// A part of an address that says nothing here.
pub(crate) fn wrong_name(name: &str) -> String {
    format!("Bagian alamat “{}” tidak dikenal atau isinya salah.", short(name))
}

/// A filter with a value that is none, as the form calls it.
pub(crate) fn wrong_filter(label: &str, value: &str) -> String {
    format!("{label}: “{}” tidak dikenal.", short(value))
}

/// What is searched for, where it is no text to search for.
pub(crate) fn wrong_text(most: usize) -> String {
    format!(
        "Cari informasi: tulis paling sedikit satu huruf atau angka, paling banyak {most} huruf."
    )
}

const SHORT: usize = 40;

/// As much of what someone wrote as says which it was.
fn short(text: &str) -> String {
    let text = clean(text);
    let mut short: String = text.chars().take(SHORT).collect();
    if text.chars().nth(SHORT).is_some() {
        short.push('…');
    }
    short
}

/// What the form of the list calls its filters.
pub(crate) mod filter {
    pub(crate) const PROVINCE: &str = "Provinsi";
    pub(crate) const OFFICE: &str = "Kantor";
    pub(crate) const GROUND: &str = "Dasar hukum";
    pub(crate) const ITEM: &str = "Butir";
    pub(crate) const YEAR: &str = "Tahun penetapan";
    pub(crate) const STATUS: &str = "Status";
    pub(crate) const VIEW: &str = "Tampilan";
}

/// Which rows by their standing.
pub(crate) mod standing {
    pub(crate) const IN_FORCE: &str = "Berlaku";
    pub(crate) const ENDED: &str = "Tidak berlaku lagi";
    pub(crate) const ALL: &str = "Semua";
}

/// The codes an office has and had.
pub(crate) fn codes(office: &Office) -> String {
    let now = office.kemendagri_code.as_deref();
    let before = office.kemendagri_code_2022.as_deref().filter(|before| Some(*before) != now);
    match (now, before) {
        (Some(now), Some(before)) => format!("{now} (sampai 2022: {before})"),
        (Some(now), None) => now.to_owned(),
        (None, _) => String::new(),
    }
}

/// The letterhead of an office: `KPU Kabupaten Serang` written out.
pub(crate) fn letterhead(local_name: &str) -> String {
    for (short, long) in
        [("KPU ", "Komisi Pemilihan Umum "), ("KIP ", "Komisi Independen Pemilihan ")]
    {
        if let Some(rest) = local_name.strip_prefix(short) {
            return format!("{long}{}", if rest == "RI" { "Republik Indonesia" } else { rest });
        }
    }
    local_name.to_owned()
}

/// Why a row left, in a word.
pub(crate) const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Revoked => "dicabut",
        Reason::Opened => "dinyatakan terbuka",
        Reason::TakenDown => "diturunkan",
        Reason::Lapsed => "jangka waktu berakhir",
        Reason::Void => "batal",
        Reason::Superseded => "digantikan",
    }
}

/// What the period of a row does not hold for, in a line of its cell.
pub(crate) fn unless(exceptions: &Shown<Vec<Chosen>>) -> String {
    let Shown::Open(chosen) = exceptions else {
        return "kecuali hal yang tidak ditampilkan lagi".to_owned();
    };
    let short = |one: &Chosen| match one.id.as_str() {
        "written_consent" => "ada persetujuan tertulis dari yang berhak".to_owned(),
        "public_office" => "berkaitan dengan posisi dalam jabatan publik".to_owned(),
        "court_or_ki" => "ada putusan Komisi Informasi atau pengadilan".to_owned(),
        _ => clean(&one.text),
    };
    let all: Vec<String> = chosen.iter().map(short).collect();
    format!("kecuali bila {}", all.join(", atau "))
}

/// By which decision a row was revoked, where one was named: it was signed on another day than that
/// on which the row left the list.
pub(crate) fn revoked_by(status: &Status) -> Option<String> {
    status.revoked_by.as_ref().map(|by| format!("Dicabut dengan {}", clean(&by.text)))
}

/// The files of the list.
pub(crate) mod file {
    /// A file that people and portals are told about.
    #[derive(Debug)]
    pub(crate) struct Known {
        pub(crate) name: &'static str,
        pub(crate) title: &'static str,
        pub(crate) about: &'static str,
        /// Its name in the EU's list of file types, which DCAT-AP uses.
        pub(crate) kind: &'static str,
    }

    pub(crate) const ALL: [Known; 5] = [
        Known {
            name: "daftar.xlsx",
            title: "Excel (XLSX)",
            about: "Untuk dibaca, disaring, dan dicetak.",
            kind: "XLSX",
        },
        Known {
            name: "daftar-excel.csv",
            title: "CSV untuk Excel",
            about: "Dengan pemisah yang dikenal Excel berbahasa Indonesia.",
            kind: "CSV",
        },
        Known {
            name: "daftar.csv",
            title: "CSV untuk mesin",
            about: "RFC 4180, UTF-8, dengan keterangan kolom (CSVW).",
            kind: "CSV",
        },
        Known {
            name: "daftar.json",
            title: "JSON",
            about: "Satu larik, lengkap dengan nilai untuk mesin.",
            kind: "JSON",
        },
        Known {
            name: "daftar.ndjson",
            title: "NDJSON",
            about: "Satu informasi setiap baris.",
            kind: "JSON",
        },
    ];
}

/// How large a file is.
pub(crate) fn size(bytes: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = bytes.saturating_mul(10).div_ceil(unit);
        format!("{},{}", number(tenths / 10), tenths % 10)
    };
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", tenths(1_000)),
        _ => format!("{} MB", tenths(1_000_000)),
    }
}

/// A whole number as it is written: 51.400.
pub(crate) fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use kecuali_domain::office::Offices;

    use super::*;

    #[test]
    fn every_office_has_a_letterhead_written_out() {
        for office in Offices::bundled().iter() {
            let head = letterhead(office.local_name());
            assert!(head.starts_with("Komisi "), "{head}");
        }
        assert_eq!(letterhead("KPU RI"), NATIONAL_LETTERHEAD);
    }

    #[test]
    fn sizes_are_rounded_up() {
        let written = [999, 1_000, 1_234_567, 12_345_678_901].map(size);
        assert_eq!(written, ["999 B", "1,0 kB", "1,3 MB", "12.345,7 MB"]);
    }

    #[test]
    fn numbers_are_written_with_full_stops() {
        let written = [0, 999, 1_000, 51_400, 1_234_567].map(number);
        assert_eq!(written, ["0", "999", "1.000", "51.400", "1.234.567"]);
    }
}
