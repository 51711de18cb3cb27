//! A country in memory: `national`, the offices' logs, and a server that admits records.

use std::collections::BTreeMap;

use kecuali_document::genesis;
use kecuali_domain::{
    DocumentId, Kind, Scope,
    act::{Act, ReadAct},
    office::Offices,
};
use kecuali_encoding::Digest;
use kecuali_ledger::{
    Admitted, Attached, Checkpoint, Document, Inspected, Judgement, National, Point, Question,
    Refusal, Say, Target, admit, admit_inspected, authorize, log_start, stamp,
};
use kecuali_trust::RootFile;

use crate::{
    cast::{self, Actor},
    clerk::{Doc, Parcel, Pen, Says},
    log::{Log, Member, What},
    rows::Salts,
};

mod entry;
mod national;
pub(crate) mod opening;

/// The whole country, as its server holds it.
#[derive(Debug, Clone)]
pub struct Scene {
    national: National,
    logs: BTreeMap<Scope, Log>,
    documents: BTreeMap<Doc, Document>,
    salts: Salts,
    clock: u64,
    /// What the clocks of those who write show, where that is not the hour.
    shown: Option<u64>,
}

impl Scene {
    /// Before anyone was appointed: the root alone.
    pub fn empty() -> Self {
        let root = RootFile::first([cast::ROOT.id()]).expect("one usable key is a root");
        Self {
            national: National::new(root),
            logs: BTreeMap::new(),
            documents: BTreeMap::new(),
            salts: Salts::default(),
            clock: 1_790_000_000_000,
            shown: None,
        }
    }

    /// The national log as state.
    pub const fn national(&self) -> &National {
        &self.national
    }

    /// A log; an empty one where nothing was written yet.
    pub fn log(&self, scope: &Scope) -> Log {
        let start =
            || Log { members: Vec::new(), head: log_start(&self.national.root_id(), scope) };
        self.logs.get(scope).cloned().unwrap_or_else(start)
    }

    /// Every log that has a member, `national` first.
    pub fn logs(&self) -> impl Iterator<Item = (&Scope, &Log)> {
        self.logs.iter()
    }

    /// A document, which must be there.
    pub fn document(&self, doc: &Doc) -> &Document {
        self.documents.get(doc).expect("the document was written before")
    }

    /// Every document.
    pub fn documents(&self) -> impl Iterator<Item = (&Doc, &Document)> {
        self.documents.iter()
    }

    /// What the server signs about a log as it stands.
    pub fn checkpoint(&self, scope: &Scope) -> Checkpoint {
        let head = self.log(scope).head;
        Checkpoint::sign(scope.clone(), head, &self.national.root_id(), &cast::LOG.key())
    }

    /// The name of a document that nobody has written to yet.
    pub fn new_doc(&mut self, log: &str, kind: Kind) -> Doc {
        let scope = log.parse().expect("a story names logs rightly");
        let now = self.tick();
        let mut random = [0; 10];
        random[2..].copy_from_slice(&now.to_be_bytes());
        Doc { scope, id: DocumentId::new(now, random), kind }
    }

    /// What someone writes on the newest version of a document, ready to be sent.
    pub fn write(&mut self, by: &Actor, doc: &Doc, says: Says<'_>) -> Parcel {
        let deps = self.heads(doc);
        self.write_at(by, doc, &deps, says)
    }

    /// From now on the clocks of those who write show this time and stand still. The names of new
    /// documents go on as they were, so that two scenes can be held against each other.
    pub const fn show_time(&mut self, time: u64) {
        self.shown = Some(time);
    }

    /// What someone writes who has seen only these changes of the document.
    pub fn write_at(&mut self, by: &Actor, doc: &Doc, deps: &[Digest], says: Says<'_>) -> Parcel {
        let hour = self.tick();
        let time = self.shown.unwrap_or(hour);
        let pen = self.pen(by, doc, says);
        let record = pen.sign(self.paper(doc).history(), doc.kind, deps, time, says);
        Parcel { record, openings: None }
    }

    /// Sends a record to the server, which stamps it or says why not.
    pub fn push(&mut self, parcel: &Parcel) -> Result<Point, Refusal> {
        let admitted = self.judge(parcel)?;
        Ok(self.append(parcel, &admitted))
    }

    /// What the server would say, without stamping anything. Whether a record was looked at ahead
    /// of its turn makes no difference to it.
    pub fn judge(&self, parcel: &Parcel) -> Result<Admitted, Refusal> {
        let doc = parcel.doc();
        let judgement = Judgement {
            national: &self.national,
            judged: self.national.head(),
            position: self.log(&doc.scope).head.position + 1,
            stamped: false,
        };
        let attached = parcel.openings.as_ref().map_or(Attached::Nothing, Attached::Whole);
        let document = self.paper(&doc);
        let ahead = Inspected::of(&parcel.record, &self.national.root_id());
        let answer = admit(&judgement, &document, &parcel.record, attached);
        let other = admit_inspected(&judgement, &document, ahead, attached);
        assert_eq!(format!("{other:?}"), format!("{answer:?}"), "looked at ahead of its turn");
        answer
    }

    /// Writes and sends an act that nobody refuses; its change is what others name it by.
    pub fn act(&mut self, by: &Actor, doc: &Doc, act: &Act) -> Digest {
        let parcel = self.write(by, doc, Says::Act(act));
        self.send(&parcel)
    }

    /// Sends a record that nobody refuses.
    pub fn send(&mut self, parcel: &Parcel) -> Digest {
        self.push(parcel).unwrap_or_else(|refusal| panic!("{}: {refusal}", refusal.code()));
        parcel.change()
    }

    /// Who signs, with the grant that fits what is to be said, or else any that is in force.
    pub fn pen<'a>(&self, by: &'a Actor, doc: &Doc, says: Says<'_>) -> Pen<'a> {
        let root = self.national.root_id();
        let cursor = self.national.head();
        let grant = if self.national.root().key_was_root(by.id()) {
            root
        } else {
            self.grant_for(by, doc, says).unwrap_or(root)
        };
        Pen { by, grant, cursor, root }
    }

    fn grant_for(&self, by: &Actor, doc: &Doc, says: Says<'_>) -> Option<Digest> {
        let standing = self.national.now().standing(by.id(), &doc.scope.to_string()).ok()?;
        let say = match says {
            Says::Act(act) => Say::Act(act),
            Says::Content(_) | Says::Text(_) => Say::Content,
        };
        let office = by.office();
        let target = Some(Target::Office(&office));
        let question = Question { kind: doc.kind, scope: &doc.scope, say, target };
        let fits = standing
            .iter()
            .find(|(_, holding)| authorize(holding, &question, Offices::bundled()).is_ok());
        fits.or_else(|| standing.first()).map(|(grant, _)| *grant)
    }

    fn heads(&self, doc: &Doc) -> Vec<Digest> {
        self.documents.get(doc).map_or_else(|| vec![genesis().0], |d| d.history().heads())
    }

    /// The document, or an empty one.
    fn paper(&self, doc: &Doc) -> Document {
        let empty = || Document::new(doc.scope.clone(), doc.id, doc.kind);
        self.documents.get(doc).cloned().unwrap_or_else(empty)
    }

    fn append(&mut self, parcel: &Parcel, admitted: &Admitted) -> Point {
        let doc = parcel.doc();
        let judged = self.national.head();
        let mut log = self.log(&doc.scope);
        let point = stamp(log.head, admitted.record_hash, judged);
        let (record, openings) = (parcel.record.clone(), parcel.openings.clone());
        let what = What::Record { record, hash: admitted.record_hash, openings };
        log.members.push(Member { what, point, judged });
        log.head = point;
        self.logs.insert(doc.scope.clone(), log);

        let mut document = self.paper(&doc);
        document.take(admitted, Some(point.position), judged, &self.national);
        self.documents.insert(doc.clone(), document);
        self.know(&doc.scope, admitted, point, judged);
        point
    }

    /// Takes what a record says about keys, policy and determinations.
    fn know(&mut self, scope: &Scope, admitted: &Admitted, point: Point, judged: Point) {
        let ends_a_key = matches!(&admitted.act,
            Some(ReadAct::Known(act)) if matches!(**act, Act::RevokeKey(_)));
        if ends_a_key {
            self.learn_positions();
        }
        if *scope == Scope::National {
            self.national.take(admitted);
        } else {
            self.national.take_staff(admitted, scope, point, judged);
        }
        if ends_a_key {
            for document in self.documents.values_mut() {
                document.refold(&self.national);
            }
        }
    }

    /// Tells `national` where every record stands; a server with an index tells only the cuts.
    fn learn_positions(&mut self) {
        for (scope, log) in &self.logs {
            for member in &log.members {
                if let What::Record { hash, .. } = member.what {
                    self.national.learn_position(&scope.to_string(), hash, member.point.position);
                }
            }
        }
    }

    const fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }
}
