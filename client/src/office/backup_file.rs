//! A copy in one file under a passphrase, to be carried away or kept where others come.
//!
//! Inside age's encryption to a passphrase stands a line that says what it is, and then each file of
//! a copy (`backup.rs`): a line with its name and its length, and its bytes. `docs/decisions/0019-a-copy-in-one-file.md`.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, BufWriter, Read as _, Write},
    path::{Path, PathBuf},
};

use age::{Decryptor, Encryptor, scrypt, secrecy::SecretString};

use super::{
    Office,
    backup::{Part, restore},
    folder::{Folder, check_key_name},
    sealed_key::Passphrase,
};
use crate::{catalogue::input, error::OfficeError, os};

const MAGIC: &str = "KECUALI-BACKUP-1";
/// No line of the content is longer.
const LONGEST_LINE: u64 = 200;
/// What a copy is made of, beside its keys.
const FILES: [&str; 3] = ["store.sqlite", "root.json", "installation.json"];
const KEYS: &str = "keys";

impl Office {
    /// Writes a copy of this office into a file that does not exist yet, and opens it once more to
    /// see that it can be opened.
    pub fn backup_file(&mut self, to: &Path, passphrase: &Passphrase) -> Result<(), OfficeError> {
        if to.exists() {
            return Err(OfficeError::OfficeExists(to.to_owned()));
        }
        self.judge_for(&[], passphrase)?;
        let folder = tempfile::tempdir_in(self.path()).map_err(OfficeError::file(self.path()))?;
        let (copy, again) = (folder.path().join("copy"), folder.path().join("again"));
        self.backup(&copy)?;
        pack(&copy, to, passphrase).map_err(OfficeError::file(to))?;
        unpack(to, passphrase, &again)?;
        Folder::new(&again).open_store().map(drop)
    }
}

/// Puts a copy from a file where no office is yet.
pub fn restore_file(from: &Path, passphrase: &Passphrase, to: &Path) -> Result<(), OfficeError> {
    if Folder::new(to).is_set_up() {
        return Err(OfficeError::OfficeExists(to.to_owned()));
    }
    os::private_folder(to).map_err(OfficeError::file(to))?;
    let folder = tempfile::tempdir_in(to).map_err(OfficeError::file(to))?;
    let copy = folder.path().join("copy");
    unpack(from, passphrase, &copy)?;
    restore(&copy, to, Part::Whole)
}

fn secret(passphrase: &Passphrase) -> SecretString {
    SecretString::from(passphrase.text().to_owned())
}

fn pack(copy: &Path, to: &Path, passphrase: &Passphrase) -> io::Result<()> {
    let encryptor = Encryptor::with_user_passphrase(secret(passphrase));
    let file = BufWriter::new(os::private_file(to)?);
    let mut out = encryptor.wrap_output(file)?;
    writeln!(out, "{MAGIC}")?;
    for (name, path) in files(copy)? {
        let mut file = File::open(&path)?;
        writeln!(out, "{name} {}", file.metadata()?.len())?;
        io::copy(&mut file, &mut out)?;
    }
    out.finish()?.into_inner()?.sync_all()
}

/// The files of a copy by name.
fn files(copy: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut all: Vec<_> = FILES.iter().map(|name| ((*name).to_owned(), copy.join(name))).collect();
    for entry in fs::read_dir(copy.join(KEYS))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        all.push((format!("{KEYS}/{name}"), entry.path()));
    }
    all.sort();
    Ok(all)
}

fn unpack(from: &Path, passphrase: &Passphrase, into: &Path) -> Result<(), OfficeError> {
    let content = || OfficeError::content(from, input::NOT_A_COPY);
    let file = BufReader::new(File::open(from).map_err(OfficeError::file(from))?);
    let decryptor = Decryptor::new_buffered(file).map_err(|_| content())?;
    if !decryptor.is_scrypt() {
        return Err(content());
    }
    let identity = scrypt::Identity::new(secret(passphrase));
    let identity: &dyn age::Identity = &identity;
    let wrong = |_| OfficeError::Input(input::WRONG_COPY_PASSPHRASE.to_owned());
    let opened = decryptor.decrypt(std::iter::once(identity)).map_err(wrong)?;
    let damaged = |_| OfficeError::Damaged { path: from.to_owned(), why: input::COPY_BROKEN };
    read_files(&mut BufReader::new(opened), into).map_err(damaged)
}

/// Reads each file to where it belongs, and no other one.
fn read_files(opened: &mut impl BufRead, into: &Path) -> io::Result<()> {
    let bad = || io::Error::from(io::ErrorKind::InvalidData);
    os::private_folder(&into.join(KEYS))?;
    if line(opened)?.as_deref() != Some(MAGIC) {
        return Err(bad());
    }
    while let Some(line) = line(opened)? {
        let (name, length) = line.split_once(' ').ok_or_else(bad)?;
        let length: u64 = length.parse().map_err(|_| bad())?;
        let key = name.strip_prefix(KEYS).and_then(|rest| rest.strip_prefix('/'));
        let known = FILES.contains(&name) || key.is_some_and(|key| check_key_name(key).is_ok());
        let path = into.join(name);
        if !known || path.exists() {
            return Err(bad());
        }
        let mut file = os::private_file(&path)?;
        if io::copy(&mut opened.by_ref().take(length), &mut file)? != length {
            return Err(bad());
        }
        file.flush()?;
    }
    Ok(())
}

/// The next line, if there is one.
fn line(opened: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut text = String::new();
    opened.by_ref().take(LONGEST_LINE).read_line(&mut text)?;
    match text.strip_suffix('\n') {
        Some(line) => Ok(Some(line.to_owned())),
        None if text.is_empty() => Ok(None),
        None => Err(io::ErrorKind::InvalidData.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<tempfile::TempDir, io::Error> {
        let folder = tempfile::tempdir()?;
        read_files(&mut text.as_bytes(), &folder.path().join("copy")).map(|()| folder)
    }

    #[test]
    fn each_file_goes_where_it_belongs_and_nowhere_else() {
        let folder = read("KECUALI-BACKUP-1\nroot.json 2\n{}keys/siti.key 3\nabc").unwrap();
        let key = folder.path().join("copy/keys/siti.key");
        assert_eq!(fs::read_to_string(key).unwrap(), "abc");
        for bad in [
            "",
            "KECUALI-BACKUP-2\n",
            "KECUALI-BACKUP-1\n../root.json 2\n{}",
            "KECUALI-BACKUP-1\nkeys/../root.json 2\n{}",
            "KECUALI-BACKUP-1\nkeys/a/b.key 2\n{}",
            "KECUALI-BACKUP-1\n/etc/passwd 2\n{}",
            "KECUALI-BACKUP-1\nlock 2\n{}",
            "KECUALI-BACKUP-1\nroot.json 3\n{}",
            "KECUALI-BACKUP-1\nroot.json -1\n{}",
            "KECUALI-BACKUP-1\nroot.json 2\n{}root.json 2\n{}",
            "KECUALI-BACKUP-1\nroot.json 2",
        ] {
            assert!(read(bad).is_err(), "{bad:?}");
        }
    }
}
