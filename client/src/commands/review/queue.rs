use kecuali_domain::{OfficeId, legal_basis::LegalBasis, status::Status};

use crate::{
    catalogue::{oversight as words, written_day},
    cli::Context,
    commands::entry::row as entry_row,
    error::OfficeError,
    office::{Office, queue::QueueEntry},
};

/// Which part of what waits.
#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// Only of offices of this province, and of the province
    #[arg(long, value_name = "CODE")]
    province: Option<String>,
    /// Only of this office
    #[arg(long, value_name = "CODE")]
    office: Option<String>,
    /// Only what was submitted in this list
    #[arg(long, value_name = "ID")]
    batch: Option<String>,
    /// Only what cites this letter of Pasal 17
    #[arg(long, value_name = "LETTER")]
    letter: Option<char>,
    /// Only what waits for so many days at least
    #[arg(long, value_name = "DAYS")]
    age: Option<i32>,
    /// Only this kind
    #[arg(long, value_name = "KIND")]
    kind: Option<Kind>,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum Kind {
    /// New substance
    New,
    /// The application of an item
    Applies,
    /// Not passed on by its province yet
    AtProvince,
    /// Decisions that stand against each other
    Contested,
    /// To have a decision back
    AsksBack,
}

/// The offices that were named.
struct Named {
    province: Option<OfficeId>,
    office: Option<OfficeId>,
}

impl List {
    pub(crate) fn run(&self, context: &Context, office: &mut Office) -> Result<(), OfficeError> {
        office.refresh()?;
        let code = |typed: &Option<String>| {
            typed.as_deref().map(|code| office.office_by_code(code)).transpose()
        };
        let named = Named { province: code(&self.province)?, office: code(&self.office)? };
        let mut all = office.queue()?;
        all.retain(|one| self.means(one, &named, &office.province_of(&one.office)));
        context.ui.show(&all, |all| context.ui.list(&all.iter().map(row).collect::<Vec<_>>()));
        Ok(())
    }

    fn means(&self, one: &QueueEntry, named: &Named, province: &OfficeId) -> bool {
        let batch = one.batch.as_ref().map(|batch| batch.id.as_str());
        named.province.as_ref().is_none_or(|named| named == province)
            && named.office.as_ref().is_none_or(|named| *named == one.office)
            && self.batch.as_deref().is_none_or(|named| batch == Some(named))
            && self.letter.is_none_or(|letter| cites(one, letter))
            && self.age.is_none_or(|days| one.age >= days)
            && self.kind.is_none_or(|kind| kind.is(one))
    }
}

impl Kind {
    fn is(self, one: &QueueEntry) -> bool {
        match self {
            Self::New => one.is_new,
            Self::Applies => !one.is_new,
            Self::AtProvince => one.at_province,
            Self::Contested => one.summary.status == Status::Contesting,
            Self::AsksBack => one.asks_back,
        }
    }
}

/// Whether an entry stands on this letter of Pasal 17.
fn cites(one: &QueueEntry, letter: char) -> bool {
    one.bases.iter().filter_map(|basis| basis.parse::<LegalBasis>().ok()).any(|basis| match basis {
        LegalBasis::Article17(ground) => {
            ground.letter().to_string() == letter.to_ascii_lowercase().to_string()
        }
        LegalBasis::Provision { .. } | LegalBasis::Raw(_) => false,
    })
}

/// An entry as in other lists, with since when it waits.
fn row(one: &QueueEntry) -> Vec<String> {
    let mut cells = entry_row(&one.summary);
    let since = format!("{} ({})", written_day(one.submitted), words::age(one.age));
    cells.insert(cells.len() - 1, since);
    cells
}
