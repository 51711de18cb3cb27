//! A forged determination lands nowhere; a stick carries work there and stamps back.

use serde_json::Value;

use crate::{
    public, sample,
    story::{Failed, Story, list, word},
    tell,
};

const ITEM: &str = "169/Kpts/KPU/TAHUN 2015/1";

pub(crate) fn play(story: &mut Story) -> Result<(), Failed> {
    tell::heading("8  A forged determination, and a USB stick through the province");
    forge(story)?;
    carry(story)
}

fn forge(story: &mut Story) -> Result<(), Failed> {
    prepare(story, "3671", "agus", "jaringan", &["legal_basis=uu-11-2008:30"])?;
    let entry = story.entry("jaringan")?;
    let determine = ["--as", "agus", "review", "determine", &entry, "--under", ITEM, "--yes"];
    story.refused("3671", &determine, (6, "grant_insufficient"))?;
    tell::line(
        "3671",
        "tries to determine with its own key: its own program refuses (exit code 6)",
    );
    story.run("3671", &[&["--unsafe-skip-own-checks"], &determine[..]].concat())?;
    let synced = story.sync_to("3671", 6)?;
    let refused = list(&synced["refused"]);
    story.same("records refused", &1, &refused.len())?;
    story.same("the code", "wrong_office", word(&refused[0]["code"]))?;
    story.same("it comes again by itself", &Value::Bool(false), &refused[0]["retry"])?;
    let received = synced["received"].as_u64().unwrap_or_default();
    story.holds("the rest of the same push lands", received >= 5, &received)?;
    let code = word(&refused[0]["code"]).to_owned();
    tell::line(
        "server",
        &format!("refuses the forged record ({code}), takes the other {received}"),
    );
    kept_aside(story, &entry)?;
    for who in ["36", "RI"] {
        story.sync(who)?;
        story.stands(who, "jaringan", "at_province")?;
    }
    let events = public::pull(story)?;
    story.same("events", &0, &events.len())
}

/// What was refused is kept and told once more before it is thrown away.
fn kept_aside(story: &mut Story, entry: &str) -> Result<(), Failed> {
    let overview = story.run("3671", &["status"])?;
    story.same("kept aside", &1, &list(&overview["parked"]).len())?;
    story.refused("3671", &["parked", "rewrite", entry], (2, "input"))?;
    let discard = ["parked", "discard", entry];
    story.refused("3671", &discard, (2, "unconfirmed"))?;
    let gone = story.run("3671", &[&discard[..], &["--yes"]].concat())?;
    story.same("what is thrown away", "determine", word(&gone[0]["what"]))?;
    let left = story.run("3671", &["parked", "list"])?;
    story.same("kept aside", &0, &list(&left).len())?;
    tell::line("3671", "looks at the refused record, and throws it away by saying yes");
    Ok(())
}

/// Mends, has approved on paper, and submits as new substance.
fn prepare(
    story: &mut Story,
    office: &str,
    ppid: &str,
    name: &str,
    own: &[&str],
) -> Result<(), Failed> {
    let entry = story.entry(name)?;
    let mut edit = vec!["entry", "edit", &entry];
    for set in sample::COMPLETION.iter().chain(sample::TEST_SHEET).chain(own) {
        edit.extend(["--set", set]);
    }
    story.run(office, &edit)?;
    for position in ["patron", "advisory_team", "ppid_superior"] {
        let paper = ["--recorded", "--letter", "19/PPID/2025", "--day", "2025-09-18"];
        let word = ["--as", ppid, "endorse", &entry, "--position", position];
        story.run(office, &[&word[..], &paper].concat())?;
    }
    story.run(office, &["submit", &entry])?;
    story.stands(office, name, "at_province").map(drop)
}

/// 3603 has no line: its work goes to the province on a stick, and the stamps come back on it.
fn carry(story: &mut Story) -> Result<(), Failed> {
    let (there, back) = (story.path("there.kecuali"), story.path("back.kecuali"));
    let own = ["description=Berkas kepegawaian yang memuat NIK, alamat, dan rekam keluarga"];
    prepare(story, "3603", "yanti", "data ASN", &own)?;
    let waits = story.run("3603", &["status"])?["ready"].clone();
    let carried = story.run("3603", &["bundle", "export", &there, "--to", "36"])?;
    story.same("records on the stick", &waits, &carried["records"])?;
    story.refused("3319", &["bundle", "import", &there], (1, "bundle_for_another"))?;
    tell::line("3603", &format!("mends what was returned; {waits} records go on a stick"));
    story.run("36", &["bundle", "import", &there])?;
    let entry = story.entry("data ASN")?;
    story.run("36", &["review", "forward", &entry])?;
    story.sync("36")?;
    story.run("36", &["bundle", "export", &back, "--to", "3603"])?;
    tell::line("36", "takes it from the stick, forwards it, syncs, writes the stamps on the stick");
    let imported = story.run("3603", &["bundle", "import", &back])?;
    story.same("stamps for its own records", &waits, &imported["logs"]["received"])?;
    let overview = story.run("3603", &["status"])?;
    story.same("ready to go", &Value::from(0), &overview["ready"])?;
    let seen = story.stands("3603", "data ASN", "at_national")?;
    story.same("how far it has come", "received", word(&seen["progress"]))?;
    tell::line(
        "3603",
        &format!("{entry}: {}, received nationally without a line", word(&seen["label"])),
    );
    Ok(())
}
