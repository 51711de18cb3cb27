//! The server's word for the files of a list: what each comes to, and of which list they are.

use kecuali_domain::{Day, Scope};
use kecuali_encoding::{Digest, Frame, KeyId, canonical_json};
use kecuali_ledger::Record;
use kecuali_trust::{RootFile, RootId, Signature, SigningKey, verify};
use serde::{Deserialize, Serialize};

use crate::{
    name::EventName,
    proof::{Authority, GrantChain, ProofError, gather, read_proof},
};

/// One file of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedFile {
    /// How long it is.
    pub bytes: u64,
    /// What it is: its media type.
    #[serde(rename = "media_type")]
    pub media: String,
    /// What it is called.
    pub name: String,
    /// What its bytes come to.
    pub sha256: Digest,
}

/// The files of the list as it was at one event. All of it follows from the events up to there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// The day of the event.
    pub day: Day,
    /// The digest of the list, as a list checkpoint of that event has it.
    pub digest: Digest,
    /// The last event in it.
    pub event: EventName,
    /// The files, by name.
    pub files: Vec<ListedFile>,
    /// How many rows are in force.
    pub rows: u64,
}

/// An edition that a log key signed, with the grants that make it one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    edition: Edition,
    grant: Digest,
    grants: GrantChain,
    key: KeyId,
    signature: Signature,
}

impl Manifest {
    /// Signs an edition; `grant` is the one that makes the key a log key.
    ///
    /// `records` gives the record of a change in a log.
    pub fn sign(
        edition: Edition,
        key: &SigningKey,
        grant: Digest,
        root: &RootId,
        records: &dyn Fn(&Scope, &Digest) -> Option<Record>,
    ) -> Result<Self, ProofError> {
        let grants = gather(root, [(&Scope::National, grant)], records)
            .map_err(|_| ProofError::GrantMissing)?;
        let signature = key.sign(&bytes(&edition, root));
        Ok(Self { edition, grant, grants, key: key.public(), signature })
    }

    /// What it says, unverified.
    pub const fn edition(&self) -> &Edition {
        &self.edition
    }

    /// The text that is served.
    pub fn to_text(&self) -> String {
        canonical_json(self)
    }
}

impl Edition {
    /// Whether a file of this name, so long and with this SHA-256, is one of the edition.
    pub fn check(&self, name: &str, bytes: u64, sha256: Digest) -> Result<(), ProofError> {
        let same = |file: &&ListedFile| file.name == name;
        let file = self.files.iter().find(same).ok_or(ProofError::File)?;
        let whole = file.bytes == bytes && file.sha256 == sha256;
        if whole { Ok(()) } else { Err(ProofError::File) }
    }
}

/// Verifies a manifest with the root file alone: that a log key signed it, and which. What each
/// file comes to is then held against it by [`Edition::check`].
pub fn verify_manifest(root: &RootFile, text: &str) -> Result<(Edition, KeyId), ProofError> {
    let manifest: Manifest = read_proof(text)?;
    let Manifest { edition, grant, grants, key, signature } = manifest;
    verify(key, &bytes(&edition, &root.id()), &signature).map_err(|_| ProofError::Signature)?;
    let mut authority = Authority::read(root, &grants)?;
    authority.check_log_key(key, grant)?;
    authority.finish()?;
    Ok((edition, key))
}

fn bytes(edition: &Edition, root: &RootId) -> Vec<u8> {
    let file = |file: &ListedFile| {
        let length = file.bytes.to_be_bytes().to_vec();
        [file.name.clone().into(), file.media.clone().into(), length, file.sha256.0.to_vec()]
    };
    Frame::new("kecuali/1/files")
        .bytes(root.as_ref())
        .text(&edition.event.to_string())
        .text(&edition.day.to_string())
        .number(edition.rows)
        .bytes(&edition.digest.0)
        .list(edition.files.iter().flat_map(file))
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is signed is a promise: these bytes change with a decision record or not at all.
    #[test]
    fn what_is_signed_is_what_the_protocol_says() {
        let file = |name: &str| ListedFile {
            bytes: 258,
            media: "text/csv".to_owned(),
            name: name.to_owned(),
            sha256: Digest([0xaa; 32]),
        };
        let edition = Edition {
            day: "2026-11-23".parse().unwrap(),
            digest: Digest([0xbb; 32]),
            event: "00000000000000ff.12".parse().unwrap(),
            files: vec![file("a"), file("b")],
            rows: 3,
        };
        let field = |bytes: &[u8]| {
            let length = u32::try_from(bytes.len()).unwrap().to_be_bytes();
            [&length[..], bytes].concat()
        };
        let of_file = |name: &str| {
            let length = [0, 0, 0, 0, 0, 0, 1, 2];
            [field(name.as_bytes()), field(b"text/csv"), field(&length), field(&[0xaa; 32])]
                .concat()
        };
        let fields = [
            field(b"kecuali/1/files"),
            field(&[0xcc; 32]),
            field(b"00000000000000ff.12"),
            field(b"2026-11-23"),
            field(&[0, 0, 0, 0, 0, 0, 0, 3]),
            field(&[0xbb; 32]),
            field(&[of_file("a"), of_file("b")].concat()),
        ];
        assert_eq!(bytes(&edition, &Digest([0xcc; 32])), fields.concat());
    }
}
