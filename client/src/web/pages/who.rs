//! Who acts: the people of this machine, each with the passphrase of their key where it has one.

use askama::Template;
use axum::extract::Path;

use super::machine::keys;
use crate::{
    error::{OfficeError, Sought},
    office::{Office, keyring::Keyring, sealed_key::Passphrase, staff::PersonView},
    web::{
        answers::Answers,
        fault::Fault,
        layout::Section,
        visit::{Answer, Hand, Visit},
    },
};

#[derive(Template)]
#[template(path = "siapa.html")]
struct Page {
    people: Vec<PersonView>,
    acting: Option<String>,
}

#[derive(Template)]
#[template(path = "siapa-sandi.html")]
struct Ask {
    key: String,
    name: String,
    wrong: Option<String>,
}

pub(crate) async fn show(visit: Visit) -> Answer {
    visit
        .page(Section::Apart, "Siapa yang bekerja", |hand| {
            Ok(Page { people: hand.office.staff()?, acting: hand.acting.map(str::to_owned) })
        })
        .await
}

/// Asks for the passphrase of a key.
pub(crate) async fn ask(visit: Visit, Path(key): Path<String>) -> Answer {
    page(&visit, key, None).await
}

async fn page(visit: &Visit, key: String, wrong: Option<String>) -> Answer {
    visit
        .page(Section::Apart, "Buka kunci", move |hand| {
            let (key, name) = named(&hand, &key)?;
            Ok(Ask { key, name, wrong })
        })
        .await
}

/// Someone acts from now on. Work of theirs that waited for a grant is signed with their key.
pub(crate) async fn choose(visit: Visit, form: Answers) -> Answer {
    let key = form.get("siapa").to_owned();
    let (key, name) = visit.office(move |hand| named(&hand, &key)).await?;
    let opened = match open(&visit, &key, form.passphrase("sandi")).await {
        Ok(Some(opened)) => opened,
        Ok(None) => return Ok(visit.to(&format!("/siapa/{key}"))),
        Err(Fault::Office(error)) if keys::is_said_in_form(&error) => {
            return page(&visit, key, Some(keys::said_in_form(&error))).await;
        }
        Err(fault) => return Err(fault),
    };
    let ring = opened.clone();
    visit.office(move |hand| hand.office.with_keys(&ring, Office::seal)).await?;
    visit.act_as(key, opened);
    Ok(visit.go("/", format!("Anda bekerja sebagai {name}.")))
}

/// The ring of someone who is to act; none where their passphrase is still to be asked for.
async fn open(
    visit: &Visit,
    key: &str,
    passphrase: Option<Passphrase>,
) -> Result<Option<Keyring>, Fault> {
    if passphrase.is_none() {
        let named = key.to_owned();
        let sealed = visit.office(move |hand| hand.office.sealed_key(&named)).await?;
        match sealed {
            Some(sealed) if !visit.keys().holds(sealed.public()) => return Ok(None),
            Some(_) => return Ok(Some(visit.keys().clone())),
            None => return Ok(Some(Keyring::default())),
        }
    }
    keys::open(visit, key, passphrase).await.map(Some)
}

/// Nobody acts until someone is chosen again.
pub(crate) async fn lock(visit: Visit, _form: Answers) -> Answer {
    visit.lock();
    Ok(visit.go("/siapa", "Terkunci. Pilih siapa yang bekerja untuk melanjutkan."))
}

fn named(hand: &Hand<'_>, key: &str) -> Result<(String, String), OfficeError> {
    let person = hand.office.people().iter().find(|one| one.key == key);
    let person = person.ok_or_else(|| OfficeError::not_found(Sought::Person, key))?;
    Ok((person.key.clone(), person.name.clone()))
}
