use std::sync::Arc;

use crate::{
    catalogue::pages,
    cli::Context,
    error::{Exit, OfficeError},
    os,
    web::{Serving, serve},
};

/// Open the pages of the office in the browser, and serve them until Ctrl-C
///
/// They are served to this machine alone. What `kecuali` does without a command.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Serve {
    /// The port; without it that of the last time, or any that is free
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// Show the link and open no browser
    #[arg(long)]
    no_browser: bool,
    /// Do not sync in the background
    #[arg(long)]
    no_sync: bool,
}

impl Serve {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let serving = Serving {
            folder: context.folder()?,
            port: self.port,
            carries: !self.no_sync,
            machines: Arc::new({
                let config = context.config().clone();
                move || config.machine()
            }),
        };
        serve(&serving, |link| {
            context.ui.show(&serde_json::json!({ "link": link }), |_| pages::open(link));
            if !self.no_browser && !os::open_in_browser(link) {
                context.ui.remark(pages::OPEN_BY_HAND);
            }
        })?;
        Ok(Exit::Success)
    }
}
