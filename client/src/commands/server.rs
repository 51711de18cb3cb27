use serde_json::json;

use crate::{
    catalogue::oversight as words,
    cli::Context,
    error::{Exit, OfficeError},
    office::directory::read_address,
};

/// Where the server is: show it, set it without a sync, or forget it
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Server {
    /// Show the address
    Show,
    /// Remember an address; nothing is sent
    Set {
        /// The address, beginning with `https://`
        url: String,
    },
    /// Forget the address: work is carried by files from now on
    Forget,
}

impl Server {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        match self {
            Self::Show => {}
            Self::Set { url } => office.set_server(Some(read_address(&url)?))?,
            Self::Forget => office.set_server(None)?,
        }
        let server = office.server().map(str::to_owned);
        context.ui.show(&json!({ "server": server }), |_| words::server(server.as_deref()));
        Ok(Exit::Success)
    }
}
