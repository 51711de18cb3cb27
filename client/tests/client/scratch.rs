//! What is typed in forms: kept through whatever ends the program, and by nobody else's window.

use std::{
    env,
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
};

use kecuali_client::office::{Name, Office, scratch::Scratch};

use crate::{
    desk::Desk,
    world::{World, complete, fields, machine},
};

fn typed(form: &str, about: Option<&Name>, time: u64, information: &str) -> Scratch {
    Scratch {
        form: form.to_owned(),
        person: "siti".to_owned(),
        about: about.cloned(),
        base: None,
        time,
        fields: [("information".to_owned(), information.to_owned())].into(),
    }
}

fn texts(all: &[Scratch]) -> Vec<&str> {
    all.iter().map(|one| one.fields["information"].as_str()).collect()
}

/// Names the data folder to a typist.
const FOLDER: &str = "FOLDER_OF_A_TYPIST";
const FORM: &str = "0123456789abcdef";

/// Not a test by itself: types on and on, and says what it was told is kept.
#[test]
fn a_typist_in_another_process() {
    let Some(path) = env::var_os(FOLDER) else { return };
    let scratches = Office::open(path.as_ref(), Box::new(machine("typist"))).unwrap().scratches();
    for n in 0..u64::MAX {
        scratches.save(&typed(FORM, None, n, &n.to_string().repeat(2_000))).unwrap();
        println!("\nkept {n}");
    }
}

#[test]
fn what_a_killed_program_said_is_kept_is_there_and_whole() {
    let world = World::with("3604");
    for moment in [3, 20, 41] {
        let mut typist = Command::new(env::current_exe().unwrap())
            .args(["--exact", "--nocapture", "scratch::a_typist_in_another_process"])
            .env(FOLDER, world.path("3604"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(typist.stdout.take().unwrap()).lines();
        let mut said =
            lines.filter_map(|line| line.unwrap().strip_prefix("kept ")?.parse::<u64>().ok());
        let said = said.nth(moment).unwrap();
        typist.kill().unwrap();
        typist.wait().unwrap();

        let kept = world.second("3604").scratches().read(FORM).unwrap().unwrap();
        assert!(kept.time >= said, "{} {said}", kept.time);
        assert_eq!(kept.fields["information"], kept.time.to_string().repeat(2_000));
    }
}

#[test]
fn two_windows_on_one_entry_keep_a_text_each_and_the_newer_comes_first() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let office = world.office("3604");
    let (one, two) = (office.new_form(), office.new_form());
    let scratches = office.scratches();
    scratches.save(&typed(&one, Some(&name), 1, "pertama")).unwrap();
    scratches.save(&typed(&two, Some(&name), 2, "kedua")).unwrap();
    assert_eq!(texts(&scratches.about("siti", Some(&name)).unwrap()), ["kedua", "pertama"]);
    scratches.save(&typed(&one, Some(&name), 3, "pertama lagi")).unwrap();
    assert_eq!(texts(&scratches.about("siti", Some(&name)).unwrap()), ["pertama lagi", "kedua"]);
    assert!(scratches.about("siti", None).unwrap().is_empty(), "a new entry is another form");
    assert!(scratches.of("budi").unwrap().is_empty(), "what she types is not his to go on with");
    let again = world.second("3604");
    assert_eq!(again.scratches().all().unwrap().len(), 2, "the program was started again");
}

#[test]
fn a_form_is_erased_when_it_is_saved_and_only_then() {
    let mut world = World::with("3604");
    let office = world.office("3604");
    let (form, other) = (office.new_form(), office.new_form());
    let scratches = office.scratches();
    scratches.save(&typed(&form, None, 1, "Rekam medis")).unwrap();
    scratches.save(&typed(&other, None, 2, "Berkas lain")).unwrap();
    office.save_form(Some("siti"), &form, None, &fields(&["note="])).unwrap_err();
    assert!(scratches.read(&form).unwrap().is_some(), "nothing was saved");
    let name = office.save_form(Some("siti"), &form, None, &complete("Rekam medis")).unwrap();
    assert_eq!(texts(&scratches.all().unwrap()), ["Berkas lain"]);

    scratches.save(&typed(&form, Some(&name), 3, "Rekam medis pegawai")).unwrap();
    let change = fields(&["information=Rekam medis pegawai"]);
    let drawn = office.drawn(&name).unwrap();
    office.save_form(Some("siti"), &form, Some((&name, &drawn)), &change).unwrap();
    assert_eq!(office.summary(&name).unwrap().information, "Rekam medis pegawai");
    assert!(scratches.read(&form).unwrap().is_none());
}

#[test]
fn a_form_knows_what_someone_else_wrote_since_it_was_opened() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let office = world.office("3604");
    let base = office.version(&name).unwrap();
    assert!(office.changed_since(&name, &base).unwrap().is_empty());
    office.edit(Some("siti"), &name, &fields(&["note=Lihat berkas", "description="])).unwrap();
    assert_eq!(office.changed_since(&name, &base).unwrap(), ["description", "note"]);
}

#[test]
fn what_is_too_much_is_refused_and_what_was_kept_before_stays() {
    let mut world = World::with("3604");
    let office = world.office("3604");
    let form = office.new_form();
    let scratches = office.scratches();
    scratches.save(&typed(&form, None, 1, "pendek")).unwrap();
    let error = scratches.save(&typed(&form, None, 2, &"x".repeat(1 << 20))).unwrap_err();
    assert_eq!(error.code(), "input");
    assert_eq!(texts(&scratches.all().unwrap()), ["pendek"]);
    for n in 1..200 {
        scratches.save(&typed(&office.new_form(), None, n, "lain")).unwrap();
    }
    let next = office.new_form();
    assert!(scratches.save(&typed(&next, None, 9, "satu lagi")).is_err());
    scratches.save(&typed(&form, None, 9, "yang ada diteruskan")).unwrap();
    let of_budi = Scratch { person: "budi".to_owned(), ..typed(&next, None, 9, "punya Budi") };
    scratches.save(&of_budi).unwrap();
}

#[test]
fn what_was_typed_is_listed_shown_and_erased_by_commands() {
    let mut desk = Desk::with_office();
    let data = desk.path().join("3604");
    let scratches = Office::open(&data, Box::new(machine("form"))).unwrap().scratches();
    let time = 1_795_410_000_000;
    scratches.save(&typed("abcdef0123456789", None, time, "Rekam medis\npegawai")).unwrap();
    let listed = desk.run("3604", &["scratch", "list"]);
    insta::assert_snapshot!(listed, @r"
    exit 0
    abcdef01  entri baru  siti  23 November 2026 12.00  Rekam medis pegawai
    --
    ");
    insta::assert_snapshot!(desk.run("3604", &["scratch", "show", "abcdef"]), @r"
    exit 0
    abcdef01  entri baru  siti  23 November 2026 12.00  Rekam medis pegawai
    Nama informasi:
        Rekam medis
        pegawai
    --
    ");
    insta::assert_snapshot!(desk.run("3604", &["scratch", "drop", "abcdef"]), @r"
    exit 2
    abcdef01  entri baru  siti  23 November 2026 12.00  Rekam medis pegawai
    Nama informasi:
        Rekam medis
        pegawai
    --
    galat: Yang dibuang tidak dapat dikembalikan. [unconfirmed]

    petunjuk: Periksa yang ditampilkan, lalu ulangi dengan `--yes`.
    ");
    insta::assert_snapshot!(desk.run("3604", &["scratch", "drop", "abcdef", "--yes"]), @r"
    exit 0
    abcdef01  entri baru  siti  23 November 2026 12.00  Rekam medis pegawai
    Nama informasi:
        Rekam medis
        pegawai
    --

    Dihapus. Teks di atas tidak tersimpan lagi di sini.
    ");
    insta::assert_snapshot!(desk.run("3604", &["scratch", "show", "abcdef"]), @r"
    exit 2
    --
    galat: Tidak ada yang bernama `abcdef` di sini. [not_found]

    petunjuk: Lihat yang belum disimpan: `kecuali scratch list`.
    ");
}
