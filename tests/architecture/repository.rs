//! The repository as these tests read it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// A text file, named by its path from the root with `/` between the parts.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    /// The last part of the path.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().expect("a split has at least one part")
    }
}

/// One package of the workspace.
#[derive(Debug)]
pub(crate) struct Member {
    /// Its name without `kecuali-`.
    pub(crate) name: String,
    /// Its folder, from the root.
    pub(crate) folder: String,
    /// What it is built from and runs with; development dependencies are left out.
    pub(crate) dependencies: Vec<String>,
}

/// Fails with everything that was found, and how to mend it.
#[track_caller]
pub(crate) fn expect_none(found: &[String], mend: &str) {
    assert!(found.is_empty(), "\n  {}\n\nTo mend: {mend}\n", found.join("\n  "));
}

/// The folder that holds `Cargo.lock`.
pub(crate) fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("tests/ lies in the root").to_owned()
}

/// The text of a file that must exist.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file with this extension, sorted; names with a leading dot and `target` are passed over.
pub(crate) fn files(extension: &str) -> Vec<File> {
    let mut paths = Vec::new();
    collect(&root(), &mut paths);
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    paths.sort();
    paths.iter().map(|path| from_root(path)).map(|path| File { text: read(&path), path }).collect()
}

/// The packages of the workspace, as cargo sees them.
pub(crate) fn members() -> Vec<Member> {
    packages(&cargo_metadata(&["--no-deps"])).iter().map(member).collect()
}

/// Every package that any of ours is built from, on any platform, as cargo describes it.
pub(crate) fn all_packages() -> Vec<Value> {
    packages(&cargo_metadata(&[]))
}

/// A member of a JSON object that must be text.
pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_else(|| panic!("no text `{key}` in {value}"))
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("a folder of the repository can be read");
    for entry in entries {
        let path = entry.expect("a folder of the repository can be read").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || name == "target" {
            continue;
        }
        if path.is_dir() {
            collect(&path, into);
        } else {
            into.push(path);
        }
    }
}

fn from_root(path: &Path) -> String {
    let inside = path.strip_prefix(root()).expect("the path lies in the repository");
    inside.to_string_lossy().replace('\\', "/")
}

fn cargo_metadata(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version=1"])
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("the cargo that built this test can be started");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{complaint}\nTo mend: run `cargo fetch --locked` once online"
    );
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

fn packages(metadata: &Value) -> Vec<Value> {
    metadata["packages"].as_array().expect("cargo metadata lists packages").clone()
}

fn member(package: &Value) -> Member {
    let manifest = from_root(Path::new(text(package, "manifest_path")));
    let dependencies = package["dependencies"].as_array().expect("a package lists dependencies");
    Member {
        name: own_name(text(package, "name")).to_owned(),
        folder: manifest.trim_end_matches("/Cargo.toml").to_owned(),
        dependencies: dependencies
            .iter()
            .filter(|dependency| dependency["kind"] != "dev")
            .map(|dependency| text(dependency, "name").to_owned())
            .collect(),
    }
}

/// The name of a package of ours without the prefix that all of them share.
pub(crate) fn own_name(package: &str) -> &str {
    package.strip_prefix("kecuali-").unwrap_or(package)
}
