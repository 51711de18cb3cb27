use clap_complete::Shell;

use crate::{
    cli::{Context, command},
    error::Exit,
};

/// Write what a shell needs to complete commands and flags
#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(&self, context: &Context) -> Exit {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command(), "kecuali", &mut script);
        context.ui.help(&String::from_utf8_lossy(&script));
        Exit::Success
    }
}
