use serde_json::json;

use crate::{
    catalogue::question,
    cli::{Consent, Context},
    error::{Exit, OfficeError},
    office::parked::{ParkedField, ParkedView},
    ui::time,
};

/// What the server refused for good and is kept here: look, write it again, or throw it away
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Parked {
    /// List it, with what it says and how to go on
    List,
    /// Write edits again on what is there now; acts stay, for their signer to repeat
    Rewrite {
        /// The beginning of a change, or an entry for all of its edits
        #[arg(value_name = "PARKED", required = true)]
        parked: Vec<String>,
        #[command(flatten)]
        consent: Consent,
    },
    /// Throw it away, with what stands on it; its text is shown once more
    Discard {
        /// The beginning of a change, or an entry for all of it
        #[arg(value_name = "PARKED", required = true)]
        parked: Vec<String>,
        #[command(flatten)]
        consent: Consent,
    },
}

impl Parked {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        match self {
            Self::List => context.ui.show(&office.parked()?, |all| text(all)),
            Self::Rewrite { parked, consent } => {
                let changes = office.find_parked(&parked)?;
                let views = office.rewritable(&changes)?;
                let asks = views.iter().any(ParkedView::overwrites) || consent.is_look();
                if asks
                    && !consent.given(
                        context,
                        question::OVERWRITES,
                        || Ok(&views),
                        |all| text(all),
                    )?
                {
                    return Ok(Exit::Success);
                }
                let written = office.rewrite_parked(context.acting(), &changes, asks)?;
                context.ui.show(&json!({ "rewritten": written }), |_| {
                    let documents = written.join(", ");
                    format!("{} suntingan ditulis ulang: {documents}", views.len())
                });
                if changes.len() > views.len() {
                    let acts = changes.len() - views.len();
                    context.ui.remark(&format!("{acts} tindakan menunggu penanda tangannya."));
                }
                context.ui.remark("\npetunjuk: kirim dengan `kecuali sync`");
            }
            Self::Discard { parked, consent } => {
                let changes = office.find_parked(&parked)?;
                let question = question::DISCARDED;
                let look = || office.discardable(&changes);
                if !consent.given(context, question, look, |all| text(all))? {
                    return Ok(Exit::Success);
                }
                context.ui.show(&office.discard_parked(&changes)?, |all| text(all));
                context.ui.remark("\nDibuang. Teks di atas tidak tersimpan lagi di sini.");
            }
        }
        Ok(Exit::Success)
    }
}

fn text(parked: &[ParkedView]) -> String {
    parked.iter().map(one).collect::<Vec<_>>().join("\n\n")
}

fn one(parked: &ParkedView) -> String {
    let change: String = parked.change.to_string().chars().take(12).collect();
    let ParkedView { document, label, by, code, sentence, next, .. } = parked;
    let mut lines = vec![
        format!("{change}  {document}  {label}  {by}  {}", time(parked.time)),
        format!("  ! {code} {sentence}"),
    ];
    lines.extend(parked.fields.iter().map(field));
    lines.extend(parked.act.as_ref().map(|act| format!("  {act}")));
    lines.push(format!("  petunjuk: {next}"));
    lines.join("\n")
}

fn field(field: &ParkedField) -> String {
    let ParkedField { label, value, now, changed_since, .. } = field;
    let mark = if *changed_since { "  ! diubah orang lain sejak itu" } else { "" };
    let now = if now.is_empty() { "(kosong)".to_owned() } else { now.join(" | ") };
    format!("  {label}: {value}\n    kini: {now}{mark}")
}
