//! The command line with the words around it in Bahasa Indonesia.

use clap::{Arg, Command};

use crate::{
    catalogue::{example, usage},
    ui::plain::columns,
};

/// The same command, with every word of clap's that can be another one.
pub(super) fn in_indonesian(mut command: Command) -> Command {
    // Only what is built has its flags for help, and a command of that name.
    command.build();
    words(command, "")
}

fn words(command: Command, path: &str) -> Command {
    let below: Vec<String> =
        command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let command = if command.get_name() == "help" { command.about(usage::HELP) } else { command };
    let command = command
        .help_template(usage::TEMPLATE)
        .subcommand_help_heading(usage::COMMANDS)
        .subcommand_value_name(usage::COMMAND)
        .mut_args(argument);
    let command = match example::of(path) {
        Some(examples) => command.before_help(examples),
        None => command,
    };
    let command = match columns(path) {
        Some(columns) if command.get_after_help().is_none() => {
            command.after_help(usage::columns(columns))
        }
        _ => command,
    };
    below.into_iter().fold(command, |command, name| {
        let path = format!("{path} {name}").trim_start().to_owned();
        command.mut_subcommand(name, |below| words(below, &path))
    })
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

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::{Cli, path};

    /// The words of a line; what is between quotation marks is one.
    fn split(line: &str) -> Vec<String> {
        let parts = line.split('"').enumerate();
        let words = |(at, part): (usize, &str)| match at % 2 {
            1 => vec![part.to_owned()],
            _ => part.split_whitespace().map(str::to_owned).collect(),
        };
        parts.flat_map(words).collect()
    }

    #[test]
    fn every_example_is_understood_and_stands_where_it_belongs() {
        for (known, rest) in example::EXAMPLES {
            let line = split(&format!("kecuali {known} {rest}"));
            let read = in_indonesian(Cli::command()).try_get_matches_from(&line);
            let matches = read.unwrap_or_else(|error| panic!("{line:?}: {error}"));
            assert_eq!(path(&matches), *known, "{line:?}");
        }
    }
}
