//! How much of the disk each office may take in a day, and for whom the last of it is kept.
//!
//! Logs only grow, at the server and at every replica, and caps are for one document. Whoever signs
//! a record pays for it, so nobody spends what belongs to another office. KPU RI pays nothing: what it
//! decides, take-downs among it, goes through as long as the disk takes anything.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kecuali_domain::{OfficeId, Scope};
use kecuali_encoding::KeyId;
use kecuali_protocol::{problem::problem, sync::PushedRecord};
use kecuali_sync::{Book, Outcome, admit_push, read_record};

const MIB: u64 = 1 << 20;
const DAY: u64 = 24 * 3_600_000;

/// What offices may take of the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Bytes of records and openings that one office may bring in a day.
    pub office_day: u64,
    /// Bytes of the disk that are kept for KPU RI and for `national`.
    pub free: u64,
}

impl Default for Share {
    fn default() -> Self {
        Self { office_day: 256 * MIB, free: 1_024 * MIB }
    }
}

/// What each office has brought today. A start of the server begins the day anew.
#[derive(Debug, Clone, Default)]
pub(super) struct Budget {
    day: u64,
    spent: BTreeMap<OfficeId, u64>,
}

/// What holds for a push at the moment at which it comes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub(super) share: Share,
    /// The server's clock, in milliseconds since 1970.
    pub(super) now: u64,
    /// Whether the disk is nearly full.
    pub(super) disk_low: bool,
}

/// Who pays for a record, and how much; nobody for one of KPU RI, and one that is refused anyway.
struct Price {
    payer: Option<OfficeId>,
    national: bool,
    bytes: u64,
}

impl Budget {
    /// Admits a push, but for what there is no room for: that is to be sent again later.
    pub(super) fn admit(
        &mut self,
        book: &mut Book,
        push: &[PushedRecord],
        room: Room,
    ) -> Vec<Outcome> {
        self.turn(room.now / DAY);
        let prices = prices(book, push);
        let held = self.held(&prices, room.share.office_day, room.disk_low);
        let outcomes = if held.iter().all(Option::is_none) {
            admit_push(book, push)
        } else {
            let rest = push.iter().zip(&held).filter(|(_, code)| code.is_none());
            let rest: Vec<PushedRecord> = rest.map(|(pushed, _)| pushed.clone()).collect();
            let mut worked = admit_push(book, &rest).into_iter();
            held.into_iter()
                .filter_map(|code| code.map(hold_back).or_else(|| worked.next()))
                .collect()
        };
        self.charge(&prices, &outcomes);
        outcomes
    }

    fn turn(&mut self, day: u64) {
        if self.day != day {
            *self = Self { day, spent: BTreeMap::new() };
        }
    }

    /// Which records there is no room for, and why. What follows such a record may build on it, so
    /// all that its payer brings after it is held, too.
    fn held(&self, prices: &[Price], most: u64, low: bool) -> Vec<Option<&'static str>> {
        let mut planned: BTreeMap<&OfficeId, u64> = BTreeMap::new();
        let mut over: BTreeSet<&OfficeId> = BTreeSet::new();
        let mut held = Vec::with_capacity(prices.len());
        for price in prices {
            let Some(payer) = &price.payer else {
                held.push(None);
                continue;
            };
            let before = planned.get(payer).or_else(|| self.spent.get(payer)).copied();
            let after = before.unwrap_or(0).saturating_add(price.bytes);
            held.push(if low && !price.national {
                Some("disk_low")
            } else if after > most || over.contains(payer) {
                over.insert(payer);
                Some("budget_spent")
            } else {
                planned.insert(payer, after);
                None
            });
        }
        held
    }

    /// Only what the disk holds now is paid for: what stood there before, or is refused, takes nothing.
    fn charge(&mut self, prices: &[Price], outcomes: &[Outcome]) {
        for (price, outcome) in prices.iter().zip(outcomes) {
            if let (Some(payer), Outcome::Taken { .. }) = (&price.payer, outcome) {
                *self.spent.entry(payer.clone()).or_default() += price.bytes;
            }
        }
    }
}

fn prices(book: &Book, push: &[PushedRecord]) -> Vec<Price> {
    let mut offices: HashMap<KeyId, Option<OfficeId>> = HashMap::new();
    let mut price = |pushed: &PushedRecord| {
        let bytes = u64::try_from(pushed.size()).unwrap_or(u64::MAX);
        let Ok(record) = read_record(&pushed.record) else {
            return Price { payer: None, national: false, bytes };
        };
        let (signer, scope) = (record.sealed.signer, &record.sealed.scope);
        let known = offices.entry(signer).or_insert_with(|| office_of(book, signer));
        // A key that is granted in this very push, or in the log of its office alone.
        let payer = known.as_ref().or_else(|| scope.office()).cloned();
        let payer = payer.filter(|office| !office.is_national());
        Price { payer, national: *scope == Scope::National, bytes }
    };
    push.iter().map(&mut price).collect()
}

/// For whom a key signs; KPU RI, if for it among others.
fn office_of(book: &Book, key: KeyId) -> Option<OfficeId> {
    let standing = book.national().now().standing(key, "national").unwrap_or_default();
    let offices = standing.into_iter().map(|(_, holding)| holding.office);
    offices.min_by_key(|office| !office.is_national())
}

fn hold_back(code: &'static str) -> Outcome {
    let sentence = problem(code).map_or(code, |problem| problem.title).to_owned();
    Outcome::Refused { code, sentence, retry: true }
}
