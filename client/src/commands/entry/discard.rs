use serde_json::json;

use crate::{
    catalogue::{question, screen, written_day},
    cli::{Consent, Context, entry},
    commands::entry::{content_text, head, lines},
    error::{Exit, OfficeError},
    office::{discard::DiscardedView, standing::EntryView},
    ui::time,
};

/// Which entry is erased.
#[derive(Debug, clap::Args)]
pub(crate) struct Discard {
    /// The entry
    entry: String,
    #[command(flatten)]
    consent: Consent,
}

/// What lies in the trash.
#[derive(Debug, clap::Args)]
pub(crate) struct Trash {
    /// Erase this one before its time
    #[arg(long, value_name = "ENTRY", requires = "yes")]
    erase: Option<String>,
    /// Yes, erase it
    #[arg(long)]
    yes: bool,
}

impl Discard {
    pub(crate) fn run(&self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        let name = entry(&mut office, &self.entry)?;
        office.may_discard(&name)?;
        let look = || office.entry(&name);
        let text = |shown: &EntryView| {
            format!("{}\n{}", head(&shown.summary), content_text(&shown.fields, &[]))
        };
        if self.consent.given(context, question::ENTRY_DISCARDED, look, text)? {
            let gone = office.discard_entry(context.acting(), &name)?;
            context
                .ui
                .show(&gone, |gone| screen::entry_discarded(&gone.entry, &written_day(gone.until)));
        }
        Ok(Exit::Success)
    }
}

impl Trash {
    pub(crate) fn run(&self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        match &self.erase {
            Some(typed) => {
                let gone = office.erase_from_trash(typed)?;
                context
                    .ui
                    .show(&json!({ "erased": gone.entry }), |_| screen::entry_erased(&gone.entry));
            }
            None => context.ui.show(&office.trash()?, |all| {
                let rows: Vec<_> = all.iter().map(row).collect();
                context.ui.list(&rows)
            }),
        }
        Ok(Exit::Success)
    }
}

/// Brings an entry back.
pub(crate) fn restore(context: &Context, typed: &str) -> Result<Exit, OfficeError> {
    let mut office = context.office()?;
    let name = office.restore_entry(context.acting(), typed)?;
    let summary = office.summary(&name)?;
    context.ui.show(&summary, |summary| lines(std::slice::from_ref(summary)));
    Ok(Exit::Success)
}

fn row(one: &DiscardedView) -> Vec<String> {
    let until = screen::kept_until(&written_day(one.until));
    vec![one.entry.clone(), one.by.clone(), time(one.time), until, one.information.clone()]
}
