//! The story, as anyone plays it.

use std::process::{Command, Stdio};

#[test]
fn everything_that_the_story_tells_holds() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let played = Command::new(env!("CARGO_BIN_EXE_kecuali-demo"))
        .args(["--exit", "--dir"])
        .arg(folder.path().join("data"))
        .output()
        .expect("the demo can be started");
    let [told, complaint] =
        [&played.stdout, &played.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(played.status.success(), "{told}\n{complaint}");
    assert!(told.contains("Everything held"), "{told}");

    // And its server goes with whoever told the story, however that went.
    let mut server = Command::new(env!("CARGO_BIN_EXE_kecuali-demo"))
        .args(["server-beside", "--data"])
        .arg(folder.path().join("data/play/server"))
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the server can be started");
    drop(server.stdin.take());
    assert!(server.wait().expect("it ends").success());
}
