//! What a heading of a list means: a field, the number of the row, or a column of another kind of
//! list. The words are those of published lists, of forms and of archive lists.

mod table;

use std::{collections::HashMap, sync::LazyLock};

use kecuali_domain::{field::FIELDS, similarity::normalise};
use serde::Serialize;

use self::table::{KNOWN, TELLING};
use super::super::nearest::nearest;

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// A field of an entry.
    Field(&'static str),
    /// The number of the row.
    Number,
    /// Something that an entry has no field for.
    Other(Other),
}

/// The other kinds of lists, whose columns offices mix in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Other {
    /// Where papers and files lie: it leaves no office.
    Place,
    /// People and how to reach them: it leaves no office.
    Person,
    /// The list of public information.
    PublicList,
    /// The register of requests.
    Requests,
    /// The decision and its day, which the national log knows.
    Decision,
}

/// How sure a meaning is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sure {
    /// From what stands in the column.
    Contents,
    /// From a word in the heading, or one slip away from a known one.
    Likely,
    /// The heading is known.
    Known,
}

/// What a heading means, and how sure that is; none where nothing in it tells.
pub(crate) fn meaning(heading: &str) -> Option<(Meaning, Sure)> {
    let text = heading.trim().replace('_', " ");
    if let Some(field) = FIELDS.iter().find(|field| field.name == heading.trim()) {
        return Some((Meaning::Field(field.name), Sure::Known));
    }
    let plain = normalise(&text);
    if plain.is_empty() {
        return (text.trim() == "#").then_some((Meaning::Number, Sure::Known));
    }
    if let Some(meaning) = known(&plain) {
        return Some((meaning, Sure::Known));
    }
    let words: Vec<&str> = plain.split(' ').collect();
    // A whole sentence is no heading.
    if words.len() > 14 {
        return None;
    }
    let tells = |telling: &&(&[&str], Meaning)| telling.0.iter().all(|word| words.contains(word));
    if let Some((_, meaning)) = TELLING.iter().find(tells) {
        return Some((*meaning, Sure::Likely));
    }
    let long = |name: &&str| name.len() >= 5;
    let names = KNOWN.iter().flat_map(|(_, names)| names.iter().copied());
    let near = (plain.len() >= 5).then(|| nearest(&plain, names.filter(long))).flatten()?;
    // A third of the letters is a slip in a name of a field, and another word in a heading.
    let close = near.len().abs_diff(plain.len()) <= 2 && same_letters(&plain, near);
    known(&normalise(near)).filter(|_| close).map(|meaning| (meaning, Sure::Likely))
}

/// Whether most letters stand where they stand in the other, from either end.
fn same_letters(one: &str, other: &str) -> bool {
    let front = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let back = one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b).count();
    front + back + 2 >= other.chars().count()
}

/// What a heading means that is known as it stands there; no word or slip is guessed at.
pub(crate) fn known_meaning(heading: &str) -> Option<Meaning> {
    let short = heading.len() <= 120;
    let plain = short.then(|| normalise(&heading.trim().replace('_', " ")))?;
    known(&plain)
}

fn known(plain: &str) -> Option<Meaning> {
    // The names are normalised once; a list asks for every cell that may be a heading again.
    static NAMES: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
        let labels =
            FIELDS.iter().map(|field| (normalise(field.label), Meaning::Field(field.name)));
        let mut all: HashMap<String, Meaning> = labels.collect();
        for (meaning, names) in KNOWN {
            all.extend(names.iter().map(|name| (normalise(name), *meaning)));
        }
        all
    });
    NAMES.get(plain).copied()
}

/// Whether a heading speaks of both consequences, or of two fields at once.
pub(crate) fn speaks_of_two(heading: &str) -> bool {
    let plain = normalise(&heading.replace('_', " "));
    let has = |word: &str| plain.split(' ').any(|one| one == word);
    has("dibuka") && has("ditutup")
        || has("waktu") && (has("pj") || has("jawab") || has("penanggung"))
}

#[cfg(test)]
mod tests {
    use super::{
        Meaning::{Field, Number, Other as Foreign},
        *,
    };

    #[test]
    fn headings_of_published_lists_are_known() {
        for (heading, field) in [
            ("NO", None),
            ("DASAR", Some("legal_basis")),
            ("HASIL UJI KONSEKUENSI", Some("description")),
            ("JANGKA WAKTU", Some("period")),
            ("KETERANGAN", Some("note")),
            ("konsekuensi_dibuka", Some("consequence_if_opened")),
            ("consequenceClosed", Some("consequence_if_closed")),
            ("Dasar Hukum Pengecualian", Some("legal_basis")),
            ("Konsekuensi (Jika Ditutup)", Some("consequence_if_closed")),
            ("legal_basis", Some("legal_basis")),
            ("Nama informasi", Some("information")),
        ] {
            let (found, sure) = meaning(heading).unwrap_or_else(|| panic!("{heading}"));
            assert_eq!(found, field.map_or(Number, Field), "{heading}");
            assert_eq!(sure, Sure::Known, "{heading}");
        }
    }

    #[test]
    fn a_heading_is_likely_by_its_words_or_one_slip_away() {
        for (heading, meant) in [
            (
                "Konsekuensi terhadap publik apabila informasi dibuka",
                Field("consequence_if_opened"),
            ),
            ("Jangka Waktu (tahun)", Field("period")),
            ("Keterngan", Field("note")),
            ("Penangung jawab", Field("responsible_position")),
            ("Lokasi simpan arsip inaktif", Foreign(Other::Place)),
            ("Nama petugas", Foreign(Other::Person)),
        ] {
            assert_eq!(meaning(heading), Some((meant, Sure::Likely)), "{heading}");
        }
        for unknown in ["", "  ", "Xyz", "Warna", "Rekam medis calon mahasiswa"] {
            assert_eq!(meaning(unknown), None, "{unknown}");
        }
        assert!(speaks_of_two("Analisis Konsekuensi & Pertimbangan (Jika Dibuka / Jika Ditutup)"));
        assert!(speaks_of_two("Waktu & PJ (jangka waktu, penanggung jawab)"));
        assert!(!speaks_of_two("Jangka waktu"));
    }
}
