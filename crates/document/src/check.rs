//! The checker: a foreign change is taken only when writing it again gives the same bytes.

use kecuali_domain::{DocumentId, Scope};
use kecuali_encoding::KeyId;

use crate::{
    genesis::genesis,
    guard::{GuardError, Outline, guard},
    history::{Checked, History},
    write::{Draft, WriteError, check_actor, write},
};

/// Why a foreign change is refused. The document is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckError {
    /// The guard stopped it before anything was built from it.
    #[error("the change is not in the expected form: {0}")]
    Guard(#[from] GuardError),
    /// No change can say this.
    #[error("the change says something that no change can: {0}")]
    Write(#[from] WriteError),
    /// It says something allowed, in other bytes than an honest writer's.
    #[error("the change is not what its content comes to when it is written again")]
    Bytes,
}

impl CheckError {
    /// The stable code of this refusal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Guard(error) => error.code(),
            Self::Write(error) => error.code(),
            Self::Bytes => "change_bytes",
        }
    }
}

/// Checks a foreign change against the history it would join.
pub fn check(history: &History, signer: KeyId, bytes: &[u8]) -> Result<Checked, CheckError> {
    check_outline(history, signer, &guard(bytes)?, bytes)
}

/// The same with the outline that the guard gave for these bytes.
pub fn check_outline(
    history: &History,
    signer: KeyId,
    outline: &Outline,
    bytes: &[u8],
) -> Result<Checked, CheckError> {
    let draft = Draft {
        signer,
        deps: &outline.deps,
        time: outline.time,
        map: outline.map,
        puts: &outline.puts,
    };
    let written = write(history, &draft)?;
    if written.bytes == bytes { Ok(written.change) } else { Err(CheckError::Bytes) }
}

/// Checks a change that follows the genesis alone, away from its document: what else stands there
/// makes no difference to its bytes. None for a change with other parents.
///
/// What it gives joins a document through [`check_joins`].
pub fn check_first(
    scope: &Scope,
    document: DocumentId,
    signer: KeyId,
    outline: &Outline,
    bytes: &[u8],
) -> Option<Result<Checked, CheckError>> {
    let empty = || History::new(scope.clone(), document);
    let first = outline.deps == [genesis().0];
    first.then(|| check_outline(&empty(), signer, outline, bytes))
}

/// Whether a change that was checked away from its document may join it.
pub fn check_joins(history: &History, change: &Checked) -> Result<(), CheckError> {
    Ok(check_actor(history, &change.actor, change.hash)?)
}

#[cfg(test)]
mod tests {
    use kecuali_encoding::Digest;

    use super::*;
    use crate::{history::Side, write::Map};

    /// Two changes of one actor would need a collision of 128 bits, so one is told here.
    #[test]
    fn an_actor_that_stands_for_another_change_is_refused() {
        let scope: Scope = "office/3604".parse().unwrap();
        let mut history = History::new(scope, DocumentId::new(1, [1; 10]));
        let (deps, puts) = ([genesis().0], [("k".into(), "v".into())]);
        let signer = KeyId([7; 32]);
        let draft = Draft { signer, deps: &deps, time: 1, map: Map::Content, puts: &puts };
        let change = write(&history, &draft).unwrap().change;
        history.add(&change, Side::Office);
        assert_eq!(check_joins(&history, &change), Ok(()));
        let other = Checked { hash: Digest::of(b"another"), ..change };
        assert_eq!(check_joins(&history, &other).unwrap_err().code(), "actor_reused");
    }
}
