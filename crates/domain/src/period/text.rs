//! Periods as lists hold them: prose with terms, dates, events and consents.

mod condition;
mod date;
mod term;

use std::collections::BTreeSet;

use self::condition::{Reading, condition, exact};
use super::{Condition, Limit, Period};

/// A text about a period: what it says, word for word, and what was understood of it.
///
/// What is not understood is [`Condition::Unspecified`] and carries a [`Doubt`]. What would not be
/// read back as the same from its own label was not understood either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodText {
    /// The period, with the text in it.
    pub period: Period,
    /// The members of the field `exceptions` that the text names beside its end.
    pub exceptions: BTreeSet<&'static str>,
    /// What a person should look at.
    pub doubts: Vec<Doubt>,
}

/// Why a person should look at a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// Nothing in it says when the exemption ends.
    NotUnderstood,
    /// It says *at most*: read as the whole term.
    AtMost,
    /// It counts working days, which a term cannot: kept as an event, without a last day.
    WorkingDays,
    /// Its term begins with something else than the decision: kept as an event.
    StartUnknown,
    /// The number in digits is not the one in words: not read.
    NumbersDiffer,
    /// The number in words cannot be read: the digits were.
    NumberUnread,
    /// It names a month or a year and no day: kept as an event, without a last day.
    NoDay,
    /// It names a day that does not exist.
    NoSuchDay,
    /// It lasts while something is needed or in force, and says not until when.
    WhileInForce,
    /// It is about how long an archive is kept, which is another thing.
    Retention,
    /// It refers to laws and names none.
    LawMissing,
    /// It asks for consent and does not say whose.
    WhoMissing,
    /// It joins more than two conditions.
    TooMany,
    /// Its end is missing.
    CutOff,
}

impl Doubt {
    /// The name that programs may rely on.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotUnderstood => "not_understood",
            Self::AtMost => "at_most",
            Self::WorkingDays => "working_days",
            Self::StartUnknown => "start_unknown",
            Self::NumbersDiffer => "numbers_differ",
            Self::NumberUnread => "number_unread",
            Self::NoDay => "no_day",
            Self::NoSuchDay => "no_such_day",
            Self::WhileInForce => "while_in_force",
            Self::Retention => "retention",
            Self::LawMissing => "law_missing",
            Self::WhoMissing => "who_missing",
            Self::TooMany => "too_many",
            Self::CutOff => "cut_off",
        }
    }

    /// What people read.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NotUnderstood => "Tidak terbaca kapan pengecualian berakhir.",
            Self::AtMost => "Tertulis paling lama; dibaca sebagai seluruh jangka waktu itu.",
            Self::WorkingDays => "Hari kerja tidak dihitung; tulis tanggal akhirnya.",
            Self::StartUnknown => "Awal jangka waktu bukan penetapan; tulis tanggal akhirnya.",
            Self::NumbersDiffer => "Angka dan hurufnya berbeda.",
            Self::NumberUnread => "Bilangan dalam huruf tidak terbaca; angkanya yang dipakai.",
            Self::NoDay => "Tanggalnya tidak lengkap; tulis hari, bulan, dan tahun.",
            Self::NoSuchDay => "Tanggal itu tidak ada.",
            Self::WhileInForce => "Tidak disebut sampai kapan hal itu berlaku atau diperlukan.",
            Self::Retention => "Masa retensi arsip bukan jangka waktu pengecualian.",
            Self::LawMissing => "Sebutkan undang-undang yang menentukan jangka waktunya.",
            Self::WhoMissing => "Sebutkan siapa yang harus memberi persetujuan.",
            Self::TooMany => "Lebih dari dua syarat; uraikan menjadi paling banyak dua.",
            Self::CutOff => "Teks ini terpotong.",
        }
    }
}

impl PeriodText {
    /// Reads a text. It never fails.
    pub fn read(raw: &str) -> Self {
        let raw = raw.trim();
        let text = without_preamble(raw);
        let (main, besides) = split_at_word(text, "kecuali").unwrap_or((text, ""));
        let (main, _) = public_office_apart(main);
        let mut found = limit(main);
        // What people would be shown must mean what was read.
        if limit(&found.limit.label()).limit != found.limit {
            found = Found::nothing(Doubt::NotUnderstood);
        }
        if raw.ends_with("...") || raw.ends_with('…') {
            found.doubts.push(Doubt::CutOff);
        }
        found.doubts.sort_unstable();
        found.doubts.dedup();
        let period = Period { limit: found.limit, raw: raw.to_owned() };
        Self { period, exceptions: exceptions(raw, besides), doubts: found.doubts }
    }
}

struct Found {
    limit: Limit,
    doubts: Vec<Doubt>,
}

impl Found {
    fn nothing(doubt: Doubt) -> Self {
        Self { limit: Limit::One(Condition::Unspecified {}), doubts: vec![doubt] }
    }

    fn joined(join: Join, [a, b]: [Reading; 2]) -> Self {
        let both = [a.condition, b.condition];
        let limit = if join == Join::Any { Limit::AnyOf(both) } else { Limit::AllOf(both) };
        Self { limit, doubts: [a.doubts, b.doubts].concat() }
    }
}

impl From<Reading> for Found {
    fn from(one: Reading) -> Self {
        Self { limit: Limit::One(one.condition), doubts: one.doubts }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Join {
    /// The first of them ends it.
    Any,
    /// Only both end it.
    All,
}

/// What joins two conditions, the surest first. *Dan/atau* is met by either.
const JOINS: &[(&str, Join)] = &[
    (" / ", Join::Any),
    ("; ", Join::Any),
    (" dan/atau ", Join::Any),
    (" atau ", Join::Any),
    ("/", Join::Any),
    (", ", Join::Any),
    (" dan ", Join::All),
    (" serta ", Join::All),
];

/// How often a join is tried in one text, so that reading stays cheap for any text.
const TRIES: usize = 8;

fn limit(text: &str) -> Found {
    if let Some(one) = exact(text) {
        return one.into();
    }
    if joins_more_than_two(text) {
        return Found::nothing(Doubt::TooMany);
    }
    for (word, join) in JOINS {
        let halves = text.match_indices(word).take(TRIES).filter_map(|(at, word)| {
            let [a, b] = [text.get(..at)?, text.get(at + word.len()..)?].map(condition);
            let understood = !a.is_unspecified() && !b.is_unspecified();
            let sure = !["/", ", "].contains(&word) || exact(text.get(..at)?).is_some();
            (understood && sure).then_some([a, b])
        });
        if let Some(both) = halves.into_iter().next() {
            return Found::joined(*join, both);
        }
    }
    condition(text).into()
}

/// Whether a text is three conditions or more, by the surest of joins.
fn joins_more_than_two(text: &str) -> bool {
    [" / ", "; "].iter().any(|join| {
        let pieces: Vec<&str> = text.split(join).take(TRIES).collect();
        pieces.len() > 2 && pieces.iter().all(|piece| !condition(piece).is_unspecified())
    })
}

/// Takes away `Jangka waktu … ditetapkan sebagai berikut: 1.`
fn without_preamble(text: &str) -> &str {
    if !starts_with_word(text, "jangka") {
        return text;
    }
    let after = split_at_word(text, "ditetapkan").map_or(text, |(_, after)| after);
    let after = after.trim_start().strip_prefix("sebagai berikut").unwrap_or(after);
    let numbered = after.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    numbered.strip_prefix("1.").unwrap_or(numbered).trim()
}

/// Takes away `dan/atau berkaitan dengan posisi … dalam jabatan publik`, which is an exception.
fn public_office_apart(text: &str) -> (&str, &str) {
    let lower = text.to_ascii_lowercase();
    let joins = [" dan/atau ", " atau ", " dan "].iter();
    let at = joins.filter_map(|join| {
        let at = lower.match_indices(join).map(|(at, _)| at).find(|at| {
            let rest = lower.get(at + join.len()..).unwrap_or_default();
            rest.starts_with("berkaitan dengan posisi")
                || rest.starts_with("pengungkapan berkaitan dengan posisi")
        })?;
        Some((at, join.len()))
    });
    let Some((at, join)) = at.min() else { return (text, "") };
    (text.get(..at).unwrap_or(text), text.get(at + join..).unwrap_or_default())
}

/// UU 14/2008 Pasal 18(2) and Pasal 17 huruf i, in the words that lists use for them.
fn exceptions(text: &str, besides: &str) -> BTreeSet<&'static str> {
    let (text, besides) = (text.to_lowercase(), besides.to_lowercase());
    let consent = text.contains("persetujuan") && text.contains("tertulis");
    let office = text.contains("posisi") && text.contains("jabatan") && text.contains("publik");
    let court = besides.contains("putusan")
        && (besides.contains("komisi informasi") || besides.contains("pengadilan"));
    let named = [("written_consent", consent), ("public_office", office), ("court_or_ki", court)];
    named.into_iter().filter(|(_, named)| *named).map(|(name, _)| name).collect()
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.split_whitespace().next().is_some_and(|first| first.eq_ignore_ascii_case(word))
}

/// The text before and after the first time that a word stands in it.
fn split_at_word<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let found = crate::prose::tokens(text).into_iter().find(|token| token.is(word))?;
    let before = text.get(..found.start)?.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    Some((before, text.get(found.end..)?.trim_start()))
}
