use std::{fs, path::Path};

/// Rust files below a folder.
fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn no_error_brings_its_own_sentence() {
    let mut all = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    let mut found = Vec::new();
    for (path, text) in all.iter().filter(|(path, _)| !path.contains("catalogue")) {
        for error in ["OfficeError::Input(", "OfficeError::Integrity(", "OfficeError::Unconfirmed("]
        {
            for place in text.split(error).skip(1) {
                let inlined = ["\"", "format!(", "why"].iter().any(|own| place.starts_with(own));
                found.extend(inlined.then(|| format!("{path}: {error}{}", first_line(place))));
            }
        }
    }
    assert!(found.is_empty(), "put the sentence into client/src/catalogue: {found:#?}");
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
