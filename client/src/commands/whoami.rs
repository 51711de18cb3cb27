use crate::{
    catalogue::{authority, health, screen},
    cli::Context,
    error::{Exit, OfficeError},
    office::people::Held,
    ui::table,
};

/// Show the keys on this machine and what each may do
#[derive(Debug, clap::Args)]
pub(crate) struct Whoami {}

impl Whoami {
    #[expect(clippy::unused_self, reason = "every command runs alike")]
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        office.refresh()?;
        let held = office.whoami()?;
        let id = office.id().clone();
        context.ui.show(&held, |held| {
            let row = |one: &Held| {
                let name = one.name.clone().unwrap_or_else(|| screen::installation(&id));
                let may = match one.without {
                    Some(code) => screen::without(code),
                    None => authority::capabilities(one.capabilities.iter().copied()),
                };
                vec![one.key.clone(), name, may, one.fingerprint.clone()]
            };
            table(&held.iter().map(row).collect::<Vec<_>>())
        });
        let broken = office.broken_keys();
        if !broken.is_empty() {
            let (_, sentence, next) = health::keys(&broken);
            context.ui.remark(&format!("{sentence} {next}"));
        }
        Ok(Exit::Success)
    }
}
