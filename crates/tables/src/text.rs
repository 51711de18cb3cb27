//! Which encoding a text is in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::TableError;

/// One NUL in so many bytes is a damaged character. In a file that is packed every 256th byte is one.
const NULS_IN: usize = 2 << 10;

/// A text, and the encoding that it was in.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: String,
}

/// Finds the encoding and decodes. What is no character in it stands as U+FFFD, which is seen.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, TableError> {
    let marked = Encoding::for_bom(bytes);
    let encoding = match marked {
        Some((encoding, _)) => encoding,
        None => guess(bytes),
    };
    let length = marked.map_or(0, |(_, length)| length);
    let bytes = bytes.get(length..).unwrap_or_default();
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    // A damaged disk leaves a NUL here and there; what has many is no text.
    let nuls = text.matches('\0').count();
    if nuls > 1 + text.len() / NULS_IN {
        return Err(TableError::Format);
    }
    let text = if nuls > 0 { text.replace('\0', "\u{fffd}") } else { text.into_owned() };
    let bom = if marked.is_some() { " BOM" } else { "" };
    Ok(Decoded { text, encoding: format!("{}{bom}", encoding.name()) })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let head = bytes.get(..bytes.len().min(4 << 10)).unwrap_or_default();
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let most = head.len() / 4;
    // Indonesian in UTF-16 has a zero in every other byte.
    if zeros(1) > most && zeros(0) == 0 {
        return UTF_16LE;
    }
    if zeros(0) > most && zeros(1) == 0 {
        return UTF_16BE;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"id"), Utf8Detection::Allow)
}
