//! A decision that is signed as it was shown.

use serde::Serialize;

use super::{Consent, Context};
use crate::{
    catalogue::screen,
    error::OfficeError,
    office::{Office, seen::previewed},
};

/// A look before what cannot be undone, and that what is signed is what was looked at.
#[derive(Debug, clap::Args)]
pub(crate) struct Previewed {
    #[command(flatten)]
    consent: Consent,
    /// Sign only if it still comes to what was shown: the `seen` of `--dry-run`
    #[arg(long, value_name = "TOKEN")]
    seen: Option<String>,
}

/// A preview, and how to sign exactly that.
#[derive(Debug, Serialize)]
struct Shown<T> {
    /// What `--seen` takes to sign this and nothing else.
    seen: String,
    #[serde(flatten)]
    preview: T,
}

impl Previewed {
    /// Whether to go on. Who has not said yes sees first what it comes to; from then on nothing
    /// else than what was seen is signed, if that was said.
    pub(crate) fn given<T: Serialize>(
        &self,
        context: &Context,
        office: &mut Office,
        question: &'static str,
        look: impl FnOnce(&mut Office) -> Result<T, OfficeError>,
        text: impl FnOnce(&T) -> String,
    ) -> Result<bool, OfficeError> {
        let shown = || {
            let preview = look(office)?;
            Ok(Shown { seen: previewed(&preview), preview })
        };
        let text =
            |shown: &Shown<T>| format!("{}\n\n{}", text(&shown.preview), screen::seen(&shown.seen));
        let agreed = self.consent.given(context, question, shown, text)?;
        if let Some(token) = self.seen.as_deref().filter(|_| agreed) {
            office.sign_previewed(token);
        }
        Ok(agreed)
    }
}
