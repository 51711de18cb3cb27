//! KPU RI makes the trust root and registers what is on paper; offices and their people join.

use serde_json::Value;

use crate::{
    sample,
    story::{Failed, Story, list, word},
    tell,
};

/// An installation, its office, and who works at it as `KEY:NAME:POSITION:ROLE[:ENDORSES_AS]`.
struct Newcomer {
    folder: &'static str,
    office: &'static str,
    name: &'static str,
    people: &'static [&'static str],
}

const NEWCOMERS: [Newcomer; 7] = [
    Newcomer {
        folder: "36",
        office: "36",
        name: "KPU Provinsi Banten",
        people: &["ratna:Ratna Wijaya:PPID Provinsi:ppid"],
    },
    Newcomer {
        folder: "3604",
        office: "3604",
        name: "KPU Kabupaten Serang",
        people: &[
            "siti:Siti Aminah:PPID:ppid",
            "hasan:Hasan Basri:Ketua KPU Kabupaten:endorser:patron",
            "dewi:Dewi Lestari:Tim Pertimbangan:endorser:advisory_team",
            "budi:Budi Santoso:Sekretaris:endorser:ppid_superior",
        ],
    },
    Newcomer {
        folder: "3604-laptop",
        office: "3604",
        name: "KPU Kabupaten Serang, a second machine",
        people: &["rudi:Rudi Hartono:Staf Subbagian Hukum:service_desk"],
    },
    Newcomer {
        folder: "3603",
        office: "3603",
        name: "KPU Kabupaten Tangerang",
        people: &["yanti:Yanti Marlina:PPID:ppid"],
    },
    Newcomer {
        folder: "3319",
        office: "3319",
        name: "KPU Kabupaten Kudus",
        people: &["wati:Wati Susilo:PPID:ppid"],
    },
    Newcomer {
        folder: "RI-laptop",
        office: "RI",
        name: "KPU RI, a second machine",
        people: &["maya:Maya Putri:Anggota, Divisi Hukum:issuer"],
    },
    Newcomer {
        folder: "3671",
        office: "3671",
        name: "KPU Kota Tangerang",
        people: &["agus:Agus Salim:PPID:ppid"],
    },
];

/// The office whose request does not reach KPU RI in time.
const LATE: &str = "3671";

pub(crate) fn play(story: &mut Story) -> Result<(), Failed> {
    tell::heading("1  KPU RI begins, and offices join; there is no server yet");
    found(story)?;
    register_past(story)?;
    for newcomer in &NEWCOMERS {
        join(story, newcomer)?;
    }
    hand_out(story)
}

pub(super) fn found(story: &mut Story) -> Result<(), Failed> {
    let root = story.path("root.json");
    let people = [
        "adi:Adi Nugroho:Kepala Biro:administrator",
        "rina:Rina Kusuma:Penelaah:reviewer",
        "iman:Iman Prakoso:Ketua Divisi Hukum:issuer",
    ];
    let mut arguments = vec!["init", "--root-out", &root];
    for person in people {
        arguments.extend(["--person", person]);
    }
    let made = story.run("RI", &arguments)?;
    tell::line("KPU RI", &format!("makes the trust root {}…", head(word(&made["root"]))));
    let held = story.run("RI", &["whoami"])?;
    let without = list(&held).iter().filter(|one| !one["without"].is_null()).count();
    story.same("keys of KPU RI without a grant", &0, &without)?;
    for one in list(&held).iter().filter(|one| one["name"].is_string()) {
        let may: Vec<&str> = list(&one["capabilities"]).iter().map(word).collect();
        tell::detail(&format!("{}: {}", word(&one["name"]), may.join(", ")));
    }
    Ok(())
}

fn register_past(story: &mut Story) -> Result<(), Failed> {
    let from = story.put("169.json", sample::PAST)?;
    let draft = story.run("RI", &["--as", "iman", "determination", "draft", "--from", &from])?;
    let draft = word(&draft["draft"]).to_owned();
    story.refused("RI", &["determination", "issue", &draft], (1, "rules"))?;
    story.run("RI", &["determination", "register", &draft, "--yes"])?;
    let past = story.run("RI", &["determination", "show", "169/Kpts/KPU/TAHUN 2015"])?;
    story.same("it is registered from paper", &Value::Bool(true), &past["registered"])?;
    tell::line(
        "KPU RI",
        "registers Keputusan 169/2015 from paper: too incomplete to be issued today",
    );
    Ok(())
}

/// Sets an office up, and grants what it asks for unless its request is late.
fn join(story: &mut Story, newcomer: &Newcomer) -> Result<(), Failed> {
    let root = story.path("root.json");
    story.run(newcomer.folder, &["init", "--trust-root", &root, "--office", newcomer.office])?;
    let request = story.path(&format!("request-{}.json", newcomer.folder));
    let mut arguments = vec!["join", "--out", &request];
    for person in newcomer.people {
        arguments.extend(["--person", person]);
    }
    let asked = story.run(newcomer.folder, &arguments)?;
    let keys = list(&asked["keys"]).len();
    story.same("keys in the request", &(newcomer.people.len() + 1), &keys)?;
    if newcomer.folder == LATE {
        tell::line(
            newcomer.folder,
            &format!("{}: the request is still in the post", newcomer.name),
        );
        return Ok(());
    }
    let granted = story.run("RI", &["--as", "adi", "roster", "grant", &request])?;
    story.same("keys granted", &serde_json::json!(keys), &granted["granted"])?;
    tell::line(newcomer.folder, &format!("{}: {keys} keys granted", newcomer.name));
    Ok(())
}

/// Grants and the registered determination travel to each office as a file.
fn hand_out(story: &mut Story) -> Result<(), Failed> {
    for newcomer in NEWCOMERS.iter().filter(|one| one.folder != LATE) {
        let stick = story.path(&format!("to-{}.kecuali", newcomer.folder));
        story.run("RI", &["bundle", "export", &stick, "--to", newcomer.office])?;
        story.run(newcomer.folder, &["bundle", "import", &stick])?;
        let held = story.run(newcomer.folder, &["whoami"])?;
        let without = list(&held).iter().filter(|one| !one["without"].is_null()).count();
        story.same("keys without a grant", &0, &without)?;
        story.run(newcomer.folder, &["determination", "show", "169/Kpts/KPU/TAHUN 2015"])?;
    }
    tell::line("USB sticks", "carry the grants and Keputusan 169/2015 to all offices but 3671");
    Ok(())
}

fn head(text: &str) -> String {
    text.chars().take(12).collect()
}
