//! Which encoding a text is in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::TableError;

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
    // No program writes NUL into a list; what has it is no text.
    if text.contains('\0') {
        return Err(TableError::Format);
    }
    let bom = if marked.is_some() { " BOM" } else { "" };
    Ok(Decoded { text: text.into_owned(), encoding: format!("{}{bom}", encoding.name()) })
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
