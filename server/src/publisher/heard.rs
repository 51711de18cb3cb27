//! Since when an office is silent: the day of the log on which the last record of its own people
//! came. What others write into its log, KPU RI's decisions above all, is no word of the office.

use std::{collections::BTreeMap, sync::Arc};

use kecuali_domain::{Day, OfficeId, Scope};
use kecuali_encoding::{Digest, Frame};
use kecuali_storage::{Append, Commit, Member, StorageError};
use kecuali_sync::{Book, read_record};

/// Where it is kept, put there by the commits of the records: a start need not read the logs.
const HEARD: &str = "publication/heard";

const PAGE: usize = 1_024;
const PAGE_BYTES: usize = 4 << 20;

/// By office, the day of the last record of its own people; none of an office that never sent one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    days: BTreeMap<OfficeId, Day>,
    digest: Digest,
}

impl Heard {
    /// As it is kept; from the logs where it is not, or where it cannot be read.
    pub fn read(book: &Book) -> Result<Self, StorageError> {
        let kept = book.store().value(HEARD)?;
        match kept.and_then(|kept| serde_json::from_slice(&kept).ok()) {
            Some(days) => Ok(Self::of(days)),
            None => Self::of_logs(book),
        }
    }

    fn of_logs(book: &Book) -> Result<Self, StorageError> {
        let mut days = BTreeMap::new();
        for log in book.logs() {
            let (name, mut after) = (log.to_string(), 0);
            loop {
                let page = book.store().members(&name, after, PAGE, PAGE_BYTES)?;
                let Some(end) = page.last() else { break };
                after = end.position;
                days.extend(last_own(book, &log, &page).map(|day| (office(&log), day)));
            }
        }
        Ok(Self::of(days))
    }

    /// The same after a commit, and in it; the very same where it brings nothing new.
    pub(super) fn with(before: &Arc<Self>, book: &Book, commit: &mut Commit) -> Arc<Self> {
        let today = book.national().now().day();
        let news: Vec<(OfficeId, Day)> = commit
            .appends
            .iter()
            .filter_map(|Append { log, members, .. }| {
                let log: Scope = log.parse().ok()?;
                let office = office(&log);
                // Most who send something have sent something today: nothing needs to be read.
                if today.is_some() && before.day(&office) == today {
                    return None;
                }
                Some((office, last_own(book, &log, members)?))
            })
            .collect();
        if news.is_empty() {
            return Arc::clone(before);
        }
        let mut days = before.days.clone();
        days.extend(news);
        let next = Self::of(days);
        commit.values.push(next.kept());
        Arc::new(next)
    }

    fn of(days: BTreeMap<OfficeId, Day>) -> Self {
        let said: Vec<String> =
            days.iter().map(|(office, day)| format!("{office} {day}")).collect();
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        Self { digest: Frame::new("kecuali/1/heard").list(&said).digest(), days }
    }

    /// As it is kept in a store.
    pub(super) fn kept(&self) -> (String, Option<Vec<u8>>) {
        let text = serde_json::to_vec(&self.days).expect("offices and days are texts");
        (HEARD.to_owned(), Some(text))
    }

    /// The day for one office.
    pub fn day(&self, office: &OfficeId) -> Option<Day> {
        self.days.get(office).copied()
    }

    /// Who ever sent something.
    pub fn offices(&self) -> impl Iterator<Item = &OfficeId> {
        self.days.keys()
    }

    /// What tells this state from every other.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

/// Whose log it is.
fn office(log: &Scope) -> OfficeId {
    log.office().cloned().unwrap_or_else(OfficeId::national)
}

/// The day on which the last of these came that people of the log's own office signed.
fn last_own(book: &Book, log: &Scope, members: &[Member]) -> Option<Day> {
    let own = |member: &&Member| is_own(book, log, member);
    let last = members.iter().rev().find(own)?;
    book.national().at(last.judged_position).day()
}

/// Whether its signer acted for the log's own office, by the grant that it was admitted by. A mark
/// is the server's, and what a newer program wrote is nobody's until this one is upgraded.
fn is_own(book: &Book, log: &Scope, member: &Member) -> bool {
    let record = member.change.and_then(|_| read_record(&member.bytes).ok());
    record.is_some_and(|record| {
        let (sealed, judged) = (&record.sealed, book.national().at(member.judged_position));
        let (log, cursor) = (log.to_string(), sealed.cursor.position);
        let holding = judged.holding(sealed.signer, &sealed.grant, &log, member.position, cursor);
        holding.is_ok_and(|holding| holding.office == office(&sealed.scope))
    })
}
