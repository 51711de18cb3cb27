//! A browser without a screen: it logs in by the link, keeps its cookie, and sends the forms that
//! stand in pages, with what they carry.

use std::{
    collections::HashMap,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use http_body_util::BodyExt as _;
use kecuali_client::{
    machine::{Machine, Replay},
    web::{App, Setting, router},
};
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

use crate::world::NOON;

const PORT: u16 = 4321;

pub(crate) struct Browser {
    runtime: Runtime,
    router: Router,
    pub(crate) app: App,
    cookie: Option<String>,
    /// By how much its clocks are later than those of the offices.
    later: Arc<AtomicU64>,
}

/// A machine whose clock a test puts forward.
#[derive(Debug)]
struct Forward {
    machine: Replay,
    later: Arc<AtomicU64>,
}

impl Machine for Forward {
    fn now(&mut self) -> u64 {
        self.machine.now() + self.later.load(Ordering::Relaxed)
    }

    fn random(&mut self, bytes: &mut [u8]) {
        self.machine.random(bytes);
    }
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    /// The same as it came.
    pub(crate) bytes: Vec<u8>,
}

impl Page {
    /// Where it leads.
    pub(crate) fn leads_to(&self) -> &str {
        self.headers.get("location").map_or("", |to| to.to_str().unwrap())
    }

    /// Whether a text stands in it, however lines are broken.
    pub(crate) fn says(&self, text: &str) -> bool {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        words(&self.body).contains(&words(text))
    }

    /// The form that is sent to an address: the one that does something, where another asks for the
    /// same page.
    fn form_text(&self, action: &str) -> &str {
        let start = format!("action=\"{action}\"");
        let posted = self.body.split_once(&format!("{start} method=\"post\""));
        let (_, form) = posted.or_else(|| self.body.split_once(&start)).expect("no such form");
        form.split_once("</form>").expect("a form ends").0
    }

    /// Whether the form that is sent to an address has something to choose or to type by this name.
    pub(crate) fn has_control(&self, action: &str, name: &str) -> bool {
        let tags = self.form_text(action).split('<').filter_map(|tag| tag.split_once('>'));
        let mut shown = tags.map(|(tag, _)| tag).filter(|tag| !tag.contains("type=\"hidden\""));
        shown.any(|tag| {
            !tag.starts_with("button ") && attribute(tag, "name").as_deref() == Some(name)
        })
    }

    /// The fields of the form that is sent to an address, as they stand in it; of those of one
    /// name the last.
    pub(crate) fn form(&self, action: &str) -> HashMap<String, String> {
        self.fields(action).into_iter().collect()
    }

    /// The same, also those of one name.
    pub(crate) fn fields(&self, action: &str) -> Vec<(String, String)> {
        let form = self.form_text(action);
        let mut fields = Vec::new();
        for tag in form.split('<').filter(|tag| tag.starts_with("input ")) {
            let is_box = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
            if tag.contains(" disabled") || (is_box && !tag.contains(" checked")) {
                continue;
            }
            if let Some(name) = attribute(tag, "name") {
                fields.push((name, attribute(tag, "value").unwrap_or_default()));
            }
        }
        for tag in form.split("<textarea ").skip(1) {
            let (tag, text) = tag.split_once('>').expect("a tag ends");
            let (text, _) = text.split_once("</textarea>").expect("a text ends");
            fields.push((attribute(tag, "name").unwrap(), unescaped(text)));
        }
        for tag in form.split("<select ").skip(1) {
            let (tag, options) = tag.split_once('>').expect("a tag ends");
            let (options, _) = options.split_once("</select>").expect("a choice ends");
            let chosen = options.split("<option ").find(|option| option.contains(" selected"));
            let value = chosen.and_then(|option| attribute(option, "value")).unwrap_or_default();
            fields.push((attribute(tag, "name").unwrap(), value));
        }
        fields
    }
}

impl Page {
    /// The same with something in every box: each is ticked, each choice is the last one.
    pub(crate) fn filled(&self, action: &str) -> HashMap<String, String> {
        let mut fields = self.form(action);
        let (_, form) =
            self.body.split_once(&format!("action=\"{action}\" method=\"post\"")).unwrap();
        let (form, _) = form.split_once("</form>").expect("a form ends");
        for tag in form.split('<') {
            let (tag, _) = tag.split_once('>').unwrap_or((tag, ""));
            let Some(name) = attribute(tag, "name") else { continue };
            let value = match tag.split_once(' ').map_or(tag, |(kind, _)| kind) {
                "input" if tag.contains("type=\"hidden\"") => continue,
                "input" if tag.contains("type=\"checkbox\"") => attribute(tag, "value").unwrap(),
                "input" if tag.contains("type=\"date\"") => "2026-03-04".to_owned(),
                "input" if tag.contains("inputmode=\"numeric\"") => "7".to_owned(),
                "input" | "textarea" => format!("Isi {name}"),
                "select" => {
                    let (_, rest) = form.split_once(&format!("<{tag}>")).unwrap();
                    let (options, _) = rest.split_once("</select>").unwrap();
                    attribute(options.rsplit("<option ").next().unwrap(), "value").unwrap()
                }
                _ => continue,
            };
            fields.insert(name, value);
        }
        fields
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    Some(unescaped(rest.split_once('"')?.0))
}

fn unescaped(text: &str) -> String {
    [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (code, plain)| text.replace(code, plain))
}

impl Browser {
    /// Opens the pages of a folder and logs in.
    pub(crate) fn open(folder: &Path) -> Self {
        let mut browser = Self::outside(folder);
        browser.log_in();
        browser
    }

    /// Opens the pages of a folder, without logging in.
    pub(crate) fn outside(folder: &Path) -> Self {
        let (drawn, later) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let clock = Arc::clone(&later);
        let machines = Arc::new(move || {
            let seed = format!("pages {}", drawn.fetch_add(1, Ordering::Relaxed));
            let machine = Replay::new(NOON, seed);
            let machine: Box<dyn Machine> =
                Box::new(Forward { machine, later: Arc::clone(&clock) });
            machine
        });
        let setting = Setting { folder: folder.to_owned(), port: PORT, machines };
        let app = App::open(setting).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { runtime, router: router(app.clone()), app, cookie: None, later }
    }

    /// Time passes, and nobody does anything.
    pub(crate) fn minutes_pass(&self, minutes: u64) {
        self.later.fetch_add(minutes * 60_000, Ordering::Relaxed);
    }

    /// Logs in by a new link.
    pub(crate) fn log_in(&mut self) {
        let link = self.app.link();
        let (_, path) = link.split_once(&PORT.to_string()).unwrap();
        let page = self.get(path);
        assert_eq!(page.status, StatusCode::OK);
        let cookie = page.headers["set-cookie"].to_str().unwrap();
        self.cookie = Some(cookie.split(';').next().unwrap().to_owned());
    }

    /// Chooses who acts.
    pub(crate) fn act_as(&mut self, key: &str) {
        let page = self.send("/siapa", "/siapa", &[("siapa", key)]);
        assert_eq!(page.leads_to(), "/", "{}", page.body);
    }

    /// Asks for a page.
    pub(crate) fn get(&mut self, path: &str) -> Page {
        self.ask(self.request("GET", path).body(Body::empty()).unwrap())
    }

    /// Opens a page, fills the form on it that is sent to `action`, and sends it.
    pub(crate) fn send(&mut self, on: &str, action: &str, filled: &[(&str, &str)]) -> Page {
        let page = self.get(on);
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        self.send_form(&page, action, filled)
    }

    /// Fills a form of a page that is open already, and sends it.
    pub(crate) fn send_form(&mut self, page: &Page, action: &str, filled: &[(&str, &str)]) -> Page {
        let mut fields = page.form(action);
        for (name, value) in filled {
            fields.insert((*name).to_owned(), (*value).to_owned());
        }
        self.post(action, &fields.into_iter().collect::<Vec<_>>())
    }

    /// What a page sends by itself while someone types in the form of this address.
    pub(crate) fn types(&mut self, page: &Page, form: &str, filled: &[(&str, &str)]) -> Page {
        let saves =
            if page.body.contains(&format!("action=\"{form}/ubah\"")) { "/ubah" } else { "" };
        let mut fields = page.form(&format!("{form}{saves}"));
        fields.extend(filled.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let request = self
            .request("POST", &format!("{form}/pantau"))
            .header("origin", format!("http://127.0.0.1:{PORT}"))
            .header("hx-request", "true")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(serde_urlencoded::to_string(&fields).unwrap()))
            .unwrap();
        self.ask(request)
    }

    /// Sends a form whose fields may stand there several times.
    pub(crate) fn post(&mut self, action: &str, fields: &[(String, String)]) -> Page {
        let body = serde_urlencoded::to_string(fields).unwrap();
        let request = self
            .request("POST", action)
            .header("origin", format!("http://127.0.0.1:{PORT}"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.ask(request)
    }

    /// A request with the host and the cookie of this browser.
    pub(crate) fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request =
            Request::builder().method(method).uri(path).header("host", format!("127.0.0.1:{PORT}"));
        match &self.cookie {
            Some(cookie) => request.header("cookie", cookie),
            None => request,
        }
    }

    /// Sends any request.
    pub(crate) fn ask(&mut self, request: Request<Body>) -> Page {
        let router = self.router.clone();
        self.runtime.block_on(async {
            let response = router.oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = body.collect().await.unwrap().to_bytes();
            let body = String::from_utf8_lossy(&bytes).into_owned();
            let bytes = bytes.to_vec();
            Page { status: parts.status, headers: parts.headers, body, bytes }
        })
    }
}
