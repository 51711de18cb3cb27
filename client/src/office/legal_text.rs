//! Legal bases as people write them: recognised where there is no doubt, kept as they are otherwise.

use kecuali_domain::legal_basis::LegalBasis;

/// The content key and value of a legal basis: one typed by its name, or read out of a text.
pub(crate) fn read_basis(text: &str) -> (String, String) {
    let text = text.trim();
    // The name of a text that was not understood is a hash of it, and names nothing by itself.
    let named: Option<LegalBasis> =
        text.parse().ok().filter(|basis| !matches!(basis, LegalBasis::Raw(_)));
    if let Some(basis) = named {
        let value = basis.label().unwrap_or_else(|| text.to_owned());
        return (basis.key(), value);
    }
    let basis = article_17(text).or_else(|| provision(text));
    let basis = basis.unwrap_or_else(|| LegalBasis::raw(text));
    (basis.key(), text.to_owned())
}

/// The instruments that a text names, by their first word.
fn instruments(words: &[String]) -> impl Iterator<Item = (usize, &'static str)> {
    let kind = |word: &String| match word.as_str() {
        "uu" => Some("uu"),
        "undang" => Some("undang"),
        "pp" => Some("pp"),
        "pkpu" => Some("pkpu"),
        "perki" => Some("perki"),
        "perppu" | "perpres" | "peraturan" | "keputusan" | "kepkpu" => Some("other"),
        word if word.starts_with("permen") => Some("other"),
        _ => None,
    };
    words.iter().enumerate().filter_map(move |(at, word)| Some((at, kind(word)?)))
}

/// `Pasal 17 huruf h angka 3`, of UU 14/2008 or of nothing else that is named.
fn article_17(text: &str) -> Option<LegalBasis> {
    let words = words(text);
    let at = words.windows(2).position(|pair| pair == ["pasal", "17"])?;
    let named: Vec<&str> = instruments(&words).map(|(_, kind)| kind).collect();
    let of_laws = named.iter().all(|kind| matches!(*kind, "uu" | "undang"));
    let kip = words.windows(2).any(|pair| pair == ["14", "2008"])
        || words.windows(3).any(|three| three == ["14", "tahun", "2008"]);
    if !(of_laws && (named.is_empty() || kip)) {
        return None;
    }
    let after = words.get(at + 2..)?;
    let named =
        |word: &str| after.windows(2).find(|pair| pair[0] == word).map(|pair| pair[1].clone());
    let letter = named("huruf")?;
    let number = named("angka").map(|number| format!(".{number}")).unwrap_or_default();
    format!("uu-14-2008:17.{letter}{number}").parse().ok()
}

/// `UU 27/2022 Pasal 4`, `Undang-Undang Nomor 43 Tahun 2009 Pasal 44`: one instrument with number
/// and year, and an article of it.
fn provision(text: &str) -> Option<LegalBasis> {
    let words = words(text);
    let (first, kind) = instruments(&words).next().filter(|(_, kind)| *kind != "other")?;
    let twice = if kind == "undang" { 2 } else { 1 };
    if first != 0 || instruments(&words).count() != twice {
        return None;
    }
    let kind = if kind == "undang" { "uu" } else { kind };
    let pasal = words.iter().position(|word| word == "pasal")?;
    let (before, after) = words.split_at(pasal);
    let mut numbers = before.iter().filter(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let (number, year) = (numbers.next()?, numbers.next()?);
    let article =
        after.get(1).filter(|article| article.starts_with(|c: char| c.is_ascii_digit()))?;
    format!("{kind}-{number}-{year}:{article}").parse().ok()
}

fn words(text: &str) -> Vec<String> {
    let split = text.to_lowercase();
    let words = split.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use proptest::{collection, prelude::*, sample};

    use super::*;

    #[test]
    fn a_citation_is_recognised_in_the_ways_that_offices_write_it() {
        let key = |text: &str| read_basis(text).0;
        for text in [
            "uu-14-2008:17.h.4",
            "Pasal 17 huruf h angka 4: informasi publik yang apabila dibuka",
            "UU No. 14/2008 KIP (Pasal 17 huruf h angka 4)",
            "Undang-Undang Nomor 14 Tahun 2008, Pasal 17 huruf H angka 4",
        ] {
            assert_eq!(key(text), "legal_basis/uu-14-2008:17.h.4", "{text}");
        }
        assert_eq!(
            key("UU No. 17/2003 Keuangan Negara (Pasal 30 ayat 1)"),
            "legal_basis/uu-17-2003:30"
        );
    }

    #[test]
    fn what_is_in_doubt_is_kept_as_it_is() {
        for text in ["Pasal 17", "UU 15/2004 (Pasal 17 huruf h)", "Pasal 17 huruf h angka 9"] {
            let (key, value) = read_basis(text);
            let kept = key.starts_with("legal_basis/raw:") || key.contains("uu-15-2004:17");
            assert!(kept && value == text, "{text}: {key}");
        }
        for text in [
            "PP 61/2010 jo. UU 14/2008 Pasal 17 huruf h",
            "UU 14/2008 dan PKPU 22/2023 Pasal 17 huruf h angka 3",
            "Peraturan KPU Nomor 22 Tahun 2023 Pasal 17 huruf h",
            "UU Pasal 30 Tahun 2003",
            "UU 27/2022 Pasal terakhir",
            "raw:0000000000000000000000000000000000000000000000000000000000000000",
        ] {
            let (key, value) = read_basis(text);
            assert_eq!((key, value), (LegalBasis::raw(text).key(), text.to_owned()));
        }
    }

    /// Citations, and what only looks like one.
    fn citation() -> impl Strategy<Value = String> {
        let words = sample::select(vec![
            "UU",
            "Undang-Undang",
            "PP",
            "PKPU",
            "Perki",
            "Pasal",
            "huruf",
            "angka",
            "ayat",
            "Nomor",
            "Tahun",
            "17",
            "14/2008",
            "2008",
            "27/2022",
            "4",
            "h",
            "a",
            "(1)",
            "28A",
            "tentang",
            "jo.",
            "uu-14-2008:17.i",
            "\u{661}",
        ]);
        prop_oneof![
            collection::vec(words, 0..10).prop_map(|words| words.join(" ")),
            any::<String>(),
        ]
    }

    proptest! {
        #[test]
        fn what_was_understood_is_cited_so_that_it_is_understood_again(text in citation()) {
            let (key, value) = read_basis(&text);
            let basis = LegalBasis::parse_key(&key).unwrap();
            prop_assert_eq!(&read_basis(&value).0, &key, "its own words");
            let Some(label) = basis.label() else {
                prop_assert_eq!(LegalBasis::raw(&value).key(), key);
                return Ok(());
            };
            let name = basis.to_string();
            prop_assert_eq!(read_basis(&name), (key.clone(), label.clone()), "its name");
            prop_assert_eq!(read_basis(&label).0, key, "its citation");
        }
    }

    #[test]
    fn every_ground_of_article_17_is_read_as_it_is_cited() {
        for article in kecuali_domain::article17::Article17::all() {
            let basis = LegalBasis::Article17(article);
            assert_eq!(read_basis(&basis.label().unwrap()).0, basis.key());
        }
    }
}
