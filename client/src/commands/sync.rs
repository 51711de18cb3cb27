use crate::{
    cli::Context,
    error::{Exit, OfficeError},
    office::exchange::{Alarm, RefusedView, Synced},
    remote::RemoteError,
};

/// Exchange everything with the server: what waits here goes out, what is new comes in
#[derive(Debug, clap::Args)]
pub(crate) struct Sync {
    /// The address of the server; it is remembered
    #[arg(long, value_name = "URL")]
    server: Option<String>,
}

impl Sync {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        let server = self.server.as_deref().or_else(|| office.server());
        let server = server.ok_or(RemoteError::NoServer)?.to_owned();
        let mut remote = office.remote(&server)?;
        // What is no address does not take the place of one that is.
        if self.server.is_some() {
            office.set_server(Some(server))?;
        }
        let synced = office.sync(&mut remote);
        office.keep_nonce(&remote)?;
        Ok(report(context, &synced?))
    }
}

/// An alarm, and what to do next.
pub(crate) fn alarm(one: &Alarm) -> String {
    let hint = one.hint.map(|hint| format!("\n     petunjuk: {hint}"));
    format!("\n  !! {} {}{}", one.code, one.sentence, hint.unwrap_or_default())
}

/// Says what an exchange came to.
pub(crate) fn report(context: &Context, synced: &Synced) -> Exit {
    context.ui.show(synced, |synced| {
        let mut text = format!(
            "Diterima nasional: {}. Datang: {}. Ditandatangani: {}. Ditolak: {}.",
            synced.received,
            synced.arrived,
            synced.sealed,
            synced.refused.len()
        );
        let refused = |one: &RefusedView| format!("\n  ! {} {}", one.code, one.sentence);
        text.extend(synced.refused.iter().map(refused));
        text.extend(synced.alarms.iter().map(alarm));
        text.extend(synced.notice.iter().map(|notice| format!("\n  server: {notice}")));
        text
    });
    synced.exit()
}
