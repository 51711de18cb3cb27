//! What reads like another field than the one whose column it stands in.

use kecuali_domain::{
    legal_basis::LegalText,
    period::{Doubt, PeriodText},
};

const OPENED: &str = "consequence_if_opened";
const CLOSED: &str = "consequence_if_closed";

/// How harm begins, and how protection does, in published lists.
const HARM: &[&str] = &[
    "jika dibuka",
    "bila dibuka",
    "apabila dibuka",
    "jika informasi dibuka",
    "apabila informasi dibuka",
    "dapat mengungkap",
    "dapat menghambat",
    "dapat mengganggu",
    "dapat merugikan",
    "dapat membahayakan",
    "mengungkap",
    "menghambat",
    "mengganggu",
    "merugikan",
    "membahayakan",
];
const PROTECTION: &[&str] = &[
    "jika ditutup",
    "bila ditutup",
    "apabila ditutup",
    "jika informasi ditutup",
    "apabila informasi ditutup",
    "dapat melindungi",
    "melindungi",
    "menjaga",
    "menjamin",
];
const CITATION: &[&str] = &["pasal ", "uu ", "uu no", "undang-undang ", "peraturan ", "pkpu "];

/// The field that a text reads like, where that is not the one it stands in.
pub(crate) fn belongs_to(field: &str, text: &str) -> Option<&'static str> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let begins = |words: &[&str]| words.iter().any(|word| lower.starts_with(word));
    let citation = || begins(CITATION) && !LegalText::read(text).bases().is_empty();
    let other = match field {
        OPENED | CLOSED if citation() => "legal_basis",
        OPENED | CLOSED | "information" | "responsible_position" if is_period(text) => "period",
        OPENED if begins(PROTECTION) => CLOSED,
        CLOSED | "legal_basis" | "period" | "responsible_position" if begins(HARM) => OPENED,
        "legal_basis" if begins(PROTECTION) => CLOSED,
        "legal_basis" if is_period(text) => "period",
        "period" | "information" | "responsible_position" if citation() => "legal_basis",
        _ => return None,
    };
    Some(other)
}

/// Whether a text speaks of both consequences.
pub(crate) fn speaks_of_both(text: &str) -> bool {
    let lower = text.to_lowercase();
    let any = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    any(&["jika dibuka", "bila dibuka"]) && any(&["jika ditutup", "bila ditutup"])
}

fn is_period(text: &str) -> bool {
    let short = text.chars().count() < 60 && text.chars().any(|c| c.is_ascii_digit());
    short
        && !PeriodText::read(text).doubts.contains(&Doubt::NotUnderstood)
        && PeriodText::read(text).doubts.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_consequence_in_the_wrong_column_is_seen() {
        for (field, text, meant) in [
            (OPENED, "Jika ditutup, melindungi rahasia pribadi", Some(CLOSED)),
            (CLOSED, "Dapat mengungkap rahasia pribadi seseorang.", Some(OPENED)),
            (OPENED, "UU No. 14/2008 Pasal 17 huruf h angka 3", Some("legal_basis")),
            ("legal_basis", "Mengganggu proses penyidikan", Some(OPENED)),
            ("period", "Pasal 17 huruf i UU 14/2008", Some("legal_basis")),
            ("information", "5 tahun", Some("period")),
            ("responsible_position", "1 Tahun", Some("period")),
            (OPENED, "Dapat mengungkap rahasia pribadi seseorang.", None),
            (CLOSED, "Melindungi rahasia pribadi.", None),
            ("information", "Rekam medis calon mahasiswa", None),
            ("legal_basis", "Pasal 17 huruf h", None),
            ("period", "1 Tahun", None),
            ("note", "Melindungi", None),
        ] {
            assert_eq!(belongs_to(field, text), meant, "{field}: {text}");
        }
    }
}
