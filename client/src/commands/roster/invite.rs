use std::path::{Path, PathBuf};

use kecuali_domain::{Day, OfficeId};
use serde_json::json;

use crate::{
    catalogue::{input, invitation, written_day},
    cli::{Context, day_argument},
    error::{Exit, OfficeError},
    office::{
        Office,
        invitation::{InvitationView, USUAL_DAYS, letters_page},
    },
    os,
    ui::table,
};

/// Which offices get a code, and until when it holds.
#[derive(Debug, clap::Args)]
pub(crate) struct Invite {
    /// Offices, by their codes
    #[arg(value_name = "OFFICE")]
    offices: Vec<String>,
    /// A list of offices: the first column holds their codes
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// All offices of a province, and at KPU RI the province itself
    #[arg(long, value_name = "CODE")]
    province: Option<String>,
    /// The last day on which the codes hold; thirty days from today without it
    #[arg(long, value_name = "DAY", value_parser = day_argument)]
    until: Option<Day>,
    /// A folder that does not exist yet, for the letters; they hold the codes
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Show which offices would get a code, and give none
    #[arg(long)]
    dry_run: bool,
}

impl Invite {
    pub(super) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        let offices = self.offices(&office)?;
        let until = match self.until {
            Some(until) => until,
            None => office.days_from_now(USUAL_DAYS),
        };
        if self.out.exists() {
            return Err(OfficeError::OfficeExists(self.out));
        }
        if self.dry_run {
            context.ui.show(&json!({ "offices": offices, "until": until }), |_| {
                let named: Vec<&str> = offices.iter().map(OfficeId::as_str).collect();
                invitation::would_invite(&named, until)
            });
            return Ok(Exit::Success);
        }
        let letters = office.invite(context.acting(), &offices, until)?;
        write(&self.out, &letters_page(&letters))?;
        let folder = self.out.display().to_string();
        let named: Vec<&OfficeId> = letters.iter().map(|letter| &letter.office).collect();
        let shown = json!({ "offices": named, "until": until, "folder": folder });
        context.ui.show(&shown, |_| invitation::written(letters.len(), &folder));
        context.ui.remark(invitation::KEEP_SECRET);
        Ok(Exit::Success)
    }

    fn offices(&self, office: &Office) -> Result<Vec<OfficeId>, OfficeError> {
        let named = self.offices.iter().map(|code| office.office_by_code(code));
        let mut all = named.collect::<Result<Vec<_>, _>>()?;
        if let Some(list) = &self.csv {
            all.extend(office.offices_in_list(list)?);
        }
        if let Some(province) = &self.province {
            all.extend(office.offices_of(&office.office_by_code(province)?));
        }
        if all.is_empty() { Err(OfficeError::Input(input::no_office_named())) } else { Ok(all) }
    }
}

/// What holds codes is for its owner alone from its first byte.
fn write(folder: &Path, page: &str) -> Result<(), OfficeError> {
    os::private_folder(folder).map_err(OfficeError::file(folder))?;
    let path = folder.join(invitation::FILE);
    os::write_secret(&path, page).map_err(OfficeError::file(&path))
}

pub(super) fn list(context: &Context) -> Result<Exit, OfficeError> {
    context.ui.show(&context.office()?.invitations()?, |all| {
        let row = |one: &InvitationView| {
            let (office, name) = (one.office.to_string(), one.name.clone());
            vec![office, name, written_day(one.until), invitation::state(one).to_owned()]
        };
        table(&all.iter().map(row).collect::<Vec<_>>())
    });
    Ok(Exit::Success)
}
