//! Importing lists: what was understood of a file, row by row, and what to look at.

pub(crate) mod checked;

use std::path::Path;

use kecuali_tables::{Format, Over, TableError, limits};

use crate::office::import::{
    apart::Unreadable,
    aside::Left,
    columns::{Becomes, How, label},
    flags::Mark,
    headings::{Other, Sure},
};

/// Why a file is not read as a list.
pub(crate) fn unreadable(path: &Path, why: Unreadable) -> String {
    let name = path.display();
    let why = match why {
        Unreadable::Table(error) => table(error),
        Unreadable::Heavy => "membacanya memerlukan terlalu banyak memori".to_owned(),
        Unreadable::Slow => "membacanya memerlukan terlalu banyak waktu".to_owned(),
        Unreadable::NoList => "tidak ada daftar di dalamnya".to_owned(),
    };
    format!("Berkas `{name}` tidak dapat diimpor: {why}.")
}

fn table(error: TableError) -> String {
    match error {
        TableError::Format => {
            "bukan CSV, JSON, XLSX, ODS, ODT, atau DOCX yang dikenal program ini".to_owned()
        }
        TableError::Protected => {
            "terlindungi kata sandi, atau format Office lama (.xls, .doc)".to_owned()
        }
        TableError::Damaged => "berkasnya rusak atau terpotong".to_owned(),
        TableError::Doctype => "memuat DOCTYPE, yang tidak dipakai program kantor".to_owned(),
        TableError::Over(over) => format!("melebihi batas ({})", over_limit(over)),
        TableError::Stopped => "pembacaannya terhenti".to_owned(),
    }
}

fn over_limit(over: Over) -> String {
    match over {
        Over::File => format!("ukuran berkas, paling besar {} MB", limits::FILE >> 20),
        Over::Entries => "jumlah bagian arsip".to_owned(),
        Over::Inflated => "ukuran setelah dimekarkan".to_owned(),
        Over::Token => "panjang satu bagian XML".to_owned(),
        Over::Depth => "kedalaman susunan".to_owned(),
        Over::Sheets => format!("jumlah lembar, paling banyak {}", limits::SHEETS),
        Over::Rows => format!("jumlah baris, paling banyak {}", limits::ROWS),
        Over::Columns => format!("jumlah kolom, paling banyak {}", limits::COLUMNS),
        Over::Cells => format!("jumlah sel, paling banyak {}", limits::CELLS),
        Over::Text => "panjang teks".to_owned(),
        Over::Declared => "jumlah teks, format, atau sel gabungan".to_owned(),
    }
}

/// What to do where a file is not read.
pub(crate) const fn unreadable_hint(why: Unreadable) -> &'static str {
    match why {
        Unreadable::Table(TableError::Protected) => {
            "Buka berkasnya, hapus kata sandinya, dan simpan sebagai .xlsx, .ods, .docx, atau .csv."
        }
        Unreadable::Table(TableError::Damaged) => {
            "Buka dan simpan ulang berkasnya, atau mintalah salinan baru dari pengirimnya."
        }
        Unreadable::NoList => {
            "Sebutkan lembarnya dengan `--sheet NAMA`, atau baris judul kolomnya dengan `--header BARIS`."
        }
        Unreadable::Table(_) | Unreadable::Heavy | Unreadable::Slow => {
            "Salin tabelnya saja ke berkas baru, lalu ulangi."
        }
    }
}

pub(crate) fn not_a_mapping(text: &str) -> String {
    format!(
        "`{text}` bukan `KOLOM=ISIAN`; pakailah `KOLOM=-` untuk kolom yang tidak menjadi isian."
    )
}

pub(crate) fn no_such_column(typed: &str, all: &[&str]) -> String {
    format!("Tidak ada kolom `{typed}`; yang ada: {}.", listed(all))
}

pub(crate) fn no_such_sheet(typed: &str, all: &[&str]) -> String {
    format!("Tidak ada lembar `{typed}`; yang ada: {}.", listed(all))
}

/// Several sheets have a list, and none was named.
pub(crate) fn several_lists(all: &[String]) -> String {
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    format!("Berkas ini memuat beberapa daftar: {}.", listed(&all))
}

/// What was said of rows is no number of one.
pub(crate) fn not_rows(text: &str) -> String {
    format!("`{text}` bukan nomor baris; tulis misalnya `5`, `12-14`, atau `LEMBAR!5`.")
}

/// A row that was to be left out or taken in is none of the list.
pub(crate) fn no_such_row(text: &str) -> String {
    format!("Tidak ada baris daftar pada `{text}`.")
}

pub(crate) fn nothing_left() -> String {
    "Semua baris dilewati; tidak ada yang diimpor.".to_owned()
}

/// Why a row is left out.
pub(crate) const fn left_out(left: Left) -> &'static str {
    match left {
        Left::Said => "dilewati",
        Left::Empty => "bukan entri: kosong",
        Left::Total => "bukan entri: jumlah",
        Left::Signature => "bukan entri: bagian tanda tangan",
    }
}

/// The row that was said to have the headings has nothing in it.
pub(crate) fn no_such_header(row: u32, sheet: Option<&str>) -> String {
    let sheet = sheet.map(|name| format!(" di lembar `{name}`")).unwrap_or_default();
    format!("Tidak ada isi di baris {row}{sheet}; judul kolomnya di baris lain.")
}

fn listed(all: &[&str]) -> String {
    let quoted: Vec<String> = all.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// A row, as findings name it.
pub(crate) fn row(number: u32) -> String {
    format!("baris {number}")
}

/// The same where several sheets are taken.
pub(crate) fn row_of(number: u32, sheet: Option<&str>) -> String {
    match sheet {
        Some(sheet) => format!("{sheet} {}", row(number)),
        None => row(number),
    }
}

/// What is odd about a row.
pub(crate) fn mark(mark: &Mark) -> String {
    match mark {
        Mark::Unclosed => "Tanda kutip tidak ditutup; periksa apakah barisnya utuh.".to_owned(),
        Mark::Hidden => "Barisnya tersembunyi di berkas; tetap masuk.".to_owned(),
        Mark::Invisible(_) => {
            "Memuat tanda yang tidak terlihat; hanya disimpan sebagai asal-usul. \
                               Ketik ulang isinya."
                .to_owned()
        }
        Mark::Undecodable => {
            "Ada huruf yang tidak terbaca; simpan ulang berkas sebagai UTF-8.".to_owned()
        }
        Mark::FromAbove(_) => {
            "Nilainya dari sel gabungan yang mulai di baris sebelumnya.".to_owned()
        }
        Mark::FromAside => {
            "Sel gabungan dari kolom lain menutupinya; isinya tidak diambil dua kali.".to_owned()
        }
        Mark::Outside => {
            "Ada isi di kolom tanpa judul; hanya disimpan sebagai asal-usul.".to_owned()
        }
        Mark::Formula => "Nilainya hasil rumus.".to_owned(),
        Mark::DoesNotFit => {
            "Nilainya tidak sesuai bentuk isian; hanya disimpan sebagai asal-usul.".to_owned()
        }
        Mark::TooLong => {
            "Nilainya terlalu panjang untuk isian; hanya disimpan sebagai asal-usul.".to_owned()
        }
        Mark::TwoValues => "Dua kolom memberi nilai yang berbeda; yang pertama dipakai.".to_owned(),
        Mark::BelongsTo(field) => format!("Isinya lebih menyerupai \"{}\".", label(field)),
        Mark::TwoFields => "Kolom atau selnya memuat dua isian; pisahkan dengan tangan.".to_owned(),
        Mark::NumberAgain(_) => "Nomor baris ini sudah dipakai.".to_owned(),
        Mark::Empty => {
            "Tidak ada isian yang terbaca; seluruh isinya disimpan sebagai asal-usul.".to_owned()
        }
    }
}

/// What a column becomes.
pub(crate) fn becomes(becomes: &Becomes) -> String {
    match becomes {
        Becomes::Field(name) => {
            let label = label(name);
            if label == *name { name.clone() } else { format!("{name} ({label})") }
        }
        Becomes::Number => "nomor baris".to_owned(),
        Becomes::Kept(None) => "asal-usul saja".to_owned(),
        Becomes::Kept(Some(other)) => format!("asal-usul saja: {}", self::other(*other)),
    }
}

const fn other(other: Other) -> &'static str {
    match other {
        Other::Place => "tempat simpan, tidak keluar dari kantor",
        Other::Person => "data orang, tidak keluar dari kantor",
        Other::PublicList => "kolom daftar informasi publik",
        Other::Requests => "kolom register permohonan",
        Other::Decision => "keputusan dan tanggalnya, ada di catatan nasional",
        Other::Beginning => "awal jangka waktu; yang dicatat adalah akhirnya",
    }
}

/// How it was found out what a column becomes.
pub(crate) const fn how(how: How) -> &'static str {
    match how {
        How::Said => "ditentukan",
        How::Before => "seperti impor lalu",
        How::Guessed(Sure::Known) => "judul dikenal",
        How::Guessed(Sure::Likely) => "dugaan dari judul",
        How::Guessed(Sure::Contents) => "dugaan dari isi",
        How::Only => "dugaan: satu-satunya nama",
        How::Taken => "isiannya sudah dari kolom lain",
        How::Unknown => "tidak dikenal",
    }
}

/// What a file is.
pub(crate) fn format(format: Format, encoding: Option<&str>, separator: Option<char>) -> String {
    let name = match format {
        Format::Csv => "CSV",
        Format::Json => "JSON",
        Format::Xlsx => "XLSX",
        Format::Ods => "ODS",
        Format::Odt => "ODT",
        Format::Docx => "DOCX",
    };
    let separator = separator.map(|one| match one {
        '\t' => "pemisah tab".to_owned(),
        one => format!("pemisah `{one}`"),
    });
    let parts = [Some(name.to_owned()), encoding.map(str::to_owned), separator];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

pub(crate) const UNNAMED: &str = "(tanpa nama)";
pub(crate) const HIDDEN: &str = "tersembunyi";
pub(crate) const NOT_TAKEN: &str = "tidak diambil";

/// A sheet, or a table of a text.
pub(crate) fn sheet(name: &str, rows: usize) -> String {
    let name = if name.is_empty() { UNNAMED } else { name };
    format!("Lembar  {name}, {rows} baris")
}

/// A table with its headings, and its sheet where several are taken.
pub(crate) fn table_head(sheet: Option<&str>, header: Option<(u32, u32)>, rows: usize) -> String {
    let headings = match header {
        None => "tanpa judul kolom".to_owned(),
        Some((first, last)) if first == last => format!("judul kolom di baris {first}"),
        Some((first, last)) => format!("judul kolom di baris {first}–{last}"),
    };
    let sheet = sheet.map(|name| format!("{name}, ")).unwrap_or_default();
    format!("Tabel   {sheet}{headings}; {rows} baris menjadi konsep")
}

pub(crate) fn title(row: u32, text: &str) -> String {
    if row == 0 { format!("  di atas: {text}") } else { format!("  baris {row}: {text}") }
}

/// How a legal basis or a period was understood.
pub(crate) fn understood(text: &str, read: &str) -> String {
    let read = if read.is_empty() { "tidak dipahami; disimpan apa adanya" } else { read };
    format!("  \"{text}\" dibaca: {read}")
}

/// The same file was imported before.
pub(crate) fn imported_before(batches: &[String]) -> String {
    format!("Berkas ini sudah pernah diimpor: {}", batches.join(", "))
}

pub(crate) fn headings_again(rows: &[String]) -> String {
    format!("  judul kolom berulang di baris {}", rows.join(", "))
}

/// One finding, with how many rows have it and some of them.
pub(crate) fn flagged(count: usize, rows: &[String], more: bool) -> String {
    let more = if more { ", …" } else { "" };
    format!("{count} baris ({}{more})", rows.join(", "))
}

pub(crate) fn rows_flagged(flagged: usize, all: usize) -> String {
    format!("Catatan {flagged} dari {all} baris perlu dilihat; semuanya tetap masuk.")
}

/// Only so many rows were compared with each other for names that are alike.
pub(crate) fn compared(rows: usize) -> String {
    format!(
        "  Nama yang sama dicari di semua baris. Nama yang mirip dicari di antara {rows} baris pertama \
         dan yang sudah ada; baris sesudahnya dibandingkan dengan itu, tidak satu sama lain."
    )
}

pub(crate) const NOTHING_FLAGGED: &str = "Catatan tidak ada.";

/// A file that was chosen a while ago.
pub(crate) const UPLOADED: &str = "berkas yang dipilih";
pub(crate) const NUMBER: &str = "Nomor baris";
pub(crate) const ORIGIN_ONLY: &str = "Tidak menjadi isian, hanya asal-usul";

pub(crate) const CHOOSE_SHEETS: &str =
    "Ada beberapa lembar dengan daftar. Pilih lembar yang diimpor.";
pub(crate) const NO_LIST: &str =
    "Tidak ditemukan daftar di dalamnya. Sebutkan baris judul kolomnya, atau pilih lembar lain.";
pub(crate) const LOOK_AGAIN: &str = "Belum ada yang ditulis: pilihan atau isinya berbeda dari yang tadi \
     ditampilkan. Periksa yang ditampilkan sekarang, lalu tekan lagi.";

/// Drafts were written from a page.
pub(crate) fn drafts_kept(entries: usize) -> String {
    format!(
        "{entries} konsep tersimpan di komputer ini. Semuanya dapat dibatalkan di halaman ini, tetapi \
         hanya sampai sinkron berikutnya mengirimnya; sesudah itu tetap ada sebagai konsep."
    )
}

/// What is asked before drafts are written.
pub(crate) const WRITES_DRAFTS: &str =
    "Belum ada yang ditulis. Setiap baris akan menjadi konsep entri di kantor ini.";
pub(crate) const TAKEN_IN: &str = "diambil sebagai entri";
/// How to leave rows out, and to take them in.
pub(crate) const ROWS: &str = "Baris dilewati dengan `--skip 5,12-14`, dan yang dianggap bukan entri diambil dengan `--take 5`.";
/// How to change what a column becomes.
pub(crate) const MAP: &str =
    "Ubah arti kolom dengan `--map \"KOLOM=ISIAN\"`; susunannya diingat untuk judul yang sama.";

pub(crate) fn imported(entries: usize, batch: &str) -> String {
    format!("{entries} konsep tersimpan. Batalkan semuanya dengan `kecuali import undo {batch}`.")
}

/// What is asked before drafts are erased.
pub(crate) const ERASES_DRAFTS: &str =
    "Konsep yang belum terkirim akan dihapus dan tidak dapat dikembalikan.";

pub(crate) fn undone(erased: usize) -> String {
    format!("{erased} konsep dihapus.")
}

pub(crate) fn would_erase(unsent: usize) -> String {
    format!("{unsent} konsep belum terkirim dan dapat dihapus.")
}

pub(crate) fn stay_sent(entries: &[String]) -> String {
    format!("{} tetap ada karena sudah terkirim: {}", entries.len(), entries.join(", "))
}

pub(crate) fn stay_edited(entries: &[String]) -> String {
    format!("{} tetap ada karena sudah diubah sesudahnya: {}", entries.len(), entries.join(", "))
}

/// What is left of a batch.
pub(crate) fn left(unsent: usize, sent: usize, edited: usize, undone: usize) -> String {
    format!("{unsent} belum terkirim, {sent} terkirim, {edited} diubah, {undone} dibatalkan")
}

pub(crate) fn not_imported(entry: &str) -> String {
    format!("{entry} tidak berasal dari impor di komputer ini.")
}

/// The key of a field names no legal basis.
pub(crate) fn not_a_basis(member: &str) -> String {
    format!(
        "`{member}` bukan nama dasar hukum. Tulis dasar hukumnya sebagai teks di `legal_basis`, \
         misalnya `uu-14-2008:17.h.2`."
    )
}
