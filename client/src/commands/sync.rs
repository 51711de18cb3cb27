use std::ops::ControlFlow;

use crate::{
    catalogue::{hint::KEPT, oversight as words, screen, working},
    cli::Context,
    error::{Exit, OfficeError},
    office::{Office, exchange::Synced, follow::Told, waiting::WaitingDocument},
    remote::{Remote, RemoteError},
    ui::table,
};

/// Exchange everything with the server: what waits here goes out, what is new comes in
///
/// A proxy that this machine names (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`, or its settings) is
/// used, and certificates are judged by its own store.
///
/// Work that waited for its grant is signed on the way. Where its key is under a passphrase, name
/// whose it is: `--as KEY`.
#[derive(Debug, clap::Args)]
pub(crate) struct Sync {
    /// The address of the server; it is remembered
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// Stay connected and exchange whenever something is new, here or there; ends by Ctrl-C
    /// (`--follow` is the same)
    #[arg(long, alias = "follow")]
    watch: bool,
    /// Show what waits here to be sent, and send nothing
    #[arg(long, conflicts_with_all = ["server", "watch"])]
    dry_run: bool,
}

impl Sync {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        if self.dry_run {
            context.ui.show(&office.waiting_documents(), |all| waiting_text(all));
            return Ok(Exit::Success);
        }
        // Whoever is named signs what waited for a grant, under a passphrase or not.
        if let Some(acting) = context.acting() {
            office.unlock_by_asking(acting)?;
        }
        let server = self.server.as_deref().or_else(|| office.server());
        let server = server.ok_or(RemoteError::NoServer)?.to_owned();
        let mut remote = office.remote(&server)?;
        // What is no address, or nobody answers at, does not take the place of one that was good.
        if self.server.is_some() && office.server().is_none() {
            office.set_server(Some(server.clone()))?;
        }
        if self.watch {
            return follow(context, &mut office, &mut remote);
        }
        let told = context.ui.working(working::SYNCING);
        let synced = office.sync(&mut remote);
        drop(told);
        if self.server.is_some() && synced.is_ok() {
            office.set_server(Some(server))?;
        }
        let kept = office.keep_nonce(&remote);
        let synced = synced.inspect_err(|error| report_part(context, error))?;
        let exit = report(context, &synced);
        kept.map(|()| exit)
    }
}

/// Tells what is news to a person: not every wait that brought nothing, nor one trouble twice.
fn follow(
    context: &Context,
    office: &mut Office,
    remote: &mut Remote,
) -> Result<Exit, OfficeError> {
    let mut exit = Exit::Success;
    let mut trouble = None;
    let mut tell = |told: Told<'_>| {
        let now = match told {
            Ok(synced) => synced.put_off().map(str::to_owned),
            Err(error) => Some(error.code().to_owned()),
        };
        let news = now != trouble;
        trouble = now;
        match told {
            Ok(synced) if news || synced.moved() || !synced.refused.is_empty() => {
                exit = report(context, synced);
            }
            Ok(synced) => exit = synced.exit(),
            Err(error) => {
                report_part(context, error);
                if news {
                    context.ui.fail(error);
                }
            }
        }
        ControlFlow::Continue(())
    };
    context.ui.remark(screen::FOLLOWING);
    office.follow(remote, &mut tell)?;
    Ok(exit)
}

/// Says what had been exchanged before it failed.
fn report_part(context: &Context, error: &OfficeError) {
    if let Some(synced) = error.partly() {
        context.ui.show(synced, screen::synced);
    }
}

/// Says what an exchange came to.
fn report(context: &Context, synced: &Synced) -> Exit {
    context.ui.show(synced, screen::synced);
    if synced.put_off().is_some() {
        context.ui.remark(&screen::hint(KEPT));
    }
    synced.exit()
}

/// Documents of which something waits, a line each.
fn waiting_text(all: &[WaitingDocument]) -> String {
    let row = |one: &WaitingDocument| {
        let done = one.done.iter().map(|(label, count)| format!("{label} {count}"));
        let held = words::unsent(one.unsealed, one.parked);
        vec![one.document.clone(), done.collect::<Vec<_>>().join(", "), held]
    };
    table(&all.iter().map(row).collect::<Vec<_>>())
}
