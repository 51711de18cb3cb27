//! What a person types when an office is set up: which office, where its server is, what a new
//! key is called.

use kecuali_domain::{
    OfficeId,
    office::{Office, Offices},
};
use reqwest::Url;

use crate::{
    error::{OfficeError, Sought},
    remote::RemoteError,
};

impl super::Office {
    /// The office with an id or a Kemendagri code, those that a policy added among them.
    pub fn office_by_code(&self, code: &str) -> Result<OfficeId, OfficeError> {
        let in_table = Offices::bundled().by_code(code).map(|office| office.id.clone());
        let added = || code.parse().ok().filter(|office| self.level(office).is_some());
        in_table.or_else(added).ok_or_else(|| OfficeError::not_found(Sought::Office, code))
    }
}

/// The offices of the table that fit all that was typed: words of a name, or the beginning of a
/// code.
pub fn find_offices(typed: &str) -> Vec<&'static Office> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<&Office> = Offices::bundled()
        .iter()
        .filter(|office| words.iter().all(|word| fits(office, word)))
        .collect();
    // "Serang" means the regency and the city of that name before what only contains it.
    let plain = words.join(" ");
    found.sort_by_key(|office| office.region_name.to_lowercase() != plain);
    found
}

fn fits(office: &Office, word: &str) -> bool {
    let names = [Some(&office.name), office.aceh_name.as_ref(), Some(&office.region_name)];
    let is_named = names.into_iter().flatten().any(|name| name.to_lowercase().contains(word));
    is_named || has_code(office, word)
}

fn has_code(office: &Office, word: &str) -> bool {
    let plain = |code: &str| code.replace('.', "").to_lowercase();
    let begin = plain(word);
    let codes = [office.kemendagri_code.as_deref(), Some(office.id.as_str())];
    let mut all = codes.into_iter().flatten();
    !begin.is_empty() && all.any(|code| plain(code).starts_with(&begin))
}

/// The address of a server as it was typed; one without a scheme is meant to be `https`.
pub fn read_address(typed: &str) -> Result<String, RemoteError> {
    let typed = typed.trim();
    let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let whole = whole.trim_end_matches('/');
    let is_address = Url::parse(whole)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if is_address { Ok(whole.to_owned()) } else { Err(RemoteError::Address(typed.to_owned())) }
}

/// What the key of a person is called: their first name, with a number where that is taken.
pub fn key_name(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let plain = |word: &str| -> String {
        word.chars().filter(char::is_ascii_alphanumeric).take(20).collect::<String>()
    };
    let first = name.split_whitespace().map(plain).find(|word| word.chars().count() > 2);
    let first = first.map_or_else(|| "orang".to_owned(), |word| word.to_lowercase());
    let numbered = (2_u32..).map(|number| format!("{first}{number}"));
    let mut all = std::iter::once(first.clone()).chain(numbered);
    all.find(|name| !taken(name)).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(typed: &str) -> Vec<String> {
        find_offices(typed).iter().map(|office| office.id.to_string()).collect()
    }

    #[test]
    fn an_office_is_found_by_words_of_its_name_or_by_its_code() {
        assert_eq!(ids("kabupaten serang")[0], "3604");
        assert_eq!(ids("36.04"), ["3604"]);
        assert_eq!(ids("3604"), ["3604"]);
        assert!(ids("serang").contains(&"3673".to_owned()));
        assert_eq!(find_offices("serang")[0].region_name.to_lowercase(), "serang");
        assert!(ids("tidak ada kantor begini").is_empty());
        assert!(ids("  ").is_empty());
    }

    #[test]
    fn an_office_in_aceh_is_found_by_both_of_its_names() {
        let kip = find_offices("KIP Aceh");
        assert!(!kip.is_empty());
        assert!(kip.iter().all(|office| office.aceh_name.is_some()));
    }

    #[test]
    fn an_address_without_a_scheme_is_meant_to_be_safe() {
        assert_eq!(read_address("kecuali.kpu.go.id").unwrap(), "https://kecuali.kpu.go.id");
        assert_eq!(read_address(" http://127.0.0.1:8080/ ").unwrap(), "http://127.0.0.1:8080");
        for wrong in ["", "https://", "ftp://kpu.go.id", "javascript:alert(1)", "a b"] {
            assert!(read_address(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_key_is_called_as_people_are() {
        assert_eq!(key_name("Siti Aminah", |_| false), "siti");
        assert_eq!(key_name("H. Budi", |_| false), "budi");
        assert_eq!(key_name("Siti", |name| name == "siti"), "siti2");
        assert_eq!(key_name("—", |_| false), "orang");
        assert_eq!(key_name("../../etc", |_| false), "etc");
    }
}
