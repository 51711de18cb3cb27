//! `verify office` notices whatever of the kept logs is not what was signed.

use std::{fs, path::Path};

use kecuali_client::office::{
    Office,
    backup::{Part, restore},
};
use kecuali_storage::{Member, Store as _};
use kecuali_storage_sqlite::SqliteStore;

use crate::world::{World, machine};

/// An office whose logs hold records, a mark and checkpoints, as one file that can be written on.
struct Copy {
    world: World,
    whole: Vec<u8>,
}

impl Copy {
    fn new() -> Self {
        let mut world = World::with("3604");
        world.draft("3604");
        world.draft("3604");
        world.server.borrow_mut().begin("2026-11-24");
        world.sync("3604");
        let copy = world.path("copy");
        world.office("3604").backup(&copy).unwrap();
        let whole = fs::read(copy.join("store.sqlite")).unwrap();
        Self { world, whole }
    }

    fn members(&self, log: &str) -> Vec<Member> {
        self.store().members(log, 0, 100, usize::MAX).unwrap()
    }

    fn store(&self) -> SqliteStore {
        SqliteStore::open(&self.world.path("copy").join("store.sqlite")).unwrap()
    }

    /// The code of what is found, where one bit of these bytes is another one.
    fn found(&self, bytes: &[u8], name: &str) -> &'static str {
        let mut damaged = self.whole.clone();
        let at = |piece: &[u8]| damaged.windows(piece.len()).position(|there| there == piece);
        // What is long lies on several pages.
        let place = bytes.rchunks_exact(16).find_map(at).expect("a piece of it lies on one page");
        damaged[place] ^= 1;
        verify(&self.restored(&damaged, name))
    }

    fn restored(&self, store: &[u8], name: &str) -> std::path::PathBuf {
        let (copy, to) = (self.world.path("copy"), self.world.path(name));
        restore(&copy, &to, Part::Whole).unwrap();
        for beside in ["store.sqlite-wal", "store.sqlite-shm"] {
            drop(fs::remove_file(to.join(beside)));
        }
        fs::write(to.join("store.sqlite"), store).unwrap();
        to
    }
}

fn verify(folder: &Path) -> &'static str {
    let proven = Office::open(folder, Box::new(machine("copy"))).and_then(|mut office| {
        assert_eq!(office.id().as_str(), "3604");
        office.verify(true)
    });
    match proven {
        Ok(proven) => {
            assert!(proven.checkpoints >= 2, "{proven:?}");
            "sound"
        }
        Err(error) => {
            assert_eq!(error.exit().code(), 5, "{error}");
            error.code()
        }
    }
}

#[test]
fn a_flipped_bit_in_a_mark_a_record_a_checkpoint_or_a_digest_is_found() {
    let copy = Copy::new();
    assert_eq!(verify(&copy.restored(&copy.whole, "sound")), "sound");

    let national = copy.members("national");
    let mark = national.iter().find(|member| member.change.is_none()).unwrap();
    assert_eq!(copy.found(&mark.bytes, "mark"), "store_damaged", "who opens it reads national");
    let own = copy.members("office/3604");
    assert!(own.len() > 2);
    assert_eq!(copy.found(&own.last().unwrap().bytes, "record"), "record_broken");
    assert_eq!(copy.found(&own[1].digest, "digest"), "chain_broken");
    for log in ["national", "office/3604"] {
        let kept = copy.store().value(&format!("checkpoint/{log}")).unwrap().unwrap();
        assert_eq!(copy.found(&kept, &log.replace('/', "-")), "checkpoint_broken");
    }
}
