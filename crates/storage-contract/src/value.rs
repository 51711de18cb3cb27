//! Named values and cache rows.

use kecuali_storage::{Commit, Folded};

use crate::{
    Kept, Open,
    sample::{LOG, document},
};

/// A name has one value or none; an empty value is a value.
pub fn a_value_is_set_and_replaced_and_removed(open: Open<'_>) -> Kept {
    let store = open();
    let setting = |name: &str, value: Option<&[u8]>| {
        let values = vec![(name.to_owned(), value.map(<[u8]>::to_vec))];
        store.commit(&Commit { values, ..Commit::default() })
    };
    assert_eq!(store.value("cursor")?, None);
    setting("cursor", Some(b"1"))?;
    setting("other", Some(b""))?;
    setting("cursor", Some(b"2"))?;
    assert_eq!(store.value("cursor")?.as_deref(), Some(&b"2"[..]));
    assert_eq!(store.value("other")?.as_deref(), Some(&b""[..]));
    setting("cursor", None)?;
    setting("cursor", None)?;
    assert_eq!(store.value("cursor")?, None);
    assert_eq!(store.value("other")?.as_deref(), Some(&b""[..]));
    Ok(())
}

/// One row is kept for a document of a log.
pub fn a_folded_state_is_kept_in_place_of_the_older_one(open: Open<'_>) -> Kept {
    let store = open();
    let folded = |log: &str, position| Folded {
        log: log.to_owned(),
        document: document(1),
        position,
        version: 3,
        bytes: format!("state at {position}").into_bytes(),
    };
    assert_eq!(store.folded(LOG, &document(1))?, None);
    let rows = vec![folded(LOG, 1), folded("national", 9), folded(LOG, 2)];
    store.commit(&Commit { folded: rows, ..Commit::default() })?;
    store.commit(&Commit { folded: vec![folded(LOG, 4)], ..Commit::default() })?;
    assert_eq!(store.folded(LOG, &document(1))?, Some(folded(LOG, 4)));
    assert_eq!(store.folded("national", &document(1))?, Some(folded("national", 9)));
    assert_eq!(store.folded(LOG, &document(2))?, None);
    Ok(())
}
