use std::path::PathBuf;

use clap::ValueEnum as _;
use kecuali_domain::act::Position;

use crate::{
    catalogue::{input, screen},
    cli::{Context, Overwriting},
    error::{Exit, OfficeError},
    office::{
        people::Newcomer,
        role::{Role, people_help},
    },
};

/// Ask an administrator for grants: makes keys and a file to send
///
/// The file holds public keys, names and positions, and nothing secret. The administrator reads
/// the fingerprints aloud with you before granting, unless you were sent a one-time code.
#[derive(Debug, clap::Args)]
#[command(after_help = people_help())]
pub(crate) struct Join {
    /// Someone who works here, as `KEY:NAME:POSITION:ROLE[:ENDORSES_AS]`; may be repeated
    #[arg(long, value_name = "PERSON")]
    person: Vec<String>,
    /// Ask again for keys that were granted something already
    #[arg(long)]
    all: bool,
    /// The one-time code from the letter to this office, in the first line of a file, `-` the input;
    /// asked for on the terminal without it. It stands for the fingerprints
    #[arg(long, value_name = "FILE")]
    code_file: Option<PathBuf>,
    /// Where to write the request; stdout without it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    over: Overwriting,
}

impl Join {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        // Before anyone is added: the command is repeated whole.
        self.out.as_deref().map_or(Ok(()), |path| self.over.allows(path))?;
        let people = self.person.iter().map(|person| read_person(person));
        let people = people.collect::<Result<Vec<_>, _>>()?;
        let code = context.door().code(self.code_file.as_deref())?;
        if let Some(code) = &code {
            office.is_own_code(code.text())?;
        }
        office.add_people(&people)?;
        let request = match &code {
            Some(code) => office.join_request_with(self.all, code.text())?,
            None => office.join_request(self.all)?,
        };
        let text = serde_json::to_string_pretty(&request).expect("a request is JSON");
        match &self.out {
            Some(path) => {
                std::fs::write(path, &text).map_err(OfficeError::file(path))?;
                context.ui.show(&request, |request| screen::request_written(request.keys.len()));
            }
            None => context.ui.show(&request, |_| text),
        }
        Ok(Exit::Success)
    }
}

/// Reads `KEY:NAME:POSITION:ROLE[:ENDORSES_AS]`.
pub(crate) fn read_person(text: &str) -> Result<Newcomer, OfficeError> {
    let bad = |what: &str| OfficeError::Input(input::not_a_person(text, what));
    let parts: Vec<&str> = text.split(':').map(str::trim).collect();
    let (key, name, position, role, endorses) = match parts.as_slice() {
        [key, name, position, role] => (key, name, position, role, None),
        [key, name, position, role, endorses] => (key, name, position, role, Some(endorses)),
        _ => return Err(bad(input::FOUR_OR_FIVE)),
    };
    let endorses_as = endorses.map(|name| read_position(name)).transpose()?;
    Ok(Newcomer {
        key: (*key).to_owned(),
        name: (*name).to_owned(),
        position: (*position).to_owned(),
        role: Role::from_str(role, true).map_err(|_| bad(&not_a_role(role)))?,
        endorses_as,
    })
}

/// Reads the position that an endorsement is given for.
pub(crate) fn read_position(text: &str) -> Result<Position, OfficeError> {
    let found = Position::ALL.into_iter().find(|position| position.as_str() == text);
    found.ok_or_else(|| OfficeError::Input(input::not_a_position(text)))
}

fn not_a_role(text: &str) -> String {
    let names = Role::value_variants().iter().filter_map(Role::to_possible_value);
    input::not_a_role(text, &names.map(|one| one.get_name().to_owned()).collect::<Vec<_>>())
}
