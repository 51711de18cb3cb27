//! What a USB stick or an e-mail carries, before it is encrypted to its recipients
//! (`PROTOCOL` 8.6).

use minicbor::{Decode, Encode};

use crate::{
    limits,
    sync::{LogPart, PushedRecord, check_parts, check_push},
    wire::{self, Bounds, WireError, within},
};

/// The first bytes of every bundle.
pub const MAGIC: &[u8; 16] = b"KECUALI-BUNDLE-1";

/// Signed records on their way to a log, and logs on their way to a replica.
///
/// Who carries it is of no account: everything in it is signed by someone else already.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Bundle {
    /// The trust root that it belongs to; another one's bundle is refused.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub root_id: [u8; 32],
    /// Who wrote it, for the receipt; proves nothing.
    #[n(1)]
    pub from: Sender,
    /// When it was written, as text for people; decides nothing.
    #[n(2)]
    pub created: String,
    /// Records that the sender has not seen in a log yet.
    #[n(3)]
    pub records: Vec<PushedRecord>,
    /// Log members with checkpoints: the receipts of earlier bundles, and news.
    #[n(4)]
    pub parts: Vec<LogPart>,
}

/// The installation that wrote a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Sender {
    /// Its office.
    #[n(0)]
    pub office: String,
    /// Its public key.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub installation: [u8; 32],
}

/// A file that is not a bundle that this program reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// It does not start with [`MAGIC`]: another file, or one of a later program.
    #[error("the file is not a bundle that this program knows")]
    Magic,
    /// What follows is not a bundle.
    #[error("the bundle is damaged: {0}")]
    Content(#[from] WireError),
}

impl BundleError {
    /// The stable code, one of [`crate::problem::PROBLEMS`].
    pub const fn code(self) -> &'static str {
        match self {
            Self::Magic => "bundle_unknown",
            Self::Content(error) => error.code(),
        }
    }
}

impl Bundle {
    /// Reads a decrypted bundle; any other spelling of it is refused.
    pub fn read(bytes: &[u8]) -> Result<Self, BundleError> {
        let content = bytes.strip_prefix(MAGIC).ok_or(BundleError::Magic)?;
        let bounds = Bounds { bytes: limits::BUNDLE - MAGIC.len(), items: limits::BUNDLE_ITEMS };
        let bundle: Self = wire::read_exact(content, bounds)?;
        within("office", bundle.from.office.len(), limits::NAME)?;
        within("created", bundle.created.len(), limits::NAME)?;
        check_push(&bundle.records, limits::BUNDLE_ITEMS)?;
        // A stamp alone would refer to a push, and a bundle answers none.
        check_parts(&bundle.parts, limits::BUNDLE_ITEMS, 0)?;
        Ok(bundle)
    }

    /// The bytes to encrypt.
    pub fn to_bytes(&self) -> Vec<u8> {
        wire::write_after(MAGIC, self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sync::{CheckpointPart, MemberPart};

    fn bundle() -> Bundle {
        let member = MemberPart::Record { record: vec![0xbb], judged: 3, attachment: None };
        let (digest, key, signature) = ([3; 32], [4; 32], [5; 64]);
        let checkpoint = CheckpointPart { position: 1, digest, key, signature, grants: None };
        Bundle {
            root_id: [1; 32],
            from: Sender { office: "3604".to_owned(), installation: [2; 32] },
            created: "23 November 2026".to_owned(),
            records: vec![PushedRecord { record: vec![0xaa], attachment: None }],
            parts: vec![LogPart {
                log: "office/3604".to_owned(),
                after: 0,
                members: vec![member],
                checkpoint: Some(checkpoint),
            }],
        }
    }

    #[test]
    fn a_bundle_has_these_bytes() {
        let golden = [
            b"KECUALI-BUNDLE-1\x85\x58\x20",
            &[1; 32][..],
            b"\x82\x643604\x58\x20",
            &[2; 32],
            b"\x7023 November 2026",
            b"\x81\x81\x41\xaa",
            b"\x81\x84\x6boffice/3604\x00\x81\x83\x00\x41\xbb\x03\x84\x01\x58\x20",
            &[3; 32],
            b"\x58\x20",
            &[4; 32],
            b"\x58\x40",
            &[5; 64],
        ]
        .concat();
        assert_eq!(bundle().to_bytes(), golden);
        assert_eq!(Bundle::read(&golden), Ok(bundle()));
    }

    #[test]
    fn another_file_is_told_from_a_damaged_bundle() {
        assert_eq!(Bundle::read(b"KECUALI-BUNDLE-2\x80"), Err(BundleError::Magic));
        assert_eq!(Bundle::read(b""), Err(BundleError::Magic));
        let whole = bundle().to_bytes();
        for length in MAGIC.len()..whole.len() {
            assert!(matches!(Bundle::read(&whole[..length]), Err(BundleError::Content(_))));
        }
    }

    #[test]
    fn fields_too_many_are_refused() {
        let mut more = bundle().to_bytes();
        more[MAGIC.len()] = 0x86;
        more.push(0xf6);
        assert_eq!(Bundle::read(&more), Err(WireError::Spelling.into()));
    }

    #[test]
    fn a_stamp_without_its_record_has_no_place_in_a_bundle() {
        let mut stamped = bundle();
        stamped.parts[0].members = vec![MemberPart::Yours { index: 0, judged: 3 }];
        let refused = Bundle::read(&stamped.to_bytes());
        assert!(matches!(refused, Err(BundleError::Content(WireError::Misplaced { .. }))));
    }

    proptest! {
        #[test]
        fn a_changed_byte_is_another_bundle_or_none(at: prop::sample::Index, with: u8) {
            let mut changed = bundle().to_bytes();
            let at = at.index(changed.len());
            prop_assume!(changed[at] != with);
            changed[at] = with;
            if let Ok(read) = Bundle::read(&changed) {
                prop_assert_ne!(&read, &bundle());
                prop_assert_eq!(read.to_bytes(), changed);
            }
        }
    }
}
