//! Words of Indonesian prose, as far as the readers of legal bases and periods need them.

/// A run of letters, a run of digits, or one other character; spaces are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// It in small letters; a line break is `\n`.
    pub(crate) word: String,
    /// Where it begins, in bytes.
    pub(crate) start: usize,
    /// Where it ends, in bytes.
    pub(crate) end: usize,
    /// Whether it stands in capitals.
    pub(crate) capital: bool,
}

impl Token {
    pub(crate) fn is(&self, word: &str) -> bool {
        self.word == word
    }

    pub(crate) fn is_number(&self) -> bool {
        self.word.bytes().all(|b| b.is_ascii_digit())
    }

    pub(crate) fn is_word(&self) -> bool {
        self.word.chars().all(char::is_alphabetic)
    }

    /// The letter, where it is a single one of `a` to `z`.
    pub(crate) fn letter(&self) -> Option<char> {
        let mut chars = self.word.chars();
        let letter = chars.next().filter(char::is_ascii_lowercase);
        if chars.next().is_some() { None } else { letter }
    }

    /// Whether nothing stands between it and the next one.
    pub(crate) const fn touches(&self, next: &Self) -> bool {
        self.end == next.start
    }
}

/// Splits a text. Letters and digits part where they meet, so `No8` is two tokens.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut last = Class::Other;
    for (start, c) in text.char_indices() {
        let class = Class::of(c);
        let end = start + c.len_utf8();
        match tokens.last_mut() {
            Some(token) if class == last && class.runs() && token.end == start => {
                token.word.extend(c.to_lowercase());
                token.end = end;
                token.capital &= c.is_uppercase();
            }
            _ if class == Class::Space => (),
            _ => {
                let word = c.to_lowercase().collect();
                tokens.push(Token { word, start, end, capital: c.is_uppercase() });
            }
        }
        last = class;
    }
    tokens
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Space,
    Other,
}

impl Class {
    fn of(c: char) -> Self {
        match c {
            '\n' => Self::Other,
            c if c.is_alphabetic() => Self::Letter,
            c if c.is_ascii_digit() => Self::Digit,
            c if c.is_whitespace() || c.is_control() => Self::Space,
            _ => Self::Other,
        }
    }

    const fn runs(self) -> bool {
        matches!(self, Self::Letter | Self::Digit)
    }
}

/// How a word was found to be another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// It is that word.
    Exact,
    /// It is one slip of the keyboard away from it.
    Slip,
}

/// Whether a word is `known`, or one slip away: a letter too many, too few, another, or two
/// swapped. Short words are taken as they are, since one slip makes another word of them.
pub(crate) fn spelt(word: &str, known: &str) -> Option<Spelling> {
    if word == known {
        Some(Spelling::Exact)
    } else if known.len() >= 5 && one_slip(word.as_bytes(), known.as_bytes()) {
        Some(Spelling::Slip)
    } else {
        None
    }
}

fn one_slip(word: &[u8], known: &[u8]) -> bool {
    let same = word.iter().zip(known).take_while(|(a, b)| a == b).count();
    let (word, known) = (word.get(same..).unwrap_or(&[]), known.get(same..).unwrap_or(&[]));
    let swapped = matches!((word, known), ([a, b, ..], [c, d, ..]) if (a, b) == (d, c));
    let same_but = |of_word, of_known| {
        word.get(of_word..).is_some_and(|rest| known.get(of_known..) == Some(rest))
    };
    same_but(1, 0) || same_but(0, 1) || same_but(1, 1) || swapped && same_but(2, 2)
}

/// A number in words, up to 999: `lima`, `dua puluh lima`, `seratus`. Every word must belong.
pub(crate) fn number_in_words(words: &[&str]) -> Option<u16> {
    let (mut total, mut pending) = (0_u16, None::<u16>);
    for word in words {
        match *word {
            "puluh" => add(&mut total, pending.take().filter(|n| *n < 10)? * 10)?,
            "ratus" => add(&mut total, pending.take().filter(|n| *n < 10)? * 100)?,
            "belas" => add(&mut total, pending.take().filter(|n| (2..10).contains(n))? + 10)?,
            "seratus" => add(&mut total, 100)?,
            _ if pending.is_some() => return None,
            word => pending = Some(unit(word)?),
        }
    }
    add(&mut total, pending.unwrap_or(0))?;
    (total > 0).then_some(total)
}

/// Adds to a number as far as one is said that there is.
fn add(total: &mut u16, more: u16) -> Option<()> {
    *total = total.checked_add(more)?;
    Some(())
}

fn unit(word: &str) -> Option<u16> {
    const UNITS: [&str; 9] =
        ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];
    match word {
        "sepuluh" => Some(10),
        "sebelas" => Some(11),
        other => (1..).zip(UNITS).find(|(_, name)| *name == other).map(|(number, _)| number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_part_where_they_meet() {
        let words: Vec<String> =
            tokens("UU No.8/1981,\tPasal 17h\n").into_iter().map(|t| t.word).collect();
        assert_eq!(words, ["uu", "no", ".", "8", "/", "1981", ",", "pasal", "17", "h", "\n"]);
    }

    #[test]
    fn a_slip_is_one_letter_and_never_two() {
        for word in ["hurup", "huruff", "hruuf", "uruf", "hurf"] {
            assert_eq!(spelt(word, "huruf"), Some(Spelling::Slip), "{word}");
        }
        for word in ["hurupp", "huru h", "hari", "", "u"] {
            assert_eq!(spelt(word, "huruf"), None, "{word}");
        }
        assert_eq!(spelt("adat", "ayat"), None, "too short for slips");
    }

    #[test]
    fn numbers_are_read_in_words() {
        for (text, number) in [
            ("lima", Some(5)),
            ("sepuluh", Some(10)),
            ("dua belas", Some(12)),
            ("dua puluh lima", Some(25)),
            ("tiga puluh", Some(30)),
            ("seratus dua puluh", Some(120)),
            ("sembilan ratus sembilan puluh sembilan", Some(999)),
            ("lima lima", None),
            (&"seratus ".repeat(656), None),
            ("puluh", None),
            ("banyak", None),
            ("", None),
        ] {
            let words: Vec<&str> = text.split_whitespace().collect();
            assert_eq!(number_in_words(&words), number, "{text}");
        }
    }
}
