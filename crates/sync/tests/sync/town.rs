//! A server and PCs that talk to each other through bytes.

mod pc;
mod picture;
mod server;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use kecuali_domain::{Capability, Scope, act::Holder};
use kecuali_ledger::Route;
use kecuali_storage::{Commit, LogHead, MemoryStore, Store};
use kecuali_sync::{Book, write_attachment, write_record};
use kecuali_testkit::{Actor, Member, Scene, What, cast, machine};
use kecuali_trust::RootFile;

pub(crate) use self::{
    pc::{Paper, Pc, Synced},
    picture::{Page, Picture, page, picture},
    server::{Server, Trouble},
};

/// The second office program at the regency.
pub(crate) const OFFICE_PC_2: Actor = Actor::new(100, "office-pc-2", cast::OFFICE);
/// The second office program at KPU RI.
pub(crate) const NATIONAL_PC_2: Actor = Actor::new(101, "national-pc-2", "RI");
/// The office program of an office elsewhere.
pub(crate) const OTHER_PC: Actor = Actor::new(102, "other-pc", cast::ELSEWHERE);
/// An office program that nobody has granted anything yet.
pub(crate) const LATE_PC: Actor = Actor::new(103, "late-pc", cast::OFFICE);

/// The log of the regency.
pub(crate) fn office() -> Scope {
    format!("office/{}", cast::OFFICE).parse().unwrap()
}

/// The log of the office elsewhere.
pub(crate) fn elsewhere() -> Scope {
    format!("office/{}", cast::ELSEWHERE).parse().unwrap()
}

/// The trust root of every town.
pub(crate) fn root() -> RootFile {
    RootFile::first([cast::ROOT.id()]).unwrap()
}

/// A country in which everyone is appointed, and every program but the late one.
pub(crate) fn opening() -> Scene {
    let mut scene = Scene::new();
    let mut sync = |by: &Actor, to: &Actor| {
        scene.grant(by, "national", machine(to, Holder::Installation, Capability::Sync));
    };
    sync(&cast::OFFICE_ADMIN, &OFFICE_PC_2);
    sync(&cast::NATIONAL_ADMIN, &NATIONAL_PC_2);
    sync(&cast::OTHER_ADMIN, &OTHER_PC);
    let route = Route { application_via_province: false, new_substance_via_province: false };
    scene.set_policy("route", "2026-11-23", route.to_value());
    scene
}

/// A store that holds what a scene's server holds.
pub(crate) fn written(scene: &Scene) -> Arc<dyn Store> {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let mut book = Book::open(root(), Arc::clone(&store)).unwrap();
    feed(&mut book, scene);
    let (_, commit) = book.finish();
    store.commit(&commit).unwrap();
    store
}

/// Gives a book every member of a scene's logs, `national` first, without committing.
pub(crate) fn feed(book: &mut Book, scene: &Scene) {
    for member in scene.logs().flat_map(|(_, log)| &log.members) {
        follow(book, member);
    }
}

/// The same, and commits after each.
pub(crate) fn feed_one_by_one(book: &mut Book, scene: &Scene) {
    for member in scene.logs().flat_map(|(_, log)| &log.members) {
        follow(book, member);
        let (_, commit) = book.finish();
        book.store().commit(&commit).unwrap();
    }
}

fn follow(book: &mut Book, member: &Member) {
    match &member.what {
        What::Day(mark) => drop(book.mark(mark).unwrap()),
        What::Record { record, openings, .. } => {
            let openings = openings.as_ref().map(write_attachment);
            let bytes = write_record(record);
            book.follow(&bytes, openings.as_deref(), member.judged).unwrap();
        }
    }
}

/// A server of the opened country.
pub(crate) fn server() -> Server {
    static OPENED: OnceLock<Arc<dyn Store>> = OnceLock::new();
    let opened = OPENED.get_or_init(|| written(&opening()));
    Server::new(Arc::new(copy(opened.as_ref())))
}

/// What an installation had read when the country was opened.
fn opened(installation: &Actor) -> MemoryStore {
    static READ: Mutex<BTreeMap<u8, MemoryStore>> = Mutex::new(BTreeMap::new());
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    let store = read.entry(installation.seed).or_insert_with(|| {
        let mut pc = Pc::new(installation);
        pc.sync(&mut server());
        pc.backup()
    });
    copy(store)
}

/// Another store with the same in it, as a backup or a cloned disk has it.
pub(crate) fn copy(from: &dyn Store) -> MemoryStore {
    let mut commit = Commit { pending_added: from.pending(None).unwrap(), ..Commit::default() };
    for (log, _) in from.heads().unwrap() {
        let members = from.members(&log, 0, usize::MAX, usize::MAX).unwrap();
        for name in [format!("staff/{log}"), format!("checkpoint/{log}"), format!("span/{log}")] {
            let value = from.value(&name).unwrap();
            commit.values.push((name, value));
        }
        for name in (0..).map(|number| format!("checkpoint/{log}/{number}")) {
            let Some(value) = from.value(&name).unwrap() else { break };
            commit.values.push((name, Some(value)));
        }
        let after = LogHead { position: 0, digest: [0; 32] };
        commit.appends.push(kecuali_storage::Append { log, after, members });
    }
    let to = MemoryStore::default();
    to.commit(&commit).unwrap();
    to
}
