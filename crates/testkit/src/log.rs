//! Logs as a server keeps them.

use kecuali_encoding::Digest;
use kecuali_ledger::{DayMark, Point, Record, Rows};

/// One log, from its start.
#[derive(Debug, Clone)]
pub struct Log {
    /// Its members, in order.
    pub members: Vec<Member>,
    /// Where it ends.
    pub head: Point,
}

/// One member of a log with its stamp.
#[derive(Debug, Clone)]
pub struct Member {
    /// What it is.
    pub what: What,
    /// Its position, and the running digest there.
    pub point: Point,
    /// The national point it was judged at.
    pub judged: Point,
}

/// What a member is.
#[derive(Debug, Clone)]
pub enum What {
    /// A record.
    Record {
        /// What was signed.
        record: Record,
        /// Its hash.
        hash: Digest,
        /// What travels beside it.
        openings: Option<Rows>,
    },
    /// A day.
    Day(DayMark),
}

impl Log {
    /// The records with their stamps, marks left out.
    pub fn records(&self) -> impl Iterator<Item = (&Record, Option<&Rows>, &Member)> {
        self.members.iter().filter_map(|member| match &member.what {
            What::Record { record, openings, .. } => Some((record, openings.as_ref(), member)),
            What::Day(_) => None,
        })
    }

    /// Where the record with this hash stands.
    pub fn position_of(&self, record: &Digest) -> Option<u64> {
        let is_it = |member: &&Member| match &member.what {
            What::Record { hash, .. } => hash == record,
            What::Day(_) => false,
        };
        self.members.iter().find(is_it).map(|member| member.point.position)
    }
}
