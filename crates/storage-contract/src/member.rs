//! Finding members, and what travels beside them.

use kecuali_storage::{Commit, StorageError};

use crate::{
    Kept, Open,
    sample::{LOG, appending, document, hash, member},
};

/// A page has at most the number asked for, and goes on after the position given.
pub fn members_are_bounded_by_number(open: Open<'_>) -> Kept {
    let store = open();
    store.commit(&appending(0, 5))?;
    assert_eq!(store.members(LOG, 0, 2, 1000)?, [member(1), member(2)]);
    assert_eq!(store.members(LOG, 3, 2, 1000)?, [member(4), member(5)]);
    assert_eq!(store.members(LOG, 4, 2, 1000)?, [member(5)]);
    assert_eq!(store.members(LOG, 5, 2, 1000)?, []);
    assert_eq!(store.members(LOG, 0, 0, 1000)?, []);
    Ok(())
}

/// A page ends before it grows too large, and always has one member, so that a reader moves on.
pub fn members_are_bounded_by_size_but_for_the_first(open: Open<'_>) -> Kept {
    let store = open();
    store.commit(&appending(0, 4))?;
    let sizes = [member(1).size(), member(2).size()];
    assert_eq!(sizes, [8, 12], "the attachment counts");
    assert_eq!(store.members(LOG, 0, 10, 8 + 12)?.len(), 2);
    assert_eq!(store.members(LOG, 0, 10, 8 + 12 - 1)?.len(), 1);
    assert_eq!(store.members(LOG, 0, 10, 0)?, [member(1)]);
    Ok(())
}

/// Both keys find it in its own log alone.
pub fn a_member_is_found_by_its_change_and_by_its_hash(open: Open<'_>) -> Kept {
    let store = open();
    let mut commit = appending(0, 3);
    commit.appends[0].members[2].change = None;
    commit.appends[0].members[2].document = None;
    store.commit(&commit)?;
    let mark = commit.appends[0].members[2].clone();
    assert_eq!(store.member_by_change(LOG, &hash(b'c', 2))?, Some(member(2)));
    assert_eq!(store.member_by_hash(LOG, &hash(b'r', 2))?, Some(member(2)));
    assert_eq!(store.member_by_hash(LOG, &hash(b'r', 3))?, Some(mark));
    assert_eq!(store.member_by_change(LOG, &hash(b'c', 3))?, None);
    assert_eq!(store.member_by_change("national", &hash(b'c', 2))?, None);
    assert_eq!(store.member_by_hash("national", &hash(b'r', 2))?, None);
    Ok(())
}

/// Members of other documents and marks are left out; documents are listed once.
pub fn a_document_lists_its_members_alone(open: Open<'_>) -> Kept {
    let store = open();
    let mut commit = appending(0, 5);
    let members = &mut commit.appends[0].members;
    members[0].document = Some(document(2));
    members[2].document = Some(document(2));
    (members[3].change, members[3].document) = (None, None);
    store.commit(&commit)?;
    let members = &commit.appends[0].members;
    assert_eq!(store.documents(LOG)?, [document(1), document(2)]);
    assert_eq!(
        store.document(LOG, &document(1))?,
        [members[1].clone(), members[4].clone()],
        "in the order of the log"
    );
    assert_eq!(
        store.document(LOG, &document(2))?,
        [members[0].clone(), members[2].clone()],
        "in the order of the log"
    );
    assert_eq!(store.document("national", &document(1))?, []);
    Ok(())
}

/// Only the attachment that was named changes.
pub fn an_attachment_is_replaced_and_erased_and_nothing_else_is(open: Open<'_>) -> Kept {
    let store = open();
    store.commit(&appending(0, 4))?;
    let attachments = vec![
        (LOG.to_owned(), hash(b'c', 2), None),
        (LOG.to_owned(), hash(b'c', 3), Some(b"opening".to_vec())),
    ];
    let commit = Commit { attachments, ..Commit::default() };
    store.commit(&commit)?;
    store.commit(&commit)?;
    let mut expected = [member(1), member(2), member(3), member(4)];
    expected[1].attachment = None;
    expected[2].attachment = Some(b"opening".to_vec());
    assert_eq!(store.members(LOG, 0, 10, 1000)?, expected);
    Ok(())
}

/// What was taken down stays away, though a sender may still have it.
pub fn an_erased_attachment_is_not_brought_back_by_a_repeated_append(open: Open<'_>) -> Kept {
    let store = open();
    store.commit(&appending(0, 2))?;
    let attachments = vec![(LOG.to_owned(), hash(b'c', 2), None)];
    store.commit(&Commit { attachments, ..Commit::default() })?;
    store.commit(&appending(0, 2))?;
    let found = store.member_by_change(LOG, &hash(b'c', 2))?.expect("it was appended");
    assert_eq!(found.attachment, None);
    Ok(())
}

/// An erasure that meets nothing must not look done.
pub fn an_attachment_of_an_unknown_change_is_refused(open: Open<'_>) -> Kept {
    let store = open();
    store.commit(&appending(0, 1))?;
    for (log, seed) in [(LOG, 2), ("national", 1)] {
        let attachments = vec![(log.to_owned(), hash(b'c', seed), None)];
        let refused = store.commit(&Commit { attachments, ..Commit::default() });
        assert!(matches!(refused, Err(StorageError::NoSuchChange { .. })), "{refused:?}");
    }
    Ok(())
}
