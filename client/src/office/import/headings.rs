//! What a heading of a list means: a field, the number of the row, or a column of another kind of
//! list. The words are those of published lists, of forms and of archive lists.

mod bounds;
mod table;

use std::{collections::HashMap, sync::LazyLock};

use kecuali_domain::{field::FIELDS, similarity::normalise};
use serde::Serialize;

pub(crate) use self::bounds::{Bound, bound};
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
    /// Where a period begins: it ends in another column.
    Beginning,
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

/// No heading is longer, in bytes; a cell of a list may be as long as a book.
const LONGEST: usize = 160;

/// What a heading means, and how sure that is; none where nothing in it tells.
pub(crate) fn meaning(heading: &str) -> Option<(Meaning, Sure)> {
    if heading.len() > LONGEST {
        return None;
    }
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
    match (bound(heading), heading.rsplit_once(" / ")) {
        (Some(Bound::Begin), _) => return Some((Meaning::Other(Other::Beginning), Sure::Likely)),
        (Some(Bound::End), Some((above, _))) => {
            return meaning(above).or(Some((Meaning::Field("period"), Sure::Likely)));
        }
        (Some(Bound::End), None) => return Some((Meaning::Field("period"), Sure::Likely)),
        (None, _) => {}
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
    let plain = (heading.len() <= LONGEST).then(|| normalise(&heading.trim().replace('_', " ")))?;
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

    /// Such as other bodies write, put down before the table was looked at.
    const WRITTEN: &[(&[&str], Meaning)] = &[
        (
            &[
                "Nama/Jenis Informasi",
                "Jenis Informasi Yang Dikecualikan/Dirahasiakan",
                "Daftar Informasi Dikecualikan",
                "Informasi Publik yang Dikecualikan",
                "Konten Informasi yang Dikecualikan",
            ],
            Field("information"),
        ),
        (
            &["Uraian Singkat", "Deskripsi Singkat Informasi", "Ringkasan Isi Dokumen"],
            Field("description"),
        ),
        (&["Jenis Dokumen/Arsip", "Bentuk/Jenis Dokumen"], Field("document_type")),
        (
            &[
                "Dasar Hukum Pengecualian (UU KIP)",
                "Pasal yang Dikecualikan",
                "Pasal Pengecualian",
                "Dasar Hukum/Alasan Pengecualian",
                "Peraturan yang Menjadi Dasar Hukum",
                "Undang-Undang yang Dijadikan Dasar",
            ],
            Field("legal_basis"),
        ),
        (
            &[
                "Akibat Apabila Dibuka",
                "Konsekuensi Bila Informasi Dibuka kepada Publik",
                "Dampak Jika Dibuka",
                "Konsekuensi Dibukanya Informasi",
                "Akibat Jika Informasi Diberikan",
            ],
            Field("consequence_if_opened"),
        ),
        (
            &[
                "Manfaat Apabila Ditutup",
                "Konsekuensi Bila Ditutup",
                "Dampak Jika Informasi Ditutup",
                "Manfaat Penutupan Informasi",
                "Kepentingan yang Dilindungi",
            ],
            Field("consequence_if_closed"),
        ),
        (
            &[
                "Jangka Waktu Dikecualikan",
                "Batas Waktu Pengecualian",
                "Masa Pengecualian",
                "Lama Pengecualian",
                "Jangka Waktu Kerahasiaan",
                "Waktu Pengecualian",
            ],
            Field("period"),
        ),
        (
            &[
                "Pejabat yang Menguasai Informasi",
                "Pejabat Penanggung Jawab",
                "Penanggung Jawab Informasi",
                "Pejabat yang Bertanggung Jawab",
            ],
            Field("responsible_position"),
        ),
        (
            &[
                "Unit/Satker yang Menguasai",
                "Satuan Kerja Penguasa Informasi",
                "Bagian/Subbagian",
                "Pejabat/Unit yang Menguasai",
                "Unit Pemilik Informasi",
                "Unit Kerja Pengelola",
            ],
            Field("owning_unit"),
        ),
        (&["Keterangan Lain", "Catatan Tambahan"], Field("note")),
        (&["Konsekuensi/Bahaya"], Field("test_harm")),
        (&["No. Urut.", "Nomor", "No"], Number),
    ];

    #[test]
    fn headings_that_the_table_does_not_have_word_by_word_are_understood() {
        for (headings, meant) in WRITTEN {
            for heading in *headings {
                assert_eq!(meaning(heading).map(|(meant, _)| meant), Some(*meant), "{heading}");
            }
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
        assert_eq!(meaning(&"informasi ".repeat(100_000)), None, "no heading is a book");
        for unknown in ["", "  ", "Xyz", "Warna", "Rekam medis calon mahasiswa"] {
            assert_eq!(meaning(unknown), None, "{unknown}");
        }
        assert!(speaks_of_two("Analisis Konsekuensi & Pertimbangan (Jika Dibuka / Jika Ditutup)"));
        assert!(speaks_of_two("Waktu & PJ (jangka waktu, penanggung jawab)"));
        assert!(!speaks_of_two("Jangka waktu"));
    }
}
