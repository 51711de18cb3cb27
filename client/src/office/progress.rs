//! How far an entry has come: saved here, received nationally, determined, published. Each follows
//! from a fact of its own, and none from what this machine alone has signed.

use kecuali_domain::{Day, act::ItemRef, status::Status};
use kecuali_ledger::National;
use kecuali_publication::continued;
use serde::Serialize;

use super::view::Card;

/// How far what an entry's status says has come, in the words of the first screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// On this disk; the server has not confirmed all of it.
    Saved,
    /// All of it stands in the national server's log.
    Received,
    /// The log holds a determination of KPU RI that is in force on it, and the list shows no row of
    /// it: its period is over.
    Determined,
    /// The log holds it, and the public list has its row; what was written here since waits beside.
    Published,
}

impl Progress {
    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Saved => "tersimpan di sini",
            Self::Received => "diterima nasional",
            Self::Determined => "ditetapkan",
            Self::Published => "terbit",
        }
    }
}

/// What is true of an entry beyond this disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stages {
    /// Whether the national server's log holds it.
    pub received: bool,
    /// What was decided about it.
    pub decision: Decision,
}

/// The decision of KPU RI that is in force on an entry, as far as it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// There is none.
    None,
    /// It is shown here, and the log does not hold it.
    Here,
    /// The log holds it, and its period is over: the list shows its row no more.
    Over,
    /// The log holds it, and the public list has its row.
    Published,
}

impl Stages {
    /// What is true of an entry of which the log comes to `logged`, and which is shown here with
    /// a status.
    pub(super) fn of(logged: Option<&Card>, national: &National, shown: Status) -> Self {
        let in_log = logged.map_or(Decision::None, |card| decided(card, national));
        let only_here = in_log == Decision::None && is_determined(shown);
        let decision = if only_here { Decision::Here } else { in_log };
        Self { received: logged.is_some(), decision }
    }

    /// How far what the status says has come, with so many changes that were not sent yet.
    pub(super) const fn progress(self, shown: Status, unsent: usize) -> Progress {
        match self.decision {
            Decision::Published if is_in_force(shown) => Progress::Published,
            Decision::Over if is_in_force(shown) => Progress::Determined,
            Decision::None | Decision::Here | Decision::Over | Decision::Published => {
                if unsent == 0 && self.received { Progress::Received } else { Progress::Saved }
            }
        }
    }
}

/// Whether a decision is in force, whatever was written since.
pub(super) const fn is_determined(status: Status) -> bool {
    matches!(status, Status::Determined | Status::DeterminedEdited)
}

/// The same, also while decisions that did not know of each other are in contest: the one in force
/// stays so until someone who has seen both decides.
pub(super) const fn is_in_force(status: Status) -> bool {
    is_determined(status) || matches!(status, Status::Contesting)
}

/// What the log alone says, by what decides about rows of the list: a decision in force, an item
/// that stands, and a period that is not over.
fn decided(card: &Card, national: &National) -> Decision {
    let in_force = card.is_decided && !card.item_has_ended(national);
    if !in_force || !is_in_force(card.status(national)) {
        return Decision::None;
    }
    let over = is_over(national, ends(national, card.ends, card.under));
    if over { Decision::Over } else { Decision::Published }
}

/// The last day of a decision: the earlier of its own and its item's.
pub(super) fn ends(national: &National, own: Option<Day>, under: Option<ItemRef>) -> Option<Day> {
    let item = under.map(|item| continued(national, item));
    let issued = item.and_then(|item| Some((national.issued(&item.issue)?, item.item)));
    let of_item = issued.and_then(|(issued, item)| issued.issue.items.get(&item)?.ends);
    own.into_iter().chain(of_item).min()
}

/// Whether the last day of a decision is over, by the day of the log.
pub(super) fn is_over(national: &National, ends: Option<Day>) -> bool {
    national.now().day().is_some_and(|day| ends.is_some_and(|last| day > last))
}
