//! The sample data: lists as they were published, and what the story adds when an entry is mended.

/// The list of KPU Kabupaten Kudus, from its own page.
pub(crate) const KUDUS_LIST: &str = include_str!("../data/lists/kpu_kudus_dik.json");

/// The list of PKTJ Tegal of 2025. Data contoh.
pub(crate) const PKTJ_2025: &str = include_str!("../data/lists/kemenhub_pktj_tegal_dik_2025.json");

/// The list of PKTJ Tegal of 2026. Data contoh.
pub(crate) const PKTJ_2026: &str = include_str!("../data/lists/kemenhub_pktj_tegal_dik_2026.json");

/// The list of UPBU Tardamu. Data contoh.
pub(crate) const TARDAMU: &str = include_str!("../data/lists/kemenhub_upbu_tardamu_dik_2025.json");

/// What KPU Kabupaten Kepulauan Selayar has in the place of a list: categories of PKPU 1/2015.
pub(crate) const SELAYAR: &str =
    include_str!("../data/lists/kpu_selayar_kategori_pkpu_1_2015.json");

/// The sixteen items of 731/2025 as a list.
pub(crate) const ANNEX: &str = include_str!("../data/lists/kpu_ri_keputusan_731_2025.json");

/// The published list that an office begins with.
pub(crate) fn published(office: &str) -> &'static str {
    match office {
        "3604" => PKTJ_2025,
        "3603" => TARDAMU,
        "3671" => PKTJ_2026,
        _ => KUDUS_LIST,
    }
}

/// Keputusan 169/2015, as far as its sources tell of it.
pub(crate) const PAST: &str = include_str!("../data/keputusan_169_2015.json");

/// Keputusan 32/2016, likewise.
pub(crate) const OLD: &str = include_str!("../data/keputusan_32_2016.json");

/// Keputusan 731/2025 with its sixteen items.
pub(crate) const ISSUE: &str = include_str!("../data/keputusan_731_2025.json");

/// What published lists leave out and the register asks for. Data contoh.
pub(crate) const COMPLETION: &[&str] = &[
    "document_type=Berkas kepegawaian dan pencalonan",
    "owning_unit=Subbagian Hukum dan SDM",
    "responsible_position=Sekretaris KPU Kabupaten/Kota",
    "exceptions=written_consent",
    "exceptions=public_office",
    "period=5 tahun",
    "legal_basis=uu-14-2008:17.h.4",
];

/// What the row of KPU Kabupaten Kudus has under headings of its own, put where it belongs.
pub(crate) const KUDUS: &[&str] = &[
    "information=Model B.1-KWK Perseorangan",
    "description=Formulir dukungan pasangan calon perseorangan beserta data pendukungnya",
    "consequence_if_opened=Mengungkap data pribadi warga yang memberi dukungan",
    "consequence_if_closed=Melindungi data pribadi pendukung pasangan calon",
    "document_type=Formulir",
    "owning_unit=Subbagian Teknis Penyelenggaraan",
    "responsible_position=Sekretaris KPU Kabupaten Kudus",
    "exceptions=written_consent",
    "exceptions=public_office",
    "legal_basis=uu-14-2008:17.h.5",
];

/// The test of consequences that new substance brings along (PKPU 22/2023 Pasal 25(3)).
pub(crate) const TEST_SHEET: &[&str] = &[
    "test_date=2025-07-14",
    "test_material=Data pribadi dalam berkas",
    "test_scope=Seluruh berkas",
    "test_harm=Terbukanya rahasia pribadi",
    "test_laws=UU 14/2008 Pasal 17 huruf h",
    "test_public_interest=Kepentingan publik terpenuhi oleh rekapitulasi",
    "test_balancing=Bahaya lebih besar daripada kepentingan publik",
    "test_conclusion=exempt",
];
