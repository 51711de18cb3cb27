//! The words that rows are found by. A row keeps the numbers of its words, not its text: a tenth
//! of the memory, and every search looks through each distinct word once.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{PoisonError, RwLock, RwLockReadGuard},
};

use kecuali_domain::similarity::{fold, normalise};

/// Every word that stands in a row, or stood: a number is never given again, so that snapshots of
/// the index share them.
#[derive(Debug, Default)]
pub(super) struct Words(RwLock<Numbered>);

#[derive(Debug, Default)]
struct Numbered {
    numbers: HashMap<Box<str>, u32>,
    words: Vec<Box<str>>,
}

impl Words {
    /// The numbers of the words of these texts, sorted: as they stand, and with short forms in
    /// full, so that `KTP` is found by *kartu tanda penduduk* and the other way about. Who searches
    /// waits for new words only, which most rows do not bring.
    pub(super) fn of<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Box<[u32]> {
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

    /// What is asked for, looked up: every word of it must stand in a row, or be part of one.
    pub(super) fn asked(&self, text: &str) -> Terms {
        let all = self.read();
        let folded = fold(text);
        let words: BTreeSet<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        Terms(words.into_iter().map(|word| Term::new(&all.words, word)).collect())
    }

    fn read(&self) -> RwLockReadGuard<'_, Numbered> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The words of these numbers, in order.
    #[cfg(test)]
    pub(super) fn spell(&self, numbers: &[u32]) -> BTreeSet<String> {
        let all = self.read();
        let word = |number: &u32| all.words[usize::try_from(*number).unwrap()].to_string();
        numbers.iter().map(word).collect()
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

/// What is asked for.
#[derive(Debug)]
pub(super) struct Terms(Vec<Term>);

/// One word that is asked for.
#[derive(Debug)]
struct Term {
    as_written: Set,
    /// The words that it is short for.
    in_full: Vec<Set>,
}

impl Terms {
    /// Whether a row with these words is found.
    pub(super) fn are_in(&self, row: &[u32]) -> bool {
        self.0.iter().all(|term| term.is_in(row))
    }
}

impl Term {
    fn new(all: &[Box<str>], word: &str) -> Self {
        let full = normalise(word);
        let in_full = if full == word { Vec::new() } else { full.split(' ').collect() };
        Self {
            as_written: Set::holding(all, word),
            in_full: in_full.into_iter().map(|part| Set::holding(all, part)).collect(),
        }
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
    /// The words that a part stands in.
    fn holding(all: &[Box<str>], part: &str) -> Self {
        let bits = |words: &[Box<str>]| {
            let held = words.iter().zip(0_u32..).filter(|(word, _)| word.contains(part));
            held.fold(0_u64, |set, (_, place)| set | 1 << place)
        };
        Self(all.chunks(64).map(bits).collect())
    }

    fn meets(&self, row: &[u32]) -> bool {
        let has = |number: &u32| {
            let place = usize::try_from(number / 64).unwrap_or(usize::MAX);
            self.0.get(place).is_some_and(|words| words >> (number % 64) & 1 == 1)
        };
        row.iter().any(has)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(text: &str, asked: &str) -> bool {
        let words = Words::default();
        let row = words.of([text]);
        words.asked(asked).are_in(&row)
    }

    #[test]
    fn every_word_is_found_in_any_order_by_a_part_of_it_and_without_its_accents() {
        let text = "Fótokopi KTP, dan hasil pemeriksaan kesehatan (Pasal 17 huruf h)";
        for asked in ["kesehatan", "SEHAT ktp", "fotokopi", "pasal 17", "", " - ", "huruf h."] {
            assert!(finds(text, asked), "{asked}");
        }
        assert!(!finds(text, "kesehatan keuangan"));
    }

    #[test]
    fn a_short_form_is_found_by_its_words_and_they_by_the_short_form() {
        assert!(finds("Fotokopi KTP", "kartu tanda penduduk"));
        assert!(finds("Kartu Tanda Penduduk elektronik", "ktp"));
        assert!(!finds("Kartu keluarga", "ktp"));
    }
}
