//! A copy in one file, on the command line, and one of each day.

use std::{fs, sync::mpsc::channel, time::Duration};

use kecuali_client::office::{
    archive::Written, backup_file::restore_file, copies::Daily, sealed_key::Passphrase,
};
use kecuali_encoding::Digest;

use crate::{desk::Desk, serving::Pages, world::World};

#[test]
fn a_copy_in_a_file_comes_back_with_its_passphrase_alone() {
    let mut desk = Desk::with_office();
    desk.done("3604", &["entry", "add", "--set", "information=Rekam medis"]);
    fs::write(desk.path().join("sandi"), "gajah biru di atas meja\n").unwrap();
    fs::write(desk.path().join("lain"), "bukan frasa sandi itu\n").unwrap();
    let copy = ["backup", "x.cadangan", "--file", "--new-passphrase-file", "sandi"];
    let said = desk.run("3604", &copy);
    assert!(said.starts_with("exit 0") && said.contains("x.cadangan"), "{said}");
    let again = desk.run("3604", &copy);
    assert!(again.contains("[office_exists]"), "{again}");

    let restore = |file| ["restore", "x.cadangan", "--no-input", "--passphrase-file", file];
    let wrong = desk.run("baru", &restore("lain"));
    assert!(wrong.starts_with("exit 2") && wrong.contains("tidak membuka"), "{wrong}");
    let none = desk.run("baru", &["restore", "x.cadangan", "--no-input"]);
    assert!(none.starts_with("exit 6"), "{none}");
    desk.done("baru", &restore("sandi"));
    assert_eq!(desk.done("baru", &["entry", "list"]), desk.done("3604", &["entry", "list"]));
}

#[test]
fn a_copy_in_a_file_brings_the_archive_too() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    fs::write(world.path("pindaian.pdf"), "pindaian").unwrap();
    let scan = world.path("pindaian.pdf");
    let office = world.office("3604");
    let piece = Written { document: Some("Rekam medis".to_owned()), ..Written::default() };
    let number = office.archive_add(Some("siti"), &name, &piece).unwrap();
    office.archive_attach(Some("siti"), number, &scan).unwrap();
    let phrase = Passphrase::new("gajah biru di atas meja");
    let (usb, file, back) = (world.path("usb"), world.path("satu"), world.path("kembali"));
    fs::create_dir(&usb).unwrap();
    let office = world.office("3604");
    office.backup_file(&file, &phrase).unwrap();
    office.begin_copies(&usb, &phrase).unwrap();
    let Daily::Written { file: daily, .. } = office.copy_of_the_day(false).unwrap() else {
        panic!("due, and the folder is there")
    };
    for copy in [file, daily] {
        restore_file(&copy, &phrase, &back).unwrap();
        let hash = Digest::of(b"pindaian").to_string();
        let softcopy = back.join("archive").join(hash.split_at(2).0).join(&hash);
        assert_eq!(fs::read_to_string(softcopy).unwrap(), "pindaian", "{}", copy.display());
        assert!(back.join("archive.sqlite").exists() && !back.join("copies.json").exists());
        fs::remove_dir_all(&back).unwrap();
    }
}

/// A desk whose office keeps copies of each day in the folder `usb`, from the first day on.
fn daily() -> Desk {
    let mut desk = Desk::with_office();
    desk.done("3604", &["entry", "add", "--set", "information=Rekam medis"]);
    fs::write(desk.path().join("sandi"), "gajah biru di atas meja\n").unwrap();
    fs::create_dir(desk.path().join("usb")).unwrap();
    fs::write(desk.path().join("usb/foto.jpg"), "bukan cadangan").unwrap();
    desk.done("3604", &["backup", "usb", "--daily", "--new-passphrase-file", "sandi"]);
    desk
}

fn on_day(desk: &mut Desk, number: u64) -> String {
    desk.set("KECUALI_TEST_TIME", (1_795_410_000_000 + number * 86_400_000).to_string());
    desk.run("3604", &["backup", "--auto"])
}

fn copies(desk: &Desk) -> Vec<String> {
    let all = fs::read_dir(desk.path().join("usb")).unwrap();
    let mut names: Vec<String> =
        all.map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names.retain(|name| name != "foto.jpg");
    names
}

#[test]
fn each_day_gets_one_copy_that_its_passphrase_opens_and_old_ones_go() {
    let mut desk = daily();
    let first = copies(&desk);
    assert!(
        matches!(first.as_slice(), [one] if one.ends_with("-2026-11-23.cadangan")),
        "{first:?}"
    );
    let again = on_day(&mut desk, 0);
    assert!(again.starts_with("exit 0") && again.contains("sudah ada"), "{again}");

    for day in 1..16 {
        let said = on_day(&mut desk, day);
        assert!(said.starts_with("exit 0") && said.contains("dibaca ulang"), "{said}");
    }
    let day = |name: &String| {
        let name = name.strip_suffix(".cadangan").unwrap();
        name.split_at(name.len() - 10).1.to_owned()
    };
    let days: Vec<String> = copies(&desk).iter().map(day).collect();
    assert_eq!(
        days,
        [
            "2026-11-29",
            "2026-11-30",
            "2026-12-02",
            "2026-12-03",
            "2026-12-04",
            "2026-12-05",
            "2026-12-06",
            "2026-12-07",
            "2026-12-08",
        ],
        "seven days, the week and the month that are over"
    );
    assert!(desk.path().join("usb/foto.jpg").exists(), "what else lies there is not touched");

    let last = format!("usb/{}", copies(&desk).last().unwrap());
    let bytes = fs::read(desk.path().join(&last)).unwrap();
    for secret in ["SQLite format", "KECUALI-SECRET", "AGE-SECRET-KEY", "Rekam medis"] {
        assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "{secret}");
    }
    let restore = ["restore", last.as_str(), "--no-input", "--passphrase-file"];
    fs::write(desk.path().join("lain"), "bukan frasa sandi itu\n").unwrap();
    let wrong = desk.run("baru", &[&restore[..], &["lain"]].concat());
    assert!(wrong.starts_with("exit 2") && wrong.contains("tidak membuka"), "{wrong}");
    desk.done("baru", &[&restore[..], &["sandi"]].concat());
    assert_eq!(desk.done("baru", &["entry", "list"]), desk.done("3604", &["entry", "list"]));

    let mut broken = bytes;
    let middle = broken.len() - 100;
    broken[middle] ^= 1;
    fs::write(desk.path().join(&last), broken).unwrap();
    let damaged = desk.run("lain-lagi", &[&restore[..], &["sandi"]].concat());
    assert!(damaged.contains("rusak"), "{damaged}");
}

#[test]
fn a_stick_that_is_away_is_told_and_the_next_look_makes_up_for_it() {
    let mut desk = daily();
    let (usb, away) = (desk.path().join("usb"), desk.path().join("laci"));
    fs::rename(&usb, &away).unwrap();
    let said = on_day(&mut desk, 1);
    assert!(said.starts_with("exit 1") && said.contains("tidak ditemukan"), "{said}");
    let doctor = desk.run("3604", &["doctor"]);
    assert!(doctor.contains("Folder cadangan harian tidak ditemukan"), "{doctor}");
    desk.done("3604", &["entry", "add", "--set", "information=Tetap bekerja"]);
    fs::rename(&away, &usb).unwrap();
    assert!(on_day(&mut desk, 1).contains("dibaca ulang"));
    assert!(!desk.run("3604", &["doctor"]).contains("tidak ditemukan"));

    desk.done("3604", &["backup", "--no-daily"]);
    let off = on_day(&mut desk, 2);
    assert!(off.starts_with("exit 1") && off.contains("belum diatur"), "{off}");
    assert_eq!(copies(&desk).len(), 2, "what is there stays");
}

#[test]
fn while_the_pages_are_served_the_copy_of_a_day_makes_itself() {
    let mut desk = daily();
    desk.set("KECUALI_TEST_TIME", (1_795_410_000_000_u64 + 86_400_000).to_string());
    let pages = Pages::open(&mut desk, "3604", &["--no-sync"]);
    let (_tell, never) = channel::<()>();
    let looks = (0..600).find(|_| {
        let _time_passes = never.recv_timeout(Duration::from_millis(50));
        copies(&desk).iter().any(|name| name.ends_with("-2026-11-24.cadangan"))
    });
    assert!(looks.is_some(), "{:?}", copies(&desk));
    assert!(pages.end());
}

/// A file in the place of the folder's own name cannot be written over: the failure is kept and told.
#[test]
fn a_copy_that_fails_is_told_until_one_is_made() {
    let mut desk = daily();
    let today = copies(&desk).remove(0).replace("11-23", "11-24");
    let in_the_way = desk.path().join("usb").join(today);
    fs::create_dir(&in_the_way).unwrap();
    fs::write(in_the_way.join("x"), "").unwrap();
    assert!(on_day(&mut desk, 1).starts_with("exit 1"));
    let doctor = desk.run("3604", &["doctor"]);
    assert!(doctor.contains("Cadangan harian terakhir gagal [file]"), "{doctor}");
    fs::remove_dir_all(&in_the_way).unwrap();
    assert!(on_day(&mut desk, 1).contains("dibaca ulang"), "it is due still");
    assert!(!desk.run("3604", &["doctor"]).contains("gagal"));
    assert!(!desk.path().join("3604/copying").exists(), "nothing is left open");
    assert!(copies(&desk).iter().all(|name| name.ends_with(".cadangan")));
}
