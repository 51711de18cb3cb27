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

/// The texts between quotes of Rust sources, as they are said.
fn said(source: &str) -> Vec<String> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = code.collect::<Vec<_>>().join("\n").replace("'\"'", "").replace("\\\"", "");
    // A text that goes on in the next line.
    let code: String = code.split("\\\n").map(str::trim_start).collect();
    let odd = |(at, text): (usize, &str)| (at % 2 == 1).then(|| text.to_owned());
    code.split('"').enumerate().filter_map(odd).collect()
}

/// What people read of a template: without tags, expressions and blocks.
fn shown(template: &str) -> String {
    let mut text = template.to_owned();
    for (begin, end) in [("{{", "}}"), ("{%", "%}"), ("<", ">")] {
        let mut rest = String::new();
        let mut pieces = text.split(begin);
        rest.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            rest.push(' ');
            rest.push_str(piece.split_once(end).map_or("", |(_, after)| after));
        }
        text = rest;
    }
    text
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The number of a rule, by which nobody knows what is meant.
fn is_rule(word: &str) -> bool {
    word.strip_prefix('R').is_some_and(|digits| digits.len() == 2 && digits.parse::<u8>().is_ok())
}

/// Names that programs read, as `determined_edited`, in a sentence; what stands between backticks
/// is to be typed as it is.
fn names(sentence: &str) -> Vec<String> {
    // So do whole lines of a help.
    let lines = sentence.split("\\n").filter(|line| !line.trim_start().starts_with("--"));
    let sentence = lines.collect::<Vec<_>>().join(" ");
    let plain = sentence.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let is_name = |word: &&str| {
        let letters = word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        letters && word.trim_matches('_').contains('_')
    };
    // What is put in stands between braces.
    let plain = plain.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    let plain = plain.collect::<Vec<_>>().join(" ");
    words(&plain).filter(is_name).map(str::to_owned).collect()
}

#[test]
fn sentences_name_the_matter_and_neither_rules_nor_what_programs_call_it() {
    let (mut files, mut found) = (Vec::new(), Vec::new());
    let client = Path::new(env!("CARGO_MANIFEST_DIR"));
    sources(&client.join("src/catalogue"), &mut files);
    assert!(files.len() > 20);
    // What is typed at a prompt stands in `example` and `usage`.
    files.retain(|(path, _)| !path.ends_with("example.rs") && !path.ends_with("usage.rs"));
    let mut texts: Vec<(String, String)> = Vec::new();
    for (path, source) in &files {
        texts.extend(said(source).into_iter().map(|text| (path.clone(), text)));
    }
    let mut pages = Vec::new();
    sources(&client.join("templates"), &mut pages);
    texts.extend(pages.iter().map(|(path, page)| (path.clone(), shown(page))));
    let rules = kecuali_domain::rules::RULES.iter().map(|rule| rule.message);
    let labels = kecuali_domain::status::ACTS.iter().map(|act| act.label);
    let fields = kecuali_domain::field::FIELDS.iter().flat_map(|one| [one.label, one.help]);
    let domain = rules.chain(labels).chain(fields);
    texts.extend(domain.map(|text| ("crates/domain".to_owned(), text.to_owned())));
    for (path, text) in &texts {
        let is_sentence = text.trim().contains(' ');
        found
            .extend(words(text).filter(|word| is_rule(word)).map(|word| format!("{path}: {word}")));
        found.extend(
            names(text)
                .into_iter()
                .filter(|_| is_sentence)
                .map(|name| format!("{path}: {name} in {text:.60}")),
        );
    }
    assert!(found.is_empty(), "say what it is about: {found:#?}");
}

/// Who asks for help names the rule, which stands small behind what it says.
#[test]
fn the_number_of_a_rule_stands_behind_its_sentence() {
    let mut pages = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), &mut pages);
    let mut numbers = 0;
    for (path, page) in &pages {
        for (at, inside) in page
            .match_indices("{{ ")
            .filter_map(|(at, _)| Some((at, page.split_at(at).1.split_once(" }}")?.0)))
        {
            let said = inside.rsplit(['.', ' ']).next();
            if said == Some("rule") {
                assert!(page.split_at(at).0.ends_with('('), "{path}: a rule before its matter");
                numbers += 1;
            }
        }
    }
    assert!(numbers > 8, "{numbers}");
}
