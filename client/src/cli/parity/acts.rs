//! Page and command do it by the same act of the façade: what the handler of an address calls
//! there, a command of the same row calls, too. What is signed by either is compared in the tests
//! of the pages (`tests/client/pages/same.rs`).

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use super::{PAGES, Same};

/// The acts of the façade behind each address that does something. `page|command` where a form is
/// bound to what was on the screen, or its people are named one by one.
const ACTS: &[(&str, &[&str])] = &[
    ("POST /konflik", &["resolve_seen|resolve"]),
    ("POST /entri/{entry}/ubah", &["save_form|add_entries", "save_form|edit"]),
    ("POST /entri/{entry}/salin", &["copied", "add_entries"]),
    ("POST /entri/{entry}/buang", &["discard_entry"]),
    ("POST /sampah", &["restore_entry"]),
    ("POST /ketikan/buang", &["scratches", "erase"]),
    ("POST /persetujuan/catat", &["give_word", "batch"]),
    ("POST /persetujuan/nyatakan", &["give_word", "batch"]),
    ("POST /persetujuan/ajukan", &["submit", "batch"]),
    ("POST /persetujuan/tarik", &["withdraw"]),
    ("POST /arsip/baru", &["archive_add", "archive_attach"]),
    ("POST /arsip/berkas/{number}", &["archive_change"]),
    ("POST /arsip/berkas/{number}/keluar", &["archive_remove"]),
    ("POST /arsip/berkas/{number}/salinan", &["archive_attach"]),
    ("POST /ekspor/kop", &["set_whereabouts"]),
    ("POST /impor/{file}", &["import"]),
    ("POST /impor/kumpulan/{batch}", &["undo_import"]),
    (
        "POST /antrean/putuskan",
        &["determine", "send_back", "forward", "open_information", "revoke_decisions", "take_down"],
    ),
    ("POST /antrean/sekaligus/{round}", &["determine", "send_back", "forward"]),
    ("POST /antrean/{entry}/komentar", &["comment"]),
    ("POST /kantor/permintaan", &["proven"]),
    ("POST /kantor/beri", &["grant_request"]),
    ("POST /kantor/kunci/{key}", &["revoke_key", "log_heads"]),
    ("POST /penetapan/cabut", &["revoke_determination"]),
    ("POST /penetapan/turunkan", &["take_down_row"]),
    ("POST /penetapan/draf/{draft}/daftarkan", &["issue", "hash_file"]),
    ("POST /kantor/undang", &["invite"]),
    ("POST /kesehatan/harian", &["begin_copies"]),
    ("POST /kesehatan/harian/henti", &["end_copies"]),
    ("POST /kesehatan/harian/sekarang", &["copy_of_the_day"]),
    ("POST /penetapan/draf/dari", &["as_items", "draft_determination"]),
    ("POST /penetapan/draf/{draft}", &["draft_determination", "edit_drawn|edit"]),
    ("POST /penetapan/ketikan/buang", &["determination_scratches", "erase"]),
    ("POST /penetapan/draf/{draft}/buang", &["discard_draft"]),
    ("POST /penetapan/draf/{draft}/terbit", &["issue", "succession"]),
    ("POST /kesehatan/cadangan", &["backup"]),
    ("POST /kesehatan/cadangan/berkas", &["backup_file"]),
    ("POST /kesehatan/periksa", &["verify"]),
    ("POST /sinkron/sekarang", &["sync"]),
    ("POST /sinkron/server", &["set_server"]),
    ("POST /sinkron/berkas", &["export_bundle"]),
    ("POST /sinkron/berkas/terima", &["import_bundle"]),
    ("POST /sinkron/tertahan/{change}/tulis", &["rewrite_parked"]),
    ("POST /sinkron/tertahan/{change}/buang", &["discard_parked"]),
    ("POST /orang/tambah", &["add_people"]),
    ("POST /orang/permohonan", &["join_request_with"]),
    ("POST /orang/wewenang", &["grant_request"]),
    ("POST /orang/{key}/sandi", &["seal_key"]),
    ("POST /orang/{key}/tanpa-sandi", &["unseal_key"]),
    ("POST /mulai/kantor/{office}/periksa", &["root_fingerprint"]),
    ("POST /mulai/siapkan", &["set_up_under|set_up"]),
    ("POST /mulai/ri", &["found", "seal_key"]),
    ("POST /mulai/pulihkan", &["restore"]),
    ("POST /mulai/pulihkan/berkas", &["restore_file"]),
    ("POST /mulai/orang", &["add_people"]),
];

/// Addresses behind which there is no act, and why.
const NO_ACT: &[(&str, &str)] = &[
    ("POST /siapa", "says who acts, as `--as` does"),
    ("POST /entri/{entry}/pantau", "keeps what is being typed; a command has it whole"),
    ("POST /penetapan/draf/{draft}/pantau", "keeps what is being typed; a command has it whole"),
    ("POST /impor", "keeps the file until it was looked at; a command names it"),
    ("POST /antrean/sekaligus", "lists what would be signed, as `--dry-run` does"),
];

/// Sources by their path below `src`.
type Sources = BTreeMap<PathBuf, String>;

fn sources(folder: &str) -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut all, mut folders) = (Sources::new(), vec![root.join(folder)]);
    while let Some(folder) = folders.pop() {
        for found in fs::read_dir(folder).unwrap() {
            let path = found.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                all.insert(path.strip_prefix(&root).unwrap().to_owned(), text);
            }
        }
    }
    all
}

/// The functions of a source: what stands between the name of one and that of the next.
fn functions(source: &str) -> impl Iterator<Item = (&str, &str)> {
    let name = |rest: &str| rest.find(|c: char| !c.is_alphanumeric() && c != '_');
    source.split("fn ").skip(1).filter_map(move |rest| Some(rest.split_at(name(rest)?)))
}

/// Whether a text calls something of that name, or hands it on to be called.
fn calls(text: &str, name: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| {
        let (before, rest) = text.split_at(at);
        let (_, after) = rest.split_at(name.len());
        let whole = !before.ends_with(in_word) && !after.starts_with(in_word);
        let named = before.ends_with('.') || before.ends_with("::");
        let handed = before.ends_with('(') && after.starts_with(')');
        whole && !before.ends_with("fn ") && (named || handed || after.starts_with('('))
    })
}

/// A handler: the source it stands in, and its name.
type Handler = (PathBuf, String);

/// The handler of each address that something is sent to.
fn handlers(pages: &Sources) -> BTreeMap<String, Handler> {
    let mut all = BTreeMap::new();
    for (path, source) in pages {
        for rest in source.split(".route(\"").skip(1) {
            let (route, rest) = rest.split_once('"').unwrap();
            let line = rest.split(['\n', ';']).next().unwrap_or_default();
            let Some((_, handler)) = line.split_once("post(") else { continue };
            let handler = handler.split(')').next().unwrap();
            let (file, name) = match handler.rsplit_once("::") {
                Some((module, name)) => {
                    (path.with_extension("").join(format!("{module}.rs")), name)
                }
                None => (path.clone(), handler),
            };
            all.insert(format!("POST {route}"), (file, name.to_owned()));
        }
    }
    all
}

/// All that a handler runs within the pages: itself, and by name what it calls in its own source,
/// in those below it, and in the modules that it names.
fn reached(pages: &Sources, (file, name): &Handler) -> String {
    let source = pages.get(file).map(String::as_str).unwrap_or_default();
    let within = |path: &&PathBuf| {
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let beside = path.parent().is_some_and(|parent| file.starts_with(parent));
        *path == file
            || path.starts_with(file.with_extension(""))
            || (beside && source.contains(&format!("{stem}::")))
    };
    let near = pages.iter().filter(|(path, _)| within(path));
    let near: Vec<(&PathBuf, &str, &str)> = near
        .flat_map(|(path, other)| functions(other).map(move |(one, body)| (path, one, body)))
        .collect();
    let (mut text, mut known) = (String::new(), BTreeSet::new());
    let below = file.with_extension("");
    let is_it = |path: &Path, one: &str| one == name && (path == file || path.starts_with(&below));
    let mut open: Vec<_> = near.iter().filter(|(path, one, _)| is_it(path, one)).collect();
    while let Some((path, _, body)) = open.pop() {
        if known.insert((path, body)) {
            text.push_str(body);
            open.extend(near.iter().filter(|(_, other, _)| calls(body, other)));
        }
    }
    text
}

/// The sources of a command, by its first word.
fn command(commands: &Sources, line: &str) -> String {
    let word = line.split_whitespace().next().unwrap();
    let folder = Path::new("commands").join(word);
    let own = |path: &&PathBuf| path.starts_with(&folder) || **path == folder.with_extension("rs");
    commands.iter().filter(|(path, _)| own(path)).map(|(_, source)| source.as_str()).collect()
}

#[test]
fn what_each_page_does_it_does_by_the_act_of_the_command() {
    let (pages, commands) = (sources("web"), sources("commands"));
    let handlers = handlers(&pages);
    let mut missing = Vec::new();
    for (page, acts) in ACTS {
        let text = reached(&pages, &handlers[*page]);
        let same = PAGES.iter().find(|(known, _)| known == page).map(|(_, same)| same);
        let Some(Same::By(lines)) = same else { panic!("{page}: no command") };
        let texts: Vec<String> = lines.iter().map(|line| command(&commands, line)).collect();
        for act in *acts {
            let (on_page, by_command) = act.split_once('|').unwrap_or((act, act));
            if !calls(&text, on_page) {
                missing.push(format!("{page} does not call `{on_page}`"));
            }
            if !texts.iter().any(|text| calls(text, by_command)) {
                missing.push(format!("none of {lines:?} calls `{by_command}`"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn of_each_address_that_does_something_the_act_is_named() {
    let named: Vec<&str> = ACTS.iter().map(|(page, _)| *page).collect();
    let without: Vec<&str> = NO_ACT.iter().map(|(page, _)| *page).collect();
    let all: BTreeSet<&str> = named.iter().chain(&without).copied().collect();
    assert_eq!(all.len(), named.len() + without.len(), "each stands there once");
    let does = |(page, same): &(&'static str, Same)| {
        (page.starts_with("POST ") && matches!(same, Same::By(_))).then_some(*page)
    };
    let expected: BTreeSet<&str> = PAGES.iter().filter_map(does).collect();
    assert_eq!(all, expected);
    assert!(NO_ACT.iter().all(|(_, why)| !why.is_empty()));
}

#[test]
fn a_handler_that_calls_something_else_would_be_noticed() {
    let page = "fn end() { office.find(x); sign(office) }\n\
                fn sign() { office.revoke(x) }\nfn show() { office.issue(x) }";
    let file = PathBuf::from("web/pages/ending.rs");
    let pages = Sources::from([(file.clone(), page.to_owned())]);
    let text = reached(&pages, &(file, "end".to_owned()));
    assert!(calls(&text, "revoke") && calls(&text, "find"));
    assert!(!calls(&text, "issue"), "another handler of the same source does");
    assert!(!calls("office.revoke_key(x)", "revoke") && !calls("fn revoke(x)", "revoke"));
    assert!(calls("map(Office::revoke)", "revoke") && calls("map(revoke)", "revoke"));
}
