//! What goes out on paper: the list, the test sheet of an entry, the request to approve, the minutes
//! of a test, the letter with what is submitted.
//!
//! A paper says only what stands on its entries, and a token at the foot of every page says which
//! versions that is. Of an entry that is determined it shows what was determined, whatever was
//! written since. Who signs, where and when is said by whoever prints; the number of a letter comes
//! from SRIKANDI, or stays blank.

mod approval;
mod cover;
mod item;
mod letterhead;
mod list;
mod minutes;
mod sheet;
mod shown;

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
};

use kecuali_domain::{Day, act::ItemRef};
pub use kecuali_paper::{Paper, STYLE};
use kecuali_publication::format::Zip;
use serde::Serialize;

pub(crate) use self::cover::SUBMITTED;
use self::letterhead::Sender;
use super::{Name, Office, export::write_new};
use crate::{catalogue::paper as words, error::OfficeError};

/// A paper that is asked for.
#[derive(Debug, Clone)]
pub struct Order {
    /// What it is.
    pub what: What,
    /// Who signs it, where and when.
    pub signing: Signing,
}

/// The papers there are.
#[derive(Debug, Clone)]
pub enum What {
    /// Daftar Informasi yang Dikecualikan, with the public fields of these entries.
    List(Vec<Name>),
    /// Lembar pengujian konsekuensi of one entry, or what an office brings along for it; internal.
    Test(Name),
    /// The same of items that were decided, which KPU RI tested.
    ItemTests(Vec<ItemRef>),
    /// The same of the items of a determination that is being prepared.
    DraftTests(Name),
    /// A letter that asks for approval, the list, and the sheet on which it is given.
    Approval(Vec<Name>),
    /// Berita acara of the consequence tests of these entries; it is internal.
    Minutes(Vec<Name>),
    /// The letter to KPU RI that goes with these submitted entries.
    Cover(Vec<Name>),
}

/// What a paper needs and no entry holds. Place and address are those that the office always says,
/// where no other is said; what is not said stays blank.
#[derive(Debug, Clone, Default)]
pub struct Signing {
    /// Where it is signed.
    pub place: Option<String>,
    /// When.
    pub day: Option<Day>,
    /// The number of the letter.
    pub letter: Option<String>,
    /// Where the office is, the lines below its name in the letterhead.
    pub address: Option<String>,
    /// Who signs.
    pub signers: Vec<Signer>,
}

/// Someone who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The position: one of those that endorse by its name (`patron`), or any in words.
    pub position: String,
    /// The name.
    pub name: String,
}

/// How a paper is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Pages that look the same everywhere.
    Pdf,
    /// A page for a browser.
    Html,
    /// A document that can be edited.
    Docx,
}

/// What was written.
#[derive(Debug, Clone, Serialize)]
pub struct Printed {
    /// Where.
    pub file: PathBuf,
    /// How.
    pub form: Form,
    /// How many entries are on it.
    pub entries: usize,
    /// Whether fields are on it that are not public.
    pub internal: bool,
    /// What tells the versions that are on it; of a request to approve, what `--seen` takes.
    pub seen: String,
    /// Letters that it does not show as they were written.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub strange: BTreeSet<char>,
}

/// A paper with what is to be said of it.
struct Made {
    paper: Paper,
    entries: usize,
    internal: bool,
    seen: String,
}

impl Office {
    /// The paper that is asked for.
    pub fn paper(&mut self, order: &Order) -> Result<Paper, OfficeError> {
        Ok(self.made(order)?.paper)
    }

    /// Writes a paper into a file that is not there yet; the end of its name says how.
    pub fn print(&mut self, order: &Order, path: &Path) -> Result<Printed, OfficeError> {
        let form = Form::of(path).ok_or_else(|| OfficeError::Input(words::not_a_form(path)))?;
        let Made { paper, entries, internal, seen } = self.made(order)?;
        let bytes = form.bytes(&paper).map_err(OfficeError::file(path))?;
        write_new(path, &bytes)?;
        let strange = form.strange(&paper);
        Ok(Printed { file: path.to_owned(), form, entries, internal, seen, strange })
    }

    fn made(&mut self, order: &Order) -> Result<Made, OfficeError> {
        let signing = self.as_usual(&order.signing);
        let sender = Sender::of(&self.id().clone(), &signing);
        match &order.what {
            What::List(names) => self.list_paper(names, &sender),
            What::Test(name) => {
                let sender = self.sender_of(std::slice::from_ref(name), &signing)?;
                self.test_paper(name, &sender)
            }
            What::ItemTests(items) => self.item_tests_paper(items, &sender),
            What::DraftTests(name) => self.draft_tests_paper(name, &sender),
            What::Approval(names) => self.approval_paper(names, &sender),
            What::Minutes(names) => {
                let sender = self.sender_of(names, &signing)?;
                self.minutes_paper(names, &sender)
            }
            What::Cover(names) => self.cover_paper(names, &sender),
        }
    }

    /// The office whose entries a paper is of: it tested them, whoever prints what it wrote.
    fn sender_of<'a>(
        &self,
        names: &[Name],
        signing: &'a Signing,
    ) -> Result<Sender<'a>, OfficeError> {
        let mut offices: Vec<_> = names.iter().filter_map(|(log, _)| log.office()).collect();
        offices.dedup();
        match offices.as_slice() {
            [] => Ok(Sender::of(self.id(), signing)),
            [one] => Ok(Sender::of_register(one, self.id(), signing)),
            _ => Err(OfficeError::Input(words::OF_SEVERAL_OFFICES.to_owned())),
        }
    }
}

impl Form {
    /// The form that the end of a file's name asks for.
    pub fn of(path: &Path) -> Option<Self> {
        let end = path.extension()?.to_str()?.to_ascii_lowercase();
        match end.as_str() {
            "pdf" => Some(Self::Pdf),
            "html" | "htm" => Some(Self::Html),
            "docx" => Some(Self::Docx),
            _ => None,
        }
    }

    /// Letters of a paper that are not seen as they were written.
    pub fn strange(self, paper: &Paper) -> BTreeSet<char> {
        let mut strange = paper.replaced();
        match self {
            Self::Pdf => strange.extend(paper.undrawn()),
            // Other programs draw these, with what fonts they have.
            Self::Html | Self::Docx => {}
        }
        strange
    }

    /// The bytes of a paper; the same every time.
    pub fn bytes(self, paper: &Paper) -> io::Result<Vec<u8>> {
        match self {
            Self::Pdf => Ok(paper.pdf()),
            Self::Html => Ok(paper.html().into_bytes()),
            Self::Docx => {
                let parts = paper.docx_parts();
                let zip = parts.iter().try_fold(Zip::new(Vec::new()), |zip, (name, part)| {
                    zip.with(name, part.as_bytes())
                })?;
                zip.finish()
            }
        }
    }
}
