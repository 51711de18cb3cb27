//! Whether the members of a log are what was signed, each and in their order; those of newer
//! programs too, whatever they say.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{DocumentId, Scope};
use kecuali_encoding::{Digest, KeyId};
use kecuali_ledger::{Checkpoint, Mark, National, Opaque, Point, stamp};
use kecuali_protocol::{
    record::{WireMark, WireRecord},
    sync::CheckpointPart,
};
use kecuali_storage::Member;
use kecuali_trust::Signature;

use crate::error::Broken;

/// Where a log goes on after a member, when that is what was signed.
pub(super) fn follow(
    national: &National,
    scope: &Scope,
    before: Point,
    member: &Member,
) -> Result<Point, Broken> {
    let (log, position) = (scope.to_string(), member.position);
    let hash = match member.change {
        None => mark(national, scope, before, member),
        Some(_) => record(national, scope, member),
    };
    let Some(hash) = hash else {
        let mark = member.change.is_none();
        return Err(if mark {
            Broken::Mark { log, position }
        } else {
            Broken::Record { log, position }
        });
    };
    let digest = Digest(member.judged_digest);
    let after = stamp(before, hash, Point { position: member.judged_position, digest });
    let stands =
        member.hash == hash.0 && after == Point { position, digest: Digest(member.digest) };
    if stands { Ok(after) } else { Err(Broken::Chain { log, position }) }
}

fn record(national: &National, scope: &Scope, member: &Member) -> Option<Digest> {
    let read = WireRecord::read(&member.bytes).ok()?;
    let (magic, checksum, body) = chunk(&read.change)?;
    let record = Opaque {
        scope: read.scope.parse().ok().filter(|signed| signed == scope)?,
        document: DocumentId(read.document),
        kind: read.kind,
        schema: read.schema,
        change: Digest::of(body),
        signer: KeyId(read.signer),
        grant: Digest(read.grant),
        cursor: Point { position: read.cursor_position, digest: Digest(read.cursor_digest) },
        signature: Signature(read.signature),
    };
    let root = national.root_id();
    record.verify(&root).ok()?;
    // No signature covers these, but what is signed says what they are.
    let whole = *magic == MAGIC && record.change.0.starts_with(checksum);
    (whole && member.change == Some(record.change.0)).then(|| record.hash(&root))
}

/// A change chunk: magic, checksum, and what its hash is made of.
fn chunk(bytes: &[u8]) -> Option<(&[u8; 4], &[u8; 4], &[u8])> {
    let (magic, rest) = bytes.split_first_chunk()?;
    let (checksum, body) = rest.split_first_chunk()?;
    Some((magic, checksum, body))
}

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];

fn mark(national: &National, scope: &Scope, before: Point, member: &Member) -> Option<Digest> {
    let read = WireMark::read(&member.bytes).ok()?;
    let signed = Point { position: read.position.checked_sub(1)?, digest: Digest(read.before) };
    let mark = Mark {
        kind: read.kind,
        value: read.value,
        before: signed,
        key: KeyId(read.key),
        signature: Signature(read.signature),
    };
    let root = national.root_id();
    let is_log_key = national.at(before.position).is_log_key(mark.key);
    let checked = *scope == Scope::National && mark.check(before, is_log_key, &root).is_ok();
    checked.then(|| mark.hash(&root))
}

/// The checkpoints of a log that are kept, by their places; what comes out of the log there is
/// compared with them.
#[derive(Debug, Default)]
pub(super) struct Checkpoints(BTreeMap<u64, Vec<Checkpoint>>);

impl Checkpoints {
    /// Takes one up; its signature is checked at once, by one of the keys that ever held `log`.
    pub(super) fn add(
        &mut self,
        national: &National,
        scope: &Scope,
        bytes: &[u8],
        log_keys: &BTreeSet<KeyId>,
    ) -> Result<(), Broken> {
        let broken = |position| Broken::Checkpoint { log: scope.to_string(), position };
        let read = CheckpointPart::read(bytes).map_err(|_| broken(0))?;
        let checkpoint = Checkpoint {
            scope: scope.clone(),
            point: Point { position: read.position, digest: Digest(read.digest) },
            key: KeyId(read.key),
            signature: Signature(read.signature),
        };
        let signed = checkpoint.verify(&national.root_id()).is_ok();
        if !signed || !log_keys.contains(&checkpoint.key) {
            return Err(broken(read.position));
        }
        self.0.entry(read.position).or_default().push(checkpoint);
        Ok(())
    }

    /// That the log comes to what was signed at this place.
    pub(super) fn meet(&mut self, scope: &Scope, point: Point) -> Result<usize, Broken> {
        let here = self.0.remove(&point.position).unwrap_or_default();
        if here.iter().any(|checkpoint| checkpoint.point != point) {
            return Err(Broken::Checkpoint { log: scope.to_string(), position: point.position });
        }
        Ok(here.len())
    }

    /// That the log has come past all of them.
    pub(super) fn are_met(&self, scope: &Scope) -> Result<(), Broken> {
        let missed = self.0.keys().next();
        let broken =
            |position: &u64| Broken::Checkpoint { log: scope.to_string(), position: *position };
        missed.map_or(Ok(()), |position| Err(broken(position)))
    }
}

#[cfg(test)]
mod tests {
    use kecuali_ledger::{DayMark, log_start};
    use kecuali_trust::{RootFile, SigningKey};

    use super::*;

    fn national() -> National {
        let key = SigningKey::from_bytes(&[1; 32]);
        National::new(RootFile::first([key.public()]).unwrap())
    }

    fn member(before: Point, mark: &DayMark, root: &kecuali_trust::RootId) -> Member {
        let hash = mark.hash(root);
        let after = stamp(before, hash, before);
        Member {
            position: after.position,
            digest: after.digest.0,
            judged_position: before.position,
            judged_digest: before.digest.0,
            hash: hash.0,
            change: None,
            document: None,
            bytes: kecuali_sync::write_mark(mark),
            attachment: None,
        }
    }

    #[test]
    fn a_mark_of_a_key_that_is_no_log_key_is_broken_however_well_it_is_chained() {
        let national = national();
        let root = national.root_id();
        let before = log_start(&root, &Scope::National);
        let key = SigningKey::from_bytes(&[2; 32]);
        let mark = DayMark::sign("2026-11-23".parse().unwrap(), before, &root, &key);
        let broken = follow(&national, &Scope::National, before, &member(before, &mark, &root));
        assert_eq!(broken.unwrap_err().code(), "mark_broken");
    }

    #[test]
    fn a_checkpoint_is_met_where_it_was_signed_and_by_a_log_key() {
        let national = national();
        let root = national.root_id();
        let point = log_start(&root, &Scope::National);
        let key = SigningKey::from_bytes(&[2; 32]);
        let bytes = |point: Point, of: &SigningKey| {
            let signed = Checkpoint::sign(Scope::National, point, &root, of);
            let (digest, key, signature) = (point.digest.0, signed.key.0, signed.signature.0);
            CheckpointPart { position: point.position, digest, key, signature, grants: None }
                .to_bytes()
        };
        let add = |bytes: &[u8]| {
            let mut all = Checkpoints::default();
            all.add(&national, &Scope::National, bytes, &BTreeSet::from([key.public()]))
                .map(|()| all)
        };
        let code = |result: Result<(), Broken>| result.unwrap_err().code();
        let good = bytes(point, &key);
        let mut all = add(&good).unwrap();
        assert_eq!(code(all.are_met(&Scope::National)), "checkpoint_broken", "not met yet");
        assert_eq!(all.meet(&Scope::National, point).unwrap(), 1);
        all.are_met(&Scope::National).unwrap();

        let other = Point { digest: Digest([9; 32]), ..point };
        let elsewhere = add(&bytes(other, &key)).unwrap().meet(&Scope::National, point);
        assert_eq!(elsewhere.unwrap_err().code(), "checkpoint_broken");
        let stranger = SigningKey::from_bytes(&[3; 32]);
        assert_eq!(code(add(&bytes(point, &stranger)).map(drop)), "checkpoint_broken");
        for place in 0..good.len() {
            let mut flipped = good.clone();
            flipped[place] ^= 1;
            assert_eq!(code(add(&flipped).map(drop)), "checkpoint_broken", "{place}");
        }
    }
}
