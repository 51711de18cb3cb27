//! Numbers that follow from a seed.

/// `SplitMix64`: small, and good enough for moments and letters.
#[derive(Debug)]
pub(super) struct Draw(u64);

impl Draw {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(super) const fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// A word of so many letters: no spaces, as those around a text are not kept.
    pub(super) fn word(&mut self, length: u64) -> String {
        let letter = |_| char::from(b'a' + u8::try_from(self.below(26)).expect("a letter"));
        (0..length).map(letter).collect()
    }
}
