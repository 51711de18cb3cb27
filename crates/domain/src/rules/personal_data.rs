use super::{Check, Findings};
use crate::{
    content::{Content, SALT},
    field::{FieldKind, Visibility, field, visibility},
};

/// R18: what would be published must not hold what belongs to a person. What is internal is not
/// published, but leaves the machine with its draft, so that the numbers of a person are pointed out
/// there, too; addresses of offices are at home there.
pub(super) fn check(content: &Content, findings: &mut Findings) {
    for (key, values) in content.iter() {
        let is_public = visibility(key) == Visibility::Public;
        for value in values {
            if is_public {
                look(value, key, findings);
            } else if is_prose(key) {
                look_inside(value, key, findings);
            }
        }
    }
}

/// Internal fields that hold what people write, or what stood in a list that was imported: not
/// salts, and not the numbers of registers and archives.
fn is_prose(key: &str) -> bool {
    const NUMBERS: [&str; 2] = ["register_number", "archive_class_code"];
    match field(key) {
        Some(field) => {
            matches!(field.kind, FieldKind::Text | FieldKind::LongText)
                && !NUMBERS.contains(&field.name)
        }
        None => key != SALT,
    }
}

/// Looks at one internal text, and says what sort of number it seems to hold.
pub(super) fn look_inside(text: &str, key: &str, findings: &mut Findings) {
    if let Some(what) = numbers(text).find_map(|number| number.kind()) {
        findings.add_about(Check::PersonalDataInternal, key, what);
    }
}

/// Looks at one text, and says what sort of data it seems to hold, never the data itself.
pub(super) fn look(text: &str, key: &str, findings: &mut Findings) {
    if let Some(what) = personal_data(text) {
        findings.add_about(Check::PersonalData, key, what);
    }
}

fn personal_data(text: &str) -> Option<&'static str> {
    if text.split_whitespace().any(is_address) {
        return Some("alamat surel");
    }
    numbers(text).find_map(|number| number.kind())
}

/// `nama@kantor.go.id`.
fn is_address(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    word.split_once('@').is_some_and(|(name, host)| {
        let labels: Vec<&str> = host.split('.').collect();
        !name.is_empty() && labels.len() > 1 && labels.iter().all(|label| !label.is_empty())
    })
}

/// Digits with single spaces, dots or hyphens between them.
struct Number {
    digits: String,
    /// Whether a plus stands before it.
    plus: bool,
    /// Whether nothing stands between its digits.
    unbroken: bool,
}

impl Number {
    /// A NIK has 16 digits, and a telephone begins with 08, or 62 for the country. Accounts of
    /// banks have 10 to 16 and are written without a break, as amounts of money are not.
    fn kind(&self) -> Option<&'static str> {
        let length = self.digits.len();
        let mobile = self.digits.starts_with("08") && (10..=13).contains(&length);
        let abroad = self.plus && self.digits.starts_with("62") && (10..=14).contains(&length);
        if length == 16 {
            Some("NIK")
        } else if mobile || abroad {
            Some("nomor telepon")
        } else if self.unbroken && (10..=16).contains(&length) {
            Some("nomor rekening")
        } else {
            None
        }
    }
}

fn numbers(text: &str) -> impl Iterator<Item = Number> {
    let mut numbers: Vec<Number> = Vec::new();
    let (mut before, mut last) = (' ', ' ');
    for c in text.chars() {
        let joins =
            last.is_ascii_digit() || [' ', '.', '-'].contains(&last) && before.is_ascii_digit();
        match numbers.last_mut() {
            Some(number) if c.is_ascii_digit() && joins => {
                number.unbroken &= last.is_ascii_digit();
                number.digits.push(c);
            }
            _ if c.is_ascii_digit() => {
                numbers.push(Number { digits: c.to_string(), plus: last == '+', unbroken: true });
            }
            _ => (),
        }
        (before, last) = (last, c);
    }
    numbers.into_iter()
}

#[cfg(test)]
mod tests {
    use super::{is_prose, personal_data};
    use crate::content::SALT;

    #[test]
    fn what_people_write_inside_is_looked_at_and_what_machines_do_is_not() {
        let inside = ["note", "test_participants", "owning_unit", "import/3", "import/keterangan"];
        for key in inside {
            assert!(is_prose(key), "{key}");
        }
        let not = [SALT, "register_number", "register_year", "archive_class_code", "test_date"];
        for key in not {
            assert!(!is_prose(key), "{key}");
        }
    }

    #[test]
    fn what_belongs_to_a_person_is_seen() {
        for (text, what) in [
            ("NIK 3604012505900001.", "NIK"),
            ("3604 0125 0590 0001", "NIK"),
            ("hubungi 0812-3456-7890", "nomor telepon"),
            ("telp. +62 812 3456 7890", "nomor telepon"),
            ("surat ke (budi.s@kpu.go.id)", "alamat surel"),
            ("BRI 012301004567506", "nomor rekening"),
        ] {
            assert_eq!(personal_data(text), Some(what), "{text}");
        }
    }

    #[test]
    fn what_lists_are_full_of_is_let_through() {
        for text in [
            "UU No. 14/2008 Pasal 17 huruf h angka 3",
            "74/ORT.06/3604/2022",
            "5/Kpts/KPU-Kota-012.329521/2015",
            "1 Januari 2025 - 31 Desember 2027",
            "01-01-2025 s.d. 31-12-2027",
            "Rp 1.250.000.000.000",
            "2024, 2025, 2026 dan 2027",
            r#"{"limit":{"one":{"days":0,"kind":"fixed_term","months":0,"start":"2026-11-23","years":5}},"raw":"5 tahun"}"#,
            "a @ b",
        ] {
            assert_eq!(personal_data(text), None, "{text}");
        }
    }
}
