//! All or nothing, for everyone.

use std::{
    sync::{
        Arc, Barrier,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use kecuali_storage::{Commit, Folded, StorageError, Store};

use crate::{
    Kept, Open,
    sample::{LOG, append, appending, document, event, hash, head, pending, row},
};

/// Whatever part is refused, nothing of the commit is left.
pub fn a_later_part_that_is_refused_undoes_the_earlier_ones(open: Open<'_>) -> Kept {
    let store = open();
    let before = Commit { pending_added: vec![pending(LOG, 1)], ..appending(0, 1) };
    store.commit(&before)?;
    let whole = Commit {
        pending_removed: vec![(LOG.to_owned(), hash(b'c', 1))],
        pending_added: vec![pending(LOG, 2)],
        pending_parked: vec![(LOG.to_owned(), hash(b'c', 2), Some(Vec::new()))],
        attachments: vec![(LOG.to_owned(), hash(b'c', 1), Some(b"salt".to_vec()))],
        values: vec![("cursor".to_owned(), Some(b"1".to_vec()))],
        folded: vec![folded()],
        rows: vec![row("a", "3604")],
        events: vec![event(1)],
        ..appending(1, 2)
    };
    let late = Commit { event_bodies_erased: vec![7], ..whole.clone() };
    let mut second_append = whole.clone();
    second_append.appends.push(append("national", 4, 5));
    for commit in [late, second_append] {
        assert!(store.commit(&commit).is_err());
        assert_untouched(&*store)?;
        assert_untouched(&*open())?;
    }
    store.commit(&whole)
}

fn assert_untouched(store: &dyn Store) -> Kept {
    assert_eq!(store.heads()?, [(LOG.to_owned(), head(1))]);
    assert_eq!(store.member_by_change(LOG, &hash(b'c', 1))?.and_then(|m| m.attachment), None);
    assert_eq!(store.pending(None)?, [pending(LOG, 1)]);
    assert_eq!(store.value("cursor")?, None);
    assert_eq!(store.folded(LOG, &document(1))?, None);
    assert_eq!(store.row("a")?, None);
    assert_eq!(store.last_event()?, None);
    Ok(())
}

fn folded() -> Folded {
    let log = LOG.to_owned();
    Folded { log, document: document(1), position: 2, version: 1, bytes: b"state".to_vec() }
}

/// What one handle commits, another sees at its next read, and builds on.
pub fn handles_see_what_each_other_commits(open: Open<'_>) -> Kept {
    let (one, two) = (open(), open());
    assert_eq!(two.head(LOG)?, None);
    one.commit(&appending(0, 1))?;
    assert_eq!(two.head(LOG)?, Some(head(1)));
    two.commit(&appending(1, 2))?;
    assert_eq!(one.head(LOG)?, Some(head(2)));
    assert!(matches!(one.commit(&appending(1, 3)), Err(StorageError::HeadMoved { .. })));
    drop((one, two));
    assert_eq!(open().head(LOG)?, Some(head(2)), "and one opened later");
    Ok(())
}

/// Two logs that are only written together never look apart.
pub fn a_reader_sees_all_of_a_commit_or_nothing(open: Open<'_>) -> Kept {
    const COMMITS: u64 = 30;
    let (writer, reader) = (open(), open());
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let reading = scope.spawn(|| -> Kept {
            while !done.load(Ordering::Acquire) {
                let positions: Vec<_> =
                    reader.heads()?.into_iter().map(|(_, head)| head.position).collect();
                assert!(matches!(positions[..], [] | [_, _]), "{positions:?}");
                assert_eq!(positions.first(), positions.last());
            }
            Ok(())
        });
        let written = (0..COMMITS).try_for_each(|n| {
            let appends = vec![append(LOG, n, n + 1), append("national", n, n + 1)];
            writer.commit(&Commit { appends, ..Commit::default() })
        });
        done.store(true, Ordering::Release);
        reading.join().expect("the reader saw a half commit")?;
        written
    })?;
    assert_eq!(reader.head(LOG)?, Some(head(COMMITS)));
    Ok(())
}

/// Of two that saw the same head one wins each time, and the other learns it.
pub fn of_two_appends_to_one_head_one_is_made(open: Open<'_>) -> Kept {
    const ROUNDS: u64 = 20;
    let (start, end) = (Barrier::new(2), Barrier::new(2));
    let write = |store: Arc<dyn Store>, writer: u8| -> Vec<Kept> {
        let round = |n| {
            let mut commit = appending(n, n + 1);
            commit.appends[0].members[0].bytes = vec![writer];
            start.wait();
            let made = store.commit(&commit);
            end.wait();
            made
        };
        (0..ROUNDS).map(round).collect()
    };
    let (one, two) = (open(), open());
    let (one, two) = thread::scope(|scope| {
        let two = scope.spawn(|| write(two, 2));
        (write(one, 1), two.join().expect("the second writer failed"))
    });
    let members = open().members(LOG, 0, usize::MAX, usize::MAX)?;
    for ((one, two), member) in one.into_iter().zip(two).zip(&members) {
        let winner = match (one, two) {
            (Ok(()), Err(StorageError::HeadMoved { .. })) => 1,
            (Err(StorageError::HeadMoved { .. }), Ok(())) => 2,
            other => panic!("expected one to win, got {other:?}"),
        };
        assert_eq!(member.bytes, [winner]);
    }
    assert_eq!(members.last().map(|member| member.position), Some(ROUNDS));
    Ok(())
}
