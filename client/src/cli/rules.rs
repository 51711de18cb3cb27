//! What holds for every command, walked over all of them.

use std::{collections::BTreeSet, ffi::OsString};

use clap::{Arg, Command};

use super::{command, parse, usage};
use crate::{catalogue::example, ui::plain::LISTS};

/// Every command that does something by itself, by its words.
fn commands() -> Vec<(String, Command)> {
    fn walk(command: &Command, path: &str, all: &mut Vec<(String, Command)>) {
        let shown = |below: &&Command| !below.is_hide_set() && below.get_name() != "help";
        let below: Vec<&Command> = command.get_subcommands().filter(shown).collect();
        if !path.is_empty() && (below.is_empty() || !command.is_subcommand_required_set()) {
            all.push((path.to_owned(), command.clone()));
        }
        for one in below {
            walk(one, format!("{path} {}", one.get_name()).trim_start(), all);
        }
    }
    let mut all = Vec::new();
    walk(&command(), "", &mut all);
    assert!(all.len() > 100, "the walk has lost its way");
    all
}

fn words(line: &str) -> Vec<OsString> {
    line.split_whitespace().map(OsString::from).collect()
}

/// What is said to a line that is not understood.
fn said(line: &str) -> String {
    usage::sentence(&parse(&words(line)).unwrap_err())
}

#[test]
fn each_has_an_example_at_the_head_of_its_help() {
    for (path, command) in commands() {
        assert!(example::of(&path).is_some(), "no example of `kecuali {path}`");
        let help = command.clone().render_long_help().to_string();
        let (example, usage) =
            (help.find("Contoh:"), help.find("Usage:").or_else(|| help.find("Pemakaian:")));
        assert!(example.is_some() && example < usage, "{path}: {help}");
        assert!(!command.get_about().unwrap_or_default().to_string().is_empty(), "{path}");
    }
}

#[test]
fn a_group_of_commands_and_the_program_begin_with_examples_of_what_is_below() {
    fn walk(command: &Command, groups: &mut Vec<Command>) {
        let shown = |below: &&Command| !below.is_hide_set() && below.get_name() != "help";
        if command.has_subcommands() {
            groups.push(command.clone());
        }
        command.get_subcommands().filter(shown).for_each(|below| walk(below, groups));
    }
    let mut groups = Vec::new();
    walk(&command(), &mut groups);
    assert!(groups.len() > 15, "{}", groups.len());
    for mut group in groups {
        let help = usage::in_words(&group.render_long_help().to_string());
        let (example, usage) = (help.find("Contoh:\n  kecuali"), help.find("Pemakaian:"));
        assert!(example.is_some() && example < usage, "{help}");
    }
}

#[test]
fn each_flag_says_what_it_is_for() {
    for (path, command) in commands() {
        for argument in command.get_arguments().filter(|one| !one.is_hide_set()) {
            assert!(argument.get_help().is_some(), "{path}: {}", argument.get_id());
        }
    }
}

#[test]
fn each_is_guessed_from_a_slip_of_the_finger() {
    for (path, _) in commands() {
        let (before, last) = path.rsplit_once(' ').map_or(("", path.as_str()), |(b, l)| (b, l));
        let slip = format!("{}{last}", last.chars().next().unwrap());
        // What takes a free word reads it as one.
        let free = ["export", "import"].contains(&before);
        if !free {
            let sentence = said(&format!("kecuali {before} {slip}"));
            assert!(sentence.contains(&format!("`{last}`")), "{path}: {sentence}");
        }
    }
    assert!(said("kecuali entry list --serch A").contains("`--search`"));
}

/// Takes several, or all that a list or a status names.
fn means_many(command: &Command) -> bool {
    let several = |argument: &Arg| {
        let many = argument.get_num_args().is_some_and(|count| count.max_values() > 1);
        argument.is_positional() && many
    };
    let lists = ["all-with", "csv", "from"];
    let listed = |argument: &Arg| argument.get_long().is_some_and(|long| lists.contains(&long));
    command.get_arguments().any(|argument| several(argument) || listed(argument))
}

#[test]
fn what_is_signed_for_many_can_be_looked_at_first() {
    // These read, or write what stays on this machine and can be written again.
    let harmless = [
        "approval show",
        "archive find",
        "archive move",
        "archive remove",
        "determination draft",
        "office find",
        "print approval",
        "print cover",
        "print list",
        "print minutes",
        "roster requests",
        "verify files",
    ];
    let mut found = BTreeSet::new();
    for (path, command) in commands().into_iter().filter(|(_, command)| means_many(command)) {
        let looks = command.get_arguments().any(|one| one.get_long() == Some("dry-run"));
        assert_ne!(looks, harmless.contains(&path.as_str()), "{path}");
        found.insert(path);
    }
    for path in ["endorse", "submit", "review determine", "roster grant", "entry add"] {
        assert!(found.contains(path), "{path}: {found:?}");
    }
}

#[test]
fn what_becomes_public_or_leaves_the_list_is_signed_as_it_was_shown() {
    for path in [
        "review determine",
        "review open",
        "review takedown",
        "review revoke",
        "determination issue",
        "determination register",
        "determination revoke",
        "determination takedown",
        "roster revoke",
    ] {
        let (_, command) = commands().into_iter().find(|(there, _)| there == path).unwrap();
        for flag in ["seen", "dry-run", "yes"] {
            let has = command.get_arguments().any(|one| one.get_long() == Some(flag));
            assert!(has, "{path} --{flag}");
        }
    }
}

#[test]
fn each_that_wants_a_yes_shows_first_what_it_comes_to() {
    for (path, command) in commands() {
        let has = |long| command.get_arguments().any(|one| one.get_long() == Some(long));
        assert!(!has("yes") || has("dry-run") || path == "entry trash", "{path}");
    }
}

#[test]
fn each_can_be_run_by_a_program() {
    for (path, command) in commands() {
        for flag in ["json", "plain", "no-input", "passphrase-file", "help"] {
            assert!(
                command.get_arguments().any(|one| one.get_long() == Some(flag)),
                "{path} {flag}"
            );
        }
    }
}

#[test]
fn no_secret_is_taken_as_an_argument() {
    for (path, command) in commands() {
        for argument in command.get_arguments() {
            let long = argument.get_long().unwrap_or_default();
            let secret = ["passphrase", "password", "secret", "token", "code"];
            let is_secret = secret.iter().any(|word| long.contains(word));
            assert!(!is_secret || long.ends_with("-file"), "{path}: --{long}");
        }
    }
}

#[test]
fn each_that_lists_has_lines_for_scripts_and_only_those() {
    let all = commands();
    let known: BTreeSet<&str> = LISTS.iter().map(|(path, _)| *path).collect();
    assert_eq!(known.len(), LISTS.len());
    for (path, columns) in LISTS {
        assert!(all.iter().any(|(there, _)| there == path), "no `kecuali {path}`");
        let different: BTreeSet<_> = columns.iter().collect();
        assert_eq!(different.len(), columns.len(), "{path}");
    }
    for (path, _) in &all {
        let last = path.rsplit(' ').next().unwrap();
        let lists = ["list", "find", "conflicts", "trash", "invitations", "history", "whoami"];
        let writes = ["print list", "verify list"].contains(&path.as_str());
        assert!(!lists.contains(&last) || writes || known.contains(path.as_str()), "{path}");
    }
}
