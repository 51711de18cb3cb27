use super::{Check, Finding, Findings, Substance};
use crate::{
    content::Content,
    similarity::{Match, Names},
};

const NAME: &str = "information";

/// What other information there is, by its name, with how people cite it (`731/2025 butir 3`,
/// `3604-K7QF2M`). Items that a determination supersedes are not among it.
#[derive(Debug, Clone, Default)]
pub struct Neighbours {
    /// The items of determinations that are in force.
    pub in_force: Names<String>,
    /// The entries of new substance that wait for a decision.
    pub proposed: Names<String>,
    /// The information that was declared open, or stands on the list of public information.
    pub open: Names<String>,
}

/// R09 and R10: whether an entry, or an item of a determination, is the only one of its name.
///
/// An application of an item shares its name with the item, as it should. `own` is how the document
/// that is checked is cited itself: it is no neighbour of its own.
pub fn check_neighbours(
    content: &Content,
    own: &str,
    substance: Substance,
    beside: &Neighbours,
) -> Vec<Finding> {
    let mut findings = Findings::default();
    let Some(name) = content.one(NAME) else { return findings.0 };
    if substance == Substance::New {
        let explained = content.has("similar_checked");
        let items = others(&beside.in_force, name, own);
        findings.compare(&items, Check::SameAsItem, Check::SimilarToItem, explained);
        let proposals = others(&beside.proposed, name, own);
        findings.compare(&proposals, Check::SameAsProposal, Check::SimilarToProposal, explained);
    }
    for found in others(&beside.open, name, own).iter().filter(|found| found.same) {
        findings.add_about(Check::InOpenList, NAME, found.key);
    }
    findings.0
}

fn others<'a>(names: &'a Names<String>, name: &str, own: &str) -> Vec<Match<'a, String>> {
    let mut found = names.find(name);
    found.retain(|found| found.key != own);
    found
}

impl Findings {
    /// What is the same is said alone: beside it, what is like it tells nothing new.
    fn compare(&mut self, found: &[Match<'_, String>], same: Check, alike: Check, explained: bool) {
        let equal: Vec<_> = found.iter().filter(|found| found.same).collect();
        for found in &equal {
            self.add_about(same, NAME, found.key);
        }
        if equal.is_empty() && !explained {
            for found in found {
                let percent = found.likeness / 10;
                self.add_about(alike, NAME, format!("{}, {percent}%", found.key));
            }
        }
    }
}
