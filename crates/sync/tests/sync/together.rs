//! Records that come together are judged as they would be one by one.

use kecuali_protocol::{limits, sync::PushedRecord};
use kecuali_sync::{Outcome, admit_push};
use kecuali_testkit::{cast, sample};
use proptest::prelude::*;

use crate::town::{Pc, Server, server};

/// What is done to a record on its way.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fate {
    Arrives,
    Twice,
    BentSignature,
    Garbage,
}

fn fates() -> impl Strategy<Value = Vec<Fate>> {
    let fate = prop_oneof![
        8 => Just(Fate::Arrives),
        2 => Just(Fate::Twice),
        1 => Just(Fate::BentSignature),
        1 => Just(Fate::Garbage),
    ];
    prop::collection::vec(fate, 1..60)
}

fn sent(fates: &[Fate], server: &mut Server) -> Vec<PushedRecord> {
    let mut pc = Pc::ready(&cast::OFFICE_PC, server);
    let mut push = Vec::new();
    for fate in fates {
        pc.draft(&cast::PPID, sample::ENTRY);
        let mut pushed = pc.desk.request().push.pop().expect("it was drafted just now");
        match fate {
            Fate::Arrives => {}
            Fate::Twice => push.push(pushed.clone()),
            Fate::BentSignature => *pushed.record.last_mut().expect("it has bytes") ^= 1,
            Fate::Garbage => pushed.record.truncate(9),
        }
        push.push(pushed);
    }
    push
}

fn say(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Taken { scope, point } => format!("{scope} {}", point.position),
        Outcome::Before => "before".to_owned(),
        Outcome::Refused { code, .. } => (*code).to_owned(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn one_push_of_many_is_many_pushes_of_one(fates in fates()) {
        let mut server = server();
        let push = sent(&fates, &mut server);
        let mut other = server.book.reopen().unwrap();
        let together: Vec<_> = admit_push(&mut server.book, &push).iter().map(say).collect();
        let mut hostile = 0;
        for (pushed, together) in push.iter().zip(&together) {
            let alone = say(&admit_push(&mut other, std::slice::from_ref(pushed))[0]);
            if hostile >= limits::BAD_RECORDS {
                prop_assert_eq!(together, "push_ended");
                continue;
            }
            hostile += usize::from(alone == "signature_bad" || alone == "malformed");
            prop_assert_eq!(together, &alone);
        }
    }
}
