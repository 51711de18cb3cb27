//! A copy that is written while nobody types a passphrase: `docs/decisions/0021-a-copy-each-day.md`.
//!
//! ```text
//! KECUALI-COPY-1 SEALED
//! …
//! ```
//!
//! What follows the line is age, encrypted to the public half of a secret that is made when copies
//! are begun. `SEALED` is that secret, age again, encrypted to a passphrase, in hexadecimal: what a
//! copy needs to be opened beside the passphrase is in it.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Read as _, Write},
    path::Path,
    str::FromStr as _,
};

use age::{
    Decryptor, Encryptor,
    secrecy::ExposeSecret as _,
    x25519::{Identity, Recipient},
};
use kecuali_encoding::{Digest, Hasher};
use kecuali_protocol::request::to_hex;
use serde::{Deserialize, Serialize};

use crate::{
    office::{
        backup_file::{opener, under, write_files},
        sealed_key::Passphrase,
    },
    os,
};

const MAGIC: &str = "KECUALI-COPY-1 ";
/// No head of a copy is longer.
const LONGEST_HEAD: u64 = 4096;

/// What copies are encrypted to, and what opens them under a passphrase.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Seal {
    to: String,
    sealed: String,
}

impl Seal {
    /// A new one. Its randomness is age's own.
    pub(super) fn new(passphrase: &Passphrase) -> io::Result<Self> {
        let identity = Identity::generate();
        let to = identity.to_public().to_string();
        let text = identity.to_string();
        let mut sealed = Vec::new();
        let mut out = under(passphrase).wrap_output(&mut sealed)?;
        out.write_all(text.expose_secret().as_bytes())?;
        out.finish()?;
        Ok(Self { to, sealed: to_hex(&sealed) })
    }

    /// Writes a copy into a new file, reads it once more from the file, and says so only if that is
    /// what was written. A secret that is forgotten afterwards opens it this once.
    pub(super) fn write(&self, copy: &Path, to: &Path) -> io::Result<()> {
        let once = Identity::generate();
        let written = self.put(copy, to, &once)?;
        if again(to, &once)? == written {
            return Ok(());
        }
        Err(io::ErrorKind::InvalidData.into())
    }

    /// Writes a copy that a second secret opens, too, and gives the hash of what is in it.
    fn put(&self, copy: &Path, to: &Path, once: &Identity) -> io::Result<Digest> {
        let bad = |_| io::Error::from(io::ErrorKind::InvalidData);
        let recipient = Recipient::from_str(&self.to).map_err(bad)?;
        let both: [&dyn age::Recipient; 2] = [&recipient, &once.to_public()];
        let encryptor = Encryptor::with_recipients(both.into_iter()).map_err(io::Error::other)?;
        let mut file = BufWriter::new(os::new_private_file(to)?);
        writeln!(file, "{MAGIC}{}", self.sealed)?;
        let mut out = Hashing { out: encryptor.wrap_output(file)?, hasher: Hasher::default() };
        write_files(copy, &mut out)?;
        let Hashing { out, hasher } = out;
        out.finish()?.into_inner()?.sync_all()?;
        Ok(hasher.finish())
    }
}

/// What a file holds, by its hash.
fn again(file: &Path, identity: &Identity) -> io::Result<Digest> {
    let mut file = BufReader::new(File::open(file)?);
    read_head(&mut file)?;
    let identity: &dyn age::Identity = identity;
    let decryptor = Decryptor::new_buffered(file).map_err(io::Error::other)?;
    let mut opened = decryptor.decrypt(std::iter::once(identity)).map_err(io::Error::other)?;
    let mut sink = Hashing { out: io::sink(), hasher: Hasher::default() };
    io::copy(&mut opened, &mut sink)?;
    Ok(sink.hasher.finish())
}

/// Hashes what is written through it.
struct Hashing<W> {
    out: W,
    hasher: Hasher,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or(bytes));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The sealed secret at the head of a file, which is read past it; none, and nothing is read, where
/// it is another file.
pub(in crate::office) fn read_head(file: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    if !file.fill_buf()?.starts_with(MAGIC.as_bytes()) {
        return Ok(None);
    }
    let mut head = String::new();
    file.by_ref().take(LONGEST_HEAD).read_line(&mut head)?;
    let sealed = head.strip_prefix(MAGIC).and_then(|rest| from_hex(rest.strip_suffix('\n')?));
    sealed.map(Some).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    let read = pairs.map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok());
    read.collect::<Option<Vec<u8>>>().filter(|bytes| to_hex(bytes) == text)
}

/// The secret, if this passphrase opens it.
pub(in crate::office) fn open(sealed: &[u8], passphrase: &Passphrase) -> Option<Identity> {
    let identity = opener(passphrase);
    let identity: &dyn age::Identity = &identity;
    let decryptor = Decryptor::new_buffered(sealed).ok().filter(Decryptor::is_scrypt)?;
    let opened = decryptor.decrypt(std::iter::once(identity)).ok()?;
    let mut text = zeroize::Zeroizing::new(String::new());
    opened.take(LONGEST_HEAD).read_to_string(&mut text).ok()?;
    Identity::from_str(text.trim()).ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// What the disk made of a copy is seen before it takes the place of a good one.
    #[test]
    fn a_copy_that_the_disk_changed_or_cut_off_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy");
        fs::create_dir_all(copy.join("keys")).unwrap();
        for name in ["store.sqlite", "root.json", "installation.json", "keys/siti.key"] {
            fs::write(copy.join(name), name.repeat(9_000)).unwrap();
        }
        let phrase = Passphrase::new("gajah biru di atas meja");
        let (seal, once) = (Seal::new(&phrase).unwrap(), Identity::generate());
        let file = folder.path().join("x");
        let written = seal.put(&copy, &file, &once).unwrap();
        assert_eq!(again(&file, &once).unwrap(), written);

        let whole = fs::read(&file).unwrap();
        let head = whole.iter().position(|byte| *byte == b'\n').unwrap();
        for at in [head + 1, head + 200, whole.len() / 2, whole.len() - 1] {
            let mut bent = whole.clone();
            bent[at] ^= 1;
            fs::write(&file, bent).unwrap();
            assert!(again(&file, &once).is_err(), "{at}");
            fs::write(&file, &whole[..at]).unwrap();
            assert!(again(&file, &once).is_err(), "cut off at {at}");
        }

        fs::write(&file, &whole).unwrap();
        let mut opened = BufReader::new(File::open(&file).unwrap());
        let sealed = read_head(&mut opened).unwrap().unwrap();
        assert!(open(&sealed, &Passphrase::new("bukan frasa itu")).is_none());
        let own = open(&sealed, &phrase).unwrap();
        assert_eq!(again(&file, &own).unwrap(), written, "the passphrase opens the same");
    }
}
