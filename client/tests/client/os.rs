//! What this kind of machine can promise.

use crate::command_line::Desk;

#[cfg(unix)]
#[test]
fn keys_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::with_office();
    for key in std::fs::read_dir(desk.path().join("3604/keys")).unwrap() {
        let mode = key.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
