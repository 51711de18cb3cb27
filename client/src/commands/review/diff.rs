//! What changed between two versions of an entry: field by field, or word by word.

use crate::{
    catalogue::screen,
    commands::entry::{changes::runs_text, readable},
    office::{
        comparison::{Comparison, Difference},
        difference::word_difference,
        standing::FieldView,
    },
};

/// Each field that differs as it was, then each as it became.
pub(super) fn by_fields(comparison: &Comparison) -> String {
    let line =
        |mark: char| move |field: &FieldView| format!("{mark} {}: {}", field.label, value(field));
    whole(comparison, |difference| {
        let before = difference.before.iter().map(line('-'));
        before.chain(difference.after.iter().map(line('+'))).collect()
    })
}

/// Each field that differs once, with what was taken out and put in.
pub(super) fn by_words(comparison: &Comparison) -> String {
    whole(comparison, |difference| {
        let Difference { before, after, .. } = difference;
        let of = |all: &[FieldView], key: &str| {
            all.iter().find(|field| field.field == key).map(value).unwrap_or_default()
        };
        let known = |field: &&FieldView| before.iter().all(|one| one.field != field.field);
        let all = before.iter().chain(after.iter().filter(known));
        let line = |field: &FieldView| {
            let runs = word_difference(&of(before, &field.field), &of(after, &field.field));
            format!("~ {}: {}", field.label, runs_text(&runs))
        };
        all.map(line).collect()
    })
}

fn whole(comparison: &Comparison, lines: impl Fn(&Difference) -> Vec<String>) -> String {
    let part = |difference: &Difference| {
        let head = screen::difference(difference.from, difference.to);
        std::iter::once(head).chain(lines(difference)).collect::<Vec<_>>().join("\n")
    };
    let parts: Vec<String> =
        [&comparison.submitted, &comparison.later].into_iter().flatten().map(part).collect();
    if parts.is_empty() { screen::NOTHING_DIFFERS.to_owned() } else { parts.join("\n\n") }
}

fn value(field: &FieldView) -> String {
    let shown = |one: &String| readable(field, one).replace('\n', "\n    ");
    field.values.iter().map(shown).collect::<Vec<_>>().join(" | ")
}
