use std::path::PathBuf;

use crate::{
    catalogue::{screen, working},
    cli::Context,
    error::{Exit, OfficeError},
    office::verify::{verify_files, verify_list_files, verify_records, verify_row_file},
};

/// Prove that what is here, or what was published, is what was signed
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verify {
    /// Every log here: each signature, each running digest, each checkpoint of the server
    Office {
        /// Build every document again with plain Automerge, and compare
        #[arg(long)]
        documents: bool,
    },
    /// The proof of one published row, with the trust root alone
    Row {
        /// The proof
        proof: PathBuf,
        /// The trust root
        #[arg(long, value_name = "FILE")]
        trust_root: PathBuf,
    },
    /// A whole published list with its checkpoint, with the trust root alone
    List {
        /// The list
        list: PathBuf,
        /// Its checkpoint
        #[arg(long, value_name = "FILE")]
        checkpoint: PathBuf,
        /// The trust root
        #[arg(long, value_name = "FILE")]
        trust_root: PathBuf,
    },
    /// All that was signed about one entry, as `export evidence` writes it, with the trust root alone
    Records {
        /// The records
        records: PathBuf,
        /// The trust root
        #[arg(long, value_name = "FILE")]
        trust_root: PathBuf,
    },
    /// Files of a list as they were downloaded, with their manifest and the trust root alone
    Files {
        /// The files, by the names the manifest gives them
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The manifest
        #[arg(long, value_name = "FILE")]
        manifest: PathBuf,
        /// The trust root
        #[arg(long, value_name = "FILE")]
        trust_root: PathBuf,
    },
}

impl Verify {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        match self {
            Self::Office { documents } => {
                let mut office = context.office()?;
                let told = context.ui.working(working::VERIFYING);
                let proven = office.verify(documents)?;
                drop(told);
                context.ui.show(&proven, screen::proven);
            }
            Self::Row { proof, trust_root } => {
                context.ui.show(&verify_row_file(&trust_root, &proof)?, screen::valid);
            }
            Self::List { list, checkpoint, trust_root } => {
                context
                    .ui
                    .show(&verify_list_files(&trust_root, &list, &checkpoint)?, screen::valid);
            }
            Self::Records { records, trust_root } => {
                context.ui.show(&verify_records(&trust_root, &records)?, screen::valid);
            }
            Self::Files { files, manifest, trust_root } => {
                context.ui.show(&verify_files(&trust_root, &manifest, &files)?, screen::valid);
            }
        }
        Ok(Exit::Success)
    }
}
