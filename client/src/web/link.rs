//! The link that logs in: good once, for two minutes, and made only by who can read the data folder.
//!
//! The program that serves and one that is started beside it make such links from the same secret
//! file, so the second only has to open the browser.

use std::{fmt, fs, path::Path};

use kecuali_encoding::Frame;
use kecuali_protocol::request::to_hex;

use crate::{
    error::OfficeError,
    machine::{Machine, random},
    office::folder::{is_own, own_folder},
    os,
};

/// How long a link is good, in milliseconds.
const GOOD_FOR: u64 = 120_000;
/// Clocks of one machine, read by two programs: a link may seem this much younger than it is, or than
/// the program that it is used with. In milliseconds.
const SLACK: u64 = 1_000;

/// Makes and recognises links.
pub(crate) struct Opener {
    secret: String,
}

impl fmt::Debug for Opener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opener").finish_non_exhaustive()
    }
}

impl Opener {
    /// The one of a data folder; makes its secret where there is none.
    pub(crate) fn of_folder(folder: &Path, machine: &mut dyn Machine) -> Result<Self, OfficeError> {
        let path = folder.join("pages.secret");
        // Older programs could be ended between making the file and writing in it.
        if fs::metadata(&path).is_ok_and(|found| found.len() == 0) {
            fs::remove_file(&path).map_err(OfficeError::file(&path))?;
        }
        own_folder(folder)?;
        is_own(&path)?;
        if !path.exists() {
            let secret = to_hex(&random::<32>(machine));
            os::write_secret(&path, &secret).map_err(OfficeError::file(&path))?;
        }
        let secret = fs::read_to_string(&path).map_err(OfficeError::file(&path))?;
        Ok(Self { secret: secret.trim().to_owned() })
    }

    /// A new token.
    pub(crate) fn token(&self, machine: &mut dyn Machine) -> String {
        let made = machine.now();
        let nonce = to_hex(&random::<16>(machine));
        format!("{made}.{nonce}.{}", self.seal(made, &nonce))
    }

    /// The nonce of a token that is good now, at a program that began to serve some time ago: which
    /// links were used before that, nobody knows any more.
    pub(crate) fn nonce(&self, token: &str, began: u64, now: u64) -> Option<String> {
        let mut parts = token.split('.');
        let (made, nonce, seal) = (parts.next()?, parts.next()?, parts.next()?);
        let made: u64 = made.parse().ok()?;
        let fresh = now.saturating_sub(made) <= GOOD_FOR;
        let fresh = fresh && made <= now + SLACK && made + SLACK >= began;
        let right = same(seal, &self.seal(made, nonce)) && parts.next().is_none();
        (fresh && right).then(|| nonce.to_owned())
    }

    fn seal(&self, made: u64, nonce: &str) -> String {
        let frame = Frame::new("kecuali/pages/link").text(&self.secret).number(made).text(nonce);
        frame.digest().to_string()
    }
}

/// The address of a token.
pub(crate) fn address(port: u16, token: &str) -> String {
    format!("http://127.0.0.1:{port}/masuk?tanda={token}")
}

/// Compares without telling by time how much was right.
pub(crate) fn same(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one.bytes().zip(other.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Replay;

    #[test]
    fn a_link_is_good_for_two_minutes_and_only_as_it_was_made() {
        let folder = tempfile::tempdir().unwrap();
        let mut machine = Replay::new(1_000_000, "link".to_owned());
        let opener = Opener::of_folder(folder.path(), &mut machine).unwrap();
        let beside = Opener::of_folder(folder.path(), &mut machine).unwrap();
        let token = beside.token(&mut machine);
        let now = machine.now();
        let nonce = |token: &str, now| opener.nonce(token, now, now);
        assert!(nonce(&token, now).is_some());
        assert!(opener.nonce(&token, now, now + GOOD_FOR + 10).is_none());
        assert!(nonce(&format!("{token}0"), now).is_none());
        assert!(nonce(&token.replacen("10", "11", 1), now).is_none());
        assert!(nonce(&format!("{token}.x"), now).is_none());
        assert!(nonce("", now).is_none());
    }

    #[test]
    fn a_link_that_was_made_before_the_program_began_or_is_yet_to_be_made_opens_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut machine = Replay::new(1_000_000, "link".to_owned());
        let opener = Opener::of_folder(folder.path(), &mut machine).unwrap();
        let token = opener.token(&mut machine);
        let made = machine.now();
        let began_again = made + 2 * SLACK;
        assert!(opener.nonce(&token, made, began_again).is_some());
        assert!(
            opener.nonce(&token, began_again, began_again).is_none(),
            "who knows if it was used"
        );
        assert!(opener.nonce(&token, 0, made - 2 * SLACK).is_none(), "its two minutes never end");
    }

    #[test]
    fn an_empty_secret_that_a_power_cut_left_opens_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pages.secret");
        fs::write(&path, "").unwrap();
        let mut machine = Replay::new(1_000_000, "link".to_owned());
        let opener = Opener::of_folder(folder.path(), &mut machine).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap().len(), 64);
        let guessed = Opener { secret: String::new() }.token(&mut machine);
        let now = machine.now();
        assert!(opener.nonce(&guessed, now, now).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn a_secret_that_others_may_write_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pages.secret");
        fs::write(&path, "0".repeat(64)).unwrap();
        let mut machine = Replay::new(1_000_000, "link".to_owned());
        let mut open = |on: &Path, mode| {
            os::set_mode(on, mode).unwrap();
            Opener::of_folder(folder.path(), &mut machine).map_err(|error| error.code())
        };
        assert_eq!(open(&path, 0o666).unwrap_err(), "folder_not_own");
        assert!(open(&path, 0o600).is_ok());
        assert_eq!(open(folder.path(), 0o777).unwrap_err(), "folder_not_own");
    }
}
