//! Where passphrases and one-time codes come from: a file, or whoever sits at the terminal.

use std::{
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use zeroize::Zeroizing;

use crate::{
    catalogue::{
        invitation::ASK_CODE,
        key::{ASK_AGAIN, ask, ask_new},
    },
    error::{KeyError, OfficeError},
    office::{keyring::Asks, sealed_key::Passphrase},
    ui::Ui,
};

/// No secret is longer than that.
const MOST: u64 = 4 << 10;

/// Where passphrases come from.
#[derive(Debug, Clone)]
pub(crate) struct Door {
    ui: Ui,
    file: Option<PathBuf>,
    no_input: bool,
}

impl Door {
    pub(super) const fn new(ui: Ui, file: Option<PathBuf>, no_input: bool) -> Self {
        Self { ui, file, no_input }
    }

    /// A passphrase that is to be, typed twice or from a file.
    pub(crate) fn new_passphrase(
        &self,
        key: &str,
        file: Option<&Path>,
    ) -> Result<Passphrase, OfficeError> {
        if let Some(file) = file {
            return read(file);
        }
        let locked = || KeyError::Locked(key.to_owned());
        let first = self.typed(&ask_new(key))?.ok_or_else(locked)?;
        let second = self.typed(ASK_AGAIN)?.ok_or_else(locked)?;
        if first.text() == second.text() { Ok(first) } else { Err(KeyError::Retyped.into()) }
    }

    /// The one-time code of a letter; none where the letter came without one. What a file says is a
    /// code, even if it is empty.
    pub(crate) fn code(&self, file: Option<&Path>) -> Result<Option<Passphrase>, OfficeError> {
        if let Some(file) = file {
            return read(file).map(Some);
        }
        let typed = self.typed(ASK_CODE)?;
        Ok(typed.filter(|code| !code.text().trim().is_empty()))
    }

    fn typed(&self, question: &str) -> Result<Option<Passphrase>, OfficeError> {
        if self.no_input {
            return Ok(None);
        }
        self.ui.ask_secret(question).map_err(OfficeError::file(Path::new("-")))
    }
}

impl Asks for Door {
    fn passphrase(&self, key: &str) -> Result<Option<Passphrase>, OfficeError> {
        match &self.file {
            Some(file) => read(file).map(Some),
            None => self.typed(&ask(key)),
        }
    }
}

/// The first line of a file, or of the input.
fn read(path: &Path) -> Result<Passphrase, OfficeError> {
    let mut text = Zeroizing::new(String::new());
    let read = if path == Path::new("-") {
        io::stdin().lock().take(MOST).read_to_string(&mut text)
    } else {
        fs::File::open(path).and_then(|file| file.take(MOST).read_to_string(&mut text))
    };
    read.map_err(OfficeError::file(path))?;
    // Some editors of Windows put a mark before the first letter.
    let text = text.trim_start_matches('\u{feff}');
    Ok(Passphrase::new(text.lines().next().unwrap_or_default()))
}
