//! Choosing a list, and what was imported before.

use askama::Template;

use super::{HOME, kept};
use crate::{
    office::import::batch::BatchView,
    web::{
        layout::Section,
        pages::register::whose,
        upload::Upload,
        visit::{Answer, Visit},
    },
};

#[derive(Template)]
#[template(path = "impor.html")]
struct Page {
    /// The latest first.
    batches: Vec<BatchView>,
    /// Why who acts imports nothing, where that is so.
    whose: Option<String>,
}

/// When a batch was imported, as people say it.
pub(super) fn when(view: &BatchView) -> String {
    crate::web::text::moment(view.batch.time)
}

pub(crate) async fn show(visit: Visit) -> Answer {
    visit
        .page(Section::Import, "Impor", |hand| {
            let mut batches = hand.office.imports()?;
            batches.reverse();
            Ok(Page { batches, whose: whose(&hand, None)? })
        })
        .await
}

/// Keeps the file and shows what it would come to. Nothing is written into the register.
pub(crate) async fn take(visit: Visit, upload: Upload) -> Answer {
    let file = upload.needed("berkas")?;
    let mut machine = visit.app().machine();
    let digest = kept::keep(visit.app().folder(), file, machine.as_mut())?;
    Ok(visit.to(&format!("{HOME}/{digest}")))
}
