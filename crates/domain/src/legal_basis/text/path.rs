//! What follows `Pasal`: `17 huruf h angka 1, angka 3, dan angka 5`.

use super::Doubt;
use crate::prose::{Spelling, Token, spelt};

/// A provision below an instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    /// The article, with its letter if it has one (`28F`).
    pub(super) article: String,
    /// Its ayat, huruf and angka, where they are cited.
    pub(super) below: [Option<String>; 3],
}

/// The levels below an article, the higher first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Ayat,
    Huruf,
    Angka,
}

impl Path {
    /// It as it is written in a key: `44 ayat (1) huruf h`.
    pub(super) fn text(&self) -> String {
        let [ayat, huruf, angka] = &self.below;
        let mut text = self.article.clone();
        text.extend(ayat.iter().map(|ayat| format!(" ayat ({ayat})")));
        text.extend(huruf.iter().map(|huruf| format!(" huruf {huruf}")));
        text.extend(angka.iter().map(|angka| format!(" angka {angka}")));
        text
    }

    /// It in the spelling of Pasal 17: `17.h.3`; an ayat, which Pasal 17 has not, leaves `17`.
    pub(super) fn dotted(&self) -> String {
        let [ayat, huruf, angka] = &self.below;
        let parts = [huruf, angka].into_iter().flatten().filter(|_| ayat.is_none());
        parts.fold(self.article.clone(), |text, part| format!("{text}.{part}"))
    }

    fn with(&self, level: Level, value: String) -> Self {
        let mut path = self.clone();
        let [ayat, huruf, angka] = &mut path.below;
        match level {
            Level::Ayat => (*ayat, *huruf, *angka) = (Some(value), None, None),
            Level::Huruf => (*huruf, *angka) = (Some(value), None),
            Level::Angka => *angka = Some(value),
        }
        path
    }
}

/// What was read after `Pasal`.
pub(super) struct Provisions {
    pub(super) paths: Vec<Path>,
    /// The first token that is not part of them.
    pub(super) end: usize,
    pub(super) doubts: Vec<Doubt>,
}

/// Reads the provisions that begin with the word `Pasal` at a token, if they do.
pub(super) fn provisions(tokens: &[Token], at: usize) -> Option<Provisions> {
    let pasal = tokens.get(at)?;
    let spelling = named(pasal, "pasal", &["ps", "psl"])?;
    let dot = tokens.get(at + 1).is_some_and(|token| token.is("."));
    let number = at + 1 + usize::from(dot);
    let (article, end) = article(tokens, number)?;
    let mut reader = Reader { tokens, at: end, level: None, doubts: Vec::new() };
    reader.note(pasal, "pasal", spelling);
    let paths = reader.paths(Path { article, below: [None, None, None] });
    Some(Provisions { paths, end: reader.at, doubts: reader.doubts })
}

/// `17`, or `28F`, whose letter is a capital and touches the number.
fn article(tokens: &[Token], at: usize) -> Option<(String, usize)> {
    let number = tokens.get(at).filter(|token| token.is_number() && token.word.len() <= 3)?;
    let letter = tokens.get(at + 1).filter(|letter| letter.capital && number.touches(letter));
    match letter.and_then(Token::letter).filter(|_| number.word != "17") {
        Some(letter) => Some((format!("{}{}", number.word, letter.to_ascii_uppercase()), at + 2)),
        None => Some((number.word.clone(), at + 1)),
    }
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    level: Option<Level>,
    doubts: Vec<Doubt>,
}

impl Reader<'_> {
    fn paths(&mut self, first: Path) -> Vec<Path> {
        let (mut done, mut path) = (Vec::new(), first);
        loop {
            let listed = self.after_separators();
            let step = self.keyword(listed).or_else(|| match self.level {
                Some(level) if listed > self.at => self.bare(listed, level).map(|v| (level, v)),
                _ => self.touching(),
            });
            let Some((level, (value, end))) = step else { break };
            if self.level.is_some_and(|last| level <= last) {
                done.push(path.clone());
            }
            path = path.with(level, value);
            (self.level, self.at) = (Some(level), end);
        }
        if self.at_range() {
            self.doubts.push(Doubt::Range);
        }
        done.push(path);
        done
    }

    /// `huruf h`, `ayat (1)`, `angka 3`, `butir 3`.
    fn keyword(&mut self, at: usize) -> Option<(Level, (String, usize))> {
        let word = self.tokens.get(at)?;
        let words = [
            (Level::Ayat, "ayat", &["ayt"][..]),
            (Level::Huruf, "huruf", &["hrf"]),
            (Level::Angka, "angka", &["butir", "poin", "point"]),
        ];
        words.into_iter().find_map(|(level, name, others)| {
            let spelling = named(word, name, others)?;
            let value = self.value(at + 1, level)?;
            self.note(word, name, spelling);
            Some((level, value))
        })
    }

    /// `44(1)h`, `17.h.4`, `17h`, `17 h`: the next level without its name.
    fn touching(&self) -> Option<(Level, (String, usize))> {
        let last = self.tokens.get(self.at.checked_sub(1)?)?;
        let next = self.tokens.get(self.at)?;
        let dotted = next.is(".") && last.touches(next);
        let at = self.at + usize::from(dotted);
        let token = self.tokens.get(at)?;
        let tight = if dotted { next.touches(token) } else { last.touches(token) };
        let level = match self.level {
            None if tight && token.is("(") => Level::Ayat,
            None | Some(Level::Ayat) if token.letter().is_some() => Level::Huruf,
            Some(Level::Huruf) if dotted && tight => Level::Angka,
            None | Some(_) => return None,
        };
        let value = if tight { self.value(at, level) } else { self.bare(at, level) };
        value.filter(|_| tight || !dotted).map(|value| (level, value))
    }

    /// A value of a level, in parentheses or not.
    fn value(&self, at: usize, level: Level) -> Option<(String, usize)> {
        let open = self.tokens.get(at).is_some_and(|token| token.is("("));
        let at = at + usize::from(open);
        let token = self.tokens.get(at)?;
        let closed = self.tokens.get(at + 1).is_some_and(|token| token.is(")"));
        let fits = match level {
            Level::Huruf => token.letter().is_some(),
            Level::Ayat | Level::Angka => token.is_number() && token.word.len() <= 3,
        };
        (fits && (!open || closed)).then(|| (token.word.clone(), at + 1 + usize::from(open)))
    }

    /// A value that no name of its level announces: prose must not go on with it.
    fn bare(&self, at: usize, level: Level) -> Option<(String, usize)> {
        self.value(at, level).filter(|(_, end)| self.ends_here(*end))
    }

    /// Whether no prose goes on here.
    fn ends_here(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|token| {
            !(token.is_word() || token.is_number())
                || joins(token)
                || is_level(token)
                || starts(token)
        })
    }

    fn after_separators(&self) -> usize {
        let is_one =
            |token: &&Token| [",", "/", "&"].contains(&token.word.as_str()) || joins(token);
        self.at + self.tokens.iter().skip(self.at).take_while(is_one).count()
    }

    /// `huruf a sampai dengan huruf f`: what lies between is for a person to say.
    fn at_range(&self) -> bool {
        let is = |i: usize, word: &str| self.tokens.get(self.at + i).is_some_and(|t| t.is(word));
        let to = is(0, "sampai") || is(0, "hingga") || is(0, "sd") || is(0, "-");
        let short = is(0, "s") && (is(1, "d") || is(2, "d"));
        let next = |i: usize| self.tokens.get(self.at + i);
        let value = |t: &Token| t.is_number() || t.letter().is_some() || is_level(t);
        let follows = || (1..5).filter_map(next).any(value);
        (to && follows()) || short
    }

    fn note(&mut self, word: &Token, name: &str, spelling: Spelling) {
        if spelling == Spelling::Slip {
            let (from, to) = (word.word.clone(), name.to_owned());
            self.doubts.push(Doubt::Respelled { from, to });
        }
    }
}

fn named(word: &Token, name: &str, others: &[&str]) -> Option<Spelling> {
    let other = others.contains(&word.word.as_str()).then_some(Spelling::Exact);
    other.or_else(|| spelt(&word.word, name))
}

fn joins(token: &Token) -> bool {
    ["dan", "serta", "atau"].contains(&token.word.as_str())
}

fn is_level(token: &Token) -> bool {
    ["ayat", "huruf", "angka", "butir"].contains(&token.word.as_str())
}

/// Whether a token may begin the next citation.
fn starts(token: &Token) -> bool {
    ["pasal", "uu", "undang", "pp", "pkpu", "perki", "jo", "juncto", "peraturan", "keputusan"]
        .contains(&token.word.as_str())
}
