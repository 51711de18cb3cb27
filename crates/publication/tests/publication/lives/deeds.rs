//! What may be tried, and by whom.

use kecuali_testkit::{Actor, cast};
use proptest::{prelude::*, sample::Index};

/// Someone signs something; the server takes it or refuses it.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) by: Actor,
    pub(super) deed: Deed,
    pub(super) entry: Index,
    pub(super) item: Index,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Deed {
    Draft,
    Edit(u8),
    Endorse,
    /// A determine, by someone who has seen all or only what was there some time ago.
    Determine {
        late: bool,
    },
    Entry(OfEntry),
    Issue {
        supersedes: bool,
    },
    Item(OfItem),
    Nation(OfNation),
    /// An administrator ends a key: it was lost, or its holder left some days ago.
    End {
        who: Actor,
        lost: bool,
    },
}

/// Said of an entry as it is.
#[derive(Debug, Clone, Copy)]
pub(super) enum OfEntry {
    Submit,
    Withdraw,
    Forward,
    Return,
    Open,
    TakeDown { whole: bool },
    Revoke,
    Comment,
}

/// Said of an item of a determination.
#[derive(Debug, Clone, Copy)]
pub(super) enum OfItem {
    TakeDown { whole: bool },
    Revoke,
}

/// Said in `national`, about all.
#[derive(Debug, Clone, Copy)]
pub(super) enum OfNation {
    /// Gives one of the office KPU RI's capabilities.
    Appoint,
    /// Sets the day on by years, so that periods end.
    SetDay,
}

impl Step {
    pub(super) fn is_by_national(&self) -> bool {
        self.by.office == "RI"
    }
}

/// Every key that is no KPU RI key, the one that was never granted anything included.
const OFFICES: [Actor; 12] = [
    cast::PROVINCE_ADMIN,
    cast::FORWARDER,
    cast::PROVINCE_PC,
    cast::OFFICE_ADMIN,
    cast::PPID,
    cast::PATRON,
    cast::ADVISORY_TEAM,
    cast::SUPERIOR,
    cast::OFFICE_PC,
    cast::OTHER_ADMIN,
    cast::OTHER_PPID,
    cast::STRANGER,
];

impl Deed {
    /// Whose work it is.
    fn own(self) -> Actor {
        match self {
            Self::Draft
            | Self::Edit(_)
            | Self::Endorse
            | Self::Entry(OfEntry::Submit | OfEntry::Withdraw | OfEntry::Comment) => cast::PPID,
            Self::Entry(OfEntry::Forward) => cast::FORWARDER,
            Self::Determine { .. }
            | Self::Entry(
                OfEntry::Return | OfEntry::Open | OfEntry::TakeDown { .. } | OfEntry::Revoke,
            )
            | Self::Item(_) => cast::DETERMINER,
            Self::Issue { .. } => cast::ISSUER,
            Self::End { who, .. } if who.office != "RI" => cast::OFFICE_ADMIN,
            Self::Nation(_) | Self::End { .. } => cast::NATIONAL_ADMIN,
        }
    }
}

fn deeds() -> impl Strategy<Value = Deed> {
    let national = prop::sample::select(vec![cast::DETERMINER, cast::ISSUER, cast::DETERMINER_2]);
    let staff = prop::sample::select(vec![cast::PPID, cast::PATRON, cast::SUPERIOR]);
    prop_oneof![
        2 => Just(Deed::Draft),
        4 => (0_u8..4).prop_map(Deed::Edit),
        8 => Just(Deed::Endorse),
        12 => prop::bool::weighted(0.3).prop_map(|late| Deed::Determine { late }),
        20 => of_entry().prop_map(Deed::Entry),
        2 => any::<bool>().prop_map(|supersedes| Deed::Issue { supersedes }),
        1 => Just(Deed::Item(OfItem::Revoke)),
        1 => prop::bool::weighted(0.3).prop_map(|whole| Deed::Item(OfItem::TakeDown { whole })),
        2 => national.prop_map(|who| Deed::End { who, lost: true }),
        3 => (staff, prop::bool::weighted(0.8)).prop_map(|(who, lost)| Deed::End { who, lost }),
        1 => Just(Deed::Nation(OfNation::Appoint)),
        1 => Just(Deed::Nation(OfNation::SetDay)),
    ]
}

fn of_entry() -> impl Strategy<Value = OfEntry> {
    prop_oneof![
        8 => Just(OfEntry::Submit),
        3 => Just(OfEntry::Withdraw),
        1 => Just(OfEntry::Forward),
        2 => Just(OfEntry::Return),
        1 => Just(OfEntry::Open),
        4 => prop::bool::weighted(0.4).prop_map(|whole| OfEntry::TakeDown { whole }),
        1 => Just(OfEntry::Revoke),
        1 => Just(OfEntry::Comment),
    ]
}

/// Mostly those whose work it is, and again and again an office that has no business with it.
fn step() -> impl Strategy<Value = Step> {
    let office = prop::sample::select(OFFICES.to_vec());
    let places = (any::<Index>(), any::<Index>());
    (deeds(), 0_u8..10, office, places).prop_map(|(deed, chance, office, (entry, item))| {
        let by = match (chance, deed.own()) {
            (0..=2, _) => office,
            (3, cast::DETERMINER) => cast::DETERMINER_2,
            (3, cast::OFFICE_ADMIN) => cast::NATIONAL_ADMIN,
            (_, own) => own,
        };
        Step { by, deed, entry, item }
    })
}

pub(super) fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), most / 2..most)
}
