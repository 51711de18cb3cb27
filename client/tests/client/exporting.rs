//! What an office hands on: its register, and all evidence of one entry.

use std::{
    collections::BTreeMap,
    io::Read as _,
    path::Path,
    process::{Command, Output},
    sync::Arc,
};

use kecuali_client::office::{Name, input::Fields};
use kecuali_server::{
    clock::SystemClock,
    data::DataFolder,
    hub::{Hub, Start},
    press::Keep,
};
use serde_json::Value;

use crate::world::{NOON, World, complete, log_key};

/// Stands in another entry, and in its internal fields.
const CANARY: &str = "RAHASIA-LAIN";

/// The real program, in the folder of an office.
fn kecuali(world: &World, code: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kecuali"))
        .env_clear()
        .env("KECUALI_DATA", world.path(code))
        .env("KECUALI_TEST_TIME", NOON.to_string())
        .env("KECUALI_TEST_SEED", "1")
        .current_dir(world.path("."))
        .args(arguments)
        .output()
        .unwrap()
}

fn done(world: &World, arguments: &[&str]) -> String {
    let output = kecuali(world, "3604", arguments);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

/// An office with one entry that was determined, and a draft that nobody else may see.
fn determined() -> (World, Name) {
    let mut world = World::with("3604");
    world.issue();
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let names = [name.clone()];
    let item = world.office("3604").item("12/1").unwrap();
    world.office("3604").submit(None, &names, Some(item), None).unwrap();
    world.sync("3604");
    world.sync("RI");
    world.office("RI").determine(None, &names, None, None).unwrap();
    world.sync("RI");
    let mut other: Fields = complete(CANARY);
    other.push(("note".to_owned(), CANARY.to_owned()));
    world.office("3604").add_entries(None, &[other]).unwrap();
    world.sync("3604");
    (world, name)
}

fn read(world: &World, file: &str) -> Vec<u8> {
    std::fs::read(world.path(file)).unwrap()
}

/// The parts of a zip, by the directory at its end.
pub(crate) fn unzipped(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let number = |at: usize, bytes: usize| {
        zip[at..at + bytes].iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let end = zip.len() - 22;
    let mut at = number(end + 16, 4);
    let part = |_| {
        let (packed, name, local) = (number(at + 20, 4), number(at + 28, 2), number(at + 42, 4));
        let data = local + 30 + number(local + 26, 2) + number(local + 28, 2);
        let mut content = Vec::new();
        let packed = &zip[data..data + packed];
        flate2::read::DeflateDecoder::new(packed).read_to_end(&mut content).unwrap();
        let name = String::from_utf8(zip[at + 46..at + 46 + name].to_vec()).unwrap();
        at += 46 + name.len();
        (name, content)
    };
    (0..number(end + 10, 2)).map(part).collect()
}

#[test]
fn a_register_is_written_with_its_drafts_and_internal_fields_only_when_asked() {
    let (world, _) = determined();
    done(&world, &["export"]);
    let csv = String::from_utf8(read(&world, "register-3604.csv")).unwrap();
    assert_eq!(csv.lines().count(), 3);
    assert!(csv.contains("Ditetapkan") && csv.contains("Konsep"), "{csv}");
    let decided = csv.lines().find(|line| line.contains("12/2026 butir 1")).unwrap();
    assert!(decided.contains("12/2026 butir 1,2026-11-22,"), "number and day: {decided}");
    let as_of = csv.lines().skip(1).all(|line| line.contains(",2026-11-23"));
    assert!(csv.contains("Keadaan per tanggal") && as_of, "{csv}");
    assert!(!csv.contains("Subbagian SDM"), "{csv}");
    let metadata = read(&world, "register-3604.csv-metadata.json");
    let metadata: Value = serde_json::from_slice(&metadata).unwrap();
    let columns = metadata["tables"][0]["tableSchema"]["columns"].as_array().unwrap();
    assert_eq!(columns.len(), csv.lines().next().unwrap().split(',').count());

    done(&world, &["export", "--internal", "--format", "csv-excel", "--out", "all.csv"]);
    let all = String::from_utf8(read(&world, "all.csv")).unwrap();
    assert!(all.starts_with('\u{feff}') && all.contains("Subbagian SDM") && all.contains(CANARY));

    done(&world, &["export", "--format", "json", "--status", "determined", "--out", "one.json"]);
    let one: Value = serde_json::from_slice(&read(&world, "one.json")).unwrap();
    let entries = one.as_array().unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0]["fields"]["information"][0], "Rekam medis pegawai");
    assert!(entries[0]["fields"]["owning_unit"].is_null());
    done(&world, &["export", "--format", "ndjson", "--out", "all.ndjson"]);
    assert_eq!(String::from_utf8(read(&world, "all.ndjson")).unwrap().lines().count(), 2);

    done(&world, &["export", "--format", "xlsx", "--out", "a.xlsx"]);
    done(&world, &["export", "--format", "xlsx", "--out", "b.xlsx"]);
    assert_eq!(read(&world, "a.xlsx"), read(&world, "b.xlsx"));
    let parts = unzipped(&read(&world, "a.xlsx"));
    let sheet = String::from_utf8(parts["xl/worksheets/sheet1.xml"].clone()).unwrap();
    assert!(sheet.contains("Rekam medis pegawai") && !sheet.contains("Subbagian SDM"));
}

fn digit(digit: u8) -> char {
    char::from_digit(digit.into(), 16).unwrap()
}

/// What the page of the evidence says.
const ON_THE_PAGE: [&str; 7] = [
    "dicatat tanpa pindaian",
    "Rekam medis pegawai",
    "12/2026 butir 1",
    "Ajukan",
    "Tetapkan",
    "Subbagian SDM",
    "disetujui Pembina PPID, surat nomor 7/PPID/2026, tanggal 20 November 2026",
];

#[test]
fn evidence_is_verified_by_whoever_gets_it_and_holds_nothing_of_another_entry() {
    let (world, name) = determined();
    let handle = kecuali_domain::handle(&name.0, name.1);
    done(&world, &["export", "evidence", &handle, "--out", "bukti.zip"]);
    let zip = read(&world, "bukti.zip");
    let parts = unzipped(&zip);
    let names: Vec<&str> = parts.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "README.txt",
            "akar-kepercayaan.json",
            "baris.json",
            "bukti.json",
            "catatan.json",
            "entri.json",
            "index.html",
            "keputusan.json",
            "riwayat.json",
            "versi.json",
        ]
    );
    for (name, content) in &parts {
        let hex: String =
            CANARY.bytes().flat_map(|byte| [byte >> 4, byte & 15]).map(digit).collect();
        let text = String::from_utf8(content.clone()).unwrap();
        assert!(!text.contains(CANARY) && !text.contains(&hex), "{name}");
        std::fs::write(world.path(name), content).unwrap();
    }
    let page = String::from_utf8(parts["index.html"].clone()).unwrap();
    for wanted in ON_THE_PAGE {
        assert!(page.contains(wanted), "{wanted}");
    }
    assert!(!page.contains("Kode kantor") && !page.contains(">office<"), "a name is no code");
    assert!(!page.contains("Setujui\n"), "who copied a paper did not agree");

    // The commands of README.txt, by someone who has no office here.
    let root = ["--trust-root", "akar-kepercayaan.json"];
    let records =
        done(&world, &[&["--json", "verify", "records", "catatan.json"], &root[..]].concat());
    let records: Value = serde_json::from_str(&records).unwrap();
    let acts: Vec<&str> = records["records"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["act"].as_str())
        .collect();
    assert_eq!(acts, ["endorse", "endorse", "endorse", "submit", "determine"]);
    let row = done(&world, &[&["--json", "verify", "row", "bukti.json"], &root[..]].concat());
    let row: Value = serde_json::from_str(&row).unwrap();
    let shown: Value = serde_json::from_slice(&parts["baris.json"]).unwrap();
    assert_eq!(row["facts"], shown);

    let damaged = String::from_utf8(parts["catatan.json"].clone()).unwrap();
    let damaged = damaged.replacen("\"schema\":1", "\"schema\":2", 1);
    std::fs::write(world.path("catatan.json"), damaged).unwrap();
    let refused =
        kecuali(&world, "3604", &[&["verify", "records", "catatan.json"], &root[..]].concat());
    assert_eq!(refused.status.code(), Some(5));

    let again = kecuali(&world, "3604", &["export", "evidence", &handle, "--out", "bukti.zip"]);
    assert!(!again.status.success(), "evidence is not written over");
    done(&world, &["export", "evidence", &handle, "--out", "lagi.zip"]);
    assert_eq!(read(&world, "lagi.zip"), zip, "the same bytes");
}

#[test]
fn evidence_made_at_kpu_ri_has_the_test_of_the_item_and_an_office_s_has_not() {
    let (mut world, name) = determined();
    let mut sheet = |office: &str| {
        let path = world.path(&format!("bukti-{office}.zip"));
        world.office(office).export_evidence(&name, &path).unwrap();
        let mut parts = unzipped(&std::fs::read(path).unwrap());
        let told = String::from_utf8(parts["README.txt"].clone()).unwrap();
        let sheet = parts.remove("lembar-uji.html");
        assert_eq!(told.contains("lembar-uji.html"), sheet.is_some(), "{told}");
        sheet.map(|sheet| String::from_utf8(sheet).unwrap())
    };
    assert_eq!(sheet("3604"), None, "the draft is KPU RI's");
    let sheet = sheet("RI").unwrap();
    for wanted in ["LEMBAR PENGUJIAN", "DOKUMEN INTERNAL KPU", "Terbukanya rahasia pribadi"] {
        assert!(sheet.contains(wanted), "{wanted}: {sheet}");
    }
}

#[test]
fn evidence_of_a_draft_says_that_there_is_no_public_row_yet() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let handle = kecuali_domain::handle(&name.0, name.1);
    done(&world, &["export", "evidence", &handle]);
    let parts = unzipped(&read(&world, &format!("bukti-{handle}.zip")));
    assert!(!parts.contains_key("bukti.json") && !parts.contains_key("catatan.json"));
    let readme = String::from_utf8(parts["README.txt"].clone()).unwrap();
    assert!(!readme.contains("catatan.json") && readme.contains("belum terkirim"), "{readme}");
    let page = String::from_utf8(parts["index.html"].clone()).unwrap();
    assert!(page.contains("Bukti baris publik tidak disertakan"), "{page}");
    assert!(page.contains("<td>5 tahun</td>") && !page.contains("{&quot;limit"), "{page}");
    assert!(page.contains("persetujuan tertulis"), "what was chosen is named: {page}");
}

/// A server over what the world's server has, and the files it prints.
fn printed(world: &World, folder: &Path) -> std::path::PathBuf {
    let store = world.server.borrow().store();
    let root = root(world);
    let data = Some(DataFolder::new(folder));
    let clock = Arc::new(SystemClock);
    let start = Start { root, store, log_key: log_key(), epoch: [1; 8], clock, data };
    let (hub, _writer) = Hub::start(start).unwrap();
    hub.print(Keep::default()).unwrap();
    let mut editions = std::fs::read_dir(folder.join("public")).unwrap();
    editions.next().unwrap().unwrap().path()
}

fn root(world: &World) -> kecuali_trust::RootFile {
    let text = std::fs::read_to_string(world.path("3604").join("root.json")).unwrap();
    kecuali_trust::RootFile::read(text.trim()).unwrap()
}

#[test]
fn downloaded_files_are_verified_with_their_manifest_and_the_root_file() {
    let (world, name) = determined();
    let folder = tempfile::tempdir().unwrap();
    let edition = printed(&world, folder.path());
    let path = |name: &str| edition.join(name).display().to_string();
    let root = world.path("3604").join("root.json").display().to_string();
    let (manifest, files) = (path("manifest.json"), [path("daftar.csv"), path("daftar.json")]);
    let verify = [
        "--json",
        "verify",
        "files",
        &files[0],
        &files[1],
        "--manifest",
        &manifest,
        "--trust-root",
        &root,
    ];
    let verified: Value = serde_json::from_str(&done(&world, &verify)).unwrap();
    assert_eq!((&verified["rows"], &verified["files"][0]), (&2.into(), &"daftar.csv".into()));

    let list: Value = serde_json::from_slice(&std::fs::read(&files[1]).unwrap()).unwrap();
    let row = list.as_array().unwrap().iter().find(|row| row["kind"] == "office").unwrap();
    let handle = kecuali_domain::handle(&name.0, name.1);
    done(&world, &["export", "evidence", &handle, "--out", "bukti.zip"]);
    let shown = unzipped(&read(&world, "bukti.zip"));
    let shown: Value = serde_json::from_slice(&shown["baris.json"]).unwrap();
    for (name, value) in shown.as_object().unwrap() {
        assert_eq!(&row[name], value, "{name}: the evidence is of the row that is public");
    }

    let csv = std::fs::read_to_string(&files[0]).unwrap();
    std::fs::write(&files[0], csv.replacen("medis", "mesin", 1)).unwrap();
    let refused = kecuali(&world, "3604", &verify);
    assert_eq!(refused.status.code(), Some(5));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("daftar.csv"), "{said}");
}
