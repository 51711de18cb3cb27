//! A one-time code: what stands in a letter, and the key that is made of it.
//!
//! The code is the seed of a key. Whoever has it signs what they ask for; whoever invited keeps the
//! public half alone, so that what lies at the inviting office opens nothing.

use std::fmt;

use kecuali_domain::OfficeId;
use kecuali_encoding::Frame;
use kecuali_trust::{RootId, SigningKey};
use zeroize::Zeroizing;

/// Without letters that are taken for digits.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// So many letters that nobody guesses (105 bits), and so many more that tell of a slip of the pen.
const RANDOM: usize = 21;
const CHECK: usize = 4;
/// Letters stand in groups of so many.
const GROUP: usize = 5;

/// A one-time code, in capital letters without blanks. Wiped from memory, and never shown by itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(Zeroizing<String>);

impl Code {
    /// Makes the code that belongs to random bytes, for one office under one trust root.
    pub(super) fn new(random: &[u8; RANDOM], root: &RootId, office: &OfficeId) -> Self {
        let mut code: String = random.iter().map(|byte| digit(*byte)).collect();
        code.push_str(&check(&code, root, office));
        Self(Zeroizing::new(code))
    }

    /// Reads a code as people type it; none where it is not one for this office.
    pub fn read(typed: &str, root: &RootId, office: &OfficeId) -> Option<Self> {
        let plain = |letter: char| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let letters = typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
        let code = Zeroizing::new(letters.map(plain).collect::<String>());
        let (random, last) = code.split_at_checked(RANDOM)?;
        (last == check(random, root, office)).then(|| Self(Zeroizing::new(code.to_string())))
    }

    /// The code in groups, to be read and typed.
    pub fn grouped(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        letters.chunks(GROUP).map(String::from_iter).collect::<Vec<_>>().join("-")
    }

    /// The key that is made of it.
    pub(super) fn key(&self, root: &RootId, office: &OfficeId) -> SigningKey {
        let frame = Frame::new("kecuali/1/invitation");
        let frame = frame.bytes(root.as_bytes()).text(office.as_str()).text(&self.0);
        SigningKey::from_bytes(&frame.digest().0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

fn digit(byte: u8) -> char {
    char::from(DIGITS[usize::from(byte % 32)])
}

fn check(random: &str, root: &RootId, office: &OfficeId) -> String {
    let frame = Frame::new("kecuali/1/invitation-check");
    let digest = frame.bytes(root.as_bytes()).text(office.as_str()).text(random).digest();
    digest.0.iter().take(CHECK).map(|byte| digit(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use kecuali_trust::RootFile;
    use proptest::prelude::*;

    use super::*;

    fn root() -> RootId {
        RootFile::first([SigningKey::from_bytes(&[5; 32]).public()]).unwrap().id()
    }

    fn office(id: &str) -> OfficeId {
        id.parse().unwrap()
    }

    #[test]
    fn a_code_and_its_key_stay_what_they_are() {
        let code = Code::new(&[3; RANDOM], &root(), &office("3604"));
        assert_eq!(code.grouped(), "33333-33333-33333-33333-33RYS");
        assert_eq!(
            code.key(&root(), &office("3604")).public().to_string(),
            "8fb3e3abd3425a6c56d7322f18646d55231dd992885e85445759caf9f70273f7"
        );
        assert!(!format!("{code:?}").contains("333"));
    }

    proptest! {
        #[test]
        fn a_code_is_read_as_people_type_it_and_for_its_office_alone(random: [u8; RANDOM]) {
            let code = Code::new(&random, &root(), &office("3604"));
            let typed = format!(" {}\n", code.grouped().to_lowercase().replace('-', " ").replace('1', "l"));
            prop_assert_eq!(Code::read(&typed, &root(), &office("3604")), Some(code.clone()));
            prop_assert_eq!(Code::read(&code.grouped(), &root(), &office("3603")), None);
        }

        #[test]
        fn a_slip_of_the_pen_is_told_at_once(random: [u8; RANDOM], at in 0..25_usize, other in 0..31_u8) {
            let code = Code::new(&random, &root(), &office("3604"));
            let mut letters: Vec<u8> = code.0.bytes().collect();
            let now = DIGITS.iter().position(|digit| *digit == letters[at]).unwrap();
            letters[at] = DIGITS[(now + 1 + usize::from(other)) % 32];
            let slipped = String::from_utf8(letters).unwrap();
            prop_assert_eq!(Code::read(&slipped, &root(), &office("3604")), None);
        }

        #[test]
        fn whatever_is_typed_ends_in_a_value(typed in any::<String>()) {
            drop(Code::read(&typed, &root(), &office("3604")));
        }
    }
}
