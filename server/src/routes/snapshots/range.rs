//! Parts of a file (RFC 9110, section 14): one range; who asks for several gets the whole.

/// What of a file is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// All of it.
    Whole,
    /// From the first byte to the last, both within the file.
    Part(u64, u64),
    /// Nothing that is in it.
    Nothing,
}

/// Reads a `Range` for a file of so many bytes. What is not understood is passed over.
pub(crate) fn wanted(range: &str, length: u64) -> Wanted {
    let Some(range) = range.strip_prefix("bytes=") else { return Wanted::Whole };
    let Some((first, last)) = range.trim().split_once('-') else { return Wanted::Whole };
    let last_byte = length.checked_sub(1);
    let (first, last) = match (number(first), number(last), first, last) {
        (Some(first), Some(last), ..) if first > last => return Wanted::Whole,
        (Some(first), Some(last), ..) => (first, Some(last)),
        (Some(first), None, _, "") => (first, last_byte),
        (None, Some(0), "", _) => return Wanted::Nothing,
        (None, Some(suffix), "", _) => (length.saturating_sub(suffix), last_byte),
        _ => return Wanted::Whole,
    };
    match last_byte {
        Some(end) if first <= end => Wanted::Part(first, last.unwrap_or(end).min(end)),
        _ => Wanted::Nothing,
    }
}

fn number(digits: &str) -> Option<u64> {
    let all_digits = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    // A number beyond all files is beyond this one, too.
    all_digits.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_understood_and_anything_else_is_the_whole() {
        for (range, expected) in [
            ("bytes=0-0", Wanted::Part(0, 0)),
            ("bytes=2-4", Wanted::Part(2, 4)),
            ("bytes=2-", Wanted::Part(2, 9)),
            ("bytes=-3", Wanted::Part(7, 9)),
            ("bytes=-30", Wanted::Part(0, 9)),
            ("bytes=9-99999999999999999999999", Wanted::Part(9, 9)),
            ("bytes=10-", Wanted::Nothing),
            ("bytes=-0", Wanted::Nothing),
            ("bytes=4-2", Wanted::Whole),
            ("bytes=0-1,3-4", Wanted::Whole),
            ("bytes=+1-2", Wanted::Whole),
            ("bytes=-", Wanted::Whole),
            ("rows=0-1", Wanted::Whole),
        ] {
            assert_eq!(wanted(range, 10), expected, "{range}");
        }
        assert_eq!(wanted("bytes=0-", 0), Wanted::Nothing);
    }
}
