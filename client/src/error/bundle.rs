//! Why a file that someone brought instead of the network is not taken in.

use super::Exit;
use crate::catalogue;

/// Why a file that someone brought is not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", catalogue::bundle::sentence(*self))]
pub enum BundleFault {
    /// It is no such file at all, but something else.
    NotOne(FileKind),
    /// It is a copy of an installation.
    Copy,
    /// Another opens it.
    ForAnother,
    /// It was cut off, or changed after it was made.
    Broken,
    /// What opens such files is missing on this machine.
    NoOpener,
}

impl BundleFault {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotOne(_) => "bundle_none",
            Self::Copy => "bundle_copy",
            Self::ForAnother => "bundle_for_another",
            Self::Broken => "bundle_broken",
            Self::NoOpener => "bundle_no_opener",
        }
    }

    /// How a command ends by it.
    pub const fn exit(self) -> Exit {
        match self {
            Self::Broken => Exit::Integrity,
            Self::NotOne(_) | Self::Copy | Self::ForAnother | Self::NoOpener => Exit::Failure,
        }
    }
}

/// What a file is by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A document of an office suite, or an archive.
    Archive,
    /// A document of an old office suite.
    OldDocument,
    /// Readable text, JSON among it.
    Text,
    /// Nothing that is known here.
    Other,
}

impl FileKind {
    /// What a file is that begins with these bytes.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        const KNOWN: [(&[u8], FileKind); 7] = [
            (b"%PDF", FileKind::Pdf),
            (b"\x89PNG", FileKind::Picture),
            (b"\xff\xd8\xff", FileKind::Picture),
            (b"GIF8", FileKind::Picture),
            (b"PK", FileKind::Archive),
            (b"Rar!", FileKind::Archive),
            (b"\xd0\xcf\x11\xe0", FileKind::OldDocument),
        ];
        let known = KNOWN.iter().find(|(start, _)| bytes.starts_with(start));
        let start = &bytes[..bytes.len().min(512)];
        let is_text =
            || start.iter().all(|byte| !byte.is_ascii_control() || byte.is_ascii_whitespace());
        known.map_or_else(|| if is_text() { Self::Text } else { Self::Other }, |(_, kind)| *kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_first_bytes() {
        for (bytes, kind) in [
            (&b"%PDF-1.7\n"[..], FileKind::Pdf),
            (b"\xff\xd8\xff\xe0", FileKind::Picture),
            (b"PK\x03\x04", FileKind::Archive),
            (b"\xd0\xcf\x11\xe0\xa1", FileKind::OldDocument),
            (b"{\"root\": 1}\r\n", FileKind::Text),
            (b"\x00\x01", FileKind::Other),
        ] {
            assert_eq!(FileKind::of(bytes), kind, "{bytes:?}");
        }
    }
}
