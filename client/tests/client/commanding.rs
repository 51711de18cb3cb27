//! What only pages showed once, as commands: other offices, contests, what waits, the procedure.

use kecuali_client::office::Office;
use kecuali_domain::handle;

use crate::{
    desk::Desk,
    world::{World, machine},
};

/// A command over the folder of an office of a world.
fn run(world: &World, office: &str, arguments: &[&str]) -> String {
    Desk::new().run(world.path(office).to_str().unwrap(), arguments)
}

/// Its data, read as JSON.
fn json(world: &World, office: &str, arguments: &[&str]) -> serde_json::Value {
    let said = run(world, office, &[&["--json"], arguments].concat());
    let (_, rest) = said.split_once('\n').unwrap();
    serde_json::from_str(rest.split_once("--\n").unwrap().0).unwrap()
}

/// An entry of 3604 that was submitted under 12/2026.
fn submitted(world: &mut World) -> String {
    world.issue();
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let item = world.office("3604").item("12/1").unwrap();
    world.office("3604").submit(None, std::slice::from_ref(&name), Some(item), None).unwrap();
    world.sync("3604");
    world.sync("RI");
    handle(&name.0, name.1)
}

#[test]
fn the_offices_below_are_listed_with_how_far_they_have_come() {
    let mut world = World::with("3604");
    let name = submitted(&mut world);
    let silent = json(&world, "RI", &["office", "list", "--only", "silent"]);
    let all = json(&world, "RI", &["office", "list"]);
    assert_eq!(all.as_array().unwrap().len(), silent.as_array().unwrap().len() + 1);
    let waiting = json(&world, "RI", &["office", "list", "--only", "waiting"]);
    assert_eq!((waiting.as_array().unwrap().len(), &waiting[0]["office"]), (1, &"3604".into()));
    assert_eq!((&waiting[0]["waiting"], &waiting[0]["total"]), (&1.into(), &1.into()), "{name}");
    let found = run(&world, "RI", &["office", "list", "--province", "36", "--search", "serang"]);
    assert!(found.contains("3604  ") && !found.contains("3673  KPU Kota Tangerang"), "{found}");
    assert!(found.contains(" kantor; ") && found.contains(" belum mengirim"), "{found}");

    let one = run(&world, "RI", &["office", "show", "36.04"]);
    assert!(one.contains("KPU Kabupaten Serang") && one.contains("PPID"), "{one}");
    let siti = json(&world, "RI", &["office", "show", "3604"])["keys"].clone();
    let siti = siti.as_array().unwrap().iter().find(|key| key["position"] == "PPID").unwrap();
    let key = siti["key"].as_str().unwrap();
    let end = ["roster", "revoke", key, "--left", "--until", "2026-11-30", "--yes"];
    assert!(run(&world, "RI", &end).starts_with("exit 0"));
    let one = run(&world, "RI", &["office", "show", "3604"]);
    assert!(one.contains("diakhiri; pekerjaan lama diterima s.d. 30 November 2026"), "{one}");
    let own = run(&world, "3604", &["office", "show"]);
    assert!(own.starts_with("exit 0\n3604  "), "{own}");
    assert!(run(&world, "3604", &["office", "show", "36.73"]).starts_with("exit 2"));
}

#[test]
fn an_office_is_found_before_there_is_a_folder() {
    let mut desk = Desk::new();
    let said = desk.done("nowhere", &["office", "find", "kabupaten", "serang"]);
    assert!(said.starts_with("3604  36.04  KPU Kabupaten Serang"), "{said}");
    assert_eq!(desk.done("nowhere", &["office", "find", "36.04", "--plain"]).lines().count(), 1);
}

#[test]
fn decisions_unseen_of_each_other_are_listed_and_shown_side_by_side() {
    let mut world = World::with("3604");
    let empty = run(&world, "RI", &["contest", "list"]);
    assert!(empty.starts_with("exit 0") && empty.contains("Tidak ada keputusan"), "{empty}");
    let name = submitted(&mut world);
    let found = world.office("RI").find(&name, kecuali_domain::Kind::Entry).unwrap();
    let (one, copy) = ([found], world.path("copy"));
    world.office("RI").backup(&copy).unwrap();
    world.office("RI").send_back(Some("rina"), &one, "Uraian kurang jelas").unwrap();
    world.sync("RI");
    world.replace("RI", Office::open(&copy, Box::new(machine("copy"))).unwrap());
    world.office("RI").determine(None, &one, None, None).unwrap();
    world.sync("RI");

    let listed = run(&world, "copy", &["contest", "list"]);
    assert!(listed.starts_with("exit 4\n") && listed.contains(&name), "{listed}");
    assert!(listed.contains("`kecuali review determine`"), "{listed}");
    let shown = run(&world, "copy", &["contest", "show", &name]);
    for text in ["Uraian kurang jelas", "Rekam medis pegawai", "penerapan 12/2026 butir 1"] {
        assert!(shown.contains(text), "{text}: {shown}");
    }
    let lines = run(&world, "copy", &["contest", "list", "--plain"]);
    assert!(lines.contains(&format!("\n{name}\tcontesting\t")), "{lines}");
}

#[test]
fn what_comes_again_is_shown_with_why_it_came_back() {
    let mut world = World::with("3604");
    let name = submitted(&mut world);
    let one = [world.office("RI").find(&name, kecuali_domain::Kind::Entry).unwrap()];
    world.office("RI").send_back(Some("rina"), &one, "Uraian kurang jelas").unwrap();
    world.sync("RI");
    world.sync("3604");
    let item = world.office("3604").item("12/1").unwrap();
    world.office("3604").submit(None, &one, Some(item), None).unwrap();
    world.sync("3604");
    world.sync("RI");
    let shown = run(&world, "RI", &["review", "show", &name]);
    for text in ["! Diajukan lagi tanpa perubahan isi sejak dikembalikan:", "Uraian kurang jelas"] {
        assert!(shown.contains(text), "{text}: {shown}");
    }
    let shown = json(&world, "RI", &["review", "show", &name]);
    assert_eq!(shown["again"]["is_unchanged"], true, "{shown}");
}

#[test]
fn what_waits_is_told_to_whom_it_waits_for() {
    let mut world = World::with("3604");
    let name = submitted(&mut world);
    let rina = run(&world, "RI", &["--as", "rina", "agenda"]);
    assert!(rina.contains("Menunggu diperiksa dan diputuskan (1):"), "{rina}");
    assert!(rina.contains(&name), "{rina}");
    let lines = run(&world, "RI", &["--as", "rina", "agenda", "--plain"]);
    assert!(lines.contains(&format!("\ndecide\t{name}\t")), "{lines}");
    let other = run(&world, "RI", &["--as", "rina", "agenda", "--task", "mend"]);
    assert!(other.contains("Tidak ada yang menunggu."), "{other}");
}

#[test]
fn the_procedure_is_walked_by_its_steps_and_paper_is_recorded_for_all_positions_at_once() {
    let mut world = World::with("3604");
    let handles = [(); 3].map(|()| {
        let (scope, id) = world.draft("3604");
        handle(&scope, id)
    });
    let bare =
        run(&world, "3604", &["--as", "siti", "entry", "add", "--set", "information=Kosong"]);
    let bare = bare.lines().nth(1).unwrap().to_owned();
    let asked = run(&world, "3604", &["approval", "list", "--stage", "ask"]);
    assert!(asked.contains("Minta persetujuan (4)"), "{asked}");
    assert!(asked.contains("`kecuali print approval`"), "{asked}");
    let shown = run(&world, "3604", &["approval", "show", &bare]);
    assert!(shown.contains("versi 1 (") && shown.contains("! R06 description"), "{shown}");

    let paper = ["--recorded", "--letter", "7/2026", "--day", "2026-11-20"];
    let all =
        ["--position", "patron", "--position", "advisory_team", "--position", "ppid_superior"];
    let record = |more: &[&str]| {
        let endorse = ["--as", "siti", "endorse", "--all-with", "draft"];
        run(&world, "3604", &[&endorse, &paper[..], &all, more].concat())
    };
    assert!(record(&["--dry-run"]).contains("[rules]"), "one of them stands in the way of all");
    let look = record(&["--fitting", "--dry-run"]);
    assert!(look.starts_with("exit 0") && look.contains("Tidak diikutkan: 1 entri"), "{look}");
    let (kept, left_out) = look.split_once("--\n").unwrap();
    assert!(handles.iter().all(|one| kept.contains(one)) && left_out.contains(&bare), "{look}");
    let seen = look.split("--seen ").nth(1).unwrap().split(['`', ' ', '.', '\n']).next().unwrap();
    let done = record(&["--fitting", "--seen", seen]);
    assert!(done.starts_with("exit 0"), "{done}");
    let staged = run(&world, "3604", &["approval", "list", "--plain"]);
    assert_eq!(staged.matches("submit\t3604-").count(), 3, "{staged}");
    assert_eq!(staged.matches("ask\t3604-").count(), 1, "{staged}");
    let shown = run(&world, "3604", &["approval", "show", &handles[0]]);
    assert_eq!(shown.matches(": setuju").count(), 3, "{shown}");

    let own = ["--as", "siti", "endorse", &bare, "--position", "patron", "--position"];
    let own = run(&world, "3604", &[&own[..], &["ppid_superior"]].concat());
    assert!(own.starts_with("exit 2") && own.contains("hanya dari kertas"), "{own}");
    let none = ["--as", "siti", "endorse", &bare, "--fitting"];
    let none = run(&world, "3604", &[&none[..], &paper, &["--position", "patron"]].concat());
    assert!(none.starts_with("exit 2") && none.contains("Tidak satu pun"), "{none}");
}

#[test]
fn the_queue_is_parted_as_the_page_parts_it() {
    let mut world = World::with("3604");
    let name = submitted(&mut world);
    for (part, is_there) in [
        (&[][..], true),
        (&["--office", "3604", "--province", "36", "--letter", "H", "--kind", "applies"], true),
        (&["--office", "3319"], false),
        (&["--province", "33"], false),
        (&["--letter", "a"], false),
        (&["--kind", "new"], false),
        (&["--age", "1"], false),
        (&["--batch", "lain"], false),
    ] {
        let listed = run(&world, "RI", &[&["review", "list", "--plain"], part].concat());
        let found = listed.contains(&format!("\n{name}\t3604\t2026-11-23\t0\tat_national\t"));
        assert_eq!(found, is_there, "{part:?}: {listed}");
    }
    let alike = run(&world, "RI", &["entry", "alike", &name]);
    assert!(alike.contains("12/2026 butir 1") && alike.contains("butir berlaku"), "{alike}");
    let draft =
        run(&world, "RI", &["--as", "iman", "determination", "draft", "--from-entry", &name]);
    let draft = draft.lines().nth(1).unwrap();
    let draft = run(&world, "RI", &["determination", "show", draft]);
    assert!(draft.contains("Rekam medis pegawai"), "{draft}");
    let twice = ["determination", "draft", "--from-entry", &name, "--from-entry", &name];
    let twice = run(&world, "RI", &[&["--as", "iman"], &twice[..]].concat());
    let (mut office, twice) = (world.second("RI"), twice.lines().nth(1).unwrap());
    let twice = office.find(twice, kecuali_domain::Kind::DraftDetermination).unwrap();
    let twice = office.content(&twice).unwrap();
    let is_item = |item: u32| twice.has(&format!("item/{item}/information"));
    assert!(is_item(1) && !is_item(2), "one name is one item: {twice:?}");
}

#[test]
fn of_a_request_the_keys_that_were_named_are_granted_and_no_other() {
    let mut desk = Desk::with_office();
    let asked = std::fs::read_to_string(desk.path().join("join.json")).unwrap();
    let asked: serde_json::Value = serde_json::from_str(&asked).unwrap();
    let keys = asked["keys"].as_array().unwrap();
    let key = keys[0]["key"].as_str().unwrap();
    let other = "7".repeat(64);
    let none = desk.run("RI", &["roster", "grant", "join.json", "--only", &other]);
    assert!(none.starts_with("exit 2") && none.contains("[not_found]"), "{none}");
    let one = desk.done("RI", &["--json", "roster", "grant", "join.json", "--only", key]);
    assert!(one.contains("\"granted\": 1") && keys.len() == 2, "{one}");
}

#[test]
fn a_lost_key_is_cut_where_the_logs_end_here() {
    let mut world = World::with("3604");
    submitted(&mut world);
    let held = world.office("RI").whoami().unwrap();
    let iman = held.iter().find(|held| held.key == "iman").unwrap().public_key.to_string();
    for mixed in ["--left", "--cut"] {
        let revoke = ["roster", "revoke", &iman, "--lost", "--cut-here", mixed, "national=a"];
        assert!(run(&world, "RI", &revoke).starts_with("exit 2"), "{mixed}");
    }
    let said = run(&world, "RI", &["roster", "revoke", &iman, "--lost", "--cut-here", "--yes"]);
    assert!(said.starts_with("exit 0"), "{said}");
    let decisions = run(&world, "RI", &["determination", "list", "--plain"]);
    assert!(decisions.contains("\n12/2026\t2026-11-22\t"), "what it signed before stands");
}

#[test]
fn what_waits_to_be_sent_is_shown_and_the_server_is_set_without_a_word_to_it() {
    let mut desk = Desk::with_office();
    desk.done("3604", &["entry", "add", "--set", "information=Rekam medis"]);
    let waits = desk.done("3604", &["sync", "--dry-run"]);
    assert!(waits.contains("3604-") && waits.contains("menunggu wewenang"), "{waits}");
    assert!(desk.done("3604", &["server", "show"]).contains("belum diketahui"));
    assert!(desk.run("3604", &["server", "set", "ftp://x"]).starts_with("exit 2"));
    desk.done("3604", &["server", "set", "dik.example.go.id"]);
    assert_eq!(desk.done("3604", &["server", "show"]), "Server: https://dik.example.go.id");
    desk.done("3604", &["server", "forget"]);
    assert!(desk.run("3604", &["sync"]).contains("[no_server]"));
}

#[test]
fn a_list_is_looked_at_before_it_is_added_and_offices_before_they_are_invited() {
    let mut desk = Desk::with_office();
    let list = r#"[{"information": "Satu"}, {"information": "Dua"}]"#;
    std::fs::write(desk.path().join("list.json"), list).unwrap();
    let look = desk.done("3604", &["entry", "add", "--from", "list.json", "--dry-run"]);
    assert!(look.starts_with("2 entri akan ditambahkan"), "{look}");
    assert_eq!(desk.done("3604", &["entry", "list"]), "");
    std::fs::write(desk.path().join("empty.json"), r#"[{"information": "A"}, {}]"#).unwrap();
    let look = desk.run("3604", &["entry", "add", "--from", "empty.json", "--dry-run"]);
    assert!(look.starts_with("exit 2"), "what could not be added is said: {look}");
    let look = desk.done("RI", &["roster", "invite", "36.04", "--out", "surat", "--dry-run"]);
    assert!(look.contains("3604") && !desk.path().join("surat").exists(), "{look}");
    assert_eq!(desk.done("RI", &["roster", "invitations", "--plain"]), "");
}

#[test]
fn a_trust_root_is_looked_at_before_it_is_trusted_and_handed_on_afterwards() {
    let mut desk = Desk::with_office();
    let look = desk.done("nowhere", &["root", "check", "root.json"]);
    assert!(look.contains("Sidik akar") && look.contains("Versi 1"), "{look}");
    let own = desk.done("3604", &["root", "show", "--out", "next.json"]);
    assert!(own.starts_with(&look), "{own}");
    let [one, other] = ["root.json", "next.json"].map(|file| desk.path().join(file));
    let read = |path| std::fs::read_to_string(path).unwrap().trim_end().to_owned();
    assert_eq!(read(one), read(other));
    assert!(desk.run("3604", &["root", "show", "--out", "next.json"]).contains("[file_exists]"));
}
