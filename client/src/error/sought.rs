//! What someone looked for by a name.

/// What was looked for; where it is listed follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    /// An entry.
    Entry,
    /// A determination that is being prepared.
    Draft,
    /// A determination, or an item of one.
    Determination,
    /// A person with a key on this machine.
    Person,
    /// An office, by its code.
    Office,
    /// A key that was granted something.
    Key,
    /// Something that was refused for good.
    Parked,
    /// A field of an entry.
    Field,
    /// What was taken over from a list at once.
    Import,
    /// What is typed in a form and not signed yet.
    Form,
    /// What was erased and can be brought back.
    Trash,
    /// A piece in the archive, or a box of it.
    Piece,
    /// A softcopy of a piece.
    Softcopy,
}

impl Sought {
    /// What a document of a kind is to whoever looks for it.
    pub(crate) const fn of(kind: kecuali_domain::Kind) -> Self {
        match kind {
            kecuali_domain::Kind::Entry => Self::Entry,
            kecuali_domain::Kind::DraftDetermination => Self::Draft,
            kecuali_domain::Kind::Determination
            | kecuali_domain::Kind::Policy
            | kecuali_domain::Kind::Roster => Self::Determination,
        }
    }
}
