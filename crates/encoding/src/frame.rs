//! Length-prefixed fields.

use crate::Digest;

/// Bytes built from fields, each preceded by its length as four bytes, big-endian.
///
/// The first field is always a tag that names what the bytes are for, so that a signature or a
/// hash made for one purpose is worthless for every other.
#[derive(Debug, Clone)]
pub struct Frame(Vec<u8>);

impl Frame {
    /// Starts with the purpose of these bytes, for example `kecuali/1/record`.
    #[must_use]
    pub fn new(tag: &str) -> Self {
        Self(Vec::with_capacity(256)).text(tag)
    }

    /// Appends raw bytes.
    ///
    /// # Panics
    ///
    /// When the field is longer than 4 GiB, which no cap of the project allows.
    #[must_use]
    pub fn bytes(mut self, field: &[u8]) -> Self {
        let length = u32::try_from(field.len()).expect("a field is far below 4 GiB");
        self.0.extend_from_slice(&length.to_be_bytes());
        self.0.extend_from_slice(field);
        self
    }

    /// Appends UTF-8 text.
    #[must_use]
    pub fn text(self, field: &str) -> Self {
        self.bytes(field.as_bytes())
    }

    /// Appends a number as eight bytes, big-endian.
    #[must_use]
    pub fn number(self, field: u64) -> Self {
        self.bytes(&field.to_be_bytes())
    }

    /// Appends a list as one field that holds its items, framed in turn.
    #[must_use]
    pub fn list<T: AsRef<[u8]>>(self, items: impl IntoIterator<Item = T>) -> Self {
        let inner =
            items.into_iter().fold(Self(Vec::new()), |list, item| list.bytes(item.as_ref()));
        self.bytes(&inner.0)
    }

    /// The bytes, as they are signed.
    pub fn finish(self) -> Vec<u8> {
        self.0
    }

    /// SHA-256 of the bytes.
    pub fn digest(self) -> Digest {
        Digest::of(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn frame(fields: &[Vec<u8>]) -> Vec<u8> {
        fields.iter().fold(Frame::new("t"), |frame, field| frame.bytes(field)).finish()
    }

    proptest! {
        #[test]
        fn different_fields_give_different_bytes(
            a in prop::collection::vec(prop::collection::vec(0_u8..3, 0..4), 0..4),
            b in prop::collection::vec(prop::collection::vec(0_u8..3, 0..4), 0..4),
        ) {
            prop_assert_eq!(frame(&a) == frame(&b), a == b);
        }
    }

    #[test]
    fn the_layout_is_length_then_bytes() {
        let bytes = Frame::new("k").number(1).list(["a"]).finish();
        let expected = b"\0\0\0\x01k\0\0\0\x08\0\0\0\0\0\0\0\x01\0\0\0\x05\0\0\0\x01a";
        assert_eq!(bytes, expected);
    }
}
