//! The server, asked by this installation.

use kecuali_trust::{RootId, SigningKey};

use super::{Office, folder::INSTALLATION_KEY};
use crate::{
    error::OfficeError,
    remote::{Remote, RemoteError},
};

/// As whom one asks a server.
pub(crate) struct Caller {
    root: RootId,
    key: SigningKey,
    nonce: Option<String>,
}

impl Caller {
    /// The way to a server. It takes a while to make, since certificates are read.
    pub(crate) fn at(self, server: &str) -> Result<Remote, RemoteError> {
        Remote::new(server, self.root, self.key, self.nonce)
    }
}

impl Office {
    /// As whom this installation asks.
    pub(crate) fn caller(&self) -> Result<Caller, OfficeError> {
        let key = self.folder.key(INSTALLATION_KEY)?;
        Ok(Caller { root: self.national().root_id(), key, nonce: self.folder.nonce() })
    }

    /// The server, asked by this installation.
    pub fn remote(&self, server: &str) -> Result<Remote, OfficeError> {
        Ok(self.caller()?.at(server)?)
    }

    /// Keeps what saves the next request a round trip; losing it costs nothing else.
    pub fn keep_nonce(&self, remote: &Remote) -> Result<(), OfficeError> {
        remote.nonce().map_or(Ok(()), |nonce| self.folder.set_nonce(nonce))
    }
}
