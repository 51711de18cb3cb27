//! What a server with a stolen log key can make: chains that hold, over anything.

use kecuali_document::History;
use kecuali_domain::{Kind, act::Comment};
use kecuali_encoding::Digest;
use kecuali_ledger::{Checkpoint, Point, stamp};
use kecuali_protocol::sync::{CheckpointPart, LogPart, MemberPart};
use kecuali_sync::{Book, read_mark, read_record, write_record};
use kecuali_testkit::{Actor, Pen, Says, cast};

use super::Asked;
use crate::town::Paper;

impl Asked {
    /// Computes the chain of the office's part again and signs it, with the server's own key.
    pub(super) fn close_office(&mut self) {
        self.close_with(1, &cast::LOG);
    }

    pub(super) fn close_with(&mut self, part: usize, by: &Actor) {
        let end = end(self.budi.desk.book(), &self.server.book, &self.answer.parts[part]);
        self.answer.parts[part].checkpoint = Some(self.checkpoint(part, end, by));
    }

    pub(super) fn checkpoint(&self, part: usize, at: Point, by: &Actor) -> CheckpointPart {
        let scope = self.answer.parts[part].log.parse().unwrap();
        let root = self.server.book.national().root_id();
        let Checkpoint { point, key, signature, .. } =
            Checkpoint::sign(scope, at, &root, &by.key());
        CheckpointPart {
            position: point.position,
            digest: point.digest.0,
            key: key.0,
            signature: signature.0,
            grants: None,
        }
    }

    /// A comment that someone signs on the newest version, whatever they may do.
    pub(super) fn signed(&self, by: &Actor, grant: Digest, on: &Paper) -> MemberPart {
        let national = self.server.book.national();
        let (cursor, root) = (national.head(), national.root_id());
        let empty = History::new(on.scope.clone(), on.id);
        let act =
            kecuali_domain::act::Act::Comment(Comment { text: "Titipan".into(), field: None });
        let genesis = empty.heads();
        let pen = Pen { by, grant, cursor, root };
        let record = pen.sign(&empty, Kind::Entry, &genesis, 1_795_000_000_000, Says::Act(&act));
        MemberPart::Record {
            record: write_record(&record),
            judged: cursor.position,
            attachment: None,
        }
    }
}

fn end(replica: &Book, server: &Book, part: &LogPart) -> Point {
    let scope = part.log.parse().unwrap();
    let root = server.national().root_id();
    let judged = |position: &u64| server.national().point(*position).unwrap();
    part.members.iter().fold(replica.head(&scope), |before, member| match member {
        MemberPart::Record { judged: at, .. } if part.log != "national" => {
            stamp(before, hash(member, &root), judged(at))
        }
        MemberPart::Mark { judged: at, .. } if part.log != "national" => {
            stamp(before, hash(member, &root), judged(at))
        }
        MemberPart::Record { .. } | MemberPart::Mark { .. } => {
            stamp(before, hash(member, &root), before)
        }
        MemberPart::Yours { .. } => unreachable!("budi pushed nothing"),
    })
}

fn hash(member: &MemberPart, root: &kecuali_trust::RootId) -> Digest {
    match member {
        MemberPart::Record { record, .. } => read_record(record).unwrap().hash(root),
        MemberPart::Mark { mark, .. } => read_mark(mark).unwrap().hash(root),
        MemberPart::Yours { .. } => unreachable!("budi pushed nothing"),
    }
}
