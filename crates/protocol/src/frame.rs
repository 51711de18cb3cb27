//! How a body is wrapped: one byte that says how, then the CBOR, plain or compressed.

use zstd::{bulk, zstd_safe};

/// The CBOR follows as it is.
const PLAIN: u8 = 0;
/// One zstd frame (RFC 8878) follows, which states its content size.
const ZSTD: u8 = 1;
/// A body shorter than this travels plain: a no-op sync costs no compression on either side.
const WORTH_COMPRESSING: usize = 512;
const LEVEL: i32 = 3;
/// 1 MiB, so that a reader in another language can cap its window.
const WINDOW_LOG: u32 = 20;

/// A body that cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Not even the leading byte.
    #[error("the body is empty")]
    Empty,
    /// A leading byte without a meaning.
    #[error("the body is wrapped in an unknown way ({0})")]
    Unknown(u8),
    /// It holds more, or claims to, than is accepted.
    #[error("the body holds more than {limit} bytes")]
    TooLong {
        /// The most that is opened.
        limit: usize,
    },
    /// Not exactly one zstd frame that states its size and holds as much.
    #[error("the compressed body is damaged")]
    Damaged,
}

impl FrameError {
    /// The stable code, one of [`crate::problem::PROBLEMS`].
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLong { .. } => "body_too_large",
            Self::Empty | Self::Unknown(_) | Self::Damaged => "malformed",
        }
    }
}

/// Opens a body of at most `max_output` bytes.
///
/// What is allocated is the content size that the frame states, after it was compared with
/// `max_output`; the content is written there in one go, so no window is held beside it. A frame
/// that holds more or less than it states is refused.
pub fn open(wrapped: &[u8], max_output: usize) -> Result<Vec<u8>, FrameError> {
    let (how, body) = wrapped.split_first().ok_or(FrameError::Empty)?;
    match *how {
        PLAIN if body.len() > max_output => Err(FrameError::TooLong { limit: max_output }),
        PLAIN => Ok(body.to_vec()),
        ZSTD => decompress(body, max_output),
        other => Err(FrameError::Unknown(other)),
    }
}

/// Wraps a body, compressed where that makes it shorter.
pub fn wrap(body: &[u8]) -> Vec<u8> {
    let compressed = (body.len() >= WORTH_COMPRESSING)
        .then(|| compress(body))
        .flatten()
        .filter(|compressed| compressed.len() < body.len());
    let (how, content) = compressed.as_deref().map_or((PLAIN, body), |bytes| (ZSTD, bytes));
    let mut wrapped = Vec::with_capacity(1 + content.len());
    wrapped.push(how);
    wrapped.extend_from_slice(content);
    wrapped
}

// Nothing but a lack of memory can fail here, and then the body travels plain.
fn compress(body: &[u8]) -> Option<Vec<u8>> {
    let mut compressor = bulk::Compressor::new(LEVEL).ok()?;
    compressor.set_parameter(zstd_safe::CParameter::WindowLog(WINDOW_LOG)).ok()?;
    compressor.compress(body).ok()
}

fn decompress(body: &[u8], max_output: usize) -> Result<Vec<u8>, FrameError> {
    let stated = zstd_safe::get_frame_content_size(body).ok().flatten();
    let stated = stated.ok_or(FrameError::Damaged)?;
    let stated = usize::try_from(stated).ok().filter(|stated| *stated <= max_output);
    let stated = stated.ok_or(FrameError::TooLong { limit: max_output })?;
    if zstd_safe::find_frame_compressed_size(body) != Ok(body.len()) {
        return Err(FrameError::Damaged);
    }
    // It refuses a frame that holds more or less than it states.
    bulk::decompress(body, stated).map_err(|_| FrameError::Damaged)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use proptest::prelude::*;

    use super::*;

    const CAP: usize = 64 << 10;

    fn bomb() -> Vec<u8> {
        let bomb = wrap(&vec![0; 16 << 20]);
        assert!(bomb.len() < 2_000, "{}", bomb.len());
        bomb
    }

    #[test]
    fn a_small_body_costs_one_byte_and_a_large_one_shrinks() {
        assert_eq!(wrap(b"small"), b"\0small");
        let large = b"kecuali ".repeat(1_000);
        let wrapped = wrap(&large);
        assert_eq!(wrapped[0], ZSTD);
        assert!(wrapped.len() < 100);
        assert_eq!(open(&wrapped, large.len()), Ok(large));
    }

    #[test]
    fn the_cap_is_exact() {
        for body in [vec![7; 100], vec![7; 10_000]] {
            let wrapped = wrap(&body);
            assert!(open(&wrapped, body.len()).is_ok());
            let limit = body.len() - 1;
            assert_eq!(open(&wrapped, limit), Err(FrameError::TooLong { limit }));
        }
    }

    #[test]
    fn a_bomb_is_refused_before_it_goes_off() {
        assert_eq!(open(&bomb(), CAP), Err(FrameError::TooLong { limit: CAP }));
    }

    #[test]
    fn a_bomb_that_misstates_its_size_is_refused_at_that_size() {
        let size = (16_u32 << 20).to_le_bytes();
        let at = bomb().windows(4).position(|four| four == size).unwrap();
        for (stated, cap) in [(100_u32, CAP), ((16 << 20) + 1, 17 << 20)] {
            let mut bomb = bomb();
            bomb[at..at + 4].copy_from_slice(&stated.to_le_bytes());
            assert_eq!(open(&bomb, cap), Err(FrameError::Damaged), "{stated}");
        }
    }

    #[test]
    fn a_frame_without_a_size_or_with_company_is_refused() {
        let mut stream = zstd::Encoder::new(vec![ZSTD], LEVEL).unwrap();
        stream.write_all(&[1; 4_000]).unwrap();
        assert_eq!(open(&stream.finish().unwrap(), CAP), Err(FrameError::Damaged));

        let mut two = wrap(&[1; 4_000]);
        two.extend_from_slice(&wrap(&[1; 4_000])[1..]);
        assert_eq!(open(&two, CAP), Err(FrameError::Damaged));

        let mut skippable = wrap(&[1; 4_000]);
        skippable.extend(b"\x50\x2a\x4d\x18\x01\x00\x00\x00x");
        assert_eq!(open(&skippable, CAP), Err(FrameError::Damaged));
    }

    #[test]
    fn a_cut_or_unknown_body_is_refused() {
        let whole = wrap(&b"kecuali ".repeat(1_000));
        for length in 0..whole.len() {
            assert!(open(&whole[..length], CAP).is_err(), "{length}");
        }
        assert_eq!(open(&[], CAP), Err(FrameError::Empty));
        assert_eq!(open(&[2, 0], CAP), Err(FrameError::Unknown(2)));
    }

    proptest! {
        #[test]
        fn what_is_wrapped_is_opened(body in prop::collection::vec(0_u8..4, 0..3_000)) {
            let wrapped = wrap(&body);
            prop_assert!(wrapped.len() <= body.len() + 1);
            prop_assert_eq!(open(&wrapped, body.len()), Ok(body));
        }

        #[test]
        fn garbage_never_panics_and_stays_within_the_cap(
            mut body in prop::collection::vec(any::<u8>(), 0..400),
            how in 0_u8..3,
            frame: bool,
        ) {
            if frame {
                body.splice(0..0, [how, 0x28, 0xb5, 0x2f, 0xfd]);
            }
            if let Ok(opened) = open(&body, CAP) {
                prop_assert!(opened.capacity() <= CAP);
            }
        }

        #[test]
        fn a_flipped_bit_never_panics(at: prop::sample::Index, bit in 0_u8..8) {
            let mut wrapped = wrap(&b"kecuali ".repeat(500));
            let at = at.index(wrapped.len());
            wrapped[at] ^= 1 << bit;
            if let Ok(opened) = open(&wrapped, CAP) {
                prop_assert!(opened.capacity() <= CAP);
            }
        }
    }
}
