//! Which entries an act is about: shown, tried and signed as they were shown.

use serde::Serialize;

use super::{Consent, Context, read_status};
use crate::{
    catalogue::{oversight, screen},
    commands::{entry::lines, show_done},
    error::{Exit, OfficeError},
    office::{Name, Office, approval::Done, procedure::Hindered, seen::Covered, select::Selection},
    ui::findings_text,
};

/// Which entries: by name, or all that stand somewhere.
#[derive(Debug, clap::Args)]
pub(crate) struct Entries {
    /// Handles of entries, or the beginning of one
    #[arg(value_name = "ENTRY")]
    named: Vec<String>,
    /// All entries with this status, for example `endorsed`
    #[arg(long, value_name = "STATUS")]
    all_with: Option<String>,
    /// Leave out those on which it cannot be signed now, and say why
    #[arg(long)]
    fitting: bool,
    /// Show which entries are meant, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Sign only if the entries still come to what was shown: the `seen` of `--dry-run`
    #[arg(long, value_name = "TOKEN")]
    seen: Option<String>,
}

/// A selection as it was shown.
#[derive(Debug, Serialize)]
pub(crate) struct Look<T> {
    /// What `--seen` takes to sign this and nothing else.
    seen: String,
    /// What is shown of each entry.
    entries: Vec<T>,
    /// What is left out, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<Hindered>,
}

impl<T> Look<T> {
    /// The entries as text, and how to sign exactly these.
    pub(crate) fn text(&self, entries: impl FnOnce(&[T]) -> String) -> String {
        format!("{}\n\n{}", entries(&self.entries), screen::seen(&self.seen))
    }
}

impl Entries {
    /// Says something about the entries; with `--dry-run` tries it, and shows which they are.
    pub(crate) fn each(
        &self,
        context: &Context,
        office: &mut Office,
        covered: Covered,
        act: impl Fn(&mut Office, &[Name]) -> Result<Vec<Done>, OfficeError>,
    ) -> Result<Exit, OfficeError> {
        let (names, left_out) = self.chosen(context, office, &act)?;
        if self.dry_run {
            office.try_out(|office| act(office, &names))?;
            let seen = office.seen(&names, covered)?;
            let look = Look { seen, entries: office.summaries(&names)?, left_out };
            context.ui.show(&look, |look| look.text(lines));
        } else {
            self.bind(office, covered);
            show_done(context, &act(office, &names)?);
        }
        Ok(Exit::Success)
    }

    /// The same where a yes is wanted, with what is shown before it. What would decide nothing is
    /// refused before it is shown.
    pub(crate) fn agreed<T: Serialize>(
        &self,
        asked: &Asked<'_>,
        office: &mut Office,
        act: impl Fn(&mut Office, &[Name]) -> Result<Vec<Done>, OfficeError>,
        look: impl FnOnce(&mut Office, &[Name]) -> Result<Vec<T>, OfficeError>,
        text: impl FnOnce(&[T]) -> String,
    ) -> Result<Exit, OfficeError> {
        let (names, left_out) = self.chosen(asked.context, office, &act)?;
        let consent = Consent { dry_run: self.dry_run, yes: asked.yes };
        let shown = || {
            office.try_out(|office| act(office, &names))?;
            let seen = office.seen(&names, asked.covered)?;
            Ok(Look { seen, entries: look(office, &names)?, left_out })
        };
        if consent.given(asked.context, asked.question, shown, |look| look.text(text))? {
            self.bind(office, asked.covered);
            show_done(asked.context, &act(office, &names)?);
        }
        Ok(Exit::Success)
    }

    /// The entries, and those that are left out because the act could not be signed on them.
    fn chosen(
        &self,
        context: &Context,
        office: &mut Office,
        act: impl Fn(&mut Office, &[Name]) -> Result<Vec<Done>, OfficeError>,
    ) -> Result<(Vec<Name>, Vec<Hindered>), OfficeError> {
        let names = self.names(office)?;
        self.part(context, office, names, act)
    }

    /// The same of entries that were chosen in another way.
    pub(crate) fn part(
        &self,
        context: &Context,
        office: &mut Office,
        names: Vec<Name>,
        act: impl Fn(&mut Office, &[Name]) -> Result<Vec<Done>, OfficeError>,
    ) -> Result<(Vec<Name>, Vec<Hindered>), OfficeError> {
        if !self.fitting {
            return Ok((names, Vec::new()));
        }
        let parted = office.apart(&names, act)?;
        tell_left_out(context, &parted.fitting, &parted.hindered)?;
        Ok((parted.fitting, parted.hindered))
    }

    /// Signs only what was seen, if that was said.
    pub(crate) fn bind(&self, office: &mut Office, covered: Covered) {
        if let Some(token) = &self.seen {
            office.sign_only(token, covered);
        }
    }

    /// Whether nothing is to be done.
    pub(crate) const fn is_look(&self) -> bool {
        self.dry_run
    }

    /// The entries.
    pub(crate) fn names(&self, office: &mut Office) -> Result<Vec<Name>, OfficeError> {
        let all_with = self.all_with.as_deref().map(read_status).transpose()?;
        office.select(&Selection { names: self.named.clone(), all_with })
    }
}

/// What a person is asked about a selection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// Where it is asked.
    pub(crate) context: &'a Context,
    /// What it comes to.
    pub(crate) question: &'static str,
    /// Whether a yes was given.
    pub(crate) yes: bool,
    /// Which version of each entry it is about.
    pub(crate) covered: Covered,
}

/// Tells what is left out; that nothing is left is an error.
pub(crate) fn tell_left_out(
    context: &Context,
    fitting: &[Name],
    hindered: &[Hindered],
) -> Result<(), OfficeError> {
    if !hindered.is_empty() {
        context.ui.remark(&left_out_text(hindered));
    }
    if fitting.is_empty() {
        return Err(OfficeError::Input(oversight::NONE_FITS.to_owned()));
    }
    Ok(())
}

fn left_out_text(all: &[Hindered]) -> String {
    let line = |one: &Hindered| {
        let Hindered { entry, information, sentence, findings } = one;
        let found = Some(findings_text(findings)).filter(|text| !text.is_empty());
        let head = format!("  {entry}  {information}: {sentence}");
        std::iter::once(head).chain(found).collect::<Vec<_>>().join("\n")
    };
    let lines: Vec<String> = all.iter().map(line).collect();
    format!("{}\n{}\n", oversight::left_out(all.len()), lines.join("\n"))
}
