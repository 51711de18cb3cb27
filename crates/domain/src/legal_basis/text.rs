//! Legal bases as lists hold them: prose with one or several citations, abbreviations and slips.

mod cited;
mod mention;
mod path;

use std::collections::BTreeSet;

use super::LegalBasis;
use crate::{article17::NotArticle17, legal_basis::InstrumentId};

/// A text about legal bases: what it says, word for word, and what was understood of it.
///
/// Its parts laid end to end are the text again, so nothing that people wrote is lost. What is
/// understood but not certain carries a [`Doubt`]; nothing is guessed without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalText {
    /// The citations in it, in their order; none in a blank text.
    pub parts: Vec<Part>,
}

/// One citation with the words around it, or a text without any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The words, exactly.
    pub text: String,
    /// What they cite.
    pub bases: Vec<LegalBasis>,
    /// The content keys of what they claim to cite in Pasal 17 of UU 14/2008, which does not have
    /// it: a draft keeps the claim under that key, where rule R01 stops it.
    pub invalid: Vec<String>,
    /// What a person should look at.
    pub doubts: Vec<Doubt>,
}

/// Why a person should look at a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// It cites nothing that is recognised.
    NoCitation,
    /// It cites Pasal 17 with a letter and names no law: read as UU 14/2008.
    LawAssumed,
    /// It cites an article and names no law, and it is not Pasal 17: not read.
    LawMissing,
    /// It names an instrument and no article of it: not read, since the article is the ground.
    ArticleMissing {
        /// The instrument.
        instrument: InstrumentId,
    },
    /// It names an instrument of a kind, or with a number, that this program does not know.
    UnknownInstrument,
    /// It names a law, and gives it the number of another one.
    NameMismatch,
    /// It cites what Pasal 17 does not have.
    NotInArticle17(NotArticle17),
    /// It cites a range, of which only the beginning is read.
    Range,
    /// A word was read as the one it is a slip away from.
    Respelled {
        /// What stands there.
        from: String,
        /// What it was read as.
        to: String,
    },
}

impl Doubt {
    /// The name that programs may rely on.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoCitation => "no_citation",
            Self::LawAssumed => "law_assumed",
            Self::LawMissing => "law_missing",
            Self::ArticleMissing { .. } => "article_missing",
            Self::UnknownInstrument => "unknown_instrument",
            Self::NameMismatch => "name_mismatch",
            Self::NotInArticle17(error) => error.code(),
            Self::Range => "range",
            Self::Respelled { .. } => "respelled",
        }
    }

    /// What people read.
    pub fn sentence(&self) -> String {
        match self {
            Self::NoCitation => "Tidak ada pasal atau peraturan yang dikenali di sini.".to_owned(),
            Self::LawAssumed => {
                "Undang-undangnya tidak disebut; dibaca sebagai UU 14/2008.".to_owned()
            }
            Self::LawMissing => "Undang-undang yang memuat pasal ini tidak disebut.".to_owned(),
            Self::ArticleMissing { instrument } => {
                format!("Sebutkan pasal dari {}.", instrument.label())
            }
            Self::UnknownInstrument => "Jenis atau nomor peraturan ini tidak dikenali.".to_owned(),
            Self::NameMismatch => "Nama undang-undang tidak cocok dengan nomornya.".to_owned(),
            Self::NotInArticle17(_) => {
                "Pasal 17 UU 14/2008 tidak memuat huruf atau angka ini.".to_owned()
            }
            Self::Range => "Rentang tidak diuraikan; tulis tiap huruf atau angkanya.".to_owned(),
            Self::Respelled { from, to } => format!("`{from}` dibaca sebagai `{to}`."),
        }
    }
}

impl LegalText {
    /// Reads a text. It takes time in proportion to its length, and never fails.
    pub fn read(raw: &str) -> Self {
        Self { parts: cited::parts(raw) }
    }

    /// What was understood, each once, in the order of the text.
    pub fn bases(&self) -> Vec<&LegalBasis> {
        let mut seen = BTreeSet::new();
        self.parts.iter().flat_map(|part| &part.bases).filter(|basis| seen.insert(*basis)).collect()
    }

    /// The doubts of all parts.
    pub fn doubts(&self) -> impl Iterator<Item = &Doubt> {
        self.parts.iter().flat_map(|part| &part.doubts)
    }

    /// What was understood, as lawyers cite it; reading that gives the same bases.
    pub fn label(&self) -> String {
        let labels: Vec<String> = self.bases().into_iter().filter_map(LegalBasis::label).collect();
        labels.join("; ")
    }

    /// The content keys and values that keep this text: each basis with the words it was read
    /// from, and the words that were not understood under a key of their own.
    pub fn members(&self) -> Vec<(String, String)> {
        let mut members: Vec<(String, String)> = Vec::new();
        for part in &self.parts {
            let text = part.text.trim_matches(|c: char| c.is_whitespace() || ",;".contains(c));
            let mut keys: Vec<String> = part.bases.iter().map(LegalBasis::key).collect();
            keys.extend(part.invalid.iter().cloned());
            if keys.is_empty() && !text.is_empty() {
                keys.push(LegalBasis::raw(text).key());
            }
            for key in keys {
                if members.iter().all(|(known, _)| *known != key) {
                    members.push((key, text.to_owned()));
                }
            }
        }
        members
    }
}
