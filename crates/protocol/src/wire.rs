//! The one spelling of CBOR that is read here.
//!
//! Before a value is decoded its bytes are walked once: whole numbers, byte strings, texts,
//! arrays, maps, true, false and null; definite lengths in their shortest form (RFC 8949 4.2.1);
//! one value and nothing after it; bounded in length, in items and in depth. So a claimed length
//! allocates nothing, and a decoder sees only what some honest writer could have written.

use minicbor::{
    Decode, Encode,
    encode::{self, Write},
};

use crate::limits::DEPTH;

/// Bytes that are not the expected message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// More bytes than such a message may have.
    #[error("longer than {limit} bytes")]
    TooLong {
        /// The most that is read.
        limit: usize,
    },
    /// More array and map members than such a message may have.
    #[error("more than {limit} items")]
    TooManyItems {
        /// The most that is read.
        limit: usize,
    },
    /// Not one CBOR value in its shortest form.
    #[error("not one CBOR value in its shortest form, at byte {at}")]
    Shape {
        /// Where it stopped being one.
        at: usize,
    },
    /// CBOR, but not of the expected fields.
    #[error("not the expected message")]
    Message,
    /// The same value has another, canonical spelling; or there are fields too many.
    #[error("another spelling of a value that has only one")]
    Spelling,
    /// A part is longer, or more numerous, than its own limit.
    #[error("{what} is over its limit of {limit}")]
    Limit {
        /// Which part.
        what: &'static str,
        /// The most that is read.
        limit: usize,
    },
    /// Parts that must be in order, or only occur once, are not so.
    #[error("{what} must be sorted and each occur once")]
    Order {
        /// Which parts.
        what: &'static str,
    },
    /// A part that has no meaning in this place.
    #[error("{what} has no place here")]
    Misplaced {
        /// Which part.
        what: &'static str,
    },
    /// Written by a program that speaks a later version.
    #[error("version {version} is newer than this program")]
    Newer {
        /// The version claimed.
        version: u32,
    },
}

impl WireError {
    /// The stable code, one of [`crate::problem::PROBLEMS`].
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLong { .. } => "body_too_large",
            Self::TooManyItems { .. } => "limit_items",
            Self::Limit { .. } => "limit_part",
            Self::Newer { .. } => "newer",
            Self::Shape { .. }
            | Self::Message
            | Self::Spelling
            | Self::Order { .. }
            | Self::Misplaced { .. } => "malformed",
        }
    }
}

/// How much is read of one kind of message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    pub(crate) bytes: usize,
    pub(crate) items: usize,
}

/// Writes a value in its one spelling.
pub(crate) fn write<T: Encode<()>>(value: &T) -> Vec<u8> {
    write_after(&[], value)
}

/// Writes a value behind fixed bytes.
pub(crate) fn write_after<T: Encode<()>>(before: &[u8], value: &T) -> Vec<u8> {
    let mut bytes = before.to_vec();
    minicbor::encode(value, &mut bytes).expect("writing to memory cannot fail");
    bytes
}

/// Reads a message that a newer program may have given more fields at the end of any array.
pub(crate) fn read_open<'b, T: Decode<'b, ()>>(
    bytes: &'b [u8],
    bounds: Bounds,
) -> Result<T, WireError> {
    one_value(bytes, bounds)?;
    minicbor::decode(bytes).map_err(|_| WireError::Message)
}

/// Reads a value whose bytes must be exactly those that [`write()`] gives.
pub(crate) fn read_exact<'b, T: Decode<'b, ()> + Encode<()>>(
    bytes: &'b [u8],
    bounds: Bounds,
) -> Result<T, WireError> {
    let value: T = read_open(bytes, bounds)?;
    // No CBOR value is the beginning of another, so what was written is all of the bytes.
    minicbor::encode(&value, Expected(bytes))
        .map_err(|_: encode::Error<Differs>| WireError::Spelling)?;
    Ok(value)
}

/// Refuses a part that is longer than its limit.
pub(crate) const fn within(
    what: &'static str,
    length: usize,
    limit: usize,
) -> Result<(), WireError> {
    if length <= limit { Ok(()) } else { Err(WireError::Limit { what, limit }) }
}

#[derive(Debug, thiserror::Error)]
#[error("the bytes differ")]
struct Differs;

/// Compares what is written with the bytes that were read, without a second copy of them.
struct Expected<'a>(&'a [u8]);

impl Write for Expected<'_> {
    type Error = Differs;

    fn write_all(&mut self, written: &[u8]) -> Result<(), Differs> {
        self.0 = self.0.strip_prefix(written).ok_or(Differs)?;
        Ok(())
    }
}

fn one_value(bytes: &[u8], bounds: Bounds) -> Result<(), WireError> {
    if bytes.len() > bounds.bytes {
        return Err(WireError::TooLong { limit: bounds.bytes });
    }
    let (mut at, mut items) = (0, 0);
    // How many values are still to come, for each array or map that is open.
    let mut open = vec![1_u64];
    while let Some(left) = open.last_mut() {
        if *left == 0 {
            open.pop();
            continue;
        }
        *left -= 1;
        items += 1;
        if items > bounds.items {
            return Err(WireError::TooManyItems { limit: bounds.items });
        }
        let (members, next) = value(bytes, at).ok_or(WireError::Shape { at })?;
        if members > 0 {
            if open.len() > DEPTH {
                return Err(WireError::Shape { at });
            }
            open.push(members);
        }
        at = next;
    }
    if at == bytes.len() { Ok(()) } else { Err(WireError::Shape { at }) }
}

/// The number of values inside the one that starts here, and where the next one starts.
fn value(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let first = *bytes.get(at)?;
    let (argument, next) = argument(bytes, first, at + 1)?;
    match first >> 5 {
        0 => Some((0, next)),
        2 | 3 => {
            let end = next.checked_add(usize::try_from(argument).ok()?)?;
            (end <= bytes.len()).then_some((0, end))
        }
        4 => Some((argument, next)),
        5 => Some((argument.checked_mul(2)?, next)),
        7 => matches!(first, 0xf4..=0xf6).then_some((0, next)),
        _ => None,
    }
}

fn argument(bytes: &[u8], first: u8, at: usize) -> Option<(u64, usize)> {
    let (width, least) = match first & 0x1f {
        small @ 0..=23 => return Some((u64::from(small), at)),
        24 => (1, 24),
        25 => (2, 1 << 8),
        26 => (4, 1 << 16),
        27 => (8, 1 << 32),
        _ => return None,
    };
    let digits = bytes.get(at..at + width)?;
    let number = digits.iter().fold(0, |number, digit| (number << 8) | u64::from(*digit));
    (number >= least).then_some((number, at + width))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BOUNDS: Bounds = Bounds { bytes: 1 << 10, items: 64 };

    fn read(bytes: &[u8]) -> Result<Vec<u64>, WireError> {
        read_exact(bytes, BOUNDS)
    }

    #[test]
    fn a_number_has_one_spelling() {
        assert_eq!(read(&[0x81, 0x17]), Ok(vec![23]));
        assert_eq!(read(&[0x81, 0x18, 0x18]), Ok(vec![24]));
        assert_eq!(read(&[0x81, 0x18, 0x17]), Err(WireError::Shape { at: 1 }));
        assert_eq!(read(&[0x81, 0x19, 0x00, 0xff]), Err(WireError::Shape { at: 1 }));
        assert_eq!(read(&[0x98, 0x01, 0x01]), Err(WireError::Shape { at: 0 }));
    }

    #[test]
    fn indefinite_lengths_tags_floats_and_leftovers_are_refused() {
        for bytes in [
            &[0x9f, 0x01, 0xff][..],
            &[0xc0, 0x01],
            &[0xf9, 0x00, 0x00],
            &[0x20],
            &[0xf7],
            &[0x80, 0x00],
            &[],
        ] {
            assert!(matches!(read(bytes), Err(WireError::Shape { .. })), "{bytes:02x?}");
        }
    }

    #[test]
    fn claimed_lengths_cost_nothing() {
        let claim = [0x9b, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
        assert_eq!(read(&claim), Err(WireError::Shape { at: 9 }));
        let text = [0x81, 0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
        assert_eq!(read(&text), Err(WireError::Shape { at: 1 }));
        let map = [0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
        assert_eq!(read(&map), Err(WireError::Shape { at: 0 }));
    }

    #[test]
    fn bytes_items_and_depth_are_bounded() {
        assert_eq!(read(&[0; 1025]), Err(WireError::TooLong { limit: 1024 }));
        let many = write(&vec![0_u64; 64]);
        assert_eq!(read(&many), Err(WireError::TooManyItems { limit: 64 }));
        let deep = [0x81_u8; 1000];
        assert_eq!(read(&deep), Err(WireError::Shape { at: DEPTH }));
    }

    proptest! {
        #[test]
        fn anything_read_is_written_back_alike(bytes: Vec<u8>) {
            if let Ok(numbers) = read(&bytes) {
                prop_assert_eq!(write(&numbers), bytes);
            }
        }

        #[test]
        fn what_a_writer_makes_is_one_value(numbers in prop::collection::vec(any::<u64>(), 0..60)) {
            prop_assert_eq!(read(&write(&numbers)), Ok(numbers));
        }
    }
}
