use super::{Choice, Column, Field, FieldKind, Gate};

use FieldKind::{Day, LegalBasisSet, LongText, Period, Text, WholeNumber};

/// Every field of an entry, in the order of the form.
///
/// Where softcopy and hardcopy lie is not here: that never leaves the office. A key that is not
/// here is internal text.
pub const FIELDS: &[Field] = &[
    public("information", "Nama informasi", Text, Column::Information)
        .needed_for(Gate::Submit)
        .in_item()
        .help("Tulis nama informasi tanpa membuka isinya dan tanpa nama orang, misalnya “Rekam medis pegawai”."),
    public("description", "Uraian informasi", LongText, Column::Information)
        .needed_for(Gate::Submit)
        .in_item()
        .help("Uraikan dengan jelas dan terang apa yang dikecualikan, tanpa membuka isinya."),
    public("document_type", "Jenis dokumen", Text, Column::Information)
        .needed_for(Gate::Submit)
        .help(
            "Tulis jenis dokumen yang memuat informasi ini, misalnya formulir atau berita acara.",
        ),
    public("legal_basis", "Dasar hukum", LegalBasisSet, Column::LegalBasis)
        .needed_for(Gate::Submit)
        .in_item()
        .help(
            "Pilih huruf dan angka Pasal 17 UU 14/2008, boleh beberapa sekaligus. Huruf j menunjuk undang-undang lain: sebutkan juga undang-undang itu dan pasalnya.",
        ),
    public(
        "consequence_if_opened",
        "Konsekuensi bila dibuka",
        LongText,
        Column::ConsequenceIfOpened,
    )
    .needed_for(Gate::Submit)
    .in_item()
    .help(
        "Jelaskan kerugian yang timbul bila informasi dibuka (UU 14/2008 Pasal 19), misalnya “Riwayat penyakit pegawai diketahui orang yang tidak berhak”.",
    ),
    public(
        "consequence_if_closed",
        "Konsekuensi bila ditutup",
        LongText,
        Column::ConsequenceIfClosed,
    )
    .needed_for(Gate::Submit)
    .in_item()
    .help(
        "Jelaskan kepentingan yang terlindungi bila informasi ditutup (UU 14/2008 Pasal 2 ayat (4)), misalnya “Rahasia pribadi pegawai tetap terjaga”.",
    ),
    public("period", "Jangka waktu pengecualian", Period, Column::Period)
        .needed_for(Gate::Submit)
        .in_item()
        .help(
            "Tentukan sampai kapan informasi dikecualikan, misalnya “5 tahun” atau “sampai 31 Desember 2030”. Huruf a sampai f tidak bersifat permanen (UU 14/2008 Pasal 20); huruf a paling lama 30 tahun (PP 61/2010).",
        ),
    public(
        "exceptions",
        "Tidak dikecualikan bila",
        FieldKind::ChoiceSet(EXCEPTIONS),
        Column::Period,
    )
    .in_item()
    .help(
        "Pilih keadaan yang membuat informasi tidak dikecualikan, juga sebelum jangka waktu habis (UU 14/2008 Pasal 17 huruf i dan Pasal 18 ayat (2)).",
    ),
    public("responsible_position", "Penanggung jawab (jabatan)", Text, Column::Responsible)
        .needed_for(Gate::Submit)
        .help("Tulis jabatan penanggung jawab, bukan nama orang, misalnya “Sekretaris KPU Kabupaten”."),
    internal("owning_unit", "Unit kerja yang menguasai informasi", Text)
        .needed_for(Gate::Submit)
        .help("Tulis subbagian atau unit kerja yang menguasai informasi, misalnya “Subbagian Hukum dan SDM”."),
    internal("scope", "Cakupan pengecualian", FieldKind::Choice(SCOPES))
        .help("Pilih seluruhnya atau sebagian; penghitaman sebagian juga merupakan pengecualian. Bila sebagian, sebutkan dalam Uraian bagian mana yang dikecualikan dan bahwa selebihnya terbuka."),
    internal("register_number", "Nomor register", Text)
        .help("Tulis nomor seperti pada surat; boleh dikosongkan selama masih konsep."),
    internal("register_year", "Tahun register", WholeNumber)
        .help("Tulis tahun nomor register dengan empat angka, misalnya 2026."),
    internal("similar_checked", "Penetapan serupa yang sudah diperiksa", LongText).help(
        "Sebutkan penetapan serupa yang sudah diperiksa dan mengapa tidak mencakup informasi ini.",
    ),
    internal("test_trigger", "Pemicu uji konsekuensi", FieldKind::Choice(TRIGGERS))
        .in_item()
        .help("Pilih apa yang menyebabkan pengujian konsekuensi dilakukan (Perki 1/2021 Pasal 49 ayat (1))."),
    internal("test_case", "Nomor perkara sengketa", Text)
        .in_item()
        .help("Tulis nomor perkara bila pengujian diperintahkan Majelis Komisioner."),
    internal("test_ordered_on", "Tanggal perintah uji konsekuensi", Day)
        .in_item()
        .help("Tulis tanggal Majelis Komisioner memerintahkan pengujian."),
    internal("test_due", "Batas waktu uji konsekuensi", Day)
        .in_item()
        .help("Tulis batas waktu bila Majelis Komisioner menentukannya sendiri."),
    internal("test_date", "Tanggal uji konsekuensi", Day)
        .needed_for(Gate::Determine)
        .in_item()
        .help("Tulis tanggal lembar pengujian konsekuensi, paling lambat pada tanggal penetapan."),
    internal("test_place", "Tempat uji konsekuensi", Text)
        .in_item()
        .help("Tulis tempat pengujian konsekuensi dilakukan."),
    internal("test_participants", "Peserta uji konsekuensi", LongText)
        .in_item()
        .help("Tulis jabatan PPID, unit kerja, tim pertimbangan, dan ahli yang ikut serta."),
    test("test_material", "Materi dan sifat informasi", LongText).help(
        "Kenali materi dan sifat informasi yang diuji (PKPU 22/2023 Pasal 25 ayat (3) huruf a).",
    ),
    test("test_scope", "Cakupan informasi", LongText)
        .help("Kenali ruang lingkup informasi dan dokumen yang memuatnya (huruf a)."),
    test("test_harm", "Potensi konsekuensi bahaya", LongText)
        .help("Kenali bahaya yang mungkin timbul bila informasi dibuka (huruf b)."),
    test("test_laws", "Undang-undang yang menjadi dasar", LongText)
        .help("Kenali undang-undang yang menjadi dasar pengecualian (huruf c)."),
    test("test_public_interest", "Kepentingan publik", LongText)
        .help("Kenali kepentingan publik atas informasi itu (huruf d), juga kepatutan dan kesusilaan (UU 14/2008 Pasal 2 ayat (4))."),
    test("test_balancing", "Penyeimbangan", LongText)
        .help("Timbang bahaya dengan kepentingan publik (huruf e)."),
    test("test_conclusion", "Kesimpulan uji konsekuensi", FieldKind::Choice(CONCLUSIONS))
        .help("Simpulkan apakah informasi dikecualikan atau terbuka (huruf f)."),
    internal("quantity", "Jumlah", Text).help("Tulis jumlah berkas dengan satuannya, misalnya “12 berkas”."),
    internal("years_covered", "Kurun waktu", Text)
        .help("Tulis tahun atau rentang tahun yang dicakup arsip, misalnya “2019–2024”."),
    internal("media", "Media", FieldKind::Choice(MEDIA))
        .help("Pilih bentuk penyimpanan informasi."),
    internal("copy", "Tingkat perkembangan", FieldKind::Choice(COPIES))
        .help("Pilih asli atau salinan."),
    internal("condition", "Kondisi", Text).help("Tulis keadaan arsip, misalnya “baik” atau “rusak sebagian”."),
    internal("archive_class_code", "Kode klasifikasi arsip", Text)
        .help("Tulis kode klasifikasi arsip, misalnya ORT.06."),
    internal("records_security_level", "Klasifikasi keamanan arsip", FieldKind::Choice(SECURITY))
        .help("Pilih tingkat keamanan arsip; ini berbeda dari pengecualian menurut UU 14/2008."),
    internal("retention_active_years", "Retensi aktif (tahun)", WholeNumber)
        .help("Tulis lama retensi aktif menurut jadwal retensi arsip."),
    internal("retention_inactive_years", "Retensi inaktif (tahun)", WholeNumber)
        .help("Tulis lama retensi inaktif menurut jadwal retensi arsip."),
    internal("final_disposition", "Nasib akhir", FieldKind::Choice(DISPOSITIONS))
        .help("Pilih nasib akhir arsip menurut jadwal retensi arsip."),
    internal("note", "Keterangan", LongText)
        .help("Catatan untuk kantor sendiri, provinsi, dan KPU RI. Tempat penyimpanan dan nama pemohon jangan ditulis di sini; tempat dicatat di Arsip."),
];

/// UU 14/2008 Pasal 18 ayat (2) for g and h, Pasal 17 huruf i for the last.
const EXCEPTIONS: &[Choice] = &[
    choice("written_consent", "Pihak yang rahasianya diungkapkan memberi persetujuan tertulis"),
    choice("public_office", "Pengungkapan berkaitan dengan posisi seseorang dalam jabatan publik"),
    choice("court_or_ki", "Putusan Komisi Informasi atau pengadilan"),
];
const SCOPES: &[Choice] = &[choice("whole", "Seluruhnya"), choice("part", "Sebagian")];
/// Perki 1/2021 Pasal 49(1).
const TRIGGERS: &[Choice] = &[
    choice("ex_ante", "Sebelum ada permohonan"),
    choice("on_request", "Atas permohonan informasi"),
    choice("ordered_in_dispute", "Atas perintah Majelis Komisioner"),
];
const CONCLUSIONS: &[Choice] = &[choice("exempt", "Dikecualikan"), choice("open", "Terbuka")];
const MEDIA: &[Choice] =
    &[choice("printed", "Cetak"), choice("recorded", "Rekam"), choice("online", "Dalam jaringan")];
const COPIES: &[Choice] = &[choice("original", "Asli"), choice("copy", "Salinan")];
const SECURITY: &[Choice] = &[
    choice("ordinary", "Biasa/terbuka"),
    choice("restricted", "Terbatas"),
    choice("secret", "Rahasia"),
    choice("top_secret", "Sangat rahasia"),
];
const DISPOSITIONS: &[Choice] =
    &[choice("destroy", "Musnah"), choice("keep", "Permanen"), choice("review", "Dinilai kembali")];

const fn choice(value: &'static str, label: &'static str) -> Choice {
    Choice { value, label }
}

pub(crate) const fn internal(name: &'static str, label: &'static str, kind: FieldKind) -> Field {
    Field { name, label, help: "", kind, column: None, required_for: None, in_item: false }
}

const fn public(name: &'static str, label: &'static str, kind: FieldKind, column: Column) -> Field {
    Field { column: Some(column), ..internal(name, label, kind) }
}

/// One of the seven parts of a test sheet (PKPU 22/2023 Pasal 25(3)).
const fn test(name: &'static str, label: &'static str, kind: FieldKind) -> Field {
    internal(name, label, kind).needed_for(Gate::Determine).in_item()
}

impl Field {
    pub(crate) const fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }

    pub(crate) const fn needed_for(self, gate: Gate) -> Self {
        Self { required_for: Some(gate), ..self }
    }

    pub(crate) const fn in_item(self) -> Self {
        Self { in_item: true, ..self }
    }
}
