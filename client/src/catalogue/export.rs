//! What stands in the files that an office hands on.

use crate::office::export::Format;

pub(crate) const ENTRY: &str = "Sebutan";
pub(crate) const ID: &str = "Nomor tetap";
pub(crate) const STATUS: &str = "Status";
pub(crate) const UNDER: &str = "Penetapan";
pub(crate) const ENDS: &str = "Hari terakhir berlaku";
pub(crate) const PROGRESS: &str = "Kemajuan";
pub(crate) const LATER_EDITS: &str = "Perubahan sesudahnya";
pub(crate) const CONFLICTS: &str = "Isian bentrok";

pub(crate) const FIELDS: &str = "Isian sekarang";
pub(crate) const FIELD: &str = "Isian";
pub(crate) const VALUE: &str = "Nilai";
pub(crate) const INTERNAL: &str = "intern";
pub(crate) const DECISIONS: &str = "Keputusan yang dirujuk";
pub(crate) const NO_DECISION: &str = "Belum ada keputusan.";
pub(crate) const PROVEN_ROW: &str = "Baris publik yang terbukti";
pub(crate) const HISTORY: &str = "Riwayat";
pub(crate) const WHEN: &str = "Waktu";
pub(crate) const WHAT: &str = "Tindakan";
pub(crate) const WHO: &str = "Oleh";
pub(crate) const PLACE: &str = "Posisi dalam catatan";
pub(crate) const VERSIONS: &str = "Setiap versi";
pub(crate) const WROTE: &str = "mengisi";
/// A word was copied from a paper of which there is no scan.
pub(crate) const WITHOUT_SCAN: &str = "dicatat tanpa pindaian";
pub(crate) const DECIDED_ON: &str = "Tanggal penetapan";
pub(crate) const AS_OF: &str = "Keadaan per tanggal";
pub(crate) const NO_EFFECT: &str = "tanpa akibat";
pub(crate) const TO_VERIFY: &str = "Cara memeriksa";
pub(crate) const NOT_PUBLIC: &str = "Berkas ini memuat juga isian intern yang tidak menjadi publik. \
     Serahkan hanya kepada yang berwenang memeriksanya.";

/// A format of a register, for who chooses one.
pub(crate) const fn format(format: Format) -> &'static str {
    match format {
        Format::Xlsx => "Excel (XLSX)",
        Format::CsvExcel => "CSV untuk Excel Indonesia (titik koma)",
        Format::Csv => "CSV (koma)",
        Format::Json => "JSON",
        Format::Ndjson => "JSON, satu entri sebaris",
    }
}

/// What a register is called.
pub(crate) fn register(office: &str) -> String {
    format!("Register Informasi yang Dikecualikan – kantor {office}")
}

/// What the evidence of an entry is called.
pub(crate) fn evidence(entry: &str) -> String {
    format!("Berkas bukti {entry}")
}

/// A register was written.
pub(crate) fn exported(entries: usize, files: &[String], internal: bool) -> String {
    let files = files.join(", ");
    let warning = if internal { format!("\n{NOT_PUBLIC}") } else { String::new() };
    format!("{entries} entri ditulis ke {files}.{warning}")
}

/// Evidence was written.
pub(crate) fn evidence_written(entry: &str, file: &str) -> String {
    format!("Bukti {entry} ditulis ke {file}.\n{NOT_PUBLIC}")
}

/// Why the evidence of an entry has no proof of a public row.
pub(crate) fn no_proof(why: &str) -> String {
    format!("Bukti baris publik tidak disertakan: {why}")
}

/// What is in the file and how it is checked, as text.
pub(crate) fn readme(entry: &str, has_records: bool, has_proof: bool) -> String {
    let title = evidence(entry);
    if !has_records {
        return format!("{title}\n\n{README}{README_ROOT}{README_UNSENT}");
    }
    let row = if has_proof { README_ROW } else { "" };
    format!("{title}\n\n{README}{README_RECORDS}{README_ROOT}{README_CHECK}{row}{README_LIMITS}")
}

const README: &str = "\
index.html   dibaca dengan peramban dan dapat dicetak.
entri.json   isian dan status entri sekarang, beserta temuan kaidah.
versi.json   setiap versi: isian yang ditulis dan isi lengkap sesudahnya.
riwayat.json setiap tindakan: siapa, kapan, posisinya dalam catatan, dan akibatnya.
keputusan.json keputusan yang dirujuk entri ini.
";

/// The tests of KPU RI that are in it.
pub(crate) const README_SHEETS: &str = "
lembar-uji.html lembar pengujian konsekuensi dari butir yang menjadi dasar entri ini, menurut catatan
             KPU RI. Dokumen internal KPU: serahkan hanya kepada yang berwenang memeriksanya.
";

const README_RECORDS: &str = "\
catatan.json setiap catatan bertanda tangan dari entri ini, dengan wewenang penanda tangannya.
";

const README_ROOT: &str = "\
akar-kepercayaan.json akar kepercayaan nasional. Cocokkan sidiknya dengan yang diumumkan KPU RI:
             berkas ini sendiri tidak membuktikan akarnya.
";

const README_UNSENT: &str = "
Entri ini belum terkirim: belum ada catatannya yang dapat diperiksa orang lain.
";

const README_CHECK: &str = "
Periksa tanpa jaringan dengan program `kecuali`:

  kecuali verify records catatan.json --trust-root akar-kepercayaan.json
";

const README_ROW: &str = "  kecuali verify row bukti.json --trust-root akar-kepercayaan.json

bukti.json   bukti baris publik: keputusan bertanda tangan yang membuatnya.
baris.json   isi baris itu, sebagaimana terbukti.
";

const README_LIMITS: &str = "
Yang terbukti: isi setiap catatan, penanda tangannya, dan bahwa akar kepercayaan mengizinkannya.
Yang tidak terbukti: bahwa tidak ada tindakan sesudahnya, dan bahwa waktu menurut jam penanda
tangan itu benar. Apakah baris masih berlaku dilihat pada daftar publik dan penandanya.
";
