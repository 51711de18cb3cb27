//! A window in which someone types, and goes on after the program was killed.

use std::{
    collections::HashMap,
    io::{self, Read as _, Write as _},
    net::TcpStream,
    sync::mpsc::Sender,
};

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::{Draw, Truth};
use crate::pages::browser::Page;

/// A text that is longer is begun again.
const LONGEST: usize = 6_000;
/// The name of an entry that is not there yet.
const NEW: &str = "baru";

/// Whoever is logged in to a program that runs.
#[derive(Debug, Clone)]
pub(super) struct Session {
    port: u16,
    cookie: String,
}

impl Session {
    /// Takes what was answered to the link.
    pub(super) fn enter(port: u16, answer: &str) -> Self {
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        let cookie = cookie.unwrap().split(';').next().unwrap().to_owned();
        Self { port, cookie }
    }

    fn get(&self, path: &str) -> io::Result<Page> {
        self.ask(&format!("GET {path} HTTP/1.1\r\n"), "", &mut || ())
    }

    fn post(
        &self,
        path: &str,
        fields: &HashMap<String, String>,
        step: &mut dyn FnMut(),
    ) -> io::Result<Page> {
        let body = serde_urlencoded::to_string(fields).unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nOrigin: http://127.0.0.1:{}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
            self.port,
            body.len()
        );
        self.ask(&head, &body, step)
    }

    /// One request. Each of its steps is told.
    fn ask(&self, head: &str, body: &str, step: &mut dyn FnMut()) -> io::Result<Page> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        let host = format!("Host: 127.0.0.1:{}\r\nCookie: {}\r\n", self.port, self.cookie);
        stream.write_all(format!("{head}{host}Connection: close\r\n\r\n").as_bytes())?;
        step();
        stream.write_all(body.as_bytes())?;
        step();
        let mut bytes = Vec::new();
        // What was said before the end was said.
        let ended = stream.read_to_end(&mut bytes);
        step();
        page(bytes).map_or_else(
            || Err(ended.err().unwrap_or_else(|| io::ErrorKind::UnexpectedEof.into())),
            Ok,
        )
    }
}

/// An answer whose head came whole.
fn page(bytes: Vec<u8>) -> Option<Page> {
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n")?;
    let (status, head) = head.split_once("\r\n")?;
    let status = status.split(' ').nth(1)?.parse::<StatusCode>().ok()?;
    let header = |line: &str| {
        let (name, value) = line.split_once(": ")?;
        Some((name.parse::<HeaderName>().ok()?, value.parse::<HeaderValue>().ok()?))
    };
    let headers: HeaderMap = head.lines().filter_map(header).collect();
    Some(Page { status, headers, body: body.to_owned(), bytes })
}

/// What was sent when the program was killed, and not answered.
#[derive(Debug)]
enum Flying {
    Typed(String),
    Saved(String),
}

/// A window on a form.
#[derive(Debug)]
pub(super) struct Window {
    number: u64,
    /// How many entries were begun in it.
    begun: u64,
    /// The entry, as an address names it.
    entry: String,
    /// What the entry is called.
    called: String,
    /// The fields of the form.
    form: HashMap<String, String>,
    /// The text that stands there, as it was last acknowledged.
    kept: String,
    flying: Option<Flying>,
    /// What was saved since the last kill: which entry, and its text.
    saved: Vec<(String, String)>,
}

impl Window {
    pub(super) fn new(number: u64) -> Self {
        Self {
            number,
            begun: 0,
            entry: NEW.to_owned(),
            called: String::new(),
            form: HashMap::new(),
            kept: String::new(),
            flying: None,
            saved: Vec::new(),
        }
    }

    fn address(&self) -> String {
        format!("/entri/{}/ubah", self.entry)
    }

    /// Begins a new entry.
    fn begin(&mut self, session: &Session) -> io::Result<()> {
        let page = session.get("/entri/baru")?;
        NEW.clone_into(&mut self.entry);
        self.begun += 1;
        self.called = format!("Percobaan {} {}", self.number, self.begun);
        self.kept.clear();
        self.draw(&page);
        Ok(())
    }

    /// Goes on with an entry that is there.
    fn reopen(&mut self, session: &Session, entry: &str) -> io::Result<()> {
        let page = session.get(&format!("/entri/{entry}/ubah"))?;
        entry.clone_into(&mut self.entry);
        self.draw(&page);
        assert_eq!(self.form["description"], self.kept, "as it was saved");
        Ok(())
    }

    fn draw(&mut self, page: &Page) {
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        self.form = page.form(&self.address());
    }

    /// After a kill: what was acknowledged is in the form, or what was sent last.
    pub(super) fn go_on(&mut self, session: &Session, truth: &mut Truth) {
        let Some(open) = self.form.get("borang").cloned() else {
            return self.begin(session).expect("it runs");
        };
        let page = session.get(&format!("{}?borang={open}", self.address())).expect("it runs");
        self.draw(&page);
        let there = self.form["description"].clone();
        let flying = self.flying.take();
        let sent = match &flying {
            Some(Flying::Typed(text) | Flying::Saved(text)) => Some(text),
            None => None,
        };
        let was_saved = matches!(flying, Some(Flying::Saved(_))) && self.entry == NEW;
        if was_saved && self.form["information"].is_empty() {
            // What was kept before and is not offered any more became an entry. Where nothing was,
            // the save may have come too late.
            if !self.kept.is_empty() {
                truth.says(&self.called, sent.expect("it was sent"));
            }
            return self.begin(session).expect("it runs");
        }
        let known = there == self.kept || sent == Some(&there);
        assert!(known, "{}: {there}, neither {} nor {sent:?}", self.called, self.kept);
        self.kept = there;
    }

    /// Types and saves until nobody answers.
    pub(super) fn type_on(mut self, session: &Session, mut draw: Draw, step: &Sender<()>) -> Self {
        let mut step = || {
            let _nobody_listens = step.send(());
        };
        while self.once(session, &mut draw, &mut step).is_ok() {}
        self
    }

    fn once(
        &mut self,
        session: &Session,
        draw: &mut Draw,
        step: &mut dyn FnMut(),
    ) -> io::Result<()> {
        let more = draw.below(400) + 1;
        let before = if self.kept.len() > LONGEST { "" } else { self.kept.as_str() };
        let text = format!("{before}{}", draw.word(more));
        self.form.insert("information".to_owned(), self.called.clone());
        self.form.insert("description".to_owned(), text.clone());
        if draw.below(5) > 0 {
            self.flying = Some(Flying::Typed(text.clone()));
            let page = session.post(&format!("/entri/{}/pantau", self.entry), &self.form, step)?;
            assert_eq!(page.status, StatusCode::OK, "{}", page.body);
            self.kept = text;
            self.flying = None;
            return Ok(());
        }
        self.flying = Some(Flying::Saved(text.clone()));
        let mut page = session.post(&self.address(), &self.form, step)?;
        if page.status == StatusCode::OK {
            // The last save was signed and not answered, and what was typed before was gone on with:
            // both are shown, and what was typed is what is meant.
            let (_, form) = page.body.split_once("id=\"form-entri\"").expect("it is a form");
            let (_, entry) = form.split_once("action=\"/entri/").expect("of an entry");
            self.entry = entry.split('/').next().unwrap().to_owned();
            self.draw(&page);
            assert_eq!(self.form["description"], text, "what was typed stands there");
            page = session.post(&self.address(), &self.form, step)?;
        }
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        let entry = page.leads_to().rsplit('/').next().unwrap().to_owned();
        self.saved.push((self.called.clone(), text.clone()));
        (self.entry, self.kept, self.flying) = (entry.clone(), text, None);
        self.form.clear();
        if draw.below(2) == 0 { self.begin(session) } else { self.reopen(session, &entry) }
    }

    /// Tells what it saved, or may have.
    pub(super) fn told(mut self, truth: &mut Truth) -> Self {
        for (called, text) in self.saved.drain(..) {
            truth.says(&called, &text);
        }
        if let Some(Flying::Saved(text)) = &self.flying {
            truth.may_say(&self.called, text);
        }
        self
    }
}
