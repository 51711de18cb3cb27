//! Two people at KPU RI, both offline, decide one entry differently.

use serde_json::Value;

use crate::{
    public, sample,
    story::{Failed, Story, word},
    tell,
};

const NAME: &str = "nilai tes";

pub(crate) fn play(story: &mut Story) -> Result<(), Failed> {
    tell::heading("6  Two people at KPU RI decide one entry differently, both offline");
    apply(story)?;
    let entry = story.entry(NAME)?;
    let first = ["--as", "iman", "review", "determine", &entry, "--under", "731/8", "--yes"];
    let other = ["--as", "maya", "review", "determine", &entry, "--under", "731/12", "--yes"];
    story.run("RI", &first)?;
    story.run("RI-laptop", &other)?;
    tell::line("KPU RI", "Iman determines it under item 8, Maya on her laptop under item 12");

    story.sync("RI")?;
    story.sync("RI-laptop")?;
    story.sync("RI")?;
    for who in ["RI", "RI-laptop"] {
        story.stands(who, NAME, "contesting")?;
    }
    let row = public::row(story, NAME)?;
    story.same("the item on the list", &Value::from(8), &row["determination"]["item"])?;
    let events = public::pull(story)?;
    story.same("events", &1, &events.len())?;
    tell::line(
        "the list",
        "the first in the log stands: item 8; the other is contesting, nothing changes",
    );

    settle(story, &entry)
}

/// New substance, through the province: which item it belongs to is for KPU RI to say.
fn apply(story: &mut Story) -> Result<(), Failed> {
    let entry = story.entry(NAME)?;
    let mut edit = vec!["entry", "edit", &entry];
    for set in sample::COMPLETION.iter().chain(sample::TEST_SHEET) {
        edit.extend(["--set", set]);
    }
    story.run("3604", &edit)?;
    for person in ["hasan", "dewi", "budi"] {
        story.run("3604", &["--as", person, "endorse", &entry])?;
    }
    story.run("3604", &["submit", &entry])?;
    story.stands("3604", NAME, "at_province")?;
    for who in ["3604", "36"] {
        story.sync(who)?;
    }
    story.run("36", &["review", "forward", &entry])?;
    for who in ["36", "RI", "RI-laptop"] {
        story.sync(who)?;
        story.stands(who, NAME, "at_national")?;
    }
    tell::line("3604", &format!("submits {entry} as new substance, and the province forwards it"));
    Ok(())
}

fn settle(story: &mut Story, entry: &str) -> Result<(), Failed> {
    let third = ["--as", "iman", "review", "determine", entry, "--under", "731/12", "--yes"];
    story.run("RI", &third)?;
    for who in ["RI", "RI-laptop", "3604"] {
        story.sync(who)?;
        story.stands(who, NAME, "determined")?;
    }
    let row = public::row(story, NAME)?;
    story.same("the item on the list", &Value::from(12), &row["determination"]["item"])?;
    let events = public::pull(story)?;
    story.same("events", &1, &events.len())?;
    story.same("its kind", "amended", word(&events[0]["kind"]))?;
    tell::line("KPU RI", "Iman has seen both and decides again: item 12; the list is amended");
    Ok(())
}
