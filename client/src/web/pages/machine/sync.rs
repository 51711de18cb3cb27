//! What waits, when the server last answered, and syncing now.

use askama::Template;

use crate::{
    catalogue::screen,
    office::{parked::ParkedView, standing::Overview},
    web::{
        answers::Answers,
        carrier::State,
        fault::Fault,
        layout::{Saving, Section},
        visit::{Answer, Visit},
    },
};

#[derive(Template)]
#[template(path = "sinkron.html")]
struct Page {
    overview: Overview,
    parked: Vec<ParkedView>,
    saving: Saving,
}

/// The state of saving, as it stands in the head of every page.
#[derive(Template)]
#[template(path = "keadaan.html")]
struct Head {
    saving: Saving,
}

pub(crate) async fn show(visit: Visit) -> Answer {
    let carrier = visit.app().carrier().state();
    visit
        .page(Section::Sync, "Sinkron", |hand| {
            Ok(Page {
                overview: hand.office.overview()?,
                parked: hand.office.parked()?,
                saving: Saving::of(hand.office, carrier)?,
            })
        })
        .await
}

/// What the head of every page asks for by itself now and then.
pub(crate) async fn state(visit: Visit) -> Answer {
    let carrier = visit.app().carrier().state();
    visit.piece(|hand| Ok(Head { saving: Saving::of(hand.office, carrier)? })).await
}

/// Exchanges now. Being offline is no error: it is said, and what waits goes later.
pub(crate) async fn now(visit: Visit, _form: Answers) -> Answer {
    let carrier = visit.app().carrier().clone();
    let done = tokio::task::spawn_blocking(move || carrier.exchange_now()).await;
    match done.map_err(|_| Fault::Broken)? {
        Ok(synced) => Ok(visit.go("/sinkron", screen::synced(&synced))),
        Err(error) if error.exit() == crate::error::Exit::Offline => {
            Ok(visit.warn("/sinkron", error.to_string()))
        }
        Err(error) => Err(error.into()),
    }
}
