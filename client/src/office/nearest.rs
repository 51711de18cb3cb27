//! What someone may have meant by a name that nothing has.

/// The known name that differs least, if it differs little.
pub(crate) fn nearest<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let length = typed.chars().count();
    let most = (length / 3).max(2);
    // So much longer or shorter is further away; a text may be as long as a cell of a list.
    let close = |name: &&str| name.chars().count().abs_diff(length) <= most;
    let near = known.into_iter().filter(close).map(|name| (distance(typed, name), name));
    near.filter(|(distance, _)| *distance <= most).min().map(|(_, name)| name)
}

/// How many letters are to be put in, taken out or changed (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut corner = above;
        row[0] = above + 1;
        for (column, same) in other.iter().enumerate() {
            let changed = corner + usize::from(letter != *same);
            corner = row[column + 1];
            row[column + 1] = changed.min(corner + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name_and_another_word_finds_none() {
        let known = ["information", "description", "period", "note"];
        for (typed, meant) in
            [("informasion", "information"), ("periode", "period"), ("ote", "note")]
        {
            assert_eq!(nearest(typed, known), Some(meant), "{typed}");
        }
        assert_eq!(nearest("tanggal", known), None);
        assert_eq!(nearest("", known), None);
        // Looked at letter by letter, this would take for ever.
        assert_eq!(nearest(&"tanggal".repeat(10_000_000), known), None);
    }

    #[test]
    fn letters_are_counted_and_not_bytes() {
        assert_eq!(distance("é", "e"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }
}
