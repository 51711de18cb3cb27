//! Who may write what: one pure, enumerable, default-deny function.
//!
//! The same function answers for the office before it signs, for the server, for every replica
//! and for the verifier. `RULES` is all there is; what is not in it is refused.

use std::collections::BTreeSet;

use kecuali_domain::{
    Capabilities, Capability, Kind, OfficeId, Scope,
    act::{Act, Grant, Holder, KeyEnd, Position},
    office::Level,
};

use crate::policy::OfficeTree;

/// What one grant in force gives its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The office it acts for; KPU RI for a root key.
    pub office: OfficeId,
    /// What it may do.
    pub capabilities: Capabilities,
    /// What it may hand on.
    pub delegable: Capabilities,
    /// The position it endorses for.
    pub endorses_as: Option<Position>,
    /// A key of the trust root: it may appoint KPU RI's administrators and nothing else.
    pub root: bool,
}

/// Where an office stands to the one a record is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// It is that office.
    Own,
    /// It is the province of that office.
    Above,
    /// It is KPU RI.
    National,
    /// None of these.
    Other,
}

impl Relation {
    /// Every relation.
    pub const ALL: [Self; 4] = [Self::Own, Self::Above, Self::National, Self::Other];

    /// How `office` stands to `about`. KPU RI stands to itself as [`Relation::National`].
    pub fn of(office: &OfficeId, about: &OfficeId, offices: &dyn OfficeTree) -> Self {
        if office.is_national() {
            Self::National
        } else if office == about {
            Self::Own
        } else if offices.is_below(about, office) {
            Self::Above
        } else {
            Self::Other
        }
    }
}

/// What a change says, as far as authority is concerned.
#[derive(Debug, Clone, Copy)]
pub enum Say<'a> {
    /// It puts fields.
    Content,
    /// It is an act.
    Act(&'a Act),
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The kind of document.
    pub kind: Kind,
    /// Its log.
    pub scope: &'a Scope,
    /// What the change says.
    pub say: Say<'a>,
    /// For a revocation of a key: whose key it is, when it is known.
    pub target: Option<Target<'a>>,
}

/// Whose key is to be revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'a> {
    /// A key that acts for an office.
    Office(&'a OfficeId),
    /// A key of the trust root, which root keys alone revoke.
    Root,
}

/// One thing that is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// In documents of this kind
    pub kind: Kind,
    /// this act, or `content`,
    pub says: &'static str,
    /// by a key with this capability
    pub capability: Capability,
    /// of an office that stands so to the office concerned.
    pub relations: &'static [Relation],
}

const fn rule(
    kind: Kind,
    says: &'static str,
    capability: Capability,
    relations: &'static [Relation],
) -> Rule {
    Rule { kind, says, capability, relations }
}

const OWN: &[Relation] = &[Relation::Own];
const ABOVE: &[Relation] = &[Relation::Above];
const NATIONAL: &[Relation] = &[Relation::National];
const THOSE_ABOVE: &[Relation] = &[Relation::Own, Relation::Above, Relation::National];

/// Everything that is allowed.
///
/// The office concerned is the one whose log it is, in `national` the one that a grant names, and
/// KPU RI for all else; for a revocation the one that the key acts for, beside that of the log.
/// `recorded` stands for an endorsement or decline copied from paper, `lost` for a revocation of a
/// lost key: what that makes void may be the ground of a public row, so no office says it.
pub const RULES: &[Rule] = &[
    rule(Kind::Entry, "content", Capability::Draft, OWN),
    rule(Kind::Entry, "endorse", Capability::Endorse, OWN),
    rule(Kind::Entry, "decline", Capability::Endorse, OWN),
    rule(Kind::Entry, "recorded", Capability::RecordEndorsement, OWN),
    rule(Kind::Entry, "submit", Capability::Submit, OWN),
    rule(Kind::Entry, "withdraw", Capability::Submit, OWN),
    rule(Kind::Entry, "forward", Capability::Forward, ABOVE),
    rule(Kind::Entry, "return", Capability::Forward, ABOVE),
    rule(Kind::Entry, "return", Capability::Review, NATIONAL),
    rule(Kind::Entry, "determine", Capability::Determine, NATIONAL),
    rule(Kind::Entry, "open", Capability::Revoke, NATIONAL),
    rule(Kind::Entry, "take_down", Capability::Revoke, NATIONAL),
    rule(Kind::Entry, "revoke", Capability::Revoke, NATIONAL),
    rule(Kind::Entry, "comment", Capability::Draft, OWN),
    rule(Kind::Entry, "comment", Capability::Forward, ABOVE),
    rule(Kind::Entry, "comment", Capability::Review, NATIONAL),
    rule(Kind::Entry, "seen", Capability::Draft, OWN),
    rule(Kind::Entry, "seen", Capability::Review, NATIONAL),
    rule(Kind::DraftDetermination, "content", Capability::Draft, NATIONAL),
    rule(Kind::DraftDetermination, "comment", Capability::Review, NATIONAL),
    rule(Kind::DraftDetermination, "seen", Capability::Draft, NATIONAL),
    rule(Kind::Determination, "issue", Capability::Issue, NATIONAL),
    rule(Kind::Determination, "revoke", Capability::Revoke, NATIONAL),
    rule(Kind::Determination, "take_down", Capability::Revoke, NATIONAL),
    rule(Kind::Policy, "set_policy", Capability::Administer, NATIONAL),
    rule(Kind::Policy, "set_day", Capability::Administer, NATIONAL),
    rule(Kind::Roster, "grant", Capability::Administer, THOSE_ABOVE),
    rule(Kind::Roster, "revoke_key", Capability::Administer, THOSE_ABOVE),
    rule(Kind::Roster, "lost", Capability::Administer, NATIONAL),
];

/// Why something is not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAllowed {
    /// Nobody may do this to such a document in such a log.
    #[error("no one may do this in a document of this kind")]
    Nobody,
    /// The key lacks what it takes.
    #[error("the key lacks the capability `{0}`")]
    Capability(Capability),
    /// The office has no say about the other.
    #[error("this office may not do this for that office")]
    Office,
    /// The endorsement is for a position that the key was not granted for.
    #[error("the key was granted for another position")]
    Position,
    /// The grant gives more than its giver may hand on, or than such an office may hold.
    #[error("the grant goes beyond what may be given")]
    Grant,
    /// Too many grants already lie between its giver and the trust root.
    #[error("a grant may be {DEPTH} steps from the trust root at most")]
    Depth,
    /// The trust root does more than appoint KPU RI's administrators.
    #[error("a root key appoints KPU RI's administrators and does nothing else")]
    Root,
    /// A key is revoked that no grant names yet.
    #[error("the key to be revoked is not known here yet")]
    TargetUnknown,
    /// It speaks of a capability that this program does not know.
    #[error("this needs a newer program")]
    Newer,
}

impl NotAllowed {
    /// The stable code of this refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nobody => "not_allowed",
            Self::Capability(_) => "grant_insufficient",
            Self::Office => "wrong_office",
            Self::Position => "wrong_position",
            Self::Grant => "grant_exceeds",
            Self::Depth => "grant_depth",
            Self::Root => "root_only_appoints",
            Self::TargetUnknown => "citation_missing",
            Self::Newer => "newer",
        }
    }

    /// Whether trying again later may help.
    pub const fn is_retry(self) -> bool {
        matches!(self, Self::TargetUnknown | Self::Newer)
    }
}

/// How many grants may lie between a key and the trust root; what bounds the work of judging one.
pub(crate) const DEPTH: usize = 8;

/// Whether a key with this holding may sign what is asked.
pub fn authorize(
    holding: &Holding,
    question: &Question<'_>,
    offices: &dyn OfficeTree,
) -> Result<(), NotAllowed> {
    if !question.kind.lives_in(question.scope) {
        return Err(NotAllowed::Nobody);
    }
    if holding.root {
        return root_may(question);
    }
    for about in offices_concerned(question)? {
        by_rule(holding, question, Relation::of(&holding.office, &about, offices))?;
    }
    match question.say {
        Say::Act(Act::Endorse(word) | Act::Decline(word)) if word.recorded.is_none() => {
            let own = holding.endorses_as == Some(word.position);
            if own { Ok(()) } else { Err(NotAllowed::Position) }
        }
        Say::Act(Act::Grant(grant)) => may_give(holding, grant, question.scope, offices),
        Say::Content | Say::Act(_) => Ok(()),
    }
}

fn by_rule(
    holding: &Holding,
    question: &Question<'_>,
    relation: Relation,
) -> Result<(), NotAllowed> {
    let says = match question.say {
        Say::Content => "content",
        Say::Act(Act::Endorse(word) | Act::Decline(word)) if word.recorded.is_some() => "recorded",
        Say::Act(Act::RevokeKey(revoke)) if matches!(revoke.how, KeyEnd::Lost { .. }) => "lost",
        Say::Act(act) => act.name(),
    };
    let mut refusal = NotAllowed::Nobody;
    for rule in RULES.iter().filter(|rule| rule.kind == question.kind && rule.says == says) {
        if !rule.relations.contains(&relation) {
            if refusal == NotAllowed::Nobody {
                refusal = NotAllowed::Office;
            }
        } else if holding.capabilities.has(rule.capability) {
            return Ok(());
        } else {
            refusal = NotAllowed::Capability(rule.capability);
        }
    }
    Err(refusal)
}

/// The offices whose affair it is; the signer must stand rightly to each of them.
fn offices_concerned(question: &Question<'_>) -> Result<Vec<OfficeId>, NotAllowed> {
    let mut concerned: Vec<OfficeId> = question.scope.office().cloned().into_iter().collect();
    match question.say {
        Say::Act(Act::Grant(grant)) if concerned.is_empty() => {
            concerned.push(grant.office.clone());
        }
        // In an office's log too: what ends a key there voids what the key decided there.
        Say::Act(Act::RevokeKey(_)) if question.kind == Kind::Roster => match question.target {
            Some(Target::Office(office)) => concerned.push(office.clone()),
            Some(Target::Root) => return Err(NotAllowed::Root),
            None => return Err(NotAllowed::TargetUnknown),
        },
        Say::Content | Say::Act(_) => {}
    }
    if concerned.is_empty() {
        concerned.push(OfficeId::national());
    }
    Ok(concerned)
}

fn root_may(question: &Question<'_>) -> Result<(), NotAllowed> {
    if question.kind != Kind::Roster || *question.scope != Scope::National {
        return Err(NotAllowed::Root);
    }
    let may = match question.say {
        Say::Act(Act::Grant(grant)) => {
            let Names { given, newer, .. } = Names::of(grant);
            let appoints = grant.office.is_national() && given.has(Capability::Administer);
            if !(appoints && fits_holder(&grant.holder, given)) {
                return Err(NotAllowed::Root);
            }
            return if newer { Err(NotAllowed::Newer) } else { Ok(()) };
        }
        Say::Act(Act::RevokeKey(_)) => match question.target {
            Some(Target::Office(office)) => office.is_national(),
            Some(Target::Root) => true,
            None => return Err(NotAllowed::TargetUnknown),
        },
        Say::Content | Say::Act(_) => false,
    };
    if may { Ok(()) } else { Err(NotAllowed::Root) }
}

/// The capabilities that a grant names, as far as this program knows them.
struct Names {
    given: Capabilities,
    delegable: Capabilities,
    /// Whether it names others too.
    newer: bool,
}

impl Names {
    fn of(grant: &Grant) -> Self {
        let read =
            |names: &BTreeSet<String>| Capabilities::from_names(names.iter().map(String::as_str));
        let (given, newer) = read(&grant.capabilities);
        let (delegable, more) = read(&grant.delegable);
        Self { given, delegable, newer: newer || more }
    }
}

fn may_give(
    holding: &Holding,
    grant: &Grant,
    scope: &Scope,
    offices: &dyn OfficeTree,
) -> Result<(), NotAllowed> {
    let Names { given, delegable, newer } = Names::of(grant);
    let level = offices.level(&grant.office).ok_or(NotAllowed::Office)?;
    let from = offices.level(&holding.office).ok_or(NotAllowed::Office)?;
    let fits_log = match scope {
        // A regency's staff stands in its own log; only its machines stand in everyone's.
        Scope::National => {
            from != Level::RegencyCity || matches!(grant.holder, Holder::Installation(_))
        }
        Scope::Office(office) => *office == grant.office,
    };
    let hands_on = given.has(Capability::Administer) || delegable == Capabilities::default();
    let within = given.within(holding.delegable) && delegable.within(holding.delegable);
    let fits_level = given.within(levels_allow(level)) && delegable.within(levels_allow(level));
    if !fits_log {
        return Err(NotAllowed::Office);
    }
    // What is understood is judged first: a name that nobody knows must not carry the rest along.
    if !(fits_holder(&grant.holder, given) && hands_on && within && fits_level) {
        return Err(NotAllowed::Grant);
    }
    if newer { Err(NotAllowed::Newer) } else { Ok(()) }
}

fn fits_holder(holder: &Holder, given: Capabilities) -> bool {
    match holder {
        Holder::Person(_) => !given.has(Capability::Log) && !given.has(Capability::Sync),
        Holder::Installation(_) => given.within(Capabilities::default().with(Capability::Sync)),
        Holder::Server(_) => given.within(Capabilities::default().with(Capability::Log)),
    }
}

/// What a key of an office of this level may ever hold, whoever gives it.
///
/// No set of office keys can decide: determine, issue, revoke, review and log are KPU RI's.
pub fn levels_allow(level: Level) -> Capabilities {
    let office = [
        Capability::Draft,
        Capability::Endorse,
        Capability::RecordEndorsement,
        Capability::Submit,
        Capability::Administer,
        Capability::Sync,
    ];
    let office: Capabilities = office.into_iter().collect();
    match level {
        Level::National => Capabilities::ALL,
        Level::Province => office.with(Capability::Forward),
        Level::RegencyCity => office,
    }
}
