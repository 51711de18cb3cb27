use std::path::PathBuf;

use kecuali_domain::{Day, OfficeId, office::Offices};
use kecuali_encoding::KeyId;
use serde_json::json;

use crate::{
    catalogue::screen,
    cli::{Context, Overwriting, day_argument},
    commands::join::read_person,
    error::{Exit, OfficeError, Sought},
    office::{Office, found::Founding, role::people_help},
};

/// Set up an office in the data folder
///
/// With `--trust-root`, sets up an office under the trust root of KPU RI, which anyone may hand
/// over; its fingerprint is compared by telephone. Without, makes a new trust root for KPU RI.
#[derive(Debug, clap::Args)]
#[command(after_help = people_help())]
pub(crate) struct Init {
    /// The trust root of KPU RI
    #[arg(long, value_name = "FILE", requires = "office")]
    trust_root: Option<PathBuf>,
    /// The office, by its code
    #[arg(long, value_name = "CODE", requires = "trust_root")]
    office: Option<String>,
    /// The office is not in the table of this program: KPU RI added it by the policy `offices`
    #[arg(long, requires = "office")]
    added: bool,
    /// The address of the server
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// KPU RI: someone who begins, as `KEY:NAME:POSITION:ROLE[:ENDORSES_AS]`; may be repeated
    #[arg(long, value_name = "PERSON", conflicts_with = "trust_root")]
    person: Vec<String>,
    /// KPU RI: the public log key of the server
    #[arg(long, value_name = "KEY", conflicts_with = "trust_root")]
    server_key: Option<KeyId>,
    /// KPU RI: the first day of the log
    #[arg(long, value_name = "DAY", value_parser = day_argument, conflicts_with = "trust_root")]
    day: Option<Day>,
    /// KPU RI: where to write the trust root for others
    #[arg(long, value_name = "FILE", conflicts_with = "trust_root")]
    root_out: Option<PathBuf>,
    #[command(flatten)]
    over: Overwriting,
}

impl Init {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let folder = context.folder()?;
        // Before anything is made: a trust root that is written over cannot be brought back.
        self.root_out.as_deref().map_or(Ok(()), |path| self.over.allows(path))?;
        let machine = context.machine();
        let office = if let Some(root) = self.trust_root {
            let code = office_by_code(&self.office.unwrap_or_default(), self.added)?;
            Office::set_up(&folder, &root, code, self.server, machine)?
        } else {
            let people = self.person.iter().map(|person| read_person(person));
            let founding = Founding {
                people: people.collect::<Result<_, _>>()?,
                day: self.day,
                server_key: self.server_key,
                server: self.server,
            };
            Office::found(&folder, &founding, machine)?
        };
        if let Some(path) = self.root_out {
            std::fs::write(&path, office.root_text()).map_err(OfficeError::file(&path))?;
        }
        let shown = json!({ "office": office.id(), "root": office.national().root_id() });
        context.ui.show(&shown, |_| {
            screen::office_ready(office.id(), &office.national().root_id().to_string())
        });
        context.ui.remark(screen::WHO_READS);
        Ok(Exit::Success)
    }
}

/// The office with an id or a Kemendagri code. No log is here yet that could say which offices a
/// policy added, so that such a one must be meant: a slip of the pen is no office.
fn office_by_code(code: &str, added: bool) -> Result<OfficeId, OfficeError> {
    let in_table = Offices::bundled().by_code(code).map(|office| office.id.clone());
    let added = || code.parse().ok().filter(|_| added);
    in_table.or_else(added).ok_or_else(|| OfficeError::not_found(Sought::Office, code))
}
