//! The command line.

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{
    commands,
    config::{self, Config, ConfigError, Settings},
};

/// The server of the register of exempted information: check, append, publish.
#[derive(Debug, Parser)]
#[command(name = "kecuali-server", version)]
struct Arguments {
    /// The configuration file; also `KECUALI_SERVER_CONFIG`.
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes a server in an empty folder, and prints the join request for its log key.
    Init {
        /// The trust root, `root.json` of KPU RI.
        #[arg(long, value_name = "FILE")]
        trust_root: PathBuf,
    },
    /// Serves until it is asked to stop.
    Serve,
    /// Writes a copy of the store, also while the server runs.
    Backup {
        /// Where to.
        file: PathBuf,
        /// Also in the place of a file that is there already.
        #[arg(long)]
        force: bool,
    },
    /// Puts a backup in the place of the store; the server then heals before it serves.
    Restore {
        /// The backup.
        file: PathBuf,
        /// Also where a store is there already, which is kept beside it.
        #[arg(long)]
        yes: bool,
    },
    /// Ends healing by hand: what was not given back by then is given up.
    EndHealing {
        /// Says that you know what this means.
        #[arg(long)]
        yes: bool,
    },
    /// Reads every log again from scratch and compares it with what is stored and published.
    Verify,
    /// About the configuration.
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Reads the configuration and prints what is in force.
    Check,
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    run_with(std::env::args_os())
}

/// Runs a command line. 0 done, 1 failed, 2 wrong usage or configuration.
pub fn run_with(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            drop(error.print());
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let config = match configuration(&arguments) {
        Ok(config) => config,
        Err(error) => {
            say(&format!("error: {error}"));
            return ExitCode::from(2);
        }
    };
    match run(&arguments.command, &config) {
        Ok(text) => {
            print(&text);
            ExitCode::SUCCESS
        }
        Err(error) => {
            say(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn configuration(arguments: &Arguments) -> Result<Config, ConfigError> {
    let named = config::environment().find(|(name, _)| name == "KECUALI_SERVER_CONFIG");
    let file = arguments.config.clone().or_else(|| named.map(|(_, path)| path.into()));
    Config::load(file.as_deref(), config::environment(), &arguments.settings)
}

fn run(command: &Command, config: &Config) -> Result<String, commands::CommandError> {
    match command {
        Command::Init { trust_root } => commands::init::run(config, trust_root),
        Command::Serve => commands::serve::run(config),
        Command::Backup { file, force } => commands::backup::run(config, file, *force),
        Command::Restore { file, yes } => commands::restore::run(config, file, *yes),
        Command::EndHealing { yes } => commands::end_healing::run(config, *yes),
        Command::Verify => commands::verify::run(config),
        Command::Config(ConfigCommand::Check) => Ok(commands::config_check::run(config)),
    }
}

#[expect(clippy::print_stdout, reason = "what a command was asked for goes to standard output")]
fn print(text: &str) {
    if !text.is_empty() {
        println!("{text}");
    }
}

#[expect(clippy::print_stderr, reason = "what is said beside it goes to standard error")]
fn say(text: &str) {
    eprintln!("{text}");
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }
}
