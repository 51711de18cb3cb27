//! One file for each command: its doc comment is its help.

mod agenda;
mod approval;
mod archive;
mod backup;
mod bundle;
mod comment;
mod completions;
mod contest;
mod day;
mod decline;
mod determination;
mod doctor;
mod endorse;
pub(crate) mod entry;
mod export;
mod import;
mod init;
mod join;
mod key;
mod man;
mod office;
mod parked;
mod policy;
mod print;
mod read_table;
mod restore;
mod review;
mod root;
mod roster;
mod scratch;
mod serve;
mod server;
mod status;
mod submit;
mod sync;
mod verify;
mod whoami;
mod withdraw;

use clap::Subcommand;

use crate::{
    catalogue::screen::act,
    cli::Context,
    error::{Exit, OfficeError},
    office::approval::Done,
    ui::findings_text,
};

/// Every command, in the order of an office's work.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Serve(serve::Serve),
    Init(init::Init),
    Join(join::Join),
    Whoami(whoami::Whoami),
    #[command(subcommand)]
    Key(key::Key),
    #[command(subcommand)]
    Roster(roster::Roster),
    #[command(subcommand)]
    Root(root::Root),
    #[command(subcommand)]
    Policy(policy::Policy),
    #[command(subcommand)]
    Day(day::Day),
    #[command(subcommand)]
    Entry(entry::Entry),
    Import(import::Import),
    #[command(subcommand)]
    Scratch(scratch::Scratch),
    Endorse(endorse::Endorse),
    Decline(decline::Decline),
    Submit(submit::Submit),
    Withdraw(withdraw::Withdraw),
    Comment(comment::CommentOn),
    #[command(subcommand)]
    Approval(approval::Approval),
    #[command(subcommand)]
    Review(review::Review),
    #[command(subcommand)]
    Contest(contest::Contest),
    #[command(subcommand)]
    Determination(determination::Determination),
    Sync(sync::Sync),
    #[command(subcommand)]
    Server(server::Server),
    #[command(subcommand)]
    Parked(parked::Parked),
    #[command(subcommand)]
    Bundle(bundle::Bundle),
    Export(export::Export),
    #[command(subcommand)]
    Archive(archive::Archive),
    #[command(subcommand)]
    Print(print::Print),
    #[command(subcommand)]
    Office(office::Offices),
    Agenda(agenda::Agenda),
    Status(status::Status),
    Doctor(doctor::Doctor),
    #[command(subcommand)]
    Verify(verify::Verify),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Completions(completions::Completions),
    Man(man::Man),
    #[command(hide = true)]
    ReadTable(read_table::ReadTable),
}

impl Default for Command {
    fn default() -> Self {
        Self::Serve(serve::Serve::default())
    }
}

impl Command {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        match self {
            Self::Serve(command) => command.run(context),
            Self::Init(command) => command.run(context),
            Self::Join(command) => command.run(context),
            Self::Whoami(command) => command.run(context),
            Self::Key(command) => command.run(context),
            Self::Roster(command) => command.run(context),
            Self::Root(command) => command.run(context),
            Self::Policy(command) => command.run(context),
            Self::Day(command) => command.run(context),
            Self::Entry(command) => command.run(context),
            Self::Import(command) => command.run(context),
            Self::Scratch(command) => command.run(context),
            Self::Endorse(command) => command.run(context),
            Self::Decline(command) => command.run(context),
            Self::Submit(command) => command.run(context),
            Self::Withdraw(command) => command.run(context),
            Self::Comment(command) => command.run(context),
            Self::Approval(command) => command.run(context),
            Self::Review(command) => command.run(context),
            Self::Contest(command) => command.run(context),
            Self::Determination(command) => command.run(context),
            Self::Sync(command) => command.run(context),
            Self::Server(command) => command.run(context),
            Self::Parked(command) => command.run(context),
            Self::Bundle(command) => command.run(context),
            Self::Export(command) => command.run(context),
            Self::Archive(command) => command.run(context),
            Self::Print(command) => command.run(context),
            Self::Office(command) => command.run(context),
            Self::Agenda(command) => command.run(context),
            Self::Status(command) => command.run(context),
            Self::Doctor(command) => command.run(context),
            Self::Verify(command) => command.run(context),
            Self::Backup(command) => command.run(context),
            Self::Restore(command) => command.run(context),
            Self::Completions(command) => Ok(command.run(context)),
            Self::Man(command) => command.run(context),
            Self::ReadTable(command) => Ok(command.run()),
        }
    }
}

/// Shows what was signed. Acts that decide nothing as things stand say why.
pub(crate) fn show_done(context: &Context, done: &[Done]) {
    context.ui.show(&done, |done| done_text(done));
}

/// The same as text.
pub(crate) fn done_text(done: &[Done]) -> String {
    let line = |one: &Done| {
        let saved = format!("{}  {}  tersimpan", one.document, act(one.act));
        let why = one.sentence.map(|sentence| format!("  ! {sentence}"));
        let warnings = Some(findings_text(&one.warnings)).filter(|text| !text.is_empty());
        [Some(saved), why, warnings].into_iter().flatten().collect::<Vec<_>>().join("\n")
    };
    done.iter().map(line).collect::<Vec<_>>().join("\n")
}
