//! Random entries: any act after any other, by people who have seen any part of what came before.

use kecuali_domain::{
    act::Act,
    fold::{Outcome, VersionCheck},
};
use proptest::{collection::vec, prelude::*};

use crate::story::{
    FINE, Found, Story, comment, decline, determine, endorse, forward, give_back, open, revoke,
    settle, submit, take_down, withdraw, withhold,
};

/// One act, before it is known what it can be about.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    what: u8,
    content: &'static str,
    item: u32,
    target: prop::sample::Index,
    /// Direct parents among the acts before; none means everything.
    parents: Option<Vec<prop::sample::Index>>,
    trouble: u8,
}

/// One act as it is folded.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) name: String,
    pub(crate) act: Act,
    pub(crate) found: Found,
    pub(crate) parents: Option<Vec<usize>>,
}

pub(crate) fn steps() -> impl Strategy<Value = Vec<Step>> {
    let content = prop::sample::select(vec!["A", "A", "B"]);
    let parents = prop::option::weighted(0.6, vec(any::<prop::sample::Index>(), 1..3));
    let one = (0..22_u8, content, 1..3_u32, any::<prop::sample::Index>(), parents, 0..60_u8);
    let step = one.prop_map(|(what, content, item, target, parents, trouble)| Step {
        what,
        content,
        item,
        target,
        parents,
        trouble,
    });
    vec(step, 0..24)
}

/// Makes the acts of a story; the first four endorse and submit two contents.
pub(crate) fn tell(steps: &[Step]) -> Vec<Told> {
    let opening = [endorse("A"), endorse("B"), submit("A"), submit("B")];
    let mut submissions = vec![("2".to_owned(), "A"), ("3".to_owned(), "B")];
    let plain = |(number, act): (usize, Act)| Told {
        name: number.to_string(),
        act,
        found: FINE,
        parents: None,
    };
    let mut told: Vec<_> = opening.into_iter().enumerate().map(plain).collect();
    for step in steps {
        let number = told.len();
        let name = number.to_string();
        let act = step.act(&submissions);
        if matches!(act, Act::Submit(_)) {
            submissions.push((name.clone(), step.content));
        }
        let parents = step.parents.as_ref();
        let parents = parents.map(|all| all.iter().map(|one| one.index(number)).collect());
        told.push(Told { name, act, found: step.found(), parents });
    }
    told
}

impl Step {
    fn act(&self, submissions: &[(String, &'static str)]) -> Act {
        let (submission, content) = self.target.get(submissions);
        match self.what {
            0 => endorse(self.content),
            1 => decline(self.content),
            2..=4 => submit(self.content),
            5 => withdraw(submission),
            6 | 7 => forward(submission),
            8..=10 => give_back(submission),
            11..=15 => determine(submission, content, self.item),
            16 | 17 => settle(content, self.item),
            18 => open(),
            19 => withhold(&[content]),
            20 if self.item == 1 => take_down(),
            20 => revoke(),
            _ => comment(),
        }
    }

    const fn found(&self) -> Found {
        match self.trouble {
            0 => Found { void: true, ..FINE },
            1 => Found { version: VersionCheck::Mismatch, ..FINE },
            2 => Found { version: VersionCheck::Conflict, ..FINE },
            3 => Found { item_in_force: false, ..FINE },
            _ => FINE,
        }
    }
}

/// Folds one more act in, seeing its parents and what they had seen.
pub(crate) fn fold_in(story: &mut Story, told: &Told) -> Outcome {
    let seen = seen_by(story, told);
    story.fold_in(&told.name, &told.act, seen, told.found)
}

pub(crate) fn seen_by(
    story: &Story,
    told: &Told,
) -> std::collections::BTreeSet<kecuali_encoding::Digest> {
    let number: usize = told.name.parse().expect("acts are numbered");
    let all = || (0..number).collect();
    let parents = told.parents.clone().unwrap_or_else(all);
    story.with_ancestors(parents.into_iter().map(|one| crate::story::id(&one.to_string())))
}
