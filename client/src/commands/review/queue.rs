use kecuali_domain::OfficeId;

use crate::{
    catalogue::{oversight as words, request, written_day},
    cli::Context,
    commands::entry::row as entry_row,
    error::OfficeError,
    office::{
        Office,
        queue::{QueueEntry, Wish},
    },
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
    kind: Option<Wish>,
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
            && self.letter.is_none_or(|asked| {
                one.letters().any(|letter| asked.to_ascii_lowercase().to_string() == letter)
            })
            && self.age.is_none_or(|days| one.age >= days)
            && self.kind.is_none_or(|asks| one.is(asks))
    }
}

/// An entry as in other lists, with since when it waits.
fn row(one: &QueueEntry) -> Vec<String> {
    let mut cells = entry_row(&one.summary);
    if one.is_request {
        request::REQUEST.clone_into(&mut cells[1]);
    }
    let since = format!("{} ({})", written_day(one.submitted), words::age(one.age));
    cells.insert(cells.len() - 1, since);
    cells
}
