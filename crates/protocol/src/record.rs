//! The one CBOR form in which records, marks and openings are stored and sent (`PROTOCOL` 8.2).

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};

use crate::{
    limits,
    wire::{self, Bounds, WireError, within},
};

/// More items than a record or a mark has.
const FIELDS: usize = 16;

/// A change with everything that is signed around it (`PROTOCOL` 4).
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct WireRecord {
    /// The Automerge change chunk, uncompressed.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub change: Vec<u8>,
    /// The log it belongs to, `national` or `office/<id>`.
    #[n(1)]
    pub scope: String,
    /// The document's UUID.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub document: [u8; 16],
    /// The document's kind, by its signed name.
    #[n(3)]
    pub kind: String,
    /// The schema number it was written under.
    #[n(4)]
    pub schema: u32,
    /// The public key that signed.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub signer: [u8; 32],
    /// The change hash of the grant relied on; the root id for a root key.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub grant: [u8; 32],
    /// The signer's position in `national`.
    #[n(7)]
    pub cursor_position: u64,
    /// The digest of `national` there.
    #[cbor(n(8), with = "minicbor::bytes")]
    pub cursor_digest: [u8; 32],
    /// Ed25519 over the frame of all of these.
    #[cbor(n(9), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

impl WireRecord {
    /// Reads a record; any other spelling of it is refused.
    pub fn read(bytes: &[u8]) -> Result<Self, WireError> {
        let bounds = Bounds { bytes: limits::RECORD, items: FIELDS };
        let record: Self = wire::read_exact(bytes, bounds)?;
        within("scope", record.scope.len(), limits::NAME)?;
        within("kind", record.kind.len(), limits::NAME)?;
        Ok(record)
    }

    /// The bytes that are stored and sent.
    pub fn to_bytes(&self) -> Vec<u8> {
        wire::write(self)
    }
}

/// A log member that is not a change: a `day`, or later a `fork`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct WireMark {
    /// What it marks, by its signed name.
    #[n(0)]
    pub kind: String,
    /// What it says; for a day `YYYY-MM-DD`.
    #[n(1)]
    pub value: String,
    /// The position it takes in `national`.
    #[n(2)]
    pub position: u64,
    /// The digest of the position before.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub before: [u8; 32],
    /// The log key that signed.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub key: [u8; 32],
    /// Ed25519 over the frame of all of these.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

impl WireMark {
    /// Reads a mark; any other spelling of it is refused.
    pub fn read(bytes: &[u8]) -> Result<Self, WireError> {
        let mark: Self = wire::read_exact(bytes, Bounds { bytes: limits::MARK, items: FIELDS })?;
        within("kind", mark.kind.len(), limits::NAME)?;
        within("value", mark.value.len(), limits::NAME)?;
        Ok(mark)
    }

    /// The bytes that are stored and sent.
    pub fn to_bytes(&self) -> Vec<u8> {
        wire::write(self)
    }
}

/// The openings beside a record that makes rows public: what opens the commitments in its rows,
/// by the label of the row (`entry`, `determination`, `item/<n>`).
///
/// They lie outside the signature and the record hash, so that a take-down can delete one
/// everywhere while every signature still verifies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Openings(#[n(0)] pub BTreeMap<String, RowOpenings>);

/// The openings of one row, by field name.
pub type RowOpenings = BTreeMap<String, Opening>;

/// What opens the commitment of one field, or the commitment itself.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum Opening {
    /// The field is open.
    #[n(0)]
    Open {
        /// The random bytes hashed with the value.
        #[cbor(n(0), with = "minicbor::bytes")]
        salt: [u8; 32],
        /// The value, where the entry's content does not hold it.
        #[n(1)]
        value: Option<String>,
    },
    /// The field was taken down: salt and value are gone, the commitment still proves the row.
    #[n(1)]
    Withheld(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]),
}

impl Openings {
    /// Reads openings; any other spelling of them is refused.
    pub fn read(bytes: &[u8]) -> Result<Self, WireError> {
        let bounds = Bounds { bytes: limits::OPENINGS, items: limits::ITEMS };
        wire::read_exact(bytes, bounds)
    }

    /// The bytes that are stored and sent.
    pub fn to_bytes(&self) -> Vec<u8> {
        wire::write(self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn record() -> WireRecord {
        WireRecord {
            change: vec![0x85, 0x6f, 0x4a, 0x83],
            scope: "office/3604".to_owned(),
            document: [1; 16],
            kind: "entry".to_owned(),
            schema: 1,
            signer: [2; 32],
            grant: [3; 32],
            cursor_position: 500,
            cursor_digest: [4; 32],
            signature: [5; 64],
        }
    }

    fn mark() -> WireMark {
        WireMark {
            kind: "day".to_owned(),
            value: "2026-11-23".to_owned(),
            position: 501,
            before: [6; 32],
            key: [7; 32],
            signature: [8; 64],
        }
    }

    fn openings() -> Openings {
        let opening = |byte, value: Option<&str>| Opening::Open {
            salt: [byte; 32],
            value: value.map(str::to_owned),
        };
        let withheld = Opening::Withheld([3; 32]);
        let row = [
            ("title", opening(1, None)),
            ("period", opening(2, Some("5 tahun"))),
            ("unit", withheld),
        ];
        let row = row.map(|(name, opening)| (name.to_owned(), opening)).into();
        Openings([("entry".to_owned(), row)].into())
    }

    fn bytes(parts: &[&[u8]]) -> Vec<u8> {
        parts.concat()
    }

    #[test]
    fn a_record_has_these_bytes() {
        let golden = bytes(&[
            b"\x8a\x44\x85\x6f\x4a\x83",
            b"\x6boffice/3604",
            b"\x50",
            &[1; 16],
            b"\x65entry\x01\x58\x20",
            &[2; 32],
            b"\x58\x20",
            &[3; 32],
            b"\x19\x01\xf4\x58\x20",
            &[4; 32],
            b"\x58\x40",
            &[5; 64],
        ]);
        assert_eq!(record().to_bytes(), golden);
        assert_eq!(WireRecord::read(&golden), Ok(record()));
    }

    #[test]
    fn a_mark_has_these_bytes() {
        let golden = bytes(&[
            b"\x86\x63day\x6a2026-11-23\x19\x01\xf5\x58\x20",
            &[6; 32],
            b"\x58\x20",
            &[7; 32],
            b"\x58\x40",
            &[8; 64],
        ]);
        assert_eq!(mark().to_bytes(), golden);
        assert_eq!(WireMark::read(&golden), Ok(mark()));
    }

    #[test]
    fn openings_have_these_bytes() {
        let golden = bytes(&[
            b"\xa1\x65entry\xa3",
            b"\x66period\x83\x00\x58\x20",
            &[2; 32],
            b"\x675 tahun",
            b"\x65title\x82\x00\x58\x20",
            &[1; 32],
            b"\x64unit\x82\x01\x58\x20",
            &[3; 32],
        ]);
        assert_eq!(openings().to_bytes(), golden);
        assert_eq!(Openings::read(&golden), Ok(openings()));
    }

    #[test]
    fn fields_too_many_or_too_few_are_refused() {
        let mut more = mark().to_bytes();
        more[0] = 0x87;
        more.push(0xf6);
        assert_eq!(WireMark::read(&more), Err(WireError::Spelling));
        let mut fewer = mark().to_bytes();
        fewer[0] = 0x85;
        fewer.truncate(fewer.len() - 66);
        assert_eq!(WireMark::read(&fewer), Err(WireError::Message));
        assert!(WireRecord::read(&mark().to_bytes()).is_err());
        assert!(WireMark::read(&record().to_bytes()).is_err());
    }

    #[test]
    fn openings_in_another_order_or_with_an_explicit_absence_are_refused() {
        let field = |name: &[u8], tail: &[u8]| bytes(&[name, b"\x00\x58\x20", &[1; 32], tail]);
        let row = |fields: &[&[u8]]| {
            let count = 0xa0 + u8::try_from(fields.len()).unwrap();
            bytes(&[b"\xa1\x65entry", &[count], &fields.concat()])
        };
        let (a, b) = (field(b"\x61a\x82", b""), field(b"\x61b\x82", b""));
        assert!(Openings::read(&row(&[&a, &b])).is_ok());
        for other in [row(&[&b, &a]), row(&[&a, &a]), row(&[&field(b"\x61a\x83", b"\xf6")])] {
            assert_eq!(Openings::read(&other), Err(WireError::Spelling));
        }
    }

    #[test]
    fn parts_are_bounded() {
        let large = WireRecord { change: vec![0; limits::RECORD], ..record() };
        let limit = limits::RECORD;
        assert_eq!(WireRecord::read(&large.to_bytes()), Err(WireError::TooLong { limit }));
        let full = WireRecord { change: vec![0; 512 << 10], ..record() };
        assert_eq!(WireRecord::read(&full.to_bytes()), Ok(full));
        let named = WireRecord { scope: "x".repeat(65), ..record() };
        let over = WireError::Limit { what: "scope", limit: limits::NAME };
        assert_eq!(WireRecord::read(&named.to_bytes()), Err(over));
    }

    proptest! {
        #[test]
        fn a_changed_byte_is_another_record_or_none(at: prop::sample::Index, with: u8) {
            let mut changed = record().to_bytes();
            let at = at.index(changed.len());
            prop_assume!(changed[at] != with);
            changed[at] = with;
            if let Ok(read) = WireRecord::read(&changed) {
                prop_assert_ne!(&read, &record());
                prop_assert_eq!(read.to_bytes(), changed);
            }
        }

        #[test]
        fn openings_are_read_back(
            rows in prop::collection::btree_map(
                "[a-z/0-9]{0,8}",
                prop::collection::btree_map("[a-zé_]{0,30}", (any::<[u8; 32]>(), any::<Option<String>>()), 0..4),
                0..4,
            ),
        ) {
            let rows = rows.into_iter().map(|(label, fields)| {
                let open = |(name, (salt, value))| (name, Opening::Open { salt, value });
                (label, fields.into_iter().map(open).collect())
            });
            let openings = Openings(rows.collect());
            prop_assert_eq!(Openings::read(&openings.to_bytes()), Ok(openings));
        }

        #[test]
        fn garbage_never_panics(bytes: Vec<u8>) {
            drop(WireRecord::read(&bytes));
            drop(WireMark::read(&bytes));
            drop(Openings::read(&bytes));
        }
    }
}
