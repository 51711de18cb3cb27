//! What anyone can read, keep up with, and prove without trusting the server.

use serde_json::Value;

use crate::{
    public, sample,
    story::{Failed, Story, list, word},
    tell,
};

pub(crate) fn play(story: &mut Story) -> Result<(), Failed> {
    tell::heading("9  The public list: read, followed, proven");
    read(story)?;
    follow(story)?;
    let row = public::row(story, "B.1-KWK")?;
    let id = word(&row["id"]).to_owned();
    fetch(story, "proof.json", &format!("/api/v1/entries/{id}/proof"))?;
    fetch(story, "list.json", "/api/v1/list")?;
    fetch(story, "checkpoint.json", "/api/v1/checkpoint")?;
    story.end_server();
    prove(story, &row)
}

fn read(story: &mut Story) -> Result<(), Failed> {
    let all = public::rows(story, None)?.len();
    let kudus = public::rows(story, Some("3319"))?.len();
    story.same("rows of 3319", &1, &kudus)?;
    tell::line("anyone", &format!("reads the list: {all} rows, {kudus} of them of 3319"));
    for path in ["/api/v1/entries", "/api/v1/entries?office=3319", "/api/v1/list"] {
        let first = story.get(path, None)?;
        let tag = first.header("etag").to_owned();
        let again = story.get(path, Some(&tag))?;
        story.same("the status with the last ETag", &304, &again.status)?;
        story.same("its body", "", &again.body)?;
    }
    tell::line("anyone", "asks again with the last ETag: 304, no row is read");
    Ok(())
}

/// KPU RI registers another old decision; a puller gets that and nothing else.
fn follow(story: &mut Story) -> Result<(), Failed> {
    let none = public::pull(story)?.len();
    story.same("news before", &0, &none)?;
    let tag = story.get("/api/v1/entries", None)?.header("etag").to_owned();
    let from = story.put("32.json", sample::OLD)?;
    let draft = story.run("RI", &["--as", "iman", "determination", "draft", "--from", &from])?;
    story.run("RI", &["determination", "register", word(&draft["draft"]), "--yes"])?;
    story.sync("RI")?;
    let events = public::pull(story)?;
    story.same("news after", &1, &events.len())?;
    story.same("its kind", "published", word(&events[0]["kind"]))?;
    let again = story.get("/api/v1/entries", Some(&tag))?;
    story.same("the status with the ETag of before", &200, &again.status)?;
    let gaps = list(&events[0]["entry"]["gaps"]).len();
    story.holds("what the old decision lacks is public", gaps > 0, &gaps)?;
    tell::line(
        "anyone",
        "pulls after the last event: one change, Keputusan 32/2016, with its gaps",
    );
    Ok(())
}

fn fetch(story: &mut Story, name: &str, path: &str) -> Result<(), Failed> {
    let answer = story.get(path, None)?;
    answer.json(200)?;
    story.put(name, &answer.body).map(drop)
}

/// With the root's public file alone; the server is down, and the reader has no office.
fn prove(story: &mut Story, row: &Value) -> Result<(), Failed> {
    let (root, proof) = (story.path("root.json"), story.path("proof.json"));
    let (list_of, checkpoint) = (story.path("list.json"), story.path("checkpoint.json"));
    let verify_row = ["verify", "row", &proof, "--trust-root", &root];
    let tail = ["--checkpoint", &checkpoint, "--trust-root", &root];
    let verify_list = [&["verify", "list", &list_of][..], &tail].concat();
    let proven = story.run("reader", &verify_row)?;
    for column in ["id", "information", "description", "legal_basis", "determination"] {
        story.same(&format!("{column} proven"), &row[column], &proven["facts"][column])?;
    }
    let handle = word(&row["handle"]);
    tell::line("anyone", &format!("proves {handle} with root.json alone, the server switched off"));
    let proven = story.run("reader", &verify_list)?;
    story.same("rows proven", &Value::from(3), &proven["rows"])?;
    tell::line("anyone", "proves that the whole list is the one the server signed");
    for (name, verify) in [("proof.json", &verify_row[..]), ("list.json", &verify_list)] {
        let honest = story.text(name)?;
        story.put(name, &flipped(&honest))?;
        story.refused("reader", verify, (5, "integrity"))?;
        story.put(name, &honest)?;
        story.run("reader", verify)?;
    }
    tell::line("anyone", "flips one byte of either: exit code 5");
    Ok(())
}

/// The text with one letter of a public value changed.
fn flipped(text: &str) -> String {
    text.replacen("Perseorangan", "Perseoranqan", 1)
}
