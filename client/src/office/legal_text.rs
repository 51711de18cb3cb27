//! Legal bases as people write them: recognised where there is no doubt, kept as they are otherwise.

use kecuali_domain::legal_basis::LegalBasis;

/// The content key and value of a legal basis: one typed by its name, or read out of a text.
pub(crate) fn read_basis(text: &str) -> (String, String) {
    let text = text.trim();
    let basis = text.parse().ok().or_else(|| article_17(text)).or_else(|| provision(text));
    let named = text.parse::<LegalBasis>().is_ok();
    match basis {
        Some(basis) if named => {
            let value = basis.label().unwrap_or_else(|| text.to_owned());
            (basis.key(), value)
        }
        Some(basis) => (basis.key(), text.to_owned()),
        None => (LegalBasis::raw(text).key(), text.to_owned()),
    }
}

/// `Pasal 17 huruf h angka 3`, of UU 14/2008 or of nothing else that is named.
fn article_17(text: &str) -> Option<LegalBasis> {
    let words = words(text);
    let at = words.windows(2).position(|pair| pair == ["pasal", "17"])?;
    let other_law = words.iter().any(|word| matches!(word.as_str(), "uu" | "undang"));
    let kip = words.windows(2).any(|pair| pair == ["14", "2008"])
        || words.windows(3).any(|three| three == ["14", "tahun", "2008"]);
    if other_law && !kip {
        return None;
    }
    let after = words.get(at + 2..)?;
    let named =
        |word: &str| after.windows(2).find(|pair| pair[0] == word).map(|pair| pair[1].clone());
    let letter = named("huruf")?;
    let number = named("angka").map(|number| format!(".{number}")).unwrap_or_default();
    format!("uu-14-2008:17.{letter}{number}").parse().ok()
}

/// `UU 27/2022 Pasal 4`, `Undang-Undang Nomor 43 Tahun 2009 Pasal 44`.
fn provision(text: &str) -> Option<LegalBasis> {
    let words = words(text);
    let kind = match words.first()?.as_str() {
        "uu" | "undang" => "uu",
        "pp" => "pp",
        "pkpu" => "pkpu",
        "perki" => "perki",
        _ => return None,
    };
    let mut numbers = words.iter().filter(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let (number, year) = (numbers.next()?, numbers.next()?);
    let pasal = words.iter().position(|word| word == "pasal")?;
    let article = words.get(pasal + 1)?;
    format!("{kind}-{number}-{year}:{article}").parse().ok()
}

fn words(text: &str) -> Vec<String> {
    let split = text.to_lowercase();
    let words = split.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
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
    }
}
