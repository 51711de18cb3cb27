//! The grounds of Pasal 17 to choose from: by letter, each with what it protects, several at once.

use kecuali_domain::{article17::Article17, legal_basis::LegalBasis};

use crate::web::answers::Answers;

/// After the name of legal bases: grounds of Pasal 17 that are added. A box of its own for each is
/// named with the ground after it, so that what is kept of a form holds every one.
pub(crate) const PICKED: &str = ".pasal";
/// After the name of legal bases: one that is added in words.
pub(crate) const OTHER: &str = ".lain";

/// The legal bases of a form.
#[derive(Debug)]
pub(crate) struct Bases {
    /// Those that are there.
    pub(crate) there: Vec<Basis>,
    /// Grounds that may be added.
    pub(crate) letters: Vec<Letter>,
    /// What is typed to be added in words.
    pub(crate) other: String,
}

/// A legal basis that is there.
#[derive(Debug)]
pub(crate) struct Basis {
    pub(crate) key: String,
    pub(crate) text: String,
    /// What stood there when the form was made first.
    pub(crate) before: String,
}

/// A letter of Pasal 17, and what may be cited of it.
#[derive(Debug)]
pub(crate) struct Letter {
    pub(crate) sign: char,
    /// What it protects.
    pub(crate) text: &'static str,
    pub(crate) grounds: Vec<Ground>,
}

/// A ground that may be chosen.
#[derive(Debug)]
pub(crate) struct Ground {
    /// As a form carries it.
    pub(crate) value: String,
    /// As it is cited.
    pub(crate) label: String,
    /// What it protects.
    pub(crate) text: &'static str,
    pub(crate) is_picked: bool,
}

impl Letter {
    /// How many of its grounds are chosen.
    pub(crate) fn picked(&self) -> usize {
        self.grounds.iter().filter(|ground| ground.is_picked).count()
    }
}

/// All letters, in the order of the law.
pub(crate) fn letters() -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    for article in Article17::all() {
        if article.number().is_none() {
            let (sign, text) = (article.letter(), article.text());
            letters.push(Letter { sign, text, grounds: Vec::new() });
        }
        let ground = Ground {
            value: LegalBasis::Article17(article).to_string(),
            label: article.label(),
            text: article.text(),
            is_picked: false,
        };
        if let Some(letter) = letters.last_mut() {
            letter.grounds.push(ground);
        }
    }
    letters
}

impl Bases {
    /// Those of an entry or an item, and what may be added to them.
    pub(crate) fn of(there: Vec<(String, String)>) -> Self {
        let has = |ground: &Ground| there.iter().any(|(key, _)| key.ends_with(&ground.value));
        let mut letters = letters();
        for letter in &mut letters {
            letter.grounds.retain(|ground| !has(ground));
        }
        letters.retain(|letter| !letter.grounds.is_empty());
        let basis = |(key, text): (String, String)| Basis { key, before: text.clone(), text };
        Self { there: there.into_iter().map(basis).collect(), letters, other: String::new() }
    }

    /// Takes over what was typed in a form, in the boxes of the collection of this name.
    pub(crate) fn take(&mut self, name: &str, answers: &Answers) {
        for basis in self.there.iter_mut().filter(|basis| answers.has(&basis.key)) {
            answers.get(&basis.key).clone_into(&mut basis.text);
            before(&basis.key, answers, &mut basis.before);
        }
        // One that somebody took out meanwhile is shown with what was typed in its place.
        let collection = format!("{name}/");
        for (key, text) in answers.fields().filter(|(key, _)| key.starts_with(&collection)) {
            if !self.there.iter().any(|basis| basis.key == key) {
                let mut basis =
                    Basis { key: key.to_owned(), text: text.to_owned(), before: String::new() };
                before(key, answers, &mut basis.before);
                self.there.push(basis);
            }
        }
        answers.get(&format!("{name}{OTHER}")).clone_into(&mut self.other);
        let picked = format!("{name}{PICKED}");
        for ground in self.letters.iter_mut().flat_map(|letter| &mut letter.grounds) {
            ground.is_picked = answers.has(&format!("{picked}.{}", ground.value))
                || answers.all(&picked).any(|value| value == ground.value);
        }
    }

    /// Whether something is there or is to be added.
    pub(crate) fn is_empty(&self) -> bool {
        let picked = self.letters.iter().any(|letter| letter.picked() > 0);
        self.there.is_empty() && self.other.is_empty() && !picked
    }
}

/// What stood in a box when its form was made first.
pub(super) fn before(key: &str, answers: &Answers, before: &mut String) {
    let name = format!("{}{key}", super::changes::BEFORE);
    if answers.has(&name) {
        answers.get(&name).clone_into(before);
    }
}
