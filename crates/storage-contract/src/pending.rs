//! What waits for its place in a log.

use kecuali_storage::{Commit, StorageError};

use crate::{
    Kept, Open,
    sample::{LOG, appending, hash, pending},
};

/// The order is that of adding, across logs and after removals.
pub fn what_is_pending_keeps_the_order_in_which_it_was_added(open: Open<'_>) -> Kept {
    let store = open();
    let adding = |log: &str, seed| {
        store.commit(&Commit { pending_added: vec![pending(log, seed)], ..Commit::default() })
    };
    adding(LOG, 5)?;
    adding("national", 4)?;
    adding(LOG, 3)?;
    let pending_removed = vec![(LOG.to_owned(), hash(b'c', 3)), (LOG.to_owned(), hash(b'c', 9))];
    store.commit(&Commit { pending_removed, ..Commit::default() })?;
    adding(LOG, 2)?;
    assert_eq!(store.pending(None)?, [pending(LOG, 5), pending("national", 4), pending(LOG, 2)]);
    assert_eq!(store.pending(Some(LOG))?, [pending(LOG, 5), pending(LOG, 2)]);
    assert_eq!(store.pending(Some("office/3605"))?, []);
    Ok(())
}

/// A record moves from pending to its log at once: a refused append leaves it pending.
pub fn what_is_stamped_leaves_what_is_pending_in_one_commit(open: Open<'_>) -> Kept {
    let store = open();
    let pending_added = vec![pending(LOG, 1), pending(LOG, 2)];
    store.commit(&Commit { pending_added, ..Commit::default() })?;
    let pending_removed = vec![(LOG.to_owned(), hash(b'c', 1))];
    let refused =
        store.commit(&Commit { pending_removed: pending_removed.clone(), ..appending(7, 8) });
    assert!(matches!(refused, Err(StorageError::HeadMoved { .. })));
    assert_eq!(store.pending(None)?.len(), 2);
    let commit = Commit { pending_removed, ..appending(0, 1) };
    store.commit(&commit)?;
    store.commit(&commit)?;
    assert_eq!(store.pending(None)?, [pending(LOG, 2)]);
    assert!(store.member_by_change(LOG, &hash(b'c', 1))?.is_some());
    Ok(())
}

/// Adding again comes to the same; removed in the same commit, it goes to the end.
pub fn a_pending_record_added_again_is_replaced_in_its_place(open: Open<'_>) -> Kept {
    let store = open();
    let pending_added = vec![pending(LOG, 1), pending(LOG, 2)];
    store.commit(&Commit { pending_added, ..Commit::default() })?;
    let mut again = pending(LOG, 1);
    again.bytes = b"signed again".to_vec();
    let mut commit = Commit { pending_added: vec![again.clone()], ..Commit::default() };
    store.commit(&commit)?;
    assert_eq!(store.pending(None)?, [again.clone(), pending(LOG, 2)]);
    commit.pending_removed = vec![(LOG.to_owned(), hash(b'c', 1))];
    store.commit(&commit)?;
    assert_eq!(store.pending(None)?, [pending(LOG, 2), again]);
    Ok(())
}

/// The reason comes back, and the record keeps its place.
pub fn a_pending_record_is_parked_and_unparked(open: Open<'_>) -> Kept {
    let store = open();
    let pending_added = vec![pending(LOG, 1), pending(LOG, 2)];
    store.commit(&Commit { pending_added, ..Commit::default() })?;
    let parking = |reason| Commit {
        pending_parked: vec![(LOG.to_owned(), hash(b'c', 1), reason)],
        ..Commit::default()
    };
    store.commit(&parking(Some(b"refused".to_vec())))?;
    let mut parked = pending(LOG, 1);
    parked.parked = Some(b"refused".to_vec());
    assert_eq!(store.pending(None)?, [parked, pending(LOG, 2)]);
    store.commit(&parking(None))?;
    assert_eq!(store.pending(None)?, [pending(LOG, 1), pending(LOG, 2)]);
    Ok(())
}

/// What was stamped or removed meanwhile cannot be parked.
pub fn parking_what_is_not_pending_is_refused(open: Open<'_>) -> Kept {
    let store = open();
    store.commit(&Commit { pending_added: vec![pending(LOG, 1)], ..Commit::default() })?;
    for (log, seed) in [(LOG, 2), ("national", 1)] {
        let pending_parked = vec![(log.to_owned(), hash(b'c', seed), Some(Vec::new()))];
        let refused = store.commit(&Commit { pending_parked, ..Commit::default() });
        assert!(matches!(refused, Err(StorageError::NotPending { .. })), "{refused:?}");
    }
    Ok(())
}

/// A take-down reaches what no log holds yet.
pub fn the_attachment_of_a_pending_record_is_erased(open: Open<'_>) -> Kept {
    let store = open();
    let pending_added = vec![pending(LOG, 1), pending(LOG, 2)];
    store.commit(&Commit { pending_added, ..Commit::default() })?;
    let attachments = vec![(LOG.to_owned(), hash(b'c', 1), None)];
    store.commit(&Commit { attachments, ..Commit::default() })?;
    let mut erased = pending(LOG, 1);
    erased.attachment = None;
    assert_eq!(store.pending(None)?, [erased, pending(LOG, 2)]);
    Ok(())
}
