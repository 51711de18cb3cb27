//! The server comes up, its key is granted, everyone syncs, and the late grant arrives.

use serde_json::Value;

use crate::{
    story::{Failed, Story, list, word},
    tell,
};

/// Everyone that has a grant, in the order in which they come.
const GRANTED: [&str; 7] = ["RI", "36", "3604", "3604-laptop", "3603", "3319", "RI-laptop"];

pub(crate) fn play(story: &mut Story) -> Result<(), Failed> {
    tell::heading("3  The server comes up; the late grant arrives");
    begin(story)?;
    for who in GRANTED {
        let synced = story.sync(who)?;
        let (received, arrived) = (&synced["received"], &synced["arrived"]);
        tell::line(who, &format!("syncs: {received} of its own received, {arrived} arrive"));
    }
    let ready = story.get("/readyz", None)?.json(200)?;
    story.same("the log key", "granted", word(&ready["log_key"]))?;
    grant_the_late(story)?;
    forward(story)
}

pub(super) fn begin(story: &mut Story) -> Result<(), Failed> {
    let root = story.path("root.json");
    let made = story.server_run(&["init", "--trust-root", &root])?;
    let request: Value = serde_json::from_str(&made).unwrap_or_default();
    let key = word(&request["key"]).to_owned();
    story.serve()?;
    let ready = story.get("/readyz", None)?.json(503)?;
    story.same("the log key", "not_granted", word(&ready["log_key"]))?;
    let grant = ["--as", "adi", "roster", "grant", "--server", &key];
    story.refused("RI", &grant, (2, "unconfirmed"))?;
    let seen = story.run("RI", &[&grant[..], &["--dry-run"]].concat())?;
    let read_aloud = word(&request["fingerprint"]).to_owned();
    story.same("the fingerprint", read_aloud.as_str(), word(&seen[0]["fingerprints"][0]))?;
    let granted = story.run("RI", &[&grant[..], &["--yes"]].concat())?;
    story.same("keys granted", &Value::from(1), &granted["granted"])?;
    tell::line(
        "KPU RI",
        "the administrator compares the fingerprint of the server's log key, and grants it",
    );
    Ok(())
}

/// Nobody at the office does anything but sync: what it drafted, approved and submitted lands.
fn grant_the_late(story: &mut Story) -> Result<(), Failed> {
    let request = story.path("request-3671.json");
    let sync = story.sync("3671")?;
    story.same("own records received", &Value::from(0), &sync["received"])?;
    story.run("RI", &["--as", "adi", "roster", "grant", &request])?;
    story.sync("RI")?;
    let synced = story.sync("3671")?;
    let sealed = synced["sealed"].as_u64().unwrap_or_default();
    story.holds("what waited is signed now", sealed >= 3, &sealed)?;
    let overview = story.run("3671", &["status"])?;
    for waits in ["unsealed", "ready"] {
        story.same(waits, &Value::from(0), &overview[waits])?;
    }
    tell::line(
        "3671",
        &format!("the grant arrives: {sealed} changes are signed and land by themselves"),
    );
    Ok(())
}

/// New substance came via the province, by policy; the application did not.
fn forward(story: &mut Story) -> Result<(), Failed> {
    story.sync("36")?;
    let inbox = story.run("36", &["review", "list"])?;
    let waiting: Vec<String> =
        list(&inbox).iter().map(|one| word(&one["entry"]).to_owned()).collect();
    story.same("what waits at the province", &5, &waiting.len())?;
    let mut arguments = vec!["review", "forward"];
    arguments.extend(waiting.iter().map(String::as_str));
    arguments.extend(["--note", "Sudah diperiksa, layak diteruskan"]);
    story.run("36", &arguments)?;
    story.sync("36")?;
    tell::line("36", "forwards the five new ones of its regencies; 3319's went straight to KPU RI");
    Ok(())
}
