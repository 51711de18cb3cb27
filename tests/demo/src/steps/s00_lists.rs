//! The first chapter, in a country of its own: the decisions there were on paper, and the lists that
//! offices have had for years, brought together and confirmed.

use std::path::Path;

use serde_json::Value;

use super::{s01_beginning, s03_server};
use crate::{
    public, sample,
    story::{Failed, Story, list, word},
    tell,
};

/// The offices, whose list each brings, and how many rows it has. 3674 has copied the annex of
/// 731/2025, as offices do.
const LISTS: [(&str, &str, usize); 6] = [
    ("3319", sample::KUDUS_LIST, 2),
    ("3604", sample::PKTJ_2025, 12),
    ("3671", sample::PKTJ_2026, 3),
    ("3603", sample::TARDAMU, 10),
    ("7301", sample::SELAYAR, 5),
    ("3674", sample::ANNEX, 16),
];

/// The decisions on paper: what is prepared, and its number.
const DECISIONS: [(&str, &str); 3] = [
    (sample::PAST, "169/Kpts/KPU/TAHUN 2015"),
    (sample::OLD, "32/Kpts/KPU/TAHUN 2016"),
    (sample::ISSUE, "731"),
];

const BATCH: &str = "Daftar 2016 KPU Kabupaten Kudus";

pub(crate) fn play(base: &Path) -> Result<(), Failed> {
    tell::heading("0  What there is already: decisions on paper, and the lists of years");
    let story = &mut Story::begin(&base.join("lists"))?;
    s01_beginning::found(story)?;
    s03_server::begin(story)?;
    register(story)?;
    for (office, ..) in LISTS {
        arrive(story, office)?;
    }
    for (office, text, rows) in LISTS {
        import(story, office, text, rows)?;
    }
    undo(story)?;
    covered(story)?;
    confirm(story)
}

/// 169/2015, 32/2016 and 731/2025 are registered, and that 731/2025 was revoked.
fn register(story: &mut Story) -> Result<(), Failed> {
    for (prepared, number) in DECISIONS {
        let from = story.put("decision.json", prepared)?;
        let draft =
            story.run("RI", &["--as", "iman", "determination", "draft", "--from", &from])?;
        let draft = word(&draft["draft"]).to_owned();
        story.run("RI", &["determination", "register", &draft, "--yes"])?;
        let past = story.run("RI", &["determination", "show", number])?;
        story.same("it is registered from paper", &Value::Bool(true), &past["registered"])?;
        tell::line("KPU RI", &format!("registers {number}: {}", tell::short(word(&past["title"]))));
    }
    let reason = ["--reason", "Dibatalkan oleh KPU pada 16 September 2025"];
    let paper = ["--decision", "805", "--day", "2025-09-16", "--yes"];
    let revoke = [&["determination", "revoke", "731"][..], &reason, &paper].concat();
    story.run("RI", &revoke)?;
    story.sync("RI")?;
    tell::line("KPU RI", "registers that 731/2025 was revoked on 16 September 2025");
    Ok(())
}

fn arrive(story: &mut Story, office: &str) -> Result<(), Failed> {
    let root = story.path("root.json");
    story.run(office, &["init", "--trust-root", &root, "--office", office])?;
    let request = story.path(&format!("request-{office}.json"));
    story.run(office, &["join", "--out", &request, "--person", "ppid:Petugas:PPID:ppid"])?;
    story.run("RI", &["--as", "adi", "roster", "grant", &request])?;
    story.sync("RI")?;
    story.sync(office).map(drop)
}

/// Looks first, then takes every row over; nothing of a list is dropped.
fn import(story: &mut Story, office: &str, text: &str, rows: usize) -> Result<(), Failed> {
    let from = story.put(&format!("list-{office}.json"), text)?;
    let look = story.run(office, &["import", &from, "--dry-run"])?;
    let none = story.run(office, &["entry", "list"])?;
    story.same("a look writes nothing", &0, &list(&none).len())?;
    let columns: Vec<&Value> =
        list(&look["tables"]).iter().flat_map(|table| list(&table["columns"])).collect();
    let done = story.run(office, &["import", &from, "--yes"])?;
    story.same("rows that came in", &rows, &list(&done["entries"]).len())?;
    let origin = word(&done["entries"][0]).to_owned();
    let origin = story.run(office, &["import", "origin", &origin])?;
    story.holds("it is known where a row comes from", !origin["cells"].is_null(), &origin)?;
    let (columns, source) = (columns.len(), whose(text));
    tell::line(office, &format!("imports {rows} rows in {columns} columns  {source}"));
    Ok(())
}

fn whose(text: &str) -> String {
    let source: Value = serde_json::from_str(text).unwrap_or_default();
    tell::short(word(&source["body"]))
}

/// The categories of a regulation that was repealed are no list: one command takes them back.
fn undo(story: &mut Story) -> Result<(), Failed> {
    let batches = story.run("7301", &["import", "list"])?;
    let batch = word(&batches[0]["batch"]).to_owned();
    story.run("7301", &["import", "undo", &batch, "--yes"])?;
    let left = story.run("7301", &["entry", "list"])?;
    story.same("what is left of it", &0, &list(&left).len())?;
    tell::line("7301", "its list is the categories of PKPU 1/2015, repealed: taken back whole");
    Ok(())
}

/// What covers each row is shown with its measure; what has ended is told as that.
fn covered(story: &mut Story) -> Result<(), Failed> {
    let all = ["submit", "--all-with", "draft", "--covered", "--dry-run"];
    let ended = story.run("3674", &all)?;
    let ended = list(&ended["covered"]);
    let lost = |one: &&Value| one["in_force"] == false && word(&one["item"]).starts_with("731");
    story.same("rows whose item was revoked", &16, &ended.iter().filter(lost).count())?;
    tell::line(
        "3674",
        "sixteen rows from 731/2025: the items do not stand any more, nothing covers them",
    );
    let none = story.run("3604", &all)?;
    let covers = list(&none["covered"]).iter().filter(|one| one["taken"] == true).count();
    story.same("rows of another body's list that are covered", &0, &covers)?;
    kudus(story)
}

/// KPU Kabupaten Kudus cites 169/2015 and 32/2016: its two rows apply their items.
fn kudus(story: &mut Story) -> Result<(), Failed> {
    let rows = story.run("3319", &["entry", "list"])?;
    let rows: Vec<String> = list(&rows).iter().map(|one| word(&one["entry"]).to_owned()).collect();
    for row in &rows {
        let mut mend = vec!["entry", "edit", row.as_str()];
        let own = sample::KUDUS.iter().filter(|set| !set.starts_with("information="));
        own.for_each(|set| mend.extend(["--set", set]));
        story.run("3319", &mend)?;
    }
    for position in ["patron", "advisory_team", "ppid_superior"] {
        let mut said = vec!["endorse"];
        said.extend(rows.iter().map(String::as_str));
        said.extend(["--recorded", "--letter", "4/PPID/2026", "--day", "2026-01-12"]);
        said.extend(["--position", position, "--batch", BATCH]);
        story.run("3319", &said)?;
    }
    let submit = ["submit", "--all-with", "endorsed", "--covered", "--batch", BATCH];
    let look = story.run("3319", &[&submit[..], &["--dry-run"]].concat())?;
    for one in list(&look["covered"]) {
        let (item, label) = (word(&one["item"]), word(&one["label"]));
        let percent = one["likeness"].as_u64().unwrap_or_default() / 10;
        tell::line("3319", &format!("{}: {item}  {label}, {percent}%", word(&one["entry"])));
    }
    let done = story.run("3319", &submit)?;
    story.same("submitted", &rows.len(), &list(&done["done"]).len())?;
    story.sync("3319").map(drop)
}

/// KPU RI confirms the whole list at once; what the decisions lack is told to the public.
fn confirm(story: &mut Story) -> Result<(), Failed> {
    story.sync("RI")?;
    let determine = ["review", "determine", "--all-with", "at_national", "--batch", BATCH, "--yes"];
    let done = story.run("RI", &[&["--as", "iman"][..], &determine].concat())?;
    story.same("confirmed", &2, &list(&done).len())?;
    story.sync("RI")?;
    let rows = public::rows(story, Some("3319"))?;
    story.same("rows of 3319 in force", &2, &rows.len())?;
    let gaps = rows.values().filter(|row| !list(&row["gaps"]).is_empty()).count();
    story.same("rows that say what their decision lacks", &2, &gaps)?;
    tell::line(
        "KPU RI",
        "confirms both in one batch; what the old decisions lack is told, not hidden",
    );
    story.end_server();
    Ok(())
}
