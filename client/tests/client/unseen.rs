//! What a colleague decided meanwhile, on another machine, is not replaced or ended by who was never
//! shown it.

use kecuali_client::{
    error::OfficeError,
    office::{
        Name, Office,
        approval::{Done, Under},
        role::Role,
        seen::{Covered, previewed},
    },
};
use kecuali_domain::{OfficeId, status::Status};

use crate::world::{World, machine, newcomer};

const COVERED: Covered = Covered::Submitted(None);

/// KPU RI on two machines, with an entry that 3604 submitted under 12/2026.
pub(crate) fn two_at_national() -> (World, Name) {
    let mut world = World::with("3604");
    second_at_national(&mut world);
    world.issue();
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let item = world.office("3604").item("12/1").unwrap();
    world.office("3604").submit(None, std::slice::from_ref(&name), Some(item), None).unwrap();
    all_meet(&mut world);
    (world, name)
}

/// Sets KPU RI's second machine up, at which Maya works.
pub(crate) fn second_at_national(world: &mut World) {
    let (root, path) = (world.path("root-of-ri.json"), world.path("RI2"));
    std::fs::write(&root, world.office("RI").root_text()).unwrap();
    let machine = Box::new(machine("RI2"));
    let mut office = Office::set_up(&path, &root, OfficeId::national(), None, machine).unwrap();
    office.add_people(&[newcomer("maya", "Anggota", Role::Issuer, None)]).unwrap();
    world.replace("RI2", office);
    world.admit("RI2");
}

pub(crate) fn all_meet(world: &mut World) {
    for code in ["3604", "RI2", "RI", "3604", "RI2"] {
        world.sync(code);
    }
}

type Signs = fn(&mut Office, &[Name]) -> Result<Vec<Done>, OfficeError>;

const DETERMINES: Signs = |office, names| office.determine(None, names, None, None);
const RETURNS: Signs = |office, names| office.send_back(office_hand(office), names, "Kurang");
const OPENS: Signs = |office, names| office.open_information(None, names, "Sudah terbuka");
const REVOKES: Signs = |office, names| office.revoke_decisions(None, names, "Putusan KI", None);
const TAKES_DOWN: Signs = |office, names| office.take_down(None, names, &[].into(), "Nama orang");
const WITHDRAWS: Signs = |office, names| office.withdraw(None, names, None);

/// At KPU RI's first machine two people review.
fn office_hand(office: &Office) -> Option<&'static str> {
    office.people().iter().any(|one| one.key == "iman").then_some("iman")
}

/// Draws what `at` would sign on, lets Maya decide, and signs as it was drawn: nothing is.
fn is_refused(at: &str, before: &[Signs], meanwhile: Signs, acts: &[Signs]) {
    for (number, act) in acts.iter().enumerate() {
        let (mut world, name) = two_at_national();
        let names = [name];
        for earlier in before {
            earlier(world.office("RI2"), &names).unwrap();
            all_meet(&mut world);
        }
        let drawn = world.office(at).seen(&names, COVERED).unwrap();
        meanwhile(world.office("RI2"), &names).unwrap();
        all_meet(&mut world);
        let office = world.office(at);
        office.sign_only(&drawn, COVERED);
        let error = act(office, &names).unwrap_err();
        assert_eq!(error.code(), "not_as_seen", "act {number} at {at}: {error}");
        assert_eq!(office.overview().unwrap().ready, 0, "nothing was signed: act {number}");
    }
}

#[test]
fn a_decision_that_was_not_on_the_screen_is_neither_replaced_nor_ended() {
    is_refused("RI", &[], DETERMINES, &[DETERMINES, RETURNS, OPENS, REVOKES, TAKES_DOWN]);
    is_refused("3604", &[], DETERMINES, &[WITHDRAWS]);
}

#[test]
fn an_end_that_was_not_on_the_screen_is_not_signed_upon() {
    is_refused("RI", &[], RETURNS, &[DETERMINES, RETURNS, OPENS]);
    is_refused("3604", &[], RETURNS, &[WITHDRAWS]);
    is_refused("RI", &[DETERMINES], REVOKES, &[DETERMINES, OPENS, REVOKES, TAKES_DOWN]);
    is_refused("RI", &[DETERMINES], RETURNS, &[DETERMINES, OPENS, REVOKES]);
}

#[test]
fn a_contest_that_was_not_on_the_screen_is_not_settled() {
    let (mut world, name) = two_at_national();
    let names = [name.clone()];
    DETERMINES(world.office("RI"), &names).unwrap();
    let drawn = world.office("RI").seen(&names, COVERED).unwrap();
    RETURNS(world.office("RI2"), &names).unwrap();
    all_meet(&mut world);
    let ri = world.office("RI");
    assert_eq!(ri.summary(&name).unwrap().status, Status::Contesting, "neither has seen the other");
    ri.sign_only(&drawn, COVERED);
    assert_eq!(DETERMINES(ri, &names).unwrap_err().code(), "not_as_seen");
    let now = ri.seen(&names, COVERED).unwrap();
    ri.sign_only(&now, COVERED);
    DETERMINES(ri, &names).unwrap();
}

#[test]
fn what_was_shown_is_signed_also_on_top_of_a_decision() {
    let (mut world, name) = two_at_national();
    let names = [name.clone()];
    DETERMINES(world.office("RI2"), &names).unwrap();
    all_meet(&mut world);
    let ri = world.office("RI");
    let drawn = ri.seen(&names, COVERED).unwrap();
    assert_eq!(drawn, ri.seen(&[name.clone(), name], COVERED).unwrap(), "an entry counts once");
    assert_ne!(drawn, previewed(&""), "and says something");
    ri.sign_only(&drawn, COVERED);
    DETERMINES(ri, &names).unwrap();
    assert_eq!(ri.overview().unwrap().ready, 1);
}

#[test]
fn a_paper_that_comes_back_covers_the_words_on_it_whatever_was_decided_meanwhile() {
    let (mut world, name) = two_at_national();
    let names = [name];
    let office = world.office("3604");
    let paper = office.seen(&names, Covered::Shown(Under::New)).unwrap();
    let sent = office.seen(&names, Covered::Sent(Under::New)).unwrap();
    DETERMINES(world.office("RI2"), &names).unwrap();
    all_meet(&mut world);
    let office = world.office("3604");
    assert_eq!(office.seen(&names, Covered::Shown(Under::New)).unwrap(), paper);
    assert_ne!(
        office.seen(&names, Covered::Sent(Under::New)).unwrap(),
        sent,
        "it is submitted anew"
    );
}
