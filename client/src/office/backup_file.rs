//! A copy in one file under a passphrase, to be carried away or kept where others come.
//!
//! Inside age's encryption stands a line that says what it is, and then each file of a copy
//! (`backup.rs`): a line with its name and its length, and its bytes. Encrypted it is to a passphrase
//! (`docs/decisions/0019-a-copy-in-one-file.md`), or as `copies/sealed.rs` says.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use age::{Decryptor, Encryptor, scrypt, secrecy::SecretString};
use kecuali_encoding::Digest;

use super::{
    Office,
    backup::{Part, restore},
    copies::sealed,
    folder::{Folder, check_key_name, own_folder},
    sealed_key::Passphrase,
};
use crate::{catalogue::copies, error::OfficeError, os};

const MAGIC: &str = "KECUALI-BACKUP-1";
/// What a guess costs, as the power of two that scrypt takes: 128 MiB and some tenths of a second.
/// age would measure the machine, and a copy that a fast one made would not open on an old one.
const WORK: u8 = 17;
/// More is no copy of this program, and would take the machine down: 1 GiB.
const MOST_WORK: u8 = 20;
/// No line of the content is longer.
const LONGEST_LINE: u64 = 200;
/// What every copy is made of, beside its keys.
const FILES: [&str; 3] = ["store.sqlite", "root.json", "installation.json"];
/// What it has beside, where an archive was begun (`archive.rs`).
const ARCHIVE_STORE: &str = "archive.sqlite";
const KEYS: &str = "keys";
const ARCHIVE: &str = "archive";

impl Office {
    /// Writes a copy of this office into a file that does not exist yet, and opens it once more to
    /// see that it can be opened.
    pub fn backup_file(&mut self, to: &Path, passphrase: &Passphrase) -> Result<(), OfficeError> {
        if to.exists() {
            return Err(OfficeError::OfficeExists(to.to_owned()));
        }
        self.judge_for(&[], passphrase)?;
        let folder = self.passing()?;
        let (copy, again) = (folder.path().join("copy"), folder.path().join("again"));
        self.copy_into(&copy)?;
        pack(&copy, to, passphrase).map_err(OfficeError::file(to))?;
        unpack(to, passphrase, &again)?;
        Folder::new(&again).open_store()?;
        self.note_backup()
    }
}

/// Puts a copy from a file where no office is yet.
pub fn restore_file(from: &Path, passphrase: &Passphrase, to: &Path) -> Result<(), OfficeError> {
    if Folder::new(to).is_set_up() {
        return Err(OfficeError::OfficeExists(to.to_owned()));
    }
    own_folder(to)?;
    let folder = os::passing(to).map_err(OfficeError::file(to))?;
    let copy = folder.path().join("copy");
    unpack(from, passphrase, &copy)?;
    restore(&copy, to, Part::Whole)
}

/// Encrypts to a passphrase.
pub(super) fn under(passphrase: &Passphrase) -> Encryptor {
    let mut recipient = scrypt::Recipient::new(secret(passphrase));
    recipient.set_work_factor(WORK);
    let recipient: &dyn age::Recipient = &recipient;
    Encryptor::with_recipients(std::iter::once(recipient))
        .expect("one recipient stands in no other's way")
}

/// What opens what is [`under`] a passphrase, however slow or busy this machine is.
pub(super) fn opener(passphrase: &Passphrase) -> scrypt::Identity {
    let mut identity = scrypt::Identity::new(secret(passphrase));
    identity.set_max_work_factor(MOST_WORK);
    identity
}

fn secret(passphrase: &Passphrase) -> SecretString {
    SecretString::from(passphrase.text().to_owned())
}

fn pack(copy: &Path, to: &Path, passphrase: &Passphrase) -> io::Result<()> {
    let file = BufWriter::new(os::private_file(to)?);
    let mut out = under(passphrase).wrap_output(file)?;
    write_files(copy, &mut out)?;
    out.finish()?.into_inner()?.sync_all()
}

/// Writes what a copy is made of.
pub(super) fn write_files(copy: &Path, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{MAGIC}")?;
    for (name, path) in files(copy)? {
        let mut file = File::open(&path)?;
        writeln!(out, "{name} {}", file.metadata()?.len())?;
        io::copy(&mut file, out)?;
    }
    Ok(())
}

/// The files of a copy by name.
fn files(copy: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut all: Vec<_> = FILES.iter().map(|name| ((*name).to_owned(), copy.join(name))).collect();
    let archive = Some(copy.join(ARCHIVE_STORE)).filter(|path| path.exists());
    all.extend(archive.map(|path| (ARCHIVE_STORE.to_owned(), path)));
    all.extend(below(&copy.join(KEYS), KEYS)?);
    for (name, folder) in below(&copy.join(ARCHIVE), ARCHIVE)? {
        all.extend(below(&folder, &name)?);
    }
    all.sort();
    Ok(all)
}

/// What lies in a folder, by name; nothing where there is none.
fn below(folder: &Path, name: &str) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let last = entry.file_name().to_string_lossy().into_owned();
            found.push((format!("{name}/{last}"), entry.path()));
        }
    }
    Ok(found)
}

fn unpack(from: &Path, passphrase: &Passphrase, into: &Path) -> Result<(), OfficeError> {
    let content = || OfficeError::content(from, copies::NOT_A_COPY);
    let mut file = BufReader::new(File::open(from).map_err(OfficeError::file(from))?);
    let identity = sealed::read_head(&mut file).map_err(|_| content())?;
    let decryptor = Decryptor::new_buffered(file).map_err(|_| content())?;
    if decryptor.is_scrypt() == identity.is_some() {
        return Err(content());
    }
    let wrong = || OfficeError::Input(copies::WRONG_COPY_PASSPHRASE.to_owned());
    let identity: Box<dyn age::Identity> = match identity {
        Some(sealed) => Box::new(sealed::open(&sealed, passphrase).ok_or_else(wrong)?),
        None => Box::new(opener(passphrase)),
    };
    let opened = decryptor.decrypt(std::iter::once(&*identity)).map_err(|_| wrong())?;
    let damaged = |_| OfficeError::Damaged { path: from.to_owned(), why: copies::COPY_BROKEN };
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
        let path = into.join(name);
        if !is_known(name) || path.exists() {
            return Err(bad());
        }
        os::private_folder(path.parent().unwrap_or(into))?;
        let mut file = os::private_file(&path)?;
        if io::copy(&mut opened.by_ref().take(length), &mut file)? != length {
            return Err(bad());
        }
        file.flush()?;
    }
    Ok(())
}

/// Whether a copy has a file of this name.
fn is_known(name: &str) -> bool {
    if FILES.contains(&name) || name == ARCHIVE_STORE {
        return true;
    }
    match name.split('/').collect::<Vec<_>>().as_slice() {
        [KEYS, key] => check_key_name(key).is_ok(),
        [ARCHIVE, first, hash] => hash.parse::<Digest>().is_ok() && hash.get(..2) == Some(first),
        _ => false,
    }
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
            "KECUALI-BACKUP-1\narchive/ab/cd 2\n{}",
            "KECUALI-BACKUP-1\narchive/../root.json 2\n{}",
            "KECUALI-BACKUP-1\nroot.json 3\n{}",
            "KECUALI-BACKUP-1\nroot.json -1\n{}",
            "KECUALI-BACKUP-1\nroot.json 2\n{}root.json 2\n{}",
            "KECUALI-BACKUP-1\nroot.json 2",
        ] {
            assert!(read(bad).is_err(), "{bad:?}");
        }
    }
}
