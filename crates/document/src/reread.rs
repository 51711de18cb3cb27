//! Changes that were checked before they were kept.

use kecuali_encoding::{Digest, KeyId};

use crate::{
    check::CheckError,
    guard::guard,
    history::{Checked, History},
    write::{Draft, actor, parents, start},
};

/// Reads a change that stood in a log of one's own, without writing it again.
///
/// Good only for bytes whose hash is vouched for: the caller compares [`Checked::hash`] with one
/// that the log's running digest covers. What it gives is what [`check`](crate::check()) gave then.
pub fn reread(history: &History, signer: KeyId, bytes: &[u8]) -> Result<Checked, CheckError> {
    let outline = guard(bytes)?;
    let draft = Draft {
        signer,
        deps: &outline.deps,
        time: outline.time,
        map: outline.map,
        puts: &outline.puts,
    };
    let (deps, places) = parents(history, draft.deps)?;
    let actor = actor(history, &draft, &deps);
    let start = start(history, &places);
    // An Automerge change is named by what follows magic and checksum: type, length, data.
    let hash = Digest::of(bytes.get(8..).unwrap_or_default());
    let (time, map) = (outline.time, outline.map);
    Ok(Checked { hash, bytes: bytes.len(), actor, deps, start, time, map, puts: outline.puts })
}
