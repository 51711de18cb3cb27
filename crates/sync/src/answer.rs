//! The server's side of a sync.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque},
    sync::Arc,
};

use kecuali_domain::{Capability, OfficeId, Scope, office::Offices};
use kecuali_encoding::{Digest, KeyId};
use kecuali_ledger::{Checkpoint, Inspected, OfficeTree as _, Point};
use kecuali_protocol::{
    limits,
    problem::problem,
    sync::{
        CheckpointPart, Cursor, Have, LogPart, MemberPart, PushedRecord, Refusal, SyncRequest,
        SyncResponse, vector_digest,
    },
};
use kecuali_storage::Member;
use kecuali_trust::{NoStanding, SigningKey};

use crate::{
    book::{Book, BookError, Parcel, TakeRefusal, Taken},
    codec::{read_record, write_checkpoint},
    grants::bring_grants,
    incoming::{Incoming, inspect, stretches},
    stray::{FORK, stray},
};

/// What an answer takes beside records, refusals, and what each of its parts takes; and the grants
/// beside the last of these.
const OVERHEAD: usize =
    limits::ANSWER_MEMBERS * limits::MEMBER_FRAME + limits::GRANTS_BYTES + 1_024;
/// What a refusal takes beside its texts, at most.
const REFUSAL_FRAME: usize = 16;

/// With more logs than this a replica sends the digest of its cursors alone.
pub(crate) const FEW_LOGS: usize = 4;

/// What became of a pushed record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It stands in its log now.
    Taken {
        /// The log.
        scope: Scope,
        /// Where.
        point: Point,
    },
    /// Its change stood in the log before.
    Before,
    /// It does not stand in a log.
    Refused {
        /// The stable code.
        code: &'static str,
        /// What a person should know.
        sentence: String,
        /// Whether to send it again, unchanged.
        retry: bool,
    },
}

/// The logs that an installation may read now, `national` first, then its own office's and those
/// below it, whether they have begun or not.
pub fn readable(book: &Book, installation: KeyId) -> Result<Vec<Scope>, NoStanding> {
    let grants = book.national().now().standing(installation, "national")?;
    let syncs = grants.iter().filter(|(_, held)| held.capabilities.has(Capability::Sync));
    let offices: Vec<_> = syncs.map(|(_, held)| &held.office).collect();
    if offices.is_empty() {
        return Err(NoStanding::Absent);
    }
    let tree = book.national().now().offices();
    let may = |about: &OfficeId| {
        offices.iter().any(|own| *own == about || own.is_national() || tree.is_below(about, own))
    };
    // Also those that have not begun here: a restored server may have lost the whole of one.
    let (begun, table) = (book.logs(), Offices::bundled());
    let begun = begun.iter().filter_map(Scope::office);
    let known = table.iter().map(|office| &office.id).chain(tree.changed()).chain(begun);
    let below = known.filter(|about| may(about)).cloned();
    let own = offices.iter().copied().cloned();
    let all: BTreeSet<Scope> = own.chain(below).map(Scope::Office).collect();
    Ok(std::iter::once(Scope::National).chain(all).collect())
}

/// Admits a push in order. One refused record leaves the others alone, but eight that look like
/// tampering end the push.
pub fn admit_push(book: &mut Book, push: &[PushedRecord]) -> Vec<Outcome> {
    let mut hostile = 0;
    let mut outcomes = Vec::with_capacity(push.len());
    for stretch in stretches(push, PushedRecord::size) {
        if hostile >= limits::BAD_RECORDS {
            outcomes.extend(stretch.iter().map(|_| ended()));
            continue;
        }
        let read: Vec<_> = stretch.iter().map(|pushed| read_record(&pushed.record)).collect();
        let incoming = |record| Incoming { record, was_verified: false };
        let whole: Vec<_> = read.iter().map(|read| read.as_ref().ok().map(incoming)).collect();
        let inspected = inspect(book.national(), &whole);
        for ((pushed, read), inspected) in stretch.iter().zip(&read).zip(inspected) {
            if hostile >= limits::BAD_RECORDS {
                outcomes.push(ended());
                continue;
            }
            let taken = read.as_ref().map_err(|error| error.clone().into()).and_then(|record| {
                let (bytes, attachment) = (&pushed.record, pushed.attachment.as_deref());
                let inspected = inspected.unwrap_or_else(|| Inspected::not_yet(record));
                book.admit_inspected(inspected, Parcel { bytes, attachment })
            });
            hostile += usize::from(taken.as_ref().is_err_and(TakeRefusal::is_hostile));
            outcomes.push(outcome(taken));
        }
    }
    outcomes
}

fn outcome(taken: Result<Taken, TakeRefusal>) -> Outcome {
    match taken {
        Ok(Taken::At(scope, point)) => Outcome::Taken { scope, point },
        Ok(Taken::Before) => Outcome::Before,
        Err(refusal) => {
            let (code, retry) = (refusal.code(), refusal.is_retry());
            Outcome::Refused { code, sentence: refusal.to_string(), retry }
        }
    }
}

fn ended() -> Outcome {
    let sentence = "the push was ended after too many bad records".to_owned();
    Outcome::Refused { code: "push_ended", sentence, retry: true }
}

/// Cursor vectors that were answered lately, by their digest: a replica of many logs sends the
/// digest alone.
#[derive(Debug)]
pub struct Vectors {
    known: HashMap<[u8; 32], Arc<Vec<Cursor>>>,
    order: VecDeque<[u8; 32]>,
    most: usize,
}

impl Vectors {
    /// Remembers up to so many.
    pub fn new(most: usize) -> Self {
        Self { known: HashMap::new(), order: VecDeque::new(), most }
    }

    pub(crate) fn get(&self, digest: &[u8; 32]) -> Option<Arc<Vec<Cursor>>> {
        self.known.get(digest).cloned()
    }

    fn keep(&mut self, vector: Vec<Cursor>) {
        let digest = vector_digest(&vector);
        if self.known.insert(digest, Arc::new(vector)).is_none() {
            self.order.push_back(digest);
        }
        while self.order.len() > self.most
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
    }
}

/// Where the logs end that a replica may read: what it has when it has everything.
pub fn cursors(book: &Book, readable: &[Scope]) -> Vec<Cursor> {
    let mut all: Vec<Cursor> = readable
        .iter()
        .map(|scope| cursor(scope, book.head(scope)))
        .filter(|cursor| cursor.position > 0)
        .collect();
    all.sort_by(|a, b| a.log.cmp(&b.log));
    all
}

pub(crate) fn cursor(scope: &Scope, point: Point) -> Cursor {
    Cursor { log: scope.to_string(), position: point.position, digest: point.digest.0 }
}

/// The answer to one request, after its push was committed.
///
/// What the replica lacks comes in log order, `national` first, its own records as stamps only.
pub fn answer(
    book: &Book,
    readable: &[Scope],
    request: &SyncRequest,
    outcomes: &[Outcome],
    vectors: &mut Vectors,
    log_key: &SigningKey,
) -> Result<SyncResponse, BookError> {
    let mut response = SyncResponse { refusals: refusals(outcomes), ..SyncResponse::default() };
    let have = match &request.have {
        Have::Vector(vector) => Arc::new(vector.clone()),
        Have::Digest(digest) => {
            let Some(vector) = vectors.get(digest) else {
                response.vector_unknown = true;
                return Ok(response);
            };
            vector
        }
    };
    let have: BTreeMap<&str, &Cursor> =
        have.iter().map(|cursor| (cursor.log.as_str(), cursor)).collect();
    let mut reading = Reading::new(book, request, outcomes, &response.refusals);
    for scope in readable {
        reading.read(scope, have.get(scope.to_string().as_str()).copied(), log_key)?;
        // Other logs are judged at places of `national`, and closed by a key that it names.
        if reading.more && *scope == Scope::National {
            break;
        }
    }
    let reached = reached(&have, &reading.parts);
    if worth_remembering(&have, &reached, readable) {
        vectors.keep(reached);
    }
    response.parts = reading.parts;
    response.more = reading.more;
    response.notice = reading.notice.map(str::to_owned);
    reading.asked.sort_by(|a, b| a.log.cmp(&b.log));
    response.asked = Some(reading.asked).filter(|asked| !asked.is_empty());
    Ok(response)
}

/// Who reads few logs names them; what is remembered is for those who send a digest. A vector of
/// logs that its sender may not even read would take the place of an honest one.
fn worth_remembering(
    have: &BTreeMap<&str, &Cursor>,
    reached: &[Cursor],
    readable: &[Scope],
) -> bool {
    if reached.len() <= FEW_LOGS {
        return false;
    }
    let readable: HashSet<String> = readable.iter().map(Scope::to_string).collect();
    have.keys().all(|log| readable.contains(*log))
}

/// Where a replica stands when it has taken an answer: what it names next time.
fn reached(have: &BTreeMap<&str, &Cursor>, parts: &[LogPart]) -> Vec<Cursor> {
    let before = have.iter().map(|(log, cursor)| (*log, Cursor::clone(cursor)));
    let mut all: BTreeMap<&str, Cursor> = before.collect();
    for part in parts {
        let Some(CheckpointPart { position, digest, .. }) = part.checkpoint else { continue };
        all.insert(&part.log, Cursor { log: part.log.clone(), position, digest });
    }
    all.into_values().filter(|cursor| cursor.position > 0).collect()
}

fn refusals(outcomes: &[Outcome]) -> Vec<Refusal> {
    let refused = |(index, outcome): (usize, &Outcome)| match outcome {
        Outcome::Refused { code, sentence, retry } => Some(Refusal {
            index: u32::try_from(index).ok()?,
            code: (*code).to_owned(),
            sentence: sentence.chars().take(limits::SENTENCE / 4).collect(),
            retry: *retry,
        }),
        Outcome::Taken { .. } | Outcome::Before => None,
    };
    outcomes.iter().enumerate().filter_map(refused).collect()
}

/// What a refusal takes in a body, whichever sentence is sent in the end.
fn size(refusal: &Refusal) -> usize {
    let title = problem(&refusal.code).map_or(0, |problem| problem.title.len());
    REFUSAL_FRAME + refusal.code.len() + refusal.sentence.len().max(title)
}

struct Reading<'a> {
    book: &'a Book,
    own: HashMap<(&'a Scope, u64), u32>,
    bytes: usize,
    members: usize,
    parts: Vec<LogPart>,
    more: bool,
    notice: Option<&'static str>,
    asked: Vec<Cursor>,
}

impl<'a> Reading<'a> {
    fn new(
        book: &'a Book,
        request: &SyncRequest,
        outcomes: &'a [Outcome],
        refusals: &[Refusal],
    ) -> Self {
        let mut own = HashMap::new();
        for (index, outcome) in (0_u32..).zip(outcomes) {
            if let Outcome::Taken { scope, point } = outcome {
                own.insert((scope, point.position), index);
            }
        }
        let wanted = usize::try_from(request.want_bytes).unwrap_or(usize::MAX);
        let refusals: usize = refusals.iter().map(size).sum();
        let bytes = wanted.min((limits::BODY - OVERHEAD).saturating_sub(refusals));
        let (parts, members) = (Vec::new(), limits::ANSWER_MEMBERS);
        let asked = Vec::new();
        Self { book, own, bytes, members, parts, more: false, notice: None, asked }
    }

    fn read(
        &mut self,
        scope: &Scope,
        have: Option<&Cursor>,
        log_key: &SigningKey,
    ) -> Result<(), BookError> {
        let head = self.book.head(scope);
        if let Some(code) = stray(self.book, scope, have)? {
            // What a replica can prove to be lost is taken back; a fork waits for a person.
            self.notice = self.notice.filter(|notice| *notice == FORK).or(Some(code));
            self.asked.push(cursor(scope, head));
            self.bytes = self.bytes.saturating_sub(limits::CURSOR);
            return Ok(());
        }
        let mut after = have.map_or(0, |cursor| cursor.position);
        while after < head.position {
            let full = self.members == 0 || (self.bytes == 0 && !self.parts.is_empty());
            let Some(end) = (if full { None } else { self.page(scope, after, log_key)? }) else {
                self.more = true;
                return Ok(());
            };
            after = end;
        }
        Ok(())
    }

    /// Adds what follows in a log, as much as one checkpoint may close; none where there is no room.
    /// Says where it ends.
    fn page(
        &mut self,
        scope: &Scope,
        after: u64,
        log_key: &SigningKey,
    ) -> Result<Option<u64>, BookError> {
        let log = scope.to_string();
        let bytes = self.bytes.min(limits::SPAN);
        let page = self.book.store().members(&log, after, self.members, bytes)?;
        let (Some(first), Some(last)) = (page.first(), page.last()) else { return Ok(None) };
        // A page has a first member whatever its size; a body has room for one such.
        if first.size() > self.bytes && !self.parts.is_empty() {
            return Ok(None);
        }
        let point = Point { position: last.position, digest: Digest(last.digest) };
        self.members -= page.len();
        let root = self.book.national().root_id();
        let checkpoint = Checkpoint::sign(scope.clone(), point, &root, log_key);
        let members = page.into_iter().map(|member| self.member(scope, member)).collect();
        let mut checkpoint = write_checkpoint(&checkpoint);
        if *scope == Scope::National {
            bring_grants(self.book, after, &mut checkpoint)?;
        }
        let grants = checkpoint.grants.iter().flatten().map(|record| record.len() + 3);
        let framed = limits::PART_FRAME + grants.sum::<usize>();
        self.bytes = self.bytes.saturating_sub(framed);
        self.parts.push(LogPart { log, after, members, checkpoint: Some(checkpoint) });
        Ok(Some(point.position))
    }

    fn member(&mut self, scope: &Scope, member: Member) -> MemberPart {
        let judged = member.judged_position;
        if let Some(index) = self.own.get(&(scope, member.position)) {
            return MemberPart::Yours { index: *index, judged };
        }
        self.bytes = self.bytes.saturating_sub(member.size());
        if member.change.is_none() {
            return MemberPart::Mark { mark: member.bytes, judged };
        }
        MemberPart::Record { record: member.bytes, judged, attachment: member.attachment }
    }
}
