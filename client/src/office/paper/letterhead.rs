//! Who sends a paper and who signs it.

use kecuali_domain::{OfficeId, act::Position, office::Offices};
use kecuali_paper::{Block, Letterhead, Pair, Signature};

use super::Signing;
use crate::{
    catalogue::{
        paper::{self as words, Testing},
        screen, written_day,
    },
    error::OfficeError,
    office::{Office, folder::Whereabouts},
};

/// What a letterhead has room for: lines, and letters on each.
const MOST_LINES: usize = 4;
const MOST_LETTERS: usize = 120;

impl Whereabouts {
    /// What was typed, without what is empty in it; more than a letterhead has room for is an error.
    pub fn read(address: &str, place: &str) -> Result<Self, OfficeError> {
        let lines = address.lines().map(str::trim).filter(|line| !line.is_empty());
        let address: Vec<String> = lines.map(str::to_owned).collect();
        let place = Some(place.trim().to_owned()).filter(|place| !place.is_empty());
        let is_short = |line: &String| line.chars().count() <= MOST_LETTERS;
        let is_one_line = place.as_ref().is_none_or(|place| place.lines().count() == 1);
        if address.len() > MOST_LINES || !address.iter().chain(&place).all(is_short) || !is_one_line
        {
            return Err(OfficeError::Input(words::no_room(MOST_LINES, MOST_LETTERS)));
        }
        Ok(Self { address, place })
    }
}

impl Office {
    /// Where the papers of this office say that it is.
    pub fn whereabouts(&self) -> Whereabouts {
        self.installation.whereabouts.clone().unwrap_or_default()
    }

    /// Changes it.
    pub fn set_whereabouts(&mut self, whereabouts: Whereabouts) -> Result<(), OfficeError> {
        self.in_turn(|office| {
            let is_said = whereabouts != Whereabouts::default();
            office.installation.whereabouts = is_said.then_some(whereabouts);
            office.folder.set_installation(&office.installation)
        })
    }

    /// What is said of signing, with what this office always says.
    pub(super) fn as_usual(&self, said: &Signing) -> Signing {
        let Whereabouts { address, place } = self.whereabouts();
        let usual = Some(address.join("\n")).filter(|address| !address.is_empty());
        let said = said.clone();
        Signing { address: said.address.or(usual), place: said.place.or(place), ..said }
    }
}

/// The office that sends, with what was said about signing.
pub(super) struct Sender<'a> {
    /// What people there call it.
    pub(super) office: String,
    pub(super) signing: &'a Signing,
    /// What a test is called there: only KPU RI's is one.
    pub(super) testing: &'static Testing,
    /// Who hands it out, where that is not the office: nobody signs it here.
    copied_by: Option<String>,
}

/// What is said about signing where nobody signs.
pub(super) static NOTHING: Signing =
    Signing { place: None, day: None, letter: None, address: None, signers: Vec::new() };

impl<'a> Sender<'a> {
    /// The office whose register a paper is of. Of another than the own one it is a copy.
    pub(super) fn of_register(of: &OfficeId, own: &OfficeId, signing: &'a Signing) -> Self {
        if of == own {
            return Self::of(own, signing);
        }
        let copied_by = Some(Self::of(own, &NOTHING).office);
        Self { copied_by, ..Self::of(of, &NOTHING) }
    }

    pub(super) fn of(id: &OfficeId, signing: &'a Signing) -> Self {
        let office = Offices::bundled().get(id).map(|office| office.local_name().to_owned());
        let office = office.unwrap_or_else(|| format!("{} {id}", words::KPU));
        Self { office, signing, testing: Testing::of(id), copied_by: None }
    }

    pub(super) fn letterhead(&self) -> Block {
        let lines = self.signing.address.iter().flat_map(|address| address.lines());
        let address = lines.map(str::to_owned).collect();
        Block::Letterhead(Letterhead { name: in_full(&self.office), address })
    }

    /// Place and day, with room for what was not said.
    pub(super) fn dateline(&self) -> String {
        let place = self.signing.place.as_deref().unwrap_or(words::BLANK);
        let day = self.signing.day.map_or_else(|| words::BLANK_DAY.to_owned(), written_day);
        format!("{place}, {day}")
    }

    /// The number of the letter, or room for it.
    pub(super) fn number(&self) -> &str {
        self.signing.letter.as_deref().unwrap_or_default()
    }

    /// The same with a line to write it on.
    pub(super) fn number_or_line(&self) -> &str {
        self.signing.letter.as_deref().unwrap_or(words::BLANK_DAY)
    }

    /// What must be seen on a copy.
    pub(super) fn mark(&self) -> Option<String> {
        self.copied_by.as_deref().map(words::copied_from)
    }

    /// Where the number of the letter stands; a copy is no letter.
    pub(super) fn numbered(&self, number: &str) -> Option<Block> {
        let pair = Pair { label: words::LETTER_NUMBER.to_owned(), value: number.to_owned() };
        self.copied_by.is_none().then(|| Block::Pairs(vec![pair]))
    }

    /// The signatures of an office's own paper; a copy of another one's has none.
    pub(super) fn closing(&self) -> Option<Block> {
        self.copied_by.is_none().then(|| self.signatures(&self.dateline()))
    }

    /// Those who sign that are not among the positions which endorse; without any, the PPID. What
    /// stands above belongs to the last of them.
    pub(super) fn signatures(&self, above: &str) -> Block {
        let endorses = |text: &str| Position::ALL.iter().any(|one| named(*one, text));
        let signers = self.signing.signers.iter().filter(|one| !endorses(&one.position));
        let mut all: Vec<Signature> =
            signers.map(|signer| signature(&signer.position, Some(signer.name.clone()))).collect();
        if all.is_empty() {
            all.push(signature(&format!("{} {}", words::PPID, self.office), None));
        }
        if !above.is_empty() {
            // The last one stands at the right; all positions stand on one line.
            let last = all.len() - 1;
            for (at, one) in all.iter_mut().enumerate() {
                one.above.push(if at == last { above.to_owned() } else { String::new() });
            }
        }
        Block::Signatures(all)
    }

    /// Room for someone who endorses.
    pub(super) fn endorser(&self, position: Position) -> Signature {
        let said = self.signing.signers.iter().find(|one| named(position, &one.position));
        signature(screen::position(position), said.map(|signer| signer.name.clone()))
    }
}

/// Whether a text means a position that endorses: by its name, or as people call it.
fn named(position: Position, text: &str) -> bool {
    text == position.as_str() || text.eq_ignore_ascii_case(screen::position(position))
}

fn signature(position: &str, name: Option<String>) -> Signature {
    Signature { position: position.to_owned(), name, ..Signature::default() }
}

/// The name of an office as it stands in its letterhead.
fn in_full(office: &str) -> Vec<String> {
    let (short, place) = office.split_once(' ').unwrap_or((office, ""));
    let full = match short {
        "KPU" => words::KPU_IN_FULL,
        "KIP" => words::KIP_IN_FULL,
        _ => return vec![office.to_uppercase()],
    };
    let place = if place == "RI" { words::RI_IN_FULL.to_owned() } else { place.to_uppercase() };
    vec![full.to_owned(), place]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_office_has_its_letterhead() {
        let head = |code: &str| {
            let id = Offices::bundled().by_code(code).unwrap().id.clone();
            in_full(&Sender::of(&id, &Signing::default()).office)
        };
        assert_eq!(head("3604"), ["KOMISI PEMILIHAN UMUM", "KABUPATEN SERANG"]);
        assert_eq!(head("1101"), ["KOMISI INDEPENDEN PEMILIHAN", "KABUPATEN ACEH SELATAN"]);
        assert_eq!(head("11"), ["KOMISI INDEPENDEN PEMILIHAN", "ACEH"]);
        assert_eq!(head("36"), ["KOMISI PEMILIHAN UMUM", "PROVINSI BANTEN"]);
        assert_eq!(head("RI"), ["KOMISI PEMILIHAN UMUM", "REPUBLIK INDONESIA"]);
        for office in Offices::bundled().iter() {
            let head = in_full(office.local_name());
            assert!(head.len() == 2 && !head[1].is_empty(), "{}", office.name);
        }
    }
}
