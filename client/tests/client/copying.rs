//! A copy in one file, on the command line.

use std::fs;

use crate::desk::Desk;

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
