//! The program is killed at any moment, a thousand times if one likes: all that it acknowledged is
//! there, and nothing is torn.
//!
//! What the page of a form sends while someone types is kept when it is answered; the page sends
//! what is new every two seconds at the latest, so what a power cut takes is no more than that.
//! `KECUALI_KILLS` says how often, `KECUALI_SEED` replays.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::Duration,
};

use kecuali_client::office::Office;
use kecuali_domain::{Kind, Scope};
use kecuali_trust::{RootFile, SigningKey};

use self::{
    draw::Draw,
    window::{Session, Window},
};
use crate::{desk::Desk, network::serve, serving::Pages, world::machine};

mod draw;
mod window;

/// More find more; these take ten seconds.
const KILLS: u64 = 100;
/// How many windows are typed in at the same time.
const WINDOWS: u64 = 3;
/// How long a test waits for what comes at once.
const SOON: Duration = Duration::from_secs(30);
/// A start is over by then, in microseconds; so is a request.
const START: u64 = 150_000;
const REQUEST: u64 = 20_000;
/// How many steps of requests are heard of before the end at most.
const STEPS: u64 = 40;
/// Everything is proven each time after so many kills.
const PROOF: u64 = 100;

/// What was saved of the entries that were begun, by their names.
#[derive(Debug, Default)]
struct Truth(BTreeMap<String, Saved>);

/// What an entry may say.
#[derive(Debug, Default)]
struct Saved {
    /// Whether it was said that it is there.
    certain: bool,
    texts: BTreeSet<String>,
}

impl Truth {
    /// This is sent to be saved, and may be.
    fn may_say(&mut self, entry: &str, text: &str) {
        self.0.entry(entry.to_owned()).or_default().texts.insert(text.to_owned());
    }

    /// This was saved.
    fn says(&mut self, entry: &str, text: &str) {
        let texts = BTreeSet::from([text.to_owned()]);
        self.0.insert(entry.to_owned(), Saved { certain: true, texts });
    }

    /// Looks whether each entry is there once, whole, and says the last that was saved.
    fn hold_against(&self, office: &mut Office) {
        let mut open: BTreeMap<_, _> = self.0.iter().collect();
        for summary in office.entries().unwrap() {
            let name = office.find(&summary.entry, Kind::Entry).unwrap();
            let content = office.content(&name).unwrap();
            let called = content.one("information").unwrap().to_owned();
            let saved =
                open.remove(&called).unwrap_or_else(|| panic!("{called} stands there twice"));
            let text = content.one("description").unwrap_or_default();
            assert!(saved.texts.contains(text), "{called}: {text}, not one of {saved:?}");
        }
        let lost: Vec<_> = open.iter().filter(|(_, saved)| saved.certain).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
}

/// An office that syncs in the background, and where its server is.
fn office() -> (Desk, kecuali_server::hub::Hub) {
    let log_key = SigningKey::from_bytes(&[78; 32]);
    let mut desk = Desk::with_server_key(&log_key.public().to_string());
    let root = std::fs::read_to_string(desk.path().join("root.json")).unwrap();
    let (hub, server) = serve(RootFile::read(&root).unwrap(), log_key);
    desk.done("RI", &["roster", "grant", "join.json"]);
    for office in ["RI", "3604"] {
        desk.done(office, &["sync", "--server", &format!("http://{server}")]);
    }
    (desk, hub)
}

fn number(name: &str) -> Option<u64> {
    env::var_os(name)?.to_str()?.parse().ok()
}

/// Lets so many microseconds go by.
fn pass(microseconds: u64) {
    let (_kept, never) = channel::<()>();
    let waited = never.recv_timeout(Duration::from_micros(microseconds));
    assert_eq!(waited, Err(RecvTimeoutError::Timeout));
}

/// Until a random step of a random request, and a little longer.
fn any_moment(steps: &Receiver<()>, draw: &mut Draw) {
    for _ in 0..draw.below(STEPS) {
        steps.recv_timeout(SOON).expect("someone types");
    }
    pass(draw.below(REQUEST));
}

#[test]
fn what_was_acknowledged_before_a_kill_at_any_moment_is_there_and_whole() {
    let kills = number("KECUALI_KILLS").unwrap_or(KILLS);
    let seed = number("KECUALI_SEED").unwrap_or(1);
    println!("KECUALI_SEED={seed} KECUALI_KILLS={kills}");
    let (mut desk, hub) = office();
    let (mut draw, mut truth) = (Draw::new(seed), Truth::default());
    let mut windows: Vec<Window> = (0..WINDOWS).map(Window::new).collect();
    for kill in 1..=kills {
        if draw.below(5) == 0 {
            let mut started = desk.begin("3604", &["serve", "--no-browser"]);
            pass(draw.below(START));
            started.kill().unwrap();
            started.wait().unwrap();
            continue;
        }
        let mut pages = Pages::open(&mut desk, "3604", &[]);
        let session = Session::enter(pages.port(), &pages.enter());
        for window in &mut windows {
            window.go_on(&session, &mut truth);
        }
        windows = type_until(&session, windows, &mut truth, &mut draw, || pages.kill());
        if kill % PROOF == 0 {
            prove(&mut desk, &truth);
        }
    }
    prove(&mut desk, &truth);
    let log = Scope::Office("3604".parse().unwrap());
    assert!(hub.head(&log).unwrap().position > 0, "it was sent meanwhile");
}

/// Types in all windows at once until it is killed.
fn type_until(
    session: &Session,
    windows: Vec<Window>,
    truth: &mut Truth,
    draw: &mut Draw,
    kill: impl FnOnce(),
) -> Vec<Window> {
    let (step, steps) = channel();
    let begin = |window: Window| {
        let (session, step, draw) = (session.clone(), step.clone(), Draw::new(draw.next()));
        thread::spawn(move || window.type_on(&session, draw, &step))
    };
    let typing: Vec<_> = windows.into_iter().map(begin).collect();
    any_moment(&steps, draw);
    kill();
    let ended = typing.into_iter().map(|typing| typing.join().unwrap());
    ended.map(|window| window.told(truth)).collect()
}

/// What is there is what was acknowledged; the store is sound, and what was sent is whole.
fn prove(desk: &mut Desk, truth: &Truth) {
    let path = desk.path().join("3604");
    truth.hold_against(&mut Office::open(&path, Box::new(machine("proof"))).unwrap());
    desk.done("3604", &["sync"]);
    let proven = desk.done("3604", &["verify", "office", "--documents"]);
    assert!(proven.starts_with("Sah"), "{proven}");
    let said = desk.run("3604", &["doctor"]);
    assert!(said.contains("hijau   Penyimpanan "), "{said}");
}
