use kecuali_storage::{Append, LogHead, MemoryStore};
use proptest::{collection::vec, prelude::*};

use super::*;

const LOG: &str = "office/3604";

/// A replica that takes parts of a log, as answers bring them: sizes of the members of each.
fn taken(parts: &[Vec<usize>]) -> MemoryStore {
    let store = MemoryStore::default();
    let mut after = 0;
    for sizes in parts {
        let members: Vec<Member> = (after + 1..).zip(sizes).map(of_size).collect();
        let position = after + u64::try_from(members.len()).unwrap();
        let append = Append {
            log: LOG.to_owned(),
            after: LogHead { position: after, digest: [0; 32] },
            members,
        };
        let mut commit = Commit { appends: vec![append], ..Commit::default() };
        let checkpoint = Some(checkpoint(position));
        let part = LogPart { log: LOG.to_owned(), after, members: Vec::new(), checkpoint };
        keep_checkpoints(&store, &[&part], &mut commit).unwrap();
        store.commit(&commit).unwrap();
        after = position;
    }
    store
}

fn of_size((position, size): (u64, &usize)) -> Member {
    let mut name = [0; 32];
    name[..8].copy_from_slice(&position.to_be_bytes());
    Member {
        position,
        digest: [0; 32],
        judged_position: 0,
        judged_digest: [0; 32],
        hash: name,
        change: Some(name),
        document: Some([1; 16]),
        bytes: vec![0; *size],
        attachment: None,
    }
}

fn checkpoint(position: u64) -> CheckpointPart {
    let (digest, key, signature) = ([0; 32], [1; 32], [2; 64]);
    CheckpointPart { position, digest, key, signature, grants: None }
}

/// Everything after a position, given back request by request; how many requests that took.
fn given_back(store: &dyn Store, mut after: u64) -> (u64, usize) {
    for requests in 0.. {
        let mut room = Room { bytes: limits::SPAN, members: limits::ANSWER_MEMBERS };
        let (parts, all) = closed_parts(store, LOG, after, &mut room).unwrap();
        for part in &parts {
            assert_eq!(part.after, after);
            after += u64::try_from(part.members.len()).unwrap();
            assert_eq!(part.checkpoint, Some(checkpoint(after)));
        }
        let members: usize = parts.iter().map(|part| part.members.len()).sum();
        assert!(members <= limits::ANSWER_MEMBERS);
        if all {
            return (after, requests);
        }
        assert!(!parts.is_empty(), "every span fits in a request of its own");
    }
    unreachable!("it ends")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn whatever_answers_brought_is_given_back_from_any_place(
        parts in vec(vec(0_usize..200_000, 1..8), 1..30),
        after in any::<prop::sample::Index>(),
    ) {
        let all: u64 = parts.iter().map(|sizes| u64::try_from(sizes.len()).unwrap()).sum();
        let bytes: usize = parts.iter().flatten().sum();
        let store = taken(&parts);
        let after = u64::try_from(after.index(usize::try_from(all).unwrap())).unwrap();
        let (end, requests) = given_back(&store, after);
        prop_assert_eq!(end, all);
        prop_assert!(requests <= 2 * bytes / limits::SPAN + 1, "{} requests", requests);
    }
}

#[test]
fn many_small_answers_are_one_span_up_to_what_a_request_may_hold() {
    let parts = vec![vec![1; 100]; 100];
    let store = taken(&parts);
    assert!(store.value(&closed_key(LOG, 0)).unwrap().is_some());
    assert_eq!(store.value(&closed_key(LOG, 1)).unwrap(), None);
    assert_eq!(given_back(&store, 0), (10_000, 1));
    assert_eq!(given_back(&store, 8_192), (10_000, 0));
}

#[test]
fn what_was_taken_without_a_checkpoint_is_counted_with_the_next() {
    let store = taken(&[vec![limits::SPAN / 2]]);
    let left = of_size((2, &(limits::SPAN / 2)));
    let after = LogHead { position: 1, digest: [0; 32] };
    let append = Append { log: LOG.to_owned(), after, members: vec![left] };
    store.commit(&Commit { appends: vec![append], ..Commit::default() }).unwrap();
    let after = LogHead { position: 2, digest: [0; 32] };
    let append = Append { log: LOG.to_owned(), after, members: vec![of_size((3, &2))] };
    let mut commit = Commit { appends: vec![append], ..Commit::default() };
    let log = LOG.to_owned();
    let part = LogPart { log, after: 2, members: Vec::new(), checkpoint: Some(checkpoint(3)) };
    keep_checkpoints(&store, &[&part], &mut commit).unwrap();
    store.commit(&commit).unwrap();
    assert_eq!(given_back(&store, 0), (3, 1), "two spans");
}

#[test]
fn a_checkpoint_said_again_takes_no_room() {
    let store = taken(&[vec![limits::SPAN], vec![], vec![]]);
    assert_eq!(store.value(&closed_key(LOG, 0)).unwrap(), None);
    assert_eq!(given_back(&store, 0), (1, 0));
}
