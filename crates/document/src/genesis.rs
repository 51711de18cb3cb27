//! The one change that every document of every kind starts with, for ever.

use std::{num::NonZeroU64, sync::OnceLock};

use automerge::{
    ActorId, Change, ExpandedChange,
    legacy::{Key, ObjectId, Op, OpType},
};
use kecuali_encoding::Digest;

use crate::write::Map;

/// The actor of the genesis: sixteen zero bytes.
pub(crate) const GENESIS_ACTOR: [u8; 16] = [0; 16];

/// The hash of the genesis and its bytes.
pub fn genesis() -> &'static (Digest, Vec<u8>) {
    static GENESIS: OnceLock<(Digest, Vec<u8>)> = OnceLock::new();
    GENESIS.get_or_init(|| {
        let change = Change::from(ExpandedChange {
            operations: vec![make(Map::Acts), make(Map::Content)],
            actor_id: ActorId::from(GENESIS_ACTOR),
            hash: None,
            seq: 1,
            start_op: NonZeroU64::MIN,
            time: 0,
            message: None,
            deps: Vec::new(),
            extra_bytes: Vec::new(),
            author: None,
        });
        (Digest(change.hash().0), change.raw_bytes().to_vec())
    })
}

fn make(map: Map) -> Op {
    Op {
        action: OpType::Make(automerge::ObjType::Map),
        obj: ObjectId::Root,
        key: Key::Map(map.as_str().into()),
        pred: Vec::new().into(),
        insert: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_genesis_never_changes() {
        let expected = include_str!("../golden/genesis.hex").trim();
        let bytes = expected
            .as_bytes()
            .chunks(2)
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap());
        assert_eq!(genesis().1, bytes.collect::<Vec<u8>>());
    }
}
