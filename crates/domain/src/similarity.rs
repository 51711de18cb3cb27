//! How alike two names of information are, by a measure that is stated.
//!
//! **Same** is equality of what [`normalise`] leaves of them. **Alike** is the share of trigrams
//! that they have in common (Jaccard): each word of the normalised name, with two spaces before it
//! and one after, gives its runs of three characters; the likeness is what both have, in
//! thousandths of what either has. From [`ALIKE`] on a person should look.
//!
//! Measured on the published lists in `tests/lists`: of the 300 pairs of names in the lists of
//! PKTJ Tegal and UPBU Tardamu, five reach 400. Three are one matter in two wordings: *Hasil Proses Penjatuhan
//! Hukuman* with *… Pegawai* (828), *Rekam Medis Calon Mahasiswa/i …* with *… Calon Taruna …* (425), and
//! the scores of admission in the lists of 2025 and 2026 (401). Two are different matters that read
//! alike: internal and external audit (777), scores of two kinds of students (451). The next pair
//! below has 365 and is not one matter. So the value warns and never blocks.

use std::collections::{BTreeMap, BTreeSet};

/// The likeness, in thousandths, from which on two names are shown to a person as alike.
pub const ALIKE: u32 = 400;

/// Short forms in names of information, and what they stand for.
const SHORT_FORMS: &[(&str, &str)] = &[
    ("dgn", "dengan"),
    ("dlm", "dalam"),
    ("dok", "dokumen"),
    ("dpt", "daftar pemilih tetap"),
    ("fc", "fotokopi"),
    ("fotocopy", "fotokopi"),
    ("fotocopi", "fotokopi"),
    ("kab", "kabupaten"),
    ("kec", "kecamatan"),
    ("kpu", "komisi pemilihan umum"),
    ("ktp", "kartu tanda penduduk"),
    ("lhkpn", "laporan harta kekayaan penyelenggara negara"),
    ("no", "nomor"),
    ("npwp", "nomor pokok wajib pajak"),
    ("pemilu", "pemilihan umum"),
    ("pkpu", "peraturan komisi pemilihan umum"),
    ("pp", "peraturan pemerintah"),
    ("prov", "provinsi"),
    ("skck", "surat keterangan catatan kepolisian"),
    ("tgl", "tanggal"),
    ("th", "tahun"),
    ("thn", "tahun"),
    ("ttg", "tentang"),
    ("uu", "undang undang"),
    ("yg", "yang"),
];

/// A name without what does not tell two matters apart: what [`fold`] leaves out, and the short
/// forms above. Normalising twice changes nothing.
pub fn normalise(text: &str) -> String {
    fold(text).split(' ').map(in_full).collect::<Vec<_>>().join(" ")
}

/// A text without capitals, punctuation, surplus spaces and diacritics of Latin letters, with `dan`
/// for `&`. Folding twice changes nothing.
pub fn fold(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            '\u{300}'..='\u{36f}' => (),
            '&' => plain.push_str(" dan "),
            c if c.is_alphanumeric() => plain.push(without_diacritic(c)),
            _ => plain.push(' '),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn in_full(word: &str) -> &str {
    let known = SHORT_FORMS.iter().find(|(short, _)| *short == word);
    known.map_or(word, |(_, in_full)| in_full)
}

/// How alike two names are, from 0 to 1000; names that are the same have 1000.
pub fn similarity(a: &str, b: &str) -> u32 {
    let (a, b) = (Trigrams::of(&normalise(a)), Trigrams::of(&normalise(b)));
    share(a.0.intersection(&b.0).count(), a.0.len(), b.0.len())
}

/// How much of a name a text has in it, from 0 to 1000: the share of the name's trigrams that are
/// the text's, too. A blank name is in no text.
pub fn containment(name: &str, text: &str) -> u32 {
    let (name, text) = (Trigrams::of(&normalise(name)), Trigrams::of(&normalise(text)));
    let common = name.0.intersection(&text.0).count() * 1000;
    common.checked_div(name.0.len()).and_then(|share| u32::try_from(share).ok()).unwrap_or(0)
}

fn share(common: usize, a: usize, b: usize) -> u32 {
    let all = a + b - common;
    (common * 1000).checked_div(all).and_then(|share| u32::try_from(share).ok()).unwrap_or(1000)
}

/// Names to compare with, each with a key of the caller's.
///
/// Looking one name up takes time in proportion to the names it shares trigrams with, plus one
/// step a name held: 51,400 entries against a handful of items, or one proposal against 51,400.
#[derive(Debug, Clone)]
pub struct Names<K> {
    keys: Vec<K>,
    /// How many trigrams each has.
    sizes: Vec<usize>,
    same: BTreeMap<String, Vec<usize>>,
    having: BTreeMap<u64, Vec<usize>>,
}

/// A name that is the same as the one looked up, or like it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match<'a, K> {
    /// Whose it is.
    pub key: &'a K,
    /// Whether the normalised names are equal.
    pub same: bool,
    /// How alike they are, from [`ALIKE`] to 1000.
    pub likeness: u32,
}

impl<K> Default for Names<K> {
    fn default() -> Self {
        Self { keys: Vec::new(), sizes: Vec::new(), same: BTreeMap::new(), having: BTreeMap::new() }
    }
}

impl<K> Names<K> {
    /// Adds a name. A blank one is never found.
    pub fn add(&mut self, key: K, name: &str) {
        let name = normalise(name);
        let (trigrams, index) = (Trigrams::of(&name), self.keys.len());
        self.keys.push(key);
        self.sizes.push(trigrams.0.len());
        for trigram in trigrams.0 {
            self.having.entry(trigram).or_default().push(index);
        }
        self.same.entry(name).or_default().push(index);
    }

    /// Adds a name that is found where it is the same and never where it is alike, unless one that
    /// is the same is here already: a step, however many names there are.
    pub fn add_exact(&mut self, key: K, name: &str) {
        let name = normalise(name);
        if name.is_empty() || self.same.contains_key(&name) {
            return;
        }
        self.same.insert(name, vec![self.keys.len()]);
        self.keys.push(key);
        self.sizes.push(0);
    }

    /// The names that are the same or alike: first the same, then the likest, then as added.
    pub fn find(&self, name: &str) -> Vec<Match<'_, K>> {
        let name = normalise(name);
        if name.is_empty() {
            return Vec::new();
        }
        let trigrams = Trigrams::of(&name);
        let mut common = vec![0_usize; self.keys.len()];
        for holders in trigrams.0.iter().filter_map(|trigram| self.having.get(trigram)) {
            for index in holders {
                if let Some(count) = common.get_mut(*index) {
                    *count += 1;
                }
            }
        }
        let same = self.same.get(&name).map_or(&[][..], Vec::as_slice);
        let held = self.keys.iter().zip(&self.sizes).zip(common).enumerate();
        let mut found: Vec<Match<'_, K>> = held
            .filter_map(|(index, ((key, size), common))| {
                let same = same.binary_search(&index).is_ok();
                let likeness = if same { 1_000 } else { share(common, trigrams.0.len(), *size) };
                (likeness >= ALIKE).then_some(Match { key, same, likeness })
            })
            .collect();
        found.sort_by_key(|found| (!found.same, std::cmp::Reverse(found.likeness)));
        found
    }
}

impl<K, N: AsRef<str>> FromIterator<(K, N)> for Names<K> {
    fn from_iter<T: IntoIterator<Item = (K, N)>>(all: T) -> Self {
        let mut names = Self::default();
        all.into_iter().for_each(|(key, name)| names.add(key, name.as_ref()));
        names
    }
}

/// The trigrams of a normalised name, three characters of at most 21 bits in one number.
struct Trigrams(BTreeSet<u64>);

impl Trigrams {
    fn of(normalised: &str) -> Self {
        let mut all = BTreeSet::new();
        for word in normalised.split(' ').filter(|word| !word.is_empty()) {
            let (mut a, mut b) = (u64::from(' '), u64::from(' '));
            for c in word.chars().chain([' ']).map(u64::from) {
                all.insert(a << 42 | b << 21 | c);
                (a, b) = (b, c);
            }
        }
        Self(all)
    }
}

const fn without_diacritic(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'į' | 'ı' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ś' | 'š' | 'ş' => 's',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_does_not_tell_matters_apart_is_left_out() {
        let plain = "fotokopi kartu tanda penduduk dan nomor pokok wajib pajak";
        for text in [
            "Fotokopi Kartu Tanda Penduduk dan Nomor Pokok Wajib Pajak",
            "  FC. KTP & NPWP ",
            "fotocopy\tKTP, dan NPWP;",
            "Fótokopi KTP dan NPWP",
            "Fo\u{301}tokopi KTP dan NPWP",
        ] {
            assert_eq!(normalise(text), plain, "{text}");
            assert_eq!(similarity(text, plain), 1000);
        }
        assert_ne!(normalise("Berita acara 2024"), normalise("Berita acara 2025"));
    }

    #[test]
    fn a_name_is_found_the_same_first_and_the_likest_next() {
        let names: Names<u32> = [
            (1, "Hasil Proses Penjatuhan Hukuman Pegawai"),
            (2, "Rekam medis"),
            (3, "hasil proses penjatuhan hukuman."),
        ]
        .into_iter()
        .collect();
        let found = names.find("Hasil Proses Penjatuhan Hukuman");
        let found: Vec<_> = found.iter().map(|one| (*one.key, one.same, one.likeness)).collect();
        assert_eq!(found, [(3, true, 1000), (1, false, 828)]);
        assert!(names.find("").is_empty() && names.find(" .").is_empty());
    }

    #[test]
    fn a_name_that_is_only_held_exactly_is_found_by_the_same_and_by_no_other() {
        let mut names: Names<u32> = [(1, "Rekam medis pegawai")].into_iter().collect();
        names.add_exact(2, "REKAM MEDIS PEGAWAI");
        names.add_exact(3, "Rekam medis pegawai lama");
        names.add_exact(4, "rekam medis pegawai lama.");
        names.add_exact(5, " .");
        let found = |name: &str| {
            names.find(name).into_iter().map(|one| (*one.key, one.same)).collect::<Vec<_>>()
        };
        assert_eq!(found("Rekam medis pegawai lama"), [(3, true), (1, false)]);
        assert_eq!(found("Rekam medis pegawai"), [(1, true)], "one that is held already stays");
        assert!(found("").is_empty());
    }

    #[test]
    fn fifty_thousand_entries_against_a_handful_and_one_against_fifty_thousand() {
        const ALL: u32 = 51_400;
        let name = |n: u32| format!("Formulir model {} kecamatan {} kelurahan {n}", n % 7, n % 90);
        let handful: Names<u32> = (0..7).map(|n| (n, name(n * 13))).collect();
        let alike = (0..ALL).filter(|n| !handful.find(&name(*n)).is_empty()).count();
        assert!(alike > 0);
        let all: Names<u32> = (0..ALL).map(|n| (n, name(n))).collect();
        let found = all.find(&name(4_711));
        assert!(found.first().is_some_and(|first| first.same && *first.key == 4_711));
    }

    proptest! {
        #[test]
        fn looking_up_is_comparing_one_by_one(
            names in prop::collection::vec("[a-c ]{0,6}|\\PC{0,4}", 0..12), name in "[a-c ]{0,6}|\\PC{0,4}",
        ) {
            let all: Names<usize> = names.iter().enumerate().collect();
            let mut found: Vec<_> = all.find(&name).iter().map(|one| (*one.key, one.same, one.likeness)).collect();
            found.sort_unstable();
            let blank = normalise(&name).is_empty();
            let expected: Vec<_> = names
                .iter()
                .enumerate()
                .map(|(i, other)| (i, normalise(other) == normalise(&name), similarity(other, &name)))
                .filter(|(_, _, likeness)| *likeness >= ALIKE && !blank)
                .collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn normalising_twice_changes_nothing_and_likeness_has_no_direction(a: String, b: String) {
            let once = normalise(&a);
            prop_assert_eq!(normalise(&once), once);
            prop_assert_eq!(similarity(&a, &b), similarity(&b, &a));
            prop_assert_eq!(similarity(&a, &a), 1000);
        }
    }
}
