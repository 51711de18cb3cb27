//! What anyone sees: the list, and its events.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::story::{Failed, Story, list, word};

/// All rows in force, by their permanent names, read page by page.
pub(crate) fn rows(story: &mut Story, office: Option<&str>) -> Result<Rows, Failed> {
    let query = office.map(|office| format!("&office={office}")).unwrap_or_default();
    let mut next = Some(format!("/api/v1/entries?limit=10{query}"));
    let mut rows = Rows::new();
    while let Some(page) = next {
        let page = story.get(&page, None)?.json(200)?;
        let read = list(&page["entries"]).iter();
        rows.extend(read.map(|row| (word(&row["id"]).to_owned(), row.clone())));
        next = page["next"].as_str().map(str::to_owned);
        if next.is_none() {
            story.same("rows on the pages", &page["count"], &Value::from(rows.len()))?;
        }
    }
    Ok(rows)
}

pub(crate) type Rows = BTreeMap<String, Value>;

/// The row of an entry of the story.
pub(crate) fn row(story: &mut Story, name: &str) -> Result<Value, Failed> {
    let entry = story.entry(name)?;
    let rows = rows(story, None)?;
    let found = rows.into_values().find(|row| word(&row["handle"]) == entry);
    found.ok_or_else(|| {
        Failed::new("GET /api/v1/entries", &format!("{entry} is on the list"), &"it is not")
    })
}

/// Pulls what happened since the last pull. No event's name comes a second time.
pub(crate) fn pull(story: &mut Story) -> Result<Vec<Value>, Failed> {
    let mut new = Vec::new();
    loop {
        let after = story.pulled.clone().unwrap_or_default();
        let page = story.get(&format!("/api/v1/events?limit=10&after={after}"), None)?.json(200)?;
        for event in list(&page["events"]) {
            let known = story.events.insert(word(&event["name"]).to_owned(), event.to_string());
            story.holds("a name that no event had", known.is_none(), &event["name"])?;
            new.push(event.clone());
        }
        story.pulled = page["last"].as_str().map(str::to_owned);
        if page["next"].is_null() {
            return Ok(new);
        }
    }
}

/// How many of these events are of one kind.
pub(crate) fn count(events: &[Value], kind: &str) -> usize {
    events.iter().filter(|event| word(&event["kind"]) == kind).count()
}
