//! A server in memory, and offices in folders of their own.

use std::{cell::RefCell, collections::BTreeMap, path::PathBuf, rc::Rc, sync::Arc};

use kecuali_client::{
    machine::Replay,
    office::{
        Name, Office,
        approval::Word,
        exchange::{Synced, Transport},
        found::Founding,
        input::{Fields, read_assignment},
        people::Newcomer,
        role::Role,
    },
    remote::RemoteError,
};
use kecuali_document::{Draft, Map, act_key, write};
use kecuali_domain::{Scope, act::Position};
use kecuali_encoding::KeyId;
use kecuali_ledger::{DayMark, SCHEMA, Sealed};
use kecuali_protocol::sync::{SyncRequest, SyncResponse};
use kecuali_storage::{MemoryStore, Store};
use kecuali_sync::{Book, Vectors, admit_push, answer, readable, write_record};
use kecuali_trust::{RootFile, SigningKey};
use tempfile::TempDir;

/// 23 November 2026, noon in Jakarta.
pub(crate) const NOON: u64 = 1_795_410_000_000;

#[derive(Debug)]
pub(crate) struct Server {
    book: Book,
    vectors: Vectors,
    key: SigningKey,
}

impl Server {
    pub(crate) fn new(root: RootFile) -> Self {
        let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
        let book = Book::open(root, store).unwrap();
        Self { book, vectors: Vectors::new(64), key: log_key() }
    }

    /// All it has.
    pub(crate) fn store(&self) -> Arc<dyn Store> {
        Arc::clone(self.book.store())
    }

    /// A server that was started again with a later version of the trust root.
    pub(crate) fn take_root(&mut self, root: RootFile) {
        self.book = Book::open(root, Arc::clone(self.book.store())).unwrap();
    }

    /// Its disk is replaced by an empty one.
    pub(crate) fn lose_everything(&mut self) {
        *self = Self::new(self.book.national().root().clone());
    }

    /// Its clock says that a day has begun.
    pub(crate) fn begin(&mut self, day: &str) {
        let national = self.book.national();
        let (head, root) = (national.head(), national.root_id());
        let mark = DayMark::sign(day.parse().unwrap(), head, &root, &self.key);
        self.book.mark(&mark).unwrap();
        let (_, commit) = self.book.finish();
        self.book.store().commit(&commit).unwrap();
    }

    /// Takes an act that this program does not know, as a newer server does.
    pub(crate) fn take_newer(&mut self, key: &SigningKey, (scope, id): &Name, text: &str) {
        let signer = key.public();
        let national = self.book.national();
        let (root, head) = (national.root_id(), national.head());
        let grant = national.now().standing(signer, &scope.to_string()).unwrap()[0].0;
        let document = self.book.document(scope, *id).unwrap().unwrap();
        let (kind, deps) = (document.kind(), document.history().heads());
        let puts = [(act_key(&signer, &deps, text).into(), text.into())];
        let draft = Draft { signer, deps: &deps, time: NOON, map: Map::Acts, puts: &puts };
        let written = write(document.history(), &draft).unwrap();
        let (scope, change) = (scope.clone(), written.change.hash());
        let schema = SCHEMA;
        let sealed =
            Sealed { scope, document: *id, kind, schema, change, signer, grant, cursor: head };
        let record = write_record(&sealed.sign(written.bytes, &root, key));
        self.book.follow(&record, None, head).unwrap();
        let (_, commit) = self.book.finish();
        self.book.store().commit(&commit).unwrap();
    }

    fn exchange(&mut self, installation: KeyId, request: &SyncRequest) -> SyncResponse {
        let outcomes = admit_push(&mut self.book, &request.push);
        let (_, commit) = self.book.finish();
        self.book.store().commit(&commit).unwrap();
        let logs = readable(&self.book, installation).unwrap_or_else(|_| vec![Scope::National]);
        let (book, vectors) = (&self.book, &mut self.vectors);
        answer(book, &logs, request, &outcomes, vectors, &self.key).unwrap()
    }
}

pub(crate) fn log_key() -> SigningKey {
    SigningKey::from_bytes(&[77; 32])
}

/// The way of one installation to the server, over the bytes that would travel.
#[derive(Debug)]
struct Wire {
    server: Rc<RefCell<Server>>,
    installation: KeyId,
}

impl Transport for Wire {
    fn exchange(&mut self, request: &SyncRequest) -> Result<SyncResponse, RemoteError> {
        let request = SyncRequest::read(&request.to_bytes()).unwrap();
        let response = self.server.borrow_mut().exchange(self.installation, &request);
        Ok(SyncResponse::read(&response.to_bytes(), request.push.len())?)
    }
}

/// KPU RI, a server, and whoever joins.
pub(crate) struct World {
    folder: TempDir,
    pub(crate) server: Rc<RefCell<Server>>,
    offices: BTreeMap<&'static str, Office>,
}

impl World {
    /// KPU RI with an administrator, a reviewer and an issuer, known to the server.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let founding = Founding {
            people: vec![
                newcomer("adi", "Kepala Biro", Role::Administrator, None),
                newcomer("rina", "Penelaah", Role::Reviewer, None),
                newcomer("iman", "Ketua Divisi Hukum", Role::Issuer, None),
            ],
            day: Some("2026-11-23".parse().unwrap()),
            server_key: Some(log_key().public()),
            server: None,
        };
        let office =
            Office::found(&folder.path().join("RI"), &founding, Box::new(machine("RI"))).unwrap();
        let server = Server::new(office.national().root().clone());
        let server = Rc::new(RefCell::new(server));
        let mut world = Self { folder, server, offices: BTreeMap::from([("RI", office)]) };
        world.sync("RI");
        world
    }

    /// Sets an office up without grants.
    pub(crate) fn arrive(&mut self, code: &'static str) {
        let root = self.folder.path().join("root.json");
        std::fs::write(&root, self.office("RI").root_text()).unwrap();
        let path = self.path(code);
        let mut office =
            Office::set_up(&path, &root, code.parse().unwrap(), None, Box::new(machine(code)))
                .unwrap();
        office
            .add_people(&[
                newcomer("siti", "PPID", Role::Ppid, None),
                newcomer("budi", "Atasan PPID", Role::Endorser, Some(Position::PpidSuperior)),
            ])
            .unwrap();
        self.offices.insert(code, office);
    }

    /// Grants what an office asks for, and lets everyone know.
    pub(crate) fn admit(&mut self, code: &'static str) {
        let request = self.office(code).join_request(false).unwrap();
        self.office("RI").grant_request(None, &request, None).unwrap();
        self.sync("RI");
        self.sync(code);
    }

    /// KPU RI and one office with grants.
    pub(crate) fn with(code: &'static str) -> Self {
        let mut world = Self::new();
        world.arrive(code);
        world.admit(code);
        world
    }

    pub(crate) fn path(&self, code: &str) -> PathBuf {
        self.folder.path().join(code)
    }

    pub(crate) fn office(&mut self, code: &str) -> &mut Office {
        self.offices.get_mut(code).unwrap()
    }

    /// The same folder in another process.
    pub(crate) fn second(&self, code: &str) -> Office {
        Office::open(&self.path(code), Box::new(machine("second"))).unwrap()
    }

    /// Puts an office from a folder in the place of one.
    pub(crate) fn replace(&mut self, code: &'static str, office: Office) {
        self.offices.insert(code, office);
    }

    pub(crate) fn sync(&mut self, code: &str) -> Synced {
        let synced = self.try_sync(code);
        assert!(synced.alarms.is_empty(), "{:?}", synced.alarms);
        synced
    }

    /// A sync, whatever it says.
    pub(crate) fn try_sync(&mut self, code: &str) -> Synced {
        let mut way = self.way(code);
        self.office(code).sync(&mut way).unwrap()
    }

    /// The way of an office to the server.
    pub(crate) fn way(&mut self, code: &str) -> impl Transport + use<> {
        let server = Rc::clone(&self.server);
        let installation = self.office(code).whoami().unwrap()[0].public_key;
        Wire { server, installation }
    }

    /// An entry that no rule forbids to be submitted.
    pub(crate) fn draft(&mut self, code: &str) -> Name {
        self.office(code).add_entries(None, &[complete("Rekam medis pegawai")]).unwrap().remove(0)
    }

    /// All that policy requires, from paper.
    pub(crate) fn endorse(&mut self, code: &str, name: &Name) {
        for position in Position::ALL {
            let word = from_paper(position);
            self.office(code).give_word(Some("siti"), std::slice::from_ref(name), &word).unwrap();
        }
    }

    /// A determination 12/2026 with one item, issued and known to all.
    pub(crate) fn issue(&mut self) {
        let ri = self.office("RI");
        let draft = ri.draft_determination(Some("iman"), &determination("12")).unwrap();
        ri.issue(None, &draft, &[], None).unwrap();
        self.sync("RI");
        let codes: Vec<_> = self.offices.keys().copied().collect();
        for code in codes {
            self.sync(code);
        }
    }
}

pub(crate) fn from_paper(position: Position) -> Word {
    let (letter, day) = ("7/PPID/2026".to_owned(), "2026-11-20".parse().unwrap());
    let paper = kecuali_domain::act::Paper { letter, day, scan: None };
    let (note, batch) = (None, None);
    Word { agrees: true, position: Some(position), note, recorded: Some(paper), batch }
}

pub(crate) fn newcomer(
    key: &str,
    position: &str,
    role: Role,
    endorses_as: Option<Position>,
) -> Newcomer {
    let (key, position) = (key.to_owned(), position.to_owned());
    Newcomer { name: key.to_uppercase(), key, position, role, endorses_as }
}

pub(crate) fn fields(texts: &[&str]) -> Fields {
    texts.iter().map(|text| read_assignment(text).unwrap()).collect()
}

/// The fields of an entry that nothing is missing from.
pub(crate) fn complete(information: &str) -> Fields {
    let mut all = fields(&[
        "description=Catatan kesehatan pegawai dalam berkas kepegawaian",
        "document_type=Surat keterangan",
        "legal_basis=uu-14-2008:17.h.2",
        "consequence_if_opened=Mengungkap riwayat kesehatan pribadi seseorang",
        "consequence_if_closed=Melindungi rahasia pribadi pegawai",
        "period=5 tahun",
        "exceptions=written_consent",
        "exceptions=public_office",
        "responsible_position=Sekretaris",
        "owning_unit=Subbagian SDM",
    ]);
    all.push(("information".to_owned(), information.to_owned()));
    all
}

/// The fields of a determination that nothing is missing from.
pub(crate) fn determination(number: &str) -> Fields {
    use kecuali_client::office::determination::read_determination_field as read;
    let own = [
        ("number", number),
        ("year", "2026"),
        ("title", "Penetapan Informasi yang Dikecualikan"),
        ("classification_kind", "Rahasia pribadi"),
        ("work_unit", "KPU RI, Biro Hukum"),
        ("authority", "RI"),
        ("signatory", "Ketua KPU"),
        ("place", "Jakarta"),
        ("day", "2026-11-22"),
        ("test_date", "2026-11-20"),
        ("test_material", "Rekam medis"),
        ("test_scope", "Seluruh berkas"),
        ("test_harm", "Terbukanya rahasia pribadi"),
        ("test_laws", "UU 14/2008"),
        ("test_public_interest", "Rendah"),
        ("test_balancing", "Bahaya lebih besar"),
        ("test_conclusion", "exempt"),
    ];
    let mut all: Fields = own.iter().map(|(name, value)| read(name, value).unwrap()).collect();
    let in_item = |key: &str| kecuali_domain::field::field(key).is_some_and(|field| field.in_item);
    let item = complete("Rekam medis").into_iter().filter(|(key, _)| in_item(key));
    all.extend(item.map(|(key, value)| (format!("item/1/{key}"), value)));
    all
}

pub(crate) fn machine(seed: &str) -> Replay {
    Replay::new(NOON, seed.to_owned())
}
