use std::path::PathBuf;

use serde_json::json;

use crate::{
    catalogue::screen,
    cli::{Context, Overwriting},
    error::{Exit, OfficeError},
    office::bundle::{For, next_hop},
};

/// Exchange without a network: the same records as a file, encrypted to those who may read them
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Bundle {
    /// Write a bundle: what waits here, and the logs with the server's word for them
    Export {
        /// Where to write it
        file: PathBuf,
        /// An office whose installations can open it; without, KPU RI; may be repeated
        #[arg(long, value_name = "CODE")]
        to: Vec<String>,
        /// An age recipient that can open it; may be repeated
        #[arg(long, value_name = "AGE")]
        recipient: Vec<String>,
        #[command(flatten)]
        over: Overwriting,
    },
    /// Read a bundle: logs are taken as from the server, records wait here for the next sync
    Import {
        /// The bundle
        file: PathBuf,
    },
}

impl Bundle {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        match self {
            Self::Export { file, to, recipient, over } => {
                over.allows(&file)?;
                let offices = to.iter().map(|code| office.office_by_code(code).map(For::Office));
                let mut to: Vec<For> = offices.collect::<Result<_, _>>()?;
                to.extend(recipient.into_iter().map(For::Recipient));
                if to.is_empty() {
                    to.push(next_hop());
                }
                context.ui.show(&office.export_bundle(&file, &to)?, screen::carried);
                Ok(Exit::Success)
            }
            Self::Import { file } => {
                let (synced, carried) = office.import_bundle(&file)?;
                context.ui.show(&json!({ "logs": synced, "carried": carried }), |_| {
                    screen::unpacked(synced.arrived, &carried)
                });
                Ok(if synced.alarms.is_empty() { Exit::Success } else { Exit::Integrity })
            }
        }
    }
}
