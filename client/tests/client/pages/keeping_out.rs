//! Every address there is: looking changes nothing, and nothing is done for a stranger.
//!
//! The addresses are read from the source of the pages, so that none is forgotten.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode},
};
use kecuali_domain::handle;

use super::browser::Browser;
use crate::world::World;

/// An address of the pages, and what may be sent there.
#[derive(Debug, Clone)]
struct Route {
    path: String,
    gets: bool,
    posts: bool,
}

/// Every `.route("…", …)` below `src/web`.
fn routes() -> Vec<Route> {
    let mut found = Vec::new();
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web")) {
        let text = fs::read_to_string(&path).unwrap();
        for rest in text.split(".route(").skip(1) {
            let (_, rest) = rest.split_once('"').expect("a route begins with its address");
            let (address, rest) = rest.split_once('"').unwrap();
            let methods = methods(rest);
            let (gets, posts) = (methods.contains("get("), methods.contains("post("));
            assert!(gets || posts, "{address}: {methods}");
            found.push(Route { path: address.to_owned(), gets, posts });
        }
    }
    assert!(found.len() > 20, "{found:?}");
    found
}

/// The text up to the end of the call that it stands in.
fn methods(text: &str) -> &str {
    let mut depth = 1;
    let end = text.find(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth == 0
    });
    text.get(..end.unwrap()).unwrap()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            all.push(path);
        }
    }
    all.sort();
    all
}

/// An office with an entry, and who sits there.
fn office() -> (World, Browser, String) {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let mut browser = Browser::open(&world.path("3604"));
    browser.act_as("siti");
    (world, browser, handle(&name.0, name.1))
}

/// An address with something in the place of its names.
fn filled(path: &str, entry: &str) -> String {
    let mut whole = path.replace("{entry}", entry).replace("{key}", "siti");
    whole = whole.replace("{office}", "3604").replace("{number}", "1");
    while let Some((before, rest)) = whole.split_once('{') {
        let (_, after) = rest.split_once('}').unwrap();
        whole = format!("{before}tidak-ada{after}");
    }
    whole
}

/// Every file of a data folder, but what SQLite shares among readers.
fn content(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(content(&path));
        } else if !path.to_string_lossy().ends_with("-shm") {
            all.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    all
}

#[track_caller]
fn is_unchanged(before: &BTreeMap<PathBuf, Vec<u8>>, folder: &Path, what: &str) {
    let after = content(folder);
    let differs = |path: &&PathBuf| before.get(*path) != after.get(*path);
    let changed: Vec<_> = before.keys().chain(after.keys()).filter(differs).collect();
    assert!(changed.is_empty(), "{what} changed {changed:?}");
}

#[test]
fn where_a_form_is_sent_and_nothing_is_to_be_seen_a_page_says_so() {
    let (_world, mut browser, entry) = office();
    let all = routes();
    let is_seen = |path: &str| all.iter().any(|route| route.gets && route.path == path);
    let sent_only: Vec<_> = all.iter().filter(|route| !is_seen(&route.path)).collect();
    assert!(sent_only.len() > 5, "{sent_only:?}");
    for route in sent_only {
        let path = filled(&route.path, &entry);
        let page = browser.get(&path);
        assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED, "{path}: {}", page.body);
        assert!(page.says("hanya menerima formulir") && page.says("Ke Beranda"), "{path}");
        assert!(page.says("aria-label=\"Utama\""), "{path}: with the menu");
    }
}

#[test]
fn looking_changes_nothing() {
    let (world, mut browser, entry) = office();
    let folder = world.path("3604");
    for route in routes().iter().filter(|route| route.gets) {
        let path = filled(&route.path, &entry);
        let before = content(&folder);
        let page = browser.get(&path);
        assert!(page.status != StatusCode::INTERNAL_SERVER_ERROR, "{path}: {}", page.body);
        is_unchanged(&before, &folder, &path);
    }
}

#[test]
fn looking_sets_nothing_up() {
    let folder = tempfile::tempdir().unwrap();
    let mut browser = Browser::open(folder.path());
    let before = content(folder.path());
    for route in routes().iter().filter(|route| route.gets) {
        let path = filled(&route.path, "3604-AAAAAA");
        let page = browser.get(&path);
        assert!(page.status != StatusCode::INTERNAL_SERVER_ERROR, "{path}: {}", page.body);
        is_unchanged(&before, folder.path(), &path);
    }
}

/// What a form is sent with that was forged in some way, and how it is refused.
struct Forged {
    how: &'static str,
    headers: Vec<(&'static str, &'static str)>,
    token: bool,
    refused: StatusCode,
}

const HOST: (&str, &str) = ("host", "127.0.0.1:4321");
const OWN: (&str, &str) = ("origin", "http://127.0.0.1:4321");

fn forgeries() -> Vec<Forged> {
    let forged = |how, headers: &[(&'static str, &'static str)], token, refused| Forged {
        how,
        headers: headers.to_vec(),
        token,
        refused,
    };
    let (forbidden, elsewhere) = (StatusCode::FORBIDDEN, StatusCode::MISDIRECTED_REQUEST);
    let foreign = ("origin", "http://evil.example");
    vec![
        forged("without the token", &[HOST, OWN], false, forbidden),
        forged("from another origin", &[HOST, foreign], true, forbidden),
        forged("from no origin", &[HOST], true, forbidden),
        forged("from a frame without one", &[HOST, ("origin", "null")], true, forbidden),
        forged("from another port", &[HOST, ("origin", "http://127.0.0.1:4322")], true, forbidden),
        forged("across sites", &[HOST, OWN, ("sec-fetch-site", "cross-site")], true, forbidden),
        forged("of the same site", &[HOST, OWN, ("sec-fetch-site", "same-site")], true, forbidden),
        forged("by another name", &[("host", "evil.example:4321"), OWN], true, elsewhere),
        forged("to another port", &[("host", "127.0.0.1:80"), OWN], true, elsewhere),
    ]
}

/// A form of each kind that a page sends, with or without the token.
fn bodies(token: &str) -> [(String, String); 2] {
    let line = "--x\r\nContent-Disposition: form-data; name=";
    // A form with files that was made elsewhere does not even have the field.
    let field =
        if token.is_empty() { String::new() } else { format!("{line}\"csrf\"\r\n\r\n{token}\r\n") };
    [
        ("application/x-www-form-urlencoded".to_owned(), format!("csrf={token}&siapa=siti&ya=ya")),
        (
            "multipart/form-data; boundary=x".to_owned(),
            format!("{field}{line}\"ya\"\r\n\r\nya\r\n--x--\r\n"),
        ),
    ]
}

#[test]
fn nothing_is_done_for_a_form_that_was_forged() {
    let (world, mut browser, entry) = office();
    let folder = world.path("3604");
    let token = browser.get("/siapa").form("/siapa")["csrf"].clone();
    let cookie = browser.request("GET", "/").body(()).unwrap().headers()["cookie"].clone();
    let before = content(&folder);
    for route in routes().iter().filter(|route| route.posts) {
        let path = filled(&route.path, &entry);
        for forged in forgeries() {
            let token = if forged.token { &token } else { "" };
            let statuses = bodies(token).map(|(kind, body)| {
                let mut request = axum::http::Request::builder().method("POST").uri(&path);
                for (name, value) in &forged.headers {
                    request = request.header(*name, *value);
                }
                let request = request.header("cookie", &cookie).header("content-type", &kind);
                browser.ask(request.body(Body::from(body)).unwrap()).status
            });
            // Without a token, a form of the kind that is not read there is none at all.
            let refused = |status: &StatusCode| {
                let is_none = !forged.token && *status == StatusCode::BAD_REQUEST;
                *status == forged.refused || is_none
            };
            let is_over = path.starts_with("/mulai") && statuses.contains(&StatusCode::SEE_OTHER);
            let told = statuses.iter().all(refused) && statuses.contains(&forged.refused);
            assert!(told || (is_over && !forged.token), "{path} {}: {statuses:?}", forged.how);
        }
    }
    is_unchanged(&before, &folder, "a forged form");
}

#[test]
fn nothing_is_shown_or_done_without_a_session() {
    let (world, mut inside, entry) = office();
    let folder = world.path("3604");
    let token = inside.get("/siapa").form("/siapa")["csrf"].clone();
    let mut browser = Browser::outside(&folder);
    let before = content(&folder);
    for route in routes() {
        let path = filled(&route.path, &entry);
        let open = path.starts_with("/aset/") || path == "/masuk";
        if route.gets && !open {
            assert_eq!(browser.get(&path).status, StatusCode::UNAUTHORIZED, "{path}");
        }
        for (kind, body) in bodies(&token).into_iter().filter(|_| route.posts) {
            let request = browser.request("POST", &path).header(OWN.0, OWN.1);
            let request = request.header("content-type", kind).body(Body::from(body)).unwrap();
            assert_eq!(browser.ask(request).status, StatusCode::UNAUTHORIZED, "{path}");
        }
    }
    is_unchanged(&before, &folder, "a stranger");
}

#[test]
fn a_session_of_one_port_is_none_of_another() {
    let (_world, mut browser, _) = office();
    let cookie = browser.request("GET", "/").body(()).unwrap().headers()["cookie"].clone();
    let (name, id) = cookie.to_str().unwrap().split_once('=').unwrap();
    assert_eq!(name, "kecuali_4321", "cookies are not told apart by port, so the name does");
    let with = |cookie: String| {
        let request = axum::http::Request::builder().uri("/").header(HOST.0, HOST.1);
        request.header("cookie", cookie).body(Body::empty()).unwrap()
    };
    for cookie in [format!("kecuali_4322={id}"), format!("kecuali_4321={id}0"), id.to_owned()] {
        assert_eq!(browser.ask(with(cookie.clone())).status, StatusCode::UNAUTHORIZED, "{cookie}");
    }
    let both = format!("kecuali_4322=00; other=1; kecuali_4321={id}");
    assert_eq!(browser.ask(with(both)).status, StatusCode::OK);
}

#[test]
fn a_session_is_ended_by_logging_out_and_its_cookie_is_for_this_address_alone() {
    let (_world, mut browser, _) = office();
    let link = browser.app.link();
    let page = browser.get(link.split_once("4321").unwrap().1);
    let cookie = page.headers["set-cookie"].to_str().unwrap().to_owned();
    let (pair, attributes) = cookie.split_once("; ").unwrap();
    assert_eq!(attributes, "Path=/; HttpOnly; SameSite=Strict");
    let id = pair.split_once('=').unwrap().1;
    assert_eq!(id.len(), 64, "32 bytes that nobody guesses");
    let page = browser.send("/siapa", "/keluar", &[]);
    assert_eq!(page.status, StatusCode::OK, "leaving is nothing that went wrong");
    for part in ["Anda sudah keluar", "jalankan program kecuali sekali lagi"] {
        assert!(page.says(part), "{}", page.body);
    }
    let forgotten = page.headers["set-cookie"].to_str().unwrap();
    assert!(forgotten.starts_with("kecuali_4321=;") && forgotten.ends_with("Max-Age=0"));
    assert_eq!(browser.get("/").status, StatusCode::UNAUTHORIZED, "the old cookie opens nothing");
}

/// The headers of an answer, but those of its content.
fn said(headers: &HeaderMap) -> Vec<String> {
    let own = |name: &str| !matches!(name, "content-type" | "content-length" | "location");
    let all = headers.iter().filter(|(name, _)| own(name.as_str()));
    let mut all: Vec<String> =
        all.map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect();
    all.sort();
    all
}

#[test]
fn every_answer_says_the_same_to_the_browser() {
    let expected = [
        "cache-control: no-store",
        "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; \
         img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
         base-uri 'none'",
        "cross-origin-embedder-policy: require-corp",
        "cross-origin-opener-policy: same-origin",
        "cross-origin-resource-policy: same-origin",
        "permissions-policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "referrer-policy: same-origin",
        "x-content-type-options: nosniff",
        "x-frame-options: DENY",
    ];
    let (_world, mut browser, entry) = office();
    for route in routes().iter().filter(|route| route.gets) {
        let path = filled(&route.path, &entry);
        let page = browser.get(&path);
        let mut headers = said(&page.headers);
        headers.retain(|header| !header.starts_with("content-disposition: attachment"));
        assert_eq!(headers, expected, "{path}");
    }
}

#[test]
fn no_page_tells_a_secret() {
    let (world, mut browser, entry) = office();
    let folder = world.path("3604");
    let cookie = browser.request("GET", "/").body(()).unwrap().headers()["cookie"].clone();
    let session = cookie.to_str().unwrap().split_once('=').unwrap().1.to_owned();
    let mut secrets = vec![session, fs::read_to_string(folder.join("pages.secret")).unwrap()];
    for key in fs::read_dir(folder.join("keys")).unwrap() {
        let text = fs::read_to_string(key.unwrap().path()).unwrap();
        secrets.extend(text.split_whitespace().filter(|word| word.len() > 40).map(str::to_owned));
    }
    assert!(secrets.len() > 4, "{}", secrets.len());
    for route in routes().iter().filter(|route| route.gets) {
        let page = browser.get(&filled(&route.path, &entry));
        // The public half stands in the same file, and is no secret.
        let public: Vec<String> = world
            .second("3604")
            .whoami()
            .unwrap()
            .into_iter()
            .map(|key| key.public_key.to_string())
            .collect();
        for secret in &secrets {
            let secret = secret.trim();
            let told = page.body.contains(secret) && !public.iter().any(|key| key == secret);
            assert!(!told, "{}", route.path);
        }
    }
}
