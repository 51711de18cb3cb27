//! The smallest of the measurements, as a person runs it.

use std::process::Command;

use serde_json::Value;

#[test]
fn a_country_in_small_is_measured_from_the_first_push_to_the_public_list() {
    let mut bench = Command::new(env!("CARGO_BIN_EXE_kecuali-bench"));
    let run = bench.args(["numbers", "--quick", "N-list"]).output().unwrap();
    let complaint = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{complaint}");
    let said = String::from_utf8(run.stdout).unwrap();
    let rows: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for name in ["calibration", "N-country", "N-replica", "N-queue", "N-list"] {
        assert!(rows.iter().any(|row| row["name"] == name), "{name} is missing: {said}");
    }
    assert!(rows.iter().all(|row| row["value"].is_number()), "{said}");
}
