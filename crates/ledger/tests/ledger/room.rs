//! How much a document holds, and that nobody can fill it against KPU RI.

use std::collections::BTreeSet;

use kecuali_document::{caps, genesis};
use kecuali_domain::{
    Kind,
    act::{Act, Comment, TakeDown},
};
use kecuali_encoding::Digest;
use kecuali_ledger::{Attached, Document, Judgement, Record, admit, readmit};
use kecuali_testkit::{Actor, Doc, Says, Scene, cast};

/// A document that grows by records which are taken as they are.
struct Folder {
    scene: Scene,
    doc: Doc,
    document: Document,
    clock: u64,
}

impl Folder {
    fn new() -> Self {
        let mut scene = Scene::new();
        let doc = scene.new_doc("office/3604", Kind::Entry);
        let document = Document::new(doc.scope.clone(), doc.id, doc.kind);
        Self { scene, doc, document, clock: 0 }
    }

    fn write(&mut self, by: &Actor, deps: &[Digest], says: Says<'_>) -> Record {
        self.clock += 1;
        let pen = self.scene.pen(by, &self.doc, says);
        pen.sign(self.document.history(), Kind::Entry, deps, self.clock, says)
    }

    fn take(&mut self, record: &Record) {
        let national = self.scene.national();
        let admitted = readmit(national, &self.document, record).expect("it was written here");
        self.document.take(&admitted, Some(self.clock), national.head(), national);
    }

    fn code(&self, record: &Record) -> &'static str {
        let national = self.scene.national();
        let judgement =
            Judgement { national, judged: national.head(), position: 9_999, stamped: false };
        let answer = admit(&judgement, &self.document, record, Attached::Nothing);
        answer.map_or_else(|refusal| refusal.code(), |_| "ok")
    }

    fn heads(&self) -> Vec<Digest> {
        self.document.history().heads()
    }
}

fn comment() -> Act {
    Act::Comment(Comment { text: "x".to_owned(), field: None })
}

fn take_down() -> Act {
    let fields = BTreeSet::new();
    Act::TakeDown(TakeDown { fields, item: None, reason: "x".to_owned() })
}

#[test]
fn each_side_fills_its_own_room_and_nobody_elses() {
    let mut folder = Folder::new();
    let comment = comment();
    let sides: [(Actor, Says<'_>); 3] = [
        (cast::PPID, Says::Content(&[("note", "x")])),
        (cast::FORWARDER, Says::Act(&comment)),
        (cast::DETERMINER, Says::Act(&comment)),
    ];
    for (by, says) in sides {
        for number in 0..caps::CHANGES {
            let record = folder.write(&by, &folder.heads(), says);
            if number % 333 == 0 {
                assert_eq!(folder.code(&record), "ok", "{} {number}", by.name);
            }
            folder.take(&record);
        }
        let more = folder.write(&by, &folder.heads(), says);
        assert_eq!(folder.code(&more), "limit_changes", "{}", by.name);
    }
}

#[test]
fn long_changes_fill_the_room_as_many_do() {
    let mut folder = Folder::new();
    let text = "x".repeat(caps::ACT_VALUE - 64);
    let long = Act::Comment(Comment { text, field: None });
    for _ in 1..caps::BYTES / caps::ACT_VALUE {
        let record = folder.write(&cast::PPID, &folder.heads(), Says::Act(&long));
        assert_eq!(folder.code(&record), "ok");
        folder.take(&record);
    }
    let more = folder.write(&cast::PPID, &folder.heads(), Says::Act(&long));
    assert_eq!(folder.code(&more), "limit_bytes");
    let by_national = folder.write(&cast::DETERMINER, &folder.heads(), Says::Act(&long));
    assert_eq!(folder.code(&by_national), "ok");
}

#[test]
fn open_heads_are_bounded_and_kpu_ri_can_always_add_one() {
    let mut folder = Folder::new();
    let start = [genesis().0];
    let (comment, take_down) = (comment(), take_down());
    let sides: [(Actor, usize, Says<'_>); 3] = [
        (cast::PPID, caps::HEADS, Says::Act(&comment)),
        (cast::FORWARDER, caps::PROVINCE_HEADS, Says::Act(&comment)),
        (cast::DETERMINER, caps::NATIONAL_HEADS, Says::Act(&take_down)),
    ];
    for (by, room, says) in sides {
        for _ in 0..room {
            let record = folder.write(&by, &start, says);
            assert_eq!(folder.code(&record), "ok", "{}", by.name);
            folder.take(&record);
        }
        let more = folder.write(&by, &start, says);
        assert_eq!(folder.code(&more), "limit_heads", "{}", by.name);
    }
    let joining = folder.write(&cast::DETERMINER, &folder.heads(), Says::Act(&take_down));
    assert_eq!(folder.code(&joining), "ok");
    folder.take(&joining);
    let after = folder.write(&cast::PPID, &folder.heads(), Says::Act(&comment));
    assert_eq!(folder.code(&after), "ok");
}
