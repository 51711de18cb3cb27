//! Offices.

use kecuali_domain::{Day, OfficeId, office::Level};
use schemars::JsonSchema;
use serde::Serialize;

use super::page::Envelope;
use crate::{country::Country, index::Reporting, publisher::Listing, wording};

/// The offices, or those of a province.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OfficeList {
    /// What stands around them.
    #[serde(flatten)]
    pub(crate) envelope: Envelope,
    /// The offices, by id.
    pub(crate) offices: Vec<OfficeView>,
}

/// An office, by all the codes it has or had, and how it stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OfficeView {
    /// Its permanent name.
    id: OfficeId,
    /// The Kemendagri code of its region today; null for KPU RI, and where the table is silent.
    code: Option<String>,
    /// The code of 2022; null where the region did not exist.
    code_2022: Option<String>,
    /// Its name; in Aceh as it is called there.
    name: String,
    /// Where it stands.
    level: Option<LevelCode>,
    /// The province it is in; null for KPU RI.
    province: Option<OfficeId>,
    /// The name of that office.
    province_name: Option<String>,
    /// How many rows it has in force; KPU RI has the national ones.
    rows: usize,
    /// Whether it has something on the list, nothing, or never reported.
    reporting: ReportingCode,
    /// That in words.
    reporting_text: &'static str,
    /// The day of the log on which the last thing came that its own people signed; null where
    /// nothing of theirs ever did. What KPU RI decides about it does not count.
    last_received: Option<Day>,
    /// That in words.
    last_received_text: Option<String>,
    /// The address of its rows and of the national ones, which hold for it.
    entries: String,
}

/// The levels of KPU.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LevelCode {
    /// KPU RI.
    National,
    /// KPU Provinsi.
    Province,
    /// KPU Kabupaten or KPU Kota.
    RegencyCity,
}

/// How an office stands.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReportingCode {
    /// It has rows in force.
    Listed,
    /// Its log is at this server and comes to no row in force.
    NothingListed,
    /// Nothing of it ever reached this server.
    NotReported,
}

impl From<Reporting> for ReportingCode {
    fn from(how: Reporting) -> Self {
        match how {
            Reporting::Listed => Self::Listed,
            Reporting::NothingListed => Self::NothingListed,
            Reporting::NotReported => Self::NotReported,
        }
    }
}

impl From<Level> for LevelCode {
    fn from(level: Level) -> Self {
        match level {
            Level::National => Self::National,
            Level::Province => Self::Province,
            Level::RegencyCity => Self::RegencyCity,
        }
    }
}

impl OfficeView {
    pub(crate) fn new(listing: &Listing, id: &OfficeId, entries: String) -> Self {
        let (index, last_received) = (&listing.index, listing.heard.day(id));
        let (known, country) = (Country::known(id), index.country());
        let (province, reporting) = (country.province(id), index.reporting(id));
        Self {
            id: id.clone(),
            code: known.and_then(|known| known.kemendagri_code.clone()),
            code_2022: known.and_then(|known| known.kemendagri_code_2022.clone()),
            name: Country::name(id),
            level: country.level(id).map(LevelCode::from),
            province_name: province.as_ref().map(Country::name),
            province,
            rows: index.in_force(id),
            reporting: reporting.into(),
            reporting_text: wording::reporting(reporting),
            last_received,
            last_received_text: last_received.map(Day::written_out),
            entries,
        }
    }
}
