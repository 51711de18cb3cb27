use crate::{
    catalogue::oversight as words,
    cli::{Context, entry},
    error::{Exit, OfficeError},
    office::alike::Alike as Found,
};

/// Which entry is held against the others.
#[derive(Debug, clap::Args)]
pub(crate) struct Alike {
    /// The entry
    entry: String,
}

impl Alike {
    pub(crate) fn run(&self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        office.refresh()?;
        let name = entry(&mut office, &self.entry)?;
        context.ui.show(&office.alike(&name)?, |found| {
            let row = |one: &Found| {
                let what = words::beside(one.what, one.same).to_owned();
                vec![one.name.clone(), what, format!("{} %", one.likeness / 10)]
            };
            context.ui.list(&found.iter().map(row).collect::<Vec<_>>())
        });
        Ok(Exit::Success)
    }
}
