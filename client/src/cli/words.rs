//! The command line with the words around it in Bahasa Indonesia.

use clap::{Arg, Command};

use crate::catalogue::usage;

/// The same command, with every word of clap's that can be another one.
pub(super) fn in_indonesian(mut command: Command) -> Command {
    // Only what is built has its flags for help, and a command of that name.
    command.build();
    words(command)
}

fn words(command: Command) -> Command {
    let below: Vec<String> =
        command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let command = if command.get_name() == "help" { command.about(usage::HELP) } else { command };
    let command = command
        .help_template(usage::TEMPLATE)
        .subcommand_help_heading(usage::COMMANDS)
        .subcommand_value_name(usage::COMMAND)
        .mut_args(argument);
    below.into_iter().fold(command, |command, name| command.mut_subcommand(name, words))
}

fn argument(argument: Arg) -> Arg {
    let heading = if argument.is_positional() { usage::ARGUMENTS } else { usage::OPTIONS };
    let argument = match argument.get_id().as_str() {
        "help" => argument.help(usage::HELP).long_help(usage::HELP),
        "version" => argument.help(usage::VERSION),
        _ => argument,
    };
    argument.help_heading(heading)
}
