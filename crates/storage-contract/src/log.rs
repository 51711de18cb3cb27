//! Appending to logs.

use kecuali_storage::{Append, Commit, LogHead, StorageError};

use crate::{
    Kept, Open,
    sample::{LOG, START, append, appending, document, hash, head, member},
};

/// A log nobody wrote to has no head, no members and no documents.
pub fn an_unknown_log_is_empty(open: Open<'_>) -> Kept {
    let store = open();
    assert_eq!(store.heads()?, []);
    assert_eq!(store.head(LOG)?, None);
    assert_eq!(store.members(LOG, 0, 10, 1000)?, []);
    assert_eq!(store.documents(LOG)?, <Vec<[u8; 16]>>::new());
    assert_eq!(store.document(LOG, &document(1))?, []);
    assert_eq!(store.member_by_change(LOG, &hash(b'c', 1))?, None);
    assert_eq!(store.member_by_hash(LOG, &hash(b'r', 1))?, None);
    Ok(())
}

/// Members come back as they were given, in order, and the last one is the head.
pub fn an_append_keeps_its_order(open: Open<'_>) -> Kept {
    let store = open();
    store.commit(&appending(0, 3))?;
    assert_eq!(store.members(LOG, 0, 10, 1000)?, [member(1), member(2), member(3)]);
    assert_eq!(store.head(LOG)?, Some(head(3)));
    assert_eq!(store.heads()?, [(LOG.to_owned(), head(3))]);
    Ok(())
}

/// Appends follow each other, in one commit as in several; logs are apart.
pub fn an_append_continues_the_log(open: Open<'_>) -> Kept {
    let store = open();
    let appends = vec![append(LOG, 0, 1), append("national", 0, 1), append(LOG, 1, 2)];
    store.commit(&Commit { appends, ..Commit::default() })?;
    store.commit(&appending(2, 3))?;
    assert_eq!(store.members(LOG, 1, 10, 1000)?, [member(2), member(3)]);
    assert_eq!(store.heads()?, [("national".to_owned(), head(1)), (LOG.to_owned(), head(3))]);
    Ok(())
}

/// A head that is behind, ahead, or another one is refused with the head there is.
pub fn an_append_elsewhere_is_refused_and_changes_nothing(open: Open<'_>) -> Kept {
    let store = open();
    store.commit(&appending(0, 2))?;
    let other = LogHead { position: 2, digest: hash(b'x', 2) };
    for after in [START, head(1), other, head(7)] {
        let mut next = member(after.position + 1);
        next.bytes = b"something new".to_vec();
        let append = Append { log: LOG.to_owned(), after, members: vec![next] };
        let refused = store.commit(&Commit { appends: vec![append], ..Commit::default() });
        let Err(StorageError::HeadMoved { log, expected, found }) = refused else {
            panic!("expected the head to have moved, got {refused:?}");
        };
        assert_eq!((log.as_str(), expected, found), (LOG, after, Some(head(2))));
    }
    let refused = store.commit(&Commit { appends: vec![append("new", 1, 2)], ..Commit::default() });
    assert!(matches!(refused, Err(StorageError::HeadMoved { found: None, .. })));
    assert_eq!(store.heads()?, [(LOG.to_owned(), head(2))]);
    assert_eq!(store.members(LOG, 0, 10, 1000)?, [member(1), member(2)]);
    Ok(())
}

/// A repeated append, also one the log has grown beyond, is left as it is.
pub fn an_append_that_was_made_already_changes_nothing(open: Open<'_>) -> Kept {
    let store = open();
    store.commit(&appending(0, 2))?;
    store.commit(&appending(0, 2))?;
    store.commit(&appending(2, 3))?;
    store.commit(&appending(0, 2))?;
    store.commit(&appending(1, 2))?;
    assert_eq!(store.members(LOG, 0, 10, 1000)?, [member(1), member(2), member(3)]);
    Ok(())
}

/// A repeated append must be the same in every member and must not go on beyond what is there.
pub fn an_append_that_differs_from_what_is_there_is_refused(open: Open<'_>) -> Kept {
    let store = open();
    store.commit(&appending(0, 2))?;
    let mut other = appending(0, 2);
    other.appends[0].members[1].judged_position = 9;
    for commit in [other, appending(0, 3), appending(1, 3)] {
        let refused = store.commit(&commit);
        assert!(matches!(refused, Err(StorageError::HeadMoved { .. })), "{refused:?}");
    }
    assert_eq!(store.members(LOG, 0, 10, 1000)?, [member(1), member(2)]);
    Ok(())
}

/// A commit can depend on the head of a log that it does not write to.
pub fn an_append_of_no_members_asks_for_the_head(open: Open<'_>) -> Kept {
    let store = open();
    let asking = |log: &str, position| {
        let appends = vec![append(log, position, position)];
        store.commit(&Commit { appends, ..Commit::default() })
    };
    store.commit(&appending(0, 2))?;
    asking(LOG, 2)?;
    asking("new", 0)?;
    for (log, position) in [(LOG, 0), (LOG, 1), (LOG, 3), ("new", 1)] {
        let refused = asking(log, position);
        assert!(matches!(refused, Err(StorageError::HeadMoved { .. })), "{refused:?}");
    }
    assert_eq!(store.heads()?, [(LOG.to_owned(), head(2))]);
    Ok(())
}

/// Positions go up by one from the head.
pub fn a_gap_is_refused(open: Open<'_>) -> Kept {
    let store = open();
    for (positions, gap) in [(&[2_u64][..], (1, 2)), (&[1, 3], (2, 3)), (&[1, 1], (2, 1))] {
        let members = positions.iter().copied().map(member).collect();
        let append = Append { log: LOG.to_owned(), after: START, members };
        let refused = store.commit(&Commit { appends: vec![append], ..Commit::default() });
        let Err(StorageError::Gap { expected, found, .. }) = refused else {
            panic!("expected a gap, got {refused:?}");
        };
        assert_eq!((expected, found), gap);
    }
    assert_eq!(store.heads()?, []);
    Ok(())
}

/// A change has one place in a log; members without a change are not mistaken for each other.
pub fn a_change_is_in_a_log_once(open: Open<'_>) -> Kept {
    let store = open();
    let mut commit = appending(0, 3);
    for mark in &mut commit.appends[0].members[..2] {
        (mark.change, mark.document) = (None, None);
    }
    store.commit(&commit)?;
    let mut again = appending(3, 4);
    again.appends[0].members[0].change = Some(hash(b'c', 3));
    let refused = store.commit(&again);
    let Err(StorageError::DuplicateChange { log, change }) = refused else {
        panic!("expected a duplicate change, got {refused:?}");
    };
    assert_eq!((log.as_str(), change), (LOG, hash(b'c', 3)));
    assert_eq!(store.head(LOG)?, Some(head(3)));
    assert_eq!(store.members(LOG, 0, 2, 1000)?, commit.appends[0].members[..2]);
    Ok(())
}

/// Logs share nothing.
pub fn the_same_change_may_be_in_two_logs(open: Open<'_>) -> Kept {
    let store = open();
    let appends = vec![append(LOG, 0, 1), append("office/3605", 0, 1)];
    store.commit(&Commit { appends, ..Commit::default() })?;
    for log in [LOG, "office/3605"] {
        assert_eq!(store.member_by_change(log, &hash(b'c', 1))?, Some(member(1)));
    }
    Ok(())
}

/// No back end takes a number that another could not hold.
pub fn a_number_too_large_for_sql_is_refused(open: Open<'_>) -> Kept {
    let store = open();
    let largest = 0x7fff_ffff_ffff_ffff;
    let mut commit = appending(0, 1);
    commit.appends[0].members[0].judged_position = largest + 1;
    let refused = store.commit(&commit);
    assert!(matches!(refused, Err(StorageError::TooLarge(_))), "{refused:?}");
    assert_eq!(store.heads()?, []);
    commit.appends[0].members[0].judged_position = largest;
    store.commit(&commit)?;
    assert_eq!(store.members(LOG, 0, 1, 1000)?, commit.appends[0].members);
    assert_eq!(store.members(LOG, u64::MAX, 1, 1000)?, []);
    assert_eq!(store.members(LOG, 0, usize::MAX, usize::MAX)?.len(), 1);
    Ok(())
}
