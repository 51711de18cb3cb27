//! What is judged at a position is judged for ever: nothing that comes later changes it.

use kecuali_domain::{
    Capability, Kind, Scope,
    act::{Act, Grant, ItemRef, KeyEnd, RevokeKey},
};
use kecuali_encoding::Digest;
use kecuali_ledger::{Attached, Document, Judgement, MarkError, National, Route, admit};
use kecuali_testkit::{Actor, Parcel, Says, Scene, cast, delegating, person, sample};
use kecuali_trust::Link;
use proptest::prelude::*;

const PEOPLE: [Actor; 4] = [
    Actor::new(140, "one", "RI"),
    Actor::new(141, "two", "36"),
    Actor::new(142, "three", "3604"),
    Actor::new(143, "four", "1101"),
];
const GIVERS: [Actor; 4] =
    [cast::ROOT, cast::NATIONAL_ADMIN, cast::PROVINCE_ADMIN, cast::OFFICE_ADMIN];
const DAYS: [&str; 4] = ["2026-11-24", "2026-11-26", "2026-11-29", "2026-12-03"];
const POLICIES: [&str; 2] = ["route", "endorsements"];

/// One thing that happens, in `national` or in the log of 3604, allowed or not.
#[derive(Debug, Clone, Copy)]
struct Step {
    what: u8,
    who: usize,
    whom: usize,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0_u8..9, 0_usize..4, 0_usize..4);
    prop::collection::vec(step.prop_map(|(what, who, whom)| Step { what, who, whom }), 1..30)
}

/// Does it, if it is allowed.
fn happen(scene: &mut Scene, step: Step) {
    let (by, to) = (GIVERS[step.who], PEOPLE[step.whom]);
    let log = if step.what.is_multiple_of(2) { "national" } else { "office/3604" };
    let parcel = match step.what {
        0..=2 => {
            let until = (step.whom == 3).then(|| "2026-11-25".parse().unwrap());
            let grant = delegating(person(&to, &[Capability::Administer]), &[Capability::Draft]);
            let act = Act::Grant(Grant { until, ..grant });
            roster(scene, &by, log, &act)
        }
        3 | 4 => ending(scene, &by, log, &to, KeyEnd::Lost { cuts: [].into() }),
        5 => {
            let until = DAYS[step.who].parse().unwrap();
            ending(scene, &by, "national", &to, KeyEnd::Left { until })
        }
        6 => scene.write_issue(&cast::ISSUER, ["1", "2"][step.who % 2], &[sample::ITEM], &[]),
        7 => {
            mark(scene, DAYS[step.who]);
            return;
        }
        _ => {
            let value = Route::default().to_value();
            scene.set_policy(POLICIES[step.who % 2], DAYS[step.whom], value);
            return;
        }
    };
    drop(scene.push(&parcel));
}

/// The server begins a day, which it may exactly where the day follows the last within a week.
fn mark(scene: &mut Scene, day: &str) {
    let last = scene.national().now().day().unwrap();
    let follows = (1..=7).contains(&last.days_until(day.parse().unwrap()));
    let expected = if follows { Ok(()) } else { Err(MarkError::Step) };
    assert_eq!(scene.mark(&cast::LOG, day), expected, "{day} after {last}");
}

fn roster(scene: &mut Scene, by: &Actor, log: &str, act: &Act) -> Parcel {
    let doc = scene.new_doc(log, Kind::Roster);
    scene.write(by, &doc, Says::Act(act))
}

fn ending(scene: &mut Scene, by: &Actor, log: &str, of: &Actor, how: KeyEnd) -> Parcel {
    roster(scene, by, log, &Act::RevokeKey(RevokeKey { key: of.id(), how }))
}

/// All that is asked of a national log as of its position `national` and below `own` in 3604's.
fn answers(log: &National, national: u64, own: u64, samples: &[Parcel]) -> Vec<String> {
    let at = log.at(national);
    let mut all = vec![format!("{:?} {:?}", at.day(), at.entry_policy())];
    for name in POLICIES {
        all.push(format!("{:?}", at.policy(name)));
    }
    for actor in PEOPLE.iter().chain(&GIVERS) {
        all.push(format!(
            "{} {}",
            at.is_log_key(actor.id()),
            at.holds(actor.id(), Capability::Draft)
        ));
        all.push(format!("{:?}", at.standing(actor.id(), "national")));
    }
    for parcel in samples {
        all.push(judged(log, national, own, parcel));
    }
    all
}

/// What comes out when a record is judged there, as one that stands in its log.
fn judged(log: &National, national: u64, own: u64, parcel: &Parcel) -> String {
    let doc = parcel.doc();
    let position = if doc.scope == Scope::National { national + 1 } else { own };
    let judged = log.point(national).expect("the log is that long");
    let judgement = Judgement { national: log, judged, position, stamped: true };
    let document = Document::new(doc.scope, doc.id, doc.kind);
    let attached = parcel.openings.as_ref().map_or(Attached::Nothing, Attached::Whole);
    let answer = admit(&judgement, &document, &parcel.record, attached);
    answer.map_or_else(|refusal| refusal.code().to_owned(), |admitted| format!("{admitted:?}"))
}

/// Records that people write at a moment.
fn samples(scene: &mut Scene) -> Vec<Parcel> {
    let mut all = Vec::new();
    for (who, whom) in (0..4).flat_map(|who| (0..4).map(move |whom| (who, whom))) {
        for log in ["national", "office/3604"] {
            let how = KeyEnd::Lost { cuts: [].into() };
            all.push(ending(scene, &GIVERS[who], log, &PEOPLE[whom], how));
        }
        let grant = person(&PEOPLE[whom], &[Capability::Draft]);
        all.push(roster(scene, &PEOPLE[who], "national", &Act::Grant(grant)));
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_that_comes_later_changes_what_was_judged(steps in steps(), split in 0_usize..30) {
        let mut scene = Scene::new();
        let (before, after) = steps.split_at(split.min(steps.len()));
        for step in before {
            happen(&mut scene, *step);
        }
        let samples = samples(&mut scene);
        let then = scene.national().clone();
        let national = then.head().position;
        let own = scene.log(&"office/3604".parse().unwrap()).head.position + 1;
        for step in after {
            happen(&mut scene, *step);
        }
        let now = scene.national();
        prop_assert_eq!(
            answers(now, national, own, &samples),
            answers(&then, national, own, &samples)
        );
        for issued in now.determinations() {
            let item = ItemRef { issue: issued.change, item: 1 };
            prop_assert_eq!(now.at(national).item_stands(item), then.at(national).item_stands(item));
            let known = |log: &National| log.at(national).issued(&item.issue).is_some();
            prop_assert_eq!(known(now), known(&then));
        }
        for link in links(&scene, national) {
            prop_assert_eq!(now.at(national).is_void(&link), then.at(national).is_void(&link));
        }
    }
}

/// The national records up to a position.
fn links(scene: &Scene, national: u64) -> Vec<Link<'static>> {
    let log = scene.log(&Scope::National);
    let link = |by, relied_on: Digest, position| Link { by, relied_on, log: "national", position };
    let records = log.records().map(|(record, _, member)| {
        link(record.sealed.signer, record.sealed.grant, member.point.position)
    });
    records.filter(|link| link.position <= national).collect()
}
