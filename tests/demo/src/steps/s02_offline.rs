//! Offices draft, mend, have approved and submit, with no server anywhere.

use serde_json::Value;

use crate::{
    sample,
    story::{Failed, Story, list, word},
    tell,
};

/// Entries of the story: its name, the office, the row of its list, and what mends it beside the
/// completion.
const ENTRIES: [(&str, &str, usize, &[&str]); 9] = [
    ("penilaian", "3604", 0, &[]),
    ("nilai tes", "3604", 2, &[]),
    ("rekam medis", "3604", 5, &["legal_basis=uu-14-2008:17.h.2"]),
    ("data ASN", "3603", 2, &["information=Data Pribadi ASN"]),
    ("mutasi", "3603", 3, &["information=Proses mutasi pegawai"]),
    ("seleksi", "3671", 1, &["information=Rincian penilaian seleksi"]),
    ("jaringan", "3671", 2, &["legal_basis=uu-27-2022:65"]),
    ("B.1-KWK", "3319", 0, &[]),
    ("A3.KWK", "3319", 1, &[]),
];

/// Which of them are mended, approved and submitted now.
const SUBMITTED: [&str; 6] =
    ["penilaian", "rekam medis", "data ASN", "mutasi", "seleksi", "B.1-KWK"];

pub(crate) fn play(story: &mut Story) -> Result<(), Failed> {
    tell::heading("2  Offices draft, mend, approve and submit; still no server");
    for office in ["3604", "3603", "3671", "3319"] {
        draft(story, office)?;
    }
    for name in SUBMITTED {
        mend(story, name)?;
    }
    approve_with_keys(story)?;
    for (office, position_of) in [("3603", "yanti"), ("3671", "agus"), ("3319", "wati")] {
        approve_from_paper(story, office, position_of)?;
    }
    submit(story)?;
    late_office_waits(story)
}

fn draft(story: &mut Story, office: &str) -> Result<(), Failed> {
    let from = story.put(&format!("list-{office}.json"), sample::published(office))?;
    let added = story.run(office, &["entry", "add", "--keep-unknown", "--from", &from])?;
    let added = list(&added["entries"]);
    for (name, _, row, _) in ENTRIES.iter().filter(|(_, of, _, _)| *of == office) {
        let handle = added.get(*row).map(word).unwrap_or_default().to_owned();
        story.entries.insert(name, handle);
    }
    let all = story.run(office, &["entry", "list"])?;
    story.same("entries in the list", &added.len(), &list(&all).len())?;
    let source: Value = serde_json::from_str(sample::published(office)).unwrap_or_default();
    let own = word(&source["body"]).contains("KPU");
    let whose = if own { "its own list" } else { "data contoh" };
    tell::line(office, &format!("drafts {} entries from {whose}", added.len()));
    Ok(())
}

/// Fills in what the rules miss, until nothing stands in the way of an approval.
fn mend(story: &mut Story, name: &str) -> Result<(), Failed> {
    let row = ENTRIES.iter().find(|(known, ..)| *known == name);
    let (_, office, _, own) = row.expect("an entry of the list above");
    let before = blocking(&story.seen(office, name)?, "endorse");
    story.holds("the rules miss something", before > 0, &before)?;
    let entry = story.entry(name)?;
    let completion = if *office == "3319" { sample::KUDUS } else { sample::COMPLETION };
    let sheet = if *office == "3319" { &[] } else { sample::TEST_SHEET };
    let mut arguments = vec!["entry", "edit", &entry];
    for set in completion.iter().chain(sheet).chain(*own) {
        arguments.extend(["--set", set]);
    }
    story.run(office, &arguments)?;
    let after = story.seen(office, name)?;
    story.same("what stands in the way of an approval", &0, &blocking(&after, "endorse"))?;
    let information = tell::short(word(&after["information"]));
    tell::line(office, &format!("mends {entry}: {before} findings less  {information}"));
    Ok(())
}

fn blocking(seen: &Value, gate: &str) -> usize {
    let blocks = |one: &&Value| list(&one["blocks"]).iter().any(|block| word(block) == gate);
    list(&seen["findings"]).iter().filter(blocks).count()
}

/// 3604: three people, each with a key of their own, approve the same list.
fn approve_with_keys(story: &mut Story) -> Result<(), Failed> {
    let (one, other) = (story.entry("penilaian")?, story.entry("rekam medis")?);
    let list_of = "Daftar usulan triwulan III";
    for person in ["hasan", "dewi", "budi"] {
        story.stands("3604", "penilaian", "draft")?;
        story.run("3604", &["--as", person, "endorse", &one, &other, "--batch", list_of])?;
    }
    story.stands("3604", "penilaian", "endorsed")?;
    story.stands("3604", "rekam medis", "endorsed")?;
    tell::line("3604", "patron, advisory team and superior approve one list, each with an own key");
    Ok(())
}

/// The others: the PPID records what was signed on paper.
fn approve_from_paper(story: &mut Story, office: &str, ppid: &str) -> Result<(), Failed> {
    let names = SUBMITTED.iter().filter(|name| of(name) == office);
    let names: Vec<&str> = names.copied().collect();
    let entries: Vec<String> =
        names.iter().map(|name| story.entry(name)).collect::<Result<_, _>>()?;
    let scan = story.put(&format!("scan-{office}.txt"), "pindaian surat persetujuan")?;
    for position in ["patron", "advisory_team", "ppid_superior"] {
        let mut arguments = vec!["--as", ppid, "endorse"];
        arguments.extend(entries.iter().map(String::as_str));
        arguments.extend(["--recorded", "--letter", "12/PPID/2025", "--day", "2025-08-04"]);
        arguments.extend(["--position", position, "--scan", &scan]);
        story.run(office, &arguments)?;
    }
    for name in names {
        story.stands(office, name, "endorsed")?;
    }
    tell::line(office, "the approvals are on paper: letter 12/PPID/2025, recorded with its scan");
    Ok(())
}

/// New substance goes through the province, an application of an item in force does not.
fn submit(story: &mut Story) -> Result<(), Failed> {
    for name in SUBMITTED {
        let (office, entry) = (of(name), story.entry(name)?);
        let mut arguments = vec!["submit", &entry];
        let (under, status) = match office {
            "3319" => ("169/Kpts/KPU/TAHUN 2015/1", "at_national"),
            _ => ("", "at_province"),
        };
        if !under.is_empty() {
            arguments.extend(["--under", under]);
        }
        let done = story.run(office, &arguments)?;
        story.same("it has effect", &Value::Null, &done[0]["without_effect"])?;
        let seen = story.stands(office, name, status)?;
        story.same("how far it has come", "saved", word(&seen["progress"]))?;
        tell::line(office, &format!("submits {entry}: {}", word(&seen["label"])));
    }
    Ok(())
}

fn late_office_waits(story: &mut Story) -> Result<(), Failed> {
    for office in ["3604", "3603", "3319"] {
        let overview = story.run(office, &["status"])?;
        story.same("work without a grant", &Value::from(0), &overview["unsealed"])?;
    }
    let overview = story.run("3671", &["status"])?;
    let waits = overview["unsealed"].as_u64().unwrap_or_default();
    story.holds("all of its work waits for its grant", waits >= 3, &waits)?;
    story.same("signed and ready to go", &Value::from(0), &overview["ready"])?;
    tell::line("3671", &format!("not yet granted: {waits} changes wait, nothing is lost"));
    story.sync_offline("3604")?;
    tell::line("3604", "tries to sync: offline, everything is kept (exit code 3)");
    Ok(())
}

/// The office of an entry of the story.
fn of(name: &str) -> &'static str {
    ENTRIES.iter().find(|(known, ..)| *known == name).map_or("", |(_, office, ..)| office)
}
