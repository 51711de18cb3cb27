use crate::{
    cli::{Context, entry},
    error::{Exit, OfficeError},
    office::{
        changes::{ChangeView, FieldChange},
        difference::Run,
    },
    ui::time,
};

/// Which changes are shown.
#[derive(Debug, clap::Args)]
pub(crate) struct Changes {
    /// The entry
    entry: String,
    /// What was written since KPU RI determined it, as one change
    #[arg(long)]
    since_determined: bool,
}

impl Changes {
    pub(crate) fn run(&self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        let name = entry(&mut office, &self.entry)?;
        if self.since_determined {
            context.ui.show(&office.since_determined(&name)?, |fields| fields_text(fields));
            return Ok(Exit::Success);
        }
        context.ui.show(&office.field_history(&name)?, |changes| {
            changes.iter().map(change_text).collect::<Vec<_>>().join("\n")
        });
        Ok(Exit::Success)
    }
}

fn change_text(change: &ChangeView) -> String {
    let written = &change.written;
    let place = written.place();
    let fields = fields_text(&change.fields);
    format!("{}  {}  [{place}]\n{fields}", time(written.time), written.by)
}

fn fields_text(fields: &[FieldChange]) -> String {
    let line = |field: &FieldChange| {
        let text = runs_text(&field.runs).replace('\n', "\n    ");
        format!("  {}:\n    {text}", field.label)
    };
    fields.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What was taken out and what was put in, between marks that a text does not have.
pub(crate) fn runs_text(runs: &[Run]) -> String {
    let run = |run: &Run| match run {
        Run::Same(text) => text.clone(),
        Run::Removed(text) => format!("[-{text}-]"),
        Run::Added(text) => format!("{{+{text}+}}"),
    };
    runs.iter().map(run).collect()
}
