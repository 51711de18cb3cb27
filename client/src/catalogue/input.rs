//! What is wrong with what a person typed, or with what a file holds.

use kecuali_domain::{
    Day, NotAName, OfficeId,
    act::Position,
    field::{Field, FieldKind},
};

use super::written_day;

pub(crate) fn data_folder() -> String {
    "Sebutkan folder data: `--data FOLDER`.".to_owned()
}

pub(crate) fn not_a_name(error: &NotAName) -> String {
    let expected = match error.expected {
        "a day like 2026-11-23" => return not_a_day(&error.text),
        "an office id" => "kode kantor",
        "a scope" => "nama catatan",
        _ => "bentuk yang diharapkan di sini",
    };
    format!("`{}` bukan {expected}.", error.text)
}

/// How a day is written.
const DAY: &str = "2025-08-21 atau 21 Agustus 2025";

pub(crate) fn not_a_day(text: &str) -> String {
    format!("`{text}` bukan tanggal; tulis seperti {DAY}.")
}

pub(crate) fn not_a_status(text: &str, all: &[&str]) -> String {
    format!("`{text}` bukan status; pilih salah satu dari: {}.", all.join(", "))
}

pub(crate) fn not_a_ground(text: &str) -> String {
    format!("`{text}` bukan dasar Pasal 17; tulis seperti `17.h` atau `17.h.2`.")
}

pub(crate) fn no_entry_named() -> String {
    "Sebutkan sekurang-kurangnya satu entri, atau pilih dengan `--all-with STATUS`.".to_owned()
}

pub(crate) fn nothing_to_add() -> String {
    "Sebutkan isinya: `--set information=…`, atau `--from BERKAS`.".to_owned()
}

pub(crate) fn empty_entry() -> String {
    "Entri tanpa isian tidak disimpan; isilah sekurang-kurangnya satu, misalnya \
     `--set information=…`."
        .to_owned()
}

pub(crate) fn empty_draft() -> String {
    "Konsep keputusan tanpa isian tidak disimpan; sebutkan isinya: `--set number=…`, atau \
     `--from BERKAS`."
        .to_owned()
}

pub(crate) fn not_an_assignment(text: &str) -> String {
    format!("`{text}` bukan `ISIAN=NILAI`, misalnya `information=…`.")
}

pub(crate) fn field_without_name() -> String {
    "Isian memerlukan nama.".to_owned()
}

pub(crate) fn unknown_field(name: &str, nearest: Option<&str>) -> String {
    let meant = nearest.map(|near| format!(" Apakah maksudnya `{near}`?")).unwrap_or_default();
    format!("Isian `{name}` tidak dikenal.{meant}")
}

pub(crate) fn not_a_choice(field: &str, choices: &[&str]) -> String {
    format!("Isian `{field}` harus salah satu dari: {}.", choices.join(", "))
}

pub(crate) fn not_a_member(field: &str, member: &str, choices: &[&str]) -> String {
    let all = choices.join(", ");
    let all = if all.is_empty() { all } else { format!(" Pilih dari: {all}.") };
    format!("`{member}` bukan anggota isian `{field}`.{all}")
}

pub(crate) fn cleared_one_by_one(field: &str) -> String {
    format!("Isian `{field}` dikosongkan satu per satu: `{field}/ANGGOTA=`.")
}

pub(crate) fn not_a_public_field(name: &str, all: &[&str]) -> String {
    format!("`{name}` bukan isian publik baris ini; pilih dari: {}.", all.join(", "))
}

pub(crate) fn does_not_fit(field: &Field, value: &str) -> String {
    let form = match field.kind {
        FieldKind::Day => format!("Tulis tanggal seperti {DAY}. "),
        FieldKind::WholeNumber => {
            "Tulis bilangan bulat dengan angka saja, misalnya 2026. ".to_owned()
        }
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Period
        | FieldKind::Choice(_)
        | FieldKind::ChoiceSet(_)
        | FieldKind::LegalBasisSet => String::new(),
    };
    format!("`{value}` tidak sesuai untuk isian `{}`. {form}{}", field.name, field.help)
}

pub(crate) fn hidden_sign(field: &str, sign: u32, before: &str) -> String {
    let place = match before.trim() {
        "" => "di awal".to_owned(),
        before => {
            let skip = before.chars().count().saturating_sub(20);
            format!("sesudah \"{}\"", before.chars().skip(skip).collect::<String>())
        }
    };
    format!(
        "Isian `{field}` memuat tanda yang tidak terlihat (U+{sign:04X}) {place}; ketik ulang tanpa \
         tanda itu."
    )
}

pub(crate) fn not_of_an_item(text: &str) -> String {
    format!("`{text}` bukan isian butir; tulis `item/NOMOR/ISIAN`, misalnya `item/1/information`.")
}

pub(crate) fn of_an_item(field: &str) -> String {
    format!("Isian `{field}` ada pada butir; tulis `item/1/{field}=…`, dengan nomor butirnya.")
}

pub(crate) fn too_long(field: &str, excess: usize, most: usize) -> String {
    format!(
        "Isian `{field}` terlalu panjang: kurangi paling sedikit {excess} karakter (batasnya sekitar \
         {most} karakter). Tulis pokoknya, dan sebut dokumen yang memuat rinciannya."
    )
}

pub(crate) fn value_too_long(most: usize) -> String {
    format!("Nama isian terlalu panjang, atau nilainya lebih dari {most} bita.")
}

pub(crate) fn two_values(field: &str) -> String {
    format!("Isian `{field}` diberi lebih dari satu nilai.")
}

pub(crate) fn twice(name: &str) -> String {
    format!("nama `{name}` ditulis dua kali")
}

pub(crate) fn written_twice() -> String {
    "Nama isian ini ditulis dua kali.".to_owned()
}

pub(crate) fn not_a_text() -> String {
    "Nilai harus berupa teks, angka, atau daftar teks.".to_owned()
}

pub(crate) fn not_an_object() -> String {
    "Baris harus berupa objek JSON dengan nama isian.".to_owned()
}

pub(crate) fn too_many_fields(most: usize) -> String {
    format!("Baris ini memuat lebih dari {most} isian.")
}

pub(crate) fn empty_row() -> String {
    "Baris ini kosong.".to_owned()
}

/// Why a file is none: finishes "Isi berkas … tidak dapat dibaca: ….".
pub(crate) fn not_json(error: &serde_json::Error) -> String {
    format!("bukan JSON yang sah pada baris {}, kolom {}", error.line(), error.column())
}

pub(crate) const NO_ROWS: &str = "daftar di dalamnya kosong";
pub(crate) const NOT_A_LIST: &str = "seharusnya daftar objek, atau objek dengan `rows`";
pub(crate) const NOT_FIELDS: &str = "seharusnya satu objek berisi isian";
pub(crate) const NOT_PLAIN: &str = "nilai isian harus teks atau angka";
pub(crate) const NOT_A_REQUEST: &str = "bukan permohonan kunci";
pub(crate) const NOT_AN_OFFICE: &str = "bukan keterangan kantor yang dikenal program ini";
pub(crate) const NOT_SEALED: &str = "paket tidak dapat dienkripsi";

pub(crate) fn not_a_person(text: &str, what: &str) -> String {
    format!("`{text}` bukan `KEY:NAMA:JABATAN:PERAN[:ENDORSES_AS]`: {what}.")
}

pub(crate) const FOUR_OR_FIVE: &str = "harus empat atau lima bagian";

pub(crate) fn not_a_role(role: &str, all: &[String]) -> String {
    format!("`{role}` bukan peran; pilih salah satu dari: {}", all.join(", "))
}

pub(crate) fn not_a_position(text: &str) -> String {
    format!("`{text}` bukan jabatan pemberi persetujuan; pilih {}.", positions())
}

pub(crate) fn position_missing() -> String {
    format!("Sebutkan jabatannya: `--position`, salah satu dari {}.", positions())
}

pub(crate) fn endorser_without_position() -> String {
    format!("Sebutkan jabatan pemberi persetujuan sebagai bagian kelima: {}.", positions())
}

fn positions() -> String {
    Position::ALL.map(Position::as_str).join(", ")
}

pub(crate) fn not_a_key_name(name: &str) -> String {
    format!("`{name}` tidak dapat menjadi nama kunci; pakailah huruf, angka, dan `-`.")
}

pub(crate) fn no_administrator() -> String {
    "KPU RI dimulai dengan seorang administrator: `--person KEY:NAMA:JABATAN:administrator`."
        .to_owned()
}

pub(crate) fn not_a_code(office: &OfficeId) -> String {
    format!("Itu bukan kode satu kali untuk kantor {office}; salin lagi dari suratnya, 25 huruf.")
}

pub(crate) fn no_code_for_national() -> String {
    "KPU RI tidak memakai kode undangan: sidik kunci orang dan komputernya dicocokkan langsung."
        .to_owned()
}

pub(crate) fn day_is_over(day: Day) -> String {
    format!("Hari {} sudah lewat.", written_day(day))
}

pub(crate) fn no_office_named() -> String {
    "Sebutkan kantornya: `--csv BERKAS`, `--province KODE`, atau kode kantor.".to_owned()
}

pub(crate) fn no_such_office(code: &str) -> String {
    format!("Tidak ada kantor dengan kode `{code}`.")
}

pub(crate) fn no_request() -> String {
    "Sebutkan berkas permohonan, atau `--server KUNCI`.".to_owned()
}

pub(crate) fn no_cut() -> String {
    "Tanpa `--cut national=HASH` semua wewenang dari kunci akar ini gugur; sebutkan catatan nasional \
     terakhir yang sah."
        .to_owned()
}

pub(crate) fn root_known(version: u64) -> String {
    format!("Akar kepercayaan versi {version} sudah ada di sini.")
}

pub(crate) fn policy_holds(name: &str, from: Day) -> String {
    format!("Kebijakan `{name}` pada {} sudah demikian.", written_day(from))
}

pub(crate) fn day_is_set(day: Day) -> String {
    format!("Hari log sudah {}.", written_day(day))
}

pub(crate) fn not_below(office: &OfficeId, parent: &OfficeId) -> String {
    format!("Kantor {office} tidak dapat berada di bawah {parent}.")
}

pub(crate) fn not_an_office_change(text: &str) -> String {
    format!("`{text}` bukan `OFFICE=LEVEL:PARENT`.")
}

pub(crate) fn act_not_rewritten(label: &str, document: &str, next: &str) -> String {
    format!(
        "\"{label}\" pada {document} adalah tindakan; penanda tangannya mengulanginya setelah \
         melihat isi yang sekarang: `{next}`."
    )
}

pub(crate) fn not_a_cut(text: &str) -> String {
    format!("`{text}` bukan `LOG=HASH`.")
}

pub(crate) fn note_missing() -> String {
    "Sebutkan alasannya dengan `--note`.".to_owned()
}

pub(crate) fn letter_empty() -> String {
    "Nomor surat atau keputusan masih kosong; salinlah dari kertasnya.".to_owned()
}

pub(crate) fn paper_in_the_future(day: Day, today: Day) -> String {
    let (day, today) = (written_day(day), written_day(today));
    format!(
        "Tanggal {day} belum tiba; hari ini {today}. Salinlah tanggal yang tertulis di kertasnya."
    )
}

pub(crate) fn not_a_recipient(text: &str) -> String {
    format!("`{text}` bukan penerima age.")
}

pub(crate) fn no_recipient() -> String {
    "Kantor itu belum memiliki komputer berwenang yang dapat membuka paket.".to_owned()
}

pub(crate) fn not_an_item(text: &str) -> String {
    format!("`{text}` bukan `NOMOR/BUTIR`, misalnya `731/3`.")
}

pub(crate) fn not_a_succession(text: &str) -> String {
    format!("`{text}` bukan `LAMA/BUTIR=BARU`.")
}

/// Why a softcopy is not given out.
pub(crate) const SOFTCOPY_BROKEN: &str = "isinya bukan lagi yang disimpan; pulihkan dari cadangan";

pub(crate) fn archive_broken() -> String {
    "Catatan arsip di komputer ini rusak; pulihkan `archive.sqlite` dari cadangan.".to_owned()
}

pub(crate) fn not_own_archive() -> String {
    "Arsip hanya mencatat dokumen di balik entri kantor ini sendiri.".to_owned()
}

pub(crate) fn document_without_name() -> String {
    "Sebutkan nama dokumennya: `--document NAMA`.".to_owned()
}

pub(crate) fn removed_without_reason() -> String {
    "Sebutkan mengapa tidak ada lagi: dipindahkan, dimusnahkan, atau salah catat.".to_owned()
}

/// What a file beside the store is not.
pub(crate) const NOT_A_SLIP: &str = "bukan catatan program ini";

pub(crate) fn not_a_slip_name() -> String {
    "Nama catatan ini tidak dikenal; muat ulang halamannya.".to_owned()
}

pub(crate) fn form_too_long(most: usize) -> String {
    format!("Isi formulir ini melebihi {most} bita dan tidak disimpan sementara; persingkatlah.")
}

pub(crate) fn too_many_forms(most: usize) -> String {
    format!(
        "Sudah ada {most} formulir yang belum disimpan; simpan atau hapus sebagian: `kecuali scratch \
         list`."
    )
}

/// Why an act has no place now: finishes "3604-ABC: …".
pub(crate) mod not_now {
    pub(crate) const NOTHING_SUBMITTED: &str = "Tidak ada pengajuan yang masih terbuka.";
    pub(crate) const NOT_COVERED: &str =
        "Tidak ada butir berlaku yang mencakup entri ini; lihat dengan `--covered --dry-run`.";
    pub(crate) const WAITS_ALREADY: &str =
        "Versi ini sudah diajukan dengan dasar yang sama dan menunggu keputusan.";
    pub(crate) const NEVER_SUBMITTED: &str = "Entri ini belum pernah diajukan.";
    pub(crate) const NEWER_PROGRAM: &str =
        "Program yang lebih baru menulis di sini; mutakhirkan program ini lebih dahulu.";
    pub(crate) const NO_CONFLICT: &str = "Isian itu tidak sedang bentrok.";
    pub(crate) const NEW_SUBSTANCE: &str =
        "Ini substansi baru; sebutkan butir yang menjadi dasarnya dengan `--under NOMOR/BUTIR`.";
    pub(crate) const SUBMISSION_ELSEWHERE: &str = "Pengajuannya belum sampai; sinkronkan dahulu.";
    pub(crate) const VERSION_ELSEWHERE: &str = "Versinya belum ada di sini; sinkronkan dahulu.";
    pub(crate) const NOTHING_IN_FORCE: &str = "Tidak ada penetapan yang berlaku pada entri ini.";
    pub(crate) const NO_ITEM_STANDS: &str = "Tidak ada butirnya yang masih berlaku.";
    pub(crate) const NOT_OWN: &str = "Hanya entri milik kantor ini yang dapat dihapus di sini.";
    pub(crate) const RECEIVED: &str = "Entri ini sudah diterima nasional, jadi tidak dapat dihapus; tarik \
         pengajuannya dengan `kecuali withdraw`, atau jelaskan dengan `kecuali comment`.";
    pub(crate) const RECEIVED_DRAFT: &str = "Konsep ini sudah terkirim, jadi tidak dihapus lagi. Ubah \
         dengan `kecuali entry edit`, atau biarkan: tanpa diajukan tidak pernah menjadi publik.";
    pub(crate) const CARRIED_OUT: &str = "Entri ini sudah dibawa keluar dalam paket, jadi dapat berada di \
         tempat lain dan tidak dapat dihapus; jelaskan dengan `kecuali comment`.";
    pub(crate) const SEEN_BY_THE_SERVER: &str = "Sebagian entri ini sudah dikirim dan ditolak; lihat \
         `kecuali parked list`, lalu buang yang ditolak dengan `kecuali parked discard`.";
    pub(crate) const OF_ANOTHER_MACHINE: &str = "Entri ini ditulis juga di komputer lain, jadi tidak dapat \
         dihapus dari sini saja; jelaskan dengan `kecuali comment`.";
    pub(crate) const HAS_ENDED: &str = "Entri ini sudah berakhir, jadi tidak diubah lagi. Bila masih \
         diperlukan, salin ke entri baru dengan `kecuali entry add --copy ENTRI`.";
    pub(crate) const DISCARDED: &str = "Konsep ini sudah dibuang.";
    pub(crate) const ENDED_ALREADY: &str =
        "Butir yang hendak diakhiri tidak sedang berlaku; lihat `kecuali determination list`.";
    pub(crate) const ENDS_TWICE: &str = "Satu butir lama hanya diakhiri sekali.";
    pub(crate) const NO_SUCH_ITEM: &str = "Butir `--supersedes` tidak ada dalam keputusan ini.";
    pub(crate) const NO_DAY: &str = "Tanggal penetapan masih kosong.";
    pub(crate) const NO_NUMBER: &str = "Nomor keputusan masih kosong.";
    pub(crate) const TOO_LARGE: &str =
        "Isinya terlalu banyak untuk satu keputusan; bagi butirnya menjadi beberapa keputusan.";
    pub(crate) const NO_YEAR: &str = "Tahun keputusan masih kosong.";
}

/// What does not hold of what is kept here.
pub(crate) fn openings_broken() -> String {
    "Lampiran pembuka nilai yang tersimpan di sini rusak.".to_owned()
}

/// A choice was asked for, and none was made.
pub(crate) fn nothing_chosen() -> String {
    "Belum ada nilai yang dipilih atau ditulis.".to_owned()
}
