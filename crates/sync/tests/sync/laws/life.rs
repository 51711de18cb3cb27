//! What may happen.

use std::fmt;

use proptest::{prelude::*, sample::Index};

/// Something that someone does, or that happens to a machine. Both are chosen from those there are.
#[derive(Clone)]
pub(super) struct Step {
    pub(super) machine: Index,
    pub(super) paper: Index,
    pub(super) what: What,
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |index: &Index| index.index(100);
        write!(f, "{:?} {}% {}%", self.what, percent(&self.machine), percent(&self.paper))
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) enum What {
    /// A new entry, by an office.
    Draft,
    /// Fields of an entry, by its office.
    Edit {
        field: usize,
        value: u8,
    },
    /// Reads the newest, and chooses a value where there are several.
    Resolve,
    Comment,
    /// The next act on the way to a decision: endorse, submit, determine.
    Advance {
        item: usize,
    },
    Return,
    Withdraw,
    /// A new substance, passed on by the province.
    Forward,
    /// KPU RI ends an entry, or withholds a field of it.
    End(End),
    /// Someone at the office works on whether or not she was appointed yet.
    EditEarly {
        value: u8,
    },
    /// The office appoints her.
    Appoint,
    /// KPU RI declares the key of one of its reviewers lost.
    Lose,
    /// A new determination, by KPU RI.
    Issue,
    Sync,
    /// The answer does not arrive.
    SyncInVain,
    Restart,
    Backup,
    Restore,
    Clone,
    RestartServer,
    BackupServer,
    RestoreServer,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum End {
    Open,
    TakeDown { whole: bool },
    Revoke,
}

fn work() -> impl Strategy<Value = What> {
    prop_oneof![
        1 => Just(What::Draft),
        9 => (0..2_usize, 0..5_u8).prop_map(|(field, value)| What::Edit { field, value }),
        1 => (0..5_u8).prop_map(|value| What::EditEarly { value }),
        1 => prop::bool::weighted(0.5).prop_map(|it| if it { What::Appoint } else { What::Sync }),
        3 => Just(What::Resolve),
        3 => Just(What::Comment),
        14 => (0..3_usize).prop_map(|item| What::Advance { item }),
        2 => Just(What::Return),
        1 => Just(What::Withdraw),
        2 => Just(What::Forward),
        1 => any::<bool>().prop_map(|open| What::End(if open { End::Open } else { End::Revoke })),
        1 => prop::bool::weighted(0.3).prop_map(|whole| What::End(End::TakeDown { whole })),
        1 => prop::bool::weighted(0.3).prop_map(|lose| if lose { What::Lose } else { What::Sync }),
        1 => Just(What::Issue),
        10 => Just(What::Sync),
        1 => Just(What::SyncInVain),
        1 => Just(What::Restart),
        1 => Just(What::RestartServer),
    ]
}

fn step(what: impl Strategy<Value = What>) -> impl Strategy<Value = Step> {
    let places = (any::<Index>(), any::<Index>());
    (places, what).prop_map(|((machine, paper), what)| Step { machine, paper, what })
}

/// A life in which PCs are restored and cloned.
pub(super) fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let what = prop_oneof![
        8 => work(),
        1 => Just(What::Backup),
        2 => Just(What::Restore),
        1 => Just(What::Clone),
    ];
    prop::collection::vec(step(what), most / 2..most)
}

/// A life in which PCs keep what they have, and the server does not.
pub(super) fn calm_steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let what = prop_oneof![
        8 => work(),
        1 => Just(What::BackupServer),
        2 => Just(What::RestoreServer),
    ];
    prop::collection::vec(step(what), most / 2..most)
}
