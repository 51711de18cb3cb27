//! What people do in an office of thousands of drafts, on the way that pages take it.
//!
//! Machines and builds differ, so what an act may take is said in yards: a yard is a fixed piece of
//! work of the same machine and build, timed right before the act. The bounds are some four times
//! what was measured (debug, two cores, where a yard is 4 to 5 ms): enough that a busy machine is no
//! failure, and that an act which has become ten times slower is one.

use std::{
    fs::File,
    io::Write as _,
    time::{Duration, Instant},
};

use axum::http::StatusCode;
use kecuali_domain::handle;
use kecuali_encoding::Digest;

use super::browser::Browser;
use crate::world::{World, complete};

/// As many drafts as the largest offices bring along.
const DRAFTS: usize = 2_000;
/// How often an act is timed: what is quick more often.
const SAVES: usize = 4;
const LOOKS: usize = 15;
/// So many are endorsed at once.
const LIST: usize = 50;

struct Desk {
    _world: World,
    browser: Browser,
    entries: Vec<String>,
}

fn desk(count: usize) -> Desk {
    let mut world = World::with("3319");
    let all: Vec<_> = (0..count).map(|n| complete(&format!("Rekam medis {n}"))).collect();
    let names = world.office("3319").add_entries(None, &all).unwrap();
    let mut browser = Browser::open(&world.path("3319"));
    browser.act_as("siti");
    browser.get("/daftar");
    let entries = names.iter().map(|(scope, id)| handle(scope, *id)).collect();
    Desk { _world: world, browser, entries }
}

#[expect(clippy::disallowed_methods, reason = "how long it takes is what is asked")]
fn timed(act: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    act();
    begun.elapsed()
}

/// The shortest of several times: what others do on the machine meanwhile is not asked.
fn least(times: usize, mut act: impl FnMut(usize)) -> Duration {
    (0..times).map(|n| timed(|| act(n))).min().unwrap()
}

type Act = fn(&mut Desk) -> Duration;
/// Each act, and how many yards it may take.
const ACTS: [(&str, f64, Act); 6] = [
    ("Simpan, and the entry again", 30.0, Desk::save),
    ("what is typed is kept, with findings", 8.0, Desk::watch),
    ("a search in Daftar", 5.0, |desk| desk.look("/daftar?cari=medis+17")),
    ("Beranda", 3.0, |desk| desk.look("/")),
    ("Persetujuan", 25.0, |desk| desk.look("/persetujuan")),
    ("fifty are endorsed", 350.0, Desk::endorse),
];

impl Desk {
    fn save(&mut self) -> Duration {
        let forms: Vec<String> =
            self.entries.iter().take(SAVES).map(|entry| format!("/entri/{entry}/ubah")).collect();
        let pages: Vec<_> = forms.iter().map(|form| self.browser.get(form)).collect();
        least(SAVES, |n| {
            let filled = [("note", "Diperiksa ulang")];
            let done = self.browser.send_form(&pages[n], &forms[n], &filled);
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
            self.browser.get(done.leads_to());
        })
    }

    fn watch(&mut self) -> Duration {
        let entry = self.entries[5].clone();
        let page = self.browser.get(&format!("/entri/{entry}/ubah"));
        let mut fields = page.form(&format!("/entri/{entry}/ubah"));
        fields.insert("note".to_owned(), "Diketik".to_owned());
        let fields: Vec<_> = fields.into_iter().collect();
        least(LOOKS, |_| {
            let heard = self.browser.post(&format!("/entri/{entry}/pantau"), &fields);
            assert_eq!(heard.status, StatusCode::OK, "{}", heard.body);
        })
    }

    fn endorse(&mut self) -> Duration {
        self.browser.act_as("budi");
        let list = self.entries.iter().take(LIST).map(|entry| format!("&entri={entry}"));
        let path = format!("/persetujuan/nyatakan?kata=setuju{}", list.collect::<String>());
        timed(|| {
            let done = self.browser.send(&path, "/persetujuan/nyatakan", &[]);
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
            self.browser.get(done.leads_to());
        })
    }

    fn look(&mut self, path: &str) -> Duration {
        least(LOOKS, |_| assert_eq!(self.browser.get(path).status, StatusCode::OK))
    }
}

/// A fixed piece of work of this machine and this build: what every act does, too, which is to hash
/// and to have files on the disk before anyone is told.
fn yard() -> Duration {
    let folder = tempfile::tempdir().unwrap();
    let bytes = vec![7; 1 << 20];
    least(LOOKS, |n| {
        for part in 0..4 {
            let mut file = File::create(folder.path().join(format!("{n}-{part}"))).unwrap();
            file.write_all(Digest::of(&bytes).to_string().as_bytes()).unwrap();
            file.sync_all().unwrap();
        }
    })
}

#[test]
fn acts_in_an_office_of_thousands_of_entries_are_quick() {
    let mut desk = desk(DRAFTS);
    let mut slow = Vec::new();
    for (act, most, work) in ACTS {
        let (yard, took) = (yard(), work(&mut desk));
        let yards = took.as_secs_f64() / yard.as_secs_f64();
        if yards > most {
            slow.push(format!("{act}: {took:?} is {yards:.1} yards of {yard:?}, {most} allowed"));
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}
