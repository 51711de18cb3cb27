//! What is said to a command line that is not understood, and the words around every help.

use insta::assert_snapshot;

use crate::desk::Desk;

#[test]
fn a_help_has_no_english_word_of_the_parser() {
    let mut desk = Desk::new();
    for command in [
        &["--help"][..],
        &["help"],
        &["help", "entry"],
        &["entry", "--help"],
        &["entry", "add", "--help"],
        &["policy", "set", "route", "--help"],
        &["roster", "grant", "--help"],
        &["review", "help", "determine"],
        &["init", "-h"],
    ] {
        let help = desk.done("nowhere", command);
        for word in [
            "Usage",
            "Options:",
            "Commands:",
            "Arguments:",
            "Print ",
            "[OPTIONS]",
            "possible values",
        ] {
            assert!(!help.contains(word), "{command:?}: {word} in {help}");
        }
        assert!(
            help.contains("Pemakaian: kecuali") && help.contains("Pilihan:"),
            "{command:?} {help}"
        );
    }
    assert!(desk.done("nowhere", &["--version"]).starts_with("kecuali "));
    assert_snapshot!(desk.run("nowhere", &["entry", "resolve", "--help"]), @r#"
    exit 0
    Settle such a field with one of its values, or with a third

    Contoh:
      kecuali entry resolve 3604-K7QF --field period --value "5 tahun"

    Pemakaian: kecuali entry resolve [PILIHAN] --field <FIELD> --value <VALUE> <ENTRY>

    Argumen:
      <ENTRY>  The entry

    Pilihan:
          --data <FOLDER>           The data folder
          --field <FIELD>           The field
          --json                    Write JSON for programs
          --value <VALUE>           The value that shall stand
          --plain                   Write lists for scripts: a line a row, tabs between the columns that its help names
          --as <KEY>                Who acts: the name of a key on this machine
          --passphrase-file <FILE>  The passphrase of the key that signs: the first line of a file, `-` the input
          --no-input                Never ask on the terminal
      -h, --help                    Tampilkan bantuan
    --
    "#);
}

#[test]
fn what_is_not_understood_is_said_with_how_it_is_used() {
    let mut desk = Desk::new();
    assert_snapshot!(desk.run("nowhere", &["entri", "list"]), @r"
    exit 2
    --
    galat: Perintah `entri` tidak dikenal. Apakah maksudnya `entry`? [usage]

    Pemakaian: kecuali [PILIHAN] [PERINTAH]

    petunjuk: Lihat bantuan dengan `--help`.
    ");
    assert_snapshot!(desk.run("nowhere", &["entry", "edit"]), @r"
    exit 2
    --
    galat: Belum disebutkan: `--set <FIELD=VALUE>`, `<ENTRY>`. [usage]

    Pemakaian: kecuali entry edit --set <FIELD=VALUE> <ENTRY>

    petunjuk: Lihat bantuan dengan `--help`.
    ");
    assert_snapshot!(desk.run("nowhere", &["entry", "add", "--sett", "a=b"]), @r"
    exit 2
    --
    galat: Pilihan `--sett` tidak dikenal. Apakah maksudnya `--set`? [usage]

    Pemakaian: kecuali entry add --set <FIELD=VALUE>

    petunjuk: Lihat bantuan dengan `--help`.
    ");
    assert_snapshot!(desk.run("nowhere", &["day", "set", "besok"]), @r"
    exit 2
    --
    galat: `<DAY>`: `besok` bukan tanggal; tulis seperti 2025-08-21 atau 21 Agustus 2025. [usage]

    petunjuk: Lihat bantuan dengan `--help`.
    ");
}

#[test]
fn each_way_to_be_wrong_has_its_sentence() {
    let mut desk = Desk::new();
    let list = desk.run("nowhere", &["bundle"]);
    assert_snapshot!(list, @r"
    exit 2
    --
    galat: Sebutkan perintahnya. [usage]

    Exchange without a network: the same records as a file, encrypted to those who may read them

    Contoh:
      kecuali bundle export untuk-ri.age --to RI
      kecuali bundle import dari-ri.age

    Pemakaian: kecuali bundle [PILIHAN] <PERINTAH>

    Perintah:
      export  Write a bundle: what waits here, and the logs with the server's word for them
      import  Read a bundle: logs are taken as from the server, records wait here for the next sync
      help    Tampilkan bantuan

    Pilihan:
          --data <FOLDER>           The data folder
          --json                    Write JSON for programs
          --plain                   Write lists for scripts: a line a row, tabs between the columns that its help names
          --as <KEY>                Who acts: the name of a key on this machine
          --passphrase-file <FILE>  The passphrase of the key that signs: the first line of a file, `-` the input
          --no-input                Never ask on the terminal
      -h, --help                    Tampilkan bantuan

    petunjuk: Lihat bantuan dengan `--help`.
    ");
    let mut said = Vec::new();
    for arguments in [
        &["entry"][..],
        &["entry", "add", "--set"],
        &["entry", "add", "--set", "a=b", "--from", "x"],
        &["policy", "set", "route", "--application", "lewat"],
        &["entry", "show", "A", "B"],
        &["entry", "list", "--status", "a", "--status", "b"],
        &["roster", "revoke", "bukan-kunci", "--lost"],
        &["endorse", "A", "--position", "ketua"],
    ] {
        let text = desk.run("nowhere", arguments);
        assert!(text.starts_with("exit 2\n"), "{text}");
        said.extend(text.lines().find(|line| line.starts_with("galat: ")).map(str::to_owned));
    }
    assert_snapshot!(said.join("\n"), @r"
    galat: Sebutkan perintahnya. [usage]
    galat: `--set <FIELD=VALUE>` memerlukan nilai. [usage]
    galat: `--set <FIELD=VALUE>` tidak dapat dipakai bersama `--from <FILE>`. [usage]
    galat: `lewat` tidak dapat dipakai untuk `--application <APPLICATION>`. Pilih dari: `direct`, `province`. [usage]
    galat: Pilihan `B` tidak dikenal. [usage]
    galat: `--status <STATUS>` hanya disebut sekali. [usage]
    galat: Belum ada kantor di folder `/FOLDER/nowhere`. [no_office]
    galat: `--position <POSITION>`: `ketua` bukan jabatan pemberi persetujuan; pilih patron, advisory_team, ppid_superior. [usage]
    ");
}

#[test]
fn with_json_it_is_an_object_like_every_other_error() {
    let mut desk = Desk::new();
    assert_snapshot!(desk.run("nowhere", &["--json", "entry", "edit"]), @r#"
    exit 2
    --
    {
      "error": "usage",
      "exit": 2,
      "findings": [],
      "hint": "Lihat bantuan dengan `--help`.",
      "rows": [],
      "sentence": "Belum disebutkan: `--set <FIELD=VALUE>`, `<ENTRY>`."
    }
    "#);
    for arguments in [&["entry", "--json"][..], &["--json", "bundle"], &["tidak", "ada", "--json"]]
    {
        let text = desk.run("nowhere", arguments);
        let (_, error) = text.split_once("--\n").unwrap();
        let error: serde_json::Value = serde_json::from_str(error).unwrap();
        assert_eq!((&error["error"], &error["exit"]), (&"usage".into(), &2.into()), "{text}");
    }
    let plain = desk.run("nowhere", &["entry", "show", "--", "A", "--json"]);
    assert!(plain.contains("galat: "), "it is no flag after `--`: {plain}");
}
