//! A log that was promised: whatever this program becomes, it judges and folds it as it did.
//!
//! The files are the truth, and reading them needs nothing of the test kit. The story that is told
//! anew leaves what it came to in `tmp/golden` of the target folder; the files of a later schema
//! number are taken from there, and those that stand here stay.

mod scroll;
mod story;

use std::{fs, path::Path};

use kecuali_trust::RootFile;
use scroll::{Reading, render};

const ROOT: &str = include_str!("../../golden/root-1.txt");
const LOG: &str = include_str!("../../golden/log-1.txt");
const STATE: &str = include_str!("../../golden/state-1.txt");

#[test]
fn the_promised_log_is_judged_as_it_was() {
    let root = RootFile::read(ROOT.trim_end()).expect("the promised root is one");
    let reading = Reading::of(root, LOG);
    assert_eq!(reading.acts.len(), 17, "one of each act: {:?}", reading.acts);
    let state = reading.state();
    assert!(state == STATE, "the promised log comes to something else:\n{state}");
}

#[test]
fn a_promised_log_with_one_byte_changed_is_no_log() {
    let root = || RootFile::read(ROOT.trim_end()).expect("the promised root is one");
    let lines = LOG.lines().count();
    for line in (0..lines).step_by(7) {
        let mut changed: Vec<String> = LOG.lines().map(str::to_owned).collect();
        let last = changed[line].pop().expect("a line is not empty");
        changed[line].push(if last == '0' { '1' } else { '0' });
        let reading = std::panic::catch_unwind(|| Reading::of(root(), &changed.join("\n")).state());
        assert!(reading.map_or(true, |state| state != STATE), "line {line} may say anything");
    }
}

#[test]
fn a_story_told_anew_reads_back() {
    let scene = story::tell();
    let (root, log) = (scene.national().root().clone(), render(&scene));
    let reading = Reading::of(root.clone(), &log);
    assert_eq!(reading.acts.len(), 17, "one of each act: {:?}", reading.acts);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    let texts = [("root", root.to_text() + "\n"), ("log", log), ("state", reading.state())];
    for (name, text) in texts {
        fs::write(folder.join(format!("{name}.txt")), text).expect("likewise");
    }
}
