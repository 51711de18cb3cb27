//! Content that passes every rule, for tests that are not about content.

/// A period with a last day.
pub const UNTIL: &str = r#"{"limit":{"one":{"date":"2030-12-31","kind":"until_date"}},"raw":"sampai 31 Desember 2030"}"#;

/// The last day of [`UNTIL`].
pub const LAST_DAY: &str = "2030-12-31";

/// A period whose last day follows from the day of the decision.
pub const FIVE_YEARS: &str =
    r#"{"limit":{"one":{"days":0,"kind":"fixed_term","months":0,"years":5}},"raw":"5 tahun"}"#;

/// An entry as an office fills it in, with an internal note that must never come out.
pub const ENTRY: &[(&str, &str)] = &[
    ("consequence_if_closed", "Data pribadi bakal calon terlindungi."),
    ("consequence_if_opened", "Riwayat kesehatan seseorang terungkap."),
    ("description", "Hasil pemeriksaan kesehatan bakal calon bupati"),
    ("document_type", "Berita acara"),
    ("information", "Hasil pemeriksaan kesehatan"),
    ("legal_basis/uu-14-2008:17.h.2", "riwayat kesehatan"),
    ("note", "RAHASIA: map biru di lemari 3"),
    ("owning_unit", "Subbagian Teknis"),
    ("period", UNTIL),
    ("responsible_position", "Sekretaris"),
];

/// An item of a determination.
pub const ITEM: &[(&str, &str)] = &[
    ("description", "Hasil pemeriksaan kesehatan bakal calon"),
    ("information", "Hasil pemeriksaan kesehatan"),
    ("legal_basis", r#"["uu-14-2008:17.h.2"]"#),
    ("period", UNTIL),
];

/// The title of every determination that a [`Scene`](crate::Scene) issues.
pub const TITLE: &str = "Penetapan Informasi Publik yang Dikecualikan";
