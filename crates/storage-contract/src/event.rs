//! Events of the public list.

use kecuali_storage::{Commit, Event, StorageError};

use crate::{
    Kept, Open,
    sample::{event, happening},
};

/// Events come back as they were given, by number and by name.
pub fn events_are_numbered_without_a_gap(open: Open<'_>) -> Kept {
    let store = open();
    assert_eq!(store.last_event()?, None);
    assert_eq!(store.events(0, 10)?, []);
    let refused = store.commit(&happening(vec![event(1), event(3)]));
    assert!(matches!(refused, Err(StorageError::EventOrder { expected: 2, found: 3 })));
    assert_eq!(store.last_event()?, None);
    store.commit(&happening(vec![event(1), event(2)]))?;
    store.commit(&happening(vec![event(3)]))?;
    assert_eq!(store.events(0, 2)?, [event(1), event(2)]);
    assert_eq!(store.events(2, 10)?, [event(3)]);
    assert_eq!(store.events(u64::MAX, 10)?, []);
    assert_eq!(store.last_event()?, Some(event(3)));
    assert_eq!(store.event_by_name("epoch.2")?, Some(event(2)));
    assert_eq!(store.event_by_name("epoch.4")?, None);
    assert_eq!(store.event_body(2)?, event(2).body);
    assert_eq!(store.event_body(4)?, None);
    Ok(())
}

/// Not for another event, and not for the same one again.
pub fn an_event_number_is_not_used_twice(open: Open<'_>) -> Kept {
    let store = open();
    store.commit(&happening(vec![event(1), event(2)]))?;
    for seq in [0, 1, 2] {
        let other = Event { name: format!("other.{seq}"), ..event(seq) };
        for given in [event(seq), other] {
            let refused = store.commit(&happening(vec![given]));
            let Err(StorageError::EventOrder { expected, found }) = refused else {
                panic!("expected a number that is taken, got {refused:?}");
            };
            assert_eq!((expected, found), (3, seq));
        }
    }
    assert_eq!(store.events(0, 10)?, [event(1), event(2)]);
    Ok(())
}

/// Not in a later commit, not in the same one, and not after the body was erased.
pub fn an_event_name_is_not_used_twice(open: Open<'_>) -> Kept {
    let store = open();
    store.commit(&happening(vec![event(1)]))?;
    store.commit(&Commit { event_bodies_erased: vec![1], ..Commit::default() })?;
    let taken = Event { name: "epoch.1".to_owned(), ..event(2) };
    let twice = Event { name: "epoch.2".to_owned(), ..event(3) };
    for events in [vec![taken], vec![event(2), twice]] {
        let refused = store.commit(&happening(events));
        assert!(matches!(refused, Err(StorageError::EventNameTaken { .. })), "{refused:?}");
    }
    assert_eq!(store.last_event()?.map(|event| event.seq), Some(1));
    Ok(())
}

/// That something was published stays told; what was published can go.
pub fn the_body_of_an_event_is_erased_and_the_event_stays(open: Open<'_>) -> Kept {
    let store = open();
    let bare = Event { body: None, ..event(3) };
    store.commit(&happening(vec![event(1), event(2), bare.clone()]))?;
    let erasing = Commit { event_bodies_erased: vec![2, 3], ..Commit::default() };
    store.commit(&erasing)?;
    store.commit(&erasing)?;
    let erased = Event { body: None, ..event(2) };
    assert_eq!(store.events(0, 10)?, [event(1), erased.clone(), bare]);
    assert_eq!(store.event_by_name("epoch.2")?, Some(erased));
    assert_eq!(store.event_body(2)?, None);
    assert_eq!(store.event_body(1)?, event(1).body);
    for seq in [0, 4] {
        let erasing = Commit { event_bodies_erased: vec![seq], ..Commit::default() };
        let refused = store.commit(&erasing);
        assert!(matches!(refused, Err(StorageError::NoSuchEvent { .. })), "{refused:?}");
    }
    Ok(())
}
