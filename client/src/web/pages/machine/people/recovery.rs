//! The sheet that lies in the safe: what this machine is, and what to do when it breaks, is stolen,
//! or someone's passphrase is forgotten. Nothing secret is on it, so that it may be read by whoever
//! finds it; where secrets are kept is written on it by hand.

use std::path::PathBuf;

use askama::Template;
use kecuali_domain::Day;

use crate::{
    error::OfficeError,
    office::{Office, sheet::Letterhead, staff::PersonView},
    web::{
        layout::Section,
        visit::{Answer, Visit},
    },
};

#[derive(Template)]
#[template(path = "orang-lembar.html")]
struct Page {
    letterhead: Letterhead,
    day: Day,
    installation: String,
    root: String,
    people: Vec<PersonView>,
    data: PathBuf,
    copies: Option<PathBuf>,
    server: Option<String>,
}

pub(super) async fn show(visit: Visit) -> Answer {
    visit.page(Section::People, "Lembar pemulihan", |hand| page(hand.office)).await
}

fn page(office: &mut Office) -> Result<Page, OfficeError> {
    let installation = office.whoami()?.into_iter().next();
    Ok(Page {
        letterhead: office.letterhead(),
        day: office.day(),
        installation: installation.map(|one| one.fingerprint).unwrap_or_default(),
        root: office.root()?.fingerprint,
        people: office.staff()?,
        data: office.path().to_owned(),
        copies: office.copies()?.map(|copies| copies.folder),
        server: office.server().map(str::to_owned),
    })
}
