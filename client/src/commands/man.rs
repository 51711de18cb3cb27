use std::{
    fs, io,
    path::{Path, PathBuf},
};

use clap::Command;
use clap_mangen::{Man as Page, roff::Roff};
use serde_json::json;

use crate::{
    catalogue::{example, usage},
    cli::{Context, command},
    error::{Exit, OfficeError},
};

/// Write the manual pages, one for each command, into a folder
#[derive(Debug, clap::Args)]
pub(crate) struct Man {
    /// The folder, such as `~/.local/share/man/man1`; made where it is not there
    folder: PathBuf,
}

impl Man {
    pub(crate) fn run(&self, context: &Context) -> Result<Exit, OfficeError> {
        fs::create_dir_all(&self.folder).map_err(OfficeError::file(&self.folder))?;
        let mut pages = Vec::new();
        write(&self.folder, "", &command(), &mut pages).map_err(OfficeError::file(&self.folder))?;
        let folder = self.folder.display().to_string();
        context.ui.show(&json!({ "folder": folder, "pages": pages }), |_| {
            usage::manual_written(pages.len(), &folder)
        });
        Ok(Exit::Success)
    }
}

/// Writes the page of a command and those of the commands below it. Says how they are called.
fn write(folder: &Path, path: &str, command: &Command, pages: &mut Vec<String>) -> io::Result<()> {
    let source = concat!("kecuali ", env!("CARGO_PKG_VERSION"));
    let page = Page::new(without_help(command)).source(source);
    let name = page.get_filename();
    fs::write(folder.join(&name), text(&page, path, command)?)?;
    pages.push(name);
    let shown = |below: &&Command| !below.is_hide_set() && below.get_name() != "help";
    for below in command.get_subcommands().filter(shown) {
        let path = format!("{path} {}", below.get_name());
        write(folder, path.trim_start(), below, pages)?;
    }
    Ok(())
}

/// The command without the one that shows its help, which has no page.
fn without_help(command: &Command) -> Command {
    let has_help = command.get_subcommands().any(|below| below.get_name() == "help");
    let command = command.clone();
    if has_help { command.mut_subcommand("help", |help| help.hide(true)) } else { command }
}

/// A page: what the command is and how it is used, examples before the list of flags.
fn text(page: &Page, path: &str, command: &Command) -> io::Result<String> {
    let mut text = Vec::new();
    page.render_title(&mut text)?;
    page.render_name_section(&mut text)?;
    page.render_synopsis_section(&mut text)?;
    page.render_description_section(&mut text)?;
    if let Some(examples) = example::of(path) {
        let mut roff = Roff::new();
        let mut lines = examples.lines();
        let heading = lines.next().unwrap_or_default().trim_end_matches(':').to_uppercase();
        roff.control("SH", [heading.as_str()]);
        roff.control("nf", []);
        lines.for_each(|line| {
            roff.text([clap_mangen::roff::roman(line.trim())]);
        });
        roff.control("fi", []);
        roff.to_writer(&mut text)?;
    }
    page.render_options_section(&mut text)?;
    if command.has_subcommands() {
        page.render_subcommands_section(&mut text)?;
    }
    if command.get_after_help().is_some() {
        page.render_extra_section(&mut text)?;
    }
    Ok(usage::manual_in_words(&String::from_utf8_lossy(&text)))
}
