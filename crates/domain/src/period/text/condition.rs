//! One condition of a period.

use super::{Doubt, date::date, term::term};
use crate::{
    legal_basis::{self, LegalText},
    period::Condition,
    prose::{Token, tokens},
};

/// A condition, and what is not certain about it.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) condition: Condition,
    pub(super) doubts: Vec<Doubt>,
}

impl Reading {
    const fn sure(condition: Condition) -> Self {
        Self { condition, doubts: Vec::new() }
    }

    fn doubtful(condition: Condition, doubt: Doubt) -> Self {
        Self { condition, doubts: vec![doubt] }
    }

    pub(super) const fn is_unspecified(&self) -> bool {
        matches!(self.condition, Condition::Unspecified {})
    }
}

/// A term, a date or *tidak terbatas*, with nothing else in the text.
pub(super) fn exact(text: &str) -> Option<Reading> {
    let tokens = tokens(text);
    until_date(text, &tokens)
        .or_else(|| term(without_until(text), &tokens))
        .or_else(|| unlimited(&tokens))
}

/// Reads one condition; [`Condition::Unspecified`] where nothing in it ends an exemption.
pub(super) fn condition(text: &str) -> Reading {
    let text = text.trim();
    let lower = text.to_lowercase();
    let nothing = |doubt| Reading::doubtful(Condition::Unspecified {}, doubt);
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if let Some(exact) = exact(text) {
        exact
    } else if says(&["retensi", "jra"]) {
        nothing(Doubt::Retention)
    } else if says(&["persetujuan"]) && says(&["tertulis"]) {
        consent(text)
    } else if says(&["selama berlaku", "masih berlaku", "diperlukan", "dibutuhkan"]) {
        nothing(Doubt::WhileInForce)
    } else if is_event(&lower) {
        let text = without_until(text).trim_end_matches('.').trim();
        if text.is_empty() {
            return nothing(Doubt::NotUnderstood);
        }
        Reading::sure(Condition::UntilEvent { text: text.to_owned() })
    } else if says(&["sesuai", "menurut", "berdasarkan", "sebagaimana diatur"]) {
        statute(text)
    } else {
        nothing(Doubt::NotUnderstood)
    }
}

fn until_date(text: &str, tokens: &[Token]) -> Option<Reading> {
    let lead = |token: &Token| {
        let words = ["sampai", "dengan", "hingga", "s", "d", "sd", "berlaku", "tanggal", "tgl"];
        let more = ["pada", "paling", "lambat", "/", ".", ":"];
        words.iter().chain(&more).any(|word| token.is(word))
    };
    let start = tokens.iter().position(|token| !lead(token))?;
    // A year by itself is a date only after *sampai*; before a dash it begins a range.
    let after_lead = start > 0;
    match date(tokens.get(start..)?)? {
        Ok(date) => Some(Reading::sure(Condition::UntilDate { date })),
        Err(doubt) if after_lead => {
            let text = without_until(text).trim_end_matches('.').trim().to_owned();
            let until = Condition::UntilEvent { text };
            let none = doubt == Doubt::NoSuchDay;
            let condition = if none { Condition::Unspecified {} } else { until };
            Some(Reading::doubtful(condition, doubt))
        }
        Err(doubt) => Some(Reading::doubtful(Condition::Unspecified {}, doubt)),
    }
}

fn unlimited(tokens: &[Token]) -> Option<Reading> {
    let words: Vec<&str> = tokens.iter().filter(|t| t.is_word()).map(|t| t.word.as_str()).collect();
    let said = matches!(
        words.as_slice(),
        ["tidak" | "tak", "terbatas"]
            | ["tidak", "dibatasi"]
            | ["tidak" | "tak", "ada", "batas"]
            | ["tidak", "ada", "batas", "waktu"]
            | ["tanpa", "batas"]
            | ["tanpa", "batas", "waktu"]
            | ["selamanya" | "permanen"]
            | ["bersifat", "permanen"]
    );
    (said && words.len() == tokens.iter().filter(|t| !t.is(".")).count())
        .then(|| Reading::sure(Condition::Unlimited {}))
}

/// Whose consent: who stands after *dari* or *oleh*, or before *memberikan*.
fn consent(text: &str) -> Reading {
    let tokens = tokens(text);
    let find = |words: &[&str]| tokens.iter().find(|token| words.contains(&token.word.as_str()));
    let written = find(&["tertulis"]).map_or(0, |token| token.end);
    let from = tokens.iter().find(|t| t.start >= written && (t.is("dari") || t.is("oleh")));
    let of = from.and_then(|word| text.get(word.end..));
    let by = find(&["memberikan", "memberi"]).and_then(|word| text.get(..word.start));
    let named = of.or_else(|| by.map(without_until)).map(|who| who.trim().trim_end_matches('.'));
    if let Some(who) = named.map(str::trim).filter(|who| !who.is_empty()) {
        return Reading::sure(Condition::UntilConsent { of_whom: who.to_owned() });
    }
    let of_whom = text.trim_end_matches('.').trim().to_owned();
    Reading::doubtful(Condition::UntilConsent { of_whom }, Doubt::WhoMissing)
}

fn statute(text: &str) -> Reading {
    let read = LegalText::read(text);
    let named = read.doubts().filter_map(|doubt| match doubt {
        legal_basis::Doubt::ArticleMissing { instrument } => Some(instrument.label()),
        legal_basis::Doubt::NoCitation
        | legal_basis::Doubt::LawAssumed
        | legal_basis::Doubt::LawMissing
        | legal_basis::Doubt::UnknownInstrument
        | legal_basis::Doubt::NameMismatch
        | legal_basis::Doubt::NotInArticle17(_)
        | legal_basis::Doubt::Range
        | legal_basis::Doubt::Respelled { .. } => None,
    });
    let label = read.label();
    let cited = (!label.is_empty()).then_some(label);
    let law = cited.into_iter().chain(named).collect::<Vec<_>>().join("; ");
    if law.is_empty() {
        Reading::doubtful(Condition::Unspecified {}, Doubt::LawMissing)
    } else {
        Reading::sure(Condition::PerStatute { law })
    }
}

/// Words that something will have happened by.
fn is_event(lower: &str) -> bool {
    const WORDS: [&str; 12] = [
        "sampai",
        "hingga",
        "setelah",
        "sesudah",
        "apabila",
        "bila",
        "jika",
        "selesai",
        "selesainya",
        "selama",
        "memperoleh",
        "mendapat",
    ];
    let tokens = tokens(lower);
    let word = |token: &Token| WORDS.iter().any(|word| token.is(word));
    let at_time = |pair: &[Token]| matches!(pair, [pada, time] if pada.is("pada") && (time.is("waktu") || time.is("saat")));
    tokens.iter().any(word) || tokens.windows(2).any(at_time)
}

/// A text without the *sampai dengan* it begins with.
fn without_until(text: &str) -> &str {
    let all = tokens(text);
    let is = |i: usize, word: &str| all.get(i).is_some_and(|token| token.is(word));
    let lead = if is(0, "sampai") || is(0, "hingga") {
        1 + usize::from(is(1, "dengan"))
    } else if is(0, "s") && (is(2, "d")) {
        3 + usize::from(is(3, "."))
    } else {
        0
    };
    match lead.checked_sub(1).and_then(|last| all.get(last)) {
        Some(last) => text.get(last.end..).unwrap_or(text).trim_start(),
        None => text.trim_start(),
    }
}
