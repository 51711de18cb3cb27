//! KPU RI pulls, goes offline and decides; offices go on working.

use serde_json::Value;

use crate::{
    sample,
    story::{Failed, Story, list, word},
    tell,
};

/// What is determined in one batch, and under which item; where none is said, its own.
const BATCH: [(&str, Option<&str>); 5] = [
    ("penilaian", Some("731/8")),
    ("mutasi", Some("731/8")),
    ("seleksi", Some("731/8")),
    ("rekam medis", Some("731/3")),
    ("B.1-KWK", None),
];

pub(crate) fn play(story: &mut Story) -> Result<(), Failed> {
    tell::heading("4  KPU RI pulls, goes offline, and decides; offices go on working");
    story.sync("RI")?;
    story.end_server();
    story.sync_offline("RI")?;
    let inbox = story.run("RI", &["review", "list"])?;
    story.same("what waits for KPU RI", &6, &list(&inbox).len())?;
    tell::line("KPU RI", "has pulled six submissions; from here on nobody reaches the server");
    give_back(story)?;
    issue(story)?;
    determine(story)?;
    meanwhile(story)
}

fn give_back(story: &mut Story) -> Result<(), Failed> {
    let entry = story.entry("data ASN")?;
    let reason = "Uraian terlalu umum: sebutkan berkas yang memuat data pribadi itu.";
    story.run("RI", &["--as", "rina", "review", "return", &entry, "--reason", reason])?;
    story.stands("RI", "data ASN", "returned")?;
    tell::line("KPU RI", &format!("returns {entry}: {reason}"));
    Ok(())
}

fn issue(story: &mut Story) -> Result<(), Failed> {
    let from = story.put("731.json", sample::ISSUE)?;
    let draft = story.run("RI", &["--as", "iman", "determination", "draft", "--from", &from])?;
    let draft = word(&draft["draft"]).to_owned();
    let issue = ["determination", "issue", &draft];
    story.refused("RI", &issue, (2, "unconfirmed"))?;
    let preview = story.run("RI", &[&issue[..], &["--dry-run"]].concat())?;
    story.same("rows that would become public", &17, &list(&preview["rows"]).len())?;
    story.run("RI", &[&issue[..], &["--yes"]].concat())?;
    story.refused("RI", &[&issue[..], &["--yes"]].concat(), (1, "already_issued"))?;
    let issued = story.run("RI", &["determination", "show", "731"])?;
    let in_force = |item: &&Value| item["in_force"] == Value::Bool(true);
    let items = list(&issued["items"]).iter().filter(in_force).count();
    story.same("items in force", &16, &items)?;
    tell::line("KPU RI", "looks at what becomes public, and issues Keputusan 731/2025");
    Ok(())
}

/// Four entries of three offices and an application of 169/2015, as one list.
fn determine(story: &mut Story) -> Result<(), Failed> {
    for (name, under) in BATCH {
        let entry = story.entry(name)?;
        let screen = story.run("RI", &["review", "show", &entry])?;
        story.screens.insert(name, screen);
        let mut arguments = vec!["--as", "iman", "review", "determine", &entry];
        arguments.extend(["--batch", "gelombang-1"]);
        arguments.extend(under.into_iter().flat_map(|under| ["--under", under]));
        let preview = story.run("RI", &[&arguments[..], &["--dry-run"]].concat())?;
        story.same("what is shown", &entry.as_str(), &word(&preview["entries"][0]["row"]))?;
        let other = [&arguments[..], &["--yes", "--seen", "0000000000000000"]].concat();
        story.refused("RI", &other, (4, "not_as_seen"))?;
        let seen = word(&preview["seen"]).to_owned();
        let done = story.run("RI", &[&arguments[..], &["--yes", "--seen", &seen]].concat())?;
        story.same("it has effect", &Value::Null, &done[0]["without_effect"])?;
        let seen = story.stands("RI", name, "determined")?;
        story.same("how far it has come", "saved", word(&seen["progress"]))?;
        tell::line("KPU RI", &format!("determines {entry} under {}", word(&seen["under"])));
    }
    Ok(())
}

/// 3604 edits what is being determined, and two of its people write one field unseen.
fn meanwhile(story: &mut Story) -> Result<(), Failed> {
    let edited = story.entry("penilaian")?;
    let set = "description=Rincian hasil penilaian seleksi, kini termasuk lembar wawancara";
    story.run("3604", &["entry", "edit", &edited, "--set", set])?;
    tell::line("3604", &format!("edits {edited}, not knowing that it is being determined"));
    let both = story.entry("nilai tes")?;
    let field = "consequence_if_opened";
    for (who, value) in [
        ("3604", "Mengungkap hasil evaluasi kemampuan pribadi peserta"),
        ("3604-laptop", "Mengungkap nilai perorangan yang bersifat pribadi"),
    ] {
        story.run(who, &["entry", "edit", &both, "--set", &format!("{field}={value}")])?;
        tell::line(who, &format!("writes the consequence of {both}: {value}"));
    }
    Ok(())
}
