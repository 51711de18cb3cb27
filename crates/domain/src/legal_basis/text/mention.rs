//! Instruments of law as people name them: `UU No. 14/2008 KIP`, `Peraturan Pemerintah Nomor 61
//! Tahun 2010`, `169/Kpts/KPU/TAHUN 2015`.

use super::Doubt;
use crate::{
    legal_basis::{InstrumentId, KIP},
    prose::{Spelling, Token, spelt},
};

/// An instrument that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// Which; `None` when it is an instrument of a kind, or with a number, that is not known here.
    pub(super) id: Option<InstrumentId>,
    /// The first token that is not part of it.
    pub(super) end: usize,
    /// What is not certain about it.
    pub(super) doubts: Vec<Doubt>,
}

/// Kinds by their names in full and in short; the longer name stands before its beginning.
const KINDS: &[(&str, &str)] = &[
    ("peraturan pemerintah pengganti undang undang", "perppu"),
    ("undang undang dasar", UNKNOWN),
    ("undang undang", "uu"),
    ("uu", "uu"),
    ("perppu", "perppu"),
    ("perpu", "perppu"),
    ("peraturan pemerintah", "pp"),
    ("pp", "pp"),
    ("peraturan presiden", "perpres"),
    ("perpres", "perpres"),
    ("peraturan komisi informasi pusat", "perki"),
    ("peraturan komisi informasi", "perki"),
    ("perki", "perki"),
    ("peraturan komisi pemilihan umum", "pkpu"),
    ("peraturan kpu", "pkpu"),
    ("pkpu", "pkpu"),
    ("peraturan menteri dalam negeri", "permendagri"),
    ("keputusan komisi pemilihan umum", "kepkpu"),
    ("keputusan kpu", "kepkpu"),
    ("kepkpu", "kepkpu"),
];

/// Beginnings of instruments that are no part of the table: what follows up to a number is theirs.
const OTHER_KINDS: &[&str] = &["peraturan", "keputusan", "instruksi", "surat edaran"];

/// A kind that is recognised and has no place in [`InstrumentId`].
const UNKNOWN: &str = "";

/// Laws that have a name of their own, used instead of or beside the number.
const NAMES: &[(&str, &str)] = &[
    ("keterbukaan informasi publik", KIP),
    ("kip", KIP),
    ("kearsipan", "uu-43-2009"),
    ("pelindungan data pribadi", "uu-27-2022"),
    ("perlindungan data pribadi", "uu-27-2022"),
    ("pdp", "uu-27-2022"),
];

/// How many words may stand between the kind of an unknown instrument and its number.
const LONGEST_ISSUER: usize = 8;

/// Reads the instrument that begins at a token, if one does.
pub(super) fn mention(tokens: &[Token], at: usize) -> Option<Mention> {
    decision(tokens, at).or_else(|| of_known_kind(tokens, at)).or_else(|| of_other(tokens, at))
}

/// `169/Kpts/KPU/TAHUN 2015`: decisions of KPU RI up to 2016.
fn decision(tokens: &[Token], at: usize) -> Option<Mention> {
    let number = tokens.get(at).filter(|token| token.is_number())?;
    let rest = words(tokens, at + 1, &["/", "kpts", "/", "kpu", "/"])?;
    let year = words(tokens, rest, &["tahun"]).unwrap_or(rest);
    let id = format!("kepkpu-{}-{}", number.word, tokens.get(year)?.word).parse().ok()?;
    Some(Mention { id: Some(id), end: year + 1, doubts: Vec::new() })
}

fn of_known_kind(tokens: &[Token], at: usize) -> Option<Mention> {
    let (kind, after, mut doubts) = kind(tokens, at)?;
    let after = republic(tokens, after);
    let (name, after) = name(tokens, after).map_or((None, after), |(id, end)| (Some(id), end));
    let name = name.filter(|_| kind == "uu");
    let numbered = number_and_year(tokens, after);
    let (id, end) = match (numbered, name) {
        (Some((number, year, end)), _) => (format!("{kind}-{number}-{year}").parse().ok(), end),
        (None, Some(name)) => (name.parse().ok(), after),
        (None, None) => {
            let begun = after > at && begins_number(tokens, after);
            return begun.then_some(Mention { id: None, end: after, doubts });
        }
    };
    let said_after = self::name(tokens, end).map(|(id, _)| id).filter(|_| kind == "uu");
    for name in [name, said_after].into_iter().flatten() {
        if id.as_ref().is_some_and(|id: &InstrumentId| id.as_str() != name) {
            doubts.push(Doubt::NameMismatch);
        }
    }
    Some(Mention { id, end, doubts })
}

/// `Keputusan Sekjen Nomor KP-SKJ 8 Tahun 2026`: something that has a number is an instrument.
fn of_other(tokens: &[Token], at: usize) -> Option<Mention> {
    let end = OTHER_KINDS.iter().find_map(|kind| said(tokens, at, kind))?.0;
    let issuer = tokens.iter().enumerate().skip(end).take(LONGEST_ISSUER);
    let number = issuer.take_while(|(_, t)| t.is_word() || t.is("-") || t.is("."));
    let number = number.map(|(i, _)| i).find(|i| is_nomor(tokens, *i))?;
    Some(Mention { id: None, end: number + 1, doubts: Vec::new() })
}

fn kind(tokens: &[Token], at: usize) -> Option<(&str, usize, Vec<Doubt>)> {
    let word = &tokens.get(at)?.word;
    if word.starts_with("permen") && word.len() > "permen".len() {
        return Some((word, at + 1, Vec::new()));
    }
    KINDS.iter().find_map(|(name, kind)| {
        let (end, slips) = said(tokens, at, name)?;
        Some((*kind, end, slips))
    })
}

fn republic(tokens: &[Token], at: usize) -> usize {
    let said = |name| said(tokens, at, name).map(|(end, _)| end);
    said("republik indonesia").or_else(|| said("ri")).unwrap_or(at)
}

/// The law of a name, with or without `tentang` before it.
fn name(tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
    let start = words(tokens, at, &["tentang"]).unwrap_or(at);
    NAMES.iter().find_map(|(name, id)| Some((*id, said(tokens, start, name)?.0)))
}

/// `Nomor 14 Tahun 2008`, `No. 14/2008`, `14-2008`.
fn number_and_year(tokens: &[Token], at: usize) -> Option<(&str, &str, usize)> {
    let at = if is_nomor(tokens, at) { skip(tokens, at + 1, &[".", ":"]) } else { at };
    let number = tokens.get(at).filter(|token| token.is_number())?;
    let between = tokens.get(at + 1)?;
    let joins = ["/", "-", "tahun", "thn", "th"].contains(&between.word.as_str())
        || spelt(&between.word, "tahun").is_some();
    let year = skip(tokens, at + 2, &["."]);
    let year = tokens.get(year).filter(|token| joins && token.is_number()).map(|y| (y, year + 1));
    year.map(|(year, end)| (number.word.as_str(), year.word.as_str(), end))
}

fn begins_number(tokens: &[Token], at: usize) -> bool {
    is_nomor(tokens, at) || tokens.get(at).is_some_and(Token::is_number)
}

fn is_nomor(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| {
        ["no", "nomer", "nmr", "nr"].contains(&token.word.as_str())
            || spelt(&token.word, "nomor").is_some()
    })
}

fn skip(tokens: &[Token], at: usize, marks: &[&str]) -> usize {
    let rest = tokens.iter().skip(at);
    at + rest.take_while(|token| marks.contains(&token.word.as_str())).count()
}

/// Whether these words stand at a token, exactly; where they end.
fn words(tokens: &[Token], at: usize, words: &[&str]) -> Option<usize> {
    let fits = |(i, word): (usize, &&str)| tokens.get(at + i).is_some_and(|token| token.is(word));
    words.iter().enumerate().all(fits).then_some(at + words.len())
}

/// Whether a name stands at a token, hyphens aside, each long word with one slip at most.
fn said(tokens: &[Token], at: usize, name: &str) -> Option<(usize, Vec<Doubt>)> {
    let (mut at, mut slips) = (at, Vec::new());
    for (i, word) in name.split(' ').enumerate() {
        at = if i > 0 { skip(tokens, at, &["-"]) } else { at };
        let token = tokens.get(at)?;
        if spelt(&token.word, word)? == Spelling::Slip {
            slips.push(Doubt::Respelled { from: token.word.clone(), to: word.to_owned() });
        }
        at += 1;
    }
    Some((at, slips))
}
