//! The first start: from an empty folder to a draft, in pages alone.

use std::path::Path;

use axum::{body::Body, http::StatusCode};
use kecuali_client::office::{Office, role::Role, sealed_key::Passphrase};
use kecuali_trust::fingerprint_words;

use super::browser::{Browser, Page};
use crate::world::{World, machine};

/// Sends a form of a page with files in it.
pub(super) fn send_files(
    browser: &mut Browser,
    page: &Page,
    action: &str,
    fields: &[(&str, &str)],
    file: (&str, &str, &[u8]),
) -> Page {
    const LINE: &str = "------------------------kecuali";
    let mut all = page.form(action);
    let (field, name, bytes) = file;
    all.remove(field);
    for (name, value) in fields {
        all.insert((*name).to_owned(), (*value).to_owned());
    }
    let token = all.remove("csrf").expect("every form carries the token");
    let mut body = Vec::new();
    let mut part = |name: &str, value: &str| {
        let text = format!(
            "--{LINE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend(text.into_bytes());
    };
    part("csrf", &token);
    for (name, value) in &all {
        part(name, value);
    }
    let head = format!(
        "--{LINE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    body.extend(head.into_bytes());
    body.extend(bytes);
    body.extend(format!("\r\n--{LINE}--\r\n").into_bytes());
    let request = browser
        .request("POST", action)
        .header("origin", "http://127.0.0.1:4321")
        .header("content-type", format!("multipart/form-data; boundary={LINE}"))
        .body(Body::from(body))
        .unwrap();
    browser.ask(request)
}

fn opened(folder: &Path) -> Office {
    Office::open(folder, Box::new(machine("looks"))).unwrap()
}

/// From the first page to an office that is set up under a root.
fn set_up(browser: &mut Browser, root: &str) -> Page {
    let page = browser.get("/mulai?cari=serang");
    assert!(page.body.contains("href=\"/mulai/kantor/3604\""), "{}", page.body);
    let page = browser.get("/mulai/kantor/3604");
    let file = ("akar", "akar-kpu.json", root.as_bytes());
    let action = "/mulai/kantor/3604/periksa";
    let page = send_files(browser, &page, action, &[("server", "kecuali.example")], file);
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(page.form("/mulai/siapkan")["server"], "https://kecuali.example");
    browser.send_form(&page, "/mulai/siapkan", &[])
}

const SITI: &[(&str, &str)] =
    &[("nama", "Siti Aminah"), ("jabatan", "PPID"), ("peran", "ppid"), ("sebagai", "")];

#[test]
fn whoever_never_saw_it_drafts_after_three_steps() {
    let mut world = World::new();
    let root = world.office("RI").root_text();
    let spoken = world.office("RI").root().unwrap().fingerprint;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data");
    let mut browser = Browser::open(&path);
    assert_eq!(browser.get("/").leads_to(), "/mulai", "an empty folder begins at the beginning");

    let page = browser.get("/mulai/kantor/3604");
    let file = ("akar", "akar-kpu.json", root.as_bytes());
    let page = send_files(&mut browser, &page, "/mulai/kantor/3604/periksa", &[], file);
    assert!(page.says(&spoken), "the fingerprint is compared before the root is believed");
    assert!(!path.join("installation.json").exists(), "nothing is set up before the yes");

    assert_eq!(set_up(&mut browser, &root).leads_to(), "/mulai/orang");
    let page = browser.send("/mulai/orang", "/mulai/orang", SITI);
    assert_eq!(page.leads_to(), "/mulai/orang", "{}", page.body);
    assert!(browser.get("/mulai/orang").says("Siti Aminah"));
    let page = browser.get("/mulai/selesai");
    let office = opened(&path);
    for key in office.whoami().unwrap() {
        assert!(page.says(&key.fingerprint), "{}", key.fingerprint);
    }
    let fields = [("information", "Rekam medis pegawai")];
    let page = browser.send("/entri/baru", "/entri/baru/ubah", &fields);
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert_eq!(opened(&path).entries().unwrap().len(), 1);
    assert_eq!(browser.get("/mulai").leads_to(), "/", "it is begun once");
}

#[test]
fn the_request_that_is_downloaded_is_the_one_that_kpu_ri_grants() {
    let mut world = World::new();
    let root = world.office("RI").root_text();
    let folder = tempfile::tempdir().unwrap();
    let mut browser = Browser::open(folder.path());
    set_up(&mut browser, &root);
    browser.send("/mulai/orang", "/mulai/orang", SITI);
    let page = browser.get("/orang/permohonan");
    let named = page.headers["content-disposition"].to_str().unwrap();
    assert_eq!(named, "attachment; filename=\"permohonan-3604.json\"");
    let request = kecuali_client::office::people::JoinRequest::read(&page.body).unwrap();
    assert_eq!(world.office("RI").grant_request(None, &request, None).unwrap(), 2);
}

#[test]
fn the_code_of_a_letter_stands_for_the_fingerprints() {
    let mut world = World::new();
    let root = world.office("RI").root_text();
    let (office, until) = ("3604".parse().unwrap(), "2026-12-23".parse().unwrap());
    let code = world.office("RI").invite(None, &[office], until).unwrap()[0].code.grouped();
    let folder = tempfile::tempdir().unwrap();
    let mut browser = Browser::open(folder.path());
    set_up(&mut browser, &root);
    browser.send("/mulai/orang", "/mulai/orang", SITI);
    let page = browser.send("/mulai/selesai", "/orang/permohonan", &[("kode", "bukan")]);
    assert!(page.says("bukan kode satu kali") && page.says("Langkah berikutnya"), "{}", page.body);
    assert_eq!(page.form("/orang/permohonan")["kode"], "bukan", "what was typed stays");
    let page = browser.send("/orang", "/orang/permohonan", &[("kode", "lain")]);
    assert!(page.says("bukan kode satu kali") && page.says("Orang dan kunci"), "{}", page.body);
    assert_eq!(page.form("/orang/permohonan")["kode"], "lain");
    let page = browser.send("/mulai/selesai", "/orang/permohonan", &[("kode", &code)]);
    let request = kecuali_client::office::people::JoinRequest::read(&page.body).unwrap();
    let proven = world.office("RI").proven(&request).unwrap();
    assert_eq!(proven, kecuali_client::office::invitation::Proven::Verified);
}

#[test]
fn what_is_no_root_is_told_and_nothing_is_set_up() {
    let folder = tempfile::tempdir().unwrap();
    let mut browser = Browser::open(folder.path());
    let page = browser.get("/mulai/kantor/3604");
    let action = "/mulai/kantor/3604/periksa";
    for bytes in [&b"{}"[..], b"\xff\xfe", b"", b"[1,2"] {
        let page = send_files(&mut browser, &page, action, &[], ("akar", "x.json", bytes));
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.says("bukan berkas akar kepercayaan"), "{}", page.body);
    }
    let page = browser.send_form(&page, action, &[]);
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "a form without its file is none");
    assert_eq!(browser.get("/mulai/kantor/RI").status, StatusCode::NOT_FOUND);
    assert!(!folder.path().join("installation.json").exists());
}

#[test]
fn someone_without_a_name_a_task_or_a_position_is_asked_again() {
    let mut world = World::new();
    let root = world.office("RI").root_text();
    let folder = tempfile::tempdir().unwrap();
    let mut browser = Browser::open(folder.path());
    set_up(&mut browser, &root);
    for (wrong, says) in [
        (vec![("nama", ""), ("jabatan", "PPID"), ("peran", "ppid")], "Isilah namanya."),
        (vec![("nama", "Siti"), ("jabatan", "PPID"), ("peran", "")], "Pilihlah tugasnya."),
        (
            vec![
                ("nama", "Siti"),
                ("jabatan", "Sekretaris"),
                ("peran", "endorser"),
                ("sebagai", ""),
            ],
            "untuk jabatan apa",
        ),
        (
            vec![
                ("nama", "Siti"),
                ("jabatan", "PPID"),
                ("peran", "ppid"),
                ("sandi", "satu dua tiga"),
            ],
            "tidak sama",
        ),
    ] {
        let page = browser.send("/mulai/orang", "/mulai/orang", &wrong);
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.says("Belum ditambahkan.") && page.says(says), "{says}: {}", page.body);
        assert_eq!(page.form("/mulai/orang")["jabatan"], wrong[1].1, "nothing is typed again");
        assert!(!page.body.contains("satu dua tiga"), "a passphrase never comes back");
    }
    assert!(opened(folder.path()).people().is_empty());
}

#[test]
fn kpu_ri_begins_with_a_root_that_others_take_over() {
    let folder = tempfile::tempdir().unwrap();
    let mut browser = Browser::open(folder.path());
    let sandi = "kuda nil makan awan";
    let adi =
        [("nama", "Adi"), ("jabatan", "Kepala Biro"), ("sandi", sandi), ("sandi_lagi", sandi)];
    let weak = [
        ("nama", "Adi"),
        ("jabatan", "Kepala Biro"),
        ("sandi", "kpu2029"),
        ("sandi_lagi", "kpu2029"),
    ];
    let page = browser.send("/mulai/ri", "/mulai/ri", &weak);
    assert!(page.says("sekurang-kurangnya"), "{}", page.body);
    assert!(!folder.path().join("installation.json").exists(), "a weak passphrase is told before");

    let page = browser.send("/mulai/ri", "/mulai/ri", &adi);
    assert_eq!(page.leads_to(), "/mulai/selesai", "{}", page.body);
    let office = opened(folder.path());
    assert_eq!(office.people()[0].role, Role::Administrator);
    assert!(office.staff().unwrap()[0].sealed);
    let page = browser.get("/mulai/selesai");
    assert!(page.says(&office.root().unwrap().fingerprint));
    let root = browser.get("/orang/akar");
    assert_eq!(root.body, office.root_text());
    assert!(browser.get("/").says("Kunci sekarang"), "who typed the passphrase acts, and is open");
}

#[test]
fn an_office_comes_back_from_its_copy() {
    let mut world = World::with("3604");
    world.draft("3604");
    let copy = world.path("copy");
    world.office("3604").backup(&copy).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut browser = Browser::open(folder.path());
    for wrong in ["cadangan", "", folder.path().to_str().unwrap()] {
        let page = browser.send("/mulai/pulihkan", "/mulai/pulihkan", &[("folder", wrong)]);
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.says("Belum dipulihkan."), "{wrong}: {}", page.body);
    }
    let fields = [("folder", copy.to_str().unwrap())];
    let page = browser.send("/mulai/pulihkan", "/mulai/pulihkan", &fields);
    assert_eq!(page.leads_to(), "/", "{}", page.body);
    assert_eq!(opened(folder.path()).entries().unwrap().len(), 1);
}

#[test]
fn an_office_comes_back_from_a_file_under_a_passphrase() {
    let mut world = World::with("3604");
    world.draft("3604");
    let (file, sandi) = (world.path("cadangan.kecuali"), "gajah biru di atas meja");
    world.office("3604").backup_file(&file, &Passphrase::new(sandi)).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut browser = Browser::open(folder.path());
    let page = browser.get("/mulai/pulihkan");
    let mut send = |sandi: &str, bytes: &[u8]| {
        let file = ("berkas", "cadangan.kecuali", bytes);
        send_files(&mut browser, &page, "/mulai/pulihkan/berkas", &[("sandi", sandi)], file)
    };
    let mut changed = bytes.clone();
    *changed.last_mut().unwrap() ^= 1;
    for (sandi, bytes, says) in [
        ("bukan yang itu", &bytes[..], "tidak membuka cadangan"),
        (sandi, &changed, "rusak"),
        (sandi, &bytes[..bytes.len() - 1], "rusak"),
        (sandi, b"bukan cadangan", "bukan berkas cadangan"),
    ] {
        let page = send(sandi, bytes);
        assert!(page.says("Belum dipulihkan.") && page.says(says), "{says}: {}", page.body);
        assert!(!folder.path().join("installation.json").exists());
    }
    assert_eq!(send(sandi, &bytes).leads_to(), "/");
    let office = opened(folder.path());
    assert_eq!(office.whoami().unwrap().len(), 3, "with its keys");
    let left = std::fs::read_dir(folder.path()).unwrap().map(|one| one.unwrap().file_name());
    assert!(left.into_iter().all(|name| !name.to_string_lossy().starts_with(".tmp")));
}

#[test]
fn a_copy_in_a_file_takes_no_place_and_no_weak_passphrase() {
    let mut world = World::with("3604");
    let (file, good) = (world.path("cadangan.kecuali"), Passphrase::new("gajah biru di atas meja"));
    let weak = world.office("3604").backup_file(&file, &Passphrase::new("kpu2029")).unwrap_err();
    assert_eq!(weak.code(), "passphrase_weak");
    assert!(!file.exists());
    world.office("3604").backup_file(&file, &good).unwrap();
    let again = world.office("3604").backup_file(&file, &good).unwrap_err();
    assert_eq!(again.code(), "office_exists");
}

#[test]
fn a_root_is_named_by_its_first_version() {
    let mut world = World::new();
    let ri = world.office("RI");
    let before = ri.root().unwrap();
    let next = ri.new_root_key("akar2").unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    ri.root_successor(&[next.key], file.path()).unwrap();
    let after = ri.root().unwrap();
    assert_eq!((after.version, &after.fingerprint), (2, &before.fingerprint));
    assert_ne!(after.fingerprint, fingerprint_words(next.key));
}
