//! Every Indonesian sentence of the public list that is not a signed value.

use kecuali_domain::{
    Day,
    act::Issue,
    determination::DETERMINATION_FIELDS,
    field::FIELDS,
    period::{Condition, Limit},
    rules::{RULES, Rule, Severity},
};

use crate::standing::Reason;

/// The office of a national row.
pub(crate) const NATIONAL: &str = "Nasional";
pub(crate) const IN_FORCE: &str = "Berlaku";
pub(crate) const WITHDRAWN: &str = "Tidak berlaku";

/// `Keputusan KPU Nomor 731 Tahun 2025 tanggal 21 Agustus 2025`.
pub(crate) fn decision(issue: &Issue) -> String {
    let (number, year) = (issue.number.trim(), issue.year.to_string());
    let year = if number.ends_with(&year) { String::new() } else { format!(" Tahun {year}") };
    format!("Keputusan KPU Nomor {number}{year} tanggal {}", issue.day.written_out())
}

/// `Keputusan Nomor 805 tanggal 16 September 2025`, as far as it was named. Who wrote the number may
/// have written `Keputusan` or `Nomor` before it.
pub(crate) fn revoked_by(number: Option<&str>, day: Option<Day>) -> String {
    let number = number.map(str::trim).map(|number| match number.to_lowercase() {
        begins if begins.starts_with("keputusan") => number.to_owned(),
        begins if begins.starts_with("nomor") => format!("Keputusan {number}"),
        _ => format!("Keputusan Nomor {number}"),
    });
    let day = day.map(|day| format!("tanggal {}", day.written_out()));
    let named = number.unwrap_or_else(|| "Keputusan".to_owned());
    [Some(named), day].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Why a row is not on the list any more, where nobody wrote a reason.
pub(crate) fn reason(reason: Reason, last: Option<Day>) -> String {
    match (reason, last) {
        (Reason::Lapsed, Some(last)) => {
            format!("Jangka waktu berakhir pada {}.", last.written_out())
        }
        (Reason::Lapsed, None) => "Jangka waktu berakhir.".to_owned(),
        (Reason::Void, _) => {
            "Keputusan batal karena kunci penanda tangannya dinyatakan hilang.".to_owned()
        }
        (Reason::Superseded, _) => "Diakhiri oleh penetapan yang lebih baru.".to_owned(),
        (Reason::Revoked, _) => "Dicabut.".to_owned(),
        (Reason::Opened, _) => "Dinyatakan terbuka.".to_owned(),
        (Reason::TakenDown, _) => "Diturunkan dari daftar.".to_owned(),
    }
}

/// What a decision that was registered from paper lacks.
pub fn gap(rule: &str) -> String {
    let labels = labels(rule, label);
    if labels.is_empty() {
        return "Keputusan asli belum memenuhi satu kaidah kelengkapan.".to_owned();
    }
    // Known is which rule is not met, and not which of its fields are missing.
    let about = if labels.len() == 1 { "" } else { " sekurang-kurangnya satu dari" };
    format!("Keputusan asli tidak lengkap mengenai{about}: {}.", labels.join(", "))
}

/// The same for people, who read it as a word about the decision: what is known is only what was not
/// entered from the paper. `stands` tells which fields stand beside it, and so are not missing.
pub(crate) fn not_recorded(rule: &str, stands: impl Fn(&str) -> bool) -> String {
    if rule == "R04" {
        return "Lembar uji konsekuensinya belum dicatat di register ini.".to_owned();
    }
    let labels = labels(rule, |name| of_decision(name).filter(|_| !stands(name)));
    let about = match labels.len() {
        0 => return "Pencatatan dari kertas belum memenuhi satu kaidah kelengkapan.".to_owned(),
        1 => "",
        _ => " sekurang-kurangnya satu dari",
    };
    let lacks = if matches!(rule, "R03" | "R06") { "terisi" } else { "lengkap" };
    format!("Dalam pencatatan dari kertas belum {lacks}{about}: {}.", labels.join(", "))
}

/// What the fields are called that a rule asks for, each once.
fn labels(rule: &str, named: impl Fn(&str) -> Option<&'static str>) -> Vec<&'static str> {
    let is_it = |known: &&&Rule| known.id == rule && known.severity == Severity::Error;
    let fields = RULES.iter().filter(is_it).flat_map(|known| known.fields);
    let mut labels: Vec<&str> = fields.filter_map(|name| named(name)).collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

/// What a field that decisions have is called; entries have others.
fn of_decision(name: &str) -> Option<&'static str> {
    let of_items = FIELDS.iter().filter(|field| field.in_item);
    let mut all = of_items.chain(DETERMINATION_FIELDS);
    all.find(|field| field.name == name).and_then(|_| label(name))
}

/// What a field is called in the words of a gap. They are in the digest of rows that are published,
/// so a field that is called otherwise now keeps its first name here.
fn label(name: &str) -> Option<&'static str> {
    if name == "exceptions" {
        return Some("Pengecualian dari penutupan");
    }
    let all = FIELDS.iter().chain(DETERMINATION_FIELDS);
    all.filter(|field| field.name == name).map(|field| field.label).next()
}

/// A period in words.
pub(crate) fn limit(limit: &Limit) -> String {
    match limit {
        Limit::One(one) => condition(one),
        Limit::AnyOf([a, b]) => format!("{}, atau {}", condition(a), condition(b)),
        Limit::AllOf([a, b]) => format!("{}, dan {}", condition(a), condition(b)),
    }
}

fn condition(condition: &Condition) -> String {
    match condition {
        Condition::FixedTerm { years, months, days, start } => {
            let parts = [(years, "tahun"), (months, "bulan"), (days, "hari")];
            let parts = parts.into_iter().filter(|(count, _)| **count > 0);
            let term: Vec<String> = parts.map(|(count, word)| format!("{count} {word}")).collect();
            let start = start.map_or_else(|| "tanggal keputusan".to_owned(), Day::written_out);
            format!("{} sejak {start}", term.join(" "))
        }
        Condition::UntilDate { date } => format!("sampai dengan {}", date.written_out()),
        Condition::UntilEvent { text } => format!("sampai {text}"),
        Condition::UntilConsent { of_whom } => format!("sampai ada persetujuan tertulis {of_whom}"),
        Condition::PerStatute { law } => format!("menurut {law}"),
        Condition::Unlimited {} => "tidak terbatas".to_owned(),
        Condition::Unspecified {} => "tidak disebutkan".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Each is in the digest of rows that are published: another word is another list.
    #[test]
    fn the_words_of_gaps_are_a_promise() {
        let ids: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
        let all: Vec<String> = ids.into_iter().map(|id| format!("{id} {}", gap(id))).collect();
        let golden = include_str!("../tests/publication/golden/gaps.txt");
        assert_eq!(all.join("\n"), golden.trim_end());
    }

    #[test]
    fn a_revoking_decision_is_named_as_far_as_it_is_known_and_never_twice() {
        let day = Some("2025-09-16".parse().unwrap());
        let cases = [
            (Some(" 805 "), day, "Keputusan Nomor 805 tanggal 16 September 2025"),
            (Some("Nomor 805 Tahun 2025"), None, "Keputusan Nomor 805 Tahun 2025"),
            (Some("KEPUTUSAN KPU Nomor 805"), None, "KEPUTUSAN KPU Nomor 805"),
            (None, day, "Keputusan tanggal 16 September 2025"),
        ];
        for (number, day, text) in cases {
            assert_eq!(revoked_by(number, day), text);
        }
    }

    #[test]
    fn what_was_not_entered_from_paper_is_not_said_of_the_decision() {
        for rule in RULES {
            let sentence = not_recorded(rule.id, |_| false);
            assert!(sentence.ends_with('.') && !sentence.contains("Keputusan asli"), "{sentence}");
        }
        let fields = not_recorded("R06", |name| ["number", "year", "day", "title"].contains(&name));
        for absent in ["Nomor", "Tanggal", "Jenis dokumen", "Penanggung jawab"] {
            assert!(!fields.contains(absent), "{absent}: {fields}");
        }
        assert!(fields.starts_with("Dalam pencatatan dari kertas belum terisi"), "{fields}");
        assert!(not_recorded("R04", |_| false).contains("belum dicatat di register ini"));
        let other = not_recorded("R03", |_| true);
        assert_eq!(other, "Pencatatan dari kertas belum memenuhi satu kaidah kelengkapan.");
    }

    #[test]
    fn every_rule_has_a_sentence_for_its_gap() {
        for rule in RULES {
            let sentence = gap(rule.id);
            assert!(sentence.ends_with('.') && !sentence.contains('_'), "{}: {sentence}", rule.id);
        }
        assert_eq!(gap("R01"), "Keputusan asli tidak lengkap mengenai: Dasar hukum.");
        let several = gap("R03");
        assert!(several.contains("sekurang-kurangnya satu dari: Konsekuensi"), "{several}");
    }
}
