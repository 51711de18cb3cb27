//! Entries as they stand on an official page: fields in words, under the letterhead of the office.

use kecuali_domain::{
    Day, OfficeId,
    content::Content,
    field::{FIELDS, Field, FieldKind},
    office::Offices,
    status::Status,
};
use serde::Serialize;

use super::{Name, Office, export::in_words, folder::Whereabouts, standing::EntrySummary};
use crate::{
    catalogue::{paper, procedure as words, written_day},
    error::OfficeError,
};

/// Who writes: the lines above an official page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Letterhead {
    /// The institution.
    pub institution: String,
    /// The office, by its region.
    pub office: String,
    /// Where it is, the lines below its name.
    pub address: Vec<String>,
    /// Where and when it is signed begins with the place, which is the region unless another was said.
    pub region: String,
}

/// An entry on paper.
#[derive(Debug, Clone, Serialize)]
pub struct Sheet {
    /// Which entry, and where it stands.
    pub summary: EntrySummary,
    /// The day of the decision that it stands under.
    pub decided_on: Option<Day>,
    /// Its fields that say something, in the order of the form.
    pub fields: Vec<SheetField>,
}

/// A field on paper.
#[derive(Debug, Clone, Serialize)]
pub struct SheetField {
    /// Its name.
    pub field: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What it says.
    pub text: String,
}

impl Sheet {
    /// A field that says something.
    pub fn field(&self, name: &str) -> Option<&SheetField> {
        self.fields.iter().find(|one| one.field == name)
    }

    /// What a field says; nothing where it is empty.
    pub fn text(&self, field: &str) -> &str {
        self.field(field).map_or("", |one| one.text.as_str())
    }

    /// Whether a determination of KPU RI is in force on what stands here.
    pub const fn is_determined(&self) -> bool {
        matches!(self.summary.status, Status::Determined) && !self.summary.lapsed
    }

    /// What must stand on the page where none is: that it is a draft, or that it is over.
    pub const fn mark(&self) -> Option<&'static str> {
        match self.summary.status {
            Status::Determined if !self.summary.lapsed => None,
            Status::Determined | Status::Revoked | Status::Opened | Status::TakenDown => {
                Some(words::NOT_IN_FORCE)
            }
            Status::Draft
            | Status::Declined
            | Status::Endorsed
            | Status::AtProvince
            | Status::AtNational
            | Status::Returned
            | Status::Withdrawn
            | Status::ConcludedOpen
            | Status::DeterminedEdited
            | Status::Contesting => Some(words::NOT_DETERMINED),
        }
    }
}

impl Office {
    /// These entries as they stand on paper.
    pub fn sheets(&mut self, names: &[Name]) -> Result<Vec<Sheet>, OfficeError> {
        let mut all = Vec::with_capacity(names.len());
        for name in names {
            let fields = on_paper(&self.content(name)?);
            let (summary, decided_on) = (self.summary(name)?, self.decided_on(name)?);
            all.push(Sheet { summary, decided_on, fields });
        }
        Ok(all)
    }

    /// The lines above its official pages.
    pub fn letterhead(&self) -> Letterhead {
        let Whereabouts { address, place } = self.whereabouts();
        let own = Letterhead::of(self.id());
        Letterhead { address, region: place.unwrap_or(own.region), ..own }
    }

    /// The same of another office, as far as it is known here.
    pub fn letterhead_of(&self, office: &OfficeId) -> Letterhead {
        if office == self.id() { self.letterhead() } else { Letterhead::of(office) }
    }

    /// What stands on a page of an entry that another office wrote: it is a copy, which nobody
    /// signs here.
    pub fn mark_of_copy(&self, (log, _): &Name) -> Option<String> {
        let is_own = log.office().is_none_or(|of| of == self.id());
        (!is_own).then(|| paper::copied_from(&self.own_name()))
    }
}

impl Letterhead {
    /// The lines above the official pages of an office, without what it says of itself.
    pub fn of(id: &OfficeId) -> Self {
        let office = Offices::bundled().get(id);
        let name = office.map_or_else(|| id.to_string(), |one| one.local_name().to_owned());
        let region = office.map_or_else(|| id.to_string(), |one| one.region_name.clone());
        let address = Vec::new();
        if id.is_national() {
            let (institution, office) = ("Komisi Pemilihan Umum".to_owned(), region);
            return Self { institution, office, address, region: "Jakarta".to_owned() };
        }
        let known = [("KPU ", "Komisi Pemilihan Umum"), ("KIP ", "Komisi Independen Pemilihan")];
        let split = known.iter().find_map(|(short, long)| Some((*long, name.strip_prefix(short)?)));
        let (institution, office) = split.unwrap_or((known[0].1, &name));
        let (institution, office) = (institution.to_owned(), office.to_owned());
        Self { institution, office, address, region }
    }
}

fn on_paper(content: &Content) -> Vec<SheetField> {
    let written = |field: &Field| {
        let mut text = in_words(field, content);
        if let (FieldKind::Day, Ok(day)) = (field.kind, text.parse()) {
            text = written_day(day);
        }
        (!text.is_empty()).then_some(SheetField { field: field.name, label: field.label, text })
    };
    FIELDS.iter().filter_map(written).collect()
}
