//! The smallest of the measurements, as a person runs it.

#![expect(clippy::unwrap_used, reason = "in a test, whatever does not go well is a failure")]

use std::process::Command;

use serde_json::Value;

/// Units of what depends on how fast a machine is and on what else it does.
const OF_SPEED: [&str; 4] = ["ms", "s", "records/s", "requests/s"];
/// So does this: a machine that is slow enough cannot keep up.
const BUSY: &str = "answered busy";

/// The rows of a measurement, none of which says that something failed that is the same on every
/// machine.
fn measured(name: &str) -> Vec<Value> {
    let mut bench = Command::new(env!("CARGO_BIN_EXE_kecuali-bench"));
    let run = bench.args(["numbers", "--quick", name]).output().unwrap();
    let complaint = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{complaint}");
    let said = String::from_utf8(run.stdout).unwrap();
    let rows: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for row in &rows {
        assert!(row["value"].is_number(), "{row}");
        let of_speed = OF_SPEED.iter().any(|unit| row["unit"] == *unit)
            || row["what"].as_str().unwrap().ends_with(BUSY);
        assert!(of_speed || row["ok"] != false, "{row}");
    }
    rows
}

#[test]
fn a_country_in_small_is_measured_from_the_first_push_to_the_public_list() {
    let rows = measured("N-list");
    for name in ["calibration", "N-country", "N-replica", "N-queue", "N-list"] {
        assert!(rows.iter().any(|row| row["name"] == name), "{name} is missing: {rows:?}");
    }
}

#[test]
fn a_crowd_finds_rows_pages_and_files_while_offices_push() {
    let rows = measured("N-search");
    let of = |what: &str| rows.iter().find(|row| row["what"].as_str().unwrap().ends_with(what));
    for what in ["a publish of one row", BUSY, "answered that nothing is new", "median", "p99"] {
        assert!(of(what).is_some(), "{what} is missing: {rows:?}");
    }
}

#[test]
fn a_list_is_imported_by_the_command_and_its_child_says_what_it_took() {
    let rows = measured("N-import");
    let value = |end: &str| {
        let row = rows.iter().find(|row| row["what"].as_str().unwrap().ends_with(end));
        row.unwrap_or_else(|| panic!("{end} is missing: {rows:?}"))["value"].as_f64().unwrap()
    };
    assert!(value("signed drafts") > 0.0 && value("a look") > 0.0, "{rows:?}");
    if cfg!(target_os = "linux") {
        let (own, child) = (value("drafts: memory"), value("the file: memory"));
        assert!(own > 1.0 && child > 1.0, "both are processes that said so: {rows:?}");
    }
}
