use super::{Check, Finding, Findings, Substance};
use crate::{
    content::Content,
    similarity::{Match, Names},
};

const NAME: &str = "information";

/// What other information there is, by its name, with how people cite it (`731/2025 butir 3`,
/// `3604-K7QF2M`). The document that is checked is not among it, nor are items that it supersedes.
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
/// An application of an item shares its name with the item, as it should.
pub fn check_neighbours(
    content: &Content,
    substance: Substance,
    beside: &Neighbours,
) -> Vec<Finding> {
    let mut findings = Findings::default();
    let Some(name) = content.one(NAME) else { return findings.0 };
    if substance == Substance::New {
        let explained = content.has("similar_checked");
        let items = beside.in_force.find(name);
        findings.compare(&items, Check::SameAsItem, Check::SimilarToItem, explained);
        let proposals = beside.proposed.find(name);
        findings.compare(&proposals, Check::SameAsProposal, Check::SimilarToProposal, explained);
    }
    for found in beside.open.find(name).iter().filter(|found| found.same) {
        findings.add_about(Check::InOpenList, NAME, found.key);
    }
    findings.0
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
