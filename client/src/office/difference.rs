//! What changed between two texts, word by word: for whoever compares what was determined with what
//! is there now.

use serde::Serialize;

/// A run of words, spaces included, that both texts have, or one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "text", rename_all = "snake_case")]
pub enum Run {
    /// In both.
    Same(String),
    /// In the earlier text alone.
    Removed(String),
    /// In the later text alone.
    Added(String),
}

impl Run {
    /// The words of it.
    pub fn text(&self) -> &str {
        match self {
            Self::Same(text) | Self::Removed(text) | Self::Added(text) => text,
        }
    }
}

/// Longer differences are shown as one text in the place of the other: comparing takes time and
/// memory with the square of the words, and nobody reads it word by word.
const MOST: usize = 4_000_000;

/// What a word in common counts against signs and blanks in common: more than all there are.
const WORD: u32 = 4096;

/// The runs of two texts: those that are the same or added, joined, are the later text; those that
/// are the same or removed are the earlier one. What was removed comes before what was added.
///
/// Texts are not held together by a blank, a comma, or a word that stands in both by chance: between
/// two differences nothing is the same that is shorter than both.
pub fn word_difference(earlier: &str, later: &str) -> Vec<Run> {
    let (old, new) = (words(earlier), words(later));
    let front = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let (same, old) = old.split_at(front);
    let new = &new[front..];
    let (ahead, behind) = (old.iter().rev(), new.iter().rev());
    let back = ahead.zip(behind).take_while(|(one, other)| one == other).count();
    let (old, tail) = old.split_at(old.len() - back);
    let new = &new[..new.len() - back];
    let mut parts = Parts::default();
    for word in same {
        parts.same(word);
    }
    if old.len().saturating_mul(new.len()) > MOST {
        parts.removed(&old.concat());
        parts.added(&new.concat());
    } else {
        middle(old, new, &mut parts);
    }
    for word in tail {
        parts.same(word);
    }
    parts.joined().runs()
}

/// The longest common part of what is left between the ends that are the same.
fn middle(old: &[&str], new: &[&str], parts: &mut Parts) {
    let wide = new.len() + 1;
    // How much the rest of both have in common, from each pair of places on.
    let mut common = vec![0_u32; (old.len() + 1) * wide];
    for one in (0..old.len()).rev() {
        let counts = if letters(old[one]) > 0 { WORD } else { 1 };
        for other in (0..new.len()).rev() {
            common[one * wide + other] = if old[one] == new[other] {
                common[(one + 1) * wide + other + 1] + counts
            } else {
                common[(one + 1) * wide + other].max(common[one * wide + other + 1])
            };
        }
    }
    let (mut one, mut other) = (0, 0);
    while one < old.len() || other < new.len() {
        let both = one < old.len() && other < new.len();
        if both && old[one] == new[other] {
            parts.same(old[one]);
            (one, other) = (one + 1, other + 1);
        } else if other == new.len()
            || (both && common[(one + 1) * wide + other] >= common[one * wide + other + 1])
        {
            parts.removed(old[one]);
            one += 1;
        } else {
            parts.added(new[other]);
            other += 1;
        }
    }
}

/// What differs, and what is the same after it.
#[derive(Debug, Default)]
struct Part {
    removed: String,
    added: String,
    same: String,
}

impl Part {
    /// How many letters of it differ.
    fn reach(&self) -> usize {
        letters(&self.removed).max(letters(&self.added))
    }

    fn differs(&self) -> bool {
        !self.removed.is_empty() || !self.added.is_empty()
    }

    /// Whether what is the same between this and the next is so by chance.
    fn is_by_chance(&self, next: &Self) -> bool {
        let same = letters(&self.same);
        self.differs() && (same == 0 || same < self.reach().min(next.reach()))
    }

    /// The same with the next behind it, and what was the same between them on both sides.
    fn join(&mut self, next: &Self) {
        let same = std::mem::take(&mut self.same);
        for (side, more) in [(&mut self.removed, &next.removed), (&mut self.added, &next.added)] {
            side.push_str(&same);
            side.push_str(more);
        }
        self.same.clone_from(&next.same);
    }
}

#[derive(Debug, Default)]
struct Parts(Vec<Part>);

impl Parts {
    fn same(&mut self, word: &str) {
        if self.0.is_empty() {
            self.0.push(Part::default());
        }
        if let Some(last) = self.0.last_mut() {
            last.same.push_str(word);
        }
    }

    fn removed(&mut self, words: &str) {
        self.differing().removed.push_str(words);
    }

    fn added(&mut self, words: &str) {
        self.differing().added.push_str(words);
    }

    /// The part that is still differing.
    fn differing(&mut self) -> &mut Part {
        if self.0.last().is_none_or(|last| !last.same.is_empty()) {
            self.0.push(Part::default());
        }
        self.0.last_mut().expect("one was put there")
    }

    /// Without what is the same by chance. What is joined reaches further, and may show that what
    /// stands before it is by chance, too.
    fn joined(self) -> Self {
        let mut done: Vec<Part> = Vec::with_capacity(self.0.len());
        for mut part in self.0 {
            while let Some(before) = done.pop_if(|before| before.is_by_chance(&part)) {
                let next = std::mem::replace(&mut part, before);
                part.join(&next);
            }
            done.push(part);
        }
        Self(done)
    }

    fn runs(self) -> Vec<Run> {
        let all = self.0.into_iter().flat_map(|part| {
            [Run::Removed(part.removed), Run::Added(part.added), Run::Same(part.same)]
        });
        all.filter(|run| !run.text().is_empty()).collect()
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|one| one.is_alphanumeric()).count()
}

/// Words, and what stands between them: each sign by itself, so that a comma is not a new word.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if first.is_alphanumeric() {
            rest.find(|one: char| !one.is_alphanumeric()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after;
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn joined(runs: &[Run], of_later: bool) -> String {
        let part = |run: &Run| match run {
            Run::Same(text) => text.clone(),
            Run::Added(text) if of_later => text.clone(),
            Run::Removed(text) if !of_later => text.clone(),
            Run::Added(_) | Run::Removed(_) => String::new(),
        };
        runs.iter().map(part).collect()
    }

    #[test]
    fn only_what_differs_is_marked() {
        let (same, removed, added) = (
            |text: &str| Run::Same(text.to_owned()),
            |text: &str| Run::Removed(text.to_owned()),
            |text: &str| Run::Added(text.to_owned()),
        );
        assert_eq!(
            word_difference("Rekam medis pegawai tetap", "Rekam medis calon pegawai tetap"),
            [same("Rekam medis "), added("calon "), same("pegawai tetap")]
        );
        assert_eq!(
            word_difference("selama 5 tahun.", "selama 3 tahun, lalu dibuka."),
            [
                same("selama "),
                removed("5"),
                added("3"),
                same(" tahun"),
                added(", lalu dibuka"),
                same(".")
            ]
        );
        assert_eq!(word_difference("sama", "sama"), [same("sama")]);
        assert!(word_difference("", "").is_empty());
    }

    #[test]
    fn what_has_little_in_common_stands_whole_one_beside_the_other() {
        let (removed, added) =
            (|text: &str| Run::Removed(text.to_owned()), |text: &str| Run::Added(text.to_owned()));
        let old = "sampai ada persetujuan tertulis dari pihak yang bersangkutan";
        assert_eq!(word_difference(old, "5 tahun"), [removed(old), added("5 tahun")]);
        let new = "lima tahun, yang dihitung sejak penetapan";
        assert_eq!(word_difference(old, new), [removed(old), added(new)], "a word by chance");
        let same = |text: &str| Run::Same(text.to_owned());
        assert_eq!(
            word_difference("Rekam medis dan hasil tes", "Rekam medis, hasil tes, dan ijazah"),
            [
                same("Rekam medis"),
                removed(" dan"),
                added(","),
                same(" hasil tes"),
                added(", dan ijazah")
            ],
        );
    }

    #[test]
    fn what_is_too_long_to_compare_is_one_text_in_the_place_of_the_other() {
        let (one, other) = ("a ".repeat(5_000), "b ".repeat(5_000));
        let runs = word_difference(&one, &other);
        assert_eq!((joined(&runs, false), joined(&runs, true)), (one, other));
        assert_eq!(runs.len(), 3, "the space at the end is the same");
    }

    proptest! {
        #[test]
        fn joined_again_they_are_both_texts(
            one in "([ab ,]{0,12}|([a-e]{1,3}[ ,]){0,9}|\\PC{0,6})",
            other in "([ab ,]{0,12}|([a-e]{1,3}[ ,]){0,9}|\\PC{0,6})",
        ) {
            let runs = word_difference(&one, &other);
            prop_assert_eq!(joined(&runs, false), one);
            prop_assert_eq!(joined(&runs, true), other);
            let alike = |two: &[Run]| {
                std::mem::discriminant(&two[0]) == std::mem::discriminant(&two[1])
            };
            prop_assert!(!runs.windows(2).any(alike), "runs are as long as they can be: {:?}", runs);
            for three in runs.windows(3) {
                if let [Run::Removed(_) | Run::Added(_), Run::Same(text), Run::Removed(_) | Run::Added(_)] = three {
                    prop_assert!(letters(text) > 0, "held together by {:?}: {:?}", text, runs);
                }
            }
        }

        #[test]
        fn what_is_the_same_is_marked_as_such(text in "[a-c ]{1,20}", word in "[x-z]{1,4}") {
            let runs = word_difference(&text, &format!("{text} {word}"));
            prop_assert!(!runs.iter().any(|run| matches!(run, Run::Removed(_))), "{:?}", runs);
        }
    }
}
