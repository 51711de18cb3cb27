//! One page of something long: by the place of what stands before or after it, so that a page
//! stays what it was while the list goes on.

/// Where a page begins or ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place<K> {
    Start,
    After(K),
    Before(K),
}

/// A page, and whether there is something around it.
#[derive(Debug)]
pub(crate) struct Window<'a, T> {
    pub(crate) items: &'a [T],
    /// How many come before it.
    pub(crate) before: usize,
    pub(crate) total: usize,
}

impl<'a, T> Window<'a, T> {
    /// The page of a list in the order of its keys.
    pub(crate) fn of<K: Ord>(
        all: &'a [T],
        key: impl Fn(&T) -> K,
        place: &Place<K>,
        most: usize,
    ) -> Self {
        let begin = match place {
            Place::Start => 0,
            Place::After(after) => all.partition_point(|one| key(one) <= *after),
            Place::Before(before) => {
                all.partition_point(|one| key(one) < *before).saturating_sub(most)
            }
        };
        let end = begin.saturating_add(most).min(all.len());
        Self { items: all.get(begin..end).unwrap_or_default(), before: begin, total: all.len() }
    }

    /// What the page before ends in front of.
    pub(crate) fn first(&self) -> Option<&'a T> {
        self.items.first().filter(|_| self.before > 0)
    }

    /// What the next page begins after.
    pub(crate) fn last(&self) -> Option<&'a T> {
        self.items.last().filter(|_| self.before + self.items.len() < self.total)
    }
}

impl<K: std::str::FromStr> Place<K> {
    /// Reads the two names of a query; one that is not a key is none.
    pub(crate) fn read(after: Option<&str>, before: Option<&str>) -> Option<Self> {
        match (after, before) {
            (None, None) => Some(Self::Start),
            (Some(after), None) => after.parse().ok().map(Self::After),
            (None, Some(before)) => before.parse().ok().map(Self::Before),
            (Some(_), Some(_)) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(all: &[u8], place: &Place<u8>) -> (Vec<u8>, bool, bool) {
        let window = Window::of(all, |one| *one, place, 2);
        (window.items.to_vec(), window.first().is_some(), window.last().is_some())
    }

    #[test]
    fn pages_follow_each_other_both_ways_whatever_comes_and_goes() {
        let all = [1, 3, 5, 7, 9];
        assert_eq!(page(&all, &Place::Start), (vec![1, 3], false, true));
        assert_eq!(page(&all, &Place::After(3)), (vec![5, 7], true, true));
        assert_eq!(page(&all, &Place::After(4)), (vec![5, 7], true, true));
        assert_eq!(page(&all, &Place::After(7)), (vec![9], true, false));
        assert_eq!(page(&all, &Place::Before(5)), (vec![1, 3], false, true));
        assert_eq!(page(&all, &Place::Before(9)), (vec![5, 7], true, true));
        assert_eq!(page(&[], &Place::Start), (vec![], false, false));
        assert_eq!(page(&all, &Place::After(9)), (vec![], false, false));
    }
}
