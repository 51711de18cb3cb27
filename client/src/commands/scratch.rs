use serde_json::json;

use crate::{
    catalogue::{question, screen},
    cli::{Consent, Context},
    error::{Exit, OfficeError},
    office::{
        scratch::{Scratch as Typed, ScratchView, Scratches},
        standing::label_of,
    },
    ui::time,
};

/// What was typed in forms on this machine and not saved yet: look, or erase it
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Scratch {
    /// List it, what was typed last first; of everyone, or of one person with `--as`
    List,
    /// Show all that stands in one form
    Show {
        /// The beginning of the name of a form
        form: String,
    },
    /// Erase a form; its text is shown once more
    Drop {
        /// The beginning of the name of a form
        form: String,
        #[command(flatten)]
        consent: Consent,
    },
}

impl Scratch {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let office = context.office()?;
        let (scratches, of_determinations) = (office.scratches(), office.determination_scratches());
        match self {
            Self::List => {
                let of = |scratches: &Scratches| match context.acting() {
                    Some(person) => scratches.of(person),
                    None => scratches.all(),
                };
                let mut all = of(&scratches)?;
                all.extend(of(&of_determinations)?);
                all.sort_by_key(|one| std::cmp::Reverse(one.time));
                let views: Vec<ScratchView> = all.iter().map(Typed::view).collect();
                context.ui.show(&views, |views| context.ui.list(&rows(views)));
            }
            Self::Show { form } => {
                let (found, _) = find(scratches, of_determinations, &form)?;
                context.ui.show(&found, text);
            }
            Self::Drop { form, consent } => {
                let (found, scratches) = find(scratches, of_determinations, &form)?;
                if consent.given(context, question::DISCARDED, || Ok(&found), |one| text(one))? {
                    scratches.erase(&found.form)?;
                    context.ui.show(&json!({ "erased": found.form }), |_| text(&found));
                    context.ui.remark(screen::SCRATCH_ERASED);
                }
            }
        }
        Ok(Exit::Success)
    }
}

/// The form that is meant, and where it is kept.
fn find(
    entries: Scratches,
    determinations: Scratches,
    form: &str,
) -> Result<(Typed, Scratches), OfficeError> {
    match entries.find(form) {
        Err(OfficeError::NotFound { .. }) => Ok((determinations.find(form)?, determinations)),
        found => Ok((found?, entries)),
    }
}

fn rows(views: &[ScratchView]) -> Vec<Vec<String>> {
    let row = |one: &ScratchView| {
        let entry = one.entry.clone().unwrap_or_else(|| screen::NEW_ENTRY.to_owned());
        let form = one.form.chars().take(8).collect();
        let information = one.information.split_whitespace().collect::<Vec<_>>().join(" ");
        vec![form, entry, one.person.clone(), time(one.time), information]
    };
    views.iter().map(row).collect()
}

fn text(typed: &Typed) -> String {
    let head = rows(&[typed.view()]).concat().join("  ");
    let field = |(key, value): (&String, &String)| {
        format!("{}:\n    {}", label_of(key), value.replace('\n', "\n    "))
    };
    let fields: Vec<String> = typed.fields.iter().map(field).collect();
    format!("{head}\n{}", fields.join("\n"))
}
