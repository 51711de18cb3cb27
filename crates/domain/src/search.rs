//! The words that rows of a list are found by, the same in an office and in public. A row keeps the
//! numbers of its words, not its text: a tenth of the memory, and every search looks through each
//! distinct word once.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{PoisonError, RwLock, RwLockReadGuard},
};

use crate::similarity::{fold, normalise};

/// Shorter words are found as they are typed, or not at all: one slip makes any of them another.
const SLIPS_FROM: usize = 4;

/// Every word that stands in a row, or stood: a number is never given again, so that snapshots of
/// a list share them.
#[derive(Debug, Default)]
pub struct Words(RwLock<Numbered>);

#[derive(Debug, Default)]
struct Numbered {
    numbers: HashMap<Box<str>, u32>,
    words: Vec<Box<str>>,
}

impl Words {
    /// The numbers of the words of these texts, sorted: as they stand, and with short forms in
    /// full, so that `KTP` is found by *kartu tanda penduduk* and the other way about. Who searches
    /// waits for new words only, which most rows do not bring.
    pub fn of<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Box<[u32]> {
        let forms: Vec<String> =
            texts.into_iter().flat_map(|text| [fold(text), normalise(text)]).collect();
        let words =
            || forms.iter().flat_map(|form| form.split(' ')).filter(|word| !word.is_empty());
        let known = {
            let all = self.read();
            words().map(|word| all.numbers.get(word).copied()).collect::<Option<Vec<u32>>>()
        };
        let mut numbers = known.unwrap_or_else(|| {
            let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
            words().map(|word| all.take(word)).collect()
        });
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into()
    }

    /// What is asked for, looked up: every word of it must stand in a row, or be part of one. The
    /// answer depends on the rows alone.
    pub fn asked(&self, text: &str) -> Terms {
        self.terms(text, Term::new)
    }

    /// What someone types, looked up with indulgence: one letter must be a word, or else the
    /// beginning of one, and a word of four letters or more that stands nowhere finds those that
    /// begin like it but for one slip of the finger. A word stands here also after its last row is
    /// gone, so one who is answered by this may be answered otherwise elsewhere.
    pub fn typed(&self, text: &str) -> Terms {
        self.terms(text, Term::typed)
    }

    fn terms(&self, text: &str, term: impl Fn(&[Box<str>], &str) -> Term) -> Terms {
        let all = self.read();
        let folded = fold(text);
        let words: BTreeSet<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        Terms(words.into_iter().map(|word| term(&all.words, word)).collect())
    }

    /// The words of these numbers.
    pub fn spelled(&self, numbers: &[u32]) -> BTreeSet<String> {
        let all = self.read();
        let word = |number: &u32| all.words.get(usize::try_from(*number).ok()?);
        numbers.iter().filter_map(word).map(ToString::to_string).collect()
    }

    fn read(&self) -> RwLockReadGuard<'_, Numbered> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Numbered {
    fn take(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        // Four thousand million distinct words are more than a store can hold.
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(word.into());
        self.numbers.insert(word.into(), number);
        number
    }
}

/// What is asked for: every word of it.
#[derive(Debug)]
pub struct Terms(Vec<Term>);

/// One word that is asked for.
#[derive(Debug)]
struct Term {
    as_written: Set,
    /// The words that it is short for.
    in_full: Vec<Set>,
}

impl Terms {
    /// Whether a row with these words is found.
    pub fn are_in(&self, row: &[u32]) -> bool {
        self.0.iter().all(|term| term.is_in(row))
    }
}

impl Term {
    fn new(all: &[Box<str>], word: &str) -> Self {
        let holding = |part: &str| Set::of(all, |one| one.contains(part));
        let full = normalise(word);
        let in_full = if full == word { Vec::new() } else { full.split(' ').collect() };
        Self { as_written: holding(word), in_full: in_full.into_iter().map(holding).collect() }
    }

    fn typed(all: &[Box<str>], word: &str) -> Self {
        let mut term = Self::new(all, word);
        let letters: Vec<char> = word.chars().collect();
        if letters.len() == 1 {
            // `huruf i` means the word, and one who has only begun to type means none yet.
            let whole = Set::of(all, |one| one == word);
            let begun = || Set::of(all, |one| one.starts_with(word));
            term.as_written = if whole.is_empty() { begun() } else { whole };
        }
        let unknown = term.as_written.is_empty() && term.in_full.is_empty();
        if unknown && letters.len() >= SLIPS_FROM {
            term.as_written = Set::of(all, |one| begins_a_slip_away(&letters, one));
        }
        term
    }

    fn is_in(&self, row: &[u32]) -> bool {
        let in_full = || !self.in_full.is_empty() && self.in_full.iter().all(|set| set.meets(row));
        self.as_written.meets(row) || in_full()
    }
}

/// A set of words, a bit each.
#[derive(Debug)]
struct Set(Vec<u64>);

impl Set {
    fn of(all: &[Box<str>], is_in: impl Fn(&str) -> bool) -> Self {
        let bits = |words: &[Box<str>]| {
            let held = words.iter().zip(0_u32..).filter(|(word, _)| is_in(word));
            held.fold(0_u64, |set, (_, place)| set | 1 << place)
        };
        Self(all.chunks(64).map(bits).collect())
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|bits| *bits == 0)
    }

    fn meets(&self, row: &[u32]) -> bool {
        let has = |number: &u32| {
            let place = usize::try_from(number / 64).unwrap_or(usize::MAX);
            self.0.get(place).is_some_and(|words| words >> (number % 64) & 1 == 1)
        };
        row.iter().any(has)
    }
}

/// Whether a word begins with what was typed, but for one slip: a letter too many, too few, another
/// one, or two neighbours the wrong way round.
fn begins_a_slip_away(typed: &[char], word: &str) -> bool {
    let mut word: Vec<char> = word.chars().take(typed.len() + 1).collect();
    let same = typed.iter().zip(&word).take_while(|(one, other)| one == other).count();
    // The slip is where they part first, if there is one at all.
    let (typed, word) = (&typed[same..], word.split_off(same));
    let rest = |skipped: usize, of: usize| {
        let typed = typed.get(skipped..);
        typed.is_some_and(|typed| word.get(of..).is_some_and(|word| word.starts_with(typed)))
    };
    let turned = typed.len() > 1
        && word.get(..2).is_some_and(|two| two[0] == typed[1] && two[1] == typed[0]);
    typed.is_empty() || rest(1, 0) || rest(0, 1) || rest(1, 1) || (turned && rest(2, 2))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn finds(text: &str, asked: &str) -> bool {
        let words = Words::default();
        let row = words.of([text]);
        words.asked(asked).are_in(&row)
    }

    fn forgives(text: &str, typed: &str) -> bool {
        let words = Words::default();
        let row = words.of([text]);
        words.typed(typed).are_in(&row)
    }

    #[test]
    fn every_word_is_found_in_any_order_by_a_part_of_it_and_without_its_accents() {
        let text = "Fótokopi KTP, dan hasil pemeriksaan kesehatan (Pasal 17 huruf h)";
        for asked in ["kesehatan", "SEHAT ktp", "fotokopi", "pasal 17", "", " - ", "huruf h."] {
            assert!(finds(text, asked) && forgives(text, asked), "{asked}");
        }
        assert!(!finds(text, "kesehatan keuangan") && !finds(text, "keshatan"));
    }

    #[test]
    fn a_short_form_is_found_by_its_words_and_they_by_the_short_form() {
        assert!(finds("Fotokopi KTP", "kartu tanda penduduk"));
        assert!(finds("Kartu Tanda Penduduk elektronik", "ktp"));
        assert!(!finds("Kartu keluarga", "ktp"));
    }

    #[test]
    fn one_letter_is_a_word_where_there_is_such_a_word_and_a_beginning_elsewhere() {
        let words = Words::default();
        let (one, other) = (words.of(["huruf i arsip"]), words.of(["rekam medis"]));
        assert!(words.typed("i").are_in(&one) && !words.typed("i").are_in(&other));
        assert!(words.typed("r").are_in(&other) && !words.typed("r").are_in(&one));
    }

    #[test]
    fn one_slip_of_the_finger_is_forgiven_also_while_one_is_still_typing() {
        let text = "Rekam medis pegawai";
        for asked in ["reakm", "rekm", "rekaam", "rekan", "pegaaw", "pegwa", "pegawi", "mdeis"] {
            assert!(forgives(text, asked), "{asked}");
        }
        for asked in ["rkm", "pegunungan", "medan lain", "kamera"] {
            assert!(!forgives(text, asked), "{asked}");
        }
    }

    #[test]
    fn what_is_typed_as_it_stands_finds_nothing_beside_it() {
        let words = Words::default();
        let (one, other) = (words.of(["arsip kantor"]), words.of(["arsir peta"]));
        let terms = words.typed("arsip");
        assert!(terms.are_in(&one) && !terms.are_in(&other));
    }

    proptest! {
        #[test]
        fn every_word_is_found_by_itself_with_any_one_slip(
            word in "[a-z]{4,12}", place in 0_usize..12, letter in proptest::char::range('a', 'z'),
        ) {
            let letters: Vec<char> = word.chars().collect();
            let place = place % letters.len();
            let (mut more, mut fewer, mut other, mut turned) =
                (letters.clone(), letters.clone(), letters.clone(), letters.clone());
            more.insert(place, letter);
            fewer.remove(place);
            other[place] = letter;
            turned.swap(place, (place + 1) % letters.len().max(1));
            let neighbours = place + 1 < letters.len();
            for slip in [more, fewer, other] {
                prop_assert!(slip.len() < SLIPS_FROM || begins_a_slip_away(&slip, &word));
            }
            prop_assert!(!neighbours || begins_a_slip_away(&turned, &word));
        }
    }
}
