//! Why a command did not do what was asked: a code for programs, a sentence for people, what to do
//! next, and the exit code.

use std::{io, path::PathBuf};

use kecuali_domain::{DocumentId, NotAName, Scope, field::Gate, handle, rules::Finding};
use kecuali_storage::StorageError;
use kecuali_sync::{BookError, ComposeError, ReceiveError};
use kecuali_trust::{BadSecret, RootError};

use crate::{office::turn::NoTurn, remote::RemoteError};

/// How a command ends, for scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Success,
    /// Something else failed.
    Failure,
    /// The command was not understood, or what it names is not there.
    Usage,
    /// The server cannot be reached; everything is kept and can be sent later.
    Offline,
    /// Two values or two decisions wait for a person.
    Conflict,
    /// What was received or stored is not what was signed.
    Integrity,
    /// The key may not do this.
    NotAuthorised,
    /// Another process uses the folder.
    Locked,
}

impl Exit {
    /// The number that the process ends with.
    pub const fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Failure => 1,
            Self::Usage => 2,
            Self::Offline => 3,
            Self::Conflict => 4,
            Self::Integrity => 5,
            Self::NotAuthorised => 6,
            Self::Locked => 7,
        }
    }
}

/// Why the office program did not do what was asked. What was saved before is still saved.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The folder is not set up.
    #[error("there is no office in `{}`", .0.display())]
    NoOffice(PathBuf),
    /// The folder is set up already.
    #[error("there is an office in `{}` already", .0.display())]
    OfficeExists(PathBuf),
    /// A file cannot be read or written.
    #[error("the file `{}` cannot be used: {source}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// How.
        source: io::Error,
    },
    /// A file does not hold what it should.
    #[error("`{}` cannot be read: {why}", path.display())]
    Content {
        /// Which one.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// The trust root is none.
    #[error(transparent)]
    Root(#[from] RootError),
    /// The file belongs to another trust root.
    #[error("this belongs to another trust root")]
    WrongRoot,
    /// A key file is none.
    #[error(transparent)]
    Secret(#[from] BadSecret),
    /// What was typed is not understood.
    #[error("{0}")]
    Input(String),
    /// Nothing is called so.
    #[error("nothing here is called `{0}`")]
    NotFound(String),
    /// Several things are called so.
    #[error("`{name}` may be any of {}", .all.join(", "))]
    Ambiguous {
        /// What was typed.
        name: String,
        /// What it may mean.
        all: Vec<String>,
    },
    /// The rules stand in the way.
    #[error("{handle}: the rules stand in the way of `{}`", .gate.as_str())]
    Blocked {
        /// The entry.
        handle: String,
        /// The act.
        gate: Gate,
        /// Everything that was found, warnings too.
        findings: Vec<Finding>,
    },
    /// Values of one field wait for a person.
    #[error("{handle}: the field `{key}` holds several values")]
    InConflict {
        /// The entry.
        handle: String,
        /// The content key.
        key: String,
    },
    /// The entry is not where this act begins.
    #[error("{handle}: {why}")]
    NotNow {
        /// The entry.
        handle: String,
        /// What is missing.
        why: &'static str,
    },
    /// The person must say yes first: what it comes to.
    #[error("{0}")]
    Unconfirmed(&'static str),
    /// The decision was signed before, under its number; a second one would only contest it.
    #[error("keputusan {0} sudah diterbitkan; yang kedua hanya akan berselisih dengannya")]
    AlreadyIssued(String),
    /// No key here may do this.
    #[error("no key on this machine may do this; it takes the capability `{0}`")]
    NoKey(String),
    /// The change was not written.
    #[error(transparent)]
    Compose(ComposeError),
    /// The store failed.
    #[error(transparent)]
    Book(#[from] BookError),
    /// The exchange with the server failed.
    #[error(transparent)]
    Remote(#[from] RemoteError),
    /// Another process is writing.
    #[error("another process is writing to this folder")]
    Locked,
    /// Something that was checked does not hold.
    #[error("{0}")]
    Integrity(String),
}

impl OfficeError {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoOffice(_) => "no_office",
            Self::OfficeExists(_) => "office_exists",
            Self::File { .. } => "file",
            Self::Content { .. } => "file_content",
            Self::Root(error) => error.code(),
            Self::WrongRoot => "wrong_root",
            Self::Secret(error) => error.code(),
            Self::Input(_) => "input",
            Self::NotFound(_) => "not_found",
            Self::Ambiguous { .. } => "ambiguous",
            Self::Blocked { .. } => "rules",
            Self::InConflict { .. } => "field_in_conflict",
            Self::NotNow { .. } => "not_now",
            Self::Unconfirmed(_) => "unconfirmed",
            Self::AlreadyIssued(_) => "already_issued",
            Self::NoKey(_) => "grant_insufficient",
            Self::Compose(error) => error.code(),
            Self::Book(error) => error.code(),
            Self::Remote(error) => error.code(),
            Self::Locked => "locked",
            Self::Integrity(_) => "integrity",
        }
    }

    /// The exit code.
    pub const fn exit(&self) -> Exit {
        match self {
            Self::Input(_)
            | Self::NotFound(_)
            | Self::Ambiguous { .. }
            | Self::NoOffice(_)
            | Self::OfficeExists(_)
            | Self::Unconfirmed(_) => Exit::Usage,
            Self::InConflict { .. } => Exit::Conflict,
            Self::NoKey(_) | Self::Compose(ComposeError::Refused(_)) => Exit::NotAuthorised,
            Self::Locked | Self::Book(BookError::Storage(StorageError::Busy)) => Exit::Locked,
            Self::Integrity(_)
            | Self::Book(BookError::Damaged { .. })
            | Self::Root(_)
            | Self::WrongRoot
            | Self::Secret(_) => Exit::Integrity,
            Self::Remote(error) => error.exit(),
            Self::File { .. }
            | Self::Content { .. }
            | Self::Blocked { .. }
            | Self::NotNow { .. }
            | Self::AlreadyIssued(_)
            | Self::Compose(_)
            | Self::Book(_) => Exit::Failure,
        }
    }

    /// The next thing to do, as a command where there is one.
    pub const fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NoOffice(_) => {
                Some("set it up: `kecuali init --trust-root root.json --office CODE`")
            }
            Self::NotFound(_) => Some("see what there is: `kecuali entry list`"),
            Self::Ambiguous { .. } => Some("type more of the name"),
            Self::Blocked { .. } => {
                Some("mend the fields: `kecuali entry edit NAME --set FIELD=VALUE`")
            }
            Self::InConflict { .. } => {
                Some("pick one: `kecuali entry resolve NAME --field FIELD --value VALUE`")
            }
            Self::AlreadyIssued(_) => Some(
                "lihat dengan `kecuali determination show NOMOR`; koreksi memakai nomor baru dan `--supersedes`",
            ),
            Self::Unconfirmed(_) => Some("periksa yang ditampilkan, lalu ulangi dengan `--yes`"),
            Self::NoKey(_) => Some("see who is here: `kecuali whoami`"),
            Self::Locked => Some("wait for the other program, or close it, and repeat"),
            Self::Remote(error) => error.hint(),
            Self::Compose(ComposeError::Refused(_)) => {
                Some("see what each key may do: `kecuali whoami`")
            }
            Self::OfficeExists(_)
            | Self::File { .. }
            | Self::Content { .. }
            | Self::Root(_)
            | Self::WrongRoot
            | Self::Secret(_)
            | Self::Input(_)
            | Self::NotNow { .. }
            | Self::Compose(_)
            | Self::Book(_)
            | Self::Integrity(_) => None,
        }
    }

    /// What the rules found, when they stand in the way.
    pub fn findings(&self) -> &[Finding] {
        if let Self::Blocked { findings, .. } = self { findings } else { &[] }
    }

    /// The act that the rules stand in the way of.
    pub const fn gate(&self) -> Option<Gate> {
        if let Self::Blocked { gate, .. } = self { Some(*gate) } else { None }
    }

    /// A field of an entry that holds several values.
    pub(crate) fn conflict(scope: &Scope, id: DocumentId, key: impl Into<String>) -> Self {
        Self::InConflict { handle: handle(scope, id), key: key.into() }
    }

    /// An entry that is not where this act begins.
    pub(crate) fn not_now(scope: &Scope, id: DocumentId, why: &'static str) -> Self {
        Self::NotNow { handle: handle(scope, id), why }
    }

    /// A file that cannot be used.
    pub(crate) fn file(path: &std::path::Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        |source| Self::File { path, source }
    }

    /// A file that does not hold what it should.
    pub(crate) fn content(path: &std::path::Path, why: &(impl ToString + ?Sized)) -> Self {
        Self::Content { path: path.to_owned(), why: why.to_string() }
    }
}

impl From<ComposeError> for OfficeError {
    fn from(error: ComposeError) -> Self {
        match error {
            ComposeError::Book(error) => Self::Book(error),
            ComposeError::Write(_) | ComposeError::Refused(_) => Self::Compose(error),
        }
    }
}

impl From<StorageError> for OfficeError {
    fn from(error: StorageError) -> Self {
        Self::Book(error.into())
    }
}

impl From<ReceiveError> for OfficeError {
    fn from(error: ReceiveError) -> Self {
        match error {
            ReceiveError::Book(error) => Self::Book(error),
            ReceiveError::Storage(error) => Self::Book(error.into()),
        }
    }
}

impl From<NoTurn> for OfficeError {
    fn from(error: NoTurn) -> Self {
        match error {
            NoTurn::Busy => Self::Locked,
            NoTurn::File(source) => Self::File { path: PathBuf::from("lock"), source },
        }
    }
}

impl From<NotAName> for OfficeError {
    fn from(error: NotAName) -> Self {
        Self::Input(error.to_string())
    }
}
