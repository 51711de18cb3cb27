//! One scene for each rule.

use kecuali_encoding::Digest;
use kecuali_trust::{KeyEndFact, NATIONAL, NoStanding, Place, Point, Roster, RosterError};

use crate::world::{Fact, OFFICE, World, at, hash_at, left, link, lost, person, position, root};

const DAY: Option<&str> = Some("2026-11-23");

fn held(roster: &Roster, point: Point<'_>, key: u8) -> Result<Vec<Digest>, &'static str> {
    let standing = at(roster, point).standing(person(key), DAY, point.national);
    standing.map(|grants| grants.iter().map(|g| g.id).collect()).map_err(NoStanding::code)
}

#[test]
fn a_grant_holds_from_its_own_position_on() {
    let mut world = World::default();
    let admin = world.grant(NATIONAL, root(), 1, None);
    let second = world.grant(NATIONAL, admin, 1, None);
    let roster = world.roster();
    assert_eq!(held(&roster, Point::national(0), 1), Err("grant_absent"));
    assert_eq!(held(&roster, Point::national(1), 1), Ok(vec![admin]));
    assert_eq!(held(&roster, Point::national(2), 1), Ok(vec![admin, second]));
    assert_eq!(roster.chain(&second).iter().map(|g| g.id).collect::<Vec<_>>(), [second, admin]);
}

#[test]
fn a_grant_in_an_office_log_counts_for_that_log_alone() {
    let mut world = World::default();
    let admin = world.grant(NATIONAL, root(), 1, None);
    let staff = world.grant(OFFICE, admin, 2, None);
    let roster = world.roster();
    assert_eq!(held(&roster, world.head(), 2), Ok(vec![staff]));
    let before = Point { position: 1, ..world.head() };
    assert_eq!(held(&roster, before, 2), Err("grant_absent"));
    let elsewhere = Point { log: "office/3603", ..world.head() };
    assert_eq!(held(&roster, elsewhere, 2), Err("grant_absent"));
    assert_eq!(held(&roster, Point::national(1), 2), Err("grant_absent"));
}

#[test]
fn a_grant_holds_on_its_last_day_and_not_after() {
    let mut world = World::default();
    let short = world.grant(NATIONAL, root(), 1, Some("2026-11-23"));
    let roster = world.roster();
    assert_eq!(held(&roster, world.head(), 1), Ok(vec![short]));
    let at = at(&roster, world.head());
    let code = |day| at.standing(person(1), day, 1).map(|_| ()).map_err(NoStanding::code);
    assert_eq!(code(Some("2026-11-24")), Err("grant_expired"));
    assert_eq!(code(None), Ok(()));
}

#[test]
fn who_left_is_admitted_with_an_older_cursor_until_the_day_only() {
    let mut world = World::default();
    let admin = world.grant(NATIONAL, root(), 1, None);
    world.grant(NATIONAL, admin, 2, None);
    let revocation = world.end(NATIONAL, admin, 2, left("2026-12-01"));
    let roster = world.roster();
    let at = at(&roster, world.head());
    assert_eq!(at.ended_by(person(2), Some("2026-12-01"), 2), None);
    assert_eq!(at.ended_by(person(2), Some("2026-12-01"), 3), Some(revocation));
    assert_eq!(at.ended_by(person(2), Some("2026-12-02"), 2), Some(revocation));
    assert_eq!(held(&roster, Point::national(2), 2).map(|g| g.len()), Ok(1));
}

#[test]
fn a_new_grant_does_not_bring_an_ended_key_back() {
    let mut world = World::default();
    let admin = world.grant(NATIONAL, root(), 1, None);
    world.end(NATIONAL, admin, 2, lost(None, None));
    world.grant(NATIONAL, admin, 2, None);
    assert_eq!(held(&world.roster(), world.head(), 2), Err("key_ended"));
}

#[test]
fn who_is_replaced_is_not_ended_by_that() {
    let mut world = World::default();
    let old = world.grant(NATIONAL, root(), 1, None);
    world.grant(NATIONAL, root(), 2, None);
    if let Some(Fact::Grant(grant)) = world.facts.last_mut() {
        grant.replaces = Some(person(1));
    }
    assert_eq!(held(&world.roster(), world.head(), 1), Ok(vec![old]));
}

#[test]
fn who_leaves_takes_nobody_along() {
    let mut world = World::default();
    let admin = world.grant(NATIONAL, root(), 1, None);
    let staff = world.grant(OFFICE, admin, 2, None);
    world.end(NATIONAL, root(), 1, left("2026-01-01"));
    let roster = world.roster();
    assert_eq!(held(&roster, world.head(), 1), Err("key_ended"));
    assert_eq!(held(&roster, world.head(), 2), Ok(vec![staff]));
    assert!(!at(&roster, world.head()).is_void(&link(&world, staff, OFFICE, 2)));
}

#[test]
fn a_lost_key_is_void_after_the_cut_of_each_log_with_what_stands_on_it() {
    let mut world = World::default();
    let admin = world.grant(NATIONAL, root(), 1, None);
    let before = world.grant(OFFICE, admin, 2, None);
    let after = world.grant(OFFICE, admin, 3, None);
    world.end(NATIONAL, root(), 1, lost(Some(1), Some(1)));
    let roster = world.roster();
    let now = at(&roster, world.head());
    assert_eq!(held(&roster, world.head(), 2), Ok(vec![before]));
    assert_eq!(held(&roster, world.head(), 3), Err("grant_void"));
    assert!(!now.is_void(&link(&world, admin, OFFICE, 1)));
    assert!(now.is_void(&link(&world, admin, OFFICE, 2)));
    assert!(now.is_void(&link(&world, after, OFFICE, 3)));
    assert!(now.is_void(&link(&world, admin, NATIONAL, u64::MAX)));

    let unread = Point { national: 1, ..world.head() };
    assert!(!at(&roster, unread).is_void(&link(&world, after, OFFICE, 3)));
}

#[test]
fn a_log_without_a_cut_or_whose_cut_was_not_read_is_cut_whole() {
    let mut world = World::default();
    let admin = world.grant(NATIONAL, root(), 1, None);
    let staff = world.grant(OFFICE, admin, 2, None);
    world.end(NATIONAL, root(), 1, lost(Some(1), Some(2)));
    let roster = world.roster();
    assert_eq!(roster.cuts().collect::<Vec<_>>(), [(OFFICE, &hash_at(OFFICE, 2))]);
    assert_eq!(held(&roster, world.head(), 2), Err("grant_void"));
    let later = Point { position: 3, ..world.head() };
    assert_eq!(held(&roster, later, 2), Ok(vec![staff]));
}

#[test]
fn a_revocation_is_not_undone_by_what_it_voids() {
    // The thief of key 1 made key 2; its holder, of all people, reports key 1.
    let mut world = World::default();
    let admin = world.grant(NATIONAL, root(), 1, None);
    let made = world.grant(NATIONAL, admin, 2, None);
    let report = world.end(NATIONAL, made, 1, lost(Some(1), None));
    let roster = world.roster();
    let now = at(&roster, world.head());
    assert_eq!(now.ended_by(person(1), DAY, 3), Some(report));
    assert_eq!(held(&roster, world.head(), 2), Err("grant_void"));
    assert!(!now.is_void(&link(&world, made, NATIONAL, 3)), "the report itself");
}

#[test]
fn a_void_revocation_has_no_effect_and_its_victim_is_back() {
    // The thief of key 1 revokes key 2; the root then revokes key 1 from before.
    let mut world = World::default();
    let first = world.grant(NATIONAL, root(), 1, None);
    let second = world.grant(NATIONAL, root(), 2, None);
    let third = world.grant(NATIONAL, second, 3, None);
    let theft = world.end(NATIONAL, first, 2, lost(None, None));
    world.end(NATIONAL, root(), 1, lost(Some(1), None));
    let roster = world.roster();
    assert_eq!(held(&roster, Point::national(4), 2), Err("key_ended"));
    assert_eq!(held(&roster, Point::national(4), 3), Err("grant_void"));
    assert_eq!(held(&roster, world.head(), 2), Ok(vec![second]));
    assert_eq!(held(&roster, world.head(), 3), Ok(vec![third]));
    assert!(at(&roster, world.head()).is_void(&link(&world, first, NATIONAL, 4)), "{theft}");
}

#[test]
fn an_office_cannot_void_what_is_national() {
    let mut world = World::default();
    let admin = world.grant(NATIONAL, root(), 1, None);
    let made = world.grant(NATIONAL, admin, 2, None);
    world.end(OFFICE, made, 1, lost(None, None));
    let roster = world.roster();
    assert_eq!(held(&roster, world.head(), 1), Err("key_ended"));
    assert_eq!(held(&roster, world.head(), 2), Ok(vec![made]));
    assert_eq!(held(&roster, Point::national(2), 1), Ok(vec![admin]));
}

#[test]
fn a_fact_is_added_in_order_and_on_known_ground_only() {
    let mut world = World::default();
    let admin = world.grant(NATIONAL, root(), 1, None);
    let Some(Fact::Grant(mut other)) = world.facts.last().cloned() else { unreachable!() };
    let mut roster = world.roster();
    assert_eq!(roster.add_grant(other.clone()), Err(RosterError::Duplicate { id: admin }));

    other.id = Digest::of(b"other");
    assert_eq!(roster.add_grant(other.clone()).unwrap_err().code(), "roster_out_of_order");

    other.place = Place::national(2);
    other.relied_on = Digest::of(b"nothing");
    assert_eq!(roster.add_grant(other.clone()).unwrap_err().code(), "roster_no_ground");
    other.relied_on = admin;
    assert_eq!(roster.add_grant(other.clone()).unwrap_err().code(), "roster_no_ground", "not hers");
    other.by = person(1);
    other.place = Place::in_log(OFFICE, 1, 0);
    assert_eq!(roster.add_grant(other.clone()).unwrap_err().code(), "roster_no_ground", "not yet");
    other.place = Place::in_log(OFFICE, 1, 1);
    assert_eq!(roster.add_grant(other), Ok(()));

    let end = KeyEndFact {
        id: Digest::of(b"end"),
        relied_on: admin,
        by: person(1),
        key: person(2),
        how: left("2026-12-01"),
        place: Place::in_log(OFFICE, 1, 1),
    };
    assert_eq!(roster.add_end(end, &position).unwrap_err().code(), "roster_out_of_order");
}
