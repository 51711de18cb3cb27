use crate::{
    catalogue::{health, screen},
    cli::Context,
    error::{Exit, OfficeError},
    office::{
        Office,
        health::{Asked, Check, Health, Light, of_closed},
    },
    remote::RemoteError,
    ui::table,
};

/// Look whether this installation is well, and say what to do where it is not
///
/// Nothing secret is in what it prints: it can be sent to whoever helps. Ends with 1 where
/// something is red.
#[derive(Debug, clap::Args)]
pub(crate) struct Doctor {
    /// Ask the server, too: whether it answers, and what time it has
    #[arg(long)]
    online: bool,
}

impl Doctor {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let health = match context.office() {
            Ok(mut office) => {
                let asked = self.online.then(|| ask(&office));
                office.health(asked.as_ref())
            }
            // Where no office is there is nothing to look at.
            Err(error @ (OfficeError::NoOffice(_) | OfficeError::Input(_))) => return Err(error),
            Err(error) => of_closed(&context.folder()?, &error, context.machine().as_mut()),
        };
        let exit = if health.light == Light::Red { Exit::Failure } else { Exit::Success };
        context.ui.show_rows(&health, &health.checks, text);
        Ok(exit)
    }
}

fn ask(office: &Office) -> Asked {
    let server = office.server().ok_or(RemoteError::NoServer)?;
    Ok(office.remote(server)?.look()?)
}

fn text(health: &Health) -> String {
    let row = |one: &Check| {
        vec![health::light(one.light).to_owned(), one.label.to_owned(), one.sentence.clone()]
    };
    let rows = table(&health.checks.iter().map(row).collect::<Vec<_>>());
    let steps = health.checks.iter().filter_map(|one| Some((one.label, one.next.as_ref()?)));
    let steps = steps.map(|(label, next)| screen::hint(&format!("{label}: {next}")));
    format!("{rows}{}", steps.collect::<String>())
}
