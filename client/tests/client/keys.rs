//! Keys under a passphrase, and the people of one machine.

use insta::assert_snapshot;
use kecuali_client::{
    error::{Exit, OfficeError},
    office::{
        backup::{Part, restore},
        keyring::{Asks, Keyring},
        role::Role,
        sealed_key::Passphrase,
    },
};

use crate::{
    desk::Desk,
    world::{World, complete, newcomer},
};

const PHRASE: &str = "kuda nil makan awan";

fn phrase() -> Passphrase {
    Passphrase::new(PHRASE)
}

/// An office where siti's key is under a passphrase.
fn sealed() -> World {
    let mut world = World::with("3604");
    world.office("3604").seal_key("siti", &phrase()).unwrap();
    // What was opened before is another process by now.
    let office = world.second("3604");
    world.replace("3604", office);
    world
}

#[test]
fn a_locked_key_signs_nothing_and_an_open_one_all_that_it_may() {
    let mut world = sealed();
    let office = world.office("3604");
    let rows = [complete("Rekam medis")];
    let error = office.add_entries(Some("siti"), &rows).unwrap_err();
    assert_eq!((error.code(), error.exit()), ("key_locked", Exit::NotAuthorised));
    assert!(error.to_string().contains("`siti`") && error.hint().is_some(), "{error}");
    assert_eq!(office.overview().unwrap().ready, 0, "nothing was signed");

    let wrong = office.unlock("siti", &Passphrase::new("kuda nil makan bulan")).unwrap_err();
    assert_eq!((wrong.code(), wrong.exit()), ("passphrase_wrong", Exit::NotAuthorised));
    assert_eq!(office.add_entries(Some("siti"), &rows).unwrap_err().code(), "key_locked");

    office.unlock("SITI", &phrase()).unwrap();
    office.add_entries(Some("siti"), &rows).unwrap();
    office.lock();
    assert_eq!(office.add_entries(Some("siti"), &rows).unwrap_err().code(), "key_locked");
    world.sync("3604");
    assert_eq!(world.office("3604").overview().unwrap().ready, 0, "the server took it");
}

#[test]
fn a_ring_opens_keys_for_one_act() {
    let mut world = sealed();
    let office = world.office("3604");
    let mut ring = Keyring::default();
    let key = office.sealed_key("siti").unwrap().unwrap().open(&phrase()).unwrap();
    let public = key.public();
    ring.add(key);
    let rows = [complete("Rekam medis")];
    office.with_keys(&ring, |office| office.add_entries(Some("siti"), &rows)).unwrap();
    assert_eq!(office.add_entries(Some("siti"), &rows).unwrap_err().code(), "key_locked", "after");

    office.unlock("siti", &phrase()).unwrap();
    let empty = Keyring::default();
    let error = office.with_keys(&empty, |office| office.add_entries(Some("siti"), &rows));
    assert_eq!(error.unwrap_err().code(), "key_locked", "another's ring opens nothing of mine");
    office.add_entries(Some("siti"), &rows).unwrap();

    ring.lock(public);
    assert!(ring.is_empty() && !ring.holds(public));
    assert!(office.sealed_key("budi").unwrap().is_none(), "budi's key is under no passphrase");
}

#[derive(Debug)]
struct Says(&'static str);

impl Asks for Says {
    fn passphrase(&self, key: &str) -> Result<Option<Passphrase>, OfficeError> {
        Ok((key == "siti").then(|| Passphrase::new(self.0)))
    }
}

#[test]
fn what_waits_is_told_without_asking_for_a_passphrase() {
    let mut world = World::with("3604");
    world.draft("3604");
    let office = world.office("3604");
    let open = format!("{:?}", office.agenda(Some("siti"), 5).unwrap());
    office.seal_key("siti", &phrase()).unwrap();
    let mut office = world.second("3604");
    let sealed = office.agenda(Some("siti"), 5).unwrap();
    assert_eq!(sealed.sections.len(), 1, "{sealed:?}");
    assert_eq!(format!("{sealed:?}"), open);
    office.ask(Box::new(Silent));
    assert_eq!(format!("{:?}", office.agenda(Some("siti"), 5).unwrap()), open);
}

/// Someone who is not to be asked.
#[derive(Debug)]
struct Silent;

impl Asks for Silent {
    fn passphrase(&self, key: &str) -> Result<Option<Passphrase>, OfficeError> {
        unreachable!("it asks for {key}")
    }
}

#[test]
fn who_is_asked_opens_the_key_that_is_to_sign() {
    let mut world = sealed();
    let office = world.office("3604");
    office.ask(Box::new(Says("bukan yang ini")));
    let rows = [complete("Rekam medis")];
    assert_eq!(office.add_entries(Some("siti"), &rows).unwrap_err().code(), "passphrase_wrong");
    office.ask(Box::new(Says(PHRASE)));
    office.add_entries(Some("siti"), &rows).unwrap();
}

#[test]
fn what_waited_for_its_grant_waits_on_for_the_passphrase_and_is_told() {
    let mut world = World::new();
    world.arrive("3604");
    world.draft("3604");
    world.office("3604").seal_key("siti", &phrase()).unwrap();
    world.office("3604").lock();
    world.admit("3604");
    let synced = world.sync("3604");
    assert_eq!((synced.sealed, synced.locked), (0, 1));
    let overview = world.office("3604").overview().unwrap();
    assert_eq!((overview.unsealed, overview.locked, overview.ready), (1, 1, 0));

    world.office("3604").unlock("siti", &phrase()).unwrap();
    let synced = world.sync("3604");
    assert_eq!((synced.sealed, synced.locked, synced.received), (1, 0, 1));
    assert_eq!(world.office("3604").overview().unwrap().locked, 0);
}

#[test]
fn a_passphrase_is_changed_and_taken_off_by_whoever_knows_it() {
    let mut world = sealed();
    let office = world.office("3604");
    let other = Passphrase::new("lima jeruk di atap");
    assert_eq!(office.seal_key("siti", &other).unwrap_err().code(), "key_locked");
    assert_eq!(office.unseal_key("siti").unwrap_err().code(), "key_locked");
    office.unlock("siti", &phrase()).unwrap();
    let before = office.staff().unwrap()[0].public_key;
    office.seal_key("siti", &other).unwrap();
    office.lock();
    assert_eq!(office.unlock("siti", &phrase()).unwrap_err().code(), "passphrase_wrong");
    office.unlock("siti", &other).unwrap();
    office.unseal_key("siti").unwrap();
    office.lock();
    office.add_entries(Some("siti"), &[complete("Rekam medis")]).unwrap();
    assert_eq!(office.staff().unwrap()[0].public_key, before, "the same key all along");
    assert_eq!(office.unseal_key("siti").unwrap_err().code(), "key_not_sealed");
}

#[test]
fn a_weak_passphrase_and_the_key_of_the_installation_are_refused() {
    let mut world = World::with("3604");
    let office = world.office("3604");
    for weak in ["pendek", "KPU Kabupaten Serang", "siti pemilu2029", "password1234"] {
        let error = office.seal_key("siti", &Passphrase::new(weak)).unwrap_err();
        assert_eq!((error.code(), error.exit()), ("passphrase_weak", Exit::Usage), "{weak}");
    }
    let error = office.seal_key("installation", &phrase()).unwrap_err();
    assert_eq!(error.code(), "key_of_installation");
    assert_eq!(office.seal_key("dewi", &phrase()).unwrap_err().code(), "not_found");
    assert!(!office.staff().unwrap()[0].sealed);
}

#[test]
fn a_copy_of_the_office_keeps_the_passphrase() {
    let mut world = sealed();
    let (copy, back) = (world.path("copy"), world.path("back"));
    world.office("3604").backup(&copy).unwrap();
    restore(&copy, &back, Part::Whole).unwrap();
    let mut office = world.second("back");
    assert!(!office.staff().unwrap()[0].open);
    office.unlock("siti", &phrase()).unwrap();
}

#[test]
fn someone_is_added_with_a_key_that_was_never_open_on_the_disk() {
    let mut world = World::with("3604");
    let dewi = newcomer("dewi", "Staf", Role::ServiceDesk, None);
    let office = world.office("3604");
    let weak = office.add_person(&dewi, &Passphrase::new("dewi dewi dewi")).unwrap_err();
    assert_eq!(weak.code(), "passphrase_weak");
    office.add_person(&dewi, &phrase()).unwrap();
    assert_eq!(office.add_person(&dewi, &phrase()).unwrap_err().exit(), Exit::Failure, "taken");
    world.admit("3604");
    let path = world.path("3604").join("keys/dewi.key");
    assert!(std::fs::read_to_string(path).unwrap().starts_with("KECUALI-SEALED-1 "));
    let staff = world.office("3604").staff().unwrap();
    let dewi = staff.iter().find(|one| one.key == "dewi").unwrap();
    assert_eq!((dewi.sealed, dewi.open, dewi.without), (true, false, None));
    assert_eq!((dewi.role_label, dewi.grants.len()), ("Desk Pelayanan", 1));
    let rows = [complete("Rekam medis")];
    let error = world.office("3604").add_entries(Some("dewi"), &rows).unwrap_err();
    assert_eq!(error.code(), "key_locked");
    world.office("3604").unlock("dewi", &phrase()).unwrap();
    world.office("3604").add_entries(Some("dewi"), &rows).unwrap();
}

#[test]
fn the_key_of_the_trust_root_may_be_under_a_passphrase_too() {
    let mut world = World::new();
    let out = world.path("root-2.json");
    let ri = world.office("RI");
    ri.seal_key("root", &phrase()).unwrap();
    ri.lock();
    let key = ri.new_root_key("second").unwrap().key;
    assert_eq!(ri.root_successor(&[key], &out).unwrap_err().code(), "key_locked");
    ri.unlock("root", &phrase()).unwrap();
    ri.root_successor(&[key], &out).unwrap();
}

/// The same from outside: a process for each command.
#[test]
fn the_command_line_takes_a_passphrase_from_a_file_and_never_from_a_flag() {
    let mut desk = Desk::with_office();
    std::fs::write(desk.path().join("baru"), format!("{PHRASE}\nbaris kedua\n")).unwrap();
    let add = ["entry", "add", "--set", "information=Rekam medis"];
    assert_snapshot!(desk.run("3604", &["key", "seal", "siti", "--new-passphrase-file", "baru"]), @r"
    exit 0
    Kunci `siti` disegel.
    --

    Salinan lama (`kecuali backup`) masih memuat kunci ini tanpa segel. Frasa sandi yang terlupa tidak dapat dipulihkan siapa pun.
    ");
    assert_snapshot!(desk.run("3604", &["key", "list"]), @r"
    exit 0
    siti  Siti  PPID  PPID  disegel  tanpa wewenang (grant_absent)  Y2AH-0RV5-Q5FQ-K7Q0-1NKW-WAFX
    --
    ");
    assert_snapshot!(desk.run("3604", &add), @r"
    exit 6
    --
    galat: Kunci `siti` disegel dengan frasa sandi dan belum dibuka. [key_locked]

    petunjuk: Ulangi di terminal dan ketik frasa sandinya, atau sebutkan `--passphrase-file BERKAS`.
    ");
    let with = |file: &'static str| [&["--passphrase-file", file][..], &add].concat();
    desk.done("3604", &with("baru"));
    std::fs::write(desk.path().join("salah"), "kuda nil makan bulan\n").unwrap();
    assert_snapshot!(desk.run("3604", &with("salah")), @r"
    exit 6
    --
    galat: Frasa sandi itu tidak membuka kunci `siti`. [passphrase_wrong]

    petunjuk: Periksa huruf besar dan tata letak papan ketik, lalu ulangi. Frasa yang terlupa tidak dapat dipulihkan: buat kunci baru dengan `kecuali join --person`, lalu minta administrator menjalankan `kecuali roster grant --replaces KUNCI_LAMA`.
    ");
    let unseal = ["key", "unseal", "siti"];
    assert!(desk.run("3604", &unseal).contains("[key_locked]"));
    desk.done("3604", &[&["--passphrase-file", "baru"][..], &unseal].concat());
    desk.done("3604", &add);
    std::fs::write(desk.path().join("pendek"), "pendek\n").unwrap();
    let seal = ["key", "seal", "siti", "--new-passphrase-file", "pendek"];
    assert!(desk.run("3604", &seal).contains("[passphrase_weak]"));
}

#[test]
fn a_key_that_is_sealed_lies_open_in_nothing_that_a_killed_copy_left() {
    let mut world = World::with("3604");
    let data = world.path("3604");
    let lies = |within: &str| {
        let keys = data.join(within).join("copy/keys");
        std::fs::create_dir_all(&keys).unwrap();
        std::fs::copy(data.join("keys/siti.key"), keys.join("siti.key")).unwrap();
        data.join(within)
    };
    // As this program leaves it, and as older ones did.
    let left = [lies("passing/.tmpKilled"), lies(".tmpOlder"), lies("copying")];
    world.office("3604").seal_key("siti", &phrase()).unwrap();
    for one in left {
        assert!(!one.exists(), "{}", one.display());
    }
    let copy = world.path("cadangan");
    world.office("3604").backup_file(&copy, &phrase()).unwrap();
    let beside: Vec<String> = std::fs::read_dir(&data)
        .unwrap()
        .map(|one| one.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(".tmp"))
        .collect();
    assert!(beside.is_empty(), "{beside:?}");
}
