//! Instruments of law, and when each holds.

use std::{fmt, str::FromStr};

use jiff::civil::date;

use crate::ids::Day;

/// The name of an instrument of law: `uu-14-2008`, `pkpu-22-2023`, `permenlu-1-2024`.
///
/// It is a kind, a number and a year; the instrument need not be in the table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstrumentId(String);

impl InstrumentId {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its place in the order of laws.
    ///
    /// # Panics
    ///
    /// Never: only names with a known kind are read.
    pub fn rank(&self) -> Rank {
        Rank::of(self.parts().0).expect("only known kinds are read")
    }

    /// How it is cited: `UU 14/2008`.
    pub fn label(&self) -> String {
        let (kind, number, year) = self.parts();
        let kind = match (self.rank(), kind) {
            (Rank::KpuDecision, _) => "Keputusan KPU".to_owned(),
            (_, "uu" | "pp" | "pkpu") => kind.to_ascii_uppercase(),
            (_, other) => capitalised(other),
        };
        format!("{kind} {number}/{year}")
    }

    /// What the table says about it.
    pub fn known(&self) -> Option<&'static Instrument> {
        INSTRUMENTS.iter().find(|instrument| instrument.id == self.0)
    }

    fn parts(&self) -> (&str, &str, &str) {
        split(&self.0).expect("only names of three parts are read")
    }
}

impl fmt::Display for InstrumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for InstrumentId {
    type Err = NotAnInstrument;

    fn from_str(text: &str) -> Result<Self, NotAnInstrument> {
        let (kind, number, year) = split(text).ok_or(NotAnInstrument)?;
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let number_fits =
            (1..=4).contains(&number.len()) && !number.starts_with('0') && digits(number);
        let year_fits = year.len() == 4 && digits(year) && ("1945".."3000").contains(&year);
        let fits = Rank::of(kind).is_some() && number_fits && year_fits;
        if fits { Ok(Self(text.to_owned())) } else { Err(NotAnInstrument) }
    }
}

/// A text that does not name an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected an instrument like `uu-14-2008` or `pkpu-22-2023`")]
pub struct NotAnInstrument;

/// Kinds of instruments, the higher law first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// Undang-undang, and Perppu, which has its force.
    UndangUndang,
    /// Peraturan Pemerintah.
    GovernmentRegulation,
    /// Peraturan Presiden.
    PresidentialRegulation,
    /// Peraturan Komisi Informasi.
    InformationCommission,
    /// Peraturan KPU.
    Kpu,
    /// Peraturan Menteri.
    Minister,
    /// Keputusan KPU.
    KpuDecision,
}

impl Rank {
    fn of(kind: &str) -> Option<Self> {
        match kind {
            "uu" | "perppu" => Some(Self::UndangUndang),
            "pp" => Some(Self::GovernmentRegulation),
            "perpres" => Some(Self::PresidentialRegulation),
            "perki" => Some(Self::InformationCommission),
            "pkpu" => Some(Self::Kpu),
            "kepkpu" => Some(Self::KpuDecision),
            other => {
                let ministry = other.strip_prefix("permen")?;
                let fits = ministry.len() <= 10 && ministry.bytes().all(|b| b.is_ascii_lowercase());
                fits.then_some(Self::Minister)
            }
        }
    }
}

/// An instrument that the project has looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instrument {
    /// Its name.
    pub id: &'static str,
    /// What it is about.
    pub title: &'static str,
    /// The first day it holds, where that was seen.
    pub from: Option<Day>,
    /// The first day it no longer holds, if it was repealed.
    pub repealed: Option<Day>,
}

impl Instrument {
    /// Whether it holds on a day, as far as is known.
    pub fn on(&self, day: Day) -> Validity {
        if self.repealed.is_some_and(|repealed| repealed <= day) {
            Validity::Repealed
        } else if self.from.is_some_and(|from| day < from) {
            Validity::NotYet
        } else {
            Validity::Holds
        }
    }
}

/// Whether an instrument holds on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// It does not hold yet.
    NotYet,
    /// It holds, or nothing else is known.
    Holds,
    /// It holds no longer.
    Repealed,
}

/// The instruments that matter here. Days stand only where a source was seen for them; national
/// policy may know more.
pub const INSTRUMENTS: &[Instrument] = &[
    instrument("uu-14-2008", "Keterbukaan Informasi Publik"),
    instrument("uu-43-2009", "Kearsipan"),
    instrument("uu-27-2022", "Pelindungan Data Pribadi"),
    instrument("pp-61-2010", "Pelaksanaan UU 14/2008"),
    // Replaced by Perki 1/2021 (BN 741/2021), in the course of 2021; the day was not seen.
    instrument("perki-1-2010", "Standar Layanan Informasi Publik").repealed_on(2022, 1, 1),
    instrument("perki-1-2017", "Pengklasifikasian Informasi Publik"),
    instrument("perki-1-2019", "Standar Layanan Informasi Publik Pemilu"),
    instrument("perki-1-2021", "Standar Layanan Informasi Publik"),
    instrument("pkpu-1-2015", "Pengelolaan dan Pelayanan Informasi Publik")
        .repealed_on(2023, 11, 1),
    instrument("pkpu-7-2021", "Sistem Klasifikasi Keamanan dan Akses Arsip Dinamis"),
    instrument("pkpu-22-2023", "Pengelolaan dan Pelayanan Informasi Publik")
        .holds_from(2023, 11, 1),
    instrument("pkpu-11-2024", "Perubahan Pertama PKPU 22/2023"),
    instrument("pkpu-4-2025", "Perubahan Kedua PKPU 22/2023").holds_from(2025, 12, 29),
];

const fn instrument(id: &'static str, title: &'static str) -> Instrument {
    Instrument { id, title, from: None, repealed: None }
}

impl Instrument {
    const fn holds_from(self, year: i16, month: i8, day: i8) -> Self {
        Self { from: Some(Day(date(year, month, day))), ..self }
    }

    const fn repealed_on(self, year: i16, month: i8, day: i8) -> Self {
        Self { repealed: Some(Day(date(year, month, day))), ..self }
    }
}

fn split(text: &str) -> Option<(&str, &str, &str)> {
    let (kind, rest) = text.split_once('-')?;
    let (number, year) = rest.split_once('-')?;
    Some((kind, number, year))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_instrument_of_a_known_kind_is_named_and_ranked() {
        for (text, label, rank) in [
            ("uu-7-2017", "UU 7/2017", Rank::UndangUndang),
            ("perki-1-2021", "Perki 1/2021", Rank::InformationCommission),
            ("permenlu-1-2024", "Permenlu 1/2024", Rank::Minister),
            ("kepkpu-731-2025", "Keputusan KPU 731/2025", Rank::KpuDecision),
        ] {
            let id: InstrumentId = text.parse().unwrap();
            assert_eq!(
                (id.label(), id.rank(), id.to_string()),
                (label.to_owned(), rank, text.to_owned())
            );
        }
        for text in
            ["uu-014-2008", "UU-14-2008", "uu-14-08", "uu-14", "sk-1-2020", "uu-14-2008-1", ""]
        {
            assert!(text.parse::<InstrumentId>().is_err(), "{text}");
        }
    }

    #[test]
    fn every_instrument_of_the_table_has_a_proper_name() {
        for instrument in INSTRUMENTS {
            let id: InstrumentId = instrument.id.parse().unwrap();
            assert_eq!(id.known(), Some(instrument));
            assert!(!instrument.title.is_empty());
        }
    }

    #[test]
    fn the_old_regulation_gives_way_to_the_new_on_one_day() {
        let on = |id: &str, day: &str| {
            id.parse::<InstrumentId>().unwrap().known().unwrap().on(day.parse().unwrap())
        };
        assert_eq!(on("pkpu-1-2015", "2023-10-31"), Validity::Holds);
        assert_eq!(on("pkpu-1-2015", "2023-11-01"), Validity::Repealed);
        assert_eq!(on("pkpu-22-2023", "2023-10-31"), Validity::NotYet);
        assert_eq!(on("pkpu-22-2023", "2023-11-01"), Validity::Holds);
        assert_eq!(on("pkpu-4-2025", "2025-12-28"), Validity::NotYet);
    }
}
