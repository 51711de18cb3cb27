//! Every kind, word, capability and office against `authorize`, held against a table that was
//! written from the design and not from the code.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    Capabilities, Capability, Kind, OfficeId,
    act::{Position, ReadAct},
    office::Offices,
};
use kecuali_ledger::{Holding, NotAllowed, Question, Relation, Say, Target, authorize};

use crate::says::{LOGS, NAMES, act, is_about_keys, lives_in, office, scope};
use Capability as Can;
use Relation::{Above, National, Own};

/// What each capability is for, by section 2.2 of the design. All else is refused.
const FOR: &[(Can, Relation, Kind, &str)] = &[
    (Can::Draft, Own, Kind::Entry, "content, comment, seen"),
    (Can::Draft, National, Kind::DraftDetermination, "content, seen"),
    (Can::Endorse, Own, Kind::Entry, "endorse, decline"),
    (Can::RecordEndorsement, Own, Kind::Entry, "endorse (recorded), decline (recorded)"),
    (Can::Submit, Own, Kind::Entry, "submit, withdraw"),
    (Can::Forward, Above, Kind::Entry, "forward, return, comment"),
    (Can::Review, National, Kind::Entry, "return, comment, seen"),
    (Can::Review, National, Kind::DraftDetermination, "comment"),
    (Can::Determine, National, Kind::Entry, "determine"),
    (Can::Issue, National, Kind::Determination, "issue"),
    (Can::Revoke, National, Kind::Entry, "open, take_down, revoke"),
    (Can::Revoke, National, Kind::Determination, "revoke, take_down"),
    (Can::Administer, National, Kind::Policy, "set_policy, set_day"),
    (Can::Administer, Own, Kind::Roster, "grant, revoke_key"),
    (Can::Administer, Above, Kind::Roster, "grant, revoke_key"),
    (Can::Administer, National, Kind::Roster, "grant, revoke_key, revoke_key (lost)"),
];

const OFFICES: [&str; 5] = ["RI", "36", "3604", "11", "1101"];

/// How the offices of this test stand to each other, from the map of Indonesia.
fn relation(office: &str, about: &str) -> Relation {
    match (office, about) {
        ("RI", _) => National,
        (one, same) if one == same => Own,
        ("36", "3604") | ("11", "1101") => Above,
        _ => Relation::Other,
    }
}

fn expected(kind: Kind, name: &str, log: &str, relation: Relation, can: &[Can]) -> &'static str {
    let says = |names: &str| names.split(", ").any(|one| one == name);
    let lines: Vec<_> = FOR.iter().filter(|line| line.2 == kind && says(line.3)).collect();
    let for_office: Vec<_> = lines.iter().filter(|line| line.1 == relation).collect();
    if !lives_in(kind, log) || lines.is_empty() {
        "not_allowed"
    } else if for_office.is_empty() {
        "wrong_office"
    } else if for_office.iter().any(|line| can.contains(&line.0)) {
        "ok"
    } else {
        "grant_insufficient"
    }
}

fn asked(kind: Kind, name: &str, log: &str, from: &str, about: &str, can: &[Can]) -> &'static str {
    let about = office(about);
    let act = act(name, &about);
    let holding = Holding {
        office: office(from),
        capabilities: can.iter().copied().collect(),
        delegable: Capabilities::ALL,
        endorses_as: Some(Position::Patron),
        root: false,
    };
    let scope = scope(log);
    let say = act.as_ref().map_or(Say::Content, Say::Act);
    let question = Question { kind, scope: &scope, say, target: Some(Target::Office(&about)) };
    authorize(&holding, &question, Offices::bundled()).map_or_else(NotAllowed::code, |()| "ok")
}

/// The sets of capabilities that are tried: none, each alone, all.
fn sets() -> Vec<Vec<Can>> {
    let each = Can::ALL.into_iter().map(|one| vec![one]);
    std::iter::once(Vec::new()).chain(each).chain([Can::ALL.to_vec()]).collect()
}

/// The office that a change in this log is about, where it is a grant or a revocation any.
fn concerned(name: &str, log: &str) -> Vec<&'static str> {
    match log.strip_prefix("office/") {
        Some(own) => OFFICES.into_iter().filter(|office| *office == own).collect(),
        None if is_about_keys(name) => OFFICES.to_vec(),
        None => vec!["RI"],
    }
}

/// Runs all of it; what comes back is the code by kind, name and relation, and by what is held.
pub(crate) fn run() -> BTreeMap<(Kind, &'static str, Relation), BTreeMap<Vec<Can>, &'static str>> {
    let mut all: BTreeMap<_, BTreeMap<Vec<Can>, &'static str>> = BTreeMap::new();
    for (kind, name) in Kind::ALL.into_iter().flat_map(|kind| NAMES.map(|name| (kind, name))) {
        for (log, from) in LOGS.into_iter().flat_map(|log| OFFICES.map(|from| (log, from))) {
            for about in concerned(name, log) {
                let relation = relation(from, about);
                for can in sets() {
                    let code = asked(kind, name, log, from, about, &can);
                    let right = expected(kind, name, log, relation, &can);
                    let case = format!("{from} with {can:?}: {kind} {name} in {log} for {about}");
                    assert_eq!(code, right, "{case}");
                    if lives_in(kind, log) {
                        let before =
                            all.entry((kind, name, relation)).or_default().insert(can, code);
                        assert!(before.is_none_or(|before| before == code), "{case}");
                    }
                }
            }
        }
    }
    all
}

#[test]
fn nothing_is_allowed_that_the_design_does_not_name() {
    let cells: usize = run().values().map(BTreeMap::len).sum();
    assert_eq!(cells, Kind::ALL.len() * NAMES.len() * 4 * sets().len() - unreachable_cells());
}

/// In documents of KPU RI alone, nobody is the office itself or its province.
fn unreachable_cells() -> usize {
    let only_national = |kind: Kind, name: &str| match kind {
        Kind::DraftDetermination => true,
        Kind::Determination | Kind::Policy => !is_about_keys(name),
        Kind::Entry | Kind::Roster => false,
    };
    let all = Kind::ALL.into_iter().flat_map(|kind| NAMES.map(|name| (kind, name)));
    all.filter(|(kind, name)| only_national(*kind, name)).count() * 2 * sets().len()
}

#[test]
fn the_names_are_those_of_the_acts() {
    let about = OfficeId::national();
    let names: BTreeSet<&str> = NAMES
        .into_iter()
        .filter_map(|name| act(name, &about))
        .map(|act| {
            let read = kecuali_domain::act::Act::read(&act.to_text()).unwrap();
            assert_eq!(read, ReadAct::Known(Box::new(act.clone())), "{}", act.name());
            act.name()
        })
        .collect();
    assert_eq!(names.len(), 17);
}

#[test]
fn an_endorser_speaks_for_the_position_of_the_grant_only() {
    let about = office("3604");
    let scope = scope("office/3604");
    let ask = |name, endorses_as, can: &[Can]| {
        let act = act(name, &about).unwrap();
        let holding = Holding {
            office: about.clone(),
            capabilities: can.iter().copied().collect(),
            delegable: Capabilities::default(),
            endorses_as,
            root: false,
        };
        let question =
            Question { kind: Kind::Entry, scope: &scope, say: Say::Act(&act), target: None };
        authorize(&holding, &question, Offices::bundled()).map_or_else(NotAllowed::code, |()| "ok")
    };
    for name in ["endorse", "decline"] {
        assert_eq!(ask(name, Some(Position::Patron), &[Can::Endorse]), "ok");
        assert_eq!(ask(name, Some(Position::PpidSuperior), &[Can::Endorse]), "wrong_position");
        assert_eq!(ask(name, None, &[Can::Endorse]), "wrong_position");
    }
    for name in ["endorse (recorded)", "decline (recorded)"] {
        assert_eq!(ask(name, None, &[Can::RecordEndorsement]), "ok");
    }
}

#[test]
fn an_office_ends_no_key_of_another_not_even_in_its_own_log() {
    let ends = |name: &str, from: &str, log: &str, target: Option<Target<'_>>| {
        let act = act(name, &office(from)).unwrap();
        let holding = Holding {
            office: office(from),
            capabilities: Capabilities::ALL,
            delegable: Capabilities::ALL,
            endorses_as: None,
            root: false,
        };
        let (scope, say) = (scope(log), Say::Act(&act));
        let question = Question { kind: Kind::Roster, scope: &scope, say, target };
        authorize(&holding, &question, Offices::bundled()).map_or_else(NotAllowed::code, |()| "ok")
    };
    let (national, province, regency) = (office("RI"), office("36"), office("3604"));
    let [national, province, regency] = [&national, &province, &regency].map(Target::Office);
    for log in ["national", "office/3604"] {
        let left = |from, target| ends("revoke_key", from, log, target);
        assert_eq!(left("3604", Some(national)), "wrong_office");
        assert_eq!(left("3604", Some(province)), "wrong_office");
        assert_eq!(left("36", Some(national)), "wrong_office");
        assert_eq!(left("36", Some(regency)), "ok");
        assert_eq!(left("3604", Some(regency)), "ok");
        let lost = |from, target| ends("revoke_key (lost)", from, log, target);
        assert_eq!(lost("36", Some(regency)), "wrong_office");
        assert_eq!(lost("3604", Some(regency)), "wrong_office");
        assert_eq!(lost("RI", Some(regency)), "ok");
        for name in ["revoke_key", "revoke_key (lost)"] {
            assert_eq!(ends(name, "RI", log, Some(national)), "ok");
            assert_eq!(ends(name, "RI", log, Some(Target::Root)), "root_only_appoints");
            assert_eq!(ends(name, "RI", log, None), "citation_missing");
        }
    }
    assert_eq!(ends("revoke_key", "36", "office/1101", Some(regency)), "wrong_office");
}
