//! The hash of the whole list, and the server's word for it.

use std::collections::BTreeMap;

use kecuali_domain::{Day, OfficeId};
use kecuali_encoding::{Digest, Frame, KeyId};
use kecuali_ledger::Point;
use kecuali_trust::{BadSignature, RootId, Signature, SigningKey, verify};

use crate::name::{EventName, RowId};

/// The hash of one row in force: its name, and its body as published.
pub fn row_digest(id: &str, body: &str) -> Digest {
    Frame::new("kecuali/1/list_row").text(id).text(body).digest()
}

/// The hash of one office's rows in force, given with their names in byte order.
///
/// Rows are hashed by office so that a publisher that changes a few of them reads a few again: it
/// keeps one hash an office. KPU RI's are the items of determinations, too.
pub fn office_digest<'a>(
    office: &OfficeId,
    rows: impl IntoIterator<Item = (&'a str, Digest)>,
) -> Digest {
    let parts = rows.into_iter().flat_map(|(id, row)| [id.as_bytes().to_vec(), row.0.to_vec()]);
    Frame::new("kecuali/1/list_office").text(office.as_str()).list(parts).digest()
}

/// The hash of the whole list: of each office that has rows in force, by office id.
pub fn list_digest(offices: &BTreeMap<OfficeId, Digest>) -> Digest {
    let parts =
        offices.iter().flat_map(|(office, rows)| [office.as_str().as_bytes(), rows.as_bytes()]);
    Frame::new("kecuali/1/list_rows").list(parts).digest()
}

/// The hash of a list whose rows come one after the other.
#[derive(Debug, Clone, Default)]
pub struct ListHasher(BTreeMap<OfficeId, Vec<(String, Digest)>>);

impl ListHasher {
    /// Takes the next row of the list; rows come by id, in byte order.
    pub fn row(&mut self, id: &RowId, body: &str) {
        let text = id.to_string();
        let digest = row_digest(&text, body);
        self.0.entry(id.office()).or_default().push((text, digest));
    }

    /// [`list_digest`] of all of them.
    pub fn finish(self) -> Digest {
        let office = |(office, rows): (OfficeId, Vec<(String, Digest)>)| {
            let rows = rows.iter().map(|(id, row)| (id.as_str(), *row));
            let digest = office_digest(&office, rows);
            (office, digest)
        };
        list_digest(&self.0.into_iter().map(office).collect())
    }
}

/// What the list is at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListState {
    /// The last event in it.
    pub event: EventName,
    /// How many rows are in force.
    pub rows: u64,
    /// [`list_digest`] of them.
    pub digest: Digest,
    /// The day of the log.
    pub day: Day,
    /// How much of `national` it takes account of.
    pub national: Point,
}

/// A server's word for what the list is: what makes a whole list verifiable, and what says that a
/// row is *in force*, which no proof of the row itself can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListCheckpoint {
    /// What it is.
    pub state: ListState,
    /// The log key that signed.
    pub key: KeyId,
    /// Ed25519 over the frame of all of these.
    pub signature: Signature,
}

impl ListCheckpoint {
    /// Signs what the list is.
    pub fn sign(state: ListState, root: &RootId, key: &SigningKey) -> Self {
        let signature = key.sign(&bytes(&state, root));
        Self { state, key: key.public(), signature }
    }

    /// Whether its key made the signature. That the key is a log key is the caller's question.
    pub fn verify(&self, root: &RootId) -> Result<(), BadSignature> {
        verify(self.key, &bytes(&self.state, root), &self.signature)
    }
}

fn bytes(state: &ListState, root: &RootId) -> Vec<u8> {
    Frame::new("kecuali/1/list")
        .bytes(root.as_ref())
        .text(&state.event.to_string())
        .number(state.rows)
        .bytes(&state.digest.0)
        .text(&state.day.to_string())
        .number(state.national.position)
        .bytes(&state.national.digest.0)
        .finish()
}
