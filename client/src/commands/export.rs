use std::path::PathBuf;

use crate::{
    catalogue::export as words,
    cli::{Context, Overwriting, entry, read_status},
    error::{Exit, OfficeError},
    office::export::{Format, Wanted, evidence},
};

/// Write the register of this office into a file, or all evidence of one entry
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Export {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    register: Register,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// One entry with every version, act and decision, and what proves them: for a dispute, or for
    /// Komisi Informasi
    Evidence {
        /// Its handle, or the beginning of it
        entry: String,
        /// Where to write it; it must not be there yet
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

#[derive(Debug, clap::Args)]
struct Register {
    /// How it is written
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
    /// Only entries with this status, for example `determined`
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// The fields too that never become public
    #[arg(long)]
    internal: bool,
    /// Where to write it; without, `register-OFFICE` in this folder
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    over: Overwriting,
}

impl Export {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        match self.what {
            None => self.register.run(context),
            Some(What::Evidence { entry, out }) => write_evidence(context, &entry, out),
        }
    }
}

impl Register {
    fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let status = self.status.as_deref().map(read_status).transpose()?;
        let wanted = Wanted { status, internal: self.internal };
        let mut office = context.office()?;
        let usual = || self.format.file_name(&format!("register-{}", office.id()));
        let path = self.out.clone().unwrap_or_else(usual);
        self.over.allows(&path)?;
        let exported = office.export_register(self.format, &wanted, &path)?;
        context.ui.show(&exported, |exported| {
            let files: Vec<String> =
                exported.files.iter().map(|file| file.display().to_string()).collect();
            words::exported(exported.entries, &files, exported.internal)
        });
        Ok(Exit::Success)
    }
}

fn write_evidence(
    context: &Context,
    typed: &str,
    out: Option<PathBuf>,
) -> Result<Exit, OfficeError> {
    let mut office = context.office()?;
    let name = entry(&mut office, typed)?;
    let path = out.unwrap_or_else(|| evidence::file_name(&name));
    let written = office.export_evidence(&name, &path)?;
    let file = path.display().to_string();
    context.ui.show(&written, |written| words::evidence_written(&written.entry, &file));
    Ok(Exit::Success)
}
