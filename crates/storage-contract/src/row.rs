//! Rows of the public list.

use kecuali_storage::{Row, RowStatus};

use crate::{
    Kept, Open,
    sample::{hash, listing, row},
};

/// The last row given under an id is the row; every part of it comes back.
pub fn a_row_takes_the_place_of_the_row_of_that_id(open: Open<'_>) -> Kept {
    let store = open();
    let first = Row { ends: Some("2027-01-31".to_owned()), ..row("a", "3604") };
    store.commit(&listing(vec![first.clone(), row("b", "3604")]))?;
    assert_eq!(store.row("a")?, Some(first));
    let second = Row {
        id: "a".to_owned(),
        office: "RI".to_owned(),
        issue: hash(b'i', 2),
        item: u32::MAX,
        ends: None,
        status: RowStatus::Withdrawn,
        event: 9,
        body: Vec::new(),
    };
    store.commit(&listing(vec![second.clone()]))?;
    assert_eq!(store.row("a")?, Some(second));
    assert_eq!(store.row("b")?, Some(row("b", "3604")));
    assert_eq!(store.row("c")?, None);
    Ok(())
}

/// Pages of any size come to the same list, whatever was asked for; ids sort by their bytes.
pub fn rows_are_paged_without_hole_or_duplicate(open: Open<'_>) -> Kept {
    let store = open();
    let status = |i| if i % 3 == 0 { RowStatus::Withdrawn } else { RowStatus::InForce };
    let office = |i| if i % 2 == 0 { "3604" } else { "3605" };
    let rows = ["B", "a", "aa", "b", "ba", "é", "10", "9", "Z", "z"];
    let rows = rows.iter().enumerate();
    let mut rows: Vec<Row> =
        rows.map(|(i, id)| Row { status: status(i), ..row(id, office(i)) }).collect();
    store.commit(&listing(rows.clone()))?;
    rows.sort_by(|a, b| a.id.as_bytes().cmp(b.id.as_bytes()));
    for office in [None, Some("3604"), Some("3605"), Some("RI")] {
        for only_in_force in [false, true] {
            let wanted = |row: &&Row| {
                office.is_none_or(|office| row.office == office)
                    && !(only_in_force && row.status == RowStatus::Withdrawn)
            };
            let wanted: Vec<Row> = rows.iter().filter(wanted).cloned().collect();
            for limit in [1, 2, 3, usize::MAX] {
                let mut read: Vec<Row> = Vec::new();
                loop {
                    let after = read.last().map(|row| row.id.clone());
                    let page = store.rows(office, only_in_force, after.as_deref(), limit)?;
                    assert!(page.len() <= limit);
                    if page.is_empty() {
                        break;
                    }
                    read.extend(page);
                }
                assert_eq!(read, wanted, "{office:?}, in force {only_in_force}, by {limit}");
            }
        }
    }
    assert_eq!(store.rows(None, false, None, 0)?, []);
    Ok(())
}

/// A withdrawn row counts no more.
pub fn rows_in_force_are_counted(open: Open<'_>) -> Kept {
    let store = open();
    assert_eq!(store.count_in_force(None)?, 0);
    store.commit(&listing(vec![row("a", "3604"), row("b", "3604"), row("c", "3605")]))?;
    assert_eq!(store.count_in_force(None)?, 3);
    let withdrawn = Row { status: RowStatus::Withdrawn, ..row("a", "3604") };
    store.commit(&listing(vec![withdrawn]))?;
    assert_eq!(store.count_in_force(None)?, 2);
    assert_eq!(store.count_in_force(Some("3604"))?, 1);
    assert_eq!(store.count_in_force(Some("3605"))?, 1);
    assert_eq!(store.count_in_force(Some("RI"))?, 0);
    Ok(())
}

/// What a revoked determination or item takes with it is found at once.
pub fn rows_are_found_under_a_determination_and_its_item(open: Open<'_>) -> Kept {
    let store = open();
    let under = |id: &str, issue, item| Row { issue: hash(b'i', issue), item, ..row(id, "3604") };
    let mut rows = vec![under("d", 1, 1), under("c", 1, 2), under("b", 1, 1), under("a", 2, 1)];
    rows[0].status = RowStatus::Withdrawn;
    store.commit(&listing(rows.clone()))?;
    let [d, c, b, a] = <[Row; 4]>::try_from(rows).expect("four rows");
    assert_eq!(store.rows_under(&hash(b'i', 1), Some(1))?, [b.clone(), d.clone()]);
    assert_eq!(store.rows_under(&hash(b'i', 1), Some(2))?, vec![c.clone()]);
    assert_eq!(store.rows_under(&hash(b'i', 1), None)?, [b, c, d]);
    assert_eq!(store.rows_under(&hash(b'i', 2), None)?, [a]);
    assert_eq!(store.rows_under(&hash(b'i', 2), Some(7))?, []);
    Ok(())
}

/// The last day itself is in force; rows without an end and rows withdrawn do not lapse.
pub fn rows_are_found_whose_last_day_has_passed(open: Open<'_>) -> Kept {
    let store = open();
    let ending = |id: &str, day: &str| Row { ends: Some(day.to_owned()), ..row(id, "3604") };
    let withdrawn = Row { status: RowStatus::Withdrawn, ..ending("w", "2025-12-31") };
    let rows = vec![
        ending("b", "2026-01-31"),
        ending("a", "2026-01-31"),
        ending("c", "2025-12-31"),
        ending("d", "2026-02-01"),
        row("never", "3604"),
        withdrawn,
    ];
    store.commit(&listing(rows.clone()))?;
    let ended = store.rows_ending_before("2026-02-01")?;
    assert_eq!(ended, [rows[2].clone(), rows[1].clone(), rows[0].clone()]);
    assert_eq!(store.rows_ending_before("2025-12-31")?, []);
    Ok(())
}
