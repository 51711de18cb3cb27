//! Whether an installation is well: each thing that can be wrong is found.

use std::fs;

use kecuali_client::{
    error::OfficeError,
    office::{
        approval::Word,
        health::{Health, Light},
        sealed_key::Passphrase,
    },
};
use kecuali_domain::act::Position;
use kecuali_trust::{RootFile, SigningKey};
use serde_json::Value;

use crate::{
    desk::Desk,
    network::serve,
    serving::Pages,
    world::{World, complete, from_paper},
};

fn light(health: &Health, id: &str) -> Light {
    health.checks.iter().find(|check| check.id == id).unwrap().light
}

fn look(world: &mut World) -> Health {
    world.office("3604").health(None)
}

/// The lights of a doctor on the command line, by id, and how it ended.
fn doctor(desk: &mut Desk, more: &[&str]) -> (Vec<(String, String)>, String) {
    let said = desk.run("3604", &[&["--json", "doctor"][..], more].concat());
    let (exit, rest) = said.split_once('\n').unwrap();
    let json: Value = serde_json::from_str(rest.split("--\n").next().unwrap()).unwrap();
    let text = |check: &Value, name: &str| check[name].as_str().unwrap().to_owned();
    let checks = json["checks"].as_array().unwrap().iter();
    (checks.map(|check| (text(check, "id"), text(check, "light"))).collect(), exit.to_owned())
}

fn of<'a>(checks: &'a [(String, String)], id: &str) -> &'a str {
    &checks.iter().find(|(known, _)| known == id).unwrap().1
}

#[test]
fn an_office_that_is_looked_after_is_green_all_over() {
    let mut world = World::with("3604");
    for key in ["siti", "budi"] {
        let phrase = Passphrase::new("kuda nil makan awan");
        world.office("3604").seal_key(key, &phrase).unwrap();
    }
    let copy = world.path("copy");
    assert_eq!(light(&look(&mut world), "backup"), Light::Yellow, "never yet");
    world.office("3604").backup(&copy).unwrap();
    let health = look(&mut world);
    // The disk of the machine that runs this test is as full and as slow as it is.
    let rest = health.checks.iter().filter(|check| !["disk", "writing"].contains(&check.id));
    let wrong: Vec<_> = rest.filter(|check| check.light != Light::Green).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn what_waits_and_what_is_open_is_yellow() {
    let mut world = World::new();
    world.arrive("3604");
    world.draft("3604");
    let health = look(&mut world);
    for id in ["sealed", "grants", "backup", "sync", "waiting"] {
        assert_eq!(light(&health, id), Light::Yellow, "{id}");
    }
    world.admit("3604");
    let health = look(&mut world);
    for id in ["grants", "sync"] {
        assert_eq!(light(&health, id), Light::Green, "{id}");
    }
}

#[test]
fn a_clock_that_is_behind_the_log_is_yellow() {
    let mut world = World::with("3604");
    assert_eq!(light(&look(&mut world), "clock"), Light::Green);
    world.server.borrow_mut().begin("2026-11-24");
    world.try_sync("3604");
    assert_eq!(light(&look(&mut world), "clock"), Light::Yellow);
}

#[test]
fn a_key_file_that_is_gone_or_damaged_keeps_nobody_else_from_anything() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let path = world.path("3604").join("keys/budi.key");
    for broken in [Some("KECUALI-SECRET-1 rusak"), None] {
        match broken {
            Some(broken) => fs::write(&path, broken).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        let office = world.office("3604");
        let keys: Vec<_> = office.whoami().unwrap().into_iter().map(|held| held.key).collect();
        assert_eq!(keys, ["installation", "siti"]);
        assert_eq!(office.broken_keys(), ["budi"]);
        assert_eq!(office.staff().unwrap().len(), 1);
        assert!(office.history(&name).unwrap()[0].by.starts_with("SITI"));
        assert!(office.comments(&name).unwrap().is_empty());
        office.add_entries(None, &[complete("Berkas lain")]).unwrap();
        office.agenda(None, 5).unwrap();
        office.overview().unwrap();
        office.seal().unwrap();
        let yes = Word { recorded: None, ..from_paper(Position::PpidSuperior) };
        let named = office.give_word(None, std::slice::from_ref(&name), &yes).unwrap_err();
        assert!(!matches!(named, OfficeError::NoKey(_)), "what is wrong is told: {named:?}");
    }
    world.sync("3604");
    let mut desk = Desk::with_office();
    fs::remove_file(desk.path().join("3604/keys/siti.key")).unwrap();
    let said = desk.run("3604", &["whoami"]);
    assert!(said.starts_with("exit 0") && said.contains("hilang atau rusak: siti"), "{said}");
}

#[test]
fn a_key_file_that_is_gone_or_damaged_is_red_and_stops_nothing_else() {
    let mut world = World::with("3604");
    assert_eq!(light(&look(&mut world), "keys"), Light::Green);
    let keys = world.path("3604").join("keys");
    for name in ["siti.key", "installation.key", "bundle.age"] {
        let path = keys.join(name);
        let text = fs::read_to_string(&path).unwrap();
        for broken in [None, Some("KECUALI-SECRET-1 rusak")] {
            match broken {
                Some(broken) => fs::write(&path, broken).unwrap(),
                None => fs::remove_file(&path).unwrap(),
            }
            assert_eq!(light(&look(&mut world), "keys"), Light::Red, "{name} {broken:?}");
        }
        fs::write(&path, text).unwrap();
    }
    assert_eq!(light(&look(&mut world), "keys"), Light::Green);
}

#[test]
fn a_store_that_is_damaged_newer_or_gone_is_red_and_the_rest_is_looked_at_all_the_same() {
    let mut desk = Desk::with_office();
    desk.done("3604", &["entry", "add", "--set", "information=Rekam medis"]);
    // A copy has everything in one file, and nothing in a log beside it.
    desk.done("3604", &["backup", "copy"]);
    fs::remove_dir_all(desk.path().join("3604")).unwrap();
    desk.done("3604", &["restore", "copy"]);
    let path = desk.path().join("3604/store.sqlite");
    let whole = fs::read(&path).unwrap();
    let put = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        for beside in ["sqlite-wal", "sqlite-shm"] {
            drop(fs::remove_file(path.with_extension(beside)));
        }
    };
    let (checks, exit) = doctor(&mut desk, &[]);
    assert_eq!((of(&checks, "store"), exit.as_str()), ("green", "exit 0"));

    put(&whole[..whole.len() / 2]);
    let (checks, exit) = doctor(&mut desk, &[]);
    assert_eq!((of(&checks, "store"), exit.as_str()), ("red", "exit 1"));

    // SQLite keeps the version of a schema at byte 60.
    let newer = [&whole[..60], &99_u32.to_be_bytes()[..], &whole[64..]].concat();
    put(&newer);
    let said = desk.run("3604", &["doctor"]);
    assert!(said.starts_with("exit 1\n") && said.contains("[store_newer]"), "{said}");
    assert!(said.contains("hijau  Izin berkas"), "{said}");

    put(b"");
    let said = desk.run("3604", &["doctor"]);
    assert!(said.contains("[store_missing]") && said.contains("--keys-only"), "{said}");
}

#[test]
fn the_port_of_the_pages_is_free_theirs_or_taken() {
    let mut desk = Desk::with_office();
    let says = |desk: &mut Desk, light: &str, sentence: &str| {
        let said = desk.run("3604", &["doctor"]);
        let line = said.lines().find(|line| line.contains(" Port halaman ")).unwrap();
        assert!(line.starts_with(light) && line.contains(sentence), "{line}");
        said
    };
    says(&mut desk, "hijau", "belum pernah dibuka");
    let pages = Pages::open(&mut desk, "3604", &["--no-sync"]);
    let port = pages.port();
    says(&mut desk, "hijau", &format!("sedang dilayani di port {port}"));
    assert!(pages.end());
    says(&mut desk, "hijau", &format!("Port {port} bebas"));
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port();
    fs::write(desk.path().join("3604/pages.port"), format!("{port}\n")).unwrap();
    let said = says(&mut desk, "kuning", &format!("Port {port} yang biasa dipakai halaman"));
    assert!(said.contains("petunjuk: Port halaman: Tidak ada yang hilang"), "{said}");
    let mut again = Pages::open(&mut desk, "3604", &["--no-sync"]);
    assert_ne!(again.port(), port);
    says(&mut desk, "hijau", &format!("sedang dilayani di port {}", again.port()));
    again.kill();
    says(&mut desk, "hijau", "bebas");
}

/// A disk that is full, a file that another program holds: what is tried out fails half-way.
#[cfg(unix)]
#[test]
fn a_folder_that_takes_no_bytes_is_red_and_keeps_nothing_of_the_try() {
    let mut desk = Desk::with_office();
    let names = |desk: &Desk| {
        let entries = fs::read_dir(desk.path().join("3604")).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    };
    let before = names(&desk);
    let (checks, exit) = doctor(&mut desk, &[]);
    assert_ne!((of(&checks, "writing"), exit.as_str()), ("red", "exit 1"));
    assert_eq!(names(&desk), before);

    // The shell takes every byte from files that its child writes; the name of one is still made.
    let program = env!("CARGO_BIN_EXE_kecuali");
    let script = format!("trap '' XFSZ; ulimit -f 0; exec '{program}' --json doctor");
    let ended = std::process::Command::new("sh")
        .args(["-c", &script])
        .env("KECUALI_DATA", desk.path().join("3604"))
        .output()
        .unwrap();
    let json: Value = serde_json::from_slice(&ended.stdout).unwrap();
    let writing = json["checks"].as_array().unwrap().iter().find(|one| one["id"] == "writing");
    assert_eq!((&writing.unwrap()["light"], ended.status.code()), (&"red".into(), Some(1)));
    let left: Vec<_> = names(&desk).into_iter().filter(|name| name.contains("probe")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn the_server_is_asked_only_when_it_is_said() {
    let mut desk = Desk::with_office();
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let address = format!("http://{nobody}");
    assert!(desk.run("3604", &["sync", "--server", &address]).contains("[offline]"));
    let (checks, exit) = doctor(&mut desk, &[]);
    assert!(checks.iter().all(|(id, _)| id != "server") && exit == "exit 0");
    let (checks, exit) = doctor(&mut desk, &["--online"]);
    assert_eq!((of(&checks, "server"), exit.as_str()), ("red", "exit 1"));

    let root = fs::read_to_string(desk.path().join("root.json")).unwrap();
    let log_key = SigningKey::from_bytes(&[77; 32]);
    let (_hub, server) = serve(RootFile::read(&root).unwrap(), log_key);
    let address = format!("http://{server}");
    drop(desk.run("3604", &["sync", "--server", &address]));
    let installation = desk.path().join("3604/installation.json");
    let text = fs::read_to_string(&installation).unwrap();
    fs::write(&installation, text.replace(&format!("http://{nobody}"), &address)).unwrap();
    let said = desk.run("3604", &["doctor", "--online"]);
    assert!(said.contains("hijau   Server") && said.contains("Selisih dengan server"), "{said}");
}

#[test]
fn nothing_secret_is_in_it() {
    let mut desk = Desk::with_office();
    let all = [desk.run("3604", &["--json", "doctor"]), desk.run("3604", &["doctor"])].concat();
    for entry in fs::read_dir(desk.path().join("3604/keys")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for word in text.split_whitespace().filter(|word| word.len() > 30) {
            assert!(!all.contains(word));
        }
    }
    assert!(!all.contains("Siti"), "names of people are nobody's business");
    for line in [
        "kuning  Segel kunci         Tanpa frasa sandi: siti.",
        "petunjuk: Segel kunci: Segel setiap kunci: `kecuali key seal KUNCI`.",
        "kuning  Cadangan            Belum pernah disalin.",
    ] {
        assert!(all.contains(line), "{line} in {all}");
    }
}
