//! The same document in plain Automerge, as a second opinion and for other programs.

use automerge::{Automerge, Change, ReadDoc, ScalarValue, Value};

use crate::{genesis::genesis, version::View, write::Map};

/// Plain Automerge does not take or show what was written.
#[derive(Debug, thiserror::Error)]
pub enum PlainError {
    /// A change that does not parse.
    #[error("Automerge cannot read a change: {0}")]
    Parse(#[from] automerge::LoadChangeError),
    /// A change that does not apply, or a document that does not answer.
    #[error("Automerge does not apply a change: {0}")]
    Apply(#[from] automerge::AutomergeError),
}

/// Builds an Automerge document from checked changes and reads its content.
pub fn plain<'a>(
    changes: impl IntoIterator<Item = &'a [u8]>,
) -> Result<(Automerge, View), PlainError> {
    let mut document = Automerge::new();
    let all = std::iter::once(genesis().1.as_slice()).chain(changes);
    let all: Result<Vec<Change>, _> = all.map(Change::try_from).collect();
    document.apply_changes(all?)?;
    let view = read(&document)?;
    Ok((document, view))
}

fn read(document: &Automerge) -> Result<View, PlainError> {
    let Some((_, content)) = document.get(automerge::ROOT, Map::Content.as_str())? else {
        return Ok(View::new());
    };
    let mut view = View::new();
    for key in document.keys(&content) {
        let mut values: Vec<String> = Vec::new();
        for (value, _) in document.get_all(&content, key.as_str())? {
            if let Value::Scalar(scalar) = value
                && let ScalarValue::Str(text) = scalar.as_ref()
            {
                values.push(text.to_string());
            }
        }
        values.sort_unstable();
        values.dedup();
        view.insert(key, values);
    }
    Ok(view)
}
