//! Pages of `docs/` that are made from the sources, so that they cannot say anything else.

use std::{collections::BTreeSet, fmt::Write as _, fs};

use crate::{
    declared::{Declared, codes, declared},
    repository::{File, files, read, root},
};

/// The first lines of a page that nobody writes by hand.
const MADE: &str = "Made from the sources by `tests/architecture`; [CONTRIBUTING](CONTRIBUTING.md#pages-that-are-made) says how it is made again.";

#[test]
fn the_page_of_codes_says_what_the_sources_say() {
    hold("docs/CODES.md", &codes_page());
}

#[test]
fn the_page_of_members_says_what_the_sources_say() {
    hold("docs/MEMBERS.md", &members_page());
}

/// Compares a page; with `KECUALI_WRITE_PAGES` set, writes it.
fn hold(path: &str, right: &str) {
    if std::env::var_os("KECUALI_WRITE_PAGES").is_some() {
        fs::write(root().join(path), right).expect("the page can be written");
    }
    let written = fs::read_to_string(root().join(path)).unwrap_or_default().replace("\r\n", "\n");
    let mend = "set KECUALI_WRITE_PAGES=1 and run this test again";
    assert!(written == right, "{path} does not say what the sources say. To mend: {mend}");
}

fn codes_page() -> String {
    let mut page = format!(
        "# Codes\n\n{MADE}\n\nA code is a promise: it is never renamed and never gets another meaning. The sentence \
         beside it may change.\n\n"
    );
    page.push_str(&exit_codes());
    page.push_str(
        "## On the wire and in the public interface\n\nA whole request is refused with the HTTP status; within a sync \
         answer a code stands beside one record, and the status says nothing. **Retry**: the same bytes may pass \
         later.\n\n| code | HTTP | retry | what people read |\n|---|---|---|---|\n",
    );
    let problems = problems();
    for [code, status, retry, title] in &problems {
        writeln!(page, "| `{code}` | {status} | {retry} | {title} |").expect("text can grow");
    }
    let known: BTreeSet<&str> = problems.iter().map(|[code, ..]| code.as_str()).collect();
    for file in files("rs").iter().filter(|file| says_codes(file)) {
        page.push_str(&codes_of(file, &known));
    }
    page
}

fn says_codes(file: &File) -> bool {
    let program = ["crates/", "client/", "server/"].iter().any(|part| file.path.starts_with(part));
    program && file.path.contains("/src/")
}

/// The codes of each type in a file, those that the first table has aside.
fn codes_of(file: &File, known: &BTreeSet<&str>) -> String {
    let declared = declared(&file.text);
    let (mut part, mut last) = (String::new(), String::new());
    for (owner, variant, code) in codes(&file.text) {
        let is_number = code.parse::<u8>().is_ok();
        if is_number || known.contains(code.as_str()) {
            continue;
        }
        let Some(found) = declared.get(&owner) else { panic!("{}: no `{owner}`", file.path) };
        if last != owner {
            write!(
                part,
                "\n## {}\n\n`{}`\n\n| code | meaning |\n|---|---|\n",
                title(found),
                file.path
            )
            .expect("text can grow");
            last = owner;
        }
        writeln!(part, "| `{code}` | {} |", meaning(found, &variant)).expect("text can grow");
    }
    part
}

fn title(of: &Declared) -> &str {
    of.doc.split(". ").next().unwrap_or_default().trim_end_matches('.')
}

fn meaning<'a>(of: &'a Declared, variant: &str) -> &'a str {
    let member = of.members.iter().find(|member| member.name == variant);
    member.map_or(&of.doc, |member| &member.doc)
}

fn exit_codes() -> String {
    let error = read("client/src/error.rs");
    let exits = &declared(&error)["Exit"];
    let mut part = "## How a program ends\n\n| `kecuali` | |\n|---|---|\n".to_owned();
    let numbers = codes(&error).into_iter().filter(|(owner, ..)| owner == "Exit");
    for (_, variant, number) in numbers {
        writeln!(part, "| {number} | {} |", meaning(exits, &variant)).expect("text can grow");
    }
    part.push_str("\n| `kecuali-server` | |\n|---|---|\n");
    let cli = read("server/src/cli.rs");
    let said = cli
        .lines()
        .find_map(|line| line.strip_prefix("/// Runs a command line. "))
        .expect("cli.rs says it");
    for end in said.trim_end_matches('.').split(", ") {
        let (number, meaning) = end.split_once(' ').expect("a number and what it means");
        writeln!(part, "| {number} | {meaning} |").expect("text can grow");
    }
    part + "\n"
}

/// Code, HTTP status, `yes` where it is sent again, title.
pub(crate) fn problems() -> Vec<[String; 4]> {
    let text = read("crates/protocol/src/problem.rs");
    let table = text.split("PROBLEMS: &[Problem] = &[").nth(1).expect("the table is there");
    let table = table.split("\n];").next().expect("the table ends");
    let rows = table.split("),\n").filter(|row| !row.trim().is_empty());
    rows.map(|row| {
        let retry = if row.trim_start().starts_with("retry(") { "yes" } else { "" };
        let texts: Vec<&str> = row.split('"').collect();
        let status: String = texts[0].chars().filter(char::is_ascii_digit).collect();
        [texts[1].to_owned(), status, retry.to_owned(), texts[3].to_owned()]
    })
    .collect()
}

/// Where the shapes of acts and rows are declared.
const ACTS: [&str; 4] = [
    "crates/domain/src/act.rs",
    "crates/domain/src/act/entry.rs",
    "crates/domain/src/act/determination.rs",
    "crates/domain/src/act/authority.rs",
];
const ROWS: [&str; 3] = [
    "crates/publication/src/row.rs",
    "crates/publication/src/column.rs",
    "crates/publication/src/standing.rs",
];

fn members_page() -> String {
    let mut page = format!(
        "# Members of acts and rows\n\n{MADE}\n\nA member marked ○ is left out where there is nothing in it. A hash, \
         a key or a commitment is lower-case hexadecimal; a day is `YYYY-MM-DD`; a set is a list that is sorted and \
         holds nothing twice. One of a kind is its name in snake case; where it carries members, `{{\"name\": \
         {{members}}}}`.\n\n## Acts\n\n| act | members | what it says |\n|---|---|---|\n"
    );
    let acts = &declared(&read(ACTS[0]))["Act"];
    for act in &acts.members {
        let (name, members) = (snake(&act.name), plain(&act.kind));
        writeln!(page, "| `{name}` | {members} | {} |", act.doc).expect("text can grow");
    }
    shapes(&mut page, &ACTS, &["Act"]);
    page.push_str("\n## Rows\n\nThe members of `Facts` stand beside those of `PublicRow`.\n");
    shapes(&mut page, &ROWS, &["Shown"]);
    page
}

fn shapes(page: &mut String, paths: &[&str], besides: &[&str]) {
    for path in paths {
        let text = read(path);
        let all = declared(&text);
        // In the order of the file, where what is needed first stands first.
        let mut names: Vec<&String> = all.keys().collect();
        names.sort_by_key(|name| text.find(&format!(" {name}")));
        let shown =
            |name: &&&String| all[name.as_str()].is_serialized && !besides.contains(&name.as_str());
        for name in names.iter().filter(shown) {
            page.push_str(&shape(&all[name.as_str()]));
        }
    }
}

fn shape(of: &Declared) -> String {
    let mut part = format!("\n### {}\n\n{}\n", of.name, of.doc);
    if !of.members.is_empty() {
        part.push_str("\n| | member | is | what it says |\n|---|---|---|---|\n");
    }
    for member in &of.members {
        let mark = if member.is_optional { "○" } else { "" };
        let name = member.name.split('.').map(snake).collect::<Vec<_>>().join(".");
        writeln!(part, "| {mark} | `{name}` | {} | {} |", plain(&member.kind), member.doc)
            .expect("text can grow");
    }
    part
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

/// A type in words.
fn plain(kind: &str) -> String {
    let inner = |outer: &str| kind.strip_prefix(outer).and_then(|rest| rest.strip_suffix('>'));
    if let Some(kind) = inner("Option<").or_else(|| inner("Box<")) {
        return plain(kind);
    }
    if let Some(kind) = inner("Vec<") {
        return format!("list of {}", plain(kind));
    }
    if let Some(kind) = inner("BTreeSet<") {
        return format!("set of {}", plain(kind));
    }
    if let Some(kind) = inner("Shown<") {
        return format!("{}, or [withheld](#withheld)", plain(kind));
    }
    if let Some((from, to)) = inner("BTreeMap<").and_then(|kinds| kinds.split_once(", ")) {
        return format!("map from {} to {}", plain(from), plain(to));
    }
    match kind {
        "" => String::new(),
        "String" | "T" => "text".to_owned(),
        "u16" | "u32" => "number".to_owned(),
        "bool" => "true or false".to_owned(),
        "Digest" => "hash".to_owned(),
        "KeyId" => "key".to_owned(),
        "Day" | "OfficeId" | "RowId" | "EventName" => snake(kind).replace('_', " "),
        "Value" => "any JSON".to_owned(),
        "Limit" => "[limit](PROTOCOL.md#95-the-last-day-of-a-period)".to_owned(),
        other => format!("[{other}](#{})", other.to_lowercase()),
    }
}
