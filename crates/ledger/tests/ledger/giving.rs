//! What can be granted to whom, by whom, in which log.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_document::History;
use kecuali_domain::{
    Capabilities, Capability, Kind,
    act::{Act, Grant, Holder},
    office::Offices,
};
use kecuali_ledger::{Holding, NotAllowed, Question, Say, authorize};
use kecuali_testkit::{Actor, Parcel, Says, Scene, cast, delegating, machine, person};

use crate::says::{office, scope};
use Capability as Can;

const OFFICES: [&str; 4] = ["RI", "36", "3604", "1101"];
pub(crate) const HOLDERS: [&str; 3] = ["person", "installation", "server"];

/// What a key may hold at most, by the office's level and what holds the key, from the design:
/// office keys never decide, machines never say anything.
fn may_hold(office: &str, holder: &str) -> &'static [Can] {
    const REGENCY: &[Can] =
        &[Can::Draft, Can::Endorse, Can::RecordEndorsement, Can::Submit, Can::Administer];
    const PROVINCE: &[Can] = &[
        Can::Draft,
        Can::Endorse,
        Can::RecordEndorsement,
        Can::Submit,
        Can::Administer,
        Can::Forward,
    ];
    const NATIONAL: &[Can] = &[
        Can::Draft,
        Can::Endorse,
        Can::RecordEndorsement,
        Can::Submit,
        Can::Administer,
        Can::Forward,
        Can::Review,
        Can::Determine,
        Can::Issue,
        Can::Revoke,
    ];
    match (office, holder) {
        (_, "installation") => &[Can::Sync],
        ("RI", "server") => &[Can::Log],
        (_, "server") => &[],
        ("RI", _) => NATIONAL,
        ("36", _) => PROVINCE,
        (_, _) => REGENCY,
    }
}

/// Whether an office may speak for another's keys in a log at all.
fn has_a_say(from: &str, about: &str, log: &str, holder: &str) -> bool {
    let above = from == "RI" || from == about || (from, about) == ("36", "3604");
    let own_log = log == format!("office/{about}");
    let in_national = log == "national" && (from.len() == 2 || holder == "installation");
    above && (own_log || in_national)
}

fn asked(from: &str, log: &str, grant: Grant) -> &'static str {
    let holding = Holding {
        office: office(from),
        capabilities: Capabilities::default().with(Can::Administer),
        delegable: Capabilities::ALL,
        endorses_as: None,
        root: false,
    };
    ask(&holding, log, grant)
}

fn ask(holding: &Holding, log: &str, grant: Grant) -> &'static str {
    let (scope, act) = (scope(log), Act::Grant(grant));
    let question =
        Question { kind: Kind::Roster, scope: &scope, say: Say::Act(&act), target: None };
    authorize(holding, &question, Offices::bundled()).map_or_else(NotAllowed::code, |()| "ok")
}

fn grant(about: &str, holder: &str, can: &[Can]) -> Grant {
    let holder = match holder {
        "person" => Holder::Person("x".to_owned()),
        "installation" => Holder::Installation("x".to_owned()),
        _ => Holder::Server("x".to_owned()),
    };
    Grant { holder, office: office(about), ..person(&cast::STRANGER, can) }
}

/// Runs all of it; what comes back is what each kind of key can be given.
pub(crate) fn run() -> BTreeMap<(&'static str, &'static str), BTreeSet<Can>> {
    let mut held: BTreeMap<_, BTreeSet<Can>> = BTreeMap::new();
    let logs = ["national", "office/RI", "office/36", "office/3604", "office/1101"];
    for (from, log) in OFFICES.into_iter().flat_map(|from| logs.map(|log| (from, log))) {
        for (about, holder) in OFFICES.into_iter().flat_map(|o| HOLDERS.map(|h| (o, h))) {
            for can in Can::ALL {
                let code = asked(from, log, grant(about, holder, &[can]));
                let fits = may_hold(about, holder).contains(&can);
                let right = match (has_a_say(from, about, log, holder), fits) {
                    (false, _) => "wrong_office",
                    (true, false) => "grant_exceeds",
                    (true, true) => "ok",
                };
                let case = format!("{from} gives a {holder} of {about} {can} in {log}");
                assert_eq!(code, right, "{case}");
                let held = held.entry((about, holder)).or_default();
                held.extend((code == "ok").then_some(can));
            }
        }
    }
    held
}

#[test]
fn a_grant_goes_where_the_office_has_a_say_and_no_further_than_the_level() {
    assert_eq!(run().len(), OFFICES.len() * HOLDERS.len());
}

#[test]
fn a_grant_does_not_exceed_what_its_giver_may_hand_on() {
    let holding = |delegable: &[Can]| Holding {
        office: office("RI"),
        capabilities: Capabilities::default().with(Can::Administer),
        delegable: delegable.iter().copied().collect(),
        endorses_as: None,
        root: false,
    };
    let code = |fits: bool| if fits { "ok" } else { "grant_exceeds" };
    for (mine, given) in Can::ALL.into_iter().flat_map(|one| Can::ALL.map(|other| (one, other))) {
        let answer = ask(&holding(&[mine]), "national", grant("RI", "person", &[given]));
        let to_a_person = may_hold("RI", "person").contains(&given);
        assert_eq!(answer, code(mine == given && to_a_person), "{mine}, {given}");
        let answer = ask(&holding(&[mine]), "national", grant("RI", "server", &[given]));
        assert_eq!(answer, code(mine == given && given == Can::Log), "{mine}, {given}");

        let admin = delegating(grant("RI", "person", &[Can::Administer]), &[given]);
        let answer = ask(&holding(&[mine, Can::Administer]), "national", admin.clone());
        assert_eq!(answer, code(mine == given || given == Can::Administer), "{mine}, {given}");
        assert_eq!(ask(&holding(&[]), "national", admin), "grant_exceeds");
    }
}

#[test]
fn only_an_administrator_hands_anything_on() {
    let clerk = delegating(grant("3604", "person", &[Can::Draft]), &[Can::Draft]);
    assert_eq!(asked("36", "national", clerk), "grant_exceeds");
}

#[test]
fn a_capability_of_a_newer_program_waits_and_carries_nothing_along() {
    let newer = |grant: Grant| Grant {
        capabilities: grant.capabilities.into_iter().chain(["bless".to_owned()]).collect(),
        ..grant
    };
    let harmless = newer(grant("3604", "person", &[Can::Draft]));
    assert_eq!(asked("36", "national", harmless), "newer");
    let decides = newer(grant("3604", "person", &[Can::Determine]));
    assert_eq!(asked("36", "national", decides), "grant_exceeds");
    let elsewhere = newer(grant("1101", "person", &[Can::Draft]));
    assert_eq!(asked("36", "national", elsewhere), "wrong_office");
}

#[test]
fn the_root_appoints_administrators_of_kpu_ri_and_no_machines() {
    let root = Holding {
        office: office("RI"),
        capabilities: Capabilities::default().with(Can::Administer),
        delegable: Capabilities::ALL,
        endorses_as: None,
        root: true,
    };
    let ask = |log, grant| ask(&root, log, grant);
    assert_eq!(ask("national", grant("RI", "person", &[Can::Administer])), "ok");
    assert_eq!(ask("national", grant("RI", "person", &[Can::Determine])), "root_only_appoints");
    assert_eq!(ask("national", grant("36", "person", &[Can::Administer])), "root_only_appoints");
    assert_eq!(ask("national", grant("RI", "server", &[Can::Administer])), "root_only_appoints");
    assert_eq!(ask("national", grant("RI", "server", &[Can::Log])), "root_only_appoints");
    assert_eq!(ask("office/RI", grant("RI", "person", &[Can::Administer])), "root_only_appoints");
}

#[test]
fn a_key_of_an_office_log_is_nobody_elsewhere() {
    let mut scene = Scene::new();
    let doc = scene.draft(&cast::PPID, &[("note", "x")]);
    let elsewhere = scene.new_doc("office/1101", Kind::Entry);
    let says = Says::Content(&[("note", "x")]);
    let history = History::new(elsewhere.scope, elsewhere.id);
    let pen = scene.pen(&cast::PPID, &doc, says);
    let record = pen.sign(&history, Kind::Entry, &history.heads(), 1, says);
    let refusal = scene.judge(&Parcel { record, openings: None }).unwrap_err();
    assert_eq!((refusal.code(), refusal.is_retry()), ("grant_absent", true));
}

#[test]
fn a_province_vouches_for_its_regencies_and_they_begin_at_once() {
    const NEW_ADMIN: Actor = Actor::new(120, "new-admin", "3603");
    const NEW_PC: Actor = Actor::new(121, "new-pc", "3603");
    let mut scene = Scene::new();
    let vouched = delegating(person(&NEW_ADMIN, &[Can::Administer]), &[Can::Draft, Can::Sync]);
    scene.grant(&cast::PROVINCE_ADMIN, "national", vouched);
    scene.grant(&NEW_ADMIN, "national", machine(&NEW_PC, Holder::Installation, Can::Sync));
    assert!(scene.national().now().holds(NEW_PC.id(), Can::Sync));
    let clerk = Actor::new(122, "clerk", "3603");
    scene.grant(&NEW_ADMIN, "office/3603", person(&clerk, &[Can::Draft]));
    scene.draft(&clerk, &[("note", "x")]);
}
