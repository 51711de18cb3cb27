//! The page of an evidence file: plain HTML that any browser shows and prints, without a script.

use kecuali_domain::field::{self, FieldKind};
use kecuali_publication::format::COLUMNS;
use serde_json::{Map, Value};

use super::evidence::{Decision, Evidence, Version};
use crate::{
    catalogue::{export as words, written_day},
    office::{
        history::Event,
        preview::read_aloud,
        standing::{FieldView, label_of},
    },
    ui::time,
};

const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
     table{border-collapse:collapse;width:100%;margin:1rem 0}\
     th,td{border:1px solid #999;padding:.3rem .5rem;text-align:left;vertical-align:top}\
     td{overflow-wrap:anywhere;white-space:pre-wrap}.note{border-left:4px solid #a00;padding-left:1rem}\
     pre{white-space:pre-wrap}@media print{body{margin:0}tr{break-inside:avoid}}";

/// The whole page.
pub(super) fn page(evidence: &Evidence) -> String {
    let summary = &evidence.entry.summary;
    let title = escaped(&words::evidence(&summary.entry));
    let sections = [
        facts(evidence),
        section(words::FIELDS, &fields(&evidence.entry.fields)),
        section(words::DECISIONS, &decisions(&evidence.decisions)),
        section(words::PROVEN_ROW, &row(&evidence.row)),
        section(words::HISTORY, &history(&evidence.history)),
        section(words::VERSIONS, &versions(&evidence.versions)),
        section(words::TO_VERIFY, &readme(evidence)),
    ];
    format!(
        "<!doctype html>\n<html lang=\"id\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <style>{STYLE}</style></head>\n<body><h1>{title}</h1>\n{}\n</body></html>\n",
        sections.join("\n")
    )
}

fn facts(evidence: &Evidence) -> String {
    let summary = &evidence.entry.summary;
    let ends = summary.ends.map(written_day).unwrap_or_default();
    let rows = [
        (words::ID, summary.id.to_string()),
        (words::STATUS, summary.label.to_owned()),
        (words::PROGRESS, summary.progress.label().to_owned()),
        (words::UNDER, summary.under.clone().unwrap_or_default()),
        (words::ENDS, ends),
    ];
    let rows = rows.iter().map(|(label, value)| vec![(*label).to_owned(), value.clone()]);
    format!("<p class=\"note\">{}</p>\n{}", escaped(words::NOT_PUBLIC), table(&[], rows))
}

fn fields(fields: &[FieldView]) -> String {
    let row = |field: &FieldView| {
        let internal = if field.public { "" } else { words::INTERNAL };
        let values = field.values.iter().map(|value| aloud(&field.field, value));
        let values = values.collect::<Vec<_>>().join(" | ");
        vec![field.label.clone(), values, internal.to_owned()]
    };
    table(&[words::FIELD, words::VALUE, ""], fields.iter().map(row))
}

fn decisions(decisions: &[Decision]) -> String {
    if decisions.is_empty() {
        return format!("<p>{}</p>", escaped(words::NO_DECISION));
    }
    let row = |decision: &Decision| {
        let Decision { cited, day, authority, signatory, issue, .. } = decision;
        let by = format!("{signatory} ({authority})");
        vec![cited.clone(), written_day(*day), by, issue.to_string()]
    };
    table(&[], decisions.iter().map(row))
}

fn row(row: &Result<Value, String>) -> String {
    match row {
        Ok(facts) => table(&[], facts.as_object().into_iter().flatten().map(member)),
        Err(why) => format!("<p>{}</p>", escaped(&words::no_proof(why))),
    }
}

/// A member of a row: its words, where it has some beside what programs read.
fn member((name, value): (&String, &Value)) -> Vec<String> {
    // A member that has members is not what the column of the same name holds: that is its code.
    let named = if name == "office" { "office_name" } else { name.as_str() };
    let column = COLUMNS.iter().find(|column| column.name == named);
    let words = match (name.as_str(), value.as_str()) {
        ("kind", Some("office")) => "Kantor".to_owned(),
        ("kind", Some("national")) => "Nasional".to_owned(),
        _ => in_words(value),
    };
    vec![column.map_or(name.as_str(), |column| column.title).to_owned(), words]
}

fn in_words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(in_words).collect::<Vec<_>>().join("\n"),
        Value::Object(members) => match members.get("text").or_else(|| members.get("name")) {
            Some(words) => in_words(words),
            None => value.to_string(),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

fn history(history: &[Event]) -> String {
    let row = |event: &Event| {
        let when = event.day.map(written_day).or_else(|| event.time.map(time));
        let place = event.place().unwrap_or_default();
        let why = event.sentence.map(|why| format!("{}: {why}", words::NO_EFFECT));
        let unscanned = event.paper.as_ref().is_some_and(|paper| !paper.scanned);
        let unscanned = unscanned.then(|| words::WITHOUT_SCAN.to_owned());
        let said = event.said(&event.by).join(", ");
        let what = [Some(event.title().to_owned()), Some(said), unscanned, why];
        let what = what.into_iter().flatten().filter(|part| !part.is_empty());
        let what = what.collect::<Vec<_>>().join("\n");
        vec![when.unwrap_or_default(), what, event.done_by().to_owned(), place]
    };
    table(&[words::WHEN, words::WHAT, words::WHO, words::PLACE], history.iter().map(row))
}

fn versions(versions: &[Version]) -> String {
    let version = |(number, version): (usize, &Version)| {
        let head = format!("{}. {}  {}", number + 1, time(version.time), version.by);
        let wrote: Vec<String> = version.wrote.keys().map(|key| label_of(key)).collect();
        let wrote = format!("{}: {}", words::WROTE, wrote.join(", "));
        let content = table(&[words::FIELD, words::VALUE], content(&version.content));
        format!("<h3>{}</h3><p>{}</p>{content}", escaped(&head), escaped(&wrote))
    };
    versions.iter().enumerate().map(version).collect()
}

fn content(content: &Map<String, Value>) -> impl Iterator<Item = Vec<String>> {
    content.iter().map(|(key, values)| {
        let all = values.as_array().into_iter().flatten().filter_map(Value::as_str);
        let all: Vec<String> = all.map(|value| aloud(key, value)).collect();
        let words = if all.is_empty() { in_words(values) } else { all.join(" | ") };
        vec![label_of(key), words]
    })
}

/// A value under its content key as people read it: what was chosen by its label, a period as it was
/// written.
fn aloud(key: &str, value: &str) -> String {
    let Some(field) = field::field(key) else { return value.to_owned() };
    let member = key.split_once('/').map(|(_, member)| member);
    match (field.kind, member) {
        (FieldKind::ChoiceSet(choices), Some(member)) if !value.is_empty() => {
            let choice = choices.iter().find(|choice| choice.value == member);
            choice.map_or(member, |choice| choice.label).to_owned()
        }
        (_, Some(_)) => value.to_owned(),
        (_, None) => read_aloud(field, value),
    }
}

fn readme(evidence: &Evidence) -> String {
    format!("<pre>{}</pre>", escaped(&evidence.readme()))
}

fn section(title: &str, content: &str) -> String {
    format!("<h2>{}</h2>\n{content}", escaped(title))
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let cells = |tag: &str, texts: &[String]| {
        let cell = |text: &String| format!("<{tag}>{}</{tag}>", escaped(text));
        format!("<tr>{}</tr>\n", texts.iter().map(cell).collect::<String>())
    };
    let heads: Vec<String> = head.iter().map(|&text| text.to_owned()).collect();
    let head = if heads.is_empty() { String::new() } else { cells("th", &heads) };
    format!("<table>{head}{}</table>", rows.map(|row| cells("td", &row)).collect::<String>())
}

/// Text that is nothing but text, wherever it comes from.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
