//! The copy of each day: where it goes, the one of today, and its end.

use std::path::PathBuf;

use axum::{Router, routing::post};

use super::newcomer::new_passphrase;
use crate::{
    catalogue::{copies as words, written_day},
    error::{Exit, OfficeError},
    office::copies::{Copies, Daily as Done},
    web::{
        answers::Answers,
        app::App,
        fault::Fault,
        visit::{Answer, Visit},
    },
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/kesehatan/harian", post(begin))
        .route("/kesehatan/harian/sekarang", post(now))
        .route("/kesehatan/harian/henti", post(end))
}

/// How copies of each day stand, in words.
#[derive(Debug)]
pub(super) struct Daily {
    pub(super) folder: String,
    pub(super) is_there: bool,
    pub(super) count: usize,
    pub(super) last: Option<String>,
}

impl Daily {
    pub(super) fn of(copies: &Copies) -> Self {
        Self {
            folder: copies.folder.display().to_string(),
            is_there: copies.is_there,
            count: copies.days.len(),
            last: copies.days.last().map(|day| written_day(*day)),
        }
    }
}

async fn begin(visit: Visit, form: Answers) -> Answer {
    let folder = PathBuf::from(form.get("folder").trim());
    let passphrase = match new_passphrase(&form) {
        Ok(Some(passphrase)) => passphrase,
        Ok(None) => return Ok(visit.warn(BACK, NO_PASSPHRASE)),
        Err(error) => return Ok(visit.warn(BACK, error.to_string())),
    };
    let done = visit.office(move |hand| {
        hand.office.begin_copies(&folder, &passphrase)?;
        hand.office.copy_of_the_day(true)
    });
    told(&visit, done.await)
}

async fn now(visit: Visit, _form: Answers) -> Answer {
    let done = visit.office(|hand| hand.office.copy_of_the_day(true)).await;
    told(&visit, done)
}

async fn end(visit: Visit, _form: Answers) -> Answer {
    visit.office(|hand| hand.office.end_copies()).await?;
    Ok(visit.go(BACK, words::ENDED))
}

fn told(visit: &Visit, done: Result<Done, Fault>) -> Answer {
    match done {
        Ok(done @ (Done::Written { .. } | Done::Made)) => Ok(visit.go(BACK, words::daily(&done))),
        Ok(done) => Ok(visit.warn(BACK, words::daily(&done))),
        Err(Fault::Office(error)) if is_told(&error) => Ok(visit.warn(BACK, error.to_string())),
        Err(fault) => Err(fault),
    }
}

/// A stick that is full or write-protected is nothing to leave the page for.
fn is_told(error: &OfficeError) -> bool {
    error.exit() == Exit::Usage || matches!(error, OfficeError::File { .. })
}

const BACK: &str = "/kesehatan#j-harian";
const NO_PASSPHRASE: &str =
    "Cadangan harian belum diatur: ketiklah frasa sandi untuk cadangan itu, dua kali.";
