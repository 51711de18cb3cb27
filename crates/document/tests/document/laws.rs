use kecuali_document::{
    Draft, History, Side, check, check_first, check_joins, content_version, genesis, guard, plain,
    reread, write,
};
use kecuali_encoding::{Digest, KeyId};
use proptest::prelude::*;

use crate::random::{empty, play, steps};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn an_honest_change_passes_and_comes_out_the_same(steps in steps(20)) {
        let (_, written) = play(&steps);
        let mut replica = empty();
        for (signer, change) in &written {
            let checked = check(&replica, *signer, &change.bytes).unwrap();
            prop_assert_eq!(checked.hash(), change.change.hash());
            let again = reread(&replica, *signer, &change.bytes).unwrap();
            prop_assert_eq!(format!("{again:?}"), format!("{checked:?}"));
            replica.add(&checked, Side::Office);
        }
    }

    #[test]
    fn writing_depends_on_what_was_seen_and_on_nothing_else(steps in steps(20)) {
        let (history, written) = play(&steps);
        for (signer, change) in &written {
            let past = past_of(&history, change.change.deps());
            let puts: Vec<_> =
                change.change.puts().map(|(key, value)| (key.into(), value.into())).collect();
            let draft = Draft {
                signer: *signer,
                deps: change.change.deps(),
                time: change.change.time(),
                map: change.change.map(),
                puts: &puts,
            };
            prop_assert_eq!(&write(&past, &draft).unwrap().bytes, &change.bytes);
            prop_assert_eq!(&write(&history, &draft).unwrap().bytes, &change.bytes);
        }
    }

    #[test]
    fn a_first_change_is_checked_the_same_away_from_its_document(steps in steps(20)) {
        let (history, written) = play(&steps);
        for (signer, change) in &written {
            let bytes = &change.bytes;
            let outline = guard(bytes).unwrap();
            let (scope, id) = (history.scope(), history.document());
            let away = check_first(scope, id, *signer, &outline, bytes);
            prop_assert_eq!(away.is_some(), change.change.deps() == [genesis().0]);
            if let Some(away) = away {
                let (away, here) = (away.unwrap(), check(&history, *signer, bytes).unwrap());
                prop_assert_eq!(format!("{:?}", away), format!("{:?}", here));
                prop_assert_eq!(check_joins(&history, &away), Ok(()));
            }
        }
    }

    #[test]
    fn the_version_at_a_point_is_that_of_a_document_with_nothing_later(steps in steps(20)) {
        let (history, written) = play(&steps);
        for (_, change) in &written {
            let head = [change.change.hash()];
            let past = past_of(&history, &head);
            let here = history.view_at(&head).unwrap();
            prop_assert_eq!(content_version(&here), content_version(&past.view()));
        }
    }

    #[test]
    fn a_changed_byte_never_passes(
        steps in steps(8),
        which in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        flip in 1_u8..,
    ) {
        let (history, written) = play(&steps);
        let (signer, change) = which.get(&written);
        let past = past_of(&history, change.change.deps());
        let mut bytes = change.bytes.clone();
        *place.get_mut(&mut bytes) ^= flip;
        prop_assert!(check(&past, *signer, &bytes).is_err());
        let other = KeyId([9; 32]);
        prop_assert!(check(&past, other, &change.bytes).is_err(), "another signer");
    }

    #[test]
    fn no_bytes_make_the_checker_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(check(&empty(), KeyId([1; 32]), &bytes).is_err());
    }

    #[test]
    fn no_tail_behind_a_good_start_makes_the_checker_panic(
        steps in steps(3),
        cut in any::<prop::sample::Index>(),
        tail in prop::collection::vec(any::<u8>(), 0..60),
    ) {
        let (history, written) = play(&steps);
        let (signer, change) = &written[0];
        let mut bytes = change.bytes[..cut.index(change.bytes.len())].to_vec();
        bytes.extend(tail);
        if bytes != change.bytes {
            prop_assert!(check(&past_of(&history, change.change.deps()), *signer, &bytes).is_err());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    // Ten thousand merges: a value that another one hid would be seen here.
    #[test]
    fn plain_automerge_takes_every_change_and_shows_the_same_in_any_order(
        steps in steps(20),
        order in any::<prop::sample::Index>(),
    ) {
        let (history, written) = play(&steps);
        let mut bytes: Vec<&[u8]> =
            written.iter().map(|(_, change)| change.bytes.as_slice()).collect();
        let middle = order.index(bytes.len());
        bytes.rotate_left(middle);
        let (document, view) = plain(bytes).unwrap();
        prop_assert_eq!(&view, &history.view());
        let reloaded = automerge::Automerge::load(&document.save()).unwrap();
        let mut heads: Vec<Digest> = reloaded.get_heads().iter().map(|h| Digest(h.0)).collect();
        heads.sort_unstable();
        prop_assert_eq!(heads, history.heads());
    }
}

/// The history that holds the given changes and their ancestors alone.
fn past_of(history: &History, heads: &[Digest]) -> History {
    let mut past = empty();
    for change in history.changes() {
        if heads.iter().any(|head| history.has_seen(head, &change.hash())) {
            past.add(&change, Side::Office);
        }
    }
    past
}
