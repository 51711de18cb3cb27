//! Random histories at random points.

use std::collections::BTreeSet;

use kecuali_encoding::Digest;
use kecuali_trust::{Link, NATIONAL, NoStanding, Place, Point, Roster};
use proptest::{collection::vec, option, prelude::*, sample::Index};

use crate::{
    model::Model,
    world::{Fact, OFFICE, World, at, left, link, lost, person, root, roster},
};

const DAYS: [&str; 3] = ["2026-01-01", "2026-01-02", "2026-01-03"];
const PEOPLE: u8 = 5;

#[derive(Debug, Clone)]
enum What {
    Record,
    Grant { until: Option<usize> },
    Left { until: usize },
    Lost { national: Option<u64>, office: Option<u64> },
}

#[derive(Debug, Clone)]
struct Step {
    in_office: bool,
    ground: Index,
    key: u8,
    what: What,
}

fn step() -> impl Strategy<Value = Step> {
    let what = prop_oneof![
        1 => Just(What::Record),
        4 => option::weighted(0.2, 0_usize..3).prop_map(|until| What::Grant { until }),
        1 => (0_usize..3).prop_map(|until| What::Left { until }),
        4 => (option::of(0_u64..10), option::of(0_u64..6))
            .prop_map(|(national, office)| What::Lost { national, office }),
    ];
    (prop::bool::weighted(0.35), any::<Index>(), 0..=PEOPLE, what)
        .prop_map(|(in_office, ground, key, what)| Step { in_office, ground, key, what })
}

fn world() -> impl Strategy<Value = World> {
    vec(step(), 1..14).prop_map(|steps| {
        let mut world = World::default();
        for step in steps {
            play(&mut world, &step);
        }
        world
    })
}

fn play(world: &mut World, step: &Step) {
    let log = if step.in_office { OFFICE } else { NATIONAL };
    let on = pick_ground(world, log, step.ground);
    match step.what {
        What::Record => drop(world.record(log)),
        What::Grant { until } => {
            world.grant(log, on, step.key, until.map(|day| DAYS[day]));
        }
        What::Left { until } => {
            world.end(log, on, step.key, left(DAYS[until]));
        }
        What::Lost { national, office } => {
            world.end(log, on, step.key, lost(national, office));
        }
    }
}

fn pick_ground(world: &World, log: &str, index: Index) -> Digest {
    let seen = |place: &Place| place.log() == NATIONAL || place.log() == log;
    let grants = world.grants().filter(|grant| seen(&grant.place)).map(|grant| grant.id);
    let grounds: Vec<Digest> = std::iter::once(root()).chain(grants).collect();
    grounds[index.index(grounds.len())]
}

/// A point that a valid log can have: national read at least as far as the office's records were
/// judged at.
fn pick_point(world: &World, national: Index, office: Index, in_office: bool) -> Point<'static> {
    let limit = |index: Index, count: u64| {
        let count = usize::try_from(count).expect("a small world");
        u64::try_from(index.index(count + 1)).expect("a small world")
    };
    let mut point = Point::national(limit(national, world.national));
    if in_office {
        point.log = OFFICE;
        point.position = limit(office, world.office) + 1;
        let judged = world
            .facts
            .iter()
            .map(Fact::place)
            .filter(|place| place.log() == OFFICE && place.position() < point.position);
        point.national = judged.map(Place::judged_at).max().unwrap_or(0).max(point.national);
    }
    point
}

/// Every answer there is at a point, for everyone and for every place a record may stand at.
fn answers(world: &World, roster: &Roster, point: Point<'_>) -> Vec<String> {
    let at = at(roster, point);
    let mut answers = Vec::new();
    for (key, day, cursor) in questions(world) {
        let standing = at.standing(person(key), Some(day), cursor);
        let ids = standing.map(|grants| grants.iter().map(|g| g.id).collect::<BTreeSet<_>>());
        answers.push(format!("{:?}", ids.map_err(NoStanding::code)));
    }
    for link in records(world, point) {
        answers.push(at.is_void(&link).to_string());
    }
    answers
}

fn model_answers(world: &World, point: Point<'_>) -> Vec<String> {
    let model = Model { world, point };
    let standings = questions(world)
        .map(|(key, day, cursor)| format!("{:?}", model.standing(person(key), day, cursor)));
    let voids = records(world, point).map(|link| model.is_void(link).to_string());
    standings.chain(voids).collect()
}

fn questions(world: &World) -> impl Iterator<Item = (u8, &'static str, u64)> {
    let cursors = 0..=world.national;
    cursors.flat_map(|cursor| (0..=PEOPLE).flat_map(move |key| DAYS.map(|day| (key, day, cursor))))
}

fn records(world: &World, point: Point<'_>) -> impl Iterator<Item = Link<'static>> {
    let in_office = point.log == OFFICE;
    let grounds = std::iter::once(root()).chain(world.grants().map(|grant| grant.id));
    grounds.flat_map(move |on| {
        let national = (1..=world.national + 1).map(move |at| link(world, on, NATIONAL, at));
        let office = (1..=world.office + 1).map(move |at| link(world, on, OFFICE, at));
        national.chain(office.filter(move |_| in_office))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn the_index_answers_as_the_model_does(
        world in world(), national: Index, office: Index, in_office: bool,
    ) {
        let point = pick_point(&world, national, office, in_office);
        prop_assert_eq!(answers(&world, &world.roster(), point), model_answers(&world, point));
    }

    #[test]
    fn an_answer_depends_on_the_facts_before_the_point_alone(
        world in world(), national: Index, office: Index, in_office: bool,
    ) {
        let point = pick_point(&world, national, office, in_office);
        let read = world.facts.iter().filter(|fact| {
            let place = fact.place();
            if place.log() == NATIONAL { place.position() <= point.national }
            else { place.log() == point.log && place.position() < point.position }
        });
        prop_assert_eq!(
            answers(&world, &world.roster(), point),
            answers(&world, &roster(read), point)
        );
    }

    #[test]
    fn how_the_logs_were_interleaved_does_not_matter(world in world()) {
        let (national, office): (Vec<&Fact>, Vec<&Fact>) =
            world.facts.iter().partition(|fact| fact.place().log() == NATIONAL);
        let national_first = roster(national.into_iter().chain(office));
        prop_assert_eq!(
            answers(&world, &world.roster(), world.head()),
            answers(&world, &national_first, world.head())
        );
    }
}
