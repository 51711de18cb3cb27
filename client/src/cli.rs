//! The command line: global flags, and one file for each command.

mod door;
mod entries;
mod overwriting;
#[cfg(test)]
mod parity;
mod previewed;
#[cfg(test)]
mod rules;
mod words;

use std::{ffi::OsString, path::PathBuf};

use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _, Parser};
use kecuali_domain::{Day, Kind};
use serde::Serialize;

pub(crate) use self::{
    door::Door,
    entries::{Asked, Entries, tell_left_out},
    overwriting::Overwriting,
    previewed::Previewed,
};
use crate::{
    catalogue::{input, usage},
    commands::Command,
    config::{Config, USUAL_COLUMNS},
    error::{Exit, OfficeError},
    machine::Machine,
    office::{Name, Office, day_text::read_day},
    os,
    ui::{Ui, plain},
    wall_clock::look_from,
};

/// Register of exempted public information, offline first
///
/// Without a command, the pages of the office open in the browser.
///
/// Exit codes: 0 done, 1 failed, 2 not understood, 3 the server is away or cannot take anything now
/// (all is kept: repeat later), 4 a conflict needs a person, 5 something is damaged or not what was
/// signed, 6 not authorised, 7 in use by another process.
#[derive(Debug, Parser)]
#[command(name = "kecuali", version, max_term_width = 100, after_help = FOLDER)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Below the help of the program.
const FOLDER: &str = "\
The data folder is that of --data, or of KECUALI_DATA; without them kecuali-data beside the program,
where there is such a folder; else %LOCALAPPDATA%\\kecuali on Windows, and $XDG_DATA_HOME/kecuali or
~/.local/share/kecuali elsewhere.";

/// Flags of every command.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
struct Global {
    /// The data folder
    #[arg(long, global = true, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// Write JSON for programs
    #[arg(long, global = true)]
    json: bool,
    /// Write lists for scripts: a line a row, tabs between the columns that its help names
    #[arg(long, global = true, conflicts_with = "json")]
    plain: bool,
    /// Who acts: the name of a key on this machine
    #[arg(long = "as", global = true, value_name = "KEY")]
    acting: Option<String>,
    /// The passphrase of the key that signs: the first line of a file, `-` the input
    #[arg(long, global = true, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// Never ask on the terminal
    #[arg(long, global = true)]
    no_input: bool,
    /// Sign even what the own rules refuse: for those who test a server
    #[arg(long, global = true, hide = true)]
    unsafe_skip_own_checks: bool,
}

/// What a command works with.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) ui: Ui,
    config: Config,
    data: Option<PathBuf>,
    acting: Option<String>,
    door: Door,
    unchecked: bool,
}

/// Runs a command line. Prints what there is to say; the exit code says how it ended.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let config = Config::from_environment();
    let columns = config.columns.unwrap_or(USUAL_COLUMNS);
    let (cli, path) = match parse(&arguments) {
        Ok(parsed) => parsed,
        Err(error) => return refuse(Ui::new(wants_json(&arguments), columns), &error),
    };
    let ui = Ui::new(cli.global.json, columns);
    let ui = match plain::columns(&path) {
        Some(columns) if cli.global.plain => ui.plainly(columns),
        None if cli.global.plain => return no_list(ui, &path),
        _ => ui,
    };
    let context = Context {
        ui,
        config,
        data: cli.global.data,
        acting: cli.global.acting,
        door: Door::new(ui, cli.global.passphrase_file, cli.global.no_input),
        unchecked: cli.global.unsafe_skip_own_checks,
    };
    let by_double_click = cli.command.is_none();
    match cli.command.unwrap_or_default().run(&context) {
        Ok(exit) => exit,
        Err(error) => {
            ui.fail(&error);
            if by_double_click {
                os::keep_window_open();
            }
            error.exit()
        }
    }
}

/// The whole command line.
pub(crate) fn command() -> clap::Command {
    words::in_indonesian(Cli::command())
}

/// What was asked for, and the words of the command that does it.
fn parse(arguments: &[OsString]) -> Result<(Cli, String), clap::Error> {
    let mut command = command();
    let matches = command.try_get_matches_from_mut(arguments)?;
    let cli = Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
    Ok((cli, path(&matches)))
}

fn path(matches: &ArgMatches) -> String {
    let below = matches.subcommand().map(|(name, below)| format!("{name} {}", path(below)));
    below.unwrap_or_default().trim_end().to_owned()
}

/// Says that a command lists nothing.
fn no_list(ui: Ui, path: &str) -> Exit {
    let error = OfficeError::Input(usage::no_list(path));
    ui.fail(&error);
    error.exit()
}

/// What could not be read as a whole may have asked for JSON all the same.
fn wants_json(arguments: &[OsString]) -> bool {
    arguments.iter().take_while(|one| *one != "--").any(|one| one == "--json")
}

/// Shows the help that was asked for, or says what was not understood.
fn refuse(ui: Ui, error: &clap::Error) -> Exit {
    if !error.use_stderr() {
        ui.help(&usage::in_words(&error.render().to_string()));
        return Exit::Success;
    }
    let error = OfficeError::Usage {
        sentence: usage::sentence(error),
        usage: usage::usage(error).unwrap_or_default(),
    };
    ui.fail(&error);
    error.exit()
}

impl Context {
    /// The office in the data folder.
    pub(crate) fn office(&self) -> Result<Office, OfficeError> {
        let mut office = Office::open(&self.folder()?, self.machine())?;
        look_from(office.id());
        office.ask(Box::new(self.door.clone()));
        if self.unchecked {
            office.skip_own_checks();
        }
        Ok(office)
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> Result<PathBuf, OfficeError> {
        let folder = self.data.clone().or_else(|| self.config.data.clone());
        folder.ok_or_else(|| OfficeError::Input(input::data_folder()))
    }

    /// What the environment says.
    pub(crate) const fn config(&self) -> &Config {
        &self.config
    }

    /// Clock and randomness.
    pub(crate) fn machine(&self) -> Box<dyn Machine> {
        self.config.machine()
    }

    /// Who is asked for passphrases.
    pub(crate) const fn door(&self) -> &Door {
        &self.door
    }

    /// Who acts, if it was said.
    pub(crate) fn acting(&self) -> Option<&str> {
        self.acting.as_deref()
    }
}

/// A look before what cannot be undone.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Consent {
    /// Show what it comes to, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Yes, do it
    #[arg(long)]
    yes: bool,
}

impl Consent {
    /// Whether it is only to be shown.
    pub(crate) const fn is_look(self) -> bool {
        self.dry_run
    }

    /// Whether to go on. Who has not said yes sees first what it comes to.
    pub(crate) fn given<T: Serialize>(
        self,
        context: &Context,
        question: &'static str,
        look: impl FnOnce() -> Result<T, OfficeError>,
        text: impl FnOnce(&T) -> String,
    ) -> Result<bool, OfficeError> {
        if self.yes && !self.dry_run {
            return Ok(true);
        }
        context.ui.show(&look()?, text);
        if self.dry_run { Ok(false) } else { Err(OfficeError::Unconfirmed(question)) }
    }
}

/// A list that is approved at once.
#[derive(Debug, clap::Args)]
pub(crate) struct BatchArgs {
    /// The title of the list these entries were approved in
    #[arg(long, value_name = "TITLE")]
    batch: Option<String>,
    /// The number of its letter
    #[arg(long, value_name = "NUMBER")]
    letter: Option<String>,
}

impl BatchArgs {
    pub(crate) fn batch(&self, office: &mut Office) -> Option<kecuali_domain::act::Batch> {
        let given = self.batch.is_some() || self.letter.is_some();
        given.then(|| office.batch(self.batch.clone(), self.letter.clone()))
    }

    pub(crate) fn letter(&self) -> Option<&str> {
        self.letter.as_deref()
    }
}

/// Reads a day that was given as an argument.
pub(crate) fn day_argument(text: &str) -> Result<Day, OfficeError> {
    read_day(text).ok_or_else(|| OfficeError::Input(input::not_a_day(text)))
}

/// The one entry of that name.
pub(crate) fn entry(office: &mut Office, typed: &str) -> Result<Name, OfficeError> {
    office.find(typed, Kind::Entry)
}

/// Reads a status, by its id or as it is shown.
pub(crate) fn read_status(text: &str) -> Result<kecuali_domain::status::Status, OfficeError> {
    use kecuali_domain::status::Status;
    let is_meant = |status: &Status| {
        status.id() == text || status.row().label.eq_ignore_ascii_case(text.trim())
    };
    let found = Status::ALL.into_iter().find(is_meant);
    found.ok_or_else(|| {
        let all: Vec<&str> = Status::ALL.iter().map(|status| status.id()).collect();
        OfficeError::Input(input::not_a_status(text, &all))
    })
}
