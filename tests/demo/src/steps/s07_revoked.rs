//! KPU RI revokes 731/2025: what stands on it leaves the list.

use serde_json::Value;

use crate::{
    public,
    steps::everyone,
    story::{Failed, Story, list, word},
    tell,
};

const REASON: &str = "Dibatalkan setelah masukan publik; dokumen diperlakukan menurut UU 14/2008.";

pub(crate) fn play(story: &mut Story) -> Result<(), Failed> {
    tell::heading("7  KPU RI revokes 731/2025");
    everyone(story)?;
    let copy = story.path("copy-of-server.sqlite");
    story.server_run(&["backup", &copy])?;
    tell::line("server", "the operator writes a backup while it serves");
    let before = public::rows(story, None)?;
    let revoke = ["--as", "iman", "determination", "revoke", "731", "--reason", REASON];
    let leave = story.run("RI", &[&revoke[..], &["--dry-run"]].concat())?;
    story.same("national rows that would leave", &16, &list(&leave["items"]).len())?;
    story.same("office rows that would leave", &5, &list(&leave["entries"]).len())?;
    story.refused("RI", &revoke, (2, "unconfirmed"))?;
    let yes = ["--decision", "805", "--day", "2025-09-16", "--yes"];
    story.run("RI", &[&revoke[..], &yes].concat())?;
    story.sync("RI")?;
    tell::line("KPU RI", "looks first (16 national and 5 office rows would leave), then says yes");
    withdrawn(story, &before)?;
    offices(story)
}

fn withdrawn(story: &mut Story, before: &public::Rows) -> Result<(), Failed> {
    let events = public::pull(story)?;
    story.same("withdrawn", &21, &public::count(&events, "withdrawn"))?;
    story.same("events", &21, &events.len())?;
    for event in &events {
        story.same("the reason", "revoked", word(&event["reason"]))?;
        let said = word(&event["entry"]["status"]["reason_text"]).to_owned();
        story.same("the reason in words", REASON, &said)?;
    }
    let rows = public::rows(story, None)?;
    story.same("rows on the list", &2, &rows.len())?;
    let gone = before.keys().find(|id| id.starts_with("3604-")).cloned().unwrap_or_default();
    let row = story.get(&format!("/api/v1/entries/{gone}"), None)?.json(200)?;
    story.same("its status", "withdrawn", word(&row["status"]["code"]))?;
    tell::line(
        "the list",
        "21 rows leave, each an event with the reason; each address still answers",
    );
    Ok(())
}

fn offices(story: &mut Story) -> Result<(), Failed> {
    everyone(story)?;
    for (who, expected) in [("3604", 3), ("3603", 1), ("3671", 1), ("3319", 0)] {
        let rows = story.run(who, &["entry", "list", "--status", "revoked"])?;
        story.same("its rows that were revoked", &expected, &list(&rows).len())?;
        let handles: Vec<&str> = list(&rows).iter().map(|row| word(&row["entry"])).collect();
        if let Some(first) = list(&rows).first() {
            let next = word(&first["next"]);
            story.holds("it says what comes next", !next.is_empty(), &first)?;
            tell::line(who, &format!("{}: {next}", handles.join(", ")));
        }
    }
    let entry = story.entry("rekam medis")?;
    let history = story.run("3604", &["entry", "history", &entry])?;
    let kept: Vec<&str> = list(&history).iter().map(|event| word(&event["what"])).collect();
    let expected = [
        "edit",
        "edit",
        "endorse",
        "endorse",
        "endorse",
        "submit",
        "forward",
        "determine",
        "revoked",
    ];
    story.same("what its history keeps", &expected[..], &kept)?;
    let last = list(&history).last().cloned().unwrap_or_default();
    story.same("why its decision ended", REASON, word(&last["detail"][1]))?;
    let old = story.run("3319", &["determination", "show", "731"])?;
    let in_force = |item: &&Value| item["in_force"] == Value::Bool(true);
    story.same("items in force", &0, &list(&old["items"]).iter().filter(in_force).count())?;
    tell::line("3604", &format!("the history of {entry} keeps all of it: {}", kept.join(", ")));
    Ok(())
}
