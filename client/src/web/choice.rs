//! What is chosen on a page before something is signed there.
//!
//! What is previewed depends on choices, and only what was previewed is signed. So the choices stand
//! in the form that signs. It says with which of them the page was drawn, and whoever presses the
//! button of the act with others is shown first what these come to.

use axum::response::Response;

use super::{answers::Answers, visit::Visit};

/// The field that says with which choice a page was drawn.
pub(crate) const SHOWN: &str = "diperlihatkan";
/// The field of the button that shows what a choice comes to, and signs nothing.
const LOOK: &str = "perlihatkan";

const CHANGED: &str = "Pilihan berubah. Belum ada yang ditandatangani: lihat dulu yang diperlihatkan \
                       sekarang, lalu tekan lagi.";

/// A longer address is not read.
pub(crate) const LONGEST: usize = 32_000;

/// Leads to the page of a choice, where it is not the one that the form was drawn with.
pub(crate) fn look_first<'a>(
    visit: &Visit,
    fields: impl Iterator<Item = (&'a str, &'a str)>,
    chosen: &str,
    page: &str,
) -> Option<Response> {
    let (mut shown, mut looks) = (None, false);
    for (name, value) in fields {
        match name {
            SHOWN => shown = Some(value),
            LOOK => looks = true,
            _ => (),
        }
    }
    (looks || shown != Some(chosen)).then(|| lead(visit, looks, page))
}

/// Whether only a look is asked for, by the button that shows what a choice comes to.
pub(crate) fn is_a_look(answers: &Answers) -> bool {
    answers.has(LOOK)
}

/// Leads to what a choice comes to, and says why where the button of the act was pressed.
pub(crate) fn lead(visit: &Visit, looks: bool, page: &str) -> Response {
    if looks {
        return visit.to(page);
    }
    // What is told stands above every part of the page.
    let (page, _) = page.split_once('#').unwrap_or((page, ""));
    visit.warn(page, CHANGED)
}

/// The address of a page with what was typed on it, so that nobody types it twice.
pub(crate) fn with_typed(page: &str, typed: &[(&str, &str)]) -> String {
    let typed: Vec<_> = typed.iter().filter(|(_, text)| !text.is_empty()).collect();
    let typed = serde_urlencoded::to_string(typed).unwrap_or_default();
    if typed.is_empty() || page.len() + typed.len() > LONGEST {
        return page.to_owned();
    }
    format!("{page}&{typed}")
}
