//! Why a command did not do what was asked: a code for programs, and the exit code. What people
//! read, and what to do next, is in the catalogue.

mod broken;
mod bundle;
mod key;
mod made;
mod sought;
mod store;

use std::{io, path::PathBuf};

use kecuali_domain::{Kind, field::Gate, fold::Reason, rules::Finding};
use kecuali_storage::StorageError;
use kecuali_sync::{BookError, ComposeError};
use kecuali_trust::{BadSecret, RootError};

pub use self::{
    broken::Broken,
    bundle::{BundleFault, FileKind},
    key::KeyError,
    sought::Sought,
    store::StoreError,
};

use crate::{
    catalogue,
    office::{
        exchange::Synced,
        import::{RowProblem, apart::Unreadable},
    },
    remote::RemoteError,
};

/// The code of a server for a machine whose keys were granted nothing yet.
pub(crate) const UNKNOWN_HERE: &str = "installation_unknown";

/// How a command ends, for scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Success,
    /// Something else failed.
    Failure,
    /// The command was not understood, or what it names is not there.
    Usage,
    /// The server cannot be reached, or cannot take anything now; everything is kept and sent later.
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
#[error("{}", catalogue::error::sentence(self))]
pub enum OfficeError {
    /// The folder is not set up.
    NoOffice(PathBuf),
    /// The folder is set up already.
    OfficeExists(PathBuf),
    /// A file is there already, and is not written over unasked.
    FileExists(PathBuf),
    /// A data folder, or what lies in it, is another user's, or others may write to it.
    NotOwn(PathBuf),
    /// A file cannot be read or written.
    File {
        /// Which one.
        path: PathBuf,
        /// How.
        source: io::Error,
    },
    /// A file does not hold what it should.
    Content {
        /// Which one.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// The store of the office is not opened.
    OfficeStore(#[from] StoreError),
    /// A file is not read as a list.
    Unreadable {
        /// Which one.
        path: PathBuf,
        /// Why.
        why: Unreadable,
    },
    /// A sealed file was changed on its way.
    Damaged {
        /// Which one.
        path: PathBuf,
        /// What is wrong.
        why: &'static str,
    },
    /// A file that someone brought instead of the network is not taken in.
    Bundle(#[from] BundleFault),
    /// Rows of a list are not what they should be; none of them was taken.
    Rows {
        /// The list.
        path: PathBuf,
        /// Everything that is wrong with it.
        problems: Vec<RowProblem>,
    },
    /// The trust root is none.
    Root(#[from] RootError),
    /// The file belongs to another trust root.
    WrongRoot,
    /// A key file is none.
    Secret(#[from] BadSecret),
    /// A key under a passphrase did not sign, or was not sealed.
    Key(#[from] KeyError),
    /// The command line is not understood.
    Usage {
        /// What is wrong with it.
        sentence: String,
        /// How the command is used.
        usage: String,
    },
    /// What was typed is not understood.
    Input(String),
    /// Nothing is called so.
    NotFound {
        /// What was looked for.
        what: Sought,
        /// What was typed.
        name: String,
    },
    /// Several things are called so.
    Ambiguous {
        /// What was typed.
        name: String,
        /// What it may mean.
        all: Vec<String>,
    },
    /// The rules stand in the way.
    Blocked {
        /// The entry.
        handle: String,
        /// The act.
        gate: Gate,
        /// Everything that was found, warnings too.
        findings: Vec<Finding>,
    },
    /// Values of one field wait for a person.
    InConflict {
        /// The document.
        handle: String,
        /// What it is.
        kind: Kind,
        /// The content key.
        key: String,
    },
    /// The entry is not where this act begins.
    NotNow {
        /// The entry.
        handle: String,
        /// What is missing.
        why: &'static str,
    },
    /// The act would be kept and decide nothing: what is missing. Nothing was signed.
    WithoutEffect {
        /// The entry.
        handle: String,
        /// Why.
        reason: Reason,
    },
    /// The person must say yes first: what it comes to.
    Unconfirmed(&'static str),
    /// The selection does not come to what was seen any more; nothing was signed.
    NotAsSeen {
        /// What was seen.
        seen: String,
        /// What it comes to.
        now: String,
    },
    /// The decision was signed before, under its number; a second one would only contest it.
    AlreadyIssued(String),
    /// All that is asked for was granted before; a second grant would only stand beside the first.
    AlreadyGranted,
    /// No key here may do this.
    NoKey(String),
    /// No person has a key here yet.
    NobodyHere,
    /// Several people work here, and none of them was chosen.
    NobodyChosen,
    /// A page was drawn for someone else than who acts now.
    OtherActor,
    /// An office called a key lost, which KPU RI alone does.
    LostByOffice,
    /// The change was not written.
    Compose(ComposeError),
    /// The store failed.
    Book(#[from] BookError),
    /// The exchange with the server failed.
    Remote(#[from] RemoteError),
    /// An exchange failed on its way; what had been exchanged before is here and there.
    Partly {
        /// What had been exchanged.
        synced: Box<Synced>,
        /// Why it did not go on.
        error: Box<Self>,
    },
    /// Another process is writing.
    Locked,
    /// Something that is kept here is not what was signed.
    Broken(#[from] Broken),
    /// Something that was checked does not hold.
    Integrity(String),
}

impl OfficeError {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoOffice(_) => "no_office",
            Self::OfficeExists(_) => "office_exists",
            Self::FileExists(_) => "file_exists",
            Self::NotOwn(_) => "folder_not_own",
            Self::File { .. } => "file",
            Self::Content { .. } => "file_content",
            Self::OfficeStore(error) => error.code(),
            Self::Unreadable { why, .. } => why.code(),
            Self::Damaged { .. } => "file_damaged",
            Self::Bundle(why) => why.code(),
            Self::Rows { .. } => "rows",
            Self::Root(error) => error.code(),
            Self::WrongRoot => "wrong_root",
            Self::Secret(error) => error.code(),
            Self::Usage { .. } => "usage",
            Self::Input(_) => "input",
            Self::NotFound { .. } => "not_found",
            Self::Ambiguous { .. } => "ambiguous",
            Self::Blocked { .. } => "rules",
            Self::InConflict { .. } => "field_in_conflict",
            Self::NotNow { .. } => "not_now",
            Self::WithoutEffect { reason, .. } => reason.code(),
            Self::Unconfirmed(_) => "unconfirmed",
            Self::NotAsSeen { .. } => "not_as_seen",
            Self::AlreadyIssued(_) => "already_issued",
            Self::AlreadyGranted => "already_granted",
            Self::NoKey(_) => "grant_insufficient",
            Self::NobodyHere => "nobody_here",
            Self::NobodyChosen => "nobody_chosen",
            Self::OtherActor => "other_actor",
            Self::LostByOffice => "wrong_office",
            Self::Key(error) => error.code(),
            Self::Compose(error) => error.code(),
            Self::Book(error) => error.code(),
            Self::Remote(error) => error.code(),
            Self::Partly { error, .. } => error.code(),
            Self::Locked => "locked",
            Self::Broken(broken) => broken.code(),
            Self::Integrity(_) => "integrity",
        }
    }

    /// The exit code.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Usage { .. }
            | Self::Input(_)
            | Self::Rows { .. }
            | Self::NotFound { .. }
            | Self::Ambiguous { .. }
            | Self::NoOffice(_)
            | Self::OfficeExists(_)
            | Self::FileExists(_)
            | Self::Unconfirmed(_) => Exit::Usage,
            Self::InConflict { .. } | Self::NotAsSeen { .. } | Self::OtherActor => Exit::Conflict,
            Self::NoKey(_)
            | Self::NobodyHere
            | Self::NobodyChosen
            | Self::LostByOffice
            | Self::Compose(ComposeError::Refused(_)) => Exit::NotAuthorised,
            Self::Locked | Self::Book(BookError::Storage(StorageError::Busy)) => Exit::Locked,
            Self::Integrity(_)
            | Self::NotOwn(_)
            | Self::Broken(_)
            | Self::Damaged { .. }
            | Self::Book(
                BookError::Damaged { .. } | BookError::Storage(StorageError::Corrupt(_)),
            )
            | Self::Root(_)
            | Self::WrongRoot
            | Self::Secret(_) => Exit::Integrity,
            Self::OfficeStore(error) => error.exit(),
            Self::Key(error) => error.exit(),
            Self::Bundle(why) => why.exit(),
            Self::Remote(error) => error.exit(),
            Self::Partly { error, .. } => error.exit(),
            Self::File { .. }
            | Self::Content { .. }
            | Self::Unreadable { .. }
            | Self::Blocked { .. }
            | Self::NotNow { .. }
            | Self::WithoutEffect { .. }
            | Self::AlreadyIssued(_)
            | Self::AlreadyGranted
            | Self::Compose(_)
            | Self::Book(_) => Exit::Failure,
        }
    }

    /// The next thing to do, as a command where there is one.
    pub fn hint(&self) -> Option<&'static str> {
        catalogue::hint::of(self)
    }

    /// How the command is used that was not understood.
    pub(crate) fn usage(&self) -> &str {
        if let Self::Usage { usage, .. } = self { usage } else { "" }
    }

    /// What had been exchanged before it failed.
    pub fn partly(&self) -> Option<&Synced> {
        if let Self::Partly { synced, .. } = self { Some(synced) } else { None }
    }

    /// What is wrong with the rows of a list.
    pub fn rows(&self) -> &[RowProblem] {
        if let Self::Rows { problems, .. } = self { problems } else { &[] }
    }

    /// Whether the server only waits for an administrator to grant the keys of this machine.
    pub(crate) fn awaits_grant(&self) -> bool {
        let whole = if let Self::Partly { error, .. } = self { error } else { self };
        matches!(whole, Self::Remote(RemoteError::Refused { code, .. }) if code == UNKNOWN_HERE)
    }

    /// What the rules found, when they stand in the way.
    pub fn findings(&self) -> &[Finding] {
        if let Self::Blocked { findings, .. } = self { findings } else { &[] }
    }

    /// The act that the rules stand in the way of.
    pub const fn gate(&self) -> Option<Gate> {
        if let Self::Blocked { gate, .. } = self { Some(*gate) } else { None }
    }
}
