//! All sync: the list is what was on the screen, and nothing of anyone is lost.

use serde_json::Value;

use crate::{
    public,
    steps::everyone,
    story::{Failed, Story, list, word},
    tell,
};

pub(crate) fn play(story: &mut Story) -> Result<(), Failed> {
    tell::heading("5  All sync: the list is what was on the reviewer's screen");
    story.serve()?;
    everyone(story)?;
    everyone(story)?;
    published(story)?;
    later_edit(story)?;
    returned(story)?;
    conflict(story)?;
    let copy = story.path("copy-of-3604");
    story.run("3604", &["backup", &copy])?;
    tell::line("3604", "writes its weekly backup");
    Ok(())
}

fn published(story: &mut Story) -> Result<(), Failed> {
    let events = public::pull(story)?;
    story.same("rows that came onto the list", &22, &public::count(&events, "published"))?;
    story.same("events", &22, &events.len())?;
    let rows = public::rows(story, None)?;
    story.same("rows on the list", &22, &rows.len())?;
    tell::line("the list", "17 national rows (731/2025: 16, 169/2015: 1) and 5 of offices");
    for (name, screen) in story.screens.clone() {
        let row = public::row(story, name)?;
        for field in ["information", "description", "document_type", "consequence_if_opened"] {
            let shown = field_of(&screen, field);
            story.same(&format!("{field} of {name}"), &shown, &row[field])?;
        }
        let decision = &row["determination"];
        let cited = format!("{} butir {}", word(&decision["text"]), decision["item"]);
        tell::line(word(&row["office"]["id"]), &format!("{}  {cited}", word(&row["handle"])));
    }
    Ok(())
}

/// The one value of a field on a screen.
fn field_of(screen: &Value, field: &str) -> Value {
    let found = list(&screen["fields"]).iter().find(|one| word(&one["field"]) == field);
    found.map_or(Value::Null, |one| one["values"][0].clone())
}

fn later_edit(story: &mut Story) -> Result<(), Failed> {
    let seen = story.stands("3604", "penilaian", "determined_edited")?;
    let entry = story.entry("penilaian")?;
    let difference = story.run("RI", &["review", "diff", &entry])?;
    let changed = list(&difference["later"]["after"]);
    story.same("fields that nobody reviewed", &1, &changed.len())?;
    story.same("the field", "description", word(&changed[0]["field"]))?;
    let public = public::row(story, "penilaian")?;
    story.holds(
        "the later edit is not public",
        changed[0]["values"][0] != public["description"],
        &public["description"],
    )?;
    for who in ["3604", "RI"] {
        let seen = story.seen(who, "penilaian")?;
        story.same(
            "later edits not yet reviewed",
            &1,
            &seen["later_edits"].as_u64().unwrap_or(0),
        )?;
    }
    let (label, edits) = (word(&seen["label"]), &seen["later_edits"]);
    tell::line("3604", &format!("{entry}: {label}, {edits} later edit not yet reviewed"));
    Ok(())
}

fn returned(story: &mut Story) -> Result<(), Failed> {
    let seen = story.stands("3603", "data ASN", "returned")?;
    let entry = story.entry("data ASN")?;
    let history = story.run("3603", &["entry", "history", &entry])?;
    let last = list(&history).last().cloned().unwrap_or_default();
    story.same("what happened last", "return", word(&last["what"]))?;
    let reason = word(&last["detail"][0]).to_owned();
    story.holds("the reason is there", reason.starts_with("Uraian terlalu umum"), &reason)?;
    tell::line("3603", &format!("{entry}: {}. {reason}", word(&seen["label"])));
    Ok(())
}

/// Both values are kept and nothing is approved on top, until a person picks one.
fn conflict(story: &mut Story) -> Result<(), Failed> {
    let entry = story.entry("nilai tes")?;
    for who in ["3604", "3604-laptop"] {
        let found = story.run_to(who, &["entry", "conflicts"], 4)?;
        story.same("fields in conflict", &1, &list(&found).len())?;
        story.same("values", &2, &list(&found[0]["values"]).len())?;
        if who == "3604" {
            tell::line(who, &format!("{entry}: two values wait for a person (exit code 4)"));
            for side in list(&found[0]["values"]) {
                tell::detail(&format!("{}: {}", word(&side["by"]), word(&side["value"])));
            }
        }
    }
    let value = "Mengungkap nilai perorangan yang bersifat pribadi";
    let field = "consequence_if_opened";
    let pick = ["entry", "resolve", &entry, "--field", field, "--value", value];
    story.run("3604", &pick)?;
    for who in ["3604", "3604-laptop"] {
        story.sync(who)?;
        story.run(who, &["entry", "conflicts"])?;
        let picked = field_of(&story.seen(who, "nilai tes")?, field);
        story.same("the value picked", value, word(&picked))?;
    }
    tell::line("3604", "Siti picks one; both machines have it");
    Ok(())
}
