use kecuali_domain::act::Batch;
use serde::Serialize;

use crate::{
    catalogue::screen,
    cli::{BatchArgs, Context, Entries},
    commands::done_text,
    error::{Exit, OfficeError},
    office::{
        Name, Office,
        approval::{Done, Under},
        coverage::CoverView,
        seen::Covered,
    },
    ui::table,
};

/// Submit entries to KPU RI as they are shown here
///
/// Under an item of a determination in force with `--under 731/3`, or each under the item that covers
/// it with `--covered`; without, as new substance, which goes through the province where policy says
/// so.
#[derive(Debug, clap::Args)]
pub(crate) struct Submit {
    #[command(flatten)]
    entries: Entries,
    /// The item in force that they apply
    #[arg(long, value_name = "NUMBER/ITEM", conflicts_with = "covered")]
    under: Option<String>,
    /// Each under the item in force that has its name, or whose decision it cites with that name;
    /// what nothing covers is shown and stays here
    #[arg(long)]
    covered: bool,
    /// Also under an item whose name only reads alike: look at each first
    #[arg(long, requires = "covered")]
    likely: bool,
    #[command(flatten)]
    batch: BatchArgs,
}

/// What covers a list, and what was submitted of it.
#[derive(Debug, Serialize)]
struct Applied {
    covered: Vec<CoverView>,
    /// What `--seen` takes to sign this and nothing else; where it was only tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    seen: Option<String>,
    done: Vec<Done>,
}

impl Submit {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        let under = self.under.as_deref().map(|under| office.item(under)).transpose()?;
        let batch = self.batch.batch(&mut office);
        if self.covered {
            let applied = self.apply(context, &mut office, batch.as_ref())?;
            context.ui.show(&applied, Applied::text);
            return Ok(Exit::Success);
        }
        let under = Under::from(under);
        self.entries.each(context, &mut office, Covered::Sent(under), |office, names| {
            office.submit(context.acting(), names, under, batch.as_ref())
        })
    }

    fn apply(
        &self,
        context: &Context,
        office: &mut Office,
        batch: Option<&Batch>,
    ) -> Result<Applied, OfficeError> {
        let names = self.entries.names(office)?;
        let covered = office.coverage(&names, self.likely)?;
        let taken = names.into_iter().zip(&covered).filter(|(_, cover)| cover.taken);
        let taken: Vec<Name> = taken.map(|(name, _)| name).collect();
        let under = Under::Covering { likely: self.likely };
        let acting = context.acting();
        let (taken, _) = self.entries.part(context, office, taken, |office, names| {
            office.submit(acting, names, under, batch)
        })?;
        let submit = |office: &mut Office| office.submit(acting, &taken, under, batch);
        if self.entries.is_look() {
            office.try_out(submit)?;
            let seen = office.seen(&taken, Covered::Sent(under))?;
            return Ok(Applied { covered, seen: Some(seen), done: Vec::new() });
        }
        self.entries.bind(office, Covered::Sent(under));
        let done = submit(office)?;
        Ok(Applied { covered, seen: None, done })
    }
}

impl Applied {
    fn text(&self) -> String {
        let done = Some(done_text(&self.done)).filter(|text| !text.is_empty());
        let seen = self.seen.as_deref().map(screen::seen);
        let all = [Some(coverage_text(&self.covered)), done, seen];
        all.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
    }
}

fn coverage_text(all: &[CoverView]) -> String {
    let row = |one: &CoverView| {
        vec![
            one.entry.clone(),
            one.item.clone().unwrap_or_default(),
            screen::likeness(one.likeness),
            one.label.to_owned(),
            one.information.clone(),
        ]
    };
    table(&all.iter().map(row).collect::<Vec<_>>())
}
