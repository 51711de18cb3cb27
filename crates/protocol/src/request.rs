//! What the signature of a request covers, and the headers that carry it (`PROTOCOL` 8.5).
//!
//! The nonce comes from the server, with every answer, and is good for 24 hours of the server's
//! clock: a captured request cannot read drafts later, and the office's clock plays no part.

use kecuali_encoding::Frame;

use crate::limits;

/// Request: the installation's public key, 64 lower-case hexadecimal digits.
pub const KEY_HEADER: &str = "kecuali-key";

/// Request: the nonce it was signed with. Every answer: the one to use next.
pub const NONCE_HEADER: &str = "kecuali-nonce";

/// Request: the signature, 128 lower-case hexadecimal digits.
pub const SIGNATURE_HEADER: &str = "kecuali-signature";

/// The media type of wrapped CBOR bodies.
pub const MEDIA_TYPE: &str = "application/vnd.kecuali.v1";

/// A header that is not the expected number of lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected {digits} lower-case hexadecimal digits")]
pub struct NotHex {
    /// How many.
    pub digits: usize,
}

/// The bytes that an installation signs.
///
/// `method` is in upper case, `host` as in the `Host` header in lower case, `path_and_query` as
/// it stands in the request line. `body_sha256` is of the body as it travels, so that it is
/// checked before anything is decompressed; of no bytes where there is no body.
pub fn request_frame(
    root_id: &[u8; 32],
    method: &str,
    host: &str,
    path_and_query: &str,
    body_sha256: &[u8; 32],
    nonce: &str,
) -> Vec<u8> {
    Frame::new("kecuali/1/request")
        .bytes(root_id)
        .text(method)
        .text(host)
        .text(path_and_query)
        .bytes(body_sha256)
        .text(nonce)
        .finish()
}

/// Whether a nonce may be sent back: visible ASCII, neither empty nor longer than
/// [`limits::NONCE`]. It is opaque to everyone but the server that made it.
pub fn is_nonce(text: &str) -> bool {
    (1..=limits::NONCE).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Writes a key or a signature for a header.
pub fn to_hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Reads a key (32 bytes) or a signature (64 bytes) from a header.
pub fn read_hex<const N: usize>(text: &str) -> Result<[u8; N], NotHex> {
    let error = NotHex { digits: 2 * N };
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return Err(error);
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = (nibble(pair[0]).ok_or(error)? << 4) | nibble(pair[1]).ok_or(error)?;
    }
    Ok(bytes)
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_signed_bytes_are_these() {
        let frame = request_frame(&[1; 32], "POST", "h:1", "/sync", &[2; 32], "n");
        let mut golden = b"\0\0\0\x11kecuali/1/request\0\0\0\x20".to_vec();
        golden.extend([1; 32]);
        golden.extend(b"\0\0\0\x04POST\0\0\0\x03h:1\0\0\0\x05/sync\0\0\0\x20");
        golden.extend([2; 32]);
        golden.extend(b"\0\0\0\x01n");
        assert_eq!(frame, golden);
    }

    #[test]
    fn nothing_slips_from_one_part_into_the_next() {
        let frame = |host, path| request_frame(&[0; 32], "GET", host, path, &[0; 32], "n");
        assert_ne!(frame("a", "b/c"), frame("ab", "/c"));
    }

    #[test]
    fn a_header_has_one_spelling() {
        assert_eq!(read_hex::<2>("00ff"), Ok([0, 255]));
        for bad in ["00FF", "0ff", "00ff0", "00f ", "+0ff", "é0f"] {
            assert_eq!(read_hex::<2>(bad), Err(NotHex { digits: 4 }), "{bad}");
        }
    }

    #[test]
    fn a_nonce_is_short_and_visible() {
        assert!(is_nonce("490000.aGk_-~"));
        for bad in ["", "a b", "a\nb", "é", &"x".repeat(limits::NONCE + 1)] {
            assert!(!is_nonce(bad), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn hexadecimal_is_read_back(bytes: [u8; 32]) {
            prop_assert_eq!(read_hex(&to_hex(&bytes)), Ok(bytes));
        }
    }
}
