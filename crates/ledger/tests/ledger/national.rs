//! What the national log says: determinations, policy, days.

use kecuali_domain::{
    Day, Kind,
    act::{Act, ItemRef, Revoke, Succession},
};
use kecuali_encoding::Digest;
use kecuali_ledger::{
    Checkpoint, DayMark, End, Endorsements, Issued, MarkError, NationalOutcome, Point, Route,
    entry_policy,
};
use kecuali_testkit::{Actor, Parcel, Says, Scene, cast, sample};

use crate::says::{nothing, scope};

fn standing(scene: &Scene, issue: &Digest) -> Vec<u32> {
    let issued: &Issued = scene.national().issued(issue).unwrap();
    let position = scene.national().head().position;
    issued.issue.items.keys().copied().filter(|item| issued.stands(*item, position)).collect()
}

/// What a record comes to, and the record taken.
fn taken(scene: &mut Scene, parcel: &Parcel) -> NationalOutcome {
    let admitted = scene.judge(parcel).unwrap();
    let outcome = scene.national().clone().take(&admitted);
    scene.send(parcel);
    outcome
}

const fn item(issue: Digest, item: u32) -> ItemRef {
    ItemRef { issue, item }
}

#[test]
fn a_number_is_given_once() {
    let mut scene = Scene::new();
    let unseen = scene.write_issue(&cast::ISSUER, "731", &[sample::ITEM], &[]);
    let first = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let seen = scene.write_issue(&cast::ISSUER, "731", &[sample::ITEM], &[]);
    let (contests, repeats) = (taken(&mut scene, &unseen), taken(&mut scene, &seen));
    assert_eq!(contests, NationalOutcome::NoEffect("contesting"));
    assert_eq!(repeats, NationalOutcome::NoEffect("duplicate"));
    assert_eq!(standing(&scene, &first.issue), [1]);
    for without in [&unseen, &seen] {
        let issued = scene.national().issued(&without.change()).unwrap();
        assert_eq!(issued.contesting, Some(first.issue));
        assert!(!scene.national().now().item_stands(item(without.change(), 1)));
    }
    scene.revoke_items(&cast::DETERMINER, &first.issue, &[]);
    let again = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    assert_eq!(standing(&scene, &again.issue), [1], "a revoked number may be given again");
}

#[test]
fn a_successor_ends_what_it_names_and_says_by_what() {
    let mut scene = Scene::new();
    let old = scene.issue(&cast::ISSUER, "1", &[sample::ITEM, sample::ITEM, sample::ITEM]).issue;
    let before = scene.national().head().position;
    let goes_on = Succession { old: item(old, 1), new: Some(1) };
    let ends = Succession { old: item(old, 2), new: None };
    let parcel = scene.write_issue(&cast::ISSUER, "2", &[sample::ITEM], &[goes_on, ends]);
    let ended = vec![item(old, 1), item(old, 2)];
    assert_eq!(taken(&mut scene, &parcel), NationalOutcome::Effect { ended });
    assert_eq!(standing(&scene, &old), [3]);
    let issued = scene.national().issued(&old).unwrap();
    let by = |number| match &issued.ended[&number] {
        End::Superseded { by, .. } => *by,
        End::Revoked { .. } => panic!("it was superseded"),
    };
    assert_eq!((by(1), by(2)), (Some(item(parcel.change(), 1)), None));
    assert!(scene.national().at(before).item_stands(item(old, 1)), "as it was then");
    assert!(!scene.national().at(before).item_stands(item(parcel.change(), 1)));

    let again = scene.write_issue(&cast::ISSUER, "3", &[sample::ITEM], &[goes_on]);
    let nothing_more = NationalOutcome::Effect { ended: Vec::new() };
    assert_eq!(taken(&mut scene, &again), nothing_more, "an item ends once");
}

#[test]
fn a_revoke_ends_the_named_items_or_all_that_stand() {
    let mut scene = Scene::new();
    let issue =
        scene.issue(&cast::ISSUER, "731", &[sample::ITEM, sample::ITEM, sample::ITEM]).issue;
    scene.revoke_items(&cast::DETERMINER, &issue, &[2, 9]);
    assert_eq!(standing(&scene, &issue), [1, 3]);
    let doc = scene.determination(&issue);
    let act = |items: &[u32]| {
        let (items, reason) = (items.iter().copied().collect(), "Dibatalkan".to_owned());
        Act::Revoke(Revoke { items, reason, decision: None, day: None })
    };
    let twice = scene.write(&cast::DETERMINER, &doc, Says::Act(&act(&[2])));
    assert_eq!(taken(&mut scene, &twice), NationalOutcome::NoEffect("nothing_in_force"));
    let rest = scene.write(&cast::DETERMINER, &doc, Says::Act(&act(&[])));
    let ended = vec![item(issue, 1), item(issue, 3)];
    assert_eq!(taken(&mut scene, &rest), NationalOutcome::Effect { ended });
    let empty = scene.new_doc("national", Kind::Determination);
    let nowhere = scene.write(&cast::DETERMINER, &empty, Says::Act(&act(&[])));
    assert_eq!(taken(&mut scene, &nowhere), NationalOutcome::NoEffect("nothing_in_force"));
}

#[test]
fn what_was_revoked_says_by_which_decision_and_of_which_day() {
    let mut scene = Scene::new();
    let issue = scene.issue(&cast::ISSUER, "731", &[sample::ITEM, sample::ITEM]).issue;
    let (doc, day) = (scene.determination(&issue), Some("2025-09-16".parse().unwrap()));
    let (items, reason) = ([2].into(), "Dibatalkan".to_owned());
    let decision = Some("805".to_owned());
    let revoke = Revoke { items, reason, decision: decision.clone(), day };
    let by = scene.act(&cast::DETERMINER, &doc, &Act::Revoke(revoke));
    let position = scene.national().head().position;
    let reason = "Dibatalkan".to_owned();
    let ended = &scene.national().issued(&issue).unwrap().ended;
    assert_eq!(ended[&2], End::Revoked { position, by, reason, decision, day });
}

#[test]
fn a_policy_holds_from_its_first_day_and_the_later_word_wins() {
    let mut scene = Scene::new();
    let direct = Route { application_via_province: false, new_substance_via_province: false };
    let via = Route { application_via_province: true, new_substance_via_province: true };
    let route = |scene: &Scene| {
        let policy = scene.national().now().entry_policy();
        (policy.application_via_province, policy.new_substance_via_province)
    };
    assert_eq!(route(&scene), (false, true));
    scene.set_policy("route", "2026-12-01", direct.to_value());
    assert_eq!(route(&scene), (false, true), "not yet");
    scene.day("2026-11-30");
    scene.day("2026-12-01");
    assert_eq!(route(&scene), (false, false));
    scene.set_policy("route", "2026-11-24", via.to_value());
    assert_eq!(route(&scene), (false, false), "an older first day does not come back");
    scene.set_policy("route", "2026-12-01", via.to_value());
    assert_eq!(route(&scene), (true, true), "of two with one day the later in the log");
    scene.set_policy("route", "2026-12-01", "unreadable".into());
    assert_eq!(route(&scene), (true, true), "what cannot be read is the stricter way");
}

#[test]
fn what_a_policy_says_on_another_day_is_known_before_it_comes() {
    let mut scene = Scene::new();
    let named = |scene: &Scene, day: &str| {
        let day = day.parse().unwrap();
        scene.national().now().policy_on("holidays", day).map(ToString::to_string)
    };
    for (from, value) in [("2026-12-01", 1), ("2026-11-01", 2), ("2026-12-01", 3)] {
        scene.set_policy("holidays", from, value.into());
    }
    assert_eq!(named(&scene, "2026-10-31"), None);
    assert_eq!(named(&scene, "2026-11-30").as_deref(), Some("2"));
    assert_eq!(named(&scene, "2026-12-01").as_deref(), Some("3"), "the later word");
    let now = scene.national().now();
    let all = now.policies().into_iter().filter(|(name, ..)| *name == "holidays");
    let values: Vec<String> = all.map(|(_, _, value)| value.to_string()).collect();
    assert_eq!(values, ["2", "1", "3"], "by day, the one that holds last");
    assert!(scene.national().at(0).policies().is_empty());
}

#[test]
fn silent_or_unreadable_policy_is_the_stricter_one() {
    let strict = entry_policy(None, None);
    assert_eq!(strict.required, Endorsements::default().0);
    assert!(strict.application_via_province && strict.new_substance_via_province);
    let (e, r) = (Endorsements::default().to_value(), Route::default().to_value());
    assert_eq!(entry_policy(Some(&e), Some(&r)), strict);
    for bad in ["x".into(), r] {
        assert_eq!(entry_policy(Some(&bad), Some(&e)), strict);
    }
}

#[test]
fn a_day_follows_within_a_week_or_by_an_act_of_kpu_ri() {
    let mut scene = Scene::new();
    let step = |scene: &mut Scene, by: &Actor, day: &str| {
        scene.mark(by, day).map_or_else(MarkError::code, |()| "ok")
    };
    for (day, right) in [
        ("2026-11-22", "mark_step"),
        ("2026-11-23", "mark_step"),
        ("2026-12-01", "mark_step"),
        ("2026-11-30", "ok"),
    ] {
        assert_eq!(step(&mut scene, &cast::LOG, day), right, "{day}");
    }
    for by in [cast::NATIONAL_ADMIN, cast::NATIONAL_PC, cast::ROOT, cast::STRANGER] {
        assert_eq!(step(&mut scene, &by, "2026-12-01"), "mark_key", "{}", by.name);
    }
    scene.set_day("2027-03-01");
    assert_eq!(step(&mut scene, &cast::LOG, "2026-12-01"), "mark_step");
    assert_eq!(step(&mut scene, &cast::LOG, "2027-03-02"), "ok");
    scene.set_day("2026-12-01");
    let day: Option<Day> = scene.national().now().day();
    assert_eq!(day.unwrap().to_string(), "2026-12-01", "an act alone may lower it");
}

#[test]
fn a_mark_fits_one_place_and_one_key() {
    let scene = Scene::new();
    let root = scene.national().root_id();
    let head = scene.national().head();
    let day = "2026-11-24".parse().unwrap();
    let code =
        |mark: &DayMark| scene.national().check_day(mark).map_or_else(MarkError::code, |()| "ok");
    let honest = DayMark::sign(day, head, &root, &cast::LOG.key());
    assert_eq!(code(&honest), "ok");
    let earlier = scene.national().point(head.position - 1).unwrap();
    assert_eq!(code(&DayMark::sign(day, earlier, &root, &cast::LOG.key())), "mark_place");
    let forked = Point { digest: nothing(), ..head };
    assert_eq!(code(&DayMark::sign(day, forked, &root, &cast::LOG.key())), "mark_place");
    let stolen = DayMark::sign(day, head, &root, &cast::STRANGER.key());
    assert_eq!(code(&DayMark { key: cast::LOG.id(), ..stolen }), "mark_signature");
    let other_day = DayMark { day: "2026-11-25".parse().unwrap(), ..honest };
    assert_eq!(code(&other_day), "mark_signature");
}

#[test]
fn a_checkpoint_is_of_one_log_place_and_root() {
    let scene = Scene::new();
    let root = scene.national().root_id();
    let honest = scene.checkpoint(&scope("national"));
    assert!(honest.verify(&root).is_ok());
    assert!(scene.national().now().is_log_key(honest.key));
    assert!(honest.verify(&nothing()).is_err(), "of another root");
    let later = Checkpoint { point: Point { position: 99, ..honest.point }, ..honest.clone() };
    let moved = Checkpoint { scope: scope("office/3604"), ..honest };
    assert!(moved.verify(&root).is_err() && later.verify(&root).is_err());
}
