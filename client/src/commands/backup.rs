use std::path::{Path, PathBuf};

use serde_json::json;

use crate::{
    catalogue::{copies, screen, working},
    cli::Context,
    error::{Exit, OfficeError},
    office::{Office, copies::Daily, sealed_key::Passphrase},
};

/// Write a copy of this office into a new folder; it holds the keys, so keep it as secret
///
/// With `--file`, into one file under a passphrase of its own. With `--daily`, from now on one such
/// file a day into a folder that is there, read again after it was written: while the pages are
/// served they are made by themselves, and by `--auto`, for a scheduler. Of seven days, four weeks
/// and twelve months the newest is kept; nothing else in that folder is touched.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("sealed").args(["file", "daily"]))]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line, kept apart by clap")]
pub(crate) struct Backup {
    /// A folder, or with `--file` a file, that does not exist yet; with `--daily` a folder that does
    #[arg(required_unless_present_any = ["auto", "no_daily"], conflicts_with_all = ["auto", "no_daily"])]
    folder: Option<PathBuf>,
    /// Write one file under a passphrase
    #[arg(long)]
    file: bool,
    /// Write one file under a passphrase each day, from now on
    #[arg(long)]
    daily: bool,
    /// Write the copy of this day, if it is due; ends with 1 where its folder is not there
    #[arg(long, conflicts_with = "sealed")]
    auto: bool,
    /// Write no more copies each day; those that are there stay
    #[arg(long, conflicts_with_all = ["sealed", "auto"])]
    no_daily: bool,
    /// The passphrase that is to be, in the first line of a file; asked for without it
    #[arg(long, value_name = "FILE", requires = "sealed")]
    new_passphrase_file: Option<PathBuf>,
}

impl Backup {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        let Some(folder) = &self.folder else {
            return if self.auto { daily(context, &mut office) } else { end(context, &mut office) };
        };
        if self.daily {
            self.begin(context, &mut office, folder)?;
            return daily(context, &mut office);
        }
        if self.file {
            let passphrase = self.passphrase(context, folder)?;
            let _working = context.ui.working(working::COPYING);
            office.backup_file(folder, &passphrase)?;
        } else {
            let _working = context.ui.working(working::COPYING);
            office.backup(folder)?;
        }
        let folder = folder.display().to_string();
        context.ui.show(&json!({ "folder": folder }), |_| screen::copied(&folder));
        context.ui.remark(screen::COPY_IS_SECRET);
        Ok(Exit::Success)
    }

    fn passphrase(&self, context: &Context, to: &Path) -> Result<Passphrase, OfficeError> {
        let file = self.new_passphrase_file.as_deref();
        context.door().new_passphrase(&to.display().to_string(), file)
    }

    fn begin(
        &self,
        context: &Context,
        office: &mut Office,
        folder: &Path,
    ) -> Result<(), OfficeError> {
        let folder = std::path::absolute(folder).map_err(OfficeError::file(folder))?;
        office.begin_copies(&folder, &self.passphrase(context, &folder)?)
    }
}

fn daily(context: &Context, office: &mut Office) -> Result<Exit, OfficeError> {
    let done = office.copy_of_the_day(false)?;
    context.ui.show(&done, copies::daily);
    Ok(match done {
        Daily::Written { .. } | Daily::Made => Exit::Success,
        Daily::NoFolder { .. } | Daily::Off => Exit::Failure,
    })
}

fn end(context: &Context, office: &mut Office) -> Result<Exit, OfficeError> {
    office.end_copies()?;
    context.ui.show(&json!({ "daily": false }), |_| copies::ENDED.to_owned());
    Ok(Exit::Success)
}
