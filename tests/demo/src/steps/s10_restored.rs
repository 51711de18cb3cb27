//! An old backup of an office and one of the server come back, and nothing is lost.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    public,
    steps::{EVERYONE, everyone},
    story::{Failed, Story, list, word},
    tell,
};

pub(crate) fn play(story: &mut Story) -> Result<(), Failed> {
    tell::heading("10  An office PC and the server come back from old backups");
    story.serve()?;
    office(story)?;
    everyone(story)?;
    everyone(story)?;
    server(story)
}

/// The PC is replaced by its backup, and both are used.
fn office(story: &mut Story) -> Result<(), Failed> {
    story.sync("3604")?;
    let before = list(&story.run("3604", &["entry", "list"])?).len();
    let copy = story.path("copy-of-3604");
    story.run("3604-replaced", &["restore", &copy])?;
    story.stands("3604-replaced", "nilai tes", "draft")?;
    let entry = story.entry("nilai tes")?;
    story.run("3604", &["entry", "add", "--set", "information=Dari PC lama"])?;
    story.run("3604-replaced", &["entry", "add", "--set", "information=Dari PC pengganti"])?;
    story.run("3604-replaced", &["comment", &entry, "Berkas fisik di lemari 4"])?;
    for who in ["3604", "3604-replaced", "RI"] {
        story.sync(who)?;
    }
    for who in ["3604-replaced", "RI"] {
        let seen = story.run(who, &["entry", "list", "--office", "3604"])?;
        story.same("entries of 3604", &(before + 2), &list(&seen).len())?;
        story.stands(who, "nilai tes", "revoked")?;
        story.run(who, &["verify", "office", "--documents"])?;
    }
    tell::line(
        "3604",
        "a week-old backup on a new PC, both in use: after one sync each nothing is missing",
    );
    Ok(())
}

fn server(story: &mut Story) -> Result<(), Failed> {
    public::pull(story)?;
    let before = facts(&public::rows(story, None)?);
    story.end_server();
    let copy = story.path("copy-of-server.sqlite");
    story.server_run(&["restore", &copy, "--yes"])?;
    story.serve()?;
    let ready = story.get("/readyz", None)?.json(503)?;
    story.same("its state", "healing", word(&ready["state"]))?;
    let stale = story.get("/api/v1/entries?limit=1", None)?.json(200)?;
    story.same("the list says that it is old", &Value::Bool(true), &stale["stale"])?;
    tell::line("server", "is restored to the backup from before the revocation: it heals first");
    EVERYONE.into_iter().try_for_each(|who| story.sync_healing(who))?;
    let ready = story.get("/readyz", None)?.json(200)?;
    story.same("its state", "serving", word(&ready["state"]))?;
    tell::line("server", "one sync each, and it has back what it had lost");
    let after = facts(&public::rows(story, None)?);
    story.same("the list", &before, &after)?;
    follow_again(story)?;
    for (who, name, status) in [
        ("3604", "rekam medis", "revoked"),
        ("3603", "data ASN", "at_national"),
        ("3671", "jaringan", "at_province"),
        ("3319", "B.1-KWK", "determined"),
    ] {
        story.stands(who, name, status)?;
    }
    let verified = story.server_run(&["verify"])?;
    tell::line("server", &format!("verify: {}", verified.trim()));
    Ok(())
}

/// Rows without the names and days of their events, which are new where the old were lost.
fn facts(rows: &public::Rows) -> BTreeMap<String, Value> {
    let mut facts = rows.clone();
    for row in facts.values_mut().filter_map(Value::as_object_mut) {
        for of_event in ["event", "updated", "status_since"] {
            row.remove(of_event);
        }
    }
    facts
}

/// A puller whose last event was lost is told so, and starts again; no name means two things.
fn follow_again(story: &mut Story) -> Result<(), Failed> {
    let known = story.events.clone();
    let lost = story.pulled.take().unwrap_or_default();
    let answer = story.get(&format!("/api/v1/events?after={lost}"), None)?;
    answer.json(410)?;
    story.events.clear();
    let all = public::pull(story)?;
    let again = |event: &&Value| known.contains_key(word(&event["name"]));
    let kept = all.iter().filter(again).count();
    for event in all.iter().filter(again) {
        let name = word(&event["name"]);
        story.same(&format!("event {name}"), &known[name], &event.to_string())?;
    }
    let withdrawn = public::count(&all, "withdrawn");
    story.same("rows withdrawn", &21, &withdrawn)?;
    tell::line(
        "anyone",
        &format!(
            "a puller starts again: {kept} events as before, {} with new names",
            all.len() - kept
        ),
    );
    Ok(())
}
