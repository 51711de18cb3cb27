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

/// Longer differences are shown as one text in the place of the other: comparing takes time and
/// memory with the square of the words, and nobody reads it word by word.
const MOST: usize = 4_000_000;

/// The runs of two texts: those that are the same or added, joined, are the later text; those that
/// are the same or removed are the earlier one. What was removed comes before what was added.
pub fn word_difference(earlier: &str, later: &str) -> Vec<Run> {
    let (old, new) = (words(earlier), words(later));
    let front = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let (old, new) = (&old[front..], &new[front..]);
    let (ahead, behind) = (old.iter().rev(), new.iter().rev());
    let back = ahead.zip(behind).take_while(|(one, other)| one == other).count();
    let (old, tail) = old.split_at(old.len() - back);
    let new = &new[..new.len() - back];
    let mut runs = Runs::default();
    for word in words(earlier).into_iter().take(front) {
        runs.same(word);
    }
    if old.len().saturating_mul(new.len()) > MOST {
        runs.removed = old.concat();
        runs.added = new.concat();
    } else {
        middle(old, new, &mut runs);
    }
    for word in tail {
        runs.same(word);
    }
    runs.finish()
}

/// The longest common part of what is left between the ends that are the same.
fn middle(old: &[&str], new: &[&str], runs: &mut Runs) {
    let wide = new.len() + 1;
    // How many words the rest of both have in common, from each pair of places on.
    let mut common = vec![0_u32; (old.len() + 1) * wide];
    for one in (0..old.len()).rev() {
        for other in (0..new.len()).rev() {
            common[one * wide + other] = if old[one] == new[other] {
                common[(one + 1) * wide + other + 1] + 1
            } else {
                common[(one + 1) * wide + other].max(common[one * wide + other + 1])
            };
        }
    }
    let (mut one, mut other) = (0, 0);
    while one < old.len() || other < new.len() {
        let both = one < old.len() && other < new.len();
        if both && old[one] == new[other] {
            runs.same(old[one]);
            (one, other) = (one + 1, other + 1);
        } else if other == new.len()
            || (both && common[(one + 1) * wide + other] >= common[one * wide + other + 1])
        {
            runs.removed.push_str(old[one]);
            one += 1;
        } else {
            runs.added.push_str(new[other]);
            other += 1;
        }
    }
}

#[derive(Debug, Default)]
struct Runs {
    done: Vec<Run>,
    same: String,
    removed: String,
    added: String,
}

impl Runs {
    fn same(&mut self, word: &str) {
        if !self.removed.is_empty() || !self.added.is_empty() {
            self.close();
        }
        self.same.push_str(word);
    }

    /// What differs follows what was the same before it.
    fn close(&mut self) {
        let run = |text: &mut String| Some(std::mem::take(text)).filter(|text| !text.is_empty());
        self.done.extend(run(&mut self.same).map(Run::Same));
        self.done.extend(run(&mut self.removed).map(Run::Removed));
        self.done.extend(run(&mut self.added).map(Run::Added));
    }

    fn finish(mut self) -> Vec<Run> {
        self.close();
        self.done
    }
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
    fn what_is_too_long_to_compare_is_one_text_in_the_place_of_the_other() {
        let (one, other) = ("a ".repeat(5_000), "b ".repeat(5_000));
        let runs = word_difference(&one, &other);
        assert_eq!((joined(&runs, false), joined(&runs, true)), (one, other));
        assert_eq!(runs.len(), 3, "the space at the end is the same");
    }

    proptest! {
        #[test]
        fn joined_again_they_are_both_texts(
            one in "([ab ,]{0,12}|\\PC{0,6})", other in "([ab ,]{0,12}|\\PC{0,6})",
        ) {
            let runs = word_difference(&one, &other);
            prop_assert_eq!(joined(&runs, false), one);
            prop_assert_eq!(joined(&runs, true), other);
            let alike = |two: &[Run]| {
                std::mem::discriminant(&two[0]) == std::mem::discriminant(&two[1])
            };
            prop_assert!(!runs.windows(2).any(alike), "runs are as long as they can be: {:?}", runs);
        }

        #[test]
        fn what_is_the_same_is_marked_as_such(text in "[a-c ]{1,20}", word in "[x-z]{1,4}") {
            let runs = word_difference(&text, &format!("{text} {word}"));
            prop_assert!(!runs.iter().any(|run| matches!(run, Run::Removed(_))), "{:?}", runs);
        }
    }
}
