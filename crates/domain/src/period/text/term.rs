//! Terms as people write them: `5 (lima) tahun sejak ditetapkan`, `satu tahun enam bulan`.

use super::{Doubt, condition::Reading, date::date};
use crate::{
    ids::Day,
    period::Condition,
    prose::{Token, number_in_words},
};

/// Words before a term that change nothing about it.
const BEFORE: &[&str] = &["selama", "untuk", "dalam", "jangka", "waktu", "masa", "berlaku", ":"];
/// What a term is counted from when that is the decision itself.
const DECISION: &[&str] = &[
    "tanggal",
    "hari",
    "ditetapkan",
    "ditetapkannya",
    "penetapan",
    "keputusan",
    "surat",
    "ini",
    "klasifikasi",
];
/// The words of a number: `sembilan ratus sembilan puluh sembilan`.
const LONGEST_NUMBER: usize = 5;

/// Reads a term with nothing else in the text; `event` is the text, as that of an event.
pub(super) fn term(event: &str, tokens: &[Token]) -> Option<Reading> {
    let mut reader = Reader { tokens, at: 0, term: [0; 3], doubts: Vec::new() };
    reader.lead();
    while reader.component()? {}
    let event = || Condition::UntilEvent { text: event.trim().to_owned() };
    if reader.doubts.contains(&Doubt::NumbersDiffer) {
        return Some(Reading { condition: Condition::Unspecified {}, doubts: reader.doubts });
    }
    let start = reader.start()?;
    if reader.doubts.contains(&Doubt::WorkingDays) {
        return Some(Reading { condition: event(), doubts: reader.doubts });
    }
    let [years, months, days] = reader.term;
    let condition = match start {
        Start::Decision => Condition::FixedTerm { years, months, days, start: None },
        Start::Day(day) => Condition::FixedTerm { years, months, days, start: Some(day) },
        Start::Else => {
            reader.doubts.push(Doubt::StartUnknown);
            event()
        }
    };
    Some(Reading { condition, doubts: reader.doubts })
}

enum Start {
    Decision,
    Day(Day),
    Else,
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    term: [u16; 3],
    doubts: Vec<Doubt>,
}

impl Reader<'_> {
    fn is(&self, i: usize, words: &[&str]) -> bool {
        self.tokens.get(self.at + i).is_some_and(|token| words.contains(&token.word.as_str()))
    }

    fn lead(&mut self) {
        loop {
            let pair = self.is(0, &["paling"]) && self.is(1, &["lama"])
                || self.is(0, &["sampai"]) && self.is(1, &["dengan"]);
            let at_most = pair || self.is(0, &["maksimal", "maksimum", "hingga", "sampai"]);
            if !at_most && !self.is(0, BEFORE) {
                break;
            }
            if at_most {
                self.doubts.push(Doubt::AtMost);
            }
            self.at += 1 + usize::from(pair);
        }
    }

    /// Reads `5 (lima) tahun`; whether another component may follow. `None` when it is no term.
    fn component(&mut self) -> Option<bool> {
        let begun = self.term.iter().any(|part| *part > 0);
        let start = self.at;
        if begun && self.is(0, &["dan"]) {
            self.at += 1;
        }
        let read = self.number().and_then(|number| self.unit(number));
        if read.is_none() {
            self.at = start;
        }
        if read.is_some() || begun { Some(read.is_some()) } else { None }
    }

    fn number(&mut self) -> Option<u16> {
        let token = self.tokens.get(self.at)?;
        if token.word.strip_prefix("se").is_some_and(|unit| unit_of(unit).is_some()) {
            return Some(1);
        }
        if token.is_number() {
            let number: u16 = token.word.parse().ok().filter(|n| *n > 0 && *n <= 9999)?;
            self.at += 1;
            self.in_words_too(number);
            return Some(number);
        }
        let words: Vec<&str> =
            self.tokens.get(self.at..)?.iter().map(|t| t.word.as_str()).collect();
        let length = words.iter().take(LONGEST_NUMBER + 1).position(|w| unit_of(w).is_some())?;
        let number = number_in_words(words.get(..length)?)?;
        self.at += length;
        Some(number)
    }

    /// `(lima)` after `5`.
    fn in_words_too(&mut self, number: u16) {
        if !self.is(0, &["("]) {
            return;
        }
        let rest = self.tokens.get(self.at + 1..).unwrap_or_default();
        let Some(length) = rest.iter().position(|token| token.is(")")) else { return };
        let words: Vec<&str> = rest.iter().take(length).map(|t| t.word.as_str()).collect();
        match number_in_words(&words) {
            Some(said) if said == number => (),
            Some(_) => self.doubts.push(Doubt::NumbersDiffer),
            None => self.doubts.push(Doubt::NumberUnread),
        }
        self.at += length + 2;
    }

    fn unit(&mut self, number: u16) -> Option<()> {
        let token = self.tokens.get(self.at)?;
        let word = token.word.strip_prefix("se").filter(|unit| unit_of(unit).is_some());
        let (place, times) = unit_of(word.unwrap_or(&token.word))?;
        let part = self.term.get_mut(place).filter(|part| **part == 0)?;
        // Years that no one lives to see, and years that are dates, are no terms.
        *part = number.checked_mul(times).filter(|_| place == 2 || number <= 999)?;
        self.at += 1;
        if place == 2 && self.is(0, &["kerja"]) {
            self.doubts.push(Doubt::WorkingDays);
            self.at += 1;
        } else if place == 2 && self.is(0, &["kalender"]) {
            self.at += 1;
        }
        Some(())
    }

    /// What the term is counted from; `None` when something else follows it.
    fn start(&mut self) -> Option<Start> {
        let rest = self.tokens.get(self.at..)?;
        let rest: Vec<&Token> = rest.iter().filter(|token| !token.is(".")).collect();
        let Some(first) = rest.first() else { return Some(Start::Decision) };
        if !["sejak", "terhitung", "setelah", "mulai", "dari"].contains(&first.word.as_str()) {
            return None;
        }
        let lead = ["sejak", "terhitung", "setelah", "mulai", "dari", "tanggal"];
        let said = rest.iter().position(|token| !lead.contains(&token.word.as_str()));
        let said: Vec<Token> = rest.into_iter().skip(said.unwrap_or(usize::MAX)).cloned().collect();
        match date(&said) {
            Some(Ok(day)) => Some(Start::Day(day)),
            Some(Err(doubt)) => {
                self.doubts.push(doubt);
                Some(Start::Else)
            }
            None => {
                let decision = said.iter().all(|token| DECISION.contains(&token.word.as_str()));
                Some(if decision { Start::Decision } else { Start::Else })
            }
        }
    }
}

/// Which part of a term a unit counts, and how many of it.
fn unit_of(word: &str) -> Option<(usize, u16)> {
    match word {
        "tahun" | "thn" | "th" => Some((0, 1)),
        "bulan" | "bln" => Some((1, 1)),
        "minggu" => Some((2, 7)),
        "hari" => Some((2, 1)),
        _ => None,
    }
}
